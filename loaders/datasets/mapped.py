"""Rows of any table become facts, as a mapping file says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

import msgspec
from msgspec import Struct

from diplograph.loaders.datasets.cameo import Reading, framed, in_role, place_in, reading_of
from diplograph.loaders.datasets.mapped_actors import ActorReader, States, Told
from diplograph.loaders.datasets.mapped_dates import as_exact, date_in, date_of_parts
from diplograph.loaders.datasets.mapping import (
    ActorColumns,
    Condition,
    DateColumn,
    DateColumns,
    Meaning,
    ModalityColumn,
    Prefix,
    RecordColumn,
    RowMapping,
    Side,
)
from diplograph.loaders.datasets.rows import (
    IDENTICAL,
    LEFT_OUT,
    NO_HOME,
    ONE_ACTOR,
    SAME_STATE,
    Content,
    Note,
    Reject,
    Row,
)
from diplograph.loaders.datasets.table_rows import rows_in
from diplograph.schema.errors import SchemaError
from diplograph.schema.event_types import event_type, modality_for_plover, type_for_plover
from diplograph.schema.model import Rejected
from diplograph.schema.records import FactRecord, Frame, Modality, SourceRecord

Cells = Mapping[str, str]
"""The cells of a row by the names of their columns, "" for what is missing."""


class _Sense(Struct, frozen=True):
    """What the type of a row means, of which side alone it tells, if of one, and where alone it has a home."""

    reading: Reading
    only: Side | Literal[""] = ""
    when: Condition | None = None


def _homeless() -> _Sense:
    """What a word without a home means: never a fact."""
    return _Sense(Reading(event_type("OTHER"), False, False, "hypothetical", ""))


def mapped_facts(mapping: RowMapping, file: Content, reject: Reject, note: Note) -> Iterator[Row]:
    """The facts of *file*; rows that cannot be read go to *reject*, what is odd to *note*.

    Of byte-identical rows the first is read, the others are counted. That takes a number of 48 bits for each row,
    and is all that grows with the file.
    """
    reader = _Reader(mapping)
    lists = next((actor.separator for actor in mapping.actors if actor.separator), "")
    seen: set[int] = set()
    for row in rows_in(file, mapping.columns, mapping.separator, mapping.quotes, lists, reject):
        digest = hashlib.sha256(row.raw).hexdigest()[:12]
        if int(digest, 16) in seen:
            note(IDENTICAL)
            continue
        odd: list[str] = []
        try:
            facts = reader.facts(row.cells, digest, odd.append)
        except SchemaError as problem:
            reject(Rejected(file.name, row.number, row.text, str(problem)))
            continue
        for what in odd:
            note(what)
        if facts:
            seen.add(int(digest, 16))
        for fact in facts:
            yield row.number, fact, row.text


class _Reader:
    """Reads rows by one mapping."""

    def __init__(self, mapping: RowMapping) -> None:
        self._mapping = mapping
        self._missing = frozenset(mapping.missing)
        self._codes = (mapping.code,) if isinstance(mapping.code, str) else mapping.code
        self._table = {_folded(words): meaning for words, meaning in mapping.type.table.items()}
        self._states = States(mapping.countries)
        self._actors = self._readers(mapping.actors)
        self._others = [(also, self._readers(also.actors)) for also in mapping.also]
        self._sense_of = lru_cache(maxsize=4096)(self._told_sense)
        self._place_in = lru_cache(maxsize=65_536)(self._told_place)

    def _readers(self, actors: Sequence[ActorColumns]) -> list[tuple[str, ActorReader]]:
        nobody = frozenset(self._mapping.nobody)
        return [(actor.role, ActorReader(actor, self._states, self._missing, nobody)) for actor in actors]

    def facts(self, row: Cells, digest: str, note: Note) -> list[FactRecord]:
        """The facts in one row, first the one that it is for; none where the row is left out."""
        mapping = self._mapping
        cells = {column: self._told(cell) for column, cell in row.items()}
        if any(condition.holds(cells[condition.column]) for condition in mapping.leave_out):
            note(LEFT_OUT)
            return []
        code = " ".join(filter(None, (cells[column] for column in self._codes if column)))
        fact = FactRecord(
            source=self._source(cells),
            event=self._event(cells, note),
            stated_on=self._day(cells, mapping.stated_on),
            record=self._record(cells, digest),
            code=code,
            quote=cells.get(mapping.quote, ""),
            extractor=mapping.extractor,
            rule=f"{mapping.name}.{code}" if code else mapping.name,
            confidence=mapping.confidence,
        )
        return [fact, *(msgspec.structs.replace(fact, event=event) for event in self._also(cells, fact.event))]

    def _told(self, cell: str) -> str:
        plain = cell.strip()
        return "" if plain in self._missing else plain

    def _event(self, cells: Cells, note: Note) -> Frame:
        sense = self._sense(cells)
        parties = _Parties(sense, [(role, reader.told(cells)) for role, reader in self._actors])
        if not parties.named:
            raise SchemaError("names nobody; give at least one actor")
        date = self._date(cells)
        frame = _frame(sense.reading, parties, date, self._place(cells))
        if parties.alone:
            note(ONE_ACTOR)
        if not sense.reading.has_home:
            note(NO_HOME)
        if parties.of_one_state:
            note(SAME_STATE)
        return frame

    def _also(self, cells: Cells, event: Frame) -> Iterator[Frame]:
        """The other events of a row: those that two actors are named for, on its days."""
        for also, readers in self._others:
            if also.when.holds(cells[also.when.column]):
                reading = Reading(event_type(also.type), True, False, event.modality or "actual", "")
                parties = _Parties(_Sense(reading), [(role, reader.told(cells)) for role, reader in readers])
                if not parties.alone:
                    yield _frame(reading, parties, event.date, event.place or "")

    def _source(self, cells: Cells) -> SourceRecord:
        """The article, or what stands for it; what is no address on the web is a title."""
        columns = self._mapping.source
        url, title = cells.get(columns.url, ""), self._title(cells, columns.title)
        if url and not url.startswith(("http://", "https://")):
            url, title = "", title or url
        return SourceRecord(
            url=url,
            title=title,
            publisher=cells.get(columns.publisher, ""),
            language=cells.get(columns.language, ""),
            published=self._day(cells, columns.published),
            dataset=self._mapping.dataset,
            kind="event-data",
        )

    def _title(self, cells: Cells, told: str | Prefix) -> str:
        if isinstance(told, str):
            return cells.get(told, "")
        return cells[told.column].partition(told.before)[0] if told.before else cells[told.column]

    def _record(self, cells: Cells, digest: str) -> str:
        told = self._mapping.record
        if isinstance(told, RecordColumn):
            key = cells[told.column]
            return key if key and told.unique else f"{key}-{digest}".removeprefix("-")
        return cells.get(told, "") or digest

    def _sense(self, cells: Cells) -> _Sense:
        told = self._mapping.type
        word = cells.get(told.column, "") or told.always
        if not word:
            raise SchemaError(f"has no '{told.column}'; give what happened")
        sense = self._sense_of(word, cells.get(told.mode, ""))
        if sense.when and not sense.when.holds(cells[sense.when.column]):
            return _homeless()
        if sense.reading.modality == "hypothetical":
            return sense
        modality = self._modality(cells)
        if modality == "actual":
            return sense
        return msgspec.structs.replace(sense, reading=msgspec.structs.replace(sense.reading, modality=modality))

    def _told_sense(self, word: str, mode: str) -> _Sense:
        """What the type *word* means, with its PLOVER *mode*: by the table of the file, else by its codes."""
        told = self._mapping.type
        meaning = self._table.get(_folded(f"{word} {mode}")) or self._table.get(_folded(word))
        if told.always:
            meaning = told.always
        if isinstance(meaning, str):
            meaning = Meaning(meaning)
        if meaning is None and told.coded == "names":
            meaning = Meaning(word)
        if meaning is not None:
            kind = event_type(meaning.type)
            if kind.name == "OTHER":
                return _homeless()
            reading = Reading(kind, True, meaning.reversed, meaning.modality, meaning.mode)
            return _Sense(reading, meaning.only, meaning.when)
        if told.coded == "cameo":
            return _Sense(reading_of(word))
        found = type_for_plover(word, mode) if told.coded == "plover" else None
        if found is None:
            return _homeless()
        phone = found.plover_mode == "phone" == mode.casefold()
        return _Sense(Reading(found, True, False, modality_for_plover(word, mode), "phone" if phone else ""))

    def _modality(self, cells: Cells) -> Modality:
        told = self._mapping.modality
        if not isinstance(told, ModalityColumn):
            return told
        cell = cells[told.column]
        if cell not in told.table:
            known = ", ".join(f"'{word}'" for word in told.table)
            raise SchemaError(f"{told.column} '{cell}' has no meaning in the mapping file; it knows {known}")
        return told.table[cell]

    def _day(self, cells: Cells, told: DateColumn | None) -> str:
        cell = cells[told.column] if told else ""
        return date_in(cell, told.form, told.column) if told and cell else ""

    def _date(self, cells: Cells) -> str:
        told = self._mapping.date
        if told is None:
            return ""
        first, last = self._days(cells, told)
        if told.precision is None:
            return as_exact(first, last, "interval")
        cell = cells[told.precision.column]
        if cell not in told.precision.table:
            known = ", ".join(f"'{word}'" for word in told.precision.table)
            raise SchemaError(f"{told.precision.column} '{cell}' is no precision; the mapping file knows {known}")
        return as_exact(first, last, told.precision.table[cell])

    def _days(self, cells: Cells, told: DateColumns) -> tuple[str, str]:
        column = told.column or told.year
        if not cells[column]:
            raise SchemaError(f"has no '{column}'; give the day, or the month or year")
        if told.year:
            return date_of_parts(cells[told.year], cells.get(told.month, ""), cells.get(told.day, ""), told.year), ""
        last = cells.get(told.end, "")
        return date_in(cells[column], told.form, column), date_in(last, told.form, told.end) if last else ""

    def _place(self, cells: Cells) -> str:
        told = self._mapping.place
        if told is None:
            return ""
        return self._place_in(cells.get(told.country, ""), cells.get(told.town, ""))

    def _told_place(self, country: str, town: str) -> str:
        return place_in(self._states.coded(country, "any"), town, country or town)


class _Parties:
    """The actors of a row by the parts that they play."""

    def __init__(self, sense: _Sense, told: Sequence[tuple[str, Sequence[Told]]]) -> None:
        kind = sense.reading.kind
        roles = {role.name for role in kind.roles}
        self.sources: list[Told] = []
        self.targets: list[Told] = []
        self.others: list[tuple[str, Told]] = []
        for place, (role, actors) in enumerate(told):
            if kind.name == "OTHER" and role not in roles:
                # A code without a home has no roles of its own: the first actor is the source.
                role = "target" if place else "source"
            if role == "source" and sense.only != "target":
                self.sources += actors
            elif role == "target" and sense.only != "source":
                self.targets += actors
            elif role not in ("source", "target"):
                self.others += [(role, actor) for actor in actors]
        acting = [actor for role, actor in self.others if role == kind.source_role]
        acted_on = [actor for role, actor in self.others if role == kind.target_role and not kind.symmetric]
        self._sides = (
            [*(self.targets if sense.reading.target_first else self.sources), *acting],
            [*(self.sources if sense.reading.target_first else self.targets), *acted_on],
        )
        self._symmetric = kind.symmetric

    @property
    def named(self) -> bool:
        """Whether anybody is."""
        return any(actor.party for actor in (*self.sources, *self.targets, *(actor for _, actor in self.others)))

    @property
    def alone(self) -> bool:
        """Whether there are not two actors between whom it was."""
        one, other = (sum(actor.party is not None for actor in side) for side in self._sides)
        return one + other < 2 if self._symmetric else not (one and other)

    @property
    def of_one_state(self) -> bool:
        """Whether it was between actors of one state."""
        one, other = ([actor.state for actor in side if actor.state] for side in self._sides)
        if self._symmetric:
            return len({*one, *other}) < len(one) + len(other)
        return not set(one).isdisjoint(other)


def _frame(reading: Reading, parties: _Parties, date: str, place: str) -> Frame:
    sources = [actor.party for actor in parties.sources if actor.party]
    targets = [actor.party for actor in parties.targets if actor.party]
    frame = framed(reading, sources, targets, date, place)
    others = tuple(in_role(actor.party.mention, role) for role, actor in parties.others if actor.party)
    return msgspec.structs.replace(frame, participants=(*frame.participants, *others))


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
