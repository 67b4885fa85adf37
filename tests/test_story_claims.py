"""Stories without a store: the claims of articles give the exact events and edges, in every order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest
from article_stories import claims_in_force, documents_of, judgements_of, same, setting_of, stories, told
from story_form import Told

from diplograph.schema import Document
from diplograph.schema.events import derive, edges_of
from diplograph.schema.judgements import Judgement

NAMES = sorted(stories())


def test_there_are_stories_of_both_languages() -> None:
    spoken = [{article.language for article in story.articles} for story in stories().values()]
    assert len(spoken) >= 30
    assert sum("fr" in each for each in spoken) >= 15
    assert sum("en" in each for each in spoken) >= 15


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_at_its_offsets(name: str) -> None:
    for document in documents_of(name).values():
        for claim in document.claims:
            assert document.source.text[claim.start : claim.end] == claim.quote != ""


@pytest.mark.parametrize("name", NAMES)
def test_the_claims_of_a_story_give_its_events_in_every_order(name: str) -> None:
    story = stories()[name]
    for judged, expected in (((), story.events), (judgements_of(name), story.outcome)):
        for order in permutations(documents_of(name).values()):
            same(derived(order, judged), expected)


def derived(documents: tuple[Document, ...], judged: tuple[Judgement, ...]) -> Iterator[Told]:
    setting = setting_of(documents, judged)
    claims = {claim.id: claim for claim in claims_in_force(documents, setting)}
    for event in derive(claims.values(), setting):
        yield told(event, [f"{edge.source_actor} > {edge.target_actor}" for edge in edges_of(event)])
