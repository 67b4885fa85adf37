"""A claim in RDF: who says what of whom, in which words, and where these stand."""

from __future__ import annotations

from diplograph.graph.exports.rdf.literals import (
    Names,
    code,
    edtf,
    escaped,
    number,
    offset,
    own,
    path_of,
    typed_date,
)
from diplograph.graph.exports.rdf.terms import predicate_of, term
from diplograph.schema.event_types import event_type
from diplograph.schema.model import Claim
from diplograph.schema.profile import CLAIM_TEXTS

TEXTS = {field: term(short) for field, short in CLAIM_TEXTS.items()}
_A = term("rdf:type")
_IS_CLAIM, _IS_ENTITY = f"{_A} {own('Claim')}", f"{_A} {term('prov:Entity')}"
_IS_STATEMENT = f"{_A} {term('rdf:Statement')}"
_SUBJECT, _PREDICATE, _OBJECT = term("rdf:subject"), term("rdf:predicate"), term("rdf:object")
_REIFIES = term("rdf:reifies")
_SPAN = f"{_A} {term('oa:SpecificResource')}"
_QUOTE, _PLACE = f"{_A} {term('oa:TextQuoteSelector')}", f"{_A} {term('oa:TextPositionSelector')}"
_HAS_SOURCE, _HAS_SELECTOR = term("oa:hasSource"), term("oa:hasSelector")
_EXACT, _START, _END = term("oa:exact"), term("oa:start"), term("oa:end")
_DERIVED, _GENERATED = term("prov:wasDerivedFrom"), term("prov:wasGeneratedBy")
_EVENT_TYPE, _ACT, _MODALITY, _CONFIDENCE = own("eventType"), own("act"), own("modality"), own("confidence")
_EDTF, _DATE, _STATED_ON, _MODE = own("edtf"), own("date"), own("statedOn"), own("mode")
_CLAIMANT, _VIA, _CONTENT_OF, _EVENT_HINT = own("claimant"), own("via"), own("contentOf"), own("eventHint")
_MENTION, _IS_MENTION, _EVIDENCE = own("mention"), f"{_A} {own('Mention')}", own("evidence")
_ACTOR, _ROLE, _POSITION, _TEXT = own("actor"), term("sem:roleType"), own("position"), own("text")


def claim_lines(names: Names, claim: Claim, rdf12: bool = False) -> list[str]:
    """The triples of a claim, its mentions and its span, sorted; all stand in the graph of its source.

    *rdf12* adds the one by which RDF 1.2 says that the claim is about a triple.
    """
    base = names.base
    node, source = f"<{base}claim/{path_of(claim.id)}", f"<{base}source/{path_of(claim.source)}>"
    subject = f"{node}> "
    lines: list[str] = []
    # In their order so far as that is known: what is sorted already is sorted fast.
    _add_mentions(lines, base, node, claim)
    if claim.quote or claim.start >= 0:
        _add_evidence(lines, node, source, claim)
    if ends := ends_of(claim):
        _add_statement(lines, base, subject, claim.type, ends, rdf12)
    lines += [
        f"{subject}{_IS_ENTITY}",
        f"{subject}{_IS_CLAIM}",
        f"{subject}{_DERIVED} {source}",
    ]
    if claim.extractor:
        lines.append(f"{subject}{_GENERATED} <{base}reading/{path_of(claim.extractor)}>")
    lines += [
        f"{subject}{_ACT} {code('act', claim.act)}",
        f"{subject}{_CONFIDENCE} {code('confidence', claim.confidence)}",
        f"{subject}{_EVENT_TYPE} {code('type', claim.type)}",
        f"{subject}{_MODALITY} {code('modality', claim.modality)}",
    ]
    if claim.claimant:
        lines.append(f"{subject}{_CLAIMANT} <{base}actor/{path_of(claim.claimant)}>")
    if claim.content_of:
        lines.append(f"{subject}{_CONTENT_OF} <{base}claim/{path_of(claim.content_of)}>")
    if claim.date:
        if date := typed_date(claim.date):
            lines.append(f"{subject}{_DATE} {date}")
        lines.append(f"{subject}{_EDTF} {edtf(claim.date)}")
    if claim.event_hint:
        lines.append(f"{subject}{_EVENT_HINT} <{base}event/{path_of(claim.event_hint)}>")
    if claim.mode:
        lines.append(f"{subject}{_MODE} {code('mode', claim.mode)}")
    if claim.stated_on:
        lines.append(f"{subject}{_STATED_ON} {edtf(claim.stated_on)}")
    if claim.via:
        lines.append(f"{subject}{_VIA} <{base}actor/{path_of(claim.via)}>")
    for field, predicate in TEXTS.items():
        value = getattr(claim, field)
        if value:
            lines.append(f'{subject}{predicate} "{escaped(value)}"')
    lines.sort()
    return lines


def _add_statement(
    lines: list[str], base: str, subject: str, type_name: str, ends: tuple[str, str], rdf12: bool
) -> None:
    """The triple that the claim is about, which it does not assert."""
    one, other = (f"<{base}actor/{path_of(end)}>" for end in ends)
    relation = own(predicate_of(type_name))
    lines += [
        f"{subject}{_OBJECT} {other}",
        f"{subject}{_PREDICATE} {relation}",
        f"{subject}{_SUBJECT} {one}",
        f"{subject}{_IS_STATEMENT}",
    ]
    if rdf12:
        lines.append(f"{subject}{_REIFIES} <<( {one} {relation} {other} )>>")


def _add_mentions(lines: list[str], base: str, node: str, claim: Claim) -> None:
    for named in claim.participants:
        mention = f"{node}.mention.{named.position}> "
        lines += [
            f"{node}> {_MENTION} {mention[:-1]}",
            f"{mention}{_ROLE} {code('role', named.role)}",
            f"{mention}{_IS_MENTION}",
            f"{mention}{_ACTOR} <{base}actor/{path_of(named.actor)}>",
            f"{mention}{_POSITION} {number(named.position)}",
        ]
        if named.text:
            lines.append(f'{mention}{_TEXT} "{escaped(named.text)}"')


def _add_evidence(lines: list[str], node: str, source: str, claim: Claim) -> None:
    """The words as the Web Annotation model has them: by quote, and by place where that is known."""
    span, quote, place = f"{node}.span>", f"{node}.span.quote>", f"{node}.span.position>"
    lines += [f"{node}> {_EVIDENCE} {span}", f"{span} {_SPAN}", f"{span} {_HAS_SOURCE} {source}"]
    if claim.quote:
        lines += [
            f"{span} {_HAS_SELECTOR} {quote}",
            f"{quote} {_QUOTE}",
            f'{quote} {_EXACT} "{escaped(claim.quote)}"',
        ]
    if claim.start >= 0:
        lines += [
            f"{span} {_HAS_SELECTOR} {place}",
            f"{place} {_PLACE}",
            f"{place} {_START} {offset(claim.start)}",
            f"{place} {_END} {offset(claim.end)}",
        ]


def ends_of(claim: Claim) -> tuple[str, str] | None:
    """The two actors that a claim joins, as an edge would; None where it names fewer, more, or one twice."""
    kind = event_type(claim.type)
    sources = {named.actor for named in claim.participants if named.role == kind.source_role}
    if kind.symmetric:
        pair = sorted(sources)
    else:
        targets = {named.actor for named in claim.participants if named.role == kind.target_role}
        pair = [*sources, *targets] if len(sources) == 1 else []
    return (pair[0], pair[1]) if len(pair) == 2 and pair[0] != pair[1] else None
