"""Stories in articles: read from their files, derived without a store, compared with what they must give."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import permutations
from pathlib import Path

import msgspec
import yaml
from claims import refuse
from story_form import Story, Told

from diplograph.loaders import read
from diplograph.schema import Claim, Document
from diplograph.schema.actors import medium_of
from diplograph.schema.claims import key_of
from diplograph.schema.events import Origin, Setting
from diplograph.schema.judgements import Judgement, judgement, rulings
from diplograph.schema.model import Event

FOLDER = Path(__file__).parent / "stories"
ALL_ORDERS_UP_TO = 3


@cache
def stories() -> dict[str, Story]:
    """Every story by the name of its file."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        values = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        found[path.stem] = msgspec.convert(values, Story, strict=False)
    return found


@cache
def documents_of(name: str) -> dict[str, Document]:
    """The documents of a story by the names of their articles, read as a user's files are."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for article in stories()[name].articles:
            path = Path(folder) / f"{article.name}.jsonl"
            fields = {key: value for key, value in msgspec.to_builtins(article).items() if key != "name"}
            path.write_bytes(msgspec.json.encode(fields))
            (found[article.name],) = read([path], refuse)
    return found


def judgements_of(name: str) -> tuple[Judgement, ...]:
    """The decisions of a story as judgements on the ids that its articles give."""
    documents = documents_of(name)

    def claim_id(words: str) -> str:
        article, kind = words.split()
        return min(claim.id for claim in documents[article].claims if claim.type == kind)

    found = []
    for each in stories()[name].decisions:
        source = (documents[each.source].source.id,) if each.source else ()
        subjects = (*(claim_id(words) for words in each.claims), *each.actors, *source)
        subject, other = (*subjects, "")[:2]
        found.append(judgement(each.verdict, subject, other, each.reason, each.author, each.revision))
    return tuple(found)


def setting_of(documents: Iterable[Document], judged: Iterable[Judgement]) -> Setting:
    """What a store would know of these documents beside their claims."""
    origins = {
        each.source.id: Origin(each.source.text_key, medium_of(each.source.publisher), each.source.url)
        for each in documents
    }
    return Setting(rulings(judged), origins)


def claims_in_force(documents: Sequence[Document], setting: Setting) -> list[Claim]:
    """The claims of the newest text at each URL, with the keys that they have after judgements."""
    newest = {
        each.source.url: each.source
        for each in sorted(documents, key=lambda one: (one.source.published, one.source.id))
    }
    return [
        msgspec.structs.replace(claim, key=key_of(claim, setting.rulings.actor))
        for document in documents
        if newest[document.source.url] == document.source
        for claim in document.claims
    ]


def told(event: Event, edges: Sequence[str]) -> Told:
    """A derived event in the words of a story."""
    who = " ".join(sorted(f"{named.role}={named.actor}" for named in event.participants))
    return Told(
        type=event.type,
        who=who,
        status=event.status,
        date=event.date,
        claims=event.claim_count,
        origins=event.origins,
        place=event.place,
        mode=event.mode,
        name=event.name,
        edges=tuple(sorted(edges)),
    )


def same(found: Iterable[Told], expected: Iterable[Told]) -> None:
    """Assert that both are the same events, with the same edges where the story gives them."""
    ours = sorted(found, key=Told.row)
    theirs = sorted(expected, key=Told.row)
    assert [each.row() for each in ours] == [each.row() for each in theirs]
    for one, other in zip(ours, theirs, strict=True):
        if other.pairs is not None:
            assert (other.row(), len(one.edges or ())) == (other.row(), other.pairs)
        if other.edges is not None:
            assert (other.row(), one.edges) == (other.row(), tuple(sorted(other.edges)))


def orders(steps: Sequence[str]) -> list[tuple[str, ...]]:
    """The orders in which a store takes the steps of a story.

    All of up to three steps. Of more, every rotation of the order told and of its reverse:
    each step comes first, last and in every place, and each pair of neighbours both ways.
    """
    if len(steps) <= ALL_ORDERS_UP_TO:
        return list(permutations(steps))
    rounds = (tuple(steps), tuple(reversed(steps)))
    return [(*order[first:], *order[:first]) for order in rounds for first in range(len(steps))]
