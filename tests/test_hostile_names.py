"""Names and texts that would be code elsewhere are only names: on a screen, in a sheet, a page, a graph, an archive.

Each guard is taken away once, to see that the harm would be done without it.
"""

from __future__ import annotations

import contextlib
import csv
import functools
import io
import json
import re
import socket
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click.testing
import pyoxigraph
import pytest
from lxml import etree

from diplograph.graph.exports import csv_tables, signs
from diplograph.graph.exports.rdf import claims as rdf_claims
from diplograph.graph.exports.rdf import literals
from diplograph.graph.neo4j_store import Neo4jStore
from diplograph.graph.store import Store
from diplograph.graph.tables import NODES
from diplograph.loaders import ReadOptions, read
from diplograph.loaders.datasets import travels
from diplograph.loaders.files import find_files
from diplograph.queries import output
from diplograph.queries.runner import run_template
from diplograph.schema.errors import ReadError
from diplograph.schema.model import Rejected

Run = Callable[..., tuple[int, str, str]]
NEVER = re.compile(r"(?!)")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SCREEN = "\x1b[2J\x1b]0;title\x07\x9b31m\u202eevil\x7f\rname\nsecond line"
SHEET = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\n=1", "＝1"]
MARKUP = "<script>alert(1)</script> [click](javascript:alert(1)) | cell \"quoted\" & \\| <b a='1'>"
BREAKS = '> <http://evil.example/p> <http://evil.example/o> .\n<http://evil.example/s> "x" \\u003e %3e {}|^`'
UNFIT = "a\x00b\x0bc\ufffed\x1b]e"


def refuse(row: Rejected) -> None:
    raise AssertionError(row)


def facts(folder: Path, name: str, number: int = 0, **more: object) -> Path:
    """A file of one meeting of somebody called *name* with a minister, all its texts being *name* too."""
    source = {"url": f"https://example.org/{number}", "title": name, "publisher": name}
    people = [{"role": "participant", "text": name}, {"role": "participant", "text": "Another Minister"}]
    event = {"type": "MEETS", "date": "2024-01-16", "place": name, "participants": people}
    path = folder / f"facts{number}.jsonl"
    record = {"source": source, "event": event, "quote": name, "rule": name, **more}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def store_of(run_cli: Run, tmp_path: Path) -> Callable[..., str]:
    """Makes an embedded store in which somebody has each of the names."""

    def made(*names: str, **more: object) -> str:
        store = str(tmp_path / "graph.lbug")
        files = [str(facts(tmp_path, name, number, **more)) for number, name in enumerate(names)]
        assert run_cli("--store", store, "load", *files)[0] == 0
        return store

    return made


# -- Cypher


HOSTILE_NAMES = [
    "x'}) DETACH DELETE n //",
    'x"}) DETACH DELETE n //',
    "`Actor`) DETACH DELETE n //",
    "$actor RETURN 1",
    "{id: 1}",
    "\\u0027 OR 1=1 //",
    "'; DROP TABLE Claim; --",
    "/* */ CREATE (n)",
    "name\\",
]


def test_cypher_in_names_is_only_a_name(store: Store, tmp_path: Path) -> None:
    names = [f"{name} {number}" for number, name in enumerate(HOSTILE_NAMES)]
    store.load(read([facts(tmp_path, name, number) for number, name in enumerate(names)], refuse))
    told = {named.text for claim in store.claims() for named in claim.participants}
    assert told == {*names, "Another Minister"}
    for name in names:
        assert len(run_template(store, "who-met-whom", {"actor": name, "status": "all"}).rows) == 1, name
        answer = store.query("MATCH (c:Claim {quote: $value}) RETURN count(*) AS total ORDER BY total", {"value": name})
        assert answer.rows == ((1,),)
    assert store.check() == []
    if isinstance(store, Neo4jStore):
        labels = store.transact(lambda run: run("CALL db.labels() YIELD label RETURN label"))
        assert {str(row["label"]) for row in labels} <= set(NODES)


