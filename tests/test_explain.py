"""``extract --explain`` shows which words made a claim and why; ``--confidence`` says how sure a claim must be."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from asking import Asking
from claims import refuse

import diplograph
from diplograph.loaders import ReadOptions, article_in, extract, read
from diplograph.loaders.articles import Article, read_article
from diplograph.loaders.articles.traces import Trace
from diplograph.queries.explaining import explained
from diplograph.schema.records import FactRecord, Frame, Mention, Participant, SourceRecord, encode_fact

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("??-*.md"))
Run = Callable[..., tuple[int, str, str]]


def explain(run_cli: Run, folder: Path, text: str, *words: str) -> str:
    """What ``extract --explain`` prints of a text of 24 May 2024, a Friday, without the name of its file."""
    (folder / "article.txt").write_text(text, encoding="utf-8")
    code, out, told = run_cli("extract", "--explain", str(folder / "article.txt"), "--published", "2024-05-24", *words)
    assert (code, told) == (0, "")
    heading, _, rest = out.partition("\n")
    assert heading == str(folder / "article.txt")
    return rest.removeprefix("\n")


CLAIMS = [
    (
        "en",
        "Vladimir Putin will visit North Korea on 18 June, the Kremlin said.",
        """\
[Vladimir Putin|visitor] [will visit|trigger] [North Korea|visited] on [18 June|date], [the Kremlin|claimant] said.
  rule   en.visit (high)
  claim  VISITS visitor=vladimir-putin visited=PRK act=announces modality=planned date=2024-06-18 claimant=kremlin
  why    future: visit; told by: the Kremlin said.; date by the rule day-after
""",
    ),
    (
        "en",
        "The United States accused North Korea of supplying arms to Russia.",
        """\
[The United States|accuser] [accused|trigger] [North Korea|accused, about.supplier] of [supplying|about.trigger] \
arms to [Russia|about.recipient].
  rule   en.accuse (high)
  claim  ACCUSES accuser=USA accused=PRK act=reports modality=actual \
about=SUPPLIES_ARMS(supplier=PRK recipient=RUS)
  why    told as done; no date is told
""",
    ),
    (
        "en",
        "Vladimir Putin said he will travel to China.",
        """\
[Vladimir Putin|claimant] said [he|visitor] [will travel|trigger] to [China|visited].
  rule   en.visit.go (high)
  claim  VISITS visitor=vladimir-putin visited=CHN act=announces modality=planned claimant=vladimir-putin
  why    future: travel; says: said; no date is told
""",
    ),
    (
        "fr",
        "Vladimir Poutine a rencontré Xi Jinping à Pékin le 16 mai, selon Reuters.",
        """\
[Vladimir Poutine|participant] [a rencontré|trigger] [Xi Jinping|participant] à [Pékin|place] [le 16 mai|date], \
selon [Reuters|via].
  rule   fr.meet (high)
  claim  MEETS participant=vladimir-putin participant=xi-jinping act=reports modality=actual date=2024-05-16 \
place=CHN/beijing via=reuters
  why    told by: selon Reuters; date by the rule day-before
""",
    ),
    (
        "fr",
        "Emmanuel Macron aurait rencontré Vladimir Poutine.",
        """\
[Emmanuel Macron|participant] [aurait rencontré|trigger] [Vladimir Poutine|participant].
  rule   fr.meet (high)
  claim  MEETS participant=emmanuel-macron participant=vladimir-putin act=reports modality=alleged
  why    conditional: rencontré; no date is told
""",
    ),
    (
        "fr",
        "L'Arabie saoudite et l'Iran ont rétabli leurs relations.",
        """\
[L'Arabie saoudite et l'Iran|participant] [ont rétabli|trigger] leurs relations.
  rule   fr.restore (high)
  claim  RESTORES_RELATIONS participant=SAU participant=IRN act=reports modality=actual
  why    told as done; no date is told
""",
    ),
    (
        "fr",
        "La visite de Vladimir Poutine en Chine a été reportée.",
        """\
La [visite|trigger] de [Vladimir Poutine|visitor] en [Chine|visited] a été reportée.
  rule   fr.visit.noun (medium)
  claim  VISITS visitor=vladimir-putin visited=CHN act=postpones modality=planned
  why    postpones: reportée; no date is told
