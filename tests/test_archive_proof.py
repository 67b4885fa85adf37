"""An archive that was changed is set aside where it was changed, or refused: never is it half believed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from claims import refuse
from full_graph import documents, fill

from diplograph.graph.exports.rdf import write_rdf
from diplograph.graph.store import open_store
from diplograph.loaders import read
from diplograph.schema import Document
from diplograph.schema.errors import ReadError
from diplograph.schema.judgements import Judgement
from diplograph.schema.model import Claim, Rejected

EXAMPLES = Path(__file__).parent.parent / "examples"
Run = Callable[..., tuple[int, str, str]]
Told = tuple[dict[str, Document], dict[str, Claim], list[Judgement], list[Rejected]]
FREE = {
    *("claim statedOn", "claim via", "claim rule", "claim code", "claim claimant"),
    *("source title", "source publisher", "source inLanguage", "source published", "source rights", "source textKey"),
    *("source kind", "source dataset", "source url", "source text"),
    *("actor label", "actor name", "actor text", "actor nameKind", "actor language", "actor actorKind"),
    *("actor representation", "actor actor", "actor office"),
}
"""What nothing else in a dump tells again, and no id covers: believed as it stands (docs/exports.md)."""


def told(path: Path) -> Told:
    """What is read of a file: documents by source, claims by id, judgements, and what is set aside."""
    rejected: list[Rejected] = []
    judged: list[Judgement] = []
    found = {each.source.id: each for each in read([path], rejected.append, judge=judged.append)}
    claims = {claim.id: claim for document in found.values() for claim in document.claims}
    return found, claims, judged, rejected


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    """The lines of a small dump in which each property stands."""
    folder = tmp_path_factory.mktemp("archive")
    with open_store(str(folder / "graph.lbug")) as store:
        fill(store)
        write_rdf(store, folder / "graph.nq", with_text=True)
    return (folder / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    """The lines of a dump of few sources, without those of the actors that tables have."""
    folder = tmp_path_factory.mktemp("few")
    with open_store(str(folder / "graph.lbug")) as store:
        store.load(documents()[:3] + documents()[-2:])
        write_rdf(store, folder / "graph.nq", with_text=True)
    every = (folder / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    return [line for line in every if not line.startswith("<https://w3id.org/diplograph/actor/") or "~" in line[:80]]


NODE = re.compile(r"<\S*/(actor|claim|source|judgement)/[^ >]+> <[^ >]*[/#](\w+)>")


def what(line: str) -> str:
    """The kind of node and the name of the property of a line: ``claim modality``."""
    found = NODE.match(line)
    return f"{found[1]} {found[2]}" if found else ""


def believed(before: Told, after: Told) -> bool:
    """Whether anything is read otherwise than it was, and nothing is set aside for it."""
    return not after[3] and (before[:3] != after[:3])


def test_no_line_can_be_taken_out_unseen(few: Sequence[str], tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("".join(few), encoding="utf-8")
    before = told(path)
    assert not before[3]
    unseen = set()
    for place, line in enumerate(few):
        if what(line):
            path.write_text("".join([*few[:place], *few[place + 1 :]]), encoding="utf-8")
            if believed(before, told(path)):
                unseen.add(what(line))
    assert unseen <= FREE


LINE = re.compile(r"(<[^>]*> <[^>]*> )(.*)( <[^>]*> \.\n)", re.DOTALL)


def with_object(line: str, change: Callable[[str], str]) -> str:
    """The line with what *change* makes of what it says."""
    found = LINE.fullmatch(line)
    assert found is not None
    return f"{found[1]}{change(found[2])}{found[3]}"


def another(said: str) -> str:
    """Another literal, code or id."""
    if said.startswith('"'):
        body, _, kind = said.rpartition('"')
        return f'{body}{"1" if re.fullmatch(r".[0-9]+", body) else "x"}"{kind}'
    return re.sub(r"(\w)>$", lambda found: ("b" if found[1] == "a" else "a") + ">", said)


def test_no_value_can_be_changed_unseen(few: Sequence[str], tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("".join(few), encoding="utf-8")
    before = told(path)
    unseen = set()
    for place, line in enumerate(few):
        if what(line):
            path.write_text("".join([*few[:place], with_object(line, another), *few[place + 1 :]]), encoding="utf-8")
            if believed(before, told(path)):
                unseen.add(what(line))
    assert unseen <= FREE - {"source text"}


def one(lines: Sequence[str], pattern: str) -> int:
    """Where the first line stands that matches."""
    return next(place for place, line in enumerate(lines) if re.search(pattern, line))


VOCABULARY = "https://w3id.org/diplograph/ns#"


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("claim modality", "actual", "alleged", "its frame tells another modality"),
        ("claim act", "reports", "admits", "its id is not the hash of what it says"),
        ("claim edtf", "2023", "2022", "its frame tells another date"),
        ("claim frame", "2023", "2022", "its id is not the hash of what it says"),
        ("claim frame", '"{', '"', "its frame is none"),
        ("claim confidence", "high", "sure", "has 'sure' as dk:confidence; use one of high, medium, low"),
        ("claim exact", '"', '"No, ', "its quote does not stand at"),
        ("claim start", '"', '"1', "span 1\\d+ to \\d+ is no span|its id is not the hash of what it says"),
        ("claim claimantText", '"', '"not ', "its id is not the hash of what it says"),
        ("claim contentOf", "claim/...", "claim/abc", "is said in claim abc"),
        ("claim eventType", "type/.*>", "type/DANCES>", "its frame tells another type"),
        ("claim actor", "actor/[^>]+", "actor/FRA", "its frame tells another participants"),
        ("claim wasDerivedFrom", "source/...", "source/abc", "has no source in this file"),
        ("source sha256", '"...', '"abc', "its id is not the hash of what it holds"),
        ("source text", '"', '"No. ', "its text is not the one that was hashed"),
        ("judgement reason", "because", "although", "its id is not the hash of what it says"),
        ("judgement revision", '"1"', '"9"', "its id is not the hash of what it says"),
        ("judgement verdict", "accept", "allow", "unknown verdict 'allow'"),
    ],
)
def test_a_forged_node_is_set_aside_with_its_reason(
    lines: Sequence[str], tmp_path: Path, run_cli: Run, name: str, old: str, new: str, reason: str
) -> None:
    forged = list(lines)
    for place, line in enumerate(lines):
        if what(line) == name:
            forged[place] = with_object(line, lambda said: re.sub(old, new, said, count=1))
            if forged[place] != line:
                break
    assert forged != list(lines)
    path = tmp_path / "graph.nq"
    path.write_text("".join(forged), encoding="utf-8")
    code, _, _ = run_cli("--store", str(tmp_path / "again.lbug"), "load", str(path))
    rows = [
        msgspec.json.decode(line, type=Rejected)
        for line in (tmp_path / "again.rejected.jsonl").read_bytes().splitlines()
    ]
    assert code == 3
    assert any(re.search(reason, row.reason) for row in rows), rows
    with open_store(str(tmp_path / "again.lbug"), "read") as again:
        assert again.check() == []
        held = {f"claim/{claim.id}" for claim in again.claims()} | {f"source/{each.id}" for each in again.sources()}
        assert held.isdisjoint(row.row for row in rows)


def test_strict_refuses_it_whole(lines: Sequence[str], tmp_path: Path, run_cli: Run) -> None:
    place = one(lines, r"/claim/\S+ <[^>]*ns#modality>")
    path = tmp_path / "graph.nq"
    path.write_text("".join([*lines[:place], *lines[place + 1 :]]), encoding="utf-8")
    code, _, complaint = run_cli("--store", str(tmp_path / "again.lbug"), "load", "--strict", str(path))
    assert code == 1
    assert re.fullmatch(r"Error: \S+graph\.nq:\d+: claim \w+: has no dk:modality; .*\n", complaint)
    assert not (tmp_path / "again.lbug").exists()


def test_the_line_of_what_is_set_aside_is_where_its_node_begins(lines: Sequence[str], tmp_path: Path) -> None:
    place = one(lines, r"/claim/\S+ <[^>]*ns#modality>")
    path = tmp_path / "graph.nq"
    path.write_text("".join([*lines[:place], *lines[place + 1 :]]), encoding="utf-8")
    (row,) = told(path)[3]
    assert row.row in lines[row.line - 1]
    assert row.row not in lines[row.line - 2]


def test_what_is_said_in_a_claim_that_is_set_aside_goes_with_it(lines: Sequence[str], tmp_path: Path) -> None:
    speech = re.search(r"ns#contentOf> <\S*claim/(\w+)>", lines[one(lines, "ns#contentOf>")])
    assert speech is not None
    path = tmp_path / "graph.nq"
    path.write_text(
        "".join(line for line in lines if f"claim/{speech[1]}> <{VOCABULARY}act>" not in line), encoding="utf-8"
    )
    rows = told(path)[3]
    assert [row.row for row in rows][:1] == [f"claim/{speech[1]}"]
    assert {row.reason.partition(": ")[2] for row in rows[1:]} == {f"is said in claim {speech[1]}, which is not there"}


def bad_files() -> Iterator[tuple[str, bytes, str]]:
    yield "graph.nq", b"<urn:a> <urn:b> <urn:c> .\n", "is RDF, but names no https://w3id.org/diplograph/ns#Source"
    yield "graph.ttl", b"@prefix a: <urn:> .\na:b a:c a:d .\n", "is RDF, but names no"
    yield "graph.nq", b'<urn:a> <urn:b> "c .\n', "graph.nq:1: is no N-Quads"
    yield "graph.ttl", b"@prefix a: <urn:> .\na:b a:c\n", "graph.ttl:3: is no TriG"
    yield "graph.jsonld", b"{", "is no JSON-LD"
    yield "graph.nq", b"They met in Geneva.", "graph.nq:1: is no N-Quads"
    yield "graph.nq", b"", "is empty"
    yield "graph.nq.gz", gzip.compress(b'<urn:a> <urn:b> "c" .\n' * 9000)[:-40], "is cut short or no gzip file"


@pytest.mark.parametrize(("name", "content", "complaint"), list(bad_files()))
def test_what_is_no_dump_of_ours_gets_one_line(tmp_path: Path, name: str, content: bytes, complaint: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError) as told:
        list(read([tmp_path / name], refuse))
    assert complaint in str(told.value)
    assert "\n" not in str(told.value)


def test_a_broken_line_at_the_end_loads_nothing(lines: Sequence[str], tmp_path: Path, run_cli: Run) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("".join(lines) + "<urn:a> <urn:b", encoding="utf-8")
    code, _, complaint = run_cli("--store", str(tmp_path / "again.lbug"), "load", str(path))
    assert code == 1
    assert f"graph.nq:{len(lines) + 1}: is no N-Quads" in complaint
    assert not (tmp_path / "again.lbug").exists()


@pytest.mark.parametrize(
    "text",
    [
        "Base camps were attacked on 3 March 2024.\n",
        "<p>Putin met Kim in Moscow on 3 March 2024.</p>\n",
        "Prefix: none. Putin met Kim.\n",
        "# A heading\nPutin met Kim.\n",
    ],
)
def test_an_article_is_not_taken_for_a_dump(tmp_path: Path, text: str) -> None:
    (tmp_path / "article.txt").write_text(text, encoding="utf-8")
    (document,) = read([tmp_path / "article.txt"], refuse)
    assert document.source.text == text.strip()
