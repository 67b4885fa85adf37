"""What is quoted is told from what the article says itself."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from diplograph.loaders.articles.quotes import is_speech, quotations

QUOTED: list[tuple[str, list[str]]] = [
    ("Il dit : « Nous irons demain. » Puis il part.", ["« Nous irons demain. »"]),
    ("He said: “We go.” Then “we stay,” he said.", ["“We go.”", "“we stay,”"]),
    ('He said: "We go." Then "we stay," he said.', ['"We go."', '"we stay,"']),
    ('Il dit " oui ", puis " non ".', ['" oui "', '" non "']),
    ("He said: ‘We won’t go.’ The ministers’ talks failed.", ["‘We won’t go.’"]),
    ("It’s the ministers’ plan, and that’s all.", []),
    ('A table of 5\'10" or 12" is not quoted.', []),
    ("Er sagt: „Wir gehen nicht.“ Danach ging er.", ["„Wir gehen nicht.“"]),
    ("Er sagt: »Wir gehen nicht.« Danach ging er.", ["»Wir gehen nicht.«"]),
    ("&laquo; Oui. &raquo; Puis &quot;non&quot; encore.", ["&laquo; Oui. &raquo;", "&quot;non&quot;"]),
    ('It is "unkind” to them, and “unwise" too.', ['"unkind”', '“unwise"']),
    # One in another is part of it.
    ("Il dit : « Le mot “paix” est là, et “fin” aussi. » Il part.", ["« Le mot “paix” est là, et “fin” aussi. »"]),
    ("“He called it ‘peace’ then.” He left.", ["“He called it ‘peace’ then.”"]),
    ('He said: "The word "peace" is theirs." He left.', ['"The word "peace" is theirs."']),
    # Not closed: to the end of the paragraph, or to the mark that closes for two.
    ("“We go, and we shall say so.\nThe minister left.", ["“We go, and we shall say so."]),
    ("« Il a dit « non » et il part. Elle reste.", ["« Il a dit « non »"]),
    ("« Il a dit « non » et elle a dit “oui” hier.", ["« Il a dit « non »", "“oui”"]),
    ("‘Tis a word, and no quotation.", []),
    ("Un mot » de trop.", []),
    # Across sentences, and lines that a program wrapped.
    ("« Nous irons. Ils viendront. » Il part.", ["« Nous irons. Ils viendront. »"]),
    ("“We shall go to the\nmeeting.” He left.", ["“We shall go to the\nmeeting.”"]),
]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_quotations_are_found_with_their_marks(text: str, expected: list[str]) -> None:
    assert [text[slice(*each)] for each in quotations(text)] == expected


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("Moscou parle d’une « opération spéciale » depuis lors.", False),
        ("The so-called “peace corridor” is closed.", False),
        ('The "special operation" goes on.', False),
        ("« Nous irons tous demain » a été dit.", True),
        ("« Non », a-t-il répondu.", True),
        ("“No,” he said.", True),
        ("“Never” she said.", True),
        ("Sa réponse : « Jamais ».", True),
        ("« Jamais ! » Il est parti.", True),
        ("&quot;Non&quot; est un mot.", False),
    ],
)
def test_speech_is_told_from_scare_quotes(text: str, speech: bool) -> None:
    (span,) = quotations(text)
    assert is_speech(text, *span) is speech


MARKS = some.text(some.sampled_from("aé1 .,«»‹›“”„‟\"'‘’&;\n:-"), max_size=60)


@given(some.one_of(some.text(max_size=200), MARKS))
@settings(deadline=None, max_examples=500)
def test_quotations_are_in_order_and_disjoint(text: str) -> None:
    place = 0
    for start, end in quotations(text):
        assert place <= start < end <= len(text)
        assert text[start] in '«»‹›“”„‟"‘&'
        is_speech(text, start, end)
        place = end


@given(
    some.lists(some.text(some.sampled_from("abé ,."), min_size=1).filter(str.strip), min_size=1, max_size=5),
    some.data(),
)
@settings(deadline=None, max_examples=200)
def test_well_formed_quotations_are_all_found(parts: list[str], data: some.DataObject) -> None:
    pairs = [data.draw(some.sampled_from(["«»", "“”", "„“", "‘’", '""'])) for _ in parts]
    pieces = [f"{pair[0]}x{part}x{pair[1]}" for pair, part in zip(pairs, parts, strict=True)]
    text = "Then he said: " + " and also ".join(pieces) + " to them."
    assert [text[slice(*each)] for each in quotations(text)] == pieces


@pytest.mark.parametrize("piece", ["«", "»", '"', ' "a', "‘a ", "s’ ", "“‘", "«“", "« a » ", "&quot;", "a", "“\n"])
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begun = time.process_time()
        for span in quotations(text):
            is_speech(text, *span)
        return time.process_time() - begun

    seconds(1000)
    assert seconds(400_000) < 60 * max(seconds(20_000), 0.002)
