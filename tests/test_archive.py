"""The way back: a dump that is loaded gives the same dump, byte for byte, on both stores and from every syntax."""

from __future__ import annotations

import hashlib
import io
import random
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import article_stories
import pytest
from claims import refuse
from full_graph import fill
from hypothesis import given, settings
from killing import Moment, run_killed, run_to_the_end
from test_events_properties import SETS

import diplograph
from diplograph.graph.exports.rdf import BASE_IRI, write_rdf
from diplograph.graph.store import Store, open_store
from diplograph.loaders import ReadOptions, extract, read
from diplograph.schema import Claim, Document, FactRecord, Frame, Participant, SourceRecord, document_from
from diplograph.schema.actors import actors
from diplograph.schema.claims import source_of
from diplograph.schema.judgements import Judgement, judgement

EXAMPLES = Path(__file__).parent.parent / "examples"
Run = Callable[..., tuple[int, str, str]]


def dump(store: Store) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


def load(store: Store, path: Path, options: ReadOptions | None = None) -> None:
    """Load a file in which nothing is to be set aside, with its judgements, as the command does."""
    judged: list[Judgement] = []
    store.load(read([path], refuse, options, judged.append))
    store.judge(judged)


def examples(store: Store) -> None:
    store.load(read([EXAMPLES], refuse))


def stories(store: Store) -> None:
    for name in article_stories.stories():
        store.load(article_stories.documents_of(name).values())
        store.judge(article_stories.judgements_of(name))


def judged(store: Store) -> None:
    """Actors merged and parted again, a text taken back, a claim put right, and somebody whom two sources name."""
    examples(store)
    people = [
        Participant(text=name, kind="person", represents="PRK", role="participant", office="minister")
        for name in ("Ri Son Gwon", "Ri Sŏn-kwŏn", "Ri Son Gwon")
    ]
    putin = Participant("vladimir-putin", role="participant")
    made = []
    for place, person in enumerate(people):
        source = SourceRecord(
            f"https://example.org/{place}", language=["fr", "", "en"][place], text=f"They met. {place}"
        )
        frame = Frame("MEETS", (putin, person), date="2024-01-16")
        made.append(document_from([FactRecord(source, frame, quote="They met.", start=0, end=9)]))
    store.load(made)
    one, other = sorted({actor.id for each in made for actor in each.actors if "~" in actor.id})
    claims = sorted(claim.id for claim in store.claims() if claim.type == "MEETS")
    why = ("for a test", "A. Reader")
    store.judge(
        [
            judgement("same-actor", one, other, *why),
            judgement("retract", made[0].source.id, "", *why),
            judgement("reject", claims[0], "", *why),
            judgement("reject", claims[1], "", *why),
            judgement("accept", claims[1], "", *why, revision=2),
        ]
    )


CONTENTS = [examples, stories, judged, fill]


@pytest.mark.parametrize("with_text", [False, True], ids=["without texts", "with texts"])
@pytest.mark.parametrize("content", CONTENTS, ids=["examples", "stories", "judged", "everything"])
def test_a_dump_comes_back_the_same(
    store: Store, tmp_path: Path, content: Callable[[Store], None], with_text: bool
) -> None:
    with open_store(str(tmp_path / "first.lbug")) as first:
        content(first)
        write_rdf(first, tmp_path / "first.nq", with_text=with_text)
        expected = dump(first)
    for _ in range(2):
        load(store, tmp_path / "first.nq")
        assert store.check() == []
        assert dump(store) == expected
    write_rdf(store, tmp_path / "again.nq", with_text=with_text)
    assert (tmp_path / "again.nq").read_bytes() == (tmp_path / "first.nq").read_bytes()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Store]:
    with open_store(str(tmp_path_factory.mktemp("first") / "graph.lbug")) as opened:
        fill(opened)
        yield opened


def shuffled(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    random.Random(5).shuffle(lines)
    path.write_bytes(b"".join(lines))


def renamed(name: str) -> Callable[[Path], object]:
    return lambda path: path.rename(path.with_name(name))


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path.with_name(f"{path.name}.zip"), "w") as archive:
        archive.write(path, path.name)


@pytest.mark.parametrize(
    ("name", "base", "change", "read_as"),
    [
        ("graph.nq", "", None, "graph.nq"),
        ("graph.nq.gz", "", None, "graph.nq.gz"),
        ("graph.nt", "", None, "graph.nt"),
        ("graph.ttl", "", None, "graph.ttl"),
        ("graph.ttl.gz", "", None, "graph.ttl.gz"),
        ("graph.trig", "", None, "graph.trig"),
        ("graph.jsonld", "", None, "graph.jsonld"),
        ("graph.nq", "", shuffled, "graph.nq"),
        ("graph.nt", "", shuffled, "graph.nt"),
        ("graph.nq", "https://example.org/claim/", None, "graph.nq"),
        ("graph.ttl", "urn:diplograph:", None, "graph.ttl"),
        ("graph.nt", "tag:example.org,2024:source/actor#", None, "graph.nt"),
        ("graph.nq", "", renamed("archive"), "archive"),
        ("graph.nq.gz", "", renamed("archive.txt"), "archive.txt"),
        ("graph.ttl", "", renamed("archive.md"), "archive.md"),
        ("graph.trig", "", renamed("archive"), "archive"),
        ("graph.nq", "", zipped, "graph.nq.zip"),
    ],
)
def test_every_syntax_order_name_and_base_gives_the_same_graph(
    first: Store, tmp_path: Path, name: str, base: str, change: Callable[[Path], object] | None, read_as: str
) -> None:
    write_rdf(first, tmp_path / name, base or BASE_IRI)
    if change is not None:
        change(tmp_path / name)
    with open_store(str(tmp_path / "again.lbug")) as again:
        load(again, tmp_path / read_as)
        assert dump(again) == dump(first)


