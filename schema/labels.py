"""What the words of the model, and the codes of others, are called in English and in French."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml
from msgspec import Struct

from diplograph.schema.errors import SchemaError
from diplograph.schema.event_types import event_types


class Label(Struct, frozen=True):
    """One word in both languages."""

    en: str
    fr: str


@cache
def labels(scheme: str) -> Mapping[str, Label]:
    """The labels of a code list, ``act`` or ``role`` or ``cameo``, by word, in the order of the file."""
    return _all()[scheme]


def schemes() -> tuple[str, ...]:
    """The names of the code lists: those of ``labels.yaml``, and ``type`` for the event types."""
    return ("type", *(scheme for scheme in _all() if scheme != "type"))


@cache
def _all() -> Mapping[str, Mapping[str, Label]]:
    text = Path(__file__).with_name("labels.yaml").read_text(encoding="utf-8")
    found = {
        scheme: {word: Label(*both) for word, both in rows.items()} for scheme, rows in yaml.safe_load(text).items()
    }
    kinds = event_types().values()
    found["type"] = {kind.name: Label(kind.label_en, kind.label_fr) for kind in kinds}
    wanted = {
        "role": {role.name for kind in kinds for role in kind.roles},
        "plover": {kind.plover for kind in kinds if kind.plover},
        "plover-mode": {kind.plover_mode for kind in kinds if kind.plover_mode},
        "cameo": {code for kind in kinds for code in kind.cameo},
    }
    for scheme, words in wanted.items():
        absent = sorted(words - found[scheme].keys())
        if absent:
            raise SchemaError(f"labels.yaml: {scheme} has no {', '.join(absent)}; add an English and a French label")
    return MappingProxyType(found)
