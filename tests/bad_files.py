"""A corpus of bad and odd files, made by code, each with what must become of it.

``CASES`` is the corpus that ``make test`` tries; the sizes of ``long_cases`` are told by whoever asks.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator

from msgspec import Struct

from diplograph.loaders.datasets.gdelt import LAYOUTS
from diplograph.loaders.datasets.icews import COLUMNS
from diplograph.loaders.files import LARGEST_ARTICLE


class Case(Struct, frozen=True):
    """A file and what is expected of loading it alone.

    ``code`` is the exit status; ``kept`` counts the records that are read from it, ``aside`` the rows that
    are set aside; ``told`` stands in every reason, or in the error where ``code`` is 1.
    """

    kind: str
    name: str
    make: Callable[[], bytes]
    code: int
    kept: int = 0
    aside: int = 0
    told: str = ""
    options: tuple[str, ...] = ()


def bad(kind: str, name: str, content: bytes | str | Callable[[], bytes], told: str, *options: str) -> Case:
    """A file of which nothing can be read."""
    return Case(kind, name, _maker(content), 1, 0, 0, told, options)


def odd(
    kind: str,
    name: str,
    content: bytes | str | Callable[[], bytes],
    kept: int,
    aside: int = 0,
    told: str = "",
    *options: str,
) -> Case:
    """A file that is read, with rows set aside or without."""
    return Case(kind, name, _maker(content), 3 if aside else 0, kept, aside, told, options)


def _maker(content: bytes | str | Callable[[], bytes]) -> Callable[[], bytes]:
    if callable(content):
        return content
    return lambda: content.encode() if isinstance(content, str) else content


# -- good pieces


def fact(date: str = "2024-01-16", number: int = 1, **more: object) -> str:
    """A line of JSON with a good fact in it."""
    people = [{"role": "participant", "actor": "putin"}, {"role": "participant", "actor": "Xi Jinping"}]
    event = {"type": "MEETS", "date": date, "participants": people}
    return json.dumps({"source": {"url": f"https://example.org/{number}"}, "event": event, **more}, ensure_ascii=False)


SENTENCE = "Joe Biden met Vladimir Putin in Geneva on 16 June 2021."
ARTICLE = json.dumps({"text": SENTENCE, "url": "https://example.org/a"})
HEADER = "type,date,role:participant,url,quote"
ROW = "MEETS,2024-01-16,Putin; Xi Jinping,https://example.org/1,They met"
PAGE = (
    "<html lang='en'><head><title>Talks</title></head>"
    f"<body><article><h1>Talks</h1><p>{SENTENCE}</p></article></body></html>"
)
QUAD = "<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n"


def icews(**cells: str) -> str:
    """A row of ICEWS."""
    good = {
        "Event ID": "1",
        "Event Date": "2018-06-01",
        "Source Name": "Vladimir Putin",
        "Source Sectors": "Executive,Government",
        "Source Country": "Russian Federation",
        "Event Text": "Make a visit",
        "CAMEO Code": "042",
        "Intensity": "1.9",
        "Target Name": "Xi Jinping",
        "Target Sectors": "Executive,Government",
        "Target Country": "China",
        "Story ID": "7",
        "Sentence Number": "1",
        "Publisher": "Example Wire",
        "Country": "China",
    }
    told = {**dict.fromkeys(COLUMNS, ""), **good, **{name.replace("_", " "): value for name, value in cells.items()}}
    return "\t".join(told.values())


ICEWS_HEAD = "\t".join(COLUMNS)


def gdelt(layout: int = 0, **cells: str) -> str:
    """A row of GDELT."""
    good = {
        "GLOBALEVENTID": "410412347",
        "SQLDATE": "20240116",
        "MonthYear": "202401",
        "Year": "2024",
        "FractionDate": "2024.04",
        "Actor1Code": "RUS",
        "Actor1Name": "RUSSIA",
        "Actor1CountryCode": "RUS",
        "Actor2Code": "CHN",
        "Actor2Name": "CHINA",
        "Actor2CountryCode": "CHN",
        "IsRootEvent": "1",
        "EventCode": "042",
        "DATEADDED": "20240116143000",
        "SOURCEURL": "https://example.org/g",
    }
    if layout:
        good["DATEADDED"] = "20240116"
    told = {**dict.fromkeys(LAYOUTS[layout], ""), **good, **cells}
    return "\t".join(told[name] for name in LAYOUTS[layout])


def visits(*rows: str, head: str = '<?xml version="1.0"?>') -> str:
    """A file of visits to the United States."""
    return f"{head}<visits>{''.join(rows)}</visits>"


def visit(number: int = 1, start: str = "2021-06-09", end: str = "2021-06-09", more: str = "") -> str:
    return (
        f"<visit><id>{number}</id><visitor>King Philippe</visitor><from id='belgium'>Belgium</from>"
        f"<start-date>{start}</start-date><end-date>{end}</end-date>{more}</visit>"
    )


def zipped(*members: tuple[str, bytes], damage: Callable[[bytes], bytes] = lambda whole: whole) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return damage(out.getvalue())


def encrypted(whole: bytes) -> bytes:
    """With the flag that says that a password is needed, in both headers."""
    told = bytearray(whole)
    told[6] |= 1
    told[whole.index(b"PK\x01\x02") + 8] |= 1
    return bytes(told)


def bomb(sign: bytes, size: int, first: bytes = b"") -> bytes:
    """*size* bytes of one *sign*, behind *first*, packed by gzip without ever being whole in memory."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = sign * (1 << 20)
    told = [packer.compress(first)]
    told += [packer.compress(block) for _ in range(size >> 20)]
    return b"".join([*told, packer.flush()])


