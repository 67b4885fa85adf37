"""The files for neo4j-admin, through the real importer into a real server: the same graph, and a store to work on."""

from __future__ import annotations

import gzip
import io
import os
import random
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import neo4j
import pytest
from asked import ASKED
from claims import refuse
from graphs import documents
from msgspec import Struct
from neo4j_server import PASSWORD, admin_program, server_in

from diplograph.graph.exports.neo4j_admin import SCRIPT, write_import
from diplograph.graph.neo4j_schema import CONSTRAINTS
from diplograph.graph.store import Store, open_store
from diplograph.graph.tables import NODES, relations
from diplograph.loaders import read
from diplograph.queries.runner import run_template
from diplograph.schema import Document, FactRecord, Frame, Participant, SourceRecord, document_from
from diplograph.schema.errors import StoreError
from diplograph.schema.judgements import judgement
from diplograph.schema.records import Mention
from diplograph.schema.text import normalise

EXAMPLES = Path(__file__).parent.parent / "examples"
Run = Callable[..., tuple[int, str, str]]
AWKWARD = [
    *('"', '""', "\\", "\\n", ",", ";", "\t", "\n", "\r\n", "\r", "' ", "\u2028", "\ufeff", "\x01", "\x1f"),
    *("𐍈", "é", "e\u0301", "中", "{}", "$x", "null", "NA", "=1+1", "<a>", "#", "|", "``"),
]


BOTH = (Participant("vladimir-putin", role="participant"), Participant("kim-jong-un", role="participant"))
LONG = document_from(
    [
        FactRecord(
            SourceRecord(url="https://example.org/long", text="They met. " * 900_000),
            Frame("MEETS", BOTH),
            quote="They met.",
            start=0,
            end=9,
        )
    ]
)
"""A text that is longer than what the importer holds of a file, unless it is told to hold more."""


def awkward_documents() -> Iterator[Document]:
    """Claims with everything in every text that is hard on a table, and with nothing where there may be nothing."""
    chance = random.Random(6)
    for number in range(300):
        signs = [*chance.choices(AWKWARD, k=4), "who"]
        chance.shuffle(signs)
        text = normalise("".join(signs))
        people = (
            Participant("RUS", role="accuser"),
            Participant(text=f"Mr{text}", kind="person", represents="PRK", role="accused"),
        )
        source = SourceRecord(f"https://example.org/{number}?{text}", text, text, "en", text=f"Then: {text}\n{number}")
        content = chance.choice([text, None, Frame("SUPPLIES_ARMS", (Participant("PRK", role="supplier"),))])
        frame = Frame("ACCUSES", people, date=chance.choice(["", "2024", "2024-03-01"]), place=text, about=content)
        yield document_from(
            [
                FactRecord(
                    source,
                    frame,
                    claimant=Mention(text=f"Ms{text}"),
                    via=chance.choice([None, Mention("kcna")]),
                    quote=text if number % 2 else "",
                    start=6 if number % 2 else None,
                    end=6 + len(text) if number % 2 else None,
                    rule=text,
                    record=text,
                )
            ]
        )


def decide(store: Store) -> None:
    """Merge two actors, take a source back, reject a claim, with awkward reasons."""
    people = sorted(actor.id for actor in store.actors() if actor.id.endswith("~PRK"))
    sources = sorted(source.id for source in store.sources() if source.text)
    claims = [claim.id for claim in store.claims()]
    why = 'one "office",\none day; \\'
    store.judge(
        [
            judgement("same-actor", people[0], people[1], why, "A. Reader"),
            judgement("retract", sources[3], "", why, "A. Reader"),
            judgement("reject", claims[5], "", why, "A. Reader"),
        ]
    )


def dump(store: Store) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


class Copied(Struct, frozen=True):
    """An embedded store, the server into which its graph was imported, and what was found when it was opened."""

    embedded: Store
    address: str


def imported(folder: Path, home: Path) -> str:
    """What the importer says when it has brought the files of *folder* into the server that lives in *home*."""
    environment = {**os.environ, "NEO4J_ADMIN": str(admin_program(home))}
    command = ["sh", str(folder / SCRIPT)]
    return subprocess.run(command, check=True, env=environment, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copied]:
    """The examples, a made-up graph and awkward strings, judged: loaded in one store, imported into the other."""
    folder = tmp_path_factory.mktemp("copied")
    with pytest.MonkeyPatch.context() as patch, open_store(str(folder / "graph.lbug")) as embedded:
        patch.setenv("NEO4J_USERNAME", "neo4j")
        patch.setenv("NEO4J_PASSWORD", PASSWORD)
        embedded.load([*read([EXAMPLES], refuse), *documents(1_000), *awkward_documents(), LONG])
        decide(embedded)
        write_import(embedded, folder / "files")
        imported(folder / "files", folder / "server")
        with server_in(folder / "server") as address:
            yield Copied(embedded, address)


pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]


