"""The event types are whole, and every foreign code has a home."""

from __future__ import annotations

import pytest

from diplograph.schema.errors import UnknownTypeError
from diplograph.schema.event_types import (
    Speech,
    event_type,
    event_types,
    family_of,
    modality_for_cameo,
    names_target_first,
    type_for_cameo,
    type_for_plover,
)

NAMES = [
    "MEETS",
    "SPEAKS_WITH",
    "NEGOTIATES_WITH",
    "VISITS",
    "MEDIATES",
    "INVITES",
    "STATES",
    "ACCUSES",
    "DENIES",
    "CRITICISES",
    "PRAISES",
    "SUPPORTS",
    "THREATENS",
    "WARNS",
    "DEMANDS_OF",
    "REJECTS",
    "CONCEDES",
    "SANCTIONS",
    "LIFTS_SANCTIONS",
    "SUPPLIES_ARMS",
    "AIDS",
    "AGREES_WITH",
    "COOPERATES_WITH",
    "EXPELS_DIPLOMATS",
    "SUMMONS",
    "RECOGNISES",
    "BREAKS_RELATIONS",
    "RESTORES_RELATIONS",
    "PROTESTS_TO",
    "MOBILISES_AGAINST",
    "COERCES",
    "ATTACKS",
    "WITHDRAWS",
    "RELEASES",
    "OTHER",
]
PLOVER = {
    "AGREE": "AGREES_WITH",
    "CONSULT": "SPEAKS_WITH",
    "SUPPORT": "SUPPORTS",
    "COOPERATE": "COOPERATES_WITH",
    "AID": "AIDS",
    "CONCEDE": "CONCEDES",
    "YIELD": "CONCEDES",
    "REQUEST": "DEMANDS_OF",
    "ACCUSE": "ACCUSES",
    "REJECT": "REJECTS",
    "THREATEN": "THREATENS",
    "PROTEST": "PROTESTS_TO",
    "SANCTION": "SANCTIONS",
    "MOBILIZE": "MOBILISES_AGAINST",
    "COERCE": "COERCES",
    "ASSAULT": "ATTACKS",
    "RETREAT": "WITHDRAWS",
}
ROOTS = [
    "STATES",
    "DEMANDS_OF",
    "AGREES_WITH",
    "SPEAKS_WITH",
    "SUPPORTS",
    "COOPERATES_WITH",
    "AIDS",
    "CONCEDES",
    "ACCUSES",
    "DEMANDS_OF",
    "CRITICISES",
    "REJECTS",
    "THREATENS",
    "PROTESTS_TO",
    "MOBILISES_AGAINST",
    "BREAKS_RELATIONS",
    "COERCES",
    "ATTACKS",
    "ATTACKS",
    "ATTACKS",
]
MODES = {
    "ACCUSE": {"allege", "disapprove", "investigate"},
    "CONSULT": {"multilateral", "phone", "third-party", "visit"},
    "RETREAT": {"access", "ceasefire", "disarm", "ease", "release", "resign", "return", "withdraw"},
    "SANCTION": {"convict", "discontinue", "expel", "withdraw"},
}


def name_for_cameo(code: str) -> str:
    kind = type_for_cameo(code)
    return kind.name if kind else ""


def name_for_plover(plover: str, mode: str = "") -> str:
    kind = type_for_plover(plover, mode)
    return kind.name if kind else ""


def test_the_types_are_those_of_the_design() -> None:
    assert list(event_types()) == NAMES


def test_talks_are_one_family_and_every_other_type_its_own() -> None:
    talks = {"MEETS", "SPEAKS_WITH", "NEGOTIATES_WITH"}
    assert {name: family_of(name) for name in NAMES} == {
        name: "talks" if name in talks else name.lower() for name in NAMES
    }


def test_only_visits_last_days_and_only_four_stay_open() -> None:
    lasting = {kind.name: kind.lasts for kind in event_types().values() if kind.lasts != "moment"}
    still_open = ("SANCTIONS", "SUPPLIES_ARMS", "AIDS", "COOPERATES_WITH")
    assert lasting == {"VISITS": "days", **dict.fromkeys(still_open, "open")}


def test_a_meeting_has_no_direction_and_an_accusation_has() -> None:
    symmetric = {kind.name for kind in event_types().values() if kind.symmetric}
    assert symmetric == {
        "MEETS", "SPEAKS_WITH", "NEGOTIATES_WITH", "AGREES_WITH", "COOPERATES_WITH", "RESTORES_RELATIONS"
    }  # fmt: skip


def test_a_speech_act_says_how_its_content_is_claimed() -> None:
    assert {kind.name: kind.speech for kind in event_types().values() if kind.speech} == {
        "INVITES": Speech("announces", "hypothetical", "inviter"),
        "STATES": Speech("reports", "actual", "speaker"),
        "ACCUSES": Speech("accuses", "alleged", "accuser"),
        "DENIES": Speech("denies", "actual", "denier"),
        "THREATENS": Speech("announces", "hypothetical", "threatener"),
        "WARNS": Speech("announces", "hypothetical", "warner"),
        "DEMANDS_OF": Speech("announces", "hypothetical", "demander"),
        "REJECTS": Speech("announces", "hypothetical", "rejecter"),
        "CONCEDES": Speech("admits", "actual", "conceder"),
    }