def zip_bomb(size: int) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("a.tab", "w") as told,
    ):
        block = b" " * (1 << 20)
        for _ in range(size >> 20):
            told.write(block)
    return out.getvalue()


def nested(depth: int, inner: str = "1") -> str:
    return "[" * depth + inner + "]" * depth


LINES = f"{fact()}\n{fact(number=2)}\n"
TABLE = f"{HEADER}\n{ROW}\n"
EVENTS = f"{ICEWS_HEAD}\n{icews()}\n"
BILLION = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10))


# -- the corpus


def _encodings() -> Iterator[Case]:
    kind = "encodings"
    for name in ("latin.txt", "latin.md", "latin.html", "latin.jsonl", "latin.csv"):
        yield bad(kind, name, "Vérité".encode("latin-1"), "is not UTF-8")
    yield bad(kind, "cp1251.txt", "Путин встретил".encode("cp1251"), "is not UTF-8")
    yield bad(kind, "shift.txt", "会談".encode("shift-jis"), "is not UTF-8")
    yield bad(kind, "utf32.txt", SENTENCE.encode("utf-32-be"), "is binary")
    yield bad(kind, "overlong.txt", b"Joe \xc0\xaf Biden", "is not UTF-8")
    yield bad(kind, "surrogate.txt", b"Joe \xed\xa0\x80 Biden", "is not UTF-8")
    yield bad(kind, "cut.txt", SENTENCE.encode() + b"\xe2\x82", "is not UTF-8")
    yield bad(kind, "odd16.txt", "Joe".encode("utf-16") + b"x", "is not UTF-8")
    yield odd(kind, "bom.txt", b"\xef\xbb\xbf" + SENTENCE.encode(), 1)
    yield odd(kind, "bom.jsonl", b"\xef\xbb\xbf" + LINES.encode(), 2)
    yield odd(kind, "bom.csv", b"\xef\xbb\xbf" + TABLE.encode(), 1)
    for order in ("utf-16-le", "utf-16-be"):
        mark = b"\xff\xfe" if order.endswith("le") else b"\xfe\xff"
        yield odd(kind, f"{order}.txt", mark + SENTENCE.encode(order), 1)
        yield odd(kind, f"{order}.jsonl", mark + LINES.encode(order), 2)
        yield odd(kind, f"{order}.csv", mark + TABLE.encode(order), 1)
        yield odd(kind, f"{order}.tab", mark + EVENTS.encode(order), 1)


