"""From files to documents: articles are read, facts are checked, what cannot be read is set aside."""

from diplograph.loaders.documents import article_in
from diplograph.loaders.files import ReadOptions
from diplograph.loaders.people import read_people
from diplograph.loaders.reading import explain, extract, read, read_prepared
from diplograph.loaders.rejects import Rejects

__all__ = ["ReadOptions", "Rejects", "article_in", "explain", "extract", "read", "read_people", "read_prepared"]