@pytest.mark.parametrize("kind", ["MEETS`) DELETE (n", "MEETS:CREATE", "Actor", "meets\u0000"])
def test_a_label_from_data_is_no_type(tmp_path: Path, kind: str) -> None:
    rejected: list[Rejected] = []
    path = facts(tmp_path, "x", event={"type": kind, "participants": []})
    assert list(read([path], rejected.append)) == []
    assert len(rejected) == 1 and "event type" in rejected[0].reason


# -- screens


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output and error are a terminal, which is sent what there is: a pipe is spared colours by click."""
    monkeypatch.setattr(click.testing._NamedTextIOWrapper, "isatty", lambda _: True, raising=False)
    invoke = click.testing.CliRunner.invoke
    monkeypatch.setattr(click.testing.CliRunner, "invoke", functools.partialmethod(invoke, color=True))


QUESTIONS = [
    ["query", "who-met-whom", "--actor", "Another Minister"],
    ["query", "sources"],
    ["query", "claims-by"],
    ["cypher", "MATCH (c:Claim) RETURN c.quote AS quote, c.rule AS name ORDER BY quote"],
    ["show", "{who}"],
    ["explain", "{event}"],
]


def asked(run_cli: Run, store: str, words: list[str], *more: str) -> str:
    """What a terminal is sent."""
    _, rows, _ = run_cli("--store", store, "cypher", "MATCH (e:Event) RETURN e.id AS id ORDER BY id", "--format", "csv")
    event = rows.splitlines()[1]
    _, rows, _ = run_cli(
        "--store",
        store,
        "cypher",
        "MATCH (a:Actor) WHERE a.kind = 'unnamed' RETURN a.id AS id ORDER BY id",
        "--format",
        "json",
    )
    who = json.loads(rows)[0]["id"]
    words = [word.format(event=event, who=who) if "{" in word and word[0] == "{" else word for word in words]
    code, text, told = run_cli("--store", store, *words, *more)
    assert code == 0, told
    return text + told


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "jsonl", "markdown"])
@pytest.mark.parametrize("words", QUESTIONS, ids=lambda words: " ".join(words[:2])[:20])
def test_a_name_cannot_move_the_cursor(
    run_cli: Run, store_of: Callable[..., str], screen: None, words: list[str], form: str
) -> None:
    store = store_of(SCREEN)
    if words[1] == "claims-by":
        words = ["query", "contested"]
    assert CONTROL.findall(asked(run_cli, store, words, "--format", form)) == []


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown"])
def test_without_the_guard_it_would(
    run_cli: Run, store_of: Callable[..., str], screen: None, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    store = store_of(SCREEN)
    monkeypatch.setattr(output, "_CONTROL", NEVER)
    assert CONTROL.findall(asked(run_cli, store, QUESTIONS[1], "--format", form)) != []


def test_a_program_is_given_what_the_source_says(run_cli: Run, store_of: Callable[..., str]) -> None:
    store = store_of(SCREEN)
    assert json.loads(asked(run_cli, store, QUESTIONS[1], "--format", "json"))[0]["title"] == SCREEN


def complaints(run_cli: Run, folder: Path) -> list[str]:
    """Error lines that repeat what a hostile file says, or is called."""
    bad = folder / "\x1b[31mred\nError: a line of its own.jsonl"
    bad.write_text(
        '{"event": {"type": "\\u001b[31mMEETS\\u009b", "participants": []}, "source": {}}\n{\x1b[2J\n', "utf-8"
    )
    said = [run_cli("extract", str(bad))[2]]
    said.append(run_cli("extract", f"{bad}.missing")[2])
    # Before it stands the bar of the progress, which names nothing.
    said.append(run_cli("--store", str(folder / "\x1b[2J.lbug"), "load", str(bad))[2].rpartition("loaded ")[2])
    said.append(run_cli("\x1b[31mred")[2])
    said.append(run_cli("query", "sources", "--\x1b[31mred")[2])
    said.append(run_cli("query", "who-met-whom", "--actor", "\x1b[31mred", "--from", "\x1b[31mred")[2])
    return said


def test_no_complaint_repeats_control_signs(run_cli: Run, tmp_path: Path, screen: None) -> None:
    for said in complaints(run_cli, tmp_path):
        assert said and CONTROL.findall(said) == [], said
        assert not re.search(r"^Error: a line of its own", said, re.MULTILINE)


def test_without_the_guard_complaints_would(
    run_cli: Run, tmp_path: Path, screen: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "_CONTROL", NEVER)
    assert sum(bool(CONTROL.findall(said)) for said in complaints(run_cli, tmp_path)) >= 4


def test_how_a_claim_was_read_shows_no_control_signs(
    run_cli: Run, tmp_path: Path, screen: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Joe Biden met Vladimir Putin in \x9b31mGeneva\x7f on 16 June 2021.\n", encoding="utf-8")
    monkeypatch.setenv("NO_COLOR", "1")
    styles = re.compile("\x1b\\[[0-9;]*m")
    for words in ([], ["--explain", "--verbose"]):
        _, text, told = run_cli("extract", str(path), *words)
        assert "Geneva" in text
        assert CONTROL.findall(styles.sub("", text + told)) == []


# -- sheets and pages


def cells(text: str, separator: str = ",") -> list[str]:
    return [cell for row in csv.reader(io.StringIO(text), delimiter=separator) for cell in row]


def run_as_formula(found: list[str]) -> list[str]:
    return [cell for cell in found if cell[:1] in ("=", "+", "-", "@", "\t", "\n", "\r", "＝")]


def test_no_cell_is_a_formula(
    run_cli: Run, store_of: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(*SHEET)

    def written(folder: Path) -> list[str]:
        found = cells(asked(run_cli, store, QUESTIONS[3], "--format", "csv"))
        found += cells(asked(run_cli, store, QUESTIONS[1], "--format", "tsv"), "\t")
        assert run_cli("--store", store, "export", "csv", str(folder), "--status", "all")[0] == 0
        for path in folder.iterdir():
            found += cells(path.read_text(encoding="utf-8-sig"))
        review = folder.with_suffix(".csv")
        assert run_cli("extract", *map(str, sorted(tmp_path.glob("facts*.jsonl"))), "--review", str(review))[0] == 0
        return found + cells(review.read_text(encoding="utf-8"))

    assert run_as_formula(written(tmp_path / "tables")) == []
    for module in (output, csv_tables):
        monkeypatch.setattr(module, "harmless", lambda cell: cell)
    assert {cell.strip()[:3] for cell in run_as_formula(written(tmp_path / "unguarded"))} >= {"=cm", "+1+", "-2+"}


def test_no_cell_of_a_page_is_a_tag_or_a_link(
    run_cli: Run, store_of: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from markdown_it import MarkdownIt

    store = store_of(MARKUP)

    def page() -> str:
        told = asked(run_cli, store, QUESTIONS[1], "--format", "markdown")
        return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(told))

    assert "<script" not in page() and "<a " not in page() and "alert(1)" in page()
    assert {row.count("<td>") for row in re.findall(r"<tr>\n(?:<td>.*\n)+</tr>", page())} == {page().count("<th>")}
    monkeypatch.setattr(output, "_MARKS", NEVER)
    assert "<script" in page()


# -- graphs


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_a_graph_is_xml_whatever_names_hold(
    run_cli: Run, store_of: Callable[..., str], tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(UNFIT, MARKUP, SCREEN, BREAKS)

    def written(name: str) -> bytes:
        path = tmp_path / f"{name}.{form}"
        assert run_cli("--store", store, "export", form, str(path), "--status", "all")[0] == 0
        return path.read_bytes()

    whole = written("whole")
    tags = {etree.QName(each.tag).localname for each in etree.fromstring(whole).iter() if isinstance(each.tag, str)}
    assert not tags & {"script", "b", "p"}
    assert CONTROL.findall(whole.decode()) == []
    with monkeypatch.context() as patch:
        patch.setattr(signs, "clean", lambda text: text)
        with pytest.raises(etree.XMLSyntaxError):
            etree.fromstring(written("unclean"))
    with monkeypatch.context() as patch:
        patch.setattr(signs, "_replaced", lambda text, _: text)
        with pytest.raises(etree.XMLSyntaxError):
            etree.fromstring(written("unescaped"))


SYNTAXES = {
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


@pytest.fixture
def linked(run_cli: Run, store_of: Callable[..., str], tmp_path: Path) -> Callable[[str], list[str]]:
    """The subjects of the statements that an export gives to another reader, none of them ours."""
    store = store_of(BREAKS, UNFIT, MARKUP, extractor=f"hand/1{BREAKS}")

    def subjects(form: str) -> list[str]:
        path = tmp_path / f"graph.{form}"
        code, _, told = run_cli("--store", store, "export", "rdf", str(path))
        assert code == 0, told
        with path.open("rb") as content:
            return [str(quad.subject) for quad in pyoxigraph.parse(content, format=SYNTAXES[form])]

    return subjects


@pytest.mark.parametrize("form", SYNTAXES)
def test_no_name_ends_a_statement(linked: Callable[[str], list[str]], form: str) -> None:
    subjects = linked(form)
    assert len(subjects) > 50
    assert [each for each in subjects if each.startswith("<http://evil.example")] == []


@pytest.mark.parametrize("form", ["nq", "nt"])
@pytest.mark.parametrize("guard", ["_encoded", "escaped"])
def test_without_its_guard_a_name_would(
    linked: Callable[[str], list[str]], form: str, guard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(literals if guard == "_encoded" else rdf_claims, guard, lambda text: text)
    with contextlib.suppress(SyntaxError):
        assert any(each.startswith("<http://evil.example") for each in linked(form))


@pytest.mark.parametrize(
    "url",
    [f"http://example.org/{BREAKS}", "javascript:alert(1)", "http://example.org/a b", "file:///etc/passwd", "//x"],
)
def test_an_address_that_is_no_iri_stays_a_text(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert literals.address(url) == ""
    monkeypatch.setattr(literals, "_ADDRESS", re.compile("(?s).*"))
    assert literals.address(url) != ""


# -- what a file asks for


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Whatever anybody tries to send, or to look up; nothing leaves."""
    tried: list[object] = []

    def refuse_to(*what: object, **_: object) -> None:
        tried.append(what)
        raise OSError("nothing is sent in this test")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse_to)
    monkeypatch.setattr(socket, "getaddrinfo", refuse_to)
    yield tried
    assert tried == []


