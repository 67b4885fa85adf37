"""How a claim was read, for people: the sentence with its parts marked, the rule, the claim, and the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
from rich.console import Console
from rich.text import Text

from diplograph.loaders.articles.traces import Part, Trace
from diplograph.queries.output import shown
from diplograph.schema.records import FactRecord, Frame, Mention

_STYLES = {"trigger": "bold reverse", "date": "magenta", "place": "blue", "claimant": "yellow", "via": "yellow"}
_ROLE = "bold cyan"
_MARK = "dim"


def show_explained(explained_files: Iterable[tuple[str, Iterator[Trace]]], verbose: bool) -> Iterator[FactRecord]:
    """Print each file's heading and claims, with *verbose* what was passed over too; yield the records shown."""
    console = Console(highlight=False, soft_wrap=True)
    last = None
    for heading, traces in explained_files:
        if heading != last:
            _print(console, Text("" if last is None else "\n").append(f"{_clean(heading)}\n", "bold"))
            last = heading
        for trace in traces:
            if trace.record is not None or verbose:
                _print(console, Text("\n").append_text(explained(trace)))
            if trace.record is not None:
                yield trace.record


def _print(console: Console, text: Text) -> None:
    with console.capture() as held:
        console.print(text, end="")
    # Whether the screen takes colours is the console's to say; what is sent is click's, as everywhere.
    click.echo(held.get(), nl=False, color=True)


def explained(trace: Trace) -> Text:
    """One claim, or what was passed over, in a few lines; styles are for terminals only, the words for all."""
    told = Text()
    if trace.text:
        told.append_text(_marked(trace)).append("\n")
    if trace.rule:
        sure = f" ({trace.record.confidence})" if trace.record else ""
        _line(told, "rule", f"{trace.rule}{sure}")
    if trace.record is not None:
        _line(told, "claim", claim_line(trace.record))
        if trace.why:
            _line(told, "why", "; ".join(trace.why))
    else:
        _line(told, "none", "; ".join(trace.why))
    return told


def claim_line(record: FactRecord) -> str:
    """The claim of *record* in one line: type, who in which role, act, modality, date, place, and who says so."""
    frame = record.event
    told = [*_frame_words(frame, f"act={record.act}")]
    if record.claimant is not None:
        told.append(f"claimant={_named(record.claimant)}")
    if record.via is not None:
        told.append(f"via={_named(record.via)}")
    if isinstance(frame.about, Frame):
        kind, *inner = _frame_words(frame.about)
        told.append(f"about={kind}({' '.join(inner)})")
    elif frame.about:
        told.append(f'about="{frame.about}"')
    return " ".join(told)


def _frame_words(frame: Frame, act: str = "") -> Iterator[str]:
    yield frame.type
    for each in frame.participants:
        yield f"{each.role}={_named(each)}"
    if act:
        yield act
    for field in ("modality", "date", "place", "mode", "name"):
        value = getattr(frame, field)
        if value:
            yield f'{field}="{value}"' if " " in value else f"{field}={value}"


def _named(mention: Mention) -> str:
    """An id where the tables know one, else the words and whom they speak for."""
    if mention.actor:
        return mention.actor
    return f'"{mention.text}"' + (f" of {mention.represents}" if mention.represents else "")


def _marked(trace: Trace) -> Text:
    """The sentence with ``[words|part]``; words with several parts have them all, with commas."""
    told = Text()
    at = trace.start
    for (start, end), labels in _spans(trace.parts).items():
        if start < at:
            continue
        told.append(_clean(trace.text[at - trace.start : start - trace.start]))
        words = _clean(trace.text[start - trace.start : end - trace.start])
        told.append("[", _MARK).append(words, _style(labels[0])).append(f"|{', '.join(labels)}]", _MARK)
        at = end
    return told.append(_clean(trace.text[at - trace.start :]))


def _spans(parts: Iterable[Part]) -> dict[tuple[int, int], list[str]]:
    spans: dict[tuple[int, int], list[str]] = {}
    for part in sorted(parts, key=lambda part: (part.start, -part.end)):
        spans.setdefault((part.start, part.end), []).append(_clean(part.label))
    return spans


def _style(label: str) -> str:
    return _STYLES.get(label.removeprefix("about."), _ROLE)


def _line(told: Text, name: str, words: str) -> None:
    told.append(f"  {name:<7}", _MARK).append(f"{_clean(words)}\n")


def _clean(text: str) -> str:
    """*text* in one line, without signs that a terminal would obey."""
    return shown(text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))
