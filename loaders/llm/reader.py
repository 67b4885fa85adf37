"""A model reads an article: piece by piece, cached, and only what can be checked is passed on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import msgspec
from msgspec import Struct

from diplograph.loaders.articles import Article
from diplograph.loaders.llm.cache import Cache, asked_digest
from diplograph.loaders.llm.checks import Surnames, checked, surnames_in
from diplograph.loaders.llm.endpoint import Endpoint
from diplograph.loaders.llm.prompt import PROMPT_VERSION, Answer, Told, request_body
from diplograph.loaders.llm.quotes import Piece, pieces, placed
from diplograph.loaders.llm.refused import Refused, one_line
from diplograph.schema.model import Rejected
from diplograph.schema.records import FactRecord
from diplograph.schema.text import normalise


class Spent(Struct):
    """What reading has cost so far, and how many claims were refused, by reason."""

    requests: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    untold: int = 0
    refused: Counter[str] = msgspec.field(default_factory=Counter)

    def __str__(self) -> str:
        told = f"{self.requests} requests, {self.cached} answers from the cache, "
        told += f"{self.tokens_in} tokens read, {self.tokens_out} written"
        if self.untold:
            told += f" (not told for {self.untold} requests)"
        if self.refused:
            reasons = ", ".join(f"{count} {kind}" for kind, count in sorted(self.refused.items()))
            told += f"; refused {self.refused.total()} claims or answers: {reasons}"
        return told


class ModelReader:
    """An extractor (loaders/extractors.py): the family is the model, the version that of prompt and checks."""

    version = PROMPT_VERSION

    def __init__(self, endpoint: Endpoint, cache: Cache, reject: Callable[[Rejected], None]) -> None:
        self.name = f"llm/{endpoint.model}"
        self.spent = Spent()
        self._endpoint = endpoint
        self._cache = cache
        self._reject = reject

    def read(self, article: Article) -> Iterator[FactRecord]:
        """The facts whose every word was found in *article*; all else is refused, with its reason."""
        read = [(piece, list(self._claims(piece, article))) for piece in pieces(article.text)]
        surnames = surnames_in([told for _, claims in read for told, _ in claims], article)
        for piece, claims in read:
            starts = placed([normalise(told.quote).strip() for told, _ in claims], piece.text)
            for (told, row), start in zip(claims, starts, strict=True):
                fact = self._checked(told, row, start, piece, article, surnames)
                if fact is not None:
                    yield fact

    def _checked(
        self, told: Told, row: str, start: int | Refused, piece: Piece, article: Article, surnames: Surnames
    ) -> FactRecord | None:
        try:
            if isinstance(start, Refused):
                raise start
            fact = checked(told, normalise(told.quote).strip(), piece.start + start, article, surnames)
        except Refused as problem:
            self._refuse(article, row, problem)
            return None
        # A claim of its own, also where another reader quotes the same words: when one takes its claims back,
        # those of the other stay.
        return msgspec.structs.replace(fact, record=self.name)

    def _claims(self, piece: Piece, article: Article) -> Iterator[tuple[Told, str]]:
        """The claims of the answer for *piece* that have the form asked for, each with its JSON."""
        try:
            answer = self._answer(request_body(self._endpoint.model, article, piece.text))
        except Refused as problem:
            self._refuse(article, "", problem)
            return
        for raw in answer.facts:
            row = bytes(raw).decode(errors="replace")
            try:
                yield msgspec.json.decode(raw, type=Told), row
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
                self._refuse(article, row, Refused("not in the form asked for", f"{problem}; see docs/extractors.md"))

    def _answer(self, body: bytes) -> Answer:
        """The answer to *body*, from the cache where it is there; only one that can be read is kept."""
        asked = asked_digest(self._endpoint.base_url, PROMPT_VERSION, body)
        kept = self._cache.find(asked)
        if kept is not None:
            try:
                answer = _decoded(kept)
            except Refused:
                pass
            else:
                self.spent.cached += 1
                return answer
        completion = self._endpoint.ask(body)
        self.spent.requests += 1
        if completion.usage is None:
            self.spent.untold += 1
        else:
            self.spent.tokens_in += completion.usage.prompt_tokens
            self.spent.tokens_out += completion.usage.completion_tokens
        choice = completion.choices[0]
        if choice.finish_reason == "length":
            raise Refused("answer cut", "the answer was cut before its end; let the model write more tokens")
        if choice.message.content is None:
            raise Refused("no answer", "the model will not answer; ask another one")
        answer = _decoded(choice.message.content)
        self._cache.keep(asked, choice.message.content)
        return answer

    def _refuse(self, article: Article, row: str, problem: Refused) -> None:
        self.spent.refused[problem.kind] += 1
        where = one_line(article.url or article.title)
        self._reject(Rejected(where, 0, row, f"{self.name}: {problem}"))


def _decoded(content: str) -> Answer:
    try:
        return msgspec.json.decode(content, type=Answer)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as problem:
        raise Refused("answer not in the form asked for", f"the answer is not as asked ({problem})") from None
