"""Every error that diplograph raises on purpose.

DiplographError
├── SchemaError            a record breaks a rule of the schema
│   ├── DateError          a date is not EDTF, or impossible
│   └── UnknownTypeError   no such event type, act, status, ...
├── ActorError
│   ├── UnknownActorError  no actor has this name
│   └── AmbiguousActorError  several have it; ``candidates`` lists them
├── ReadError              a file cannot be read: missing, no rights, binary, encoding
├── ExtractorError         a reader of articles cannot work: no endpoint, no answer, no cache
├── QueryError             a template or a Cypher text is wrong, or not allowed
└── StoreError             a store cannot do what was asked
    ├── StoreLockedError       another process writes to it
    ├── StoreUnreachableError  no server answers there
    ├── StoreMemoryError       a transaction needs more memory than the server allows one
    ├── StoreCredentialsError  the server refuses the name or the password
    ├── ForeignStoreError      the database holds somebody else's data
    └── SchemaNumberError      written by a newer or an older diplograph

A message is one line: ``where: what is wrong; what would be right``.
"""

from __future__ import annotations

from collections.abc import Sequence


class DiplographError(Exception):
    """The root: catch this one to catch them all."""


class SchemaError(DiplographError):
    """A record breaks a rule of the schema."""


class DateError(SchemaError):
    """A date is not EDTF as we read it, or names no day that exists."""


class UnknownTypeError(SchemaError):
    """A word outside one of the closed lists of the schema."""


class ActorError(DiplographError):
    """A name does not lead to one actor."""


class UnknownActorError(ActorError):
    """No actor has this name; ``candidates`` are the nearest names, best first."""

    def __init__(self, message: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class AmbiguousActorError(ActorError):
    """Several actors have this name; ``candidates`` are their ids, sorted."""

    def __init__(self, message: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class ReadError(DiplographError):
    """A file or folder cannot be read."""


class ExtractorError(DiplographError):
    """A reader of articles cannot work: its endpoint refuses or gives no answer, or its cache cannot be used."""


class QueryError(DiplographError):
    """A template or a Cypher text is wrong, or does what reading may not do."""


class StoreError(DiplographError):
    """A store cannot do what was asked."""


class StoreLockedError(StoreError):
    """Another process is writing to the store."""


class StoreUnreachableError(StoreError):
    """No server answers at this address."""


class StoreMemoryError(StoreError):
    """A transaction needs more memory than the server allows one."""


class StoreCredentialsError(StoreError):
    """The server refuses the user name or the password."""


class ForeignStoreError(StoreError):
    """The database holds data that diplograph did not write."""


class SchemaNumberError(StoreError):
    """The store was written by a diplograph with another schema number."""