""",
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CLAIMS, ids=[text for _, text, _ in CLAIMS])
def test_a_claim_is_explained_by_its_words_and_reasons(
    run_cli: Run, tmp_path: Path, language: str, text: str, expected: str
) -> None:
    assert explain(run_cli, tmp_path, text, "--language", language) == expected


SKIPPED = [
    ("en", "Vladimir Putin may visit China.", "Vladimir Putin [may visit|trigger] China.", "en.visit", "could"),
    ("en", "France did not meet Russia.", "France [did not meet|trigger] Russia.", "en.meet", "no person"),
    ("en", "Will Joe Biden meet Xi Jinping?", "Will Joe Biden [meet|trigger] Xi Jinping?", "", "a question"),
    ("fr", "La visite a duré deux jours.", "La [visite|trigger] a duré deux jours.", "fr.visit.noun", "no visitor"),
    (
        "fr",
        "Emmanuel Macron n'a pas rencontré Vladimir Poutine.",
        "Emmanuel Macron [n'a pas rencontré|trigger] Vladimir Poutine.",
        "fr.meet",
        "negated",
    ),
]


@pytest.mark.parametrize(
    ("language", "text", "marked", "rule", "reason"), SKIPPED, ids=[text for _, text, *_ in SKIPPED]
)
def test_what_was_passed_over_is_told_with_its_reason_if_asked(
    run_cli: Run, tmp_path: Path, language: str, text: str, marked: str, rule: str, reason: str
) -> None:
    assert explain(run_cli, tmp_path, text, "--language", language) == ""
    told = explain(run_cli, tmp_path, text, "--language", language, "--verbose").splitlines()
    assert told[0] == marked
    assert told[1:-1] == ([f"  rule   {rule}"] if rule else [])
    assert told[-1].startswith(f"  none   {reason}")


def test_a_language_without_rules_is_told(run_cli: Run, tmp_path: Path) -> None:
    told = explain(run_cli, tmp_path, "Putin visita a China.", "--language", "pt", "-v")
    assert told == "  none   no rules for the language 'pt'\n"
    told = explain(run_cli, tmp_path, "Putin.", "-v")
    assert told == "  none   the language is unknown; give --language en or es or fr\n"


def test_verbose_goes_with_explain(run_cli: Run) -> None:
    code, _, told = run_cli("extract", "--verbose", str(EXAMPLES[0]))
    assert code == 2
    assert "--verbose goes with --explain." in told


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_claim_is_explained_and_its_parts_are_words_of_its_sentence(path: Path) -> None:
    article = article_in(path)
    heard: list[Trace] = []
    records = list(read_article(article, heard.append))
    assert [trace.record for trace in heard if trace.record is not None] == records
    assert list(read_article(article)) == records
    for trace in heard:
        assert article.text[trace.start : trace.end] == trace.text
        assert trace.why
        for part in trace.parts:
            assert trace.start <= part.start < part.end <= trace.end
    for trace in heard:
        if trace.record is not None:
            assert "trigger" in {part.label for part in trace.parts}


def test_nothing_in_an_article_can_colour_or_move_the_screen(run_cli: Run, tmp_path: Path) -> None:
    text = "Joe Biden met Vladimir Putin \x1b[31min\x1b]0;title\x07 Geneva\u202e \x9b2J, [bold]said[/bold]."
    told = explain(run_cli, tmp_path, text, "--language", "en", "-v")
    assert not {sign for sign in told if not sign.isprintable()} - {"\n"}
    first, *rest = told.splitlines()
    assert "[31m" in first
    assert first.endswith("[bold]said[/bold].")
    assert [line[:6] for line in rest[:3]] == ["  rule", "  clai", "  why "]


def test_names_of_files_and_of_other_readers_can_not_either(run_cli: Run, tmp_path: Path) -> None:
    record = FactRecord(
        SourceRecord(url="https://example.org/1"),
        Frame("MEETS", (Participant("RUS", role="participant"), Participant(text="\x1b[2JX", role="participant"))),
        claimant=Mention(text="a\u202eb\nc"),
        quote="X\x1b[2J and\nRussia met.",
        rule="\x1b[2J",
    )
    (tmp_path / "\x1b[31m.jsonl").write_text(encode_fact(record), encoding="utf-8")
    code, told, _ = run_cli("extract", "--explain", str(tmp_path / "\x1b[31m.jsonl"))
    assert code == 0
    assert not {sign for sign in told if not sign.isprintable()} - {"\n"}
    assert len(told.splitlines()) == 5


def test_a_terminal_gets_styles_and_the_same_words() -> None:
    heard: list[Trace] = []
    list(read_article(Article("Joe Biden met Vladimir Putin.", language="en"), heard.append))
    shown = explained(heard[0])
    assert shown.plain.startswith("[Joe Biden|participant] [met|trigger] [Vladimir Putin|participant].\n  rule ")
    styled = {shown.plain[span.start : span.end]: str(span.style) for span in shown.spans}
    assert styled["met"] == "bold reverse"
    assert styled["Joe Biden"] == styled["Vladimir Putin"] != ""


def test_styles_are_for_terminals(run_cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Joe Biden met Vladimir Putin \x1b[31m."
    assert "\x1b" not in explain(run_cli, tmp_path, text, "--language", "en")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    _, told, _ = run_cli("extract", "--explain", str(tmp_path / "article.txt"), "--language", "en")
    assert "\x1b[1;7mmet\x1b[0m" in told
    assert "\x1b[31m" not in told


def test_a_review_can_be_written_beside(run_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Joe Biden met Vladimir Putin.", encoding="utf-8")
    words = ("extract", "--explain", "-v", str(tmp_path / "a.txt"), "--language", "en")
    code, told, noted = run_cli(*words, "--review", str(tmp_path / "review.csv"))
    assert (code, noted) == (0, f"wrote 1 claims to {tmp_path / 'review.csv'}\n")
    assert "[met|trigger]" in told
    assert (tmp_path / "review.csv").read_text(encoding="utf-8").count("MEETS") == 2


def test_a_fact_record_is_explained_by_the_words_of_its_quote(run_cli: Run, tmp_path: Path) -> None:
    record = FactRecord(
        SourceRecord(url="https://example.org/1"),
        Frame(
            "VISITS",
            (
                Participant(text="a minister", role="visitor", represents="FRA"),
                Participant("PRK", "North Korea", role="visited"),
            ),
            "planned",
            "2024-06",
        ),
        claimant=Mention("kremlin", "the Kremlin"),
        quote="The visit of a minister to North Korea, says the Kremlin.",
    )
    (tmp_path / "facts.jsonl").write_text(encode_fact(record), encoding="utf-8")
    _, told, _ = run_cli("extract", "--explain", str(tmp_path / "facts.jsonl"))
    assert (
        told
        == f"""\
{tmp_path / "facts.jsonl"}

