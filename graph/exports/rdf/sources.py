"""A source in RDF: the document, or the row's data set, that claims are derived from."""

from __future__ import annotations

from diplograph.graph.exports.rdf.literals import Names, address, edtf, escaped, own, path_of, typed_date
from diplograph.graph.exports.rdf.terms import term
from diplograph.schema.model import Source
from diplograph.schema.profile import SOURCE_TEXTS

TEXTS = {field: term(short) for field, short in SOURCE_TEXTS.items()}
TEXT = term("schema:text")
_TYPES = [f"{term('rdf:type')} {own('Source')}", f"{term('rdf:type')} {term('prov:Entity')}"]


def source_lines(names: Names, source: Source, with_text: bool = False) -> list[str]:
    """The triples of a source, sorted. They stand in the graph of the source, as its claims do."""
    subject = f"<{names.base}source/{path_of(source.id)}> "
    told = list(_TYPES)
    for field, predicate in TEXTS.items():
        value = getattr(source, field)
        if value:
            told.append(f'{predicate} "{escaped(value)}"')
    if with_text and source.text:
        told.append(f'{TEXT} "{escaped(source.text)}"')
    if link := address(source.url):
        told.append(f"{term('schema:url')} {link}")
    if source.published:
        told.append(f"{own('published')} {edtf(source.published)}")
        if date := typed_date(source.published):
            told.append(f"{term('schema:datePublished')} {date}")
    if source.superseded_by:
        told.append(f"{term('dcterms:isReplacedBy')} {names.iri('source', source.superseded_by)}")
    told.sort()
    return [subject + each for each in told]
