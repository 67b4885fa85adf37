"""Articles become fact records: deterministic, offline, without a model."""

from diplograph.loaders.articles.article import Article
from diplograph.loaders.articles.reader import EXTRACTOR, read_article
from diplograph.loaders.articles.remarks import read_remark
from diplograph.loaders.articles.textmap import TextMap

__all__ = ["EXTRACTOR", "Article", "TextMap", "read_article", "read_remark"]
