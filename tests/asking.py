"""``extract`` and ``load`` with a model, as the tests of models ask for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from endpoint import Played, actor, event, fact

Run = Callable[..., tuple[int, str, str]]
KEY = "sk-a-very-secret-key-0123456789"
MET = "Joe Biden met Vladimir Putin in Geneva on 16 June 2021."
TWICE = "Biden said nothing."
ACCUSED = "The United States accuses North Korea of supplying arms to Russia."
TEXT = f"{MET} {TWICE} {ACCUSED} {TWICE} According to KCNA, Kim Jong Un welcomed Sergei Shoigu. Kim thanked Shoigu."
TALKS = event(
    "MEETS",
    actor("participant", "Joe Biden"),
    actor("participant", "Vladimir Putin"),
    date="2021-06-16",
    date_words="16 June 2021",
    place="Geneva",
    mode="in-person",
)
GOOD = fact(MET, TALKS)


class Asking:
    """``extract`` and ``load`` of one article with the model; the key is looked for in all that they say."""

    def __init__(self, run_cli: Run, folder: Path, endpoint: Played) -> None:
        self.run_cli, self.folder, self.endpoint = run_cli, folder, endpoint
        self.store = str(folder / "graph.lbug")
        self.article = folder / "article.txt"
        self.article.write_text(TEXT, encoding="utf-8")

    def __call__(self, *words: str, command: str = "extract", files: tuple[str, ...] = ()) -> tuple[int, str, str]:
        code, text, told = self.run_cli(
            *("--store", self.store, command, *(files or (str(self.article),)), "--url", "https://example.org/1"),
            *("--extractor", "llm", "--model", "tiny", "--base-url", self.endpoint.base_url),
            *("--cache", str(self.folder / "cache"), *words),
        )
        everything = [text, told, *(each.read_text("utf-8") for each in self.folder.rglob("*.json*"))]
        assert not any(KEY[:8] in each or KEY[-8:] in each for each in everything)
        return code, text, told


def cost(requests: int, cached: int, more: str = "") -> str:
    return (
        f"llm/tiny/1: {requests} requests, {cached} answers from the cache, "
        f"{1000 * requests} tokens read, {100 * requests} written{more}\n"
    )
