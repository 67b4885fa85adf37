"""How well articles are read: the extractor over labelled passages, scored; and how many sentences a second it reads.

    python benchmarks/extraction.py PASSAGES.jsonl [--errors 20] [--lang fr] [--out PREDICTIONS.jsonl]

The scorer is ../shared/evaluation/score.py, which stands beside the project; passages are in its notation.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from diplograph.loaders.articles import Article, read_article
from diplograph.loaders.articles.sentences import sentences
from diplograph.schema.actors import actors
from diplograph.schema.event_types import event_type
from diplograph.schema.records import FactRecord, Frame, Mention
from diplograph.schema.text import normalise

SCORER = Path(__file__).resolve().parents[2] / "shared" / "evaluation" / "score.py"
DRAWS = 2_000
_STATUS = {"actual": "asserted", "planned": "planned", "alleged": "alleged"}
# The passages' coarser words for our types, where the scorer does not know ours.
_TYPES = {"SUPPORTS": "SUPPORT", "INVITES": "INVITE", "MEDIATES": "MEET", "BREAKS_RELATIONS": "SANCTION"}


def predictions(record: FactRecord) -> Iterator[dict[str, Any]]:
    """What a fact record says, in the notation of the passages: a denial is an event there, and an act here."""
    frame = record.event
    yield _event(record, frame, _status(record, frame), record.claimant)
    if record.act == "denies" and record.claimant is not None:
        denial = _event(record, frame, "asserted", None)
        yield denial | {"type": "DENY", "source": [_actor(record.claimant)], "target": [], "date": None}
    if isinstance(frame.about, Frame) and event_type(frame.type).speech is not None:
        speech = event_type(frame.type).speech
        assert speech is not None
        speaker = next((each for each in frame.participants if each.role == speech.claimant_role), None)
        # What is only demanded or threatened has no status in the passages, and gives no edge here.
        if speech.modality != "hypothetical":
            yield _event(record, frame.about, _STATUS[speech.modality], speaker)


def _status(record: FactRecord, frame: Frame) -> str:
    if record.act == "denies":
        return "denied"
    return _STATUS[frame.modality or "actual"]


def _event(record: FactRecord, frame: Frame, status: str, claimant: Mention | None) -> dict[str, Any]:
    kind = event_type(frame.type)
    source = [each for each in frame.participants if each.role == kind.source_role]
    target = [each for each in frame.participants if each.role == kind.target_role and each not in source]
    by = claimant or record.via
    return {
        "type": _TYPES.get(frame.type, frame.type),
        "source": [_actor(each) for each in source],
        "target": [_actor(each) for each in target],
        "status": status,
        "claimant": [_actor(by)] if by else None,
        "date": frame.date or None,
        "place": frame.place and (frame.place.rpartition("/")[2] if "/" in frame.place else actors()[frame.place].name),
        "quote": record.quote,
        "start": record.start,
        "end": record.end,
    }


def _actor(mention: Mention) -> str:
    """An actor by all its names, with bars between them: the words of the text, its id, codes and spellings."""
    found = [mention.text, mention.actor, mention.represents]
    known = actors().get(mention.actor)
    if known is not None:
        found += [known.name, known.iso3 or known.state, *(name.text for name in known.names if name.kind != "demonym")]
    return "|".join(dict.fromkeys(each for each in found if each))


def _joined(events: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Passages hold several doers, and several states visited, in one event, where we have a claim for each."""
    found = list(events)
    for side in ("source", "target"):
        joined: dict[str, dict[str, Any]] = {}
        for event in found:
            shared = {name: value for name, value in event.items() if name != side}
            key = (
                json.dumps(shared, sort_keys=True) if side == "source" or event["type"] == "VISITS" else str(id(event))
            )
            known = joined.setdefault(key, event | {side: []})
            known[side] = [*known[side], *event[side]]
        found = list(joined.values())
    return found


def read_passages(gold: Sequence[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The predictions for each passage."""
    found: dict[str, list[dict[str, Any]]] = {}
    for passage in gold:
        article = Article(passage["text"], language=passage["lang"], published=passage["published"] or "")
        found[passage["id"]] = _joined(each for record in read_article(article) for each in predictions(record))
    return found


def interval(scorer: ModuleType, gold: Sequence[Any], found: Mapping[str, Any], name: str) -> tuple[float, float]:
    """The middle 95 % of *name* over passages drawn again and again, with a fixed seed."""
    drawn = random.Random(0)
    values = []
    per = [scorer.score([passage], found)[0]["overall"]["exact"] for passage in gold]
    for _ in range(DRAWS):
        counts = [per[drawn.randrange(len(per))] for _ in per]
        hits, others = (sum(each[key] for each in counts) for key in ("tp", "fp" if name == "precision" else "fn"))
        values.append(hits / (hits + others) if hits + others else 0.0)
    values.sort()
    return values[int(0.025 * DRAWS)], values[int(0.975 * DRAWS)]


def rate(texts: Sequence[tuple[str, str]]) -> tuple[float, int]:
    """Sentences a second on this core, and how many sentences there are."""
    count = sum(1 for text, language in texts for _ in sentences(text, language))
    begin = time.perf_counter()
    for text, language in texts:
        for _ in read_article(Article(text, language=language, published="2024-05-24")):
            pass
    return count / (time.perf_counter() - begin), count


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("passages", type=Path)
    options.add_argument("--errors", type=int, default=0)
    options.add_argument("--lang")
    options.add_argument("--out", type=Path)
    chosen = options.parse_args()
    if not SCORER.exists():
        sys.exit(f"no scorer at {SCORER}")
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    passages = chosen.passages.read_text(encoding="utf-8").splitlines()
    gold = [json.loads(normalise(line)) for line in passages if line.strip()]
    if chosen.lang:
        gold = [passage for passage in gold if passage["lang"] == chosen.lang]
    found = read_passages(gold)
    if chosen.out:
        rows = (json.dumps({"id": key, "events": events}, ensure_ascii=False) for key, events in found.items())
        chosen.out.write_text("\n".join(rows) + "\n", encoding="utf-8")
    report, errors = scorer.score(gold, found, errors=chosen.errors)
    lines = [f"{mode} {values}" for mode, values in report["overall"].items()]
    for name in ("precision", "recall"):
        low, high = interval(scorer, gold, found, name)
        lines.append(f"{name} {report['overall']['exact'][name]:.3f}, 95 % interval {low:.2f} to {high:.2f}")
    lines.append(f"languages {report['by_lang']['exact']}")
    lines.append(f"traps {report['negatives']}")
    lines.append(f"attributes {report['attributes']}")
    lines += [f"{key} {report[key]}" for key in ("predictions", "quote_is_substring", "offsets_match_quote")]
    a_second, count = rate([(passage["text"], passage["lang"]) for passage in gold] * 5)
    lines.append(f"{a_second:.0f} sentences a second on one core ({count} sentences)")
    lines += [" | ".join(map(str, each)) for each in errors]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
