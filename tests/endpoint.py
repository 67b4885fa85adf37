"""A server on loopback that plays the endpoint of a model: what it is to answer is told to it in advance."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """One answer over HTTP; ``wait`` seconds pass first, and ``cut`` breaks it off in the middle."""

    body: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0
    cut: bool = False


@dataclass
class Played:
    """The endpoint: its address, the replies to come (the last one for ever), what it was asked."""

    base_url: str
    replies: list[Reply] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)


@contextlib.contextmanager
def played() -> Iterator[Played]:
    """A running endpoint."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            endpoint.paths.append(self.path)
            endpoint.keys.append(self.headers["Authorization"])
            endpoint.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            reply = endpoint.replies.pop(0) if len(endpoint.replies) > 1 else endpoint.replies[0]
            if reply.wait:
                endpoint.closing.wait(reply.wait)
            data = reply.body.encode()
            with contextlib.suppress(OSError):
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(data)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data[: len(data) // 2] if reply.cut else data)
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the tests look at ``asked``."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    endpoint = Played(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def said(content: str | None, finish: str = "stop", usage: tuple[int, int] | None = (1000, 100)) -> Reply:
    """A chat completion in which the model says *content*."""
    completion: dict[str, Any] = {"choices": [{"message": {"content": content}, "finish_reason": finish}]}
    if usage:
        completion["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return Reply(json.dumps(completion))


def telling(*facts: dict[str, Any]) -> Reply:
    """An answer with these facts."""
    return said(json.dumps({"facts": list(facts)}, ensure_ascii=False))


def actor(role: str, text: str, kind: str = "person", office: str = "", state: str = "") -> dict[str, str]:
    return {"role": role, "text": text, "kind": kind, "office": office, "state": state}


def event(type_name: str, *people: dict[str, str], **more: str) -> dict[str, Any]:
    plain = {"modality": "actual", "date": "", "date_words": "", "place": "", "mode": ""}
    return {"type": type_name, "participants": list(people), **plain, **more}


def fact(quote: str, told: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"quote": quote, "act": "reports", "claimant": "", "about": None, **more, "event": told}
