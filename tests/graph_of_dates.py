"""A small graph in which every kind of date stands, for what is asked of windows of time."""

from __future__ import annotations

import random
from collections.abc import Iterator

from diplograph.schema import Document, FactRecord, Frame, Participant, SourceRecord, document_from
from diplograph.schema.records import Act, Modality

ACTORS = ("FRA", "DEU", "RUS", "PRK", "emmanuel-macron", "vladimir-putin", "kim-jong-un", "joe-biden")
ROLES = {
    "MEETS": ("participant", "participant"),
    "VISITS": ("visitor", "visited"),
    "ACCUSES": ("accuser", "accused"),
    "SUPPLIES_ARMS": ("supplier", "recipient"),
}
OTHER_DATES = (
    "",
    "XXXX-03",
    "2023",
    "2022-21",
    "2023-05-01/..",
    "../2022-03-15",
    "2022/2023",
    "202X",
    "2023-09-28/2023-10-02",
)
WINDOWS = (
    "2022-03-10/2022-03-20",
    "2023-09-15/2023-09-15",
    "2023-09-30/2023-10-01",
    "2024-02-29/2024-03-01",
    "1990-01-01/1990-12-31",
    "2021-12-31/2022-01-01",
    "2031-01-01/2031-12-31",
    "2000-01-01/2040-12-31",
)


def documents(count: int = 240, seed: int = 6) -> Iterator[Document]:
    """So many articles of one claim, in two languages, from three publishers."""
    chance = random.Random(seed)
    for number in range(count):
        kind = chance.choice(list(ROLES))
        several = kind == "MEETS" and chance.random() < 0.2
        who = chance.sample(ACTORS, 3 if several else 2)
        roles = (*ROLES[kind], "participant")
        day = f"{chance.randint(2021, 2024)}-{chance.randint(1, 12):02}"
        dated = f"{day}-{chance.randint(1, 28):02}" if chance.random() < 0.6 else day
        people = tuple(Participant(actor, role=role) for actor, role in zip(who, roles, strict=False))
        modality: Modality = chance.choice(("actual", "actual", "actual", "alleged", "planned", "hypothetical"))
        source = SourceRecord(
            url=f"https://example.org/{number}",
            title=f"Article {number}",
            publisher=chance.choice(("Le Courrier", "The Post", "Gazette")),
            language=chance.choice(("fr", "en")),
            published=f"{day}-28",
        )
        date = dated if chance.random() < 0.7 else chance.choice(OTHER_DATES)
        quote = f"Sentence {chance.randint(0, 9)} of {number}."
        act: Act = "denies" if chance.random() < 0.05 else "reports"
        yield document_from([FactRecord(source, Frame(kind, people, modality, date), act=act, quote=quote)])
