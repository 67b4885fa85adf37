"""Linked data passes riot, pySHACL and Jena's validator; all parsers read the same in it; faults are refused."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import get_args

import jena
import pyoxigraph
import pyshacl
import pytest
import rdflib
from claims import refuse
from full_graph import Held, documents, fill
from pages import in_this_process
from test_seed import SEED

from diplograph.graph.exports.rdf import BASE_IRI, Titles, description, ontology, shapes, write_rdf
from diplograph.graph.store import Store, open_store
from diplograph.loaders import ReadOptions, read
from diplograph.schema.event_types import event_types
from diplograph.schema.judgements import VERDICTS
from diplograph.schema.model import Actor, Source, Status
from diplograph.schema.records import Act, ActorKind, Confidence, Modality, Mode

ROOT = Path(__file__).parent.parent

ENDINGS = ("nq", "nt", "ttl", "trig", "jsonld")


@pytest.fixture(scope="session")
def shapes_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shapes") / "shapes.ttl"
    path.write_text(shapes(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A graph in which every field holds something."""
    with open_store(str(tmp_path_factory.mktemp("full") / "graph.lbug")) as opened:
        fill(opened)
        yield opened


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The flat lines of a small graph, to make mistakes in."""
    folder = tmp_path_factory.mktemp("sound")
    with open_store(str(folder / "graph.lbug")) as store:
        store.load(documents()[:4])
        write_rdf(store, folder / "graph.nt")
    return (folder / "graph.nt").read_text(encoding="utf-8")


def says(flat: Path, shapes_file: Path) -> tuple[bool, str]:
    """What pySHACL says of a flat file."""
    rdflib.NORMALIZE_LITERALS = False
    data = rdflib.Graph().parse(flat, format="nt")
    conforms, _, report = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(shapes_file))
    return bool(conforms), report


def test_riot_has_nothing_to_complain_of_in_any_file(full: Store, shapes_file: Path, tmp_path: Path) -> None:
    paths = [tmp_path / f"graph.{ending}" for ending in ENDINGS]
    for path in paths:
        write_rdf(full, path, with_text=True)
    write_rdf(full, tmp_path / "rdf12.nq", rdf12=True)
    (tmp_path / "ontology.ttl").write_text(ontology(), encoding="utf-8")
    (tmp_path / "dataset.ttl").write_text(description(full, Titles()), encoding="utf-8")
    assert jena.complaints(*paths, *(tmp_path / f"{name}.ttl" for name in ("ontology", "dataset")), shapes_file) == []
    assert jena.complaints(tmp_path / "rdf12.nq") == []


ADDRESSES = {
    "https://example.org": True,
    "https://example.org/%7Euser/a%2Fb": True,
    "https://a--b.example/~me/(x)!$&'*+,;=:@": True,
    "http://xn--bcher-kva.example/x?y=../z#w/?": True,
    "https://example.org/a%2fb": False,
    "https://example.org/a//b": False,
    "https://example.org/a/../b": False,
    "https://example.org/é": False,
    "https://example.org/a b?c=d|e": False,
    "https://example.org/x?y=[2]": False,
    "https://999.1.1.1/": False,
    "HTTP://EXAMPLE.org": False,
    "https://user@example.org:80/": False,
    "local file.txt": False,
}
"""Addresses, and whether each is an IRI as it stands; the others stay text."""
IDS = ("é", "中国", "a²", "ﬀ", "x~ﷺ", "٣", "ß~RUS", "ｆ", "ℌ", "Ⅷ", "𝐀", "東京~JPN", "ﾊﾝｶｸ", "한국", "a-2023?", "50% b")


def test_riot_takes_every_address_and_id_as_we_write_it(tmp_path: Path) -> None:
    sources = [Source(f"{place:064x}", url=url) for place, url in enumerate(ADDRESSES)]
    write_rdf(Held(source_list=sources, actor_list=[Actor(each, each) for each in IDS]), tmp_path / "odd.nq")
    assert jena.complaints(tmp_path / "odd.nq") == []
    text = (tmp_path / "odd.nq").read_text(encoding="utf-8")
    links = set(re.findall(r"<https://schema.org/url> <(.*?)> ", text))
    assert links == {url for url, fits in ADDRESSES.items() if fits}
    assert by_rdflib(tmp_path / "odd.nq") == by_oxigraph((tmp_path / "odd.nq").read_bytes())


def test_every_kind_of_node_conforms_to_the_shapes(full: Store, shapes_file: Path, tmp_path: Path) -> None:
    write_rdf(full, tmp_path / "graph.nt", with_text=True)
    assert says(tmp_path / "graph.nt", shapes_file)[1].startswith("Validation Report\nConforms: True")
    assert jena.conforms(shapes_file, tmp_path / "graph.nt")[0]


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside this checkout")
@pytest.mark.parametrize("published", ["2024-05-24", ""])
def test_the_dump_of_the_seed_conforms_from_both_stores(
    store: Store, shapes_file: Path, tmp_path: Path, published: str
) -> None:
    store.load(read([SEED], refuse, ReadOptions(published=published)))
    write_rdf(store, tmp_path / "seed.nt")
    write_rdf(store, tmp_path / "seed.nq")
    assert jena.complaints(tmp_path / "seed.nt", tmp_path / "seed.nq") == []
    assert says(tmp_path / "seed.nt", shapes_file)[1].startswith("Validation Report\nConforms: True")
    assert jena.conforms(shapes_file, tmp_path / "seed.nt")[0]


Quad = tuple[str, str, str, str]


def by_oxigraph(data: bytes) -> set[Quad]:
    parsed = pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_QUADS)
    return {(str(each.subject), str(each.predicate), str(each.object), str(each.graph_name)) for each in parsed}


def by_rdflib(path: Path) -> set[Quad]:
    """As rdflib reads it: the terms are written by pyoxigraph, for n3() of rdflib escapes in its own way."""
    rdflib.NORMALIZE_LITERALS = False
    dataset = rdflib.Dataset()
    dataset.parse(path, format="nquads")

    def term(node: object) -> str:
        if not isinstance(node, rdflib.Literal):
            return f"<{node}>"
        datatype = pyoxigraph.NamedNode(str(node.datatype)) if node.datatype else None
        return str(pyoxigraph.Literal(str(node), datatype=datatype, language=node.language))

    return {(term(s), term(p), term(o), term(g)) for s, p, o, g in dataset.quads()}


def test_rdflib_oxigraph_and_jena_read_the_same_quads(full: Store, tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    total = write_rdf(full, path, with_text=True)
    expected = by_oxigraph(path.read_bytes())
    assert len(expected) == total
    assert by_oxigraph(jena.quads(path)) == expected
    assert by_rdflib(path) == expected


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_format_is_compressed_too_and_the_same_every_time(full: Store, tmp_path: Path, ending: str) -> None:
    for name in (f"a.{ending}", f"a.{ending}.gz", f"b.{ending}.gz"):
        write_rdf(full, tmp_path / name)
    packed = (tmp_path / f"a.{ending}.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / f"a.{ending}").read_bytes()
    assert packed == (tmp_path / f"b.{ending}.gz").read_bytes()


@pytest.mark.parametrize("ending", ["trig", "jsonld"])
def test_the_files_with_graphs_hold_the_dump(full: Store, tmp_path: Path, ending: str) -> None:
    write_rdf(full, tmp_path / "graph.nq")
    write_rdf(full, tmp_path / f"graph.{ending}")
    assert by_oxigraph(jena.quads(tmp_path / f"graph.{ending}")) == by_oxigraph((tmp_path / "graph.nq").read_bytes())


def test_the_ontology_knows_every_word_of_the_dump(full: Store, tmp_path: Path) -> None:
    write_rdf(full, tmp_path / "graph.nt")
    known = {str(each.subject) for each in pyoxigraph.parse(ontology().encode(), format=pyoxigraph.RdfFormat.TURTLE)}
    text = (tmp_path / "graph.nt").read_text(encoding="utf-8")
    used = set(re.findall(rf"<{BASE_IRI}(?:ns#|code/)[^>]*>", text))
    assert used <= known
    assert len(used) > 100


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        ("act", get_args(Act)),
        ("modality", get_args(Modality)),
        ("status", get_args(Status)),
        ("confidence", get_args(Confidence)),
        ("mode", [mode for mode in get_args(Mode) if mode]),
        ("actor-kind", get_args(ActorKind)),
        ("verdict", VERDICTS),
        ("type", list(event_types())),
    ],
)
def test_every_word_of_the_model_is_a_concept_in_both_languages(scheme: str, words: Sequence[str]) -> None:
    graph = rdflib.Graph().parse(data=ontology())
    whole = rdflib.URIRef(f"{BASE_IRI}code/{scheme}")
    concepts = list(graph.subjects(rdflib.SKOS.inScheme, whole))
    assert sorted(str(graph.value(each, rdflib.SKOS.notation)) for each in concepts) == sorted(words)
    for concept in concepts:
        languages = [label.language for label in graph.objects(concept, rdflib.SKOS.prefLabel)]  # type: ignore[attr-defined]
        assert sorted(languages) == ["en", "fr"]


def test_the_files_of_the_vocabulary_are_the_same_in_every_process(tmp_path: Path) -> None:
    for name, text in (("ontology", ontology()), ("shapes", shapes())):
        path = tmp_path / f"{name}.ttl"
        words = [sys.executable, "-m", "diplograph.queries", "export", name, str(path)]
        subprocess.run(words, check=True, env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": "src"}, cwd=ROOT)
        assert path.read_text(encoding="utf-8") == text


def test_a_licence_is_an_iri(full: Store, tmp_path: Path) -> None:
    words = ["--store", full.address, "export", "description", str(tmp_path / "d.ttl"), "--licence"]
    assert in_this_process(*words, "CC BY")[::2] == (
        1,
        "Error: licence 'CC BY' is no IRI; give one, such as https://creativecommons.org/licenses/by/4.0/\n",
    )
    assert in_this_process(*words, "https://creativecommons.org/licenses/by/4.0/")[0] == 0
    graph = rdflib.Graph().parse(tmp_path / "d.ttl")
    assert list(graph.objects(None, rdflib.DCTERMS.license)) == [
        rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")
    ]


def test_the_description_counts_what_is_there(full: Store, tmp_path: Path) -> None:
    total = write_rdf(full, tmp_path / "graph.nq")
    graph = rdflib.Graph().parse(data=description(full, Titles(title='A "graph"', publisher="É.")))
    dataset = rdflib.URIRef(f"{BASE_IRI}dataset")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    assert graph.value(dataset, void.triples) == rdflib.Literal(total)
    parts = [graph.value(part, void.triples) for part in graph.objects(dataset, void.subset)]
    assert sum(part.toPython() for part in parts if isinstance(part, rdflib.Literal)) == total
    assert str(graph.value(dataset, rdflib.DCTERMS.identifier)) == f"sha256:{full.snapshot_id()}"
    entities = {
        str(graph.value(part, void["class"])).partition("#")[2]: graph.value(part, void.entities)
        for part in graph.objects(dataset, void.classPartition)
    }
    stats = full.stats()
    for name, counted in (("Claim", "claims"), ("Event", "events"), ("Actor", "actors"), ("Source", "sources")):
        assert entities[name] == rdflib.Literal(stats[counted])


def changed(pattern: str, by: str) -> Callable[[str], str]:
    """The lines with the first match of a pattern changed."""

    def change(lines: str) -> str:
        found = re.sub(pattern, by, lines, count=1, flags=re.MULTILINE)
        assert found != lines, "the mutation found nothing to change"
        return found

    return change


def doubled(word: str, other: str) -> Callable[[str], str]:
    """The lines with the first that has a word said once more, with another word."""

    def add(lines: str) -> str:
        found = next(line for line in lines.splitlines(keepends=True) if word in line)
        return lines + found.replace(word, other)

    return add


def without(pattern: str) -> Callable[[str], str]:
    """The lines without those that match."""
    return lambda lines: re.sub(pattern, "", lines, flags=re.MULTILINE)


SHAPES, RIOT = "shapes", "riot"
MUTATIONS: dict[str, tuple[Callable[[str], str], str]] = {
    "a claim without source": (changed(r"^<\S+/claim/\S+> <\S+#wasDerivedFrom> .*\n", ""), SHAPES),
    "an unknown modality": (changed(r"code/modality/actual", "code/modality/certain"), SHAPES),
    "two modalities": (doubled("code/modality/actual", "code/modality/alleged"), SHAPES),
    "an unknown status": (changed(r"code/status/occurred", "code/status/proven"), SHAPES),
    "a month typed as a day": (changed(r'("2024-01"\^\^<\S+#)gYearMonth>', r"\1date>"), RIOT),
    "a date that is no EDTF": (changed(r'"2024-01-16"(\^\^<\S+EDTF>)', r'"16 January 2024"\1'), SHAPES),
    "a span that ends before it begins": (changed(r'(oa#start> ")\d+', r"\g<1>9999"), SHAPES),
    "an event that ends before it begins": (changed(r'(hasLatestEndTimeStamp> ")\d{4}', r"\g<1>1999"), SHAPES),
    "bounds without a date": (changed(r"^<\S+/event/[^>]*2024-01-16[^>]*> <\S+ns#edtf> .*\n", ""), SHAPES),
    "an actor that is none": (changed(r"^<\S+/actor/\S+> <\S+#type> <\S+ns#Actor> \.\n", ""), SHAPES),
    "half a statement": (changed(r"^.*22-rdf-syntax-ns#object> .*\n", ""), SHAPES),
    "an event without claims": (without(r"^<\S+/event/\S+> <\S+ns#claim> .*\n"), SHAPES),
    "a quote in a language": (changed(r'(oa#exact> ".*") \.$', r"\1@fr ."), SHAPES),
    "a property that nobody knows": (changed(r"ns#statedOn>", "ns#saidOn>"), SHAPES),
    "a role that is none": (changed(r"code/role/participant", "code/role/bystander"), SHAPES),
    "an IRI with a blank": (changed(r"/actor/vladimir-putin>", "/actor/vladimir putin>"), RIOT),
    "an IRI with a bar": (changed(r"/actor/vladimir-putin>", "/actor/vladimir|putin>"), RIOT),
    "a language that is none": (changed(r'" \.$', '"@not_a_language .'), RIOT),
}  # fmt: skip


@pytest.mark.parametrize("fault", MUTATIONS)
def test_a_dump_with_a_fault_is_refused(sound: str, shapes_file: Path, tmp_path: Path, fault: str) -> None:
    change, by = MUTATIONS[fault]
    path = tmp_path / "graph.nt"
    path.write_text(change(sound), encoding="utf-8")
    if by == RIOT:
        assert jena.complaints(path) != []
    else:
        assert not says(path, shapes_file)[0]
        assert not jena.conforms(shapes_file, path)[0]


def test_what_the_faults_were_made_in_is_sound(sound: str, shapes_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    path.write_text(sound, encoding="utf-8")
    assert jena.complaints(path) == []
    assert says(path, shapes_file)[0]
    assert jena.conforms(shapes_file, path)[0]


def test_a_reifier_is_the_claim_about_its_triple(full: Store, tmp_path: Path) -> None:
    """RDF 1.2 and the statement of RDF 1.1 say the same, one line for each claim that joins two actors."""
    write_rdf(full, tmp_path / "plain.nq")
    write_rdf(full, tmp_path / "rdf12.nq", rdf12=True)
    plain, more = ((tmp_path / name).read_text(encoding="utf-8").splitlines() for name in ("plain.nq", "rdf12.nq"))
    added = sorted(set(more) - set(plain))
    assert more == sorted({*plain, *added})
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    told = re.findall(rf"^(<\S+>) <{rdf}(subject|predicate|object)> (<\S+>) ", "\n".join(plain), re.MULTILINE)
    statements: dict[str, dict[str, str]] = {}
    for claim, part, value in told:
        statements.setdefault(claim, {})[part] = value
    expected = {
        f"{claim} <{rdf}reifies> <<( {each['subject']} {each['predicate']} {each['object']} )>>"
        for claim, each in statements.items()
    }
    assert {line.rpartition(" <")[0] for line in added} == expected
    assert len(expected) > 40


def test_rdf12_goes_with_lines_only(full: Store, tmp_path: Path) -> None:
    store = full.address
    code, _, err = in_this_process("--store", store, "export", "rdf", str(tmp_path / "g.ttl"), "--rdf12")
    assert (code, err) == (
        1,
        f"Error: {tmp_path / 'g.ttl'}: --rdf12 goes with .nq and .nt only; take another ending, or leave it out\n",
    )
