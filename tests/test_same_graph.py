"""The same sources give the same dump, byte for byte: on both stores, in any order, however often loaded."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from claims import refuse

from diplograph.graph import batching, paging
from diplograph.graph.store import Store, open_store
from diplograph.loaders import ReadOptions, read

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.md"))
EXAMPLES = [path for path in EXAMPLES if path.name != "README.md"]


def load(store: Store, paths: Sequence[Path]) -> None:
    store.load(read(paths, refuse))


def dump(store: Store) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What an embedded store dumps after one undisturbed load of all examples."""
    with open_store(str(tmp_path_factory.mktemp("expected") / "graph.lbug")) as store:
        load(store, EXAMPLES)
        return dump(store)


def together(store: Store) -> None:
    load(store, EXAMPLES)


def one_by_one_backwards(store: Store) -> None:
    for path in reversed(EXAMPLES):
        load(store, [path])


def shuffled_in_pairs(store: Store) -> None:
    paths = random.Random(7).sample(EXAMPLES, len(EXAMPLES))
    for first in range(0, len(paths), 2):
        load(store, paths[first : first + 2])


def twice(store: Store) -> None:
    load(store, EXAMPLES)
    load(store, EXAMPLES)


def rebuilt(store: Store) -> None:
    load(store, EXAMPLES)
    store.rebuild()


@pytest.mark.parametrize("way", [together, one_by_one_backwards, shuffled_in_pairs, twice, rebuilt])
def test_every_way_of_loading_gives_the_same_dump(store: Store, expected: bytes, way: Callable[[Store], None]) -> None:
    way(store)
    assert dump(store) == expected


def test_a_few_articles_at_a_time_give_the_same_dump(
    store: Store, expected: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "BATCH_SIGNS", 2_000)
    load(store, EXAMPLES)
    assert dump(store) == expected


def test_a_store_read_in_small_pages_gives_the_same_dump(
    store: Store, expected: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, EXAMPLES)
    whole = [list(each()) for each in (store.sources, store.claims, store.actors, store.events, store.edges)]
    monkeypatch.setattr(paging, "PAGE_NODES", 2)
    assert [list(each()) for each in (store.sources, store.claims, store.actors, store.events, store.edges)] == whole
    assert dump(store) == expected
    assert store.check() == []


def test_a_source_that_is_loaded_with_other_days_gives_one_graph_in_any_order(store: Store, tmp_path: Path) -> None:
    days = [ReadOptions(published=day) for day in ("2024-05-24", "2024-06-21", "")]
    for options in days:
        store.load(read(EXAMPLES, refuse, options))
    with open_store(str(tmp_path / "other.lbug")) as other:
        for options in reversed(days):
            other.load(read(EXAMPLES, refuse, options))
        assert other.check() == []
        assert dump(other) == dump(store)
