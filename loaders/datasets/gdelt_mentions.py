"""GDELT 2.0 mentions: each says that one more article tells of an event, when GDELT had it, and how sure it is of it.

A mention names no actors. They are those of its event, whose row must be in an events file of the same load; before or
after makes no difference, for mentions are read when all events files are known. It becomes a claim of that article
with the event's own frame and key, so that an article which the events file names too says it once.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from types import MappingProxyType

import msgspec
from msgspec import Struct

from diplograph.loaders.datasets.gdelt import LAYOUTS, day_of
from diplograph.loaders.datasets.gdelt import fact_of as event_of
from diplograph.loaders.datasets.quoted import rows_of
from diplograph.loaders.datasets.rows import Content, DataSetName, Note, Reject, Row, Table, decoded, lines_in
from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.model import Rejected
from diplograph.schema.records import Confidence, FactRecord, SourceRecord

COLUMNS = tuple(
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID "
    "Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone "
    "MentionDocTranslationInfo Extras".split()
)
MEDIUM_FROM = 50
"""Percent from which on GDELT holds it for more likely than not that the article tells of the event."""
_BEGINNING = re.compile(r"\d+\t\d{14}\t\d{14}\t\d\t")
_SECOND = re.compile(r"(\d{8})\d{6}")
_TYPES = frozenset("123456")
"""1 is the web; the others (citations, CORE, DTIC, JSTOR, broadcasts) name no address."""
_TRANSLATED = re.compile(r"srclc:(\w{3})\b")
LANGUAGES = dict(
    pair.split(":")
    for pair in (
        "afr:af ara:ar aze:az ben:bn bos:bs bul:bg cat:ca ces:cs dan:da deu:de ell:el est:et eus:eu fas:fa fin:fi "
        "fra:fr glg:gl guj:gu heb:he hin:hi hrv:hr hun:hu hye:hy ind:id isl:is ita:it jpn:ja kan:kn kat:ka kaz:kk "
        "kor:ko lav:lv lit:lt mal:ml mar:mr mkd:mk mon:mn msa:ms mya:my nep:ne nld:nl nno:nn nob:nb nor:no pan:pa "
        "pol:pl por:pt ron:ro rus:ru sin:si slk:sk slv:sl som:so spa:es sqi:sq srp:sr swa:sw swe:sv tam:ta tel:te "
        "tha:th tur:tr ukr:uk urd:ur uzb:uz vie:vi zho:zh"
    ).split()
)
"""ISO 639-3 codes of languages that GDELT translates from, with those of ISO 639-1."""

Events = Mapping[bytes, bytes]
"""Rows of events files by their GLOBALEVENTID, both as they stand."""


def events_of(events: Iterable[Content], mentions: Iterable[Content]) -> Events:
    """The rows that *mentions* ask for, from one pass over the *events* files.

    Memory grows with the events that are mentioned, by some 600 bytes each. Of several rows with one key, which
    only files of different releases have, the smallest stands, whatever the order of the files.
    """
    # A file that cannot be read to its end is told of where its rows are read.
    wanted: set[bytes] = set()
    for file in mentions:
        with suppress(ReadError):
            wanted.update(_keys(file))
    found: dict[bytes, bytes] = {}
    for file in events:
        with suppress(ReadError), file.opened() as content:
            for _, raw in lines_in(content):
                key, _, rest = raw.partition(b"\t")
                if key in wanted and rest.count(b"\t") == len(LAYOUTS[0]) - 2:
                    found[key] = min(raw, found.get(key, raw))
    return found


def _keys(file: Content) -> Iterator[bytes]:
    with file.opened() as content:
        for _, raw in lines_in(content):
            yield re.split(rb"[\t,]", raw, maxsplit=1)[0].strip(b'"')


class Mentions(Struct, frozen=True):
    """Files of mentions: tab separated without a line of names, or comma separated with one.

    ``events`` are the rows of :func:`events_of`; without them, every mention is set aside.
    """

    events: Events = MappingProxyType({})
    name: DataSetName = "gdelt-mentions"

    def begins(self, text: str) -> bool:
        """Whether *text* begins as a file of mentions does."""
        line = text.partition("\n")[0].rstrip("\r")
        return _is_header(line) or (bool(_BEGINNING.match(line)) and line.count("\t") == len(COLUMNS) - 1)

    def facts(self, file: Content, reject: Reject, note: Note) -> Iterator[Row]:
        """The facts of *file*, one for each mention whose event is known."""

        @lru_cache(maxsize=4096)
        def event(key: str) -> FactRecord | None:
            row = self.events.get(key.encode())
            if row is None:
                return None
            try:
                # What is odd of the event has been counted with its own row.
                return event_of(_named(decoded(row)), "", _unheard)
            except SchemaError as problem:
                raise SchemaError(f"the row of event {key} cannot be read: {problem}") from None

        def fact_of(row: Mapping[str, str], digest: str, note: Note) -> FactRecord:
            return _fact(row, event(row["GLOBALEVENTID"]))

        with file.opened() as content:
            headed = _is_header(content.readline(1_000).removeprefix(codecs.BOM_UTF8).decode(errors="replace").strip())
        if not headed:
            yield from Table(self.name, (COLUMNS,), fact_of, headed=False).facts(file, reject, note)
            return
        with file.opened() as content:
            lines = lines_in(content)
            next(lines)
            for number, cells, text, digest in rows_of(file.name, lines, len(COLUMNS), reject, note):
                try:
                    yield number, fact_of(dict(zip(COLUMNS, cells, strict=True)), digest, note), text
                except SchemaError as problem:
                    reject(Rejected(file.name, number, text, str(problem)))


MENTIONS = Mentions()


def _is_header(line: str) -> bool:
    return [cell.strip('"').casefold() for cell in line.split(",")] == [column.casefold() for column in COLUMNS]


def _named(line: str) -> Mapping[str, str]:
    return dict(zip(LAYOUTS[0], line.split("\t"), strict=True))


def _unheard(_: str) -> None:
    """For what is counted elsewhere."""


def _fact(row: Mapping[str, str], event: FactRecord | None) -> FactRecord:
    """The event as the article of *row* tells it."""
    key, said = row["GLOBALEVENTID"], _SECOND.fullmatch(row["MentionTimeDate"])
    if said is None:
        raise SchemaError(f"MentionTimeDate '{row['MentionTimeDate']}' is no second; write 20150218230000")
    confidence, source = _confidence(row["Confidence"]), _source(row)
    if event is None:
        first = row["EventTimeDate"]
        raise SchemaError(
            f"event {key} is in no events file of this load; load {first}.export.CSV "
            f"or {first}.translation.export.CSV together with this file"
        )
    return msgspec.structs.replace(
        event, source=source, stated_on=day_of(said[1], "MentionTimeDate"), confidence=confidence
    )


def _confidence(cell: str) -> Confidence:
    """Never high: a machine chose everything, however sure it was."""
    if not cell.isdigit() or int(cell) > 100:
        raise SchemaError(f"Confidence '{cell}' is no percentage; write one from 0 to 100")
    return "medium" if int(cell) >= MEDIUM_FROM else "low"


def _source(row: Mapping[str, str]) -> SourceRecord:
    """The article at its address; of what has none, as citations and broadcasts, what stands for it."""
    told = row["MentionIdentifier"].strip()
    if not told:
        raise SchemaError("has no MentionIdentifier; give the address of the article")
    if row["MentionType"] not in _TYPES:
        raise SchemaError(f"MentionType '{row['MentionType']}' is unknown; give one from 1 to 6")
    translated = _TRANSLATED.match(row["MentionDocTranslationInfo"])
    is_address = told.startswith(("http://", "https://"))
    return SourceRecord(
        url=told if is_address else "",
        title="" if is_address else told,
        publisher=row["MentionSourceName"].strip() if is_address else "",
        language=LANGUAGES.get(translated[1], "") if translated else "",
        dataset="GDELT",
        kind="event-data",
    )
