"""The page on the licences of what diplograph needs, from the metadata of what is installed.

``python tests/licence_page.py`` writes it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"
CONSTRAINTS = ROOT / "constraints.txt"
HEAD = """\
# Licences of what diplograph needs

What `pip install diplograph` brings with it, in the versions that the tests ran with (`constraints.txt`), with the
licence as each package tells it. Made by `python tests/licence_page.py` from the packages' own metadata. What else the
tests need (`requirements-dev.txt`, and by Maven a Neo4j server, Apache Jena and Gephi's importer) is not shipped.

| package | version | licence |
| --- | --- | --- |
"""
_CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(.*)")


def pinned() -> dict[str, str]:
    """The versions in the file of constraints, by name."""
    lines = (line for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}


def needed() -> dict[str, Distribution]:
    """All packages that diplograph needs, and those that these need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, Distribution] = {}
    waiting = [(Requirement(text), "") for text in project["dependencies"]]
    while waiting:
        requirement, extra = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": extra})):
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        extras = requirement.extras or {""}
        waiting += [(Requirement(text), each) for text in found[name].requires or () for each in extras]
    return {name: found[name] for name in sorted(found)}


def licence_of(package: Distribution) -> str:
    """The licence in the metadata: as an SPDX expression, else by its classifiers, else the first line of its text."""
    told = package.metadata
    if "License-Expression" in told:
        return told["License-Expression"]
    classified = [found[1] for each in told.get_all("Classifier") or () if (found := _CLASSIFIER.fullmatch(each))]
    if classified:
        return "; ".join(classified)
    return told["License"].strip().splitlines()[0] if "License" in told else "not told"


def rows() -> Iterator[str]:
    for name, package in needed().items():
        yield f"| {package.metadata['Name']} | {pinned().get(name, 'not pinned')} | {licence_of(package)} |"


def page() -> str:
    return HEAD + "\n".join(rows()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
