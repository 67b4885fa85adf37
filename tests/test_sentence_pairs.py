"""What good newspaper sentences tell, and what they do not, in pairs of English and French."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sentence_pairs import FRIDAY, LANGUAGES, Entry, actors_of, claims_in, entries, roles_of, told, wanted

from diplograph.loaders import read
from diplograph.loaders.articles import Article, read_article
from diplograph.schema import Rejected
from diplograph.schema.actors import actors, state_of
from diplograph.schema.edtf import parse
from diplograph.schema.event_types import event_type, event_types
from diplograph.schema.records import Act, Modality
from diplograph.schema.text import normalise

AROUND = {
    "en": (
        "Subscribe to our newsletter to receive the essentials every morning.",
        "We use cookies to measure our audience; you may refuse them.",
        "Photo: Lena Marsh / Reuters",
        "Lena Marsh is a reporter and has written three books on the high seas.",
        "Read more: Our recipes for the weekend",
        "© 2024 The Morning Post. All rights reserved.",
    ),
    "fr": (
        "Abonnez-vous à notre lettre pour recevoir l'essentiel chaque matin.",
        "Nous utilisons des cookies pour mesurer notre audience ; vous pouvez les refuser.",
        "Photo : Léna Marchand / Reuters",
        "Léna Marchand est grand reporter et l'autrice de trois livres sur la haute mer.",
        "Lire aussi : Nos recettes pour le week-end",
        "© 2024 Le Courrier du matin. Tous droits réservés.",
    ),
}
# Sentences that name somebody, and say nothing that anybody did.
NEUTRAL = {
    "en": ("Much has been written about {}.", "A portrait of {} hangs on the wall.", "{} is much in the news."),
    "fr": ("On a beaucoup écrit sur {}.", "Un portrait de {} orne le mur.", "Il est souvent question de {}."),
}
PAIRS = [
    pytest.param(entry, language, id=f"{entry.topic}-{entry.id}-{language}")
    for entry in entries()
    for language in LANGUAGES
]
# Texts that can stand beside others: none of them speaks of what went before.
FREE = [entry for entry in entries() if not entry.apart and entry.published == FRIDAY]
languages = st.sampled_from(LANGUAGES)
some = st.lists(st.sampled_from(FREE), min_size=2, max_size=5, unique_by=lambda entry: entry.id)


@pytest.mark.parametrize(("entry", "language"), PAIRS)
def test_a_text_tells_what_a_careful_reader_reads(entry: Entry, language: str) -> None:
    claims = claims_in(entry.text(language), language, entry.published)
    assert told(claims, entry.claims) == wanted(entry.claims)


def test_there_are_many_pairs_of_every_type() -> None:
    pairs = Counter(name for entry in entries() for name in {row["type"] for row in entry.claims})
    assert len(PAIRS) >= 260
    # What is said that no other type fits, and what data sets cannot name, is not read from sentences.
    assert {name: pairs[name] for name in event_types() if pairs[name] < 6} == {"STATES": 0, "OTHER": 0}


def test_every_act_and_modality_is_there_and_texts_that_tell_nothing() -> None:
    rows = [row for entry in entries() for row in entry.claims]
    assert {row.get("act", "reports") for row in rows} == set(get_args(Act))
    assert {row.get("modality", "actual") for row in rows} == set(get_args(Modality))
    assert sum(entry.claims == [] for entry in entries()) >= 40


def test_no_two_entries_share_an_id_or_a_text() -> None:
    told_twice = Counter(part for entry in entries() for part in (entry.id, entry.en, entry.fr))
    assert [part for part, times in told_twice.items() if times > 1] == []


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_an_entry_keeps_to_the_schema(entry: Entry) -> None:
    assert (normalise(entry.en), normalise(entry.fr)) == (entry.en, entry.fr)
    parse(entry.published)
    for row in entry.claims:
        kind = event_type(row["type"])
        roles = {role.name for role in kind.roles}
        needed = {role.name for role in kind.roles if role.required}
        assert needed <= set(row) <= roles | {"type", "act", "modality", "date", "claimant", "place", "mode", "via"}
        parse(row.get("date", ""))
        assert [
            actor for actor in actors_of(row) if not (actor in actors() or ("~" in actor and state_of(actor)))
        ] == []


@settings(deadline=None)
@given(languages, some, st.sampled_from(["\n\n", "\n", " "]))
def test_every_quote_stands_at_its_offsets(language: str, chosen: list[Entry], between: str) -> None:
    text = between.join(entry.text(language) for entry in chosen)
    for record in read_article(Article(text, language=language, published=FRIDAY)):
        assert text[record.start : record.end] == record.quote != ""


@settings(deadline=None)
@given(languages, st.lists(st.sampled_from([entry for entry in FREE if not entry.claims]), min_size=1, max_size=8))
def test_texts_that_tell_nothing_tell_nothing_together(language: str, chosen: list[Entry]) -> None:
    text = "\n\n".join((*AROUND[language], *(entry.text(language) for entry in chosen)))
    assert told(claims_in(text, language)) == set()


@settings(deadline=None)
@given(languages, st.lists(st.tuples(st.integers(0, 2), st.sampled_from(sorted(actors()))), min_size=1, max_size=8))
def test_names_without_a_deed_tell_nothing(language: str, chosen: list[tuple[int, str]]) -> None:
    told_of = [NEUTRAL[language][form].format(_name(actor, language)) for form, actor in chosen]
    for between in (" ", "\n"):
        assert told(claims_in(between.join(told_of), language)) == set()


def _name(actor: str, language: str) -> str:
    names = sorted(name.text for name in actors()[actor].names if name.language == language)
    return names[0] if names else actors()[actor].name


def _events(entry: Entry) -> set[tuple[str, ...]]:
    """The events of an entry, each by its type and who takes part."""
    return {
        (row["type"], *sorted(actor for actors in roles_of(row).values() for actor in actors)) for row in entry.claims
    }


@settings(deadline=None)
@given(languages, some)
def test_paragraphs_of_their_own_tell_the_same_in_any_order(language: str, chosen: list[Entry]) -> None:
    # A noun takes up an event of the same actors that was told before, and does not tell it again.
    events = Counter(event for entry in chosen for event in _events(entry))
    assume(all(times == 1 for times in events.values()))
    alone = [told(claims_in(entry.text(language), language)) for entry in chosen]
    together = "\n\n".join(entry.text(language) for entry in chosen)
    assert told(claims_in(together, language)) == set().union(*alone)


@settings(deadline=None)
@given(languages, st.sampled_from(FREE), st.data())
def test_what_stands_around_an_article_changes_only_offsets(language: str, entry: Entry, data: st.DataObject) -> None:
    text = entry.text(language)
    around = st.lists(st.sampled_from(AROUND[language]), max_size=3)
    before, after = data.draw(around), data.draw(around)
    alone = claims_in(text, language)
    framed = claims_in("\n\n".join((*before, text, *after)), language)
    assert told(framed) == told(alone)
    assert {claim.quote for claim in framed} == {claim.quote for claim in alone}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_tells_the_same_alone_and_in_a_file_of_many(language: str, tmp_path: Path) -> None:
    rows = [{"text": entry.text(language), "language": language, "published": entry.published} for entry in entries()]
    rejected: list[Rejected] = []
    for order in (rows, rows[::-1]):
        file = tmp_path / "articles.jsonl"
        file.write_text("\n".join(json.dumps(row) for row in order), encoding="utf-8")
        for row, document in zip(order, read([file], rejected.append), strict=True):
            assert told(document.claims) == told(claims_in(row["text"], language, row["published"]))
    assert rejected == []
