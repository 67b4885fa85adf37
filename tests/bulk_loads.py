"""Loads of much for the tests: coded rows, a store that copies whatever comes, and what both must give."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import gdelt_rows
import pytest

from diplograph.graph import bulk_events, embedded, spill
from diplograph.graph.embedded import EmbeddedStore
from diplograph.graph.store import Store, open_store, preparing
from diplograph.loaders import read, read_prepared
from diplograph.loaders.extractors import RULES
from diplograph.schema import Document
from diplograph.schema.model import Loadable, Rejected

ROWS = 120


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Coded rows, some of them byte-identical, one of them broken."""
    path = tmp_path_factory.mktemp("rows") / "rows.export.CSV"
    lines = list(gdelt_rows.rows(ROWS))
    path.write_text("\n".join([*lines, *lines[:5], "878999999\t20191001\t201910\t2019\t"]), encoding="utf-8")
    return path


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every batch is large enough to be copied; several make a load."""
    monkeypatch.setattr(embedded, "COPY_FROM", 2)
    monkeypatch.setattr(embedded, "FEW", 2)
    monkeypatch.setattr(EmbeddedStore, "batch_claims", 50)
    monkeypatch.setattr(spill, "CHUNK", 2_000)
    monkeypatch.setattr(spill, "TOGETHER", 20_000)
    monkeypatch.setattr(bulk_events, "EVENTS_AT_ONCE", 30)
    monkeypatch.setattr(bulk_events, "NODES_AT_ONCE", 35)


def documents(path: Path, processes: int = 1) -> list[Document]:
    return list(read([path], lambda _: None, jobs=processes))


def prepared(path: Path, reject: Callable[[Rejected], None], note: Callable[[str], None]) -> list[Loadable]:
    """What two processes read and make ready for a file, a few rows at a time."""
    address = str(path.with_suffix(".lbug"))
    return list(read_prepared([path], reject, None, None, note, RULES, lambda _: None, 2, preparing(address)))


def counted(method: Callable[..., object], calls: list[str]) -> Callable[..., object]:
    """A method that notes in *calls* whenever it is called."""

    def noted(*given: object, **named: object) -> object:
        calls.append(method.__name__)
        return method(*given, **named)

    return noted


def snapshot(path: Path, loads: Sequence[Sequence[Loadable]], processes: int = 1) -> str:
    with open_store(str(path)) as store:
        for load in loads:
            store.load(load, jobs=processes)
            assert isinstance(store, EmbeddedStore)
            assert store._dirty() == []
        assert store.check() == []
        return store.snapshot_id()


@pytest.fixture(scope="module")
def expected(rows: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What small transactions give."""
    return snapshot(tmp_path_factory.mktemp("small") / "small.lbug", [documents(rows)])


def everything(store: Store) -> tuple[object, ...]:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue(), list(store.events()), list(store.edges()), list(store.contents()), list(store.speaking())
