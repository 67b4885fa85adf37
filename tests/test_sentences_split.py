"""A text is split into sentences, each with its kind and its place, and none of its words is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from diplograph.loaders.articles.kinds import Kind
from diplograph.loaders.articles.sentences import sentences

SPLIT = [
    # Abbreviations
    "M. Macron a reçu Mme. Meloni.|Ils ont dîné.",
    "M. Le Pen et MM. Durand sont venus.|Il pleuvait.",
    "Gen. Milley met Mr. Lee.|They spoke.",
    "J. D. Vance met George W. Bush.|He left.",
    "J.-Y. Le Drian est à Rome.|Il rentre demain.",
    "U.S. President Joe Biden left the U.S.|The trip is long.",
    "The U.N. Security Council met.|The U.N. voted.",
    "It began at 3 p.m. Moscow time and ended at 5 p.m.|Putin then left.",
    "They spoke of gas, oil, etc.|Putin then left.",
    "He lives at No. 10 and said no.|Then he went.",
    "Selon l'art. 5 du traité.|Il est clair.",
    "Signed on Jan. 3.|It holds.",
    "EE.UU.|El Gobierno calla.|El Sr. Albares no.",
    "A plan B.|The talks went on.",
    "II. Des visites sont prévues.",
    # Figures and dots
    "It cost 3.5 billion.|Paris paid.",
    "The site lemonde.fr says so.|We read it.",
    "Il hésite... puis signe.|Fin.",
    "Il hésite…|Poutine signe.",
    "Les alliés […] Russes.|La suite manque.",
    "As noted.[12]|The text is short.",
    # Quotes
    "« Nous irons. »|Le ministre sort.",
    "« Nous irons ! » a-t-il lancé.|Il sort.",
    "« Où est la paix ? », demande-t-elle.",
    'He said: "We go."|Then he went.',
    "He said: “We go.”|“Now,” he said.",
    "(Nobody came.)|The room was empty.",
    "Pourquoi ?|Nul ne le sait ; il se tait : c’est tout.",
    "¿Quién habló?|¡Nadie!|Así fue.",
]
LINES: list[tuple[str, list[str]]] = [
    ("&quot;Yes.&quot; &quot;No.&quot;&nbsp;R&amp;D.", ["&quot;Yes.&quot;", "&quot;No.&quot;", "R&amp;D."]),
    ("The two met\nin Geneva and left.\n\nThey met again.", ["The two met\nin Geneva and left.", "They met again."]),
    ("Talks end\nThe two left Geneva.", ["Talks end", "The two left Geneva."]),
    ("– Vous partez ? dit-il.\n– Oui.", ["Vous partez ? dit-il.", "Oui."]),
    ("Two points:\n- peace;\n- trade.\n\n1. gas\n2) oil", ["Two points:", "peace;", "trade.", "gas", "oil"]),
    ("**Fin des visites**\n***\nIl part.", ["Fin des visites", "Il part."]),
]  # fmt: skip


@pytest.mark.parametrize("marked", SPLIT)
def test_a_text_is_split_where_its_sentences_end(marked: str) -> None:
    assert [each.text for each in sentences(marked.replace("|", " "))] == marked.split("|")


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_marks_and_blanks_between_sentences_are_left_out(text: str, expected: list[str]) -> None:
    assert [each.text for each in sentences(text)] == expected


WRAPPED = """\
The foreign minister of Norway flew to Ankara on Tuesday and met Mr.
Fidan there. The talks, which had been put off in the spring, went on
until midnight. No text was signed, said a diplomat who was with the
Norwegian party.
"""


def test_a_text_that_a_program_wrapped_is_one_paragraph_again() -> None:
    found = list(sentences(WRAPPED))
    assert [(each.paragraph, each.text.split()[0], each.text.split()[-1]) for each in found] == [
        (0, "The", "there."),
        (0, "The", "midnight."),
        (0, "No", "party."),
    ]


BODY = "The ministers of Norway and Chile met in Oslo on 3 May and spoke of fish."
KINDS: list[tuple[str, list[tuple[Kind, str]]]] = [
    ("PARIS, 3 mars (AFP) - Le roi est là.", [("dateline", "PARIS, 3 mars (AFP)"), ("body", "Le roi est là.")]),
    ("WASHINGTON (Reuters) - He came.", [("dateline", "WASHINGTON (Reuters)"), ("body", "He came.")]),
    ("KYIV, Ukraine (AP) — He came.", [("dateline", "KYIV, Ukraine (AP)"), ("body", "He came.")]),
    ("BEIJING, March 3 (Xinhua) -- He came.", [("dateline", "BEIJING, March 3 (Xinhua)"), ("body", "He came.")]),
    ("Moscow, 12 March. TASS: He came.", [("dateline", "Moscow, 12 March. TASS"), ("body", "He came.")]),
    ("MOSCOW, March 12. /TASS/. He came.", [("dateline", "MOSCOW, March 12. /TASS/"), ("body", "He came.")]),
    ("Genève, le 3 mars 2024 – Il vient.", [("dateline", "Genève, le 3 mars 2024"), ("body", "Il vient.")]),
    ("MADRID, 3 Mar. (EUROPA PRESS) - Viene.", [("dateline", "MADRID, 3 Mar. (EUROPA PRESS)"), ("body", "Viene.")]),
    ("(Reuters) - He came.", [("dateline", "(Reuters)"), ("body", "He came.")]),
    ("JERUSALEM — He came.", [("dateline", "JERUSALEM"), ("body", "He came.")]),
    ("NATO — an alliance — met.", [("body", "NATO — an alliance — met.")]),
    ("Macron – qui part – est là.", [("body", "Macron – qui part – est là.")]),
    ("Israel (and Egypt) - both - agreed.", [("body", "Israel (and Egypt) - both - agreed.")]),
    (f"Norway and Chile talk\n{BODY}", [("headline", "Norway and Chile talk"), ("body", BODY)]),
    (f"Will Norway talk?\n{BODY}", [("headline", "Will Norway talk?"), ("body", BODY)]),
    (f"{BODY}\n## What next\n{BODY}", [("body", BODY), ("headline", "What next"), ("body", BODY)]),
    (f"{BODY}\nWhat next\n=======\n{BODY}", [("body", BODY), ("headline", "What next"), ("body", BODY)]),
    (f"{BODY}\n- fish\n• ships", [("body", BODY), ("bullet", "fish"), ("bullet", "ships")]),
    ("— Nous irons, dit le roi.", [("body", "Nous irons, dit le roi.")]),
    (f"Photo: the two ministers.\n{BODY}", [("caption", "Photo: the two ministers."), ("body", BODY)]),
    (f"{BODY} (Photo by A. Nyman)", [("body", BODY), ("caption", "(Photo by A. Nyman)")]),
    (f"Crédit photo : le palais\n{BODY}", [("caption", "Crédit photo : le palais"), ("body", BODY)]),
    (f"© AFP\n{BODY}", [("caption", "© AFP"), ("body", BODY)]),
    (f"Lire aussi : Le roi part\n{BODY}", [("boilerplate", "Lire aussi : Le roi part"), ("body", BODY)]),
    (f"Share\n{BODY}", [("boilerplate", "Share"), ("body", BODY)]),
    (f"By Ann Lee\n{BODY}", [("boilerplate", "By Ann Lee"), ("body", BODY)]),
    (f"{BODY}\nSuivez-nous sur nos réseaux !", [("body", BODY), ("boilerplate", "Suivez-nous sur nos réseaux !")]),
    (f"{BODY} Subscribe to our paper.", [("body", BODY), ("boilerplate", "Subscribe to our paper.")]),
    (f"{BODY}\nAnn Lee is a senior fellow.", [("body", BODY), ("boilerplate", "Ann Lee is a senior fellow.")]),
    ("Publié le 3 mai, le texte plaît.", [("body", "Publié le 3 mai, le texte plaît.")]),
    (f"Publié le 3 mai\n{BODY}", [("boilerplate", "Publié le 3 mai"), ("body", BODY)]),
    ("Norway and Chile talk", [("body", "Norway and Chile talk")]),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_a_piece_has_its_kind(text: str, expected: list[tuple[Kind, str]]) -> None:
    assert [(each.kind, each.text) for each in sentences(text)] == expected


def test_a_language_has_its_own_abbreviations() -> None:
    text = "They met MM. Then they left."
    assert [len(list(sentences(text, language))) for language in ("fr", "en", "", "xx")] == [1, 2, 1, 1]


SIGNS = some.text(some.sampled_from("aBé1 .!?…«»“”\"'’()[]-–•#*\n\xa0,:;&/©"), max_size=60)
WORDS = some.lists(
    some.sampled_from(
        'M. U.S. etc. p.m. The the Paris PARIS (AFP) - — « » “ ” " 3.5 3 mars 2024 TASS: /TASS/. \n \n\n # • ... […] '
        "Photo: © By Share &quot; &nbsp; ! ? ; Lire aussi :".split(" ")
    ),
    max_size=40,
).map(" ".join)


@given(some.one_of(some.text(max_size=200), SIGNS, WORDS))
@settings(deadline=None, max_examples=400)
def test_sentences_are_in_order_and_lose_no_word(text: str) -> None:
    place = 0
    for each in sentences(text):
        assert place <= each.start < each.end
        assert text[each.start : each.end] == each.text
        assert not any(sign.isalpha() for sign in text[place : each.start].replace("nbsp", ""))
        place = each.end
    assert not any(sign.isalpha() for sign in text[place:].replace("nbsp", ""))


@pytest.mark.parametrize(
    "piece",
    ["a", ".", "! ", '."', "M. ", " ", "« ", "A.", "[", ".[1]", "(AFP) - ", "&nbsp;", "a\n", "- a\n", ". (", "…)"],
)
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begun = time.process_time()
        for _ in sentences(text):
            pass
        return time.process_time() - begun

    seconds(1000)
    assert seconds(400_000) < 60 * max(seconds(20_000), 0.002)
