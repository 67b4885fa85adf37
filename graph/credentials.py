"""The name and password of a Neo4j server: from the environment, or from a file that nobody else may read."""

from __future__ import annotations

import os
import re
import stat
import sys

from diplograph.schema.errors import StoreCredentialsError, StoreError

USERNAME, PASSWORD, PASSWORD_FILE = "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_PASSWORD_FILE"
_WITH_NAME = re.compile(r"[^:/?#]+://[^/?#]*@")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_LONGEST = 10_000


def check_address(address: str) -> None:
    """A StoreError where *address* holds a name or password: addresses stand in process lists, errors and logs."""
    if _WITH_NAME.match(address):
        raise StoreError(
            f"the address of the store holds a name or password; leave them out and set {USERNAME} and "
            f"{PASSWORD} or {PASSWORD_FILE}"
        )


def credentials(password: str = "") -> tuple[str, str] | None:
    """Name and password; *password* goes before those of the environment. None where nothing is set."""
    user = os.environ.get(USERNAME, "")
    known = password or os.environ.get(PASSWORD, "") or _in_file(os.environ.get(PASSWORD_FILE, ""))
    return (user or "neo4j", known) if known or user else None


def _in_file(path: str) -> str:
    """The password in the file at *path*; a StoreCredentialsError where others may read or change it too."""
    if not path:
        return ""
    try:
        # The rights are asked of the file that is read, not of what has its name a moment before.
        with open(path, "rb") as content:  # noqa: PTH123 - the path may be a descriptor of a shell: /dev/fd/3
            found = os.fstat(content.fileno())
            if sys.platform != "win32" and stat.S_ISREG(found.st_mode) and found.st_mode & _OTHERS:
                raise StoreCredentialsError(f"{path}: others may read it; say chmod 600 {path}")
            told = content.read(_LONGEST)
    except OSError as problem:
        why = (problem.strerror or "cannot be read").lower()
        raise StoreCredentialsError(f"{path}: {why}; give a file with the password as {PASSWORD_FILE}") from None
    try:
        password = told.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        password = ""
    if not password or "\n" in password:
        raise StoreCredentialsError(f"{path}: is no password; write it in one line, in UTF-8")
    return password