def test_a_dump_is_read_from_standard_input(first: Store, tmp_path: Path, run_cli: Run) -> None:
    write_rdf(first, tmp_path / "graph.nq")
    text = (tmp_path / "graph.nq").read_text(encoding="utf-8")
    code, _, told = run_cli("--store", str(tmp_path / "again.lbug"), "load", "-", text=text)
    assert (code, told.endswith(", 8 judgements\n")) == (0, True)
    with open_store(str(tmp_path / "again.lbug"), "read") as again:
        assert dump(again) == dump(first)


def test_python_loads_the_judgements_too(first: Store, tmp_path: Path) -> None:
    write_rdf(first, tmp_path / "graph.nq")
    with diplograph.open(tmp_path / "again.lbug") as graph:
        graph.load(tmp_path / "graph.nq")
        assert graph.rejected == []
        assert dump(graph.store) == dump(first)


def test_the_snapshot_id_is_the_digest_of_the_file(first: Store, tmp_path: Path) -> None:
    write_rdf(first, tmp_path / "graph.nq")
    with open_store(str(tmp_path / "again.lbug")) as again:
        load(again, tmp_path / "graph.nq")
        assert again.snapshot_id() == hashlib.sha256((tmp_path / "graph.nq").read_bytes()).hexdigest()


SOURCES = {
    source.id: source
    for each in "abc"
    for source in [source_of(SourceRecord(url=f"https://example.org/{each}", title=each))]
}
"""The sources of the claims of tests/claims.py."""


def document_of(claim: Claim) -> Document:
    named = {named.actor for named in claim.participants} | ({claim.claimant} - {""})
    return Document(SOURCES[claim.source], (claim,), tuple(actors()[each] for each in sorted(named)))


@settings(max_examples=10, deadline=None)
@given(SETS)
def test_made_up_claims_come_back_the_same(claims: list[Claim]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nq"
        with open_store(f"{folder}/first.lbug") as made, open_store(f"{folder}/again.lbug") as again:
            made.load(map(document_of, claims))
            write_rdf(made, path)
            if path.stat().st_size:
                load(again, path)
            assert dump(again) == path.read_bytes()


def test_a_text_that_comes_later_fills_what_the_archive_left_out(store: Store, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "first.lbug")) as made:
        examples(made)
        write_rdf(made, tmp_path / "graph.nq")
        texts = {source.id: source.text for source in made.sources()}
    load(store, tmp_path / "graph.nq")
    assert {(source.id, source.sha256, source.text) for source in store.sources()} == {(key, key, "") for key in texts}
    examples(store)
    assert {source.id: source.text for source in store.sources()} == texts
    assert dump(store) == (tmp_path / "graph.nq").read_bytes()


def test_no_text_leaves_out_the_texts_of_an_archive(first: Store, tmp_path: Path) -> None:
    write_rdf(first, tmp_path / "graph.nq", with_text=True)
    with open_store(str(tmp_path / "again.lbug")) as again:
        load(again, tmp_path / "graph.nq", ReadOptions(no_text=True))
        assert {source.text for source in again.sources()} == {""}
        assert dump(again) == dump(first)


def test_less_sure_claims_of_an_archive_are_left_out_if_asked(first: Store, tmp_path: Path) -> None:
    write_rdf(first, tmp_path / "graph.nq")
    left: list[FactRecord] = []
    documents = read([tmp_path / "graph.nq"], refuse, ReadOptions(confidence="high"), leave=left.append)
    kept = {claim.id for document in documents for claim in document.claims}
    assert kept == {claim.id for claim in first.claims() if claim.confidence == "high"}
    assert len(left) == sum(claim.confidence != "high" and not claim.content_of for claim in first.claims())


def test_extract_gives_the_records_of_an_archive(first: Store, tmp_path: Path) -> None:
    write_rdf(first, tmp_path / "graph.nq", with_text=True)
    records = list(extract([tmp_path / "graph.nq"], refuse))
    made = {claim.id for record in records for claim in document_from([record]).claims}
    assert made == {claim.id for claim in first.claims()}


def test_a_killed_load_of_an_archive_is_completed_by_running_it_again(first: Store, tmp_path: Path) -> None:
    write_rdf(first, tmp_path / "graph.nq")

    def loading(store: str) -> list[str]:
        return ["--store", str(tmp_path / store), "load", str(tmp_path / "graph.nq")]

    small = {"batch_claims": 10}
    total = len(run_to_the_end(loading("whole.lbug"), tmp_path / "statements.json", small))
    moments = [Moment(int(share * total)) for share in (0.2, 0.3, 0.4, 0.5, 0.6)]
    assert sum(run_killed(loading("killed.lbug"), moment, small) for moment in moments) > 2
    assert run_to_the_end(loading("killed.lbug"), tmp_path / "statements.json", small)
    with open_store(str(tmp_path / "killed.lbug"), "read") as again:
        assert dump(again) == dump(first)
