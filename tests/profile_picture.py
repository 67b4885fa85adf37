"""The picture of the RDF profile, drawn from the vocabulary: ``python tests/profile_picture.py`` writes it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from msgspec import Struct

from diplograph.graph.exports.rdf.terms import Property, vocabulary

PICTURE = Path(__file__).parent.parent / "docs" / "linked-data.svg"
_SPAN = "oa:SpecificResource"
_LETTER, _LINE, _TOP = 6.6, 15, 40
_LABEL = 0.42
"""How far along an arrow its name stands."""
_DERIVED = ("Event", "Participation", "Step")
_ALSO = {
    "Source": "prov:Entity",
    "Claim": "prov:Entity, rdf:Statement",
    "Event": "sem:Event",
    "Actor": "foaf:Person, schema:Country, ...",
    "Judgement": "prov:Entity",
    _SPAN: "Web Annotation",
    "Reading": "prov:Activity",
}


class Box(Struct, frozen=True):
    """A class: where its box stands, what it holds, and which edge of it arrows leave and reach."""

    x: int
    y: int
    width: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        return _TOP + _LINE * len(self.lines) + 8

    def border(self, to: Box) -> tuple[float, float]:
        """Where the line to the middle of another box crosses the border of this one."""
        x, y = self.x + self.width / 2, self.y + self.height / 2
        across, down = to.x + to.width / 2 - x, to.y + to.height / 2 - y
        share = min(
            self.width / 2 / abs(across) if across else float("inf"),
            self.height / 2 / abs(down) if down else float("inf"),
        )
        return x + across * share, y + down * share


_PLACES = {
    "Source": (20, 40, 210),
    "Claim": (420, 40, 250),
    "Event": (930, 40, 250),
    _SPAN: (20, 330, 250),
    "Reading": (290, 480, 110),
    "Mention": (420, 400, 165),
    "Actor": (520, 590, 270),
    "Participation": (632, 400, 145),
    "Step": (880, 400, 140),
    "Place": (1035, 400, 155),
    "Name": (290, 660, 150),
    "Tie": (980, 660, 130),
    "Judgement": (20, 640, 200),
}


def _of(name: str) -> Iterator[tuple[str, Property]]:
    for short, each in vocabulary().all_properties().items():
        if name in each.of:
            yield short.removeprefix("dk:"), each


def _lines(name: str, width: int) -> tuple[str, ...]:
    """What a box holds beside its name: plain properties, then those that lead to the same class."""
    targets = {*_PLACES, "oa:TextQuoteSelector", "oa:TextPositionSelector"}
    plain = ", ".join(short for short, each in _of(name) if each.to not in targets)
    if name == _SPAN:
        plain = "oa:exact; oa:start, oa:end"
    fit = textwrap.TextWrapper(int(width / _LETTER), break_long_words=False).wrap
    own = ", ".join(short for short, each in _of(name) if each.to == name)
    return (*fit(plain), *(fit(f"to its like: {own}") if own else ()))


def picture() -> str:
    """The picture as an SVG file."""
    boxes = {name: Box(x, y, width, _lines(name, width)) for name, (x, y, width) in _PLACES.items()}
    height = max(box.y + box.height for box in boxes.values()) + 40
    arrows: dict[tuple[str, str], list[str]] = {}
    for name in boxes:
        for short, each in _of(name):
            if each.to in boxes and each.to != name:
                arrows.setdefault((name, each.to), []).append(short)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 {height}" font-family="sans-serif" font-size="12" '
        'role="img" aria-label="The RDF profile: claims come from sources, events hold claims, actors take part">',
        '<defs><marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0L10 5L0 10z" fill="#345"/></marker></defs>',
        f'<rect width="1200" height="{height}" fill="#fff"/>',
        *(
            _arrow(boxes[one], boxes[other], names, lower=(other, one) in arrows and one > other)
            for (one, other), names in arrows.items()
        ),
        *(_box(name, box) for name, box in boxes.items()),
        f'<text x="20" y="{height - 14}" fill="#123">Blue: given. Yellow: derived from the claims. Names without a '
        "prefix are dk: terms. Facts also stand as plain triples between actors: actor dk:meets actor.</text>",
    ]
    return "\n".join([*parts, "</svg>", ""])


def _box(name: str, box: Box) -> str:
    fill = "#fff5e6" if name in _DERIVED else "#eef4fb"
    middle = box.x + box.width / 2
    also = _ALSO.get(name, "")
    text = [
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="8" fill="{fill}" stroke="#345"/>',
        f'<text x="{middle}" y="{box.y + 18}" text-anchor="middle" font-weight="bold" font-size="15">{name}</text>',
        f'<text x="{middle}" y="{box.y + 33}" text-anchor="middle" font-style="italic" fill="#456">{also}</text>',
    ]
    for number, line in enumerate(box.lines):
        y = box.y + _TOP + _LINE * (number + 1) - 4
        text.append(f'<text x="{middle}" y="{y}" text-anchor="middle" fill="#456">{escape(line)}</text>')
    return "\n".join(text)


def _arrow(one: Box, other: Box, names: list[str], lower: bool) -> str:
    """An arrow with its names, *lower* where another goes the other way."""
    (x1, y1), (x2, y2) = one.border(other), other.border(one)
    x, y = x1 + _LABEL * (x2 - x1), y1 + _LABEL * (y2 - y1) - _LINE * (len(names) - 1) / 2 + 2 * _LINE * lower
    label = "".join(
        f'<text x="{x:.0f}" y="{y + _LINE * place:.0f}" text-anchor="middle" fill="#123" stroke="#fff" '
        f'stroke-width="4" paint-order="stroke">{escape(name)}</text>'
        for place, name in enumerate(names)
    )
    line = f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="#345" marker-end="url(#a)"/>'
    return f"{line}{label}"


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
