"""The command line, killed with SIGKILL at a moment of our choice; run as a program it is the one that dies.

    python tests/killing.py '{"number": 7, "delay": 0.0, "report": "", "set": {}}' --store graph.lbug load FILE

runs the rest as ``diplograph`` does, counts the statements that it gives to a store, and is killed so many seconds
into one of them.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

_WAITING_SECONDS = 300
TOUCHED = b"."


class Statement(Struct, frozen=True):
    """A statement of an undisturbed run: how it begins, and from when to when it ran, in seconds."""

    text: str
    begun: float
    ended: float


class Moment(Struct, frozen=True):
    """So many seconds after the beginning of the statement of this number, counted from 1."""

    number: int
    delay: float = 0.0


class _Orders(Struct, frozen=True):
    """What the program that dies is told."""

    number: int = -1
    delay: float = 0.0
    report: str = ""
    set: dict[str, int] = {}


def run_to_the_end(words: Sequence[str], report: Path, settings: Mapping[str, int] | None = None) -> list[Statement]:
    """Run a command undisturbed; the statements that it gave to its store, in order."""
    done = _started(_Orders(report=str(report), set=dict(settings or {})), words)
    _, told = done.communicate(timeout=_WAITING_SECONDS)
    assert done.returncode == 0, told.decode()
    return msgspec.json.decode(report.read_bytes(), type=list[Statement])


def run_killed(words: Sequence[str], moment: Moment, settings: Mapping[str, int] | None = None) -> bool:
    """Run a command and kill it at *moment*; whether it was still alive then."""
    orders = _Orders(moment.number, moment.delay, set=dict(settings or {}))
    running = _started(orders, words)
    assert running.stdout is not None
    if moment.delay and running.stdout.read(1) == TOUCHED:
        time.sleep(moment.delay)
        running.send_signal(signal.SIGKILL)
    _, told = running.communicate(timeout=_WAITING_SECONDS)
    assert running.returncode in (0, -signal.SIGKILL), told.decode()
    return running.returncode != 0


def moments(statements: Sequence[Statement], count: int, chance: random.Random) -> list[Moment]:
    """Moments spread over the whole of an undisturbed run: one at random in each of *count* equal parts of its time."""
    first, last = statements[0].begun, statements[-1].ended
    begun = [statement.begun for statement in statements]
    found = []
    for part in range(count):
        at = first + (last - first) * (part + chance.random()) / count
        number = bisect_right(begun, at)
        found.append(Moment(number, at - begun[number - 1]))
    return found


def moments_in(
    statements: Sequence[Statement], chosen: Callable[[str], bool], count: int, chance: random.Random
) -> list[Moment]:
    """Moments in the middle of statements of one kind, in order."""
    of_kind = [(number, each) for number, each in enumerate(statements, start=1) if chosen(each.text)]
    picked = chance.sample(of_kind, min(count, len(of_kind)))
    return sorted(
        (Moment(number, (each.ended - each.begun) * chance.random()) for number, each in picked),
        key=lambda moment: moment.number,
    )


def environment() -> dict[str, str]:
    """The environment of a program that finds what this one finds."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def _started(orders: _Orders, words: Sequence[str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(Path(__file__).resolve()), msgspec.json.encode(orders).decode(), *words]
    return subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _die(orders: _Orders, words: list[str]) -> None:
    import ladybug
    import neo4j

    from diplograph.graph import bulk_events, embedded
    from diplograph.queries.cli import main

    for name, value in orders.set.items():
        (owner,) = (each for each in (embedded, embedded.EmbeddedStore, bulk_events) if hasattr(each, name))
        setattr(owner, name, value)
    ran: list[Statement] = []
    begun = 0

    def watched(run: Callable[..., Any], named: str = "") -> Callable[..., Any]:
        def watching(one: Any, *values: Any, **more: Any) -> Any:
            nonlocal begun
            begun += 1
            if begun == orders.number:
                if not orders.delay:
                    os.kill(os.getpid(), signal.SIGKILL)
                os.write(sys.stdout.fileno(), TOUCHED)
            at = time.monotonic()
            try:
                return run(one, *values, **more)
            finally:
                ran.append(Statement(named or " ".join(str(values[0]).split())[:200], at, time.monotonic()))

        return watching

    ladybug.Connection.execute = watched(ladybug.Connection.execute)  # type: ignore[method-assign]
    ladybug.Database.close = watched(ladybug.Database.close, "CLOSE")  # type: ignore[method-assign]
    neo4j.ManagedTransaction.run = watched(neo4j.ManagedTransaction.run)  # type: ignore[method-assign]
    try:
        main(words, prog_name="diplograph", standalone_mode=False)
    finally:
        if orders.report:
            Path(orders.report).write_bytes(msgspec.json.encode(ran))


if __name__ == "__main__":
    _die(msgspec.json.decode(sys.argv[1].encode(), type=_Orders), sys.argv[2:])