ADDRESSES = [
    "http://127.0.0.1:9/page.html",
    "https://169.254.169.254/latest/meta-data",
    "http://[::1]/",
    "http://10.0.0.1/",
    "https://example.org/article",
]


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_is_not_fetched(run_cli: Run, tmp_path: Path, sent: list[object], url: str) -> None:
    code, _, told = run_cli("--store", str(tmp_path / "graph.lbug"), "load", url)
    assert (code, len(told.splitlines())) == (1, 1)
    assert "fetching is not offered yet" in told
    with pytest.raises(ReadError):
        list(find_files([url]))


ASKS = {
    "page.html": '<html><head><base href="{url}"><meta http-equiv="refresh" content="0;url={url}">'
    '<link rel="stylesheet" href="{url}"><script src="{url}"></script></head><body><article><p>Joe Biden met Vladimir '
    'Putin in Geneva on 16 June 2021.</p><img src="{url}"><iframe src="{url}"></iframe></article></body></html>',
    "graph.jsonld": '{{"@context": "{url}", "@id": "http://example.org/x", "name": "x"}}',
    "visits.xml": '<?xml version="1.0"?><!DOCTYPE visits SYSTEM "{url}"><visits><visit/></visits>',
    "include.xml": '<visits xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{url}"/></visits>',
    "facts.jsonl": '{{"source": {{"url": "{url}"}}, "event": {{"type": "MEETS", "participants": []}}}}',
}


