"""What is published beside the code is current and valid."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import licence_page
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_page_of_licences_names_all_that_is_needed() -> None:
    told = re.findall(r"^\| ([\w.-]+) \| ([\w.]+) \| (.+) \|$", licence_page.PAGE.read_text("utf-8"), re.MULTILINE)
    rows: dict[str, tuple[str, str]] = {
        canonicalize_name(name): (version, licence) for name, version, licence in told[1:]
    }
    assert set(licence_page.needed()) == set(rows)
    pins = licence_page.pinned()
    for name, package in licence_page.needed().items():
        version, licence = rows[name]
        assert version == pins[name]
        if package.version == version:
            assert licence == licence_page.licence_of(package), "run python tests/licence_page.py"


def test_what_is_needed_is_pinned_within_what_the_project_allows() -> None:
    lines = [*PROJECT["dependencies"], *(ROOT / "requirements-dev.txt").read_text("utf-8").splitlines()]
    pins = licence_page.pinned()
    for line in (line for line in lines if not line.startswith("#")):
        requirement = Requirement(line)
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), line


def test_the_pins_name_no_host_and_no_path() -> None:
    lines = licence_page.CONSTRAINTS.read_text("utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"#.*|[\w.-]+==[\w.]+", line)] == []
    assert "://" not in "".join(lines)


FIELDS = {
    "cff-version": str,
    "message": str,
    "type": str,
    "title": str,
    "abstract": str,
    "version": str,
    "license": str,
    "authors": list,
    "keywords": list,
}
"""The keys of Citation File Format 1.2.0 that ours uses, of which four must be there."""


def test_the_citation_is_valid_and_current() -> None:
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {name: type(value) for name, value in told.items()} == FIELDS
    assert (told["cff-version"], told["type"]) == ("1.2.0", "software")
    assert (told["title"], told["version"], told["license"]) == (
        PROJECT["name"],
        PROJECT["version"],
        PROJECT["license"],
    )
    assert [each["name"] for each in told["authors"]] == [each["name"] for each in PROJECT["authors"]]
    assert told["keywords"] == PROJECT["keywords"]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_the_pages_at_the_root_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        assert target.startswith("http") or (ROOT / target).exists(), target
    for name in re.findall(r"`(?:tests/)?(test_\w+\.py|bad_files\.py)`", text):
        assert (ROOT / "tests" / name).exists(), name
