"""ICEWS rows become claims, one a row, and mirrored rows one event: told by rows of our own in its layout."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from claims import refuse

from diplograph.graph.store import Store
from diplograph.loaders import ReadOptions, extract, read
from diplograph.loaders.datasets.icews import COLUMNS
from diplograph.schema import Claim, Document, Rejected, SourceRecord
from diplograph.schema.records import encode_fact

Run = Callable[..., tuple[int, str, str]]
Actor = tuple[str, str, str]
"""The cells of an actor: name, sectors, country."""
HEADER = "\t".join(COLUMNS)
MINISTRY: Actor = ("Foreign Affairs (Bangladesh)", "Executive,Foreign Ministry,Government", "Bangladesh")
OFFICER: Actor = ("Military Personnel (Vietnam)", "Military,Government", "Vietnam")
RUSSIA: Actor = ("Russia", "NA", "Russian Federation")
PUTIN: Actor = ("Vladimir Putin", "Government,Executive Office,Elite", "Russian Federation")
CROWD: Actor = ("Protester (Russia)", "Dissident", "Russian Federation")
A, B = "foreign-affairs~BGD", "military-personnel~VNM"
NOBODY: Actor = ("Unspecified Actor", "Unspecified", "NA")


def row(code: str, first: Actor, second: Actor, day: str = "2018-06-01", **cells: str) -> str:
    """A line of the data set; *cells* are named as the columns are, with _ for a blank."""
    told: Mapping[str, str] = {
        "Event ID": "1",
        "Event Date": day,
        **dict(zip(COLUMNS[2:5], first, strict=True)),
        "CAMEO Code": code,
        **dict(zip(COLUMNS[8:11], second, strict=True)),
        "Story ID": "7",
        "Publisher": "The Daily",
        **{name.replace("_", " "): value for name, value in cells.items()},
    }
    return "\t".join(told.get(column, "NA") for column in COLUMNS)


def written(folder: Path, *rows: str, name: str = "events.tab") -> Path:
    path = folder / name
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8", newline="")
    return path


def documents_of(folder: Path, *rows: str) -> list[Document]:
    return list(read([written(folder, *rows)], refuse))


def claim_of(folder: Path, *rows: str) -> Claim:
    (document,) = documents_of(folder, *rows)
    (claim,) = document.claims
    return claim


def told(claim: Claim) -> tuple[object, ...]:
    return claim.type, claim.modality, *((named.role, named.actor) for named in claim.participants)


def test_a_row_keeps_its_code_its_key_its_story_and_no_more_than_it_knows(tmp_path: Path) -> None:
    line = row("040", MINISTRY, OFFICER, City="Hanoi", Country="Vietnam", Event_ID="32")
    (fact,) = extract([written(tmp_path, line)], refuse)
    assert (fact.code, fact.rule, fact.extractor, fact.confidence) == ("040", "cameo.040", "icews/1", "medium")
    assert (fact.act, fact.claimant, fact.quote, fact.start, fact.stated_on) == ("reports", None, "", None, "")
    assert (fact.event.date, fact.event.place) == ("2018-06-01", "VNM/hanoi")
    assert (fact.record[:3], len(fact.record)) == ("32-", 15)
    assert fact.source == SourceRecord(title="story 7", publisher="The Daily", dataset="ICEWS", kind="event-data")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("010", ("STATES", "actual", ("speaker", A), ("addressee", B))),
        ("036", ("AGREES_WITH", "hypothetical", ("participant", A), ("participant", B))),
        ("042", ("VISITS", "actual", ("visitor", A), ("visited", "VNM"), ("host", B))),
        ("043", ("VISITS", "actual", ("visitor", B), ("visited", "BGD"), ("host", A))),
        ("138", ("THREATENS", "actual", ("threatener", A), ("threatened", B))),
        ("999", ("OTHER", "hypothetical", ("source", A), ("target", B))),
    ],
)
def test_a_code_gives_type_modality_and_roles(tmp_path: Path, code: str, expected: tuple[object, ...]) -> None:
    assert told(claim_of(tmp_path, row(code, MINISTRY, OFFICER))) == expected


def test_a_telephone_call_is_one(tmp_path: Path) -> None:
    claim = claim_of(tmp_path, row("041", MINISTRY, OFFICER))
    assert (claim.type, claim.mode) == ("SPEAKS_WITH", "phone")


@pytest.mark.parametrize(
    ("actor", "identity", "kind", "represents"),
    [
        (RUSSIA, "RUS", "state", ()),
        (PUTIN, "vladimir-putin", "person", ("RUS",)),
        (("Sergey Viktorovich Lavrov", "Government", "Russian Federation"), "sergey-lavrov", "person", ("RUS",)),
        (("Emmanuel Macron", "Government", "France"), "emmanuel-macron", "person", ("FRA",)),
        (("Emmanuel Macron", "Government", "Andorra"), "emmanuel-macron~AND", "person", ("AND",)),
        (("Vladimir Putin", "Social", "Brazil"), "vladimir-putin~BRA", "person", ()),
        (MINISTRY, "foreign-affairs~BGD", "body", ("BGD",)),
        (CROWD, "protester~RUS", "collective", ()),
        (("Jane Roe", "Government", "Malta"), "jane-roe~MLT", "person", ("MLT",)),
        (("Jane Roe", "Business", "Malta"), "jane-roe~MLT", "person", ()),
        (("Jane Roe", "International Government Organization,Government", "Malta"), "jane-roe~MLT", "person", ()),
        (("Green Party", "Parties", "Malta"), "green-party~MLT", "organisation", ()),
        (("European Union", "International Government Organization", "NA"), "european-union", "organisation", ()),
        (("Government (Palestinian Territory, Occupied)", "Government", "Occupied Palestinian Territory"),
         "government~PSE", "body", ("PSE",)),
        (("Georgia", "NA", "United States"), "georgia~USA", "unnamed", ()),
        (("Militia (Green Men)", "Insurgents", "Malta"), "militia-green-men~MLT", "collective", ()),
    ],
)  # fmt: skip
def test_an_actor_is_found_or_gets_an_id_of_its_country(
    tmp_path: Path, actor: Actor, identity: str, kind: str, represents: tuple[str, ...]
) -> None:
    (document,) = documents_of(tmp_path, row("010", actor, NOBODY))
    (named,) = document.claims[0].participants
    found = next(each for each in document.actors if each.id == named.actor)
    ties = tuple(dict.fromkeys(tie.actor for tie in found.represents))
    assert (named.actor, named.text, found.kind, ties) == (identity, actor[0], kind, represents)


def test_two_stories_never_meet_in_an_actor_without_a_country(tmp_path: Path) -> None:
    actor = ("Jane Roe", "Social", "NA")
    rows = [row("010", actor, RUSSIA, Story_ID=story, Event_ID=story) for story in ("1", "2")]
    speakers = {claim.participants[0].actor for each in documents_of(tmp_path, *rows) for claim in each.claims}
    assert len(speakers) == 2
    assert {name.rpartition("~")[0] for name in speakers} == {"jane-roe"}


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"City": "Moscow", "Country": "Russian Federation"}, "RUS/moscow"),
        ({"City": "Moscow", "Country": "United States"}, "USA"),
        ({"City": "No Such Town", "Country": "Malta"}, "MLT"),
        ({"Country": "Occupied Palestinian Territory"}, "PSE"),
        ({"Country": "Ruritania"}, "Ruritania"),
        ({}, ""),
    ],
)
def test_a_place_is_one_of_the_gazetteer_or_the_state(tmp_path: Path, cells: dict[str, str], place: str) -> None:
    assert claim_of(tmp_path, row("010", RUSSIA, NOBODY, **cells)).place == place


def test_a_mirrored_visit_is_one_event_and_other_days_are_others(store: Store, tmp_path: Path) -> None:
    rows = [
        row("042", PUTIN, OFFICER, Event_ID="1"),
        row("043", OFFICER, PUTIN, Event_ID="2"),
        row("042", PUTIN, MINISTRY, Event_ID="3"),
        row("042", PUTIN, OFFICER, "2018-06-02", Event_ID="4", Story_ID="8"),
        row("043", ("Vietnam", "NA", "Vietnam"), PUTIN, "2018-06-02", Event_ID="5", Story_ID="9"),
    ]
    store.load(documents_of(tmp_path, *rows))
    found = [
        (event.type, event.date, event.key.split("|")[1], event.claim_count, event.origins) for event in store.events()
    ]
    assert sorted(found) == [
        ("VISITS", "2018-06-01", "visited=BGD", 1, 1),
        ("VISITS", "2018-06-01", "visited=VNM", 2, 1),
        ("VISITS", "2018-06-02", "visited=VNM", 2, 2),
    ]  # fmt: skip
    assert {(edge.source_actor, edge.target_actor) for edge in store.edges()} == {
        ("vladimir-putin", "BGD"), ("vladimir-putin", "VNM")
    }  # fmt: skip


def test_a_visit_at_home_is_not_one_to_the_state(tmp_path: Path) -> None:
    claim = claim_of(tmp_path, row("042", PUTIN, CROWD))
    assert told(claim) == ("VISITS", "actual", ("visitor", "vladimir-putin"), ("visited", "protester~RUS"))


def test_what_is_meant_or_not_understood_gives_no_edge(store: Store, tmp_path: Path) -> None:
    store.load(documents_of(tmp_path, *(row(code, RUSSIA, OFFICER, Event_ID=code) for code in ("030", "0332", "999"))))
    assert {event.status for event in store.events()} == {"hypothetical"}
    assert list(store.edges()) == []


def test_an_actor_with_itself_is_a_claim_and_no_edge(store: Store, tmp_path: Path) -> None:
    rows = [row(code, RUSSIA, RUSSIA, Event_ID=code) for code in ("040", "042", "112", "190")]
    assert store.load(documents_of(tmp_path, *rows)).claims == 4
    assert list(store.edges()) == []


def test_the_summary_counts_what_is_odd_and_kept(run_cli: Run, tmp_path: Path) -> None:
    twice = row("190", RUSSIA, OFFICER)
    rows = [
        twice,
        row("112", RUSSIA, NOBODY, Event_ID="2"),
        row("173", RUSSIA, CROWD, Event_ID="3"),
        row("999", RUSSIA, OFFICER, Event_ID="4"),
        twice,
    ]
    code, _, said = run_cli("--store", str(tmp_path / "graph.lbug"), "load", str(written(tmp_path, *rows)))
    assert (code, said) == (
        0,
        "loaded 1 sources, 4 claims, 4 events; noted 1 byte-identical rows, 1 codes without a home, "
        "1 rows with one actor, 1 same-state pairs\n",
    )


def test_one_event_id_with_two_contents_is_two_claims(tmp_path: Path) -> None:
    rows = [row("040", RUSSIA, OFFICER, Sentence_Number=number) for number in ("1", "2")]
    assert len({claim.id for each in documents_of(tmp_path, *rows) for claim in each.claims}) == 2


def test_a_bad_row_is_set_aside_with_its_line_and_its_reason(tmp_path: Path) -> None:
    good = row("040", RUSSIA, OFFICER)
    bad = [
        (f"{good}\tmore", "has 21 cells, not 20; give one for each column"),
        ("1\t2018-06-01", "has 2 cells, not 20; give one for each column"),
        (row("040", RUSSIA, OFFICER, "2018-06"), "Event Date '2018-06' is no day; write 2018-06-01"),
        (row("NA", RUSSIA, OFFICER), "has no CAMEO code; give one such as 042"),
        (row("040", NOBODY, NOBODY), "names nobody; give at least one actor"),
    ]
    path = written(tmp_path, *(line for line, _ in bad), row("040", RUSSIA, OFFICER, "2018-02-30"), "", good)
    rejected: list[Rejected] = []
    assert len(list(read([path], rejected.append))) == 1
    last = rejected.pop()
    assert rejected == [Rejected(str(path), number, line, reason) for number, (line, reason) in enumerate(bad, start=2)]
    assert (last.line, "2018-02-30" in last.reason) == (7, True)


@pytest.mark.parametrize("name", ["events.tab", "events.tsv", "events.txt", "events.csv", "events"])
def test_it_is_known_by_its_first_line_whatever_its_name(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, row("040", RUSSIA, OFFICER), name=name)
    assert [len(document.claims) for document in read([path], refuse)] == [1]


def test_compressed_or_with_other_ends_of_lines_the_claims_are_the_same(tmp_path: Path) -> None:
    plain = written(tmp_path, row("040", RUSSIA, OFFICER))
    expected = list(read([plain], refuse))
    (tmp_path / "in").mkdir()
    windows = plain.read_bytes().replace(b"\n", b"\r\n")
    (tmp_path / "in" / "events.tab.gz").write_bytes(gzip.compress(b"\xef\xbb\xbf" + windows))
    assert list(read([tmp_path / "in"], refuse, ReadOptions(format="icews"))) == expected
    assert list(read([tmp_path / "in"], refuse)) == expected


def test_what_is_no_icews_file_is_said_in_one_line(run_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "other.tab").write_text("a\tb\n1\t2\n", encoding="utf-8")
    command = ["--store", str(tmp_path / "graph.lbug"), "load", str(tmp_path / "other.tab")]
    code, _, said = run_cli(*command)
    assert (code, "is no data set that we know; give its --format or a --mapping" in said) == (1, True)
    code, _, said = run_cli(*command, "--format", "icews")
    assert (code, "does not begin as icews does" in said) == (1, True)
    assert not (tmp_path / "graph.lbug").exists()


def test_extracted_rows_load_as_the_rows_do(tmp_path: Path) -> None:
    rows = [
        row("042", PUTIN, OFFICER, Event_ID="1", City="Hanoi", Country="Vietnam"),
        row("040", MINISTRY, CROWD, Event_ID="2"),
        row("112", ("Jane Roe", "Social", "NA"), RUSSIA, Event_ID="3"),
    ]
    path = written(tmp_path, *rows)
    facts = tmp_path / "facts.jsonl"
    facts.write_text("".join(f"{encode_fact(fact)}\n" for fact in extract([path], refuse)), encoding="utf-8")
    assert list(read([facts], refuse)) == list(read([path], refuse))
