"""An OpenAI-compatible endpoint: one request, asked again while it is busy, and no word of the key."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec
import urllib3
from msgspec import Struct
from urllib3.exceptions import HTTPError, MaxRetryError, TimeoutError

from diplograph.schema.errors import ExtractorError

ATTEMPTS = 5
LONGEST_PAUSE = 60
"""Seconds between two requests, whatever ``Retry-After`` says."""
KEY_VARIABLE = "DIPLOGRAPH_LLM_KEY"
_BUSY = (408, 429, 500, 502, 503, 504, 529)
_CONTROL = re.compile(r"[^\x20-\x7e\u00a0-\u2027\u202f-\u2065\u206a-\ud7ff]+")
_PIECE_OF_KEY = 6
_REAL_KEY = 16
"""Letters of a key that is a secret; local servers are given "x" or "none"."""


class Message(Struct, frozen=True):
    """What the model says; no content where it will not answer."""

    content: str | None = None


class Choice(Struct, frozen=True):
    """The message, and whether it was cut ("length")."""

    message: Message
    finish_reason: str | None = None


class Usage(Struct, frozen=True):
    """Tokens read and written."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


class Completion(Struct, frozen=True):
    """The part of a chat completion that we need; endpoints add more."""

    choices: list[Choice]
    usage: Usage | None = None


class Endpoint:
    """Where a model answers. The key goes into one header and nowhere else."""

    def __init__(self, base_url: str, model: str, key: str = "", timeout: float = 120) -> None:
        self.base_url = _checked_address(base_url)
        self.model = _checked_model(model)
        self.timeout = timeout
        self._key = _checked_key(key)
        # A refused connection is told at once; what is busy, slow or cut is asked again.
        retry = urllib3.Retry(
            ATTEMPTS - 1,
            connect=1,
            redirect=False,
            other=0,
            status_forcelist=_BUSY,
            allowed_methods=None,
            backoff_factor=1,
            backoff_max=LONGEST_PAUSE,
            retry_after_max=LONGEST_PAUSE,
            raise_on_status=False,
        )
        self._pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=10, read=timeout), retries=retry)

    def ask(self, body: bytes) -> Completion:
        """The completion for *body*; an ExtractorError where there is none, after all attempts."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "diplograph"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        address = f"{self.base_url}/chat/completions"
        try:
            answer = self._pool.request("POST", address, body=body, headers=headers, redirect=False)
        except MaxRetryError as problem:
            raise ExtractorError(f"{self.base_url}: {self._unanswered(problem.reason)}") from None
        except HTTPError as problem:
            raise ExtractorError(f"{self.base_url}: {self._unanswered(problem)}") from None
        if answer.status != 200:
            raise ExtractorError(f"{self.base_url}: {self._refusal(answer.status, answer.data)}")
        try:
            completion = msgspec.json.decode(answer.data, type=Completion)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise ExtractorError(f"{self.base_url}: what answers is no chat completion; look at --base-url") from None
        if not completion.choices:
            raise ExtractorError(f"{self.base_url}: answers with no choice; look at --model")
        said = completion.choices[0].message.content or ""
        if len(self._key) >= _REAL_KEY and self._key in said:
            raise ExtractorError(f"{self.base_url}: repeats the key in its answer; do not trust it")
        return completion

    def _unanswered(self, problem: Exception | None) -> str:
        if isinstance(problem, TimeoutError) and not isinstance(problem, urllib3.exceptions.NewConnectionError):
            return f"no answer within {self.timeout:g} s; give --timeout more, or try again later"
        if isinstance(problem, urllib3.exceptions.SSLError):
            return "its certificate cannot be trusted; look at --base-url"
        if isinstance(problem, urllib3.exceptions.ProtocolError):
            return "breaks off its answers; try again later"
        return "no server answers; look at --base-url"

    def _refusal(self, status: int, data: bytes) -> str:
        if status in (401, 403):
            return f"refuses the key ({status}); set {KEY_VARIABLE} to a key of this endpoint"
        if 300 <= status < 400:
            return f"leads to another address ({status}); give that as --base-url if you trust it"
        if status in _BUSY:
            return f"answers {status}, asked {ATTEMPTS} times; try again later{self._said(data)}"
        if status == 404:
            return f"answers 404; look at --base-url and --model{self._said(data)}"
        return f"answers {status}; look whether the model takes a JSON schema{self._said(data)}"

    def _said(self, data: bytes) -> str:
        """The endpoint's own words on what is wrong; none where they could hold a part of the key."""
        try:
            said = msgspec.json.decode(data)["error"]["message"]
        except (msgspec.MsgspecError, UnicodeDecodeError, LookupError, TypeError):
            return ""
        if not isinstance(said, str) or not said:
            return ""
        pieces = range(max(1, len(self._key) - _PIECE_OF_KEY + 1))
        if self._key and any(self._key[start : start + _PIECE_OF_KEY] in said for start in pieces):
            return ""
        return f' ("{_CONTROL.sub(" ", said)[:200]}")'


def _checked_address(base_url: str) -> str:
    try:
        parts = urlsplit(base_url.strip())
        named = parts.hostname and parts.port != 0
    except ValueError:
        parts, named = urlsplit(""), None
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise ExtractorError(f"--base-url holds more than an address; give a key as {KEY_VARIABLE} only")
    if parts.scheme not in ("http", "https") or not named or re.search(r"[\s\x00-\x1f]", base_url.strip()):
        raise ExtractorError("--base-url is no http or https address; give http://localhost:11434/v1 or the like")
    return base_url.strip().rstrip("/")


def _checked_model(model: str) -> str:
    if not re.fullmatch(r"[\w.:/@+-]+", model):
        raise ExtractorError(f"--model {model!r} is no name of a model; give it as the endpoint lists it")
    return model


def _checked_key(key: str) -> str:
    """The key without blanks around it; one that cannot stand in a header is not shown in the complaint."""
    if not re.fullmatch(r"[\x21-\x7e]*", key.strip()):
        raise ExtractorError(f"{KEY_VARIABLE} holds what no key holds, a blank or an accent; set it again")
    return key.strip()
