"""An actor in RDF: its names, codes, offices and memberships."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplograph.graph.exports.rdf.literals import Names, code, edtf, escaped, literal, own, path_of
from diplograph.graph.exports.rdf.terms import term
from diplograph.schema.model import Actor, ActorName, Tie
from diplograph.schema.profile import ACTOR_TEXTS

CLASS_OF_KIND = {
    "state": "schema:Country",
    "body": "org:Organization",
    "person": "foaf:Person",
    "organisation": "org:Organization",
    "collective": "foaf:Group",
    "unnamed": "foaf:Agent",
}
TEXTS = {field: term(short) for field, short in ACTOR_TEXTS.items()}
_A = term("rdf:type")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)


def actor_lines(names: Names, actor: Actor) -> list[str]:
    """The triples of an actor, its names and its ties, sorted."""
    node = f"<{names.base}actor/{path_of(actor.id)}"
    subject = f"{node}> "
    lines = [
        f"{subject}{_A} {own('Actor')}",
        f"{subject}{_A} {term(CLASS_OF_KIND[actor.kind])}",
        f"{subject}{own('actorKind')} {code('actor-kind', actor.kind)}",
    ]
    for field, predicate in TEXTS.items():
        if value := getattr(actor, field):
            lines.append(f'{subject}{predicate} "{escaped(value)}"')
    if _WIKIDATA.fullmatch(actor.wikidata):
        lines.append(f"{subject}{term('schema:sameAs')} <http://www.wikidata.org/entity/{actor.wikidata}>")
    if actor.state:
        lines.append(f"{subject}{own('state')} {names.iri('actor', actor.state)}")
    _add_names(lines, node, actor.names)
    _add_ties(lines, names, node, "represents", own("represents"), own("representation"), actor.represents)
    _add_ties(lines, names, node, "member", term("org:memberOf"), own("membership"), actor.member_of)
    return sorted(set(lines))


def _add_names(lines: list[str], node: str, found: Sequence[ActorName]) -> None:
    """Each name as a label in its language, which tools know, and as a node, which keeps what kind of name it is."""
    for place, each in enumerate(found):
        name = f"{node}.name.{place}>"
        language = each.language.lower()
        plain = literal(each.text, language=language if _LANGUAGE.fullmatch(language) else "")
        lines += [
            f"{node}> {term('skos:altLabel')} {plain}",
            f"{node}> {own('name')} {name}",
            f"{name} {_A} {own('Name')}",
            f"{name} {own('text')} {literal(each.text)}",
            f"{name} {own('nameKind')} {literal(each.kind)}",
        ]
        if each.language:
            lines.append(f"{name} {own('language')} {literal(each.language)}")


def _add_ties(
    lines: list[str], names: Names, node: str, field: str, direct: str, dated: str, ties: Sequence[Tie]
) -> None:
    for place, tie in enumerate(ties):
        other, held = names.iri("actor", tie.actor), f"{node}.{field}.{place}>"
        lines += [
            f"{node}> {direct} {other}",
            f"{node}> {dated} {held}",
            f"{held} {_A} {own('Tie')}",
            f"{held} {own('actor')} {other}",
        ]
        if tie.office:
            lines.append(f"{held} {own('office')} {literal(tie.office)}")
        if tie.since:
            lines.append(f"{held} {own('since')} {edtf(tie.since)}")
        if tie.until:
            lines.append(f"{held} {own('until')} {edtf(tie.until)}")