def test_the_first_opening_makes_constraints_and_indexes_even_to_read(copied: Copied) -> None:
    with neo4j.GraphDatabase.driver(copied.address, auth=("neo4j", PASSWORD)) as driver:
        assert driver.execute_query("SHOW CONSTRAINTS YIELD name").records == []
        with open_store(copied.address, "read"):
            pass
        made = driver.execute_query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").records
        assert {record["name"] for record in made} == {text.split()[2] for text in CONSTRAINTS}
        (mark,) = driver.execute_query("MATCH (d:Diplograph) RETURN keys(d) AS keys").records
        assert set(mark["keys"]) == set(NODES["Diplograph"])


def table(store: Store, name: str) -> Sequence[tuple[object, ...]]:
    """All rows of a label or a type of edge, with every property as it is held; an empty list may be null."""
    properties = NODES[name] if name in NODES else relations()[name].properties
    columns = ", ".join(f"x.`{each}` AS `{each}`" for each in properties)
    if name in NODES:
        rows = store.query(f"MATCH (x:{name}) RETURN {columns} ORDER BY id").rows
        return [tuple(None if value == [] else value for value in row) for row in rows]
    relation = relations()[name]
    rows = store.query(
        f"MATCH (a:{relation.source})-[x:{name}]->(b:{relation.target}) "
        f"RETURN a.id AS `from`, b.id AS `to`{', ' * bool(columns)}{columns} ORDER BY `from`, `to`"
    ).rows
    return sorted((tuple(None if value == [] else value for value in row) for row in rows), key=repr)


@pytest.mark.parametrize("name", sorted((NODES.keys() - {"Load", "Key"}) | relations().keys()))
def test_every_property_is_held_as_the_embedded_store_holds_it(copied: Copied, name: str) -> None:
    with open_store(copied.address, "read") as store:
        assert list(table(store, name)) == list(table(copied.embedded, name))


def test_no_key_is_without_claims_or_texts_and_none_is_dirty(copied: Copied) -> None:
    kept = [table(copied.embedded, name) for name in ("OF_KEY", "AT_URL")]
    with open_store(copied.address, "read") as store:
        assert set(table(store, "Key")) == {(row[1], None) for rows in kept for row in rows}


def test_the_dump_is_the_same_and_the_check_finds_nothing(copied: Copied) -> None:
    with open_store(copied.address, "read") as store:
        assert store.check() == []
        assert dump(store) == dump(copied.embedded)


@pytest.mark.parametrize("name", sorted(ASKED))
def test_every_question_has_the_same_answer(copied: Copied, name: str) -> None:
    with open_store(copied.address, "read") as store:
        assert run_template(store, name, ASKED[name]) == run_template(copied.embedded, name, ASKED[name])


def test_an_export_of_the_import_is_the_same_files(copied: Copied, tmp_path: Path) -> None:
    with open_store(copied.address, "read") as store:
        write_import(store, tmp_path / "again")
    write_import(copied.embedded, tmp_path / "files")
    names = sorted(path.name for path in (tmp_path / "files").iterdir())
    assert sorted(path.name for path in (tmp_path / "again").iterdir()) == names
    for name in names:
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "files" / name).read_bytes(), name


def test_loading_goes_on_in_the_import(copied: Copied) -> None:
    source = SourceRecord(url="https://example.org/new", text="Putin met Kim on 1 March 2024.")
    more = [*documents(1_050), document_from([FactRecord(source, Frame("MEETS", BOTH, date="2024-03-01"))])]
    with open_store(copied.address) as store:
        store.load(more)
        copied.embedded.load(more)
        assert store.check() == []
        assert dump(store) == dump(copied.embedded)
        store.rebuild()
        assert dump(store) == dump(copied.embedded)


def test_packed_files_hold_the_same_and_are_read_too(copied: Copied, tmp_path: Path) -> None:
    nodes, edges = write_import(copied.embedded, tmp_path / "packed", packed=True)
    write_import(copied.embedded, tmp_path / "plain")
    packed = sorted((tmp_path / "packed").glob("*.csv.gz"))
    assert [path.stem for path in packed] == sorted(
        path.name for path in (tmp_path / "plain").glob("*.csv") if ".header." not in path.name
    )
    for path in packed:
        assert gzip.decompress(path.read_bytes()) == (tmp_path / "plain" / path.stem).read_bytes()
    told = imported(tmp_path / "packed", tmp_path / "server")
    assert f"{nodes} nodes" in told and f"{edges} relationships" in told


def test_a_folder_that_holds_something_is_left_alone(copied: Copied, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="is there already; give a new folder, or an empty one"):
        write_import(copied.embedded, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_export_that_fails_leaves_nothing(copied: Copied, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(copied.embedded), "read_columns", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        write_import(copied.embedded, tmp_path / "files")
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_how_to_go_on(run_cli: Run, tmp_path: Path) -> None:
    store = str(tmp_path / "graph.lbug")
    run_cli("--store", store, "load", str(EXAMPLES))
    code, _, told = run_cli("--store", store, "export", "neo4j-admin", str(tmp_path / "files"))
    assert code == 0
    assert told.endswith(f"import them with: sh {tmp_path / 'files' / SCRIPT}\n")
