"""A graph in which every field of the model holds something, and a graph in memory for tests that need no store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from claims import refuse
from msgspec import Struct

from diplograph.graph.store import Store
from diplograph.loaders import read
from diplograph.schema import FactRecord, Frame, Participant, SourceRecord, document_from
from diplograph.schema.judgements import Judgement, judgement
from diplograph.schema.model import Actor, Claim, Document, Edge, Event, Source
from diplograph.schema.records import Mention

EXAMPLES = Path(__file__).parent.parent / "examples"
PUTIN = Participant("vladimir-putin", text="M. Poutine", role="participant")
TEXT = 'Kim Jong Un a "rencontré"\tMonsieur\u00a0Poutine au sommet 🤝 de l\'amitié\\paix, selon KCNA.\nIls y étaient.'


def told(place: str, frame: Frame, **more: object) -> Document:
    """A document of one record, at an address that ends in *place*."""
    source = SourceRecord(
        url=f"https://example.org/{place}",
        title=f'The "{place}" news',
        publisher="Example Wire",
        language="fr",
        published="2024-02-03",
        licence="https://creativecommons.org/licenses/by/4.0/",
        **({"text": more.pop("text")} if "text" in more else {}),  # type: ignore[arg-type]
    )
    return document_from([FactRecord(source, frame, **more)])  # type: ignore[arg-type]


def documents() -> list[Document]:
    """What the examples have not: a summit by its name, a row of a data set, a newer text, words as content."""
    minister = Participant(
        text="Zo Thein Ék", kind="person", office="minister of rain", represents="PRK", role="participant"
    )
    start = TEXT.index("Kim")
    summit = Frame("MEETS", (PUTIN, Participant("kim-jong-un", role="participant")), date="2024-01", name="amitié")
    words = Frame("THREATENS", (Participant("PRK", role="threatener"), Participant("KOR", role="threatened")))
    row = SourceRecord(dataset="icews", title="ICEWS", published="2024", kind="dataset", licence="CC0")
    return [
        told("a%20b", summit, text=TEXT, quote=TEXT, start=start, end=len(TEXT), via=Mention("kcna"), rule="fr.meet"),
        told("revised", summit, text="An older text."),
        told("revised", summit, text="A newer text, which says the same."),
        told("apart", Frame("MEETS", (PUTIN, minister), date="2024-01-16", place="RUS/moscow", mode="in-person")),
        told("near", Frame("MEETS", (PUTIN, minister), date="2024-01-18?", place="FRA")),
        told("other", Frame("MEETS", (PUTIN, minister), date="2024-01-16", place="CHN/beijing", mode="phone")),
        told(
            "words",
            Frame("THREATENS", words.participants, about="a sea of fire", date="2024-01-01/2024-01-03"),
            claimant=Mention("PRK", text="Pyongyang"),
            confidence="low",
            stated_on="2024-01-04",
        ),
        document_from(
            [
                FactRecord(
                    row,
                    Frame("MEETS", (PUTIN, Participant("elders~GTM", "the elders", "collective", role="participant"))),
                    record="20718170#1",
                    code="042",
                    quote="",
                    extractor="icews/1",
                )
            ]
        ),
    ]


def judgements(store: Store) -> list[Judgement]:
    """One of each verdict, on things that the store has."""
    claims = sorted(claim.id for claim in store.claims() if claim.type == "MEETS")
    sources = sorted(source.id for source in store.sources())
    ends = {
        "same-actor": ("elders~XYZ", "western-countries"),
        "different-actors": ("kim-jong-un", "vladimir-putin"),
        "same-event": (claims[0], claims[1]),
        "different-events": (claims[2], claims[0]),
        "retract": (sources[0], ""),
        "restore": (sources[0], ""),
        "reject": (claims[3], ""),
        "accept": (claims[3], ""),
    }
    return [
        judgement(
            verdict,
            *ends[verdict],
            revision=1 + place % 2,
            reason=f'because "{place}"',
            author="É. Lecteur",
            made_on=f"2025-0{place}",
        )
        for place, verdict in enumerate(ends, start=1)
    ]


def fill(store: Store) -> None:
    """Load the examples and what they lack, and judge."""
    store.load(read([EXAMPLES], refuse))
    store.load(documents())
    store.judge(judgements(store))


class Held(Struct):
    """A graph in memory, with what an export asks of a store."""

    source_list: Sequence[Source] = ()
    claim_list: Sequence[Claim] = ()
    actor_list: Sequence[Actor] = ()
    event_list: Sequence[Event] = ()
    said: Sequence[tuple[str, str]] = ()
    judged: Sequence[Judgement] = ()

    def sources(self) -> Iterator[Source]:
        yield from sorted(self.source_list, key=lambda each: each.id)

    def claims(self) -> Iterator[Claim]:
        yield from sorted(self.claim_list, key=lambda each: each.id)

    def actors(self) -> Iterator[Actor]:
        yield from sorted(self.actor_list, key=lambda each: each.id)

    def events(self) -> Iterator[Event]:
        yield from sorted(self.event_list, key=lambda each: each.id)

    def edges(self) -> Iterator[Edge]:
        yield from ()

    def contents(self) -> Iterator[tuple[str, str]]:
        yield from sorted(self.said)

    def judgements(self) -> list[Judgement]:
        return sorted(self.judged, key=lambda each: each.id)
