"""The endpoint of a model: busy, slow, broken or wrong, it costs one line; its key is never shown."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from asking import GOOD, KEY, Asking, cost
from endpoint import Reply, said, telling


def test_what_was_asked_once_is_not_asked_again(ask: Asking) -> None:
    first = ask()
    assert (first[0], len(ask.endpoint.asked)) == (0, 1)
    again = ask()
    assert (again[:2], again[2], len(ask.endpoint.asked)) == (first[:2], cost(0, 1), 1)
    assert ask("--published", "2021-06-17")[2] == cost(1, 0)


@pytest.mark.parametrize("damage", [b"", b'{"asked": "', b'{"asked": "x", "answer": "{}"}', b"\xff\x00"])
def test_a_damaged_entry_of_the_cache_is_read_again(ask: Asking, damage: bytes) -> None:
    ask()
    (entry,) = (ask.folder / "cache").iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(damage)
    assert ask()[2] == cost(1, 0)
    assert entry.read_bytes() == whole


def test_a_cache_that_is_a_file_is_one_error(ask: Asking) -> None:
    (ask.folder / "cache").mkdir()
    (ask.folder / "cache" / "x").write_text("x", encoding="utf-8")
    code, text, told = ask("--cache", str(ask.folder / "cache" / "x" / "y"))
    assert (code, text, len(told.splitlines())) == (1, "", 1)
    assert "cannot be used as a cache" in told


@pytest.mark.parametrize(
    ("status", "headers", "waited"), [(429, {}, [2.0]), (503, {}, [2.0]), (429, {"Retry-After": "7"}, [7, 7])]
)
def test_a_busy_endpoint_is_asked_again(
    ask: Asking, pauses: list[float], status: int, headers: dict[str, str], waited: list[float]
) -> None:
    busy = Reply("{}", status, headers)
    ask.endpoint.replies = [busy, busy, telling(GOOD)]
    code, text, told = ask()
    assert (code, told, len(text.splitlines()), pauses) == (0, cost(1, 0), 1, waited)
    assert len(ask.endpoint.asked) == 3


def test_an_answer_that_breaks_off_is_asked_again(ask: Asking, pauses: list[float]) -> None:
    half = telling(GOOD)
    half.cut = True
    ask.endpoint.replies = [half, telling(GOOD)]
    assert ask()[::2] == (0, cost(1, 0))


ERROR = '{"error": {"message": "no \\u001b[31mluck"}}'


@pytest.mark.parametrize(
    ("reply", "requests", "told"),
    [
        (Reply(ERROR, 500), 5, 'answers 500, asked 5 times; try again later ("no  [31mluck")'),
        (Reply("{}", 429, {"Retry-After": "100000"}), 5, "answers 429, asked 5 times; try again later"),
        (Reply("{}", wait=30), 5, "no answer within 0.2 s; give --timeout more, or try again later"),
        (Reply(ERROR.replace("luck", KEY), 500), 5, "answers 500, asked 5 times; try again later"),
        (Reply(ERROR.replace("luck", KEY[:10]), 400), 1, "answers 400; look whether the model takes a JSON schema"),
        (Reply(ERROR, 401), 1, "refuses the key (401); set DIPLOGRAPH_LLM_KEY to a key of this endpoint"),
        (Reply("", 404), 1, "answers 404; look at --base-url and --model"),
        (
            Reply("", 307, {"Location": "http://127.0.0.1:1/v1"}),
            1,
            "leads to another address (307); give that as --base-url if you trust it",
        ),
        (Reply("<html>"), 1, "what answers is no chat completion; look at --base-url"),
        (Reply('{"choices": []}'), 1, "answers with no choice; look at --model"),
        (said(KEY), 1, "repeats the key in its answer; do not trust it"),
    ],
)
def test_an_endpoint_that_gives_nothing_is_one_error(
    ask: Asking, pauses: list[float], reply: Reply, requests: int, told: str
) -> None:
    ask.endpoint.replies = [reply]
    timeout = "0.2" if reply.wait else "10"
    code, text, complaint = ask("--timeout", timeout, command="load")
    assert (code, text, complaint) == (1, "", f"Error: {ask.endpoint.base_url}: {told}\n")
    assert (len(ask.endpoint.asked), Path(ask.store).exists()) == (requests, False)
    assert all(pause <= 60 for pause in pauses)


def test_an_address_where_nobody_answers(ask: Asking) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        ask.endpoint.base_url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    assert ask() == (1, "", f"Error: {ask.endpoint.base_url}: no server answers; look at --base-url\n")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("--base-url", "ftp://localhost/v1", "--base-url is no http or https address"),
        ("--base-url", "file:///etc/passwd", "--base-url is no http or https address"),
        ("--base-url", "http://", "--base-url is no http or https address"),
        ("--base-url", "http://[::1", "--base-url is no http or https address"),
        ("--base-url", "http://localhost:99999/v1", "--base-url is no http or https address"),
        ("--base-url", f"http://me:{KEY}@localhost/v1", "--base-url holds more than an address"),
        ("--base-url", f"http://localhost/v1?key={KEY}", "--base-url holds more than an address"),
        ("--model", "two words", "--model 'two words' is no name of a model"),
    ],
)
def test_a_wrong_option_is_one_error(ask: Asking, name: str, value: str, told: str) -> None:
    code, text, complaint = ask(name, value)
    assert (code, text, len(complaint.splitlines()), ask.endpoint.asked) == (1, "", 1, [])
    assert complaint.startswith(f"Error: {told}")


@pytest.mark.parametrize("key", [f"{KEY}\nX-Other: 1", f"{KEY}é", f"{KEY} x"])
def test_a_key_that_is_none_is_not_shown(ask: Asking, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("DIPLOGRAPH_LLM_KEY", key)
    code, _, told = ask()
    assert (code, told) == (
        1,
        "Error: DIPLOGRAPH_LLM_KEY holds what no key holds, a blank or an accent; set it again\n",
    )


def test_a_local_model_needs_no_key(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIPLOGRAPH_LLM_KEY")
    assert (ask()[0], ask.endpoint.keys) == (0, [None])


def test_usage_that_is_not_told_is_not_taken_for_nothing(ask: Asking) -> None:
    ask.endpoint.replies = [said('{"facts": []}', usage=None)]
    assert ask()[2].endswith("0 tokens read, 0 written (not told for 1 requests)\n")
