"""Where the program begins: Ctrl-C ends it with one line, also while it is still being read into memory."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from types import FrameType


def run() -> None:
    """The command line, as ``diplograph`` starts it."""
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:
        signal.signal(signal.SIGINT, _abort)
        # Registered first, so done last: what is left then is to take modules down, and the answer stands.
        atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)
    from diplograph.queries.cli import main

    if heard:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    main(prog_name="diplograph")


def _abort(number: int, frame: FrameType | None) -> None:
    """End at once: an exception in the middle of an import would be taken for a fault of the module."""
    sys.stderr.write("Aborted!\n")
    sys.stderr.flush()
    os._exit(1)