def _bytes() -> Iterator[Case]:
    kind = "NUL and control characters"
    for name in ("nul.txt", "nul.html", "nul.jsonl", "nul.csv", "nul.tab"):
        yield bad(kind, name, SENTENCE.encode() + b"\x00", "is binary")
    yield bad(kind, "elf.txt", b"\x7fELF\x02\x01\x01\x00", "is binary")
    yield bad(kind, "nuls.jsonl", b"\x00" * 5_000, "is binary")
    yield odd(kind, "controls.txt", f"\x01\x02{SENTENCE}\x1b[31m\x7f", 1)
    yield odd(kind, "controls.jsonl", f"{fact(quote='x')}\n\x01\n", 1, 1, "is not JSON")
    yield odd(kind, "controls.csv", f"{HEADER}\n{ROW}\x1b[31m\n", 1)
    yield odd(kind, "escaped-nul.jsonl", fact(quote="a\x00b"), 1)


def _newlines() -> Iterator[Case]:
    kind = "newlines"
    yield odd(kind, "cr.txt", SENTENCE.replace(" in ", "\rin "), 1)
    yield odd(kind, "crlf.jsonl", LINES.replace("\n", "\r\n"), 2)
    yield odd(kind, "cr.jsonl", LINES.replace("\n", "\r"), 2)
    yield odd(kind, "mixed.jsonl", f"{fact()}\r\n{fact(number=2)}\r{fact(number=3)}\n\n\r\n{fact(number=4)}", 4)
    yield odd(kind, "crlf.csv", TABLE.replace("\n", "\r\n"), 1)
    yield odd(kind, "cr.csv", TABLE.replace("\n", "\r"), 1)
    yield odd(kind, "crlf.tab", EVENTS.replace("\n", "\r\n"), 1)
    yield odd(kind, "separators.jsonl", fact(quote="a\u2028b\u2029c\x85d"), 1)
    yield odd(kind, "no-end.csv", TABLE.rstrip(), 1)


def _empty() -> Iterator[Case]:
    kind = "empty"
    names = ("e.txt", "e.md", "e.html", "e.jsonl", "e.json", "e.csv", "e.tab", "e.xml", "e.nq", "e.ttl", "e.jsonld")
    for name in names:
        yield bad(kind, name, b"", "is empty")
    yield bad(kind, "blank.txt", b" \n\t\r\n", "is empty")
    yield bad(kind, "blank.jsonl", b"\n\n\n", "is empty")
    yield bad(kind, "empty.txt.gz", gzip.compress(b""), "is empty")
    yield bad(kind, "empty.tab.zip", zipped(("a.tab", b"")), "is empty")
    yield bad(kind, "none.zip", zipped(), "has 0 files")
    yield odd(kind, "head.csv", f"{HEADER}\n", 0)
    yield odd(kind, "head.tab", f"{ICEWS_HEAD}\n", 0)
    yield odd(kind, "none.xml", visits(), 0)
    yield odd(kind, "list.json", "[\n]", 0)
    yield odd(kind, "object.jsonl", "{}\n", 0, 1, "has no 'text'")