The visit of [a minister|visitor] to [North Korea|visited], says [the Kremlin|claimant].
  rule   hand/1 (high)
  claim  VISITS visitor="a minister" of FRA visited=PRK act=reports modality=planned date=2024-06 claimant=kremlin
"""
    )


def test_what_a_model_says_is_explained_by_its_quote(ask: Asking) -> None:
    code, told, _ = ask("--explain")
    assert code == 0
    assert told.splitlines()[2:] == [
        "[Joe Biden|participant] met [Vladimir Putin|participant] in Geneva on 16 June 2021.",
        "  rule   prompt.1 by llm/tiny/1 (low)",
        "  claim  MEETS participant=joe-biden participant=vladimir-putin act=reports modality=actual date=2021-06-16 "
        "place=CHE/geneva mode=in-person",
    ]


# --- how sure a claim must be


class Guessing:
    """A reader that is sure of one thing, half sure of another, and guesses a third."""

    name, version = "guesses", "1"

    def read(self, article: Article) -> Iterator[FactRecord]:
        for level, state in (("high", "CHN"), ("medium", "IND"), ("low", "JPN")):
            people = (Participant("RUS", role="participant"), Participant(state, role="participant"))
            yield FactRecord(SourceRecord(), Frame("MEETS", people), confidence=level)  # type: ignore[arg-type]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text("Nothing to see.", encoding="utf-8")
    return path


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """One fact record of each confidence; the low one accuses, and so would make two claims."""
    accuses = Frame(
        "ACCUSES",
        (Participant("USA", role="accuser"), Participant("PRK", role="accused")),
        about=Frame("SUPPLIES_ARMS", (Participant("PRK", role="supplier"), Participant("RUS", role="recipient"))),
    )
    records = [
        msgspec.structs.replace(each, source=SourceRecord(url=f"https://example.org/{each.confidence}"))
        for each in Guessing().read(Article(""))
    ]
    records[-1] = msgspec.structs.replace(records[-1], event=accuses)
    path = tmp_path / "facts.jsonl"
    path.write_text("".join(f"{encode_fact(each)}\n" for each in records), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("least", "kept"),
    [("", "high medium low"), ("low", "high medium low"), ("medium", "high medium"), ("high", "high")],
)
def test_what_is_less_sure_than_asked_is_left_out_and_told(article: Path, facts: Path, least: str, kept: str) -> None:
    options = ReadOptions(confidence=least)  # type: ignore[arg-type]
    for reading, claims in ((article, 1), (facts, 2)):
        left: list[FactRecord] = []
        records = list(extract([reading], refuse, options, Guessing(), left.append))
        assert " ".join(each.confidence for each in records) == kept
        assert len(records) + len(left) == 3
        dropped = list(left)
        left.clear()
        documents = list(read([reading], refuse, options, extractor=Guessing(), leave=left.append))
        assert [each.event for each in left] == [each.event for each in dropped]
        assert sum(len(each.claims) for each in documents) == len(records) + (claims - 1) * ("low" in kept)


def test_guesses_of_the_rules_are_left_out_unless_asked_for(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "diplograph.loaders.extractors.read_article", lambda article, hear=None: Guessing().read(article)
    )
    assert [each.confidence for each in extract([article], refuse)] == ["high", "medium"]
    low = ReadOptions(confidence="low")
    assert [each.confidence for each in extract([article], refuse, low)] == ["high", "medium", "low"]


NOUN = "Vladimir Putin met Xi Jinping. Joe Biden's visit to China ended on Friday.\n"


def test_extract_leaves_out_and_counts(run_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOUN, encoding="utf-8")
    code, text, told = run_cli("extract", str(tmp_path / "a.txt"), "--confidence", "high")
    assert [json.loads(line)["event"]["type"] for line in text.splitlines()] == ["MEETS"]
    assert (code, told) == (0, "left out 1 record below high confidence\n")


def test_load_leaves_out_and_counts(run_cli: Run, tmp_path: Path, facts: Path) -> None:
    (tmp_path / "a.txt").write_text(NOUN, encoding="utf-8")
    store = ("--store", str(tmp_path / "graph.lbug"))
    code, _, told = run_cli(*store, "load", str(tmp_path / "a.txt"), str(facts), "--confidence", "high")
    assert (code, told) == (0, "loaded 2 sources, 2 claims, 2 events; left out 3 records below high confidence\n")


def test_explain_shows_what_is_below_as_passed_over(run_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOUN, encoding="utf-8")
    words = ("extract", str(tmp_path / "a.txt"), "--explain", "--confidence", "high")
    _, text, told = run_cli(*words)
    assert "en.visit.noun" not in text
    assert told == "left out 1 record below high confidence\n"
    _, text, told = run_cli(*words, "-v")
    assert text.splitlines()[-2:] == [
        "  rule   en.visit.noun",
        "  none   medium is below high confidence",
    ]


def test_a_model_is_kept_by_default_and_left_out_if_more_is_asked(ask: Asking) -> None:
    assert json.loads(ask()[1])["confidence"] == "low"
    _, text, told = ask("--confidence", "medium")
    assert text == ""
    assert told.startswith("left out 1 record below medium confidence\n")


def test_python_leaves_out_and_counts_as_well(tmp_path: Path, article: Path) -> None:
    with diplograph.open(tmp_path / "graph.lbug") as graph:
        graph.load(article, extractor=Guessing(), confidence="high")
        assert [claim.confidence for claim in graph.store.claims()] == ["high"]
        assert graph.left_out == 2
