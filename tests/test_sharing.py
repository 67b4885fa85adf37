"""One process writes to a file, others read it: nobody sees a mixture, and who must wait is told for whom."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Collection
from pathlib import Path

import pyarrow
import pytest
from claims import refuse
from click.testing import CliRunner
from killing import environment
from test_store import dump, many

from diplograph.graph.copying import Copying
from diplograph.graph.cypher_store import REBUILDING
from diplograph.graph.embedded import COPY_FROM, EmbeddedStore
from diplograph.graph.store import open_store
from diplograph.loaders import read
from diplograph.queries.cli import main
from diplograph.queries.context import Settings
from diplograph.schema.errors import StoreError, StoreLockedError

EXAMPLES = Path(__file__).parent.parent / "examples"
COUNT = "MATCH (e:Event) RETURN count(*) AS total ORDER BY total"

HOLDER = """\
import sys
from diplograph.graph.copying import Copying
from diplograph.graph.embedded import EmbeddedStore
from diplograph.graph.locking import lock
with EmbeddedStore(sys.argv[1], "write") as store:
    if len(sys.argv) > 2:
        store.transact(lambda run: lock(run, store.insert(run), sys.argv[2:]))
    print("held", flush=True)
    input()
"""
"""Holds a store, with some keys of it not derived, as a load or a rebuild at work does."""


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = str(tmp_path / "graph.lbug")
    with open_store(path) as store:
        store.load(read([EXAMPLES / "fr-pyongyang-2024.md"], refuse))
    return path


def holding(path: str, *keys: str) -> subprocess.Popen[str]:
    """A process that writes to the store at *path* until it is killed."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, path, *keys],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    return holder


def test_a_reader_whose_file_is_written_to_reads_what_is_there_now(path: str) -> None:
    with open_store(path, "read") as reader:
        assert isinstance(reader, EmbeddedStore)
        (before,) = reader.query(COUNT).rows
        with open_store(path, "write") as writer:
            writer.load(many(COPY_FROM + 10))
            writer.rebuild()
            expected = dump(writer)
        assert reader.query(COUNT).rows != (before,)
        assert dump(reader) == expected


def test_a_log_that_ends_anywhere_leaves_whole_transactions(path: str, tmp_path: Path) -> None:
    """Whoever dies while the engine writes its log leaves a part of it: the store opens, with all that was kept."""
    with open_store(path, "write") as store:
        before = dump(store)
        store.load(many(3))
        log = Path(f"{path}.wal").read_bytes()
        file = Path(path).read_bytes()
        after = dump(store)
    chance = random.Random(5)
    cuts = [0, len(log) - 1, *(chance.randrange(len(log)) for _ in range(10))]
    broken = [*(log[:cut] for cut in cuts), log + log[:1000], *(log[:cut] + bytes(len(log) - cut) for cut in cuts[2:5])]
    found = set()
    for number, left in enumerate(broken):
        place = tmp_path / f"{number}.lbug"
        place.write_bytes(file)
        Path(f"{place}.wal").write_bytes(left)
        with open_store(str(place), "write") as store:
            assert store.check() == []
            found.add(dump(store))
    assert found == {before, after}


def test_an_export_of_a_file_that_is_written_to_meanwhile_is_refused(path: str) -> None:
    with open_store(path, "scan") as reader:
        sources = reader.sources()
        next(sources)
        with open_store(path, "write") as writer:
            writer.load(many(COPY_FROM + 10))
        with pytest.raises(StoreError, match="another process wrote to it while it was read; do this again"):
            list(reader.claims())


def test_a_reader_goes_on_while_a_load_is_at_work(path: str) -> None:
    holder = holding(path, "some-key")
    try:
        with open_store(path, "read") as reader:
            assert reader.query(COUNT).rows[0][0]
        with pytest.raises(StoreLockedError, match=f"process {holder.pid} is using it"):
            open_store(path, "write")
        with open_store(path, "scan") as export, pytest.raises(StoreLockedError, match=f"process {holder.pid} "):
            dump(export)
    finally:
        holder.kill()
        holder.communicate()
    with open_store(path, "read") as reader:
        assert isinstance(reader, EmbeddedStore)
        assert reader.query(COUNT).rows[0][0]
        assert reader.query("MATCH (k:Key) WHERE k.dirty = true RETURN count(*) AS n ORDER BY n").rows == ((0,),)


def test_a_question_waits_for_a_rebuild_at_work(path: str) -> None:
    holder = holding(path, REBUILDING)
    try:
        with open_store(path, "read") as reader, pytest.raises(StoreLockedError, match=f"process {holder.pid} "):
            reader.query(COUNT)
    finally:
        holder.kill()
        holder.communicate()


def test_ctrl_c_at_any_moment_is_one_line(path: str) -> None:
    """Also while the program is still being read into memory, which takes a second, and while it ends."""
    program = "print('begun', flush=True)\nfrom diplograph.queries.start import run\nrun()"
    chance = random.Random(5)
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", program, "--store", path, "stats"], env=environment(), capture_output=True)
    whole = time.monotonic() - begun
    for _ in range(9):
        running = subprocess.Popen(
            [sys.executable, "-c", program, "--store", path, "stats"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        assert running.stdout is not None and running.stdout.readline() == "begun\n"
        time.sleep(0.1 + (whole - 0.1) * chance.random())
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
        assert (running.returncode, told) in ((1, "Aborted!\n"), (0, "")), told


def test_ctrl_c_in_a_command_is_one_line_too(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Settings, "open", interrupted)
    result = CliRunner().invoke(main, ["--store", path, "stats"])
    assert (result.exit_code, result.output) == (1, "Aborted!\n")


@pytest.mark.parametrize("tables", [1, 2, 4, 7])
def test_an_interrupted_load_by_copy_leaves_a_sound_store(
    path: str, tables: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was copied before is not rolled back, which harms a file, but forgotten: so no index has it twice."""
    with EmbeddedStore(path, "write") as store:
        before = dump(store)
        copied: list[str] = []
        copy = Copying.table

        def interrupted(self: Copying, name: str, table: pyarrow.Table, looked_up: Collection[str] = ()) -> None:
            if len(copied) == tables:
                raise KeyboardInterrupt
            copied.append(name)
            copy(self, name, table, looked_up)

        monkeypatch.setattr(Copying, "table", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.load(many(COPY_FROM + 10))
        monkeypatch.undo()
        assert len(copied) == tables
        assert dump(store) == before
        store.load(many(COPY_FROM + 10))
        assert store.check() == []