def _packed() -> Iterator[Case]:
    kind = "packed files"
    packed = gzip.compress(LINES.encode())
    for size in (2, 8, 12, len(packed) // 2, len(packed) - 4):
        yield bad(kind, f"cut{size}.jsonl.gz", packed[:size], "is cut short or no gzip file")
    yield bad(kind, "crc.jsonl.gz", packed[:-8] + b"\x00" * 8, "is cut short or no gzip file")
    yield bad(kind, "flipped.jsonl.gz", packed[:20] + bytes([packed[20] ^ 255]) + packed[21:], "is cut short")
    yield bad(kind, "cut.txt.gz", gzip.compress(SENTENCE.encode())[:-9], "is cut short or no gzip file")
    yield bad(kind, "tail.jsonl.gz", packed + b"no gzip", "is cut short or no gzip file")
    yield odd(kind, "twice.jsonl.gz", packed + gzip.compress(fact(number=3).encode()), 3)
    yield odd(kind, "named-plain.jsonl", packed, 2)
    yield odd(kind, "named-packed.jsonl.gz", LINES, 2)
    whole = zipped(("events.tab", EVENTS.encode()))
    yield odd(kind, "whole.zip", whole, 1)
    yield odd(kind, "facts.jsonl.zip", zipped(("facts.jsonl", LINES.encode())), 2)
    for size in (4, 30, len(whole) // 2, len(whole) - 10):
        yield bad(kind, f"cut{size}.zip", whole[:size], "is cut short or no zip file")
    yield bad(kind, "two.zip", zipped(("a.tab", b"a"), ("b.tab", b"b")), "has 2 files")
    yield bad(kind, "password.zip", zipped(("a.tab", EVENTS.encode()), damage=encrypted), "needs a password")
    yield bad(kind, "crc.zip", zipped(("a.tab", EVENTS.encode()), damage=_other_sum), "is cut short or no zip file")
    yield bad(kind, "lzma.zip", zipped(("a.tab", EVENTS.encode()), damage=_other_method), "is cut short or no zip file")
    yield bad(kind, "nested.zip", zipped(("inner.zip", whole)), "is binary")


def _other_sum(whole: bytes) -> bytes:
    place = whole.index(b"PK\x01\x02") + 16
    return whole[:place] + b"\x00\x00\x00\x00" + whole[place + 4 :]


def _other_method(whole: bytes) -> bytes:
    place = whole.index(b"PK\x01\x02") + 10
    return whole[:8] + b"\x61\x00" + whole[10:place] + b"\x61\x00" + whole[place + 2 :]


def _json() -> Iterator[Case]:
    kind = "JSON"
    good = fact(number=9)
    wrong = {
        "broken": ("{broken", "is not JSON"),
        "cut": (fact()[:-5], "is not JSON"),
        "list": ("[1]", "is no JSON object"),
        "number": ("7", "is no JSON object"),
        "text": ('"x"', "is no JSON object"),
        "null": ("null", "is no JSON object"),
        "nan": ("NaN", "is no JSON object"),
        "two": (f"{fact()} {fact()}", "is not JSON"),
        "comma": (f"{fact()},", "is not JSON"),
        "single": (fact().replace('"', "'"), "is not JSON"),
        "deep": (nested(100_000), "is nested too deep"),
        "deep-object": ('{"event":' * 50_000 + "1" + "}" * 50_000, "is nested too deep"),
        "deep-unclosed": ("[" * 100_000, "is nested too deep"),
        "deep-field": ('{"event": {"type": "MEETS", "about": ' + nested(20_000) + "}}", "is nested too deep"),
        "deep-about": (
            '{"source": {}, "event": '
            + '{"type": "ACCUSES", "participants": [{"role": "accuser", "actor": "USA"}], "about": ' * 400
            + '"x"'
            + "}" * 400
            + "}",
            "at most two deep",
        ),
        "digits": ('{"text": "x", "n": ' + "9" * 5_000 + "}", "a number of thousands of digits"),
        "half-sign": ('{"text": "Joe Biden \\ud83d met"}', "holds half of a sign"),
        "half-in-fact": (fact().replace("example.org/1", "example.org/\\udc00"), "half"),
        "event-list": ('{"source": {}, "event": []}', "Expected `object`"),
        "event-null": ('{"source": {}, "event": null}', "Expected `object`"),
        "no-source": ('{"event": {"type": "MEETS"}}', "source"),
        "field": (fact(colour=1), "colour"),
        "type": (fact().replace("MEETS", "MET"), "unknown event type"),
        "role": (
            fact().replace('"role": "participant", "actor": "putin"', '"role": "x", "actor": "putin"'),
            "role 'x'",
        ),
        "act": (fact(act="shouts"), "Invalid enum value"),
        "start-text": (fact(start="1", end=2), "Expected `int"),
        "start-float": (fact(start=1.5, end=2), "Expected `int"),
        "huge-start": (fact(quote="x", start=10**30, end=10**30 + 1), "beyond any text"),
        "huge-end": (fact(quote="x", start=0, end=2**63), "beyond any text"),
        "negative": (fact(quote="x", start=-5, end=-4), "is no span"),
        "backwards": (fact(quote="x", start=9, end=3), "is no span"),
        "text-number": ('{"text": 7}', "has no 'text'"),
        "text-blank": ('{"text": " \\n "}', "has no 'text'"),
        "published": ('{"text": "x", "published": "soon"}', "is not EDTF"),
        "verdict": ('{"verdict": "accept", "subject": 3}', "no reason or no author"),
        "revision": (
            '{"verdict": "reject", "subject": "x", "reason": "y", "author": "z", "revision": "²"}',
            "no number",
        ),
        "twin-keys": (fact().replace('"event"', '"event": 1, "event"'), "Expected `object`, got `int`"),
    }
    for name, (line, told) in wrong.items():
        yield odd(kind, f"{name}.jsonl", f"{line}\n{good}\n", 1, 1, told)
    yield odd(kind, "many.json", json.dumps([json.loads(fact()), 7, None, {}], indent=1), 1, 3)
    yield odd(kind, "deep.json", f"{nested(100_000)}\n", 0, 1, "is nested too deep")
    yield odd(kind, "keys.jsonl", json.dumps({"text": SENTENCE, **{f"k{n}": n for n in range(20_000)}}), 1)


def _dates() -> Iterator[Case]:
    kind = "dates"
    for day in ("0001-01-01", "9999-12-31", "0001", "9999", "000X", "999X", "9999-23", "0001-01-01/9999-12-31"):
        yield odd(kind, f"good-{day.replace('/', '_')}.jsonl", fact(day), 1)
    wrong = ("0000", "0000-01-01", "-0001", "10000", "10000-01-01", "Y100000", "2024-00", "2024-13", "2024-02-30",
             "2023-02-29", "9999-24", "2024-1-1", "２０２４", "٢٠٢٤-٠١", "2024-01-01T00:00", "1e3", "NaN", "today",
             "2024-02/2024-01", "../..", "2024/2025/2026", "2024-06-31/..", "9" * 5_000)  # fmt: skip
    for number, day in enumerate(wrong):
        yield odd(kind, f"wrong{number}.jsonl", f"{fact(day)}\n{fact(number=9)}\n", 1, 1, "date '")
    yield bad(kind, "front.md", f"---\ndate: someday\n---\n{SENTENCE}\n", "is not EDTF")
    yield odd(kind, "year0.tab", f"{ICEWS_HEAD}\n{icews(Event_Date='0000-01-01')}\n{icews()}\n", 1, 1, "year 0")
    yield odd(
        kind, "never.csv", f"{gdelt()}\n{gdelt(SQLDATE='20240231')}\n", 1, 1, "no day that exists", "--format", "gdelt"
    )
    yield odd(kind, "far.xml", visits(visit(1, "9999-12-31", "9999-12-31"), visit(2, "99999-01-01")), 1, 1, "is no day")


def _tables() -> Iterator[Case]:
    kind = "CSV"
    wide = [f"x{n}" for n in range(100_000)]
    yield odd(kind, "wide.csv", f"{HEADER},{','.join(wide)}\n{ROW}{',' * len(wide)}\n", 1)
    yield odd(kind, "wide-row.csv", f"{HEADER}\n{ROW},{','.join(wide)}\n{ROW}\n", 1, 1, "another number of cells")
    yield odd(kind, "short-row.csv", f"{HEADER}\nMEETS,2024\n{ROW}\n", 1, 1, "another number of cells")
    yield odd(kind, "quote.csv", f'{HEADER}\nMEETS,"2024"x,a;b,u,q\n{ROW}\n', 1, 1, "is not CSV")
    yield odd(kind, "open-quote.csv", f'{HEADER}\n{ROW}\nMEETS,"2024-01,a;b,u,q\n', 1, 1, "is not CSV")
    yield odd(kind, "big-cell.csv", f"{HEADER}\n{ROW}{'x' * 200_000}\n{ROW}\n", 1, 1, "is not CSV")
    yield bad(kind, "semicolons.csv", f"{HEADER}\n{ROW}\n".replace(",", ";"), "are parted by ';'; save it with commas")
    yield bad(kind, "no-head.csv", f"{ROW}\n{ROW}\n", "has no column 'type'")
    yield bad(kind, "capitals.csv", f"{HEADER}\n{ROW}\n".replace("type", "Type"), "did you mean Type?")
    yield bad(kind, "utf-16.csv", f"{HEADER}\n{ROW}\n".replace("type", "kind").encode("utf-16"), "no column 'type'")
    yield odd(kind, "twin-columns.csv", f"type,{HEADER}\nMET,{ROW}\n", 1)
    yield odd(
        kind, "start.csv", f"{HEADER},start,end\n{ROW},²,3\n{ROW},1,{'9' * 5_000}\n{ROW},,\n", 1, 2, "is no number"
    )
    yield odd(kind, "type.csv", f"{HEADER}\n{ROW.replace('MEETS', 'MET')}\n{ROW}\n", 1, 1, "unknown event type")
    yield odd(kind, "empty-rows.csv", f"{HEADER}\n\n\n{ROW}\n\n", 1)
    yield odd(kind, "commas.csv", f"{HEADER}\n,,,,\n{ROW}\n", 1, 1, "has no 'type'")
    yield odd(kind, "nameless.csv", f",,{HEADER}\n1,2,{ROW}\n", 1)
    yield odd(kind, "formulas.csv", f"{HEADER}\n{ROW.replace('They met', '=1+1')}\n", 1)


def _coded() -> Iterator[Case]:
    kind = "rows of ICEWS, GDELT and US travels"
    wrong = {
        "code": (icews(CAMEO_Code=""), "CAMEO"),
        "day": (icews(Event_Date="1 June 2018"), "is no day"),
        "nobody": (icews(Source_Name="", Target_Name="", Source_Country="", Target_Country=""), "names nobody"),
        "short": ("\t".join(icews().split("\t")[:-1]), "has 19 cells"),
        "long": (f"{icews()}\tx", "has 21 cells"),
        "one-cell": ("x", "has 1 cells"),
    }
    for name, (row, told) in wrong.items():
        yield odd(kind, f"icews-{name}.tab", f"{ICEWS_HEAD}\n{row}\n{icews(Event_ID='2')}\n", 1, 1, told)
    yield bad(kind, "icews-no-head.tab", f"{icews()}\n", "is no data set that we know")
    yield bad(kind, "icews-no-head2.tab", f"{icews()}\n", "does not begin as icews does", "--format", "icews")
    wrong = {
        "code": (gdelt(EventCode=""), "has no EventCode"),
        "id": (gdelt(GLOBALEVENTID="x"), "is no number"),
        "day": (gdelt(SQLDATE="2024"), "is no day"),
        "added": (gdelt(DATEADDED="yesterday"), "is no day or second"),
        "nobody": (gdelt(Actor1Name="", Actor1CountryCode="", Actor2Name="", Actor2CountryCode=""), "names nobody"),
        "short": ("\t".join(gdelt().split("\t")[:50]), "has 50 cells, not 61 or 58 or 57"),
        "json": (fact(), "has 1 cells"),
    }
    for name, (row, told) in wrong.items():
        yield odd(kind, f"gdelt-{name}.csv", f"{gdelt()}\n{row}\n", 1, 1, told, "--format", "gdelt")
    for layout in range(3):
        yield odd(kind, f"gdelt-layout{layout}.csv", gdelt(layout), 1)
    yield odd(
        kind, "visits.xml", visits(visit(1), visit(2, "2021-06-09", "2020-01-01"), visit(3)), 2, 1, "before it begins"
    )
    yield odd(kind, "no-visitor.xml", visits("<visit><id>1</id></visit>", visit(2)), 1, 1, "has no <")
    yield odd(kind, "no-role.xml", "<trips><trip><id>1</id></trip></trips>", 0, 1, "has no <start-date>")
    # A code that no event type has is a claim all the same, and so is a row without a key of its own.
    yield odd(kind, "letters.tab", f"{ICEWS_HEAD}\n{icews(CAMEO_Code='abc')}\n{icews(Event_ID='')}\n", 2)
    yield odd(kind, "letters.csv", gdelt(EventCode="---"), 1)


def _markup() -> Iterator[Case]:
    kind = "XML and HTML"
    yield bad(kind, "cut.xml", visits(visit())[:-20], "is not XML")
    yield bad(kind, "unclosed.xml", "<visits><visit></visits>", "is not XML")
    yield bad(kind, "other.xml", "<rss><channel/></rss>", "is no data set that we know")
    yield bad(kind, "deep.xml", visits("<a>" * 5_000 + "</a>" * 5_000), "is not XML")
    yield bad(
        kind, "billion.xml", visits("&l9;", head=f"<!DOCTYPE visits [{BILLION}]>"), "is not XML", "--format", "travels"
    )
    yield bad(
        kind, "external.xml", visits("&x;", head='<!DOCTYPE visits [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "has a document type", "--format", "travels",
    )  # fmt: skip
    yield bad(kind, "undefined.xml", visits("<visit>&nothing;</visit>"), "is not XML")
    yield bad(kind, "control.xml", visits(visit(more="<description>\x01</description>")), "is not XML")
    yield odd(kind, "declared.xml", visits(visit(), head='<?xml version="1.0" encoding="ISO-8859-1"?>'), 1)
    yield odd(kind, "page.html", PAGE, 1)
    yield odd(kind, "declared.html", f'<?xml version="1.0" encoding="ISO-8859-1"?>{PAGE}', 1)
    yield odd(kind, "unclosed.html", PAGE.replace("</p>", "").replace("</article></body></html>", ""), 1)
    yield bad(kind, "no-text.html", "<html><body></body></html>", "no article found")
    yield bad(kind, "only-script.html", f"<html><body><script>{SENTENCE}</script></body></html>", "no article found")
    yield bad(kind, "deep.html", "<html><body>" + "<div>" * 20_000 + SENTENCE, "no article found")
    yield odd(kind, "billion.html", f"<!DOCTYPE html [{BILLION}]><html><body>&l9;</body></html>", 0)
    yield odd(kind, "references.html", PAGE.replace("Geneva", "&#71;eneva&#0;&#xD800;&#x110000;&bogus;"), 1)
    yield odd(kind, "front-long.md", f"---\ntitle: {'x' * 100_000}\n---\n{SENTENCE}\n", 1)
    yield odd(kind, "front-open.md", f"---\ntitle: x\n{SENTENCE}\n", 1)


def _linked() -> Iterator[Case]:
    kind = "RDF"
    yield bad(kind, "other.nq", QUAD, "names no")
    yield bad(kind, "other.ttl", "@prefix x: <http://example.org/> . x:s x:p x:o .", "names no")
    yield bad(kind, "cut.nq", QUAD + QUAD[:-20], "is no N-Quads")
    yield bad(kind, "cut.nt", QUAD[:-3], "is no N-Quads")
    yield bad(kind, "cut.ttl", "@prefix x: <http://example.org/> . x:s x:p", "is no TriG")
    yield bad(kind, "cut.trig", "@prefix x: <http://example.org/> . x:g { x:s x:p x:o", "is no TriG")
    yield bad(kind, "cut.jsonld", '{"@id": "http://example.org/x", ', "is no JSON-LD")
    yield bad(kind, "deep.jsonld", nested(50_000), "names no")
    yield bad(kind, "context.jsonld", '{"@context": "http://127.0.0.1:9/c", "name": "x"}', "is no JSON-LD")
    yield bad(kind, "text.nq", "no RDF at all\n", "is no N-Quads")
    yield bad(kind, "iri.nq", QUAD.replace("/o>", "/a b>"), "is no N-Quads")
    yield bad(
        kind, "latin.nq", QUAD.encode() + b'<http://example.org/s> <http://example.org/p> "\xe9" .\n', "is no N-Quads"
    )
    yield bad(kind, "prefix.ttl", "x:s x:p x:o .", "is no TriG")
    yield bad(kind, "loop.ttl", "@prefix x: <http://example.org/> . " + "x:s x:p [" * 5_000, "is no TriG")
    yield bad(kind, "cut.nq.gz", gzip.compress(QUAD.encode())[:-6], "is cut short")


def _signs() -> Iterator[Case]:
    kind = "right-to-left, combining and wide characters"
    yield odd(kind, "rtl.jsonl", fact(quote="\u202eישנו\u202c محمد"), 1)
    yield odd(kind, "rtl.txt", f"\u200f\u202b{SENTENCE}\u202c", 1)
    yield odd(kind, "combining.txt", SENTENCE + " e" + "\u0301" * 1_000 + ".", 1)
    yield odd(kind, "zalgo.jsonl", fact(quote="Z" + "\u0300\u0489" * 2_000), 1)
    yield odd(kind, "decomposed.jsonl", fact().replace("Xi Jinping", "E\u0301mmanuel Macron"), 1)
    yield odd(kind, "emoji.txt", f"🤝🏽👩‍👩‍👧 {SENTENCE}", 1)
    yield odd(kind, "noncharacters.jsonl", fact(quote="a\uffff\ufdd0\U0010ffff"), 1)
    yield odd(kind, "zero-width.txt", SENTENCE.replace("Geneva", "Gen\u200beva"), 1)
    yield odd(kind, "astral.txt", f"𝕁𝕠𝕖 {SENTENCE}", 1)
    yield odd(kind, "name.jsonl", fact().replace("putin", "\u202e\u0301 ١٢٣"), 1)


def long_cases(size: int) -> Iterator[Case]:
    """Lines of *size* signs without an end to hold on to, and bombs of 30 times as much."""
    kind = "long lines and bombs"
    for name, piece in {
        "letters": "a",
        "words": "word ",
        "names": "Joe Biden, ",
        "sentence": "Joe Biden met Vladimir Putin in Geneva and ",
        "digits": "1",
        "dots": ".",
        "brackets": "(",
        "quotes": '" ',
        "guillemets": "« ",
        "combining": "\u0301",
        "hyphens": "a-",
        "dates": "on 16 June 2021, ",
    }.items():
        text = (piece * (size // len(piece))).strip()
        if len(text.encode()) <= LARGEST_ARTICLE:
            yield odd(kind, f"{name}.txt", text, 0)
        else:
            yield bad(kind, f"{name}.txt", text, f"an article has at most {LARGEST_ARTICLE}")
    filler = "x" * size
    too_long = len(filler) > LARGEST_ARTICLE
    yield odd(
        kind,
        "value.jsonl",
        lambda: f"{fact(quote=filler)}\n{fact(number=9)}\n".encode(),
        1 if too_long else 2,
        too_long,
        "signs",
    )
    yield odd(
        kind,
        "no-json.jsonl",
        lambda: f"{filler}\n{fact(number=9)}\n".encode(),
        1,
        1,
        "has more than" if too_long else "is not JSON",
    )
    yield odd(kind, "cell.csv", lambda: f"{HEADER}\n{ROW}{filler}\n{ROW}\n".encode(), 1, 1, "is not CSV")
    long_cell = f"{ICEWS_HEAD}\n{icews(Event_Text=filler)}\n{icews(Event_ID='2')}\n"
    yield odd(kind, "cell.tab", long_cell.encode, 1, 1, "has more than 1048576 bytes")
    yield odd(kind, "row.tab", lambda: f"{ICEWS_HEAD}\n{filler}\n{icews()}\n".encode(), 1, 1, "has more than")
    literal = f'<http://example.org/s> <http://example.org/p> "{filler}" .\n'
    yield bad(kind, "literal.nq", literal.encode, "more than 16 MB" if size > 1 << 24 else "names no")
    yield bad(
        kind, "text.html", lambda: f"<html><body>{'<p>' * (size // 3)}".encode(), "at most 8" if too_long else "has 1"
    )
    yield bad(kind, "zeros.jsonl.gz", lambda: bomb(b"\x00", 30 * size), "is binary")
    yield bad(kind, "blanks.jsonl.gz", lambda: bomb(b" ", 30 * size), "no text does")
    yield bad(kind, "blanks.txt.gz", lambda: bomb(b" ", 30 * size), "no text does")
    yield bad(kind, "letters.txt.gz", lambda: bomb(b"a", 30 * size), "no text does")
    yield bad(kind, "blanks.tab.zip", lambda: zip_bomb(30 * size), "no text does")
    yield bad(kind, "blanks.nq.gz", lambda: bomb(b" ", 30 * size, QUAD.encode()), "no text does")


CASES: tuple[Case, ...] = tuple(
    case
    for cases in (
        _encodings,
        _bytes,
        _newlines,
        _empty,
        _packed,
        _json,
        _dates,
        _tables,
        _coded,
        _markup,
        _linked,
        _signs,
    )
    for case in cases()
)
