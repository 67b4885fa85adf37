"""The names that the dump is written in: other people's vocabularies where they fit, and ours for the rest.

Ours is a table: the ontology, the shapes and the page are made from it, and a test holds every
property of the dump against it.
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from diplograph.schema.profile import BASE_IRI, CODES, PREFIXES, VOCABULARY, iri

__all__ = [
    "BASE_IRI",
    "CLASSES",
    "CODES",
    "PREFIXES",
    "PROPERTIES",
    "VOCABULARY",
    "Class",
    "Property",
    "iri",
    "predicate_of",
    "term",
]


@cache
def term(short: str) -> str:
    """``sem:Event`` as it stands in a line: ``<http://.../Event>``."""
    return f"<{iri(short)}>"


class Class(Struct, frozen=True):
    """A class of ours, with the classes of others that it is a part of."""

    name: str
    label_en: str
    label_fr: str
    definition: str
    within: tuple[str, ...] = ()


class Property(Struct, frozen=True):
    """A property of ours. ``of`` are the classes that have it; ``to`` is a class, a datatype or a code list's name."""

    name: str
    label_en: str
    label_fr: str
    of: tuple[str, ...]
    to: str
    definition: str
    within: tuple[str, ...] = ()
    inverse: str = ""


CLASSES: tuple[Class, ...] = (
    Class("Source", "source", "source", "One version of a document, or a row's data set.", ("prov:Entity",)),
    Class(
        "Claim",
        "claim",
        "affirmation",
        "What one source says about one event. It asserts nothing by itself: see its modality.",
        ("prov:Entity",),
    ),
    Class("Mention", "mention", "mention", "An actor as a claim names it, in a role of the event.", ("sem:Role",)),
    Class("Actor", "actor", "acteur", "Who acts, or is acted upon.", ("sem:Actor", "prov:Agent")),
    Class("Name", "name", "nom", "One name of an actor, in one language."),
    Class("Tie", "tie", "lien", "A dated office or membership of an actor.", ("org:Membership",)),
    Class("Event", "event", "événement", "What the live claims of one event say together.", ("sem:Event",)),
    Class("Participation", "participation", "participation", "An actor's part in an event.", ("sem:Role",)),
    Class("Step", "step", "étape", "A day from which an event had another status or date, as far as known then."),
    Class("Judgement", "judgement", "décision", "What a person decided, with a reason.", ("prov:Entity",)),
    Class("Reading", "reading", "lecture", "All that one version of one extractor read.", ("prov:Activity",)),
    Class("Place", "place", "lieu", "A state, or a town of the gazetteer.", ("sem:Place",)),
)


def _property(
    name: str, label_en: str, label_fr: str, of: str, to: str, definition: str, within: str = "", inverse: str = ""
) -> Property:
    return Property(name, label_en, label_fr, tuple(of.split()), to, definition, tuple(within.split()), inverse)


TEXT, NUMBER, EDTF, TYPED = "xsd:string", "xsd:integer", "edtf:EDTF", "a date of its own precision"

