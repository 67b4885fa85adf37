"""People of a user's own CSV file stand beside those of the tables."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from diplograph.loaders import read_people
from diplograph.schema.actors import actors, extend, extended, find, holders, names, office_holders, resolve, state_of
from diplograph.schema.errors import ReadError, UnknownActorError
from diplograph.schema.model import Actor, ActorName, Tie

Run = Callable[..., tuple[int, str, str]]
HEAD = "name,wikidata,represents,office,since,until,other names\n"
PEOPLE = (
    HEAD
    + """\
Jenish Kulubekov,Q999999901,KGZ,foreign minister,2021-03-01,2023,Djenish Kouloubekov|Kouloubekov
Jenish Kulubekov,Q999999901,united-nations,envoy,2024~,,
Vladimir Poutine,,kremlin,chess master,2001,2002,V. V. Poutine
"""
)
ARTICLE = "Sergei Lavrov met Djenish Kouloubekov in Bishkek on 1 March 2022."


@pytest.fixture(autouse=True)
def _nobody_stays(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("DIPLOGRAPH_PEOPLE", raising=False)
    yield
    extend(())


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bishkek.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_rows_on_one_person_are_one_actor(people: Path) -> None:
    (minister, president) = read_people(people)
    assert minister == Actor(
        "jenish-kulubekov",
        "Jenish Kulubekov",
        "person",
        wikidata="Q999999901",
        names=(
            ActorName("Jenish Kulubekov"),
            ActorName("Djenish Kouloubekov", kind="alias"),
            ActorName("Kouloubekov", kind="surname"),
        ),
        represents=(
            Tie("KGZ", "foreign minister", "2021-03-01", "2023"),
            Tie("united-nations", "envoy", "2024~", ""),
        ),
    )
    assert president.id == "vladimir-putin"


def test_all_that_resolves_names_knows_them_and_forgets_them_again(people: Path) -> None:
    before = (actors(), names())
    extend(read_people(people))
    assert (find("Kouloubekov"), resolve("Djenish Kouloubekov"), find("Q999999901")) == (
        "jenish-kulubekov",
        ("jenish-kulubekov",),
        "jenish-kulubekov",
    )
    assert state_of("jenish-kulubekov", "2022") == "KGZ"
    assert holders("KGZ", {"foreign minister"}, ["2022-05"]) == ("jenish-kulubekov",)
    assert [term.actor for term in office_holders("RUS", "chess master", "2001")] == ["vladimir-putin"]
    assert (find("V. V. Poutine"), actors()["vladimir-putin"].wikidata) == ("vladimir-putin", "Q7747")
    extend(())
    assert ((actors(), names()), resolve("Djenish Kouloubekov")) == (before, ())


def test_a_worker_gets_the_same_people(people: Path) -> None:
    extend(read_people(people))
    handed = pickle.dumps(extended())
    extend(())
    extend(pickle.loads(handed))
    extend(pickle.loads(handed))
    assert [person.id for person in extended()] == ["jenish-kulubekov", "vladimir-putin"]


def test_the_tables_take_nobody_who_represents_nothing_known() -> None:
    with pytest.raises(UnknownActorError, match="unknown actor 'XYZ'; give the id of a state, body or organisation"):
        extend([Actor("a-b", "A B", "person", represents=(Tie("XYZ"),))])
    assert extended() == ()


def test_a_spreadsheet_may_write_semicolons_a_mark_of_order_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("\ufeffName;Represents;Other_names\n\nA Nobody;France;\n", encoding="utf-8")
    (person,) = read_people(path)
    assert (person.id, person.represents) == ("a-nobody", (Tie("FRA"),))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", ":1: no column 'name'; use name, wikidata, represents, office, since, until, other names"),
        ("nom\n", ":1: unknown column 'nom'; use name, wikidata, represents, office, since, until, other names"),
        ("name\n", ":1: no column 'represents'; use name, wikidata, represents, office, since, until, other names"),
        (HEAD + ",,FRA,,,,\n", ":2: no name; write the full name of a person"),
        (HEAD + "A B,7747,FRA,,,,\n", ":2: wikidata '7747' is no id; write one as Q7747"),
        (HEAD + "A B,Q142,FRA,,,,\n", ":2: wikidata 'Q142' is France; give the id of a person"),
        (HEAD + "NATO,,FRA,,,,\n", ":2: name 'NATO' is that of NATO; write the full name of a person"),
        (
            HEAD + "Vladimir Putin,Q1,RUS,,,,\n",
            ":2: name 'Vladimir Putin' is that of Q7747 in the tables; write more of the name of Q1",
        ),
        (
            HEAD + "A B,Q1,FRA,,,,\nA B,Q2,FRA,,,,\n",
            ":3: name 'A B' has wikidata Q1 above and Q2 here; keep one",
        ),
        (HEAD + "A B,,KGX,,,,\n", ":2: represents 'KGX' is no state, body or organisation; did you mean KGZ?"),
        (
            HEAD + "A B,,Poutine,,,,\n",
            ":2: represents 'Poutine' is no state, body or organisation; write an ISO code as FRA, or an id",
        ),
        (HEAD + "A B,,FRA,,sept. 2023,,\n", ":2: date 'sept. 2023' is not EDTF; write 2023-09"),
        (
            HEAD + "A B,,FRA,,2024,2023,\n",
            ":2: until '2023' is before since '2024'; write the day of the end as until",
        ),
        (HEAD + "A B,,FRA,,,,,x\n", ":2: 8 cells under 7 columns; put quotes around a comma"),
    ],
)
def test_a_bad_row_is_one_line_on_the_command_line(run_cli: Run, tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    assert run_cli("--people", str(path), "types") == (1, "", f"Error: {path}{complaint}\n")


def test_what_is_no_readable_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none.csv: no such file; look at the name"):
        read_people(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes("name,represents\nÉ,FRA\n".encode("latin-1"))
    with pytest.raises(ReadError, match=r"latin.csv: is not UTF-8; save it as CSV in UTF-8"):
        read_people(tmp_path / "latin.csv")
    with pytest.raises(ReadError, match="; give a CSV file"):
        read_people(tmp_path)


def actors_of(run_cli: Run, *words: str) -> list[str]:
    code, text, errors = run_cli(*words, "--published", "2022-03-02", "--language", "en")
    assert (code, errors) == (0, "")
    return [named["actor"] for line in text.splitlines() for named in json.loads(line)["event"]["participants"]]


def test_extract_reads_with_the_people_of_an_option_or_of_the_environment(
    run_cli: Run, people: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    met = ["sergey-lavrov", "jenish-kulubekov"]
    assert actors_of(run_cli, "extract", str(article)) == []
    assert actors_of(run_cli, "extract", "--people", str(people), str(article)) == met
    assert actors_of(run_cli, "--people", str(people), "extract", str(article)) == met
    assert actors_of(run_cli, "extract", str(article)) == []
    monkeypatch.setenv("DIPLOGRAPH_PEOPLE", str(people))
    assert actors_of(run_cli, "extract", str(article)) == met


def test_what_is_loaded_with_them_is_asked_by_their_names(
    run_cli: Run, people: Path, article: Path, tmp_path: Path
) -> None:
    store = str(tmp_path / "graph.lbug")
    load = ("load", "--people", str(people), str(article), "--published", "2022-03-02", "--language", "en")
    assert run_cli("--store", store, *load)[0] == 0
    ask = ("query", "who-met-whom", "--actor", "Kouloubekov", "--format", "jsonl")
    code, text, _ = run_cli("--store", store, "--people", str(people), *ask)
    assert (code, [json.loads(line)["date"] for line in text.splitlines()]) == (0, ["2022-03-01"])
    code, text, _ = run_cli("--store", store, "--people", str(people), "show", "KGZ", "--on", "2022", "--format", "csv")
    assert (code, "jenish-kulubekov 2021-03-01/2023" in text) == (0, True)
