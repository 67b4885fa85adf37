"""Articles become fact records: deterministic, offline, without a model."""

from diplograph.loaders.articles.article import Article
from diplograph.loaders.articles.reader import EXTRACTOR, read_article

__all__ = ["EXTRACTOR", "Article", "read_article"]
