"""diplograph: who met whom, when, who says so, and in which sentence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diplograph.queries.api import Graph
    from diplograph.queries.api import open_graph as open
    from diplograph.schema.errors import DiplographError

    __version__: str

_PLACES = {
    "DiplographError": ("diplograph.schema.errors", "DiplographError"),
    "Graph": ("diplograph.queries.api", "Graph"),
    "open": ("diplograph.queries.api", "open_graph"),
}

__all__ = ["DiplographError", "Graph", "__version__", "open"]


def __getattr__(name: str) -> object:
    """Import what is asked for: all of it takes a second, in which the command line must already hear Ctrl-C."""
    if name in _PLACES:
        module, attribute = _PLACES[name]
        found: object = getattr(import_module(module), attribute)
    elif name == "__version__":
        found = _version()
    else:
        raise AttributeError(f"module 'diplograph' has no attribute '{name}'")
    globals()[name] = found
    return found


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("diplograph")
    except PackageNotFoundError:  # a checkout that is not installed
        return "0"
