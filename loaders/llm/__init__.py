"""The optional second reader: a language model at an OpenAI-compatible endpoint, believed only where checked."""

from diplograph.loaders.llm.cache import Cache, user_folder
from diplograph.loaders.llm.endpoint import Endpoint
from diplograph.loaders.llm.reader import ModelReader

__all__ = ["Cache", "Endpoint", "ModelReader", "user_folder"]
