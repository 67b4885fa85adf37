"""Each example article gives exactly the events that its words tell, and each quote stands at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims import refuse

from diplograph.loaders import ReadOptions, read
from diplograph.schema import Document
from diplograph.schema.events import derive

EXAMPLES = Path(__file__).parent.parent / "examples"
Told = tuple[str, str, str, str, str]
EXPECTED: dict[str, set[Told]] = {
    "en-beijing-2023": {("RESTORES_RELATIONS", "IRN SAU", "2023-03-10", "", "occurred")},
    "en-geneva-2021": {
        ("MEETS", "joe-biden vladimir-putin", "2021-06-16", "CHE/geneva", "occurred"),
        ("SPEAKS_WITH", "angela-merkel joe-biden", "", "", "occurred"),
    },
    "en-moscow-2023": {
        ("VISITS", "RUS xi-jinping", "2023-03-20/2023-03-22", "", "occurred"),
        ("MEETS", "vladimir-putin xi-jinping", "2023-03-21", "", "occurred"),
    },
    "en-pyongyang-plan-2024": {
        ("VISITS", "PRK vladimir-putin", "2024-06-18/2024-06-19", "", "planned"),
        ("ACCUSES", "PRK USA", "", "", "occurred"),
        ("SUPPLIES_ARMS", "PRK RUS", "", "", "alleged"),
    },
    "en-singapore-2018": {
        ("MEETS", "donald-trump kim-jong-un", "2018-06-12", "SGP", "occurred"),
        ("AGREES_WITH", "donald-trump kim-jong-un", "2018-06-12", "", "occurred"),
    },
    "fr-geneve-2021": {
        ("MEETS", "joe-biden vladimir-putin", "2021-06-16", "CHE/geneva", "occurred"),
        ("ACCUSES", "RUS USA", "", "", "occurred"),
        ("DENIES", "kremlin", "", "", "occurred"),
    },
    "fr-pyongyang-2024": {
        ("VISITS", "PRK vladimir-putin", "2024-06-18/2024-06-19", "", "occurred"),
        ("MEETS", "kim-jong-un vladimir-putin", "2024-06-19", "PRK/pyongyang", "occurred"),
        ("AGREES_WITH", "PRK RUS", "2024-06-19", "", "occurred"),
        ("ACCUSES", "PRK USA", "", "", "occurred"),
        ("ACCUSES", "PRK western-countries", "", "", "occurred"),
        ("SUPPLIES_ARMS", "PRK RUS", "", "", "alleged"),
    },
    "fr-riyad-2023": {("RESTORES_RELATIONS", "IRN SAU", "2023-03-10", "", "occurred")},
    "fr-singapour-2018": {
        ("MEETS", "donald-trump kim-jong-un", "2018-06-12", "SGP", "occurred"),
        ("VISITS", "KOR mike-pompeo", "2018-06-14", "", "planned"),
    },
    "fr-washington-2022": {
        ("VISITS", "USA emmanuel-macron", "2022-11-29/2022-12-02", "", "occurred"),
        ("MEETS", "emmanuel-macron joe-biden", "2022-12-01", "USA/washington", "occurred"),
    },
    "en-ankara-2019": {
        ("SANCTIONS", "TUR USA", "2019-10-14", "", "occurred"),
        ("LIFTS_SANCTIONS", "TUR USA", "2019-10-23", "", "occurred"),
        ("SANCTIONS", "IRN USA", "2018-11-05", "", "occurred"),
    },
    "en-balloon-2023": {("VISITS", "CHN antony-blinken", "2023-02-04/..", "", "postponed")},
    "en-drones-2022": {("SUPPLIES_ARMS", "IRN RUS", "", "", "admitted")},
    "en-hiroshima-2023": {
        ("MEETS", "emmanuel-macron fumio-kishida joe-biden", "2023-05-19/2023-05-21", "JPN/hiroshima", "occurred"),
    },
    "en-kabul-2018": {
        ("ACCUSES", "RUS USA", "", "", "occurred"),
        ("SUPPLIES_ARMS", "RUS taliban", "", "", "alleged"),
    },
    "en-riyadh-2020": {("MEETS", "benjamin-netanyahu mohammed-bin-salman", "2020-11-22", "", "denied")},
    "en-vladivostok-2019": {("MEETS", "kim-jong-un vladimir-putin", "2019-04-25", "RUS/vladivostok", "occurred")},
    "en-vostochny-2023": {
        ("MEETS", "kim-jong-un vladimir-putin", "2023-09-13", "", "occurred"),
        ("INVITES", "kim-jong-un vladimir-putin", "2023-09-13", "", "occurred"),
        ("VISITS", "PRK vladimir-putin", "2023-09-14/..", "", "planned"),
    },
    "en-washington-2021": {("SPEAKS_WITH", "joe-biden xi-jinping", "2021-09-09", "", "occurred")},
    "fr-copenhague-2019": {("VISITS", "DNK donald-trump", "", "", "cancelled")},
    "fr-drones-2022": {
        ("ACCUSES", "IRN USA", "", "", "occurred"),
        ("SUPPLIES_ARMS", "IRN RUS", "", "", "contested"),
    },
    "fr-moscou-2018": {("SUPPLIES_ARMS", "RUS taliban", "", "", "denied")},
    "fr-neom-2020": {("MEETS", "benjamin-netanyahu mohammed-bin-salman", "2020-11-22", "SAU/neom", "occurred")},
    "fr-pekin-2021": {("SPEAKS_WITH", "joe-biden xi-jinping", "2021-09-10", "", "occurred")},
    "fr-pekin-2023": {
        ("VISITS", "CHN antony-blinken", "2023-06-18/2023-06-19", "", "occurred"),
        ("MEETS", "antony-blinken xi-jinping", "2023-06-19", "CHN/beijing", "occurred"),
    },
    "fr-vostotchny-2023": {
        ("MEETS", "kim-jong-un vladimir-putin", "2023-09-13", "", "occurred"),
        ("MEETS", "kim-jong-un vladimir-putin", "2019-04", "RUS", "occurred"),
    },
}

# The seed article's story in English, in our own words: who announces, who accuses, who met whom.
ENGLISH_STORY = """\
The Kremlin has just announced that Vladimir Putin is preparing an official visit to North Korea.

