"""SIPRI's trade registers: who supplied which major arms to whom, and in which years they were delivered.

A row of the full register is a deal with the years of its deliveries, one of the export by delivery a year of a deal.
Both give one claim for each year in which something was delivered, and a plan for a deal of which nothing was yet. The
year of the order is no day of a supply. A source is a release: the day on which the export was made, where its preamble
tells it; all have their word from SIPRI, so that two releases are one origin.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from msgspec import Struct

from diplograph.loaders.datasets.quoted import rows_of
from diplograph.loaders.datasets.rows import Content, DataSetName, Note, Reject, Row, lines_in
from diplograph.loaders.datasets.sipri_actors import participant_of
from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.model import Rejected
from diplograph.schema.records import FactRecord, Frame, Mention, SourceRecord

EXTRACTOR = "sipri/1"
BY_DEAL = (
    "Recipient",
    "Supplier",
    "Year of order",
    "",
    "Number ordered",
    "",
    "Weapon designation",
    "Weapon description",
    "Number delivered",
    "",
    "Year(s) of delivery",
    "status",
    "Comments",
    "SIPRI TIV per unit",
    "SIPRI TIV for total order",
    "SIPRI TIV of delivered weapons",
)
"""A deal a row. The columns without a name hold "?" where what stands before them is an estimate."""
BY_DELIVERY = (
    "SIPRI AT Database ID",
    "Supplier",
    "Recipient",
    "Designation",
    "Description",
    "Armament category",
    "Order date",
    "Order date is estimate",
    "Numbers delivered",
    "Numbers delivered is estimate",
    "Delivery year",
    "Delivery year is estimate",
    "Status",
    "SIPRI estimate",
    "TIV deal unit",
    "TIV delivery values",
    "Local production",
)
"""A year of a deal a row."""
_PREAMBLE = 40
"""Lines in which the names of the columns must come: the preambles have 11."""
_LONGEST_HEAD = 2_000
_AGGREGATE = re.compile(r"\W*(?:Volume of transfers of|TIV of arms (?:ex|im)ports)", re.IGNORECASE)
_GENERATED = re.compile(r"Data generated: (\d{1,2} [A-Z][a-z]{2} \d{4})\b")
_YEAR = re.compile(r"\d{4}")


class Deal(Struct, frozen=True):
    """What a row tells. ``years`` are EDTF, ``2023?`` an estimate; ``delivered``: whether anything was, in any year."""

    supplier: str
    recipient: str
    weapon: str
    years: tuple[str, ...]
    delivered: bool
    record: str
    remark: str = ""


class Sipri(Struct, frozen=True):
    """The registers, told apart by the names of their columns, with a preamble or without."""

    name: DataSetName = "sipri"

    def begins(self, text: str) -> bool:
        """Whether *text* is the beginning of a register, or of a table of indicator values, which will be refused."""
        lines = text[: _PREAMBLE * _LONGEST_HEAD].splitlines()[:_PREAMBLE]
        return any(_layout_of(line) or _AGGREGATE.match(line) for line in lines)

    def facts(self, file: Content, reject: Reject, note: Note) -> Iterator[Row]:
        """The facts of *file*: for each row one for each year of a delivery, or one plan."""
        with file.opened() as content:
            lines = lines_in(content)
            layout, released = _head(file.name, lines)
            read = _by_deal if layout is BY_DEAL else _by_delivery
            source = SourceRecord(
                title="SIPRI Arms Transfers Database",
                publisher="Stockholm International Peace Research Institute",
                language="en",
                published=released,
                licence="© SIPRI: use with reference to the source; republication is limited",
                dataset="SIPRI",
                kind="event-data",
            )
            for number, cells, text, digest in rows_of(file.name, lines, len(layout), reject, note):
                try:
                    facts = list(_facts(read([cell.strip() for cell in cells], digest), source))
                except SchemaError as problem:
                    reject(Rejected(file.name, number, text, str(problem)))
                    continue
                yield from ((number, fact, text) for fact in facts)


SIPRI = Sipri()


def _layout_of(line: str) -> tuple[str, ...] | None:
    """The layout whose columns *line* names."""
    if len(line) > _LONGEST_HEAD:
        return None
    cells = tuple(cell.strip() for cell in next(csv.reader([line]), []))
    return next((layout for layout in (BY_DEAL, BY_DELIVERY) if cells == layout), None)


def _head(name: str, lines: Iterator[tuple[int, bytes]]) -> tuple[tuple[str, ...], str]:
    """The layout, and the day on which the export was made, "" where that is not told; *lines* go on below them."""
    released = ""
    for _, raw in islice(lines, _PREAMBLE):
        line = raw.decode(errors="replace")
        if layout := _layout_of(line):
            return layout, released
        if _AGGREGATE.match(line):
            raise ReadError(
                f"{name}: is a table of trend-indicator values, which tells of no deal; download the trade register "
                "from armstransfers.sipri.org as CSV"
            )
        if told := _GENERATED.search(line):
            released = _day(name, told[1])
    raise ReadError(
        f"{name}: has no line with the names of a trade register's columns; give the CSV file as SIPRI's site makes it"
    )


def _day(name: str, words: str) -> str:
    try:
        return datetime.strptime(words, "%d %b %Y").date().isoformat()
    except ValueError:
        raise ReadError(f"{name}: was generated on '{words}', which is no day; get the file again") from None


def _by_deal(cells: list[str], digest: str) -> Deal:
    """A deal with all its years. It has no key of its own, so its bytes are the key."""
    if not cells[0] or not cells[1]:
        raise SchemaError("names no recipient or no supplier; if it is the end of the row above, join the two")
    for place in (3, 5, 9):
        if cells[place] not in ("", "?"):
            raise SchemaError(f"has '{cells[place]}' where only ? may stand, after {BY_DEAL[place - 1]}; mend the row")
    years = tuple(_year(part.strip(), "Year(s) of delivery") for part in cells[10].split(";") if part.strip())
    weapon = _weapon(cells[6], cells[7])
    return Deal(cells[1], cells[0], weapon, tuple(dict.fromkeys(years)), _some(cells[8]), digest, cells[12])


def _by_delivery(cells: list[str], _: str) -> Deal:
    """A year of a deal, under SIPRI's own number of the deal."""
    if not cells[0].isdigit():
        raise SchemaError(f"SIPRI AT Database ID '{cells[0]}' is no number; give the deal's own key")
    if not cells[1] or not cells[2]:
        raise SchemaError("names no supplier or no recipient; give both")
    if cells[11] not in ("", "No", "Yes"):
        raise SchemaError(f"Delivery year is estimate '{cells[11]}' is neither Yes nor No; write one of them")
    year = _year(cells[10], "Delivery year") if cells[10] else ""
    years = (f"{year}?" if cells[11] == "Yes" else year,) if year else ()
    return Deal(cells[1], cells[2], _weapon(cells[3], cells[4]), years, _some(cells[8]), cells[0])


def _year(cell: str, column: str) -> str:
    if not _YEAR.fullmatch(cell):
        raise SchemaError(f"{column} '{cell}' is no year; write 2022")
    return cell


def _some(number: str) -> bool:
    return number not in ("", "0")


def _weapon(designation: str, description: str) -> str:
    """The name of the arms and their kind, which may be the same: "Mi-17, transport helicopter"."""
    return ", ".join(dict.fromkeys(filter(None, (designation, description))))


def _facts(deal: Deal, source: SourceRecord) -> Iterator[FactRecord]:
    """What was delivered, year by year; what is only ordered is a plan, and nobody says for when."""
    done = bool(deal.years) or deal.delivered
    sides = (participant_of(deal.supplier, "supplier"), participant_of(deal.recipient, "recipient"))
    for year in deal.years or ("",):
        yield FactRecord(
            source,
            Frame("SUPPLIES_ARMS", sides, "actual" if done else "planned", year),
            via=Mention("sipri"),
            record=deal.record,
            code=deal.weapon,
            quote=deal.remark,
            extractor=EXTRACTOR,
            rule="sipri.delivery" if done else "sipri.order",
            confidence="medium" if year.endswith("?") else "high",
        )