def test_only_the_host_those_at_whom_it_is_aimed_and_actors_of_what_has_no_home_may_be_left_out() -> None:
    optional = {(kind.name, role.name) for kind in event_types().values() for role in kind.roles if not role.required}
    assert optional == {
        ("VISITS", "host"), ("STATES", "addressee"), ("DENIES", "accuser"), ("CONCEDES", "addressee"),
        ("CRITICISES", "criticised"), ("DEMANDS_OF", "addressee"), ("MOBILISES_AGAINST", "target"),
        ("REJECTS", "rejected"), ("THREATENS", "threatened"), ("WARNS", "warned"),
        ("OTHER", "source"), ("OTHER", "target"),
    }  # fmt: skip


def test_the_host_does_not_tell_one_visit_from_another() -> None:
    apart = [(k.name, role.name) for k in event_types().values() for role in k.roles if not role.identity]
    assert apart == [("VISITS", "host")]


@pytest.mark.parametrize("plover", PLOVER)
def test_every_plover_type_has_a_home(plover: str) -> None:
    unheard_of = name_for_plover(plover, "no such mode")
    assert (name_for_plover(plover), unheard_of) == (PLOVER[plover], PLOVER[plover])


def test_no_plover_type_has_two_homes_and_no_mode_two_types() -> None:
    homes = [kind.plover for kind in event_types().values() if kind.plover_home]
    pairs = [(kind.plover, kind.plover_mode) for kind in event_types().values() if kind.plover_mode]
    assert (sorted(homes), len(pairs)) == (sorted(PLOVER.keys() - {"YIELD"}), len(set(pairs)))


def test_no_plover_mode_is_invented() -> None:
    kinds = event_types().values()
    invented = [k.name for k in kinds if k.plover_mode and k.plover_mode not in MODES.get(k.plover, set())]
    assert invented == []


@pytest.mark.parametrize(
    ("plover", "mode", "name"),
    [
        ("CONSULT", "visit", "VISITS"),
        ("CONSULT", "phone", "SPEAKS_WITH"),
        ("CONSULT", "third-party", "MEETS"),
        ("ACCUSE", "disapprove", "CRITICISES"),
        ("SANCTION", "expel", "EXPELS_DIPLOMATS"),
        ("RETREAT", "release", "RELEASES"),
        ("retreat", "Withdraw", "WITHDRAWS"),
        ("", "", ""),
        ("NONE", "", ""),
    ],
)
def test_a_plover_mode_chooses_the_nearer_type(plover: str, mode: str, name: str) -> None:
    assert name_for_plover(plover, mode) == name


@pytest.mark.parametrize(("root", "name"), list(enumerate(ROOTS, start=1)))
def test_every_cameo_root_has_a_home(root: int, name: str) -> None:
    assert name_for_cameo(f"{root:02}") == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("010", "STATES"),
        ("015", "CONCEDES"),
        ("016", "DENIES"),
        ("042", "VISITS"),
        ("043", "VISITS"),
        ("044", "MEETS"),
        ("046", "NEGOTIATES_WITH"),
        ("054", "RECOGNISES"),
        ("0842", "RELEASES"),
        ("0874", "WITHDRAWS"),
        ("111", "CRITICISES"),
        ("114", "PROTESTS_TO"),
        ("1121", "ACCUSES"),
        ("161", "BREAKS_RELATIONS"),
        ("163", "SANCTIONS"),
        ("1", ""),
        ("99", ""),
        ("", ""),
    ],
)
def test_the_longest_cameo_code_wins(code: str, name: str) -> None:
    assert name_for_cameo(code) == name


@pytest.mark.parametrize("code", ["04", "040", "042", "043"])
def test_a_code_that_does_not_say_they_met_is_not_a_meeting(code: str) -> None:
    assert name_for_cameo(code) != "MEETS"


@pytest.mark.parametrize("code", ["03", "030", "0332", "036", "999", ""])
def test_what_is_only_meant_or_cannot_be_read_is_no_deed(code: str) -> None:
    assert modality_for_cameo(code) == "hypothetical"


@pytest.mark.parametrize("code", ["020", "042", "057", "0724", "112", "130", "160", "190"])
def test_what_is_said_or_done_is_actual(code: str) -> None:
    assert modality_for_cameo(code) == "actual"


def test_only_the_code_of_hosting_names_the_target_first() -> None:
    assert [code for code in ("040", "042", "043", "045", "0861", "999") if names_target_first(code)] == ["043"]


def test_no_cameo_code_has_two_homes() -> None:
    codes = [code for kind in event_types().values() for code in kind.cameo]
    assert sorted(codes) == sorted(set(codes))


def test_an_unknown_type_names_the_right_ones() -> None:
    with pytest.raises(UnknownTypeError) as caught:
        event_type("MET")
    known = ", ".join(sorted(NAMES))
    assert str(caught.value) == f"unknown event type 'MET'; use one of {known}; did you mean MEETS?"


def test_every_word_for_readers_is_there() -> None:
    kinds = event_types().values()
    words = [(k.label_en, k.label_fr, k.definition, k.example, k.not_this) for k in kinds]
    assert [row for row in words if not all(row)] == []