Dmitry Peskov, the Kremlin spokesman, gave no exact date for the visit.

Western countries accuse North Korea of supplying shells and other weapons to Russia.

Western countries and in particular the United States accuse Pyongyang of sending ammunition to Russia.

In September 2023 Kim Jong Un was received with great pomp in Russia.

- Putin-Kim meeting in September 2023 in Russia
- Putin-Choe Son Hui meeting in January in Moscow
- Allegations of North Korean arms deliveries to Russia

Will this visit change anything? It remains to be seen what comes of a visit of Putin to Pyongyang.
"""


def events_of(document: Document) -> set[Told]:
    return {
        (
            event.type,
            " ".join(sorted(named.actor for named in event.participants)),
            event.date,
            event.place,
            event.status,
        )
        for event in derive(document.claims)
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_an_example_gives_its_events(name: str) -> None:
    (document,) = read([EXAMPLES / f"{name}.md"], refuse)
    assert events_of(document) == EXPECTED[name]


def test_every_example_is_expected() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.md")} - {"README"} == set(EXPECTED)


def test_every_quote_stands_at_its_offsets() -> None:
    for document in read([EXAMPLES], refuse):
        for claim in document.claims:
            assert document.source.text[claim.start : claim.end] == claim.quote != ""


@pytest.mark.parametrize("published", ["2024-05-24", ""])
def test_the_seed_story_in_english(tmp_path: Path, published: str) -> None:
    (tmp_path / "story.txt").write_text(ENGLISH_STORY, encoding="utf-8")
    (document,) = read([tmp_path / "story.txt"], refuse, ReadOptions(published=published))
    assert events_of(document) == {
        ("VISITS", "PRK vladimir-putin", "2024-05-24/.." if published else "", "", "planned"),
        ("SUPPLIES_ARMS", "PRK RUS", "", "", "alleged"),
        ("ACCUSES", "PRK western-countries", "", "", "occurred"),
        ("ACCUSES", "PRK USA", "", "", "occurred"),
        ("MEETS", "kim-jong-un vladimir-putin", "2023-09", "RUS", "occurred"),
        ("VISITS", "RUS kim-jong-un", "2023-09", "", "occurred"),
        ("MEETS", "choe-son-hui vladimir-putin", "2024-01" if published else "XXXX-01", "RUS/moscow", "occurred"),
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Emmanuel Macron n'a pas rencontré Vladimir Poutine."),
        ("en", "Joe Biden has not met Kim Jong Un."),
        ("fr", "Emmanuel Macron pourrait recevoir Joe Biden à Paris."),
        ("en", "If Joe Biden met Xi Jinping, markets would rise."),
        ("fr", "Emmanuel Macron a-t-il rencontré Vladimir Poutine ?"),
        ("en", "Has Joe Biden met Vladimir Putin?"),
        ("en", "Vladimir Putin was in Moscow."),
        ("en", "The next Putin-Kim meeting is far away."),
    ],
)
def test_what_is_denied_asked_or_only_thought_gives_nothing(tmp_path: Path, language: str, text: str) -> None:
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    (document,) = read([tmp_path / "x.txt"], refuse, ReadOptions(language=language))
    assert document.claims == ()
