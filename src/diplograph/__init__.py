"""diplograph: who met whom, when, who says so, and in which sentence."""

from importlib.metadata import PackageNotFoundError, version

from diplograph.queries.api import Graph
from diplograph.queries.api import open_graph as open
from diplograph.schema.errors import DiplographError

try:
    __version__ = version("diplograph")
except PackageNotFoundError:  # a checkout that is not installed
    __version__ = "0"

__all__ = ["DiplographError", "Graph", "__version__", "open"]
