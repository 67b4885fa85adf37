"""What the documents say is so: reference pages are current, cases hold, examples run."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
from claims import claim, refuse

from diplograph.loaders import ReadOptions, extract, read
from diplograph.loaders.datasets.mapping import PARTS
from diplograph.loaders.datasets.mapping_files import mapping_names, read_mapping
from diplograph.queries.reference import pages
from diplograph.queries.template import templates
from diplograph.schema.events import ALONE
from diplograph.schema.events.status import status_of
from diplograph.schema.meanings import ACTOR_KINDS, ACTS, CONFIDENCES, MODALITIES, MODES, STATUSES
from diplograph.schema.model import Status
from diplograph.schema.records import Act, ActorKind, Confidence, Modality, Mode

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
MADE = ["codebook.md", "commands.md", "event-types.md", "fact-record.schema.json", "templates.md"]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages(ROOT / "examples")


@pytest.mark.parametrize("name", MADE)
def test_a_page_made_from_the_program_is_current(name: str, made: dict[str, str]) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == made[name], "run make docs"


def test_no_page_made_from_the_program_is_forgotten(made: dict[str, str]) -> None:
    assert sorted(made) == sorted(MADE)


@pytest.mark.parametrize(
    ("words", "meanings"),
    [
        (Act, ACTS),
        (Modality, MODALITIES),
        (Status, STATUSES),
        (Confidence, CONFIDENCES),
        (Mode, MODES),
        (ActorKind, ACTOR_KINDS),
    ],
)
def test_every_word_of_the_model_has_its_meaning(words: Any, meanings: Mapping[str, str]) -> None:
    assert list(meanings) == [word for word in get_args(words) if word]


def status_cases() -> list[tuple[str, str, str, str]]:
    rows = []
    for line in (DOCS / "status.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[0].isupper():
            rows.append((cells[0], cells[1], cells[2], cells[3]))
    return rows


ONE_CLAIM = re.compile(r"(?P<act>\w+) (?P<modality>\w+)(?: by (?P<by>[\w-]+))?(?: on (?P<day>[\d-]+))?")


@pytest.mark.parametrize(("type_name", "told", "status", "basis"), status_cases())
def test_a_case_of_status_holds(type_name: str, told: str, status: str, basis: str) -> None:
    claims = []
    for number, words in enumerate(told.split(" + ")):
        found = ONE_CLAIM.fullmatch(words)
        assert found is not None, words
        act: Act = found["act"]  # type: ignore[assignment]
        modality: Modality = found["modality"]  # type: ignore[assignment]
        claims.append(
            claim(
                type_name,
                act=act,
                modality=modality,
                by=found["by"] or "",
                stated=found["day"] or "",
                source=str(number),
            )
        )
    verdict = status_of(claims, ALONE)
    assert (verdict.status, verdict.basis) == (status, basis)


def test_the_table_of_status_has_its_cases() -> None:
    assert len(status_cases()) > 30


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_fact_records_of_the_page_load_and_are_one_event(tmp_path: Path) -> None:
    (record,) = blocks("fact-record.md", "json")
    (tmp_path / "a.jsonl").write_text(json.dumps(json.loads(record)), encoding="utf-8")
    (table,) = blocks("fact-record.md", "csv")
    (tmp_path / "b.csv").write_text(table, encoding="utf-8")
    documents = list(read([tmp_path / "a.jsonl", tmp_path / "b.csv"], refuse))
    assert {claim.key for document in documents for claim in document.claims} == {
        "visits|visited=PRK|visitor=vladimir-putin"
    }


def test_the_mapping_file_of_the_page_gives_what_it_says(tmp_path: Path) -> None:
    (table,), (mapping,) = blocks("mappings.md", "csv"), blocks("mappings.md", "yaml")
    (tmp_path / "visits.csv").write_text(table, encoding="utf-8")
    (tmp_path / "visits.yaml").write_text(mapping, encoding="utf-8")
    options = ReadOptions(mapping=read_mapping(tmp_path / "visits.yaml"))
    shown = [
        f"| {event.type} | {event.modality} |{f' {event.date}'.rstrip()} | "
        f"{', '.join(f'{each.role} {each.actor}' for each in event.participants)} | {event.place} |"
        for event in (fact.event for fact in extract([tmp_path / "visits.csv"], refuse, options))
    ]
    page = (DOCS / "mappings.md").read_text(encoding="utf-8").splitlines()
    head = page.index("| type | modality | date | actors | place |")
    assert page[head + 2 : head + 6] == shown


def test_every_key_of_a_mapping_file_is_on_its_page() -> None:
    page = (DOCS / "mappings.md").read_text(encoding="utf-8").partition("\n## The keys\n")[2].partition("\n## ")[0]
    told = {word for code in re.findall(r"`([^`]+)`", page) for word in re.findall(r"\w+", code)}
    assert {field for part in PARTS for field in part.__struct_fields__} <= told


@pytest.mark.parametrize("name", mapping_names())
def test_every_column_of_a_shipped_mapping_file_is_on_its_page(name: str) -> None:
    page = (DOCS / "mappings.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## {name.upper()}\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| ")]
    told = {word.strip() for cell in cells for word in cell.split(",")}
    mapping = read_mapping(name)
    assert set(mapping.columns) <= told
    assert "**Not tried on real rows**" in " ".join(section.split())


def test_the_template_of_the_page_is_sound(tmp_path: Path) -> None:
    (text,) = blocks("cypher-subset.md", "cypher")
    (tmp_path / "expulsions.cypher").write_text(text, encoding="utf-8")
    assert templates([tmp_path])["expulsions"].names == ("expeller", "actors")


def readme_commands() -> list[str]:
    """The lines of the README that call diplograph, without their remarks."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line.strip().removeprefix("$ ") for line in text.splitlines() if line.startswith("    ")]
    return [line.split("  #")[0] for line in lines if line.startswith("diplograph ")]


def test_the_commands_of_the_readme_run(run_cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("examples", "articles"):
        (tmp_path / name).symlink_to(ROOT / "examples")
    (tmp_path / "article.txt").write_text("Joe Biden met Vladimir Putin in Geneva on 16 June 2021.\n", encoding="utf-8")
    commands = readme_commands()
    assert len(commands) > 8
    for command in commands:
        words = shlex.split(command.removeprefix("diplograph "))
        target = words[words.index(">") + 1] if ">" in words else ""
        code, text, told = run_cli(*(words[: words.index(">")] if target else words))
        assert code == 0, (command, told)
        if target:
            (tmp_path / target).write_text(text, encoding="utf-8")


def test_the_answer_in_the_readme_is_the_real_one(
    run_cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run_cli("load", str(ROOT / "examples"))
    _, text, _ = run_cli(*readme_commands()[1].split()[1:], "--format", "table")
    shown = "".join(f"    {line}\n" for line in text.splitlines())
    assert shown in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_links_of_the_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *DOCS.glob("*.md"), ROOT / "examples" / "README.md"]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            assert target.startswith("http") or (page.parent / target).exists(), (page.name, target)