@pytest.mark.parametrize("name", ASKS)
def test_no_file_has_anything_fetched(run_cli: Run, tmp_path: Path, sent: list[object], name: str) -> None:
    path = tmp_path / name
    path.write_text(ASKS[name].format(url=ADDRESSES[0]), encoding="utf-8")
    assert run_cli("extract", str(path))[0] in (0, 1, 3)


def test_that_sending_is_seen(sent: list[object]) -> None:
    with pytest.raises(OSError, match="nothing is sent"):
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    assert sent
    sent.clear()


VISIT = (
    "<visit><id>1</id><visitor>King Philippe</visitor><from id='belgium'>Belgium</from>"
    "<start-date>2021-06-09</start-date><end-date>2021-06-09</end-date><description>{told}</description></visit>"
)


@pytest.mark.parametrize(
    ("doctype", "told", "harm"),
    [
        ('<!DOCTYPE visits [<!ENTITY x SYSTEM "{file}">]>', "&x;", "a secret line"),
        ("<!-- <visits> --><!DOCTYPE visits [<!ENTITY x SYSTEM '{file}'>]>", "&x;", "a secret line"),
        ('<!DOCTYPE visits [<!ENTITY a "haha"><!ENTITY x "&a;&a;&a;&a;">]>', "&x;", "hahahahahahahaha"),
    ],
)
def test_no_entity_of_xml_is_put_in(
    tmp_path: Path, doctype: str, told: str, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.txt").write_text("Met with a secret line.", encoding="utf-8")
    path = tmp_path / "visits.xml"
    declared = doctype.format(file=(tmp_path / "secret.txt").as_uri())
    path.write_text(f"{declared}<visits>{VISIT.format(told=told)}</visits>", encoding="utf-8")
    options = ReadOptions(format="travels")
    with pytest.raises(ReadError, match="has a document type"):
        list(read([path], refuse, options))
    whole = path.read_text(encoding="utf-8").encode()
    parser = etree.XMLParser(resolve_entities=True, load_dtd=True)
    assert harm in "".join(map(str, etree.fromstring(whole, parser).itertext()))
    assert harm not in "".join(map(str, etree.fromstring(whole, travels._parser()).itertext()))


def test_no_script_of_a_page_is_text(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<html><body><article><h1>Talks</h1><script>Xi Jinping met Vladimir Putin on 1 May 2020.</script>"
        "<style>p { content: 'Xi Jinping met Kim Jong Un on 1 May 2020.' }</style>"
        "<p onclick='alert(1)'>Joe Biden met Vladimir Putin in Geneva on 16 June 2021. They spoke for hours.</p>"
        "<!-- Xi Jinping met Emmanuel Macron on 1 May 2020. --></article></body></html>",
        encoding="utf-8",
    )
    (document,) = read([path], refuse)
    assert {named.actor for claim in document.claims for named in claim.participants} == {"joe-biden", "vladimir-putin"}
    assert "Xi Jinping" not in document.source.text and "alert" not in document.source.text


@pytest.mark.parametrize(
    "name", ["../../escaped.tab", "/tmp/escaped.tab", "C:\\escaped.tab", "a/../../escaped.tab", "\x1b[2J"]
)
def test_the_names_in_an_archive_lead_nowhere(run_cli: Run, tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with zipfile.ZipFile(inside / "events.zip", "w") as archive:
        archive.writestr(name, facts(tmp_path, "Somebody").read_text(encoding="utf-8"))
    before = sorted(tmp_path.rglob("*"))
    code, text, told = run_cli("extract", str(inside / "events.zip"), "--format", "jsonl")
    assert (code, len(text.splitlines())) == (0, 1), told
    assert sorted(tmp_path.rglob("*")) == before
    assert not Path("/tmp/escaped.tab").exists()
