"""From files to documents: articles are read, facts are checked, what cannot be read is set aside."""

from diplograph.loaders.files import ReadOptions
from diplograph.loaders.reading import extract, read
from diplograph.loaders.rejects import write_rejected

__all__ = ["ReadOptions", "extract", "read", "write_rejected"]
