"""A reader of articles keeps a contract: its claims bear its name, and a higher version replaces them as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import diplograph
from diplograph.graph.store import open_store
from diplograph.loaders.articles import EXTRACTOR, Article
from diplograph.schema.claims import document_from
from diplograph.schema.model import Document
from diplograph.schema.records import FactRecord, Frame, Participant, SourceRecord

MET = "Joe Biden met Vladimir Putin in Geneva on 16 June 2021."
PEOPLE = (Participant("RUS", role="participant"), Participant("USA", role="participant"))


class Shouting:
    """A reader that finds the same in every article."""

    name, version = "shouts", "2.1"

    def read(self, article: Article) -> Iterator[FactRecord]:
        yield FactRecord(SourceRecord(), Frame("MEETS", PEOPLE), quote=article.text[:3], start=0, end=3)


def test_any_reader_that_keeps_the_contract_will_do_and_the_rules_are_the_default(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(MET, encoding="utf-8")
    with diplograph.open(tmp_path / "graph.lbug") as graph:
        graph.load(article, extractor=Shouting())
        graph.load(article)
        claims = sorted((claim.extractor, claim.quote) for claim in graph.store.claims())
    assert claims == [(EXTRACTOR, MET), ("shouts/2.1", "Joe")]


def told(extractor: str, date: str) -> Document:
    source = SourceRecord(url="https://example.org/1")
    return document_from([FactRecord(source, Frame("MEETS", PEOPLE, date=date), extractor=extractor)])


def test_a_higher_version_replaces_the_claims_of_its_own_family_only(tmp_path: Path) -> None:
    documents = [
        told("llm/gpt-4.1/1", "2021"),
        told("llm/gpt-4o/1", "2022"),
        told("mine", "2023"),
        told("llm/gpt-4.1/2", "2024"),
    ]
    for number, order in enumerate((documents, documents[::-1])):
        with open_store(str(tmp_path / f"{number}.lbug")) as store:
            for document in order:
                store.load([document])
            assert sorted(claim.date for claim in store.claims()) == ["2022", "2023", "2024"]
