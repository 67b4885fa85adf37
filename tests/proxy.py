"""A line to a server that tests can cut, slow down and take away; on loopback alone."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""Bolt's message COMMIT, as it goes over the line: its length, a structure without fields, the end of it."""
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Proxy:
    """Carries bytes between clients and the server at *target*, which may come back at another port."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.delay = 0.0
        """Seconds that each piece of data waits."""
        self.cuts: list[int] = []
        """Numbers of bytes, ascending; once so many have been carried in both directions, all lines are cut."""
        self.commits_to_cut = 0
        """So many times the server gets a COMMIT, and its answer gets lost."""
        self.carried = 0
        self.cut = 0
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"bolt://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            # A thread that waits in accept() is woken by this alone.
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._cut_all()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._door.accept()
            except OSError:
                return
            host, _, port = self.target.removeprefix("bolt://").partition(":")
            try:
                server = socket.create_connection((host, int(port)), timeout=5)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            with self._guard:
                self._open |= {client, server}
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=self._carry, args=(one, other, one is client), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket, to_server: bool) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(1 << 14):
                time.sleep(self.delay)
                with self._guard:
                    self.carried += len(data)
                    lost = bool(self.cuts) and self.carried >= self.cuts[0]
                    if lost:
                        self.cuts = [each for each in self.cuts if each > self.carried]
                        # A part arrives: the cut is in the middle of a message.
                        data = data[: len(data) // 2]
                    commit = to_server and self.commits_to_cut > 0 and data.endswith(_COMMIT)
                    self.commits_to_cut -= commit
                other.sendall(data)
                if commit:
                    # Time for the server to keep what it was told to.
                    time.sleep(0.3)
                if lost or commit:
                    self.cut += 1
                    self._cut_all()
        with self._guard:
            self._open -= {one, other}
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _cut_all(self) -> None:
        with self._guard:
            for end in self._open:
                with contextlib.suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
                    end.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxy_to(target: str) -> Iterator[Proxy]:
    proxy = Proxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
