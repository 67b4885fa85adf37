"""A judgement in RDF: what a person decided on actors, events, sources and claims."""

from __future__ import annotations

from diplograph.graph.exports.rdf.literals import Names, code, edtf, literal, number, own
from diplograph.graph.exports.rdf.terms import term
from diplograph.schema.judgements import Judgement

KIND_OF_VERDICT = {
    "same-actor": "actor",
    "different-actors": "actor",
    "same-event": "claim",
    "different-events": "claim",
    "retract": "source",
    "restore": "source",
    "reject": "claim",
    "accept": "claim",
}
"""What each verdict is about: one on events names claims, for a claim's id outlives its event's."""


def judgement_lines(names: Names, judged: Judgement) -> list[str]:
    """The triples of a judgement, sorted."""
    subject, kind = names.iri("judgement", judged.id), KIND_OF_VERDICT[judged.verdict]
    told = [
        f"{term('rdf:type')} {own('Judgement')}",
        f"{term('rdf:type')} {term('prov:Entity')}",
        f"{own('verdict')} {code('verdict', judged.verdict)}",
        f"{own('subject')} {names.iri(kind, judged.subject)}",
        f"{own('reason')} {literal(judged.reason)}",
        f"{own('author')} {literal(judged.author)}",
        f"{own('revision')} {number(judged.revision)}",
    ]
    if judged.object:
        told.append(f"{own('object')} {names.iri(kind, judged.object)}")
    if judged.made_on:
        told.append(f"{own('madeOn')} {edtf(judged.made_on)}")
    return sorted(f"{subject} {each}" for each in told)
