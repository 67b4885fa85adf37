"""Who reads articles: the options of ``load`` and ``extract`` that choose between the rules and a model."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from diplograph.loaders.extractors import RULES, Extractor
from diplograph.loaders.llm import Cache, Endpoint, ModelReader, user_folder
from diplograph.loaders.llm.endpoint import KEY_VARIABLE
from diplograph.loaders.reading import Reject
from diplograph.queries.context import tell
from diplograph.schema.processes import cores


class Chosen(Struct, frozen=True):
    """What the line says of the reader of articles."""

    extractor: str
    model: str
    base_url: str
    cache: Path | None
    timeout: float
    jobs: int

    def reader(self, reject: Reject) -> Extractor:
        """The extractor; what a model says and cannot be checked goes to *reject*."""
        if self.extractor == "rules":
            return RULES
        # The key is read here and from here only, so that no option, file or log can hold it.
        endpoint = Endpoint(self.base_url, self.model, os.environ.get(KEY_VARIABLE, ""), self.timeout)
        return ModelReader(endpoint, Cache(self.cache or user_folder()), reject)


def tell_cost(extractor: Extractor) -> None:
    """What a model has cost, on standard error; nothing for the rules."""
    if isinstance(extractor, ModelReader):
        tell(f"{extractor.name}/{extractor.version}: {extractor.spent}")


def choosing(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--extractor`` and what goes with it; *command* gets them as one ``chosen``."""

    @functools.wraps(command)
    def chosen(
        *args: Any,
        extractor: str,
        model: str,
        base_url: str,
        cache: Path | None,
        timeout: float,
        jobs: int | None,
        **rest: Any,
    ) -> Any:
        if extractor == "llm" and not (model and base_url):
            raise click.UsageError("--extractor llm needs --model and --base-url.")
        if extractor != "llm" and (model or base_url or cache):
            raise click.UsageError("--model, --base-url and --cache go with --extractor llm.")
        if extractor == "llm" and jobs:
            raise click.UsageError("--jobs goes with --extractor rules.")
        return command(*args, chosen=Chosen(extractor, model, base_url, cache, timeout, jobs or cores()), **rest)

    wrapped: Callable[..., Any] = chosen
    for option in (
        click.option(
            "--jobs",
            type=click.IntRange(min=1),
            metavar="NUMBER",
            help="How many processes read where there are many articles; all cores, unless told.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, min_open=True),
            default=120.0,
            show_default=True,
            metavar="SECONDS",
            help="How long to wait for an answer of a model.",
        ),
        click.option(
            "--cache",
            type=click.Path(file_okay=False, path_type=Path),
            help="Where answers of a model are kept; else in the user's cache folder.",
        ),
        click.option(
            "--base-url", default="", help="An OpenAI-compatible endpoint, such as http://localhost:11434/v1."
        ),
        click.option("--model", default="", help="The model, as the endpoint calls it."),
        click.option(
            "--extractor",
            type=click.Choice(["rules", "llm"]),
            default="rules",
            show_default=True,
            help=f"Who reads articles: our rules, or a language model (key in {KEY_VARIABLE}).",
        ),
    ):
        wrapped = option(wrapped)
    return wrapped