PROPERTIES: tuple[Property, ...] = (
    # sources
    _property("url", "address", "adresse", "Source", TEXT, "The address as it was given; also where it is no IRI."),
    _property("published", "published", "publié le", "Source", EDTF, "The day of publication, never the event's date."),
    _property(
        "sha256", "SHA-256", "SHA-256", "Source", TEXT, "Of the text in NFC and UTF-8, which offsets count into."
    ),
    _property("textKey", "key of the text", "clé du texte", "Source", TEXT, "Equal for copies of a text."),
    _property("dataset", "data set", "jeu de données", "Source", TEXT, "The data set that it is a row of."),
    _property("kind", "kind", "genre", "Source", TEXT, "What the source is, in a word: article, ..."),
    # claims
    _property("eventType", "type of event", "type d'événement", "Claim", "code:type", "What is claimed to happen."),
    _property("act", "act", "acte", "Claim", "code:act", "What the claimant does in saying it."),
    _property(
        "modality", "modality", "modalité", "Claim", "code:modality", "As what it is told: done, planned, alleged."
    ),
    _property("confidence", "confidence", "confiance", "Claim", "code:confidence", "How sure the reading is."),
    _property(
        "claimant",
        "said by",
        "dit par",
        "Claim",
        "dk:Actor",
        "Who says so, where the source does not speak for itself.",
        "prov:wasAttributedTo",
    ),
    _property("claimantText", "said by, in words", "dit par, en toutes lettres", "Claim", TEXT, "The source's words."),
    _property(
        "via", "by way of", "par l'intermédiaire de", "Claim", "dk:Actor", "The agency or medium it is taken from."
    ),
    _property("statedOn", "stated on", "dit le", "Claim", EDTF, "The day of the statement, else of publication."),
    _property("mention", "mention", "mention", "Claim", "dk:Mention", "An actor that the claim names."),
    _property("evidence", "evidence", "preuve", "Claim", "oa:SpecificResource", "The words of the source that say so."),
    _property("extractor", "extractor", "extracteur", "Claim", TEXT, "Who or what read it, with its version."),
    _property("rule", "rule", "règle", "Claim", TEXT, "The rule by which it was read."),
    _property("record", "record", "enregistrement", "Claim", TEXT, "The key of a data set's row."),
    _property("code", "code", "code", "Claim", TEXT, "A data set's own code for the event."),
    _property(
        "contentOf", "content of", "contenu de", "Claim", "dk:Claim", "The claim of the speech act that says this."
    ),
    _property(
        "frame", "frame", "cadre", "Claim", TEXT, "The event as the record tells it, before actors were resolved."
    ),
    _property(
        "eventHint",
        "event if alone",
        "événement s'il était seul",
        "Claim",
        "event",
        "The name that the event would have from this claim alone; it leads to the event for ever.",
    ),
    # claims and events
    _property("edtf", "date", "date", "Claim Event", EDTF, "As precise as the source, and no more."),
    _property("date", "date in XSD", "date en XSD", "Claim Event", TYPED, "The same where XSD has a type for it."),
    _property("place", "place", "lieu", "Claim Event", TEXT, "ISO3, ISO3/slug, or the source's words."),
    _property("mode", "mode", "mode", "Claim Event", "code:mode", "How talks were held."),
    _property("gathering", "gathering", "réunion", "Claim Event", TEXT, "The name of a gathering that has one."),
    _property("contentText", "content", "contenu", "Claim Event", TEXT, "What a speech act says, in free words."),
    _property(
        "key", "grouping key", "clé de groupement", "Claim Event", TEXT, "Only claims of one key can be one event."
    ),
    # mentions, names, ties, participations
    _property("actor", "actor", "acteur", "Mention Tie Participation", "dk:Actor", "Who is meant."),
    _property("text", "in words", "en toutes lettres", "Mention Name Participation", TEXT, "The words."),
    _property("position", "position", "position", "Mention", NUMBER, "The place in the record, from 0."),
    _property("language", "language", "langue", "Name", TEXT, "The language as it was given, '' for any."),
    _property("nameKind", "kind of name", "genre de nom", "Name", TEXT, "name, alias, surname, demonym, capital, ..."),
    _property("office", "office", "fonction", "Tie", TEXT, "The office held."),
    _property("since", "since", "depuis", "Tie", EDTF, "From when on."),
    _property("until", "until", "jusqu'à", "Tie", EDTF, "Until when."),
    # actors
    _property("actorKind", "kind of actor", "genre d'acteur", "Actor", "code:actor-kind", "State, person, body, ..."),
    _property("iso3", "ISO 3166-1 code", "code ISO 3166-1", "Actor", TEXT, "Three letters."),
    _property("cow", "COW code", "code COW", "Actor", TEXT, "The Correlates of War project's number."),
    _property("wikidata", "Wikidata id", "identifiant Wikidata", "Actor", TEXT, "Q and a number."),
    _property("state", "state", "État", "Actor", "dk:Actor", "The state that it counts for in tables of pairs."),
    _property("name", "name", "nom", "Actor", "dk:Name", "One of its names."),
    _property("represents", "represents", "représente", "Actor", "dk:Actor", "For whom it speaks or spoke."),
    _property("representation", "representation", "représentation", "Actor", "dk:Tie", "An office, with its days."),
    _property("membership", "membership", "appartenance", "Actor", "dk:Tie", "A membership, with its days."),
    # events
    _property("status", "status", "statut", "Event Step", "code:status", "What all claims together make of it."),
    _property("basis", "basis", "fondement", "Event", "code:basis", "What a contested event rests on."),
    _property("claim", "told by", "rapporté par", "Event", "dk:Claim", "A claim about the event.", "", "about"),
    _property("leadingClaim", "leading claim", "affirmation principale", "Event", "dk:Claim", "The one shown first."),
    _property("claimCount", "number of claims", "nombre d'affirmations", "Event", NUMBER, "How many claims."),
    _property("origins", "independent origins", "origines indépendantes", "Event", NUMBER, "Copies count once."),
    _property(
        "participation", "participation", "participation", "Event", "dk:Participation", "Who takes part, and how."
    ),
    _property(
        "participantCount", "number of participants", "nombre de participants", "Event", NUMBER, "How many take part."
    ),
    _property("firstDay", "first day", "premier jour", "Event", NUMBER, "Days from 1970-01-01; absent where open."),
    _property("lastDay", "last day", "dernier jour", "Event", NUMBER, "Days from 1970-01-01; absent where open."),
    _property("month", "month", "mois", "Event", "xsd:gYearMonth", "The month in which it counts."),
    _property("step", "step", "étape", "Event", "dk:Step", "A step of its life."),
    _property("day", "day", "jour", "Step", NUMBER, "The day of the step, from 1970-01-01."),
    _property("onDay", "on", "le", "Step", "xsd:date", "The day of the step."),
    _property("knownDate", "date as known", "date alors connue", "Step", EDTF, "The date as known then."),
    _property("disagreement", "disagreement", "désaccord", "Event", TEXT, "What its sources tell differently."),
    _property("near", "near", "voisin", "Event", "dk:Event", "An event of the same actors at most three days away."),
    _property("content", "says", "dit", "Event", "dk:Event", "The event that is said, in a speech act, to happen."),
    # judgements
    _property("verdict", "verdict", "verdict", "Judgement", "code:verdict", "What was decided."),
    _property("subject", "subject", "sujet", "Judgement", "what it is about", "An actor, a claim or a source."),
    _property("object", "object", "objet", "Judgement", "what it is about", "The other of the two, if any."),
    _property("reason", "reason", "motif", "Judgement", TEXT, "Why."),
    _property("author", "author", "auteur", "Judgement", TEXT, "Who decided."),
    _property("revision", "revision", "révision", "Judgement", NUMBER, "The highest on one matter stands."),
    _property("madeOn", "made on", "décidé le", "Judgement", EDTF, "The day that the author tells."),
)


def predicate_of(type_name: str) -> str:
    """The property between actors for an event type: SUPPLIES_ARMS is ``suppliesArms``."""
    first, *rest = type_name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)
