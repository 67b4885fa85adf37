"""Killed at any moment, a command loses nothing, shows nothing half, and is completed by running it again."""

from __future__ import annotations

import itertools
import os
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import neo4j
import pytest
from killing import Moment, Statement, moments, moments_in, run_killed, run_to_the_end
from reliability import note
from test_store import dump

from diplograph.graph.embedded import COPY_FROM
from diplograph.graph.store import Store, open_store
from diplograph.schema import FactRecord, Frame, Participant, SourceRecord
from diplograph.schema.actors import actors
from diplograph.schema.errors import StoreError
from diplograph.schema.records import encode_fact

EXAMPLES = Path(__file__).parent.parent / "examples"
ARTICLES = ("fr-pyongyang-2024.md", "en-moscow-2023.md", "en-ankara-2019.md", "fr-geneve-2021.md")
TABLES = ", table by table"
"""The way of very many rows."""
Moments = Callable[[Sequence[Statement], int, random.Random], list[Moment]]


def coded(total: int) -> str:
    """So many accusations, over more keys than COPY begins with; two in three tell what of, which is a claim too."""
    states = sorted(actor.id for actor in actors().values() if actor.kind == "state")
    pairs = itertools.cycle(itertools.islice(itertools.combinations(states, 2), total * 2 // 3))
    lines = []
    for number, (one, other) in zip(range(total), pairs, strict=False):
        arms = Frame("SUPPLIES_ARMS", (Participant(other, role="supplier"), Participant("RUS", role="recipient")))
        people = (Participant(one, role="accuser"), Participant(other, role="accused"))
        day = f"{2000 + number % 20}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        fact = FactRecord(
            SourceRecord(url=f"https://example.org/{number}"),
            Frame("ACCUSES", people, date=day, about=arms if number % 3 else None),
        )
        lines.append(encode_fact(fact))
    return "\n".join(lines) + "\n"


class Crashing:
    """A command on a store in a known state, which can be set up again and again."""

    def __init__(self, folder: Path, address: str, command: str, copy_from: int) -> None:
        self.address = address
        self.settings = {"COPY_FROM": copy_from}
        if command.endswith(TABLES):
            self.settings |= {"EVENTS_AT_ONCE": 5, "REBUILD_FROM": 10}
        self._folder = folder
        self._bare = str(folder / "bare.lbug")
        self._coded = folder / "coded.jsonl"
        rows = 2 * copy_from if self.is_file else 60
        self._coded.write_text(coded(rows), encoding="utf-8")
        self._articles = [str(EXAMPLES / name) for name in ARTICLES]
        self._words = {
            "load articles": ["load", *self._articles],
            "load coded rows": ["load", str(self._coded)],
            f"load coded rows{TABLES}": ["load", str(self._coded)],
            "rebuild": ["rebuild"],
            f"rebuild{TABLES}": ["rebuild"],
            "retract": ["retract", "https://example.org/fr/pyongyang-2024", "--reason", "test", "--author", "tests"],
            "export gexf": ["export", "gexf", str(folder / "graph.gexf"), "--status", "all"],
            "export rdf": ["export", "rdf", str(folder / "graph.nq")],
            "export csv": ["export", "csv", str(folder / "tables"), "--status", "all"],
        }[command]
        if command.startswith("load"):
            self._before = [["load", str(EXAMPLES / "en-beijing-2023.md")]]
        else:
            self._before = [["load", *self._articles, str(self._coded)]]

    @property
    def is_file(self) -> bool:
        return "://" not in self.address

    @property
    def words(self) -> list[str]:
        return ["--store", self.address, *self._words]

    def set_up(self) -> None:
        """The store as it is before the command."""
        for left in ("graph.gexf", "graph.nq"):
            (self._folder / left).unlink(missing_ok=True)
        shutil.rmtree(self._folder / "tables", ignore_errors=True)
        if not self.is_file:
            auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
            with neo4j.GraphDatabase.driver(self.address, auth=auth) as driver:
                driver.execute_query("MATCH (n) DETACH DELETE n")
            for words in self._before:
                self._run_to_the_end(self.address, words)
            return
        if not Path(self._bare).exists():
            for words in self._before:
                self._run_to_the_end(self._bare, words)
        for end in ("", ".wal"):
            Path(self.address + end).unlink(missing_ok=True)
        shutil.copy(self._bare, self.address)

    def undisturbed(self) -> list[Statement]:
        return self._run_to_the_end(self.address, self._words)

    def _run_to_the_end(self, address: str, words: Sequence[str]) -> list[Statement]:
        return run_to_the_end(["--store", address, *words], self._folder / "statements.json", self.settings)

    def exported(self) -> dict[str, bytes]:
        """The files of an export, by name; those that are being written have names that begin with a dot."""
        files = [*self._folder.glob("graph.*q"), *self._folder.glob("graph.gexf"), *self._folder.glob("tables/*.csv")]
        return {file.name: file.read_bytes() for file in files if not file.name.startswith(".")}


def documents(store: Store) -> dict[str, frozenset[str]]:
    """The claims of each source."""
    found: dict[str, set[str]] = {source.id: set() for source in store.sources()}
    for claim in store.claims():
        found[claim.source].add(claim.id)
    return {source: frozenset(claims) for source, claims in found.items()}


def seen_by_a_reader(address: str, moment: Moment) -> tuple[dict[str, frozenset[str]], bytes]:
    """The documents and the dump of a store that is sound: a server may still be about what a dead client asked for."""
    while True:
        try:
            with open_store(address, "scan") as store:
                assert store.check() == [], moment
                return documents(store), dump(store)
        except StoreError as problem:
            if "another process wrote" not in str(problem):
                raise


def crash(crashing: Crashing, kills: Sequence[tuple[Moments, int]], thorough: bool) -> list[int]:
    """Kill the command at so many moments of each kind, each time on a store set up anew; how many it was alive at."""
    crashing.set_up()
    with open_store(crashing.address, "read") as store:
        before = documents(store)
    statements = crashing.undisturbed()
    with open_store(crashing.address, "read") as store:
        expected, after = dump(store), documents(store)
    files = crashing.exported()
    died = []
    for chosen, count in kills:
        died.append(0)
        for moment in chosen(statements, count, random.Random(count)):
            crashing.set_up()
            died[-1] += run_killed(crashing.words, moment, crashing.settings)
            left = crashing.exported()
            assert left == {name: files[name] for name in left}, moment
            found, derived = seen_by_a_reader(crashing.address, moment)
            for source, claims in found.items():
                assert claims in (before.get(source), after[source]), (moment, source)
            if thorough and crashing.is_file:
                with open_store(crashing.address, "write") as store:
                    store.rebuild()
                    assert dump(store) == derived, moment
            crashing.undisturbed()
            with open_store(crashing.address, "read") as store:
                assert dump(store) == expected, moment
            assert crashing.exported() == files
    return died


def in_copy(statements: Sequence[Statement], count: int, chance: random.Random) -> list[Moment]:
    return moments_in(statements, lambda text: text.startswith("COPY"), count, chance)


def in_checkpoint(statements: Sequence[Statement], count: int, chance: random.Random) -> list[Moment]:
    """A transaction that copied is written to the file when it ends; all others when the file is closed."""
    return moments_in(statements, lambda text: text in ("CLOSE", "COMMIT"), count, chance)


def in_commit(statements: Sequence[Statement], count: int, chance: random.Random) -> list[Moment]:
    """The end of a transaction that copied: its log is written, where no copied row is, and then the file."""
    ends = [(number, each) for number, each in enumerate(statements, start=1) if each.text == "COMMIT"]
    longest = sorted(ends, key=lambda found: found[1].begun - found[1].ended)[: max(3, count)]
    return [
        Moment(number, (each.ended - each.begun) * (0.1 + 0.8 * chance.random()))
        for number, each in chance.sample(longest, min(count, len(longest)))
    ]


def in_derivation(statements: Sequence[Statement], count: int, chance: random.Random) -> list[Moment]:
    return moments_in(statements, lambda text: "PARTICIPATES_IN" in text or "ABOUT" in text, count, chance)


Case = tuple[str, str, tuple[tuple[Moments, int], ...]]
FAST: list[Case] = [
    ("embedded", "load coded rows", ((in_copy, 1), (in_commit, 1), (in_derivation, 1))),
    ("embedded", f"load coded rows{TABLES}", ((in_copy, 2), (in_commit, 1))),
    ("embedded", "load articles", ((moments, 1),)),
    ("embedded", "rebuild", ((in_commit, 1),)),
    ("embedded", f"rebuild{TABLES}", ((in_copy, 1),)),
    ("embedded", "retract", ((moments, 1),)),
    ("embedded", "export gexf", ((moments, 1),)),
    ("neo4j", "load coded rows", ((moments, 2),)),
    ("neo4j", "rebuild", ((moments, 1),)),
]
LONG: list[Case] = [
    (
        "embedded",
        "load coded rows",
        ((moments, 8), (in_copy, 6), (in_commit, 3), (in_checkpoint, 6), (in_derivation, 6)),
    ),
    ("embedded", f"load coded rows{TABLES}", ((moments, 4), (in_copy, 6), (in_commit, 3))),
    ("embedded", "load articles", ((moments, 6),)),
    ("embedded", "rebuild", ((moments, 6), (in_commit, 3), (in_checkpoint, 3))),
    ("embedded", f"rebuild{TABLES}", ((moments, 4), (in_copy, 4), (in_commit, 3))),
    ("embedded", "retract", ((moments, 4),)),
    ("embedded", "export gexf", ((moments, 3),)),
    ("embedded", "export rdf", ((moments, 3),)),
    ("embedded", "export csv", ((moments, 3),)),
    ("neo4j", "load articles", ((moments, 6),)),
    ("neo4j", "load coded rows", ((moments, 6), (in_derivation, 4))),
    ("neo4j", "rebuild", ((moments, 6),)),
    ("neo4j", "retract", ((moments, 4),)),
    ("neo4j", "export gexf", ((moments, 2),)),
    ("neo4j", "export rdf", ((moments, 2),)),
    ("neo4j", "export csv", ((moments, 2),)),
]
WHERE: dict[Moments, str] = {
    moments: "at any moment",
    in_copy: "during COPY",
    in_checkpoint: "during commit and checkpoint",
    in_commit: "in the commit of what was copied",
    in_derivation: "while events are derived",
}


def cases(rows: Sequence[Case], *marks: pytest.MarkDecorator) -> list[object]:
    server = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]
    return [
        pytest.param(*row, marks=[*marks, *(server if row[0] == "neo4j" else [])], id=f"{row[0]}, {row[1]}")
        for row in rows
    ]


@pytest.mark.parametrize(("back_end", "command", "kills"), [*cases(FAST), *cases(LONG, pytest.mark.soak)])
def test_a_killed_command_is_completed_by_running_it_again(
    back_end: str,
    command: str,
    kills: tuple[tuple[Moments, int], ...],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    """In the short form COPY begins with fewer rows, so that a load of few goes the way of many."""
    address = str(tmp_path / "graph.lbug") if back_end == "embedded" else request.getfixturevalue("empty_neo4j")
    long = request.node.get_closest_marker("soak") is not None
    crashing = Crashing(tmp_path, address, command, COPY_FROM if long else 60)
    for (chosen, count), died in zip(kills, crash(crashing, kills, thorough=long), strict=True):
        # A program may be done a little sooner than it was undisturbed.
        assert died >= count // 2
        if long:
            note("crashes", f"`{command}` killed {WHERE[chosen]}, {back_end}", died)
