"""Claims for tests, in a few words."""

from __future__ import annotations

from diplograph.schema import Claim, Document, FactRecord, Frame, Participant, Rejected, SourceRecord, document_from
from diplograph.schema.records import Act, Mention, Modality, Mode


def claim(
    type_name: str = "MEETS",
    date: str = "",
    *,
    stated: str = "",
    modality: Modality = "actual",
    act: Act = "reports",
    source: str = "a",
    by: str = "",
    mode: Mode = "",
    people: tuple[tuple[str, str], ...] = (),
) -> Claim:
    """One claim; meetings are of Putin and Kim, visits of Putin to North Korea, unless *people* says more."""
    usual = {
        "VISITS": (("visitor", "vladimir-putin"), ("visited", "PRK")),
        "SUPPLIES_ARMS": (("supplier", "PRK"), ("recipient", "RUS")),
    }.get(type_name, (("participant", "vladimir-putin"), ("participant", "kim-jong-un")))
    participants = tuple(Participant(actor, role=role) for role, actor in people or usual)
    record = FactRecord(
        source=SourceRecord(url=f"https://example.org/{source}", title=source),
        event=Frame(type_name, participants, modality, date, mode=mode),
        act=act,
        claimant=Mention(by) if by else None,
        stated_on=stated,
    )
    (made,) = document_from([record]).claims
    return made


def told_by_version(number: int, version: int) -> Document:
    """What a reader of this version says of a source."""
    people = (Participant("USA", role="participant"), Participant("PRK", role="participant"))
    frame = Frame("MEETS", people, date=f"2024-{version:02}-{number % 28 + 1:02}")
    source = SourceRecord(url=f"https://example.org/{number}")
    return document_from([FactRecord(source, frame, record=str(number), extractor=f"test/{version}")])


def loads_of_two_versions() -> list[list[Document]]:
    """What a reader says of forty sources; then of sixty, of every second one in its next version."""
    return [
        [told_by_version(number, 1) for number in range(40)],
        [told_by_version(number, 1 + number % 2) for number in range(60)],
    ]


def refuse(row: Rejected) -> None:
    """For loads in which every row must be read."""
    raise AssertionError(f"{row.file}:{row.line}: {row.reason}")
