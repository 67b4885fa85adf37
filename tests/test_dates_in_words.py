"""Dates in words become EDTF, no more precise than the words; what may mean two times becomes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from diplograph.loaders.articles.calendar import Expression, Resolved, find_dates, resolve
from diplograph.schema.edtf import parse

WEDNESDAY = "2024-03-13"
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
LANGUAGES = st.sampled_from(["fr", "en", "es"])


def told(text: str, language: str, published: str = WEDNESDAY, planned: bool = False, known: str = "") -> list[str]:
    """The words of each date and what they are in EDTF, as "words = EDTF"."""
    found = find_dates(text, language)
    return [f"{text[one.start : one.end]} = {resolve(one, published, planned, known).text}" for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("signé le 3 mars 2024 à Paris", ["le 3 mars 2024 = 2024-03-03"]),
        ("le 1er mai 2023", ["le 1er mai 2023 = 2023-05-01"]),
        ("le premier décembre 2023", ["le premier décembre 2023 = 2023-12-01"]),
        ("au 1e novembre 2024", ["au 1e novembre 2024 = 2024-11-01"]),
        ("le 05 avril 2024", ["le 05 avril 2024 = 2024-04-05"]),
        ("3 mars 2024. - Paris", ["3 mars 2024 = 2024-03-03"]),
        ("le 14 janv. 2024", ["le 14 janv. 2024 = 2024-01-14"]),
        ("LE 3 MARS 2024", ["LE 3 MARS 2024 = 2024-03-03"]),
        ("le 31 février 2024", ["le 31 février 2024 = "]),
        ("le 12/02/2024", ["le 12/02/2024 = 2024-02-12"]),
        ("le 13.02.2024", ["le 13.02.2024 = 2024-02-13"]),
        ("daté du 2024-02-12", ["2024-02-12 = 2024-02-12"]),
        ("le 5 mars à 15h30", ["le 5 mars = 2024-03-05"]),
        ("lundi 4 mars", ["lundi 4 mars = 2024-03-04"]),
        ("le lundi 4 mars 2024 à 10 heures", ["le lundi 4 mars 2024 = 2024-03-04"]),
        ("ce mardi 12 mars", ["ce mardi 12 mars = 2024-03-12"]),
        ("hier, mardi 12 mars 2024, à Dakar", ["hier, mardi 12 mars 2024 = 2024-03-12"]),
        ("demain (14 mars)", ["demain (14 mars = 2024-03-14"]),
        ("hier mardi", ["hier mardi = 2024-03-12"]),
        ("dimanche le 10 mars", ["dimanche le 10 mars = 2024-03-10"]),
        ("le 24 octobre dernier", ["le 24 octobre dernier = 2023-10-24"]),
        ("le 13 mars dernier", ["le 13 mars dernier = 2023-03-13"]),
        ("le 24 octobre prochain", ["le 24 octobre prochain = 2024-10-24"]),
        ("le 24 octobre de l'année dernière", ["le 24 octobre de l'année dernière = 2023-10-24"]),
        ("le 8 mars", ["le 8 mars = 2024-03-08"]),
        ("le 20 décembre", ["le 20 décembre = 2023-12-20"]),
        ("le 30 mars", ["le 30 mars = "]),
        ("le 29 février", ["le 29 février = 2024-02-29"]),
        ("le 5, à Paris", ["le 5 = 2024-03-05"]),
        ("le mardi 5", ["le mardi 5 = 2024-03-05"]),
        ("le vendredi 15", ["le vendredi 15 = 2024-03-15"]),
        ("du 17 au 19 janvier", ["du 17 au 19 janvier = 2024-01-17/2024-01-19"]),
        ("du 17 au 19 mars 2023", ["du 17 au 19 mars 2023 = 2023-03-17/2023-03-19"]),
        ("du 30 décembre au 2 janvier", ["du 30 décembre au 2 janvier = 2023-12-30/2024-01-02"]),
        ("du 30 décembre au 2 janvier 2020", ["du 30 décembre au 2 janvier 2020 = 2019-12-30/2020-01-02"]),
        (
            "du 30 décembre 2019 au 2 janvier 2020",
            ["du 30 décembre 2019 au 2 janvier 2020 = 2019-12-30/2020-01-02"],
        ),
        ("du lundi 4 au mercredi 6 mars", ["du lundi 4 au mercredi 6 mars = 2024-03-04/2024-03-06"]),
        ("entre le 3 et le 5 mars", ["entre le 3 et le 5 mars = 2024-03-03/2024-03-05"]),
        ("les 18 et 19 février", ["les 18 et 19 février = 2024-02-18/2024-02-19"]),
        ("les 2, 3 et 4 mars", ["les 2, 3 et 4 mars = 2024-03-02/2024-03-04"]),
        ("le 5 et le 10 mars", ["le 5 et le 10 mars = 2024-03"]),
        ("le 5 mars et le 10 février", ["le 5 mars = 2024-03-05", "le 10 février = 2024-02-10"]),
        ("les 18-19 février 2024", ["les 18-19 février 2024 = 2024-02-18/2024-02-19"]),
        ("du 4 au 6,", ["du 4 au 6 = 2024-03-04/2024-03-06"]),
        ("lundi et mardi", ["lundi et mardi = 2024-03-11/2024-03-12"]),
        ("jeudi et vendredi", ["jeudi et vendredi = 2024-03-07/2024-03-08"]),
        ("lundi et jeudi", ["lundi et jeudi = "]),
        ("dans la nuit de lundi à mardi", ["de lundi à mardi = 2024-03-11/2024-03-12"]),
        ("hier et aujourd'hui", ["hier et aujourd'hui = 2024-03-12/2024-03-13"]),
        ("en septembre 2023", ["en septembre 2023 = 2023-09"]),
        ("de mars 2023", ["mars 2023 = 2023-03"]),
        ("le sommet d'avril 2023", ["avril 2023 = 2023-04"]),
        ("en janvier", ["en janvier = 2024-01"]),
        ("en mars", ["en mars = 2024-03"]),
        ("en novembre", ["en novembre = 2023-11"]),
        ("en avril", ["en avril = "]),
        ("en janvier dernier", ["en janvier dernier = 2024-01"]),
        ("en mars dernier", ["en mars dernier = 2023-03"]),
        ("en mai prochain", ["en mai prochain = 2024-05"]),
        ("au mois d'août 2023", ["au mois d'août 2023 = 2023-08"]),
        ("fin février", ["fin février = 2024-02"]),
        ("début avril 2023", ["début avril 2023 = 2023-04"]),
        ("à la mi-janvier", ["à la mi-janvier = 2024-01"]),
        ("mi-juin 2023", ["mi-juin 2023 = 2023-06"]),
        ("à la fin du mois de février", ["à la fin du mois de février = 2024-02"]),
        ("la première quinzaine de février", ["la première quinzaine de février = 2024-02"]),
        ("en mars de l'année dernière", ["en mars de l'année dernière = 2023-03"]),
        ("entre janvier et mars 2023", ["entre janvier et mars 2023 = 2023-01/2023-03"]),
        ("de novembre 2022 à janvier 2023", ["de novembre 2022 à janvier 2023 = 2022-11/2023-01"]),
        ("en janvier et février 2023", ["en janvier et février 2023 = 2023-01/2023-02"]),
        ("à l'automne 2020", ["à l'automne 2020 = 2020-23"]),
        ("au printemps 2022", ["au printemps 2022 = 2022-21"]),
        ("l'été dernier", ["l'été dernier = 2023-22"]),
        ("l'été prochain", ["l'été prochain = 2024-22"]),
        ("cet été", ["cet été = 2024-22"]),
        ("à l'hiver 2022-2023", ["à l'hiver 2022-2023 = 2022-24"]),
        ("à l'hiver 2022", ["à l'hiver 2022 = "]),
        ("l'hiver dernier", ["l'hiver dernier = 2023-24"]),
        ("en 2022", ["en 2022 = 2022"]),
        ("fin 2022", ["fin 2022 = 2022"]),
        ("au début de 2012", ["au début de 2012 = 2012"]),
        ("de 2015 à 2018", ["de 2015 à 2018 = 2015/2018"]),
        ("entre 2015 et 2018", ["entre 2015 et 2018 = 2015/2018"]),
        ("le premier semestre 2012", ["le premier semestre 2012 = 2012"]),
        ("l'an dernier", ["l'an dernier = 2023"]),
        ("l'année dernière", ["l'année dernière = 2023"]),
        ("l’année prochaine", ["l’année prochaine = 2025"]),
        ("d'ici la fin de l'année prochaine", ["d'ici la fin de l'année prochaine = ../2025"]),
        ("fin de cette semaine", ["fin de cette semaine = 2024-03-11/2024-03-17"]),
        ("cette année", ["cette année = 2024"]),
        ("plus tôt dans l'année", ["plus tôt dans l'année = 2024"]),
        ("le mois dernier", ["le mois dernier = 2024-02"]),
        ("le mois prochain", ["le mois prochain = 2024-04"]),
        ("ce mois-ci", ["ce mois-ci = 2024-03"]),
        ("cette semaine", ["cette semaine = 2024-03-11/2024-03-17"]),
        ("la semaine dernière", ["la semaine dernière = 2024-03-04/2024-03-10"]),
        ("la semaine prochaine", ["la semaine prochaine = 2024-03-18/2024-03-24"]),
        ("le week-end dernier", ["le week-end dernier = 2024-03-09/2024-03-10"]),
        ("la semaine du 4 mars", ["la semaine du 4 mars = 2024-03-04/2024-03-10"]),
        ("hier", ["hier = 2024-03-12"]),
        ("aujourd’hui", ["aujourd’hui = 2024-03-13"]),
        ("la réunion d'aujourd'hui", ["d'aujourd'hui = 2024-03-13"]),
        ("avant-hier", ["avant-hier = 2024-03-11"]),
        ("demain", ["demain = 2024-03-14"]),
        ("après-demain", ["après-demain = 2024-03-15"]),
        ("hier soir", ["hier soir = 2024-03-12"]),
        ("ce matin", ["ce matin = 2024-03-13"]),
        ("cet après-midi", ["cet après-midi = 2024-03-13"]),
        ("en ce jour", ["ce jour = 2024-03-13"]),
        ("la nuit dernière", ["la nuit dernière = 2024-03-12/2024-03-13"]),
        ("lundi", ["lundi = 2024-03-11"]),
        ("mercredi", ["mercredi = 2024-03-13"]),
        ("ce lundi", ["ce lundi = 2024-03-11"]),
        ("dimanche soir", ["dimanche soir = 2024-03-10"]),
        ("mercredi dernier", ["mercredi dernier = 2024-03-06"]),
        ("lundi prochain", ["lundi prochain = 2024-03-18"]),
        ("lundi de la semaine dernière", ["lundi de la semaine dernière = 2024-03-04"]),
        ("il y a trois jours", ["il y a trois jours = 2024-03-10"]),
        ("il y a deux semaines", ["il y a deux semaines = 2024-02-25/2024-03-02"]),
        ("il y a deux mois", ["il y a deux mois = 2024-01"]),
        ("il y a tout juste 50 ans", ["il y a tout juste 50 ans = 1974"]),
        ("dans trois jours", ["dans trois jours = 2024-03-16"]),
        ("dans un mois", ["dans un mois = 2024-04"]),
        ("depuis 2022", ["depuis 2022 = 2022/.."]),
        ("depuis le 5 mars", ["depuis le 5 mars = 2024-03-05/.."]),
        ("depuis lundi", ["depuis lundi = 2024-03-11/.."]),
        ("depuis mai dernier", ["depuis mai dernier = 2023-05/.."]),
        ("à partir du 1er mars", ["à partir du 1er mars = 2024-03-01/.."]),
        ("jusqu'au 5 mars", ["jusqu'au 5 mars = ../2024-03-05"]),
        ("jusqu'en 2030", ["jusqu'en 2030 = ../2030"]),
        ("d’ici à 2030", ["d’ici à 2030 = ../2030"]),
        ("d'ici fin 2025", ["d'ici fin 2025 = ../2025"]),
        ("avant le 5 mars", ["avant le 5 mars = ../2024-03-05"]),
        ("après mars 2023", ["après mars 2023 = 2023-03/.."]),
        ("dès le 5 mars", ["dès le 5 mars = 2024-03-05"]),
        ("dans les années 1990", ["les années 1990 = "]),
    ],
)
def test_what_was_in_french(text: str, expected: list[str]) -> None:
    assert told(text, "fr") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("signed on 3 March 2024 in Paris", ["3 March 2024 = 2024-03-03"]),
        ("on March 3, 2024", ["March 3, 2024 = 2024-03-03"]),
        ("on March 3rd 2024", ["March 3rd 2024 = 2024-03-03"]),
        ("the 3rd of March, 2024", ["the 3rd of March, 2024 = 2024-03-03"]),
        ("MARCH 3, 2024", ["MARCH 3, 2024 = 2024-03-03"]),
        ("Sept. 5, 2023", ["Sept. 5, 2023 = 2023-09-05"]),
        ("2024-03-03", ["2024-03-03 = 2024-03-03"]),
        ("2024-03-03T10:00", ["2024-03-03 = 2024-03-03"]),
        ("13/03/2024", ["13/03/2024 = 2024-03-13"]),
        ("03/13/2024", ["03/13/2024 = 2024-03-13"]),
        ("03/03/2024", ["03/03/2024 = 2024-03-03"]),
        ("February 30, 2024", ["February 30, 2024 = "]),
        ("at 5 p.m. on March 5", ["March 5 = 2024-03-05"]),
        ("on Monday, March 4", ["Monday, March 4 = 2024-03-04"]),
        ("Mon., March 4", ["Mon., March 4 = 2024-03-04"]),
        ("on Monday (March 4)", ["Monday (March 4 = 2024-03-04"]),
        ("yesterday, Tuesday, March 12", ["yesterday, Tuesday, March 12 = 2024-03-12"]),
        ("Tuesday, the 12th of March", ["Tuesday, the 12th of March = 2024-03-12"]),
        ("on Monday, March 18", ["Monday, March 18 = 2024-03-18"]),
        ("on 8 March", ["8 March = 2024-03-08"]),
        ("on December 20", ["December 20 = 2023-12-20"]),
        ("on May 16", ["May 16 = "]),
        ("October 24 last year", ["October 24 last year = 2023-10-24"]),
        ("in March last year", ["in March last year = 2023-03"]),
        ("on the 5th.", ["on the 5th = 2024-03-05"]),
        ("Friday the 15th", ["Friday the 15th = 2024-03-15"]),
        ("March 3-5", ["March 3-5 = 2024-03-03/2024-03-05"]),
        ("March 3–5, 2023", ["March 3–5, 2023 = 2023-03-03/2023-03-05"]),
        ("from 3 to 5 March", ["from 3 to 5 March = 2024-03-03/2024-03-05"]),
        ("from March 3 to 5", ["from March 3 to 5 = 2024-03-03/2024-03-05"]),
        ("March 30 to April 2, 2023", ["March 30 to April 2, 2023 = 2023-03-30/2023-04-02"]),
        ("from December 30 to January 2", ["from December 30 to January 2 = 2023-12-30/2024-01-02"]),
        (
            "December 30, 2019 to January 2, 2020",
            ["December 30, 2019 to January 2, 2020 = 2019-12-30/2020-01-02"],
        ),
        ("between March 3 and 5", ["between March 3 and 5 = 2024-03-03/2024-03-05"]),
        ("between 3 and 5 March 2023", ["between 3 and 5 March 2023 = 2023-03-03/2023-03-05"]),
        ("on February 16 and 17", ["February 16 and 17 = 2024-02-16/2024-02-17"]),
        ("on February 16 and 20", ["February 16 and 20 = 2024-02"]),
        ("18 and 19 February 2024", ["18 and 19 February 2024 = 2024-02-18/2024-02-19"]),
        ("Monday and Tuesday", ["Monday and Tuesday = 2024-03-11/2024-03-12"]),
        ("Thursday and Friday", ["Thursday and Friday = 2024-03-07/2024-03-08"]),
        ("from Monday to Wednesday", ["from Monday to Wednesday = 2024-03-11/2024-03-13"]),
        ("Monday through Wednesday", ["Monday through Wednesday = 2024-03-11/2024-03-13"]),
        ("yesterday and today", ["yesterday and today = 2024-03-12/2024-03-13"]),
        ("in September 2023", ["in September 2023 = 2023-09"]),
        ("September 2023", ["September 2023 = 2023-09"]),
        ("in January", ["in January = 2024-01"]),
        ("in November", ["in November = 2023-11"]),
        ("in April", ["in April = "]),
        ("last August", ["last August = 2023-08"]),
        ("last March", ["last March = 2023-03"]),
        ("next May", ["next May = 2024-05"]),
        ("late February", ["late February = 2024-02"]),
        ("in early May 2023", ["in early May 2023 = 2023-05"]),
        ("mid-January", ["mid-January = 2024-01"]),
        ("at the end of February", ["at the end of February = 2024-02"]),
        ("the last week of February", ["the last week of February = 2024-02"]),
        ("from January to March 2023", ["from January to March 2023 = 2023-01/2023-03"]),
        ("between March 2022 and May 2023", ["between March 2022 and May 2023 = 2022-03/2023-05"]),
        ("in the autumn of 2020", ["in the autumn of 2020 = 2020-23"]),
        ("in fall 2020", ["in fall 2020 = 2020-23"]),
        ("the summer of 2021", ["the summer of 2021 = 2021-22"]),
        ("last summer", ["last summer = 2023-22"]),
        ("this spring", ["this spring = 2024-21"]),
        ("last winter", ["last winter = 2023-24"]),
        ("the winter of 2022-23", ["the winter of 2022-23 = 2022-24"]),
        ("the winter of 2022", ["the winter of 2022 = "]),
        ("in 2022", ["in 2022 = 2022"]),
        ("in late 2002", ["in late 2002 = 2002"]),
        ("early in 2016", ["early in 2016 = 2016"]),
        ("the end of 2023", ["the end of 2023 = 2023"]),
        ("the first half of 2023", ["the first half of 2023 = 2023"]),
        ("from 2006 to 2009", ["from 2006 to 2009 = 2006/2009"]),
        ("between 2015 and 2018", ["between 2015 and 2018 = 2015/2018"]),
        ("in 2019-20", ["in 2019-20 = 2019/2020"]),
        ("from 1996–2000", ["from 1996–2000 = 1996/2000"]),
        ("between 1996–95", ["between 1996–95 = "]),
        ("in October and November of 1943", ["in October and November of 1943 = 1943-10/1943-11"]),
        ("in January and May 1974", ["in January and May 1974 = 1974"]),
        ("in 2022 and 2023", ["in 2022 and 2023 = 2022/2023"]),
        ("last year", ["last year = 2023"]),
        ("by the end of next year", ["by the end of next year = ../2025"]),
        ("over the last year", []),
        ("next year", ["next year = 2025"]),
        ("earlier this year", ["this year = 2024"]),
        ("last month", ["last month = 2024-02"]),
        ("next month", ["next month = 2024-04"]),
        ("this week", ["this week = 2024-03-11/2024-03-17"]),
        ("last week’s talks", ["last week = 2024-03-04/2024-03-10"]),
        ("last weekend", ["last weekend = 2024-03-09/2024-03-10"]),
        ("the week of March 4", ["the week of March 4 = 2024-03-04/2024-03-10"]),
        ("yesterday", ["yesterday = 2024-03-12"]),
        ("Today, he", ["Today = 2024-03-13"]),
        ("tomorrow", ["tomorrow = 2024-03-14"]),
        ("the day before yesterday", ["the day before yesterday = 2024-03-11"]),
        ("this morning", ["this morning = 2024-03-13"]),
        ("tonight", ["tonight = 2024-03-13"]),
        ("last night", ["last night = 2024-03-12/2024-03-13"]),
        ("on Monday", ["Monday = 2024-03-11"]),
        ("Wednesday", ["Wednesday = 2024-03-13"]),
        ("on Sunday morning", ["Sunday morning = 2024-03-10"]),
        ("last Monday", ["last Monday = 2024-03-11"]),
        ("last Wednesday", ["last Wednesday = 2024-03-06"]),
        ("next Monday", ["next Monday = 2024-03-18"]),
        ("next Friday", ["next Friday = "]),
        ("Monday last week", ["Monday last week = 2024-03-04"]),
        ("three days ago", ["three days ago = 2024-03-10"]),
        ("two weeks ago", ["two weeks ago = 2024-02-25/2024-03-02"]),
        ("10 months ago", ["10 months ago = 2023-05"]),
        ("a year ago", ["a year ago = 2023"]),
        ("in three days' time", ["in three days' time = 2024-03-16"]),
        ("in three days", ["in three days = "]),
        ("since 2017", ["since 2017 = 2017/.."]),
        ("since last week", ["since last week = 2024-03-04/.."]),
        ("since late last year", ["since late last year = 2023/.."]),
        ("until Friday", ["until Friday = ../2024-03-08"]),
        ("by 31st December 2017", ["by 31st December 2017 = ../2017-12-31"]),
        ("by 2030", ["by 2030 = ../2030"]),
        ("before March 5", ["before March 5 = ../2024-03-05"]),
        ("after March 5", ["after March 5 = 2024-03-05/.."]),
        ("after Monday's talks", ["Monday = 2024-03-11"]),
        ("as of March 2023", ["as of March 2023 = 2023-03/.."]),
    ],
)
def test_what_was_in_english(text: str, expected: list[str]) -> None:
    assert told(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("lundi", "fr", "2024-03-18"),
        ("mercredi", "fr", "2024-03-13"),
        ("ce vendredi", "fr", "2024-03-15"),
        ("lundi dernier", "fr", "2024-03-11"),
        ("le 30 mars", "fr", "2024-03-30"),
        ("le 8 mars", "fr", ""),
        ("le 5,", "fr", "2024-04-05"),
        ("en avril", "fr", "2024-04"),
        ("en mars", "fr", "2024-03"),
        ("en janvier", "fr", ""),
        ("du 17 au 19 mars", "fr", "2024-03-17/2024-03-19"),
        ("du 12 au 14 mars", "fr", "2024-03-12/2024-03-14"),
        ("du 30 mars au 2 avril", "fr", "2024-03-30/2024-04-02"),
        ("jeudi et vendredi", "fr", "2024-03-14/2024-03-15"),
        ("ce week-end", "fr", "2024-03-16/2024-03-17"),
        ("cette nuit", "fr", "2024-03-13/2024-03-14"),
        ("hier", "fr", "2024-03-12"),
        ("jusqu'à vendredi", "fr", "../2024-03-15"),
        ("lundi 4 mars", "fr", "2024-03-04"),
        ("on Friday", "en", "2024-03-15"),
        ("on May 16 and 17", "en", "2024-05-16/2024-05-17"),
        ("in June", "en", "2024-06"),
        ("in three days", "en", "2024-03-16"),
        ("in two weeks", "en", "2024-03-24/2024-03-30"),
        ("for the first time in three years", "en", ""),
        ("on the 5th.", "en", "2024-04-05"),
        ("by Friday", "en", "../2024-03-15"),
        ("this weekend", "en", "2024-03-16/2024-03-17"),
        ("from Thursday to Saturday", "en", "2024-03-14/2024-03-16"),
        ("Saturday, 10 March", "en", ""),
    ],
)
def test_what_lies_ahead(text: str, language: str, expected: str) -> None:
    found = find_dates(text, language)
    assert [resolve(one, WEDNESDAY, planned=True).text for one in found] == ([expected] if found else [])
    assert found or not expected


@pytest.mark.parametrize(
    ("text", "language", "known", "expected"),
    [
        ("la veille", "fr", "2024-03-01", "2024-02-29"),
        ("le lendemain", "fr", "2024-02-28", "2024-02-29"),
        ("le lendemain", "fr", "2024-02-26/2024-02-28", "2024-02-29"),
        ("le lendemain", "fr", "2024-02", ""),
        ("le lendemain", "fr", "", ""),
        ("le surlendemain", "fr", "2024-02-28", "2024-03-01"),
        ("le même jour", "fr", "2024-02-28", "2024-02-28"),
        ("ce jour-là", "fr", "2024-02-28", "2024-02-28"),
        ("le même jour", "fr", "2024-02", ""),
        ("la même année", "fr", "2019-05", "2019"),
        ("trois jours plus tard", "fr", "2024-02-28", "2024-03-02"),
        ("deux jours plus tôt", "fr", "2024-02-28", "2024-02-26"),
        ("deux mois plus tard", "fr", "2023-12-05", "2024-02"),
        ("deux ans plus tard", "fr", "2019", "2021"),
        ("une semaine plus tard", "fr", "2024-02-01", "2024-02-05/2024-02-11"),
        ("deux jours plus tard", "fr", "2024-02", ""),
        ("le lundi suivant", "fr", "2024-02-01", "2024-02-05"),
        ("la semaine suivante", "fr", "2024-02-01", "2024-02-05/2024-02-11"),
        ("le mois suivant", "fr", "2024-02", "2024-03"),
        ("the day before", "en", "2024-03-01", "2024-02-29"),
        ("met the day before in Paris", "en", "2024-03-01", "2024-02-29"),
        ("the next day", "en", "2024-03-01", "2024-03-02"),
        ("the following day", "en", "2024-03-01", "2024-03-02"),
        ("the same day", "en", "2024-03-01", "2024-03-01"),
        ("later that day", "en", "2024-03-01", "2024-03-01"),
        ("two days later", "en", "2024-03-01", "2024-03-03"),
        ("two days earlier", "en", "2024-03-01", "2024-02-28"),
        ("a month later", "en", "2023-12", "2024-01"),
        ("the following week", "en", "2024-02-01", "2024-02-05/2024-02-11"),
        ("the previous year", "en", "2019-03-04", "2018"),
        ("the same year", "en", "2019-03-04", "2019"),
        ("the year before", "en", "2019", "2018"),
        ("the following Monday", "en", "2024-02-01", "2024-02-05"),
        ("al día siguiente", "es", "2024-03-01", "2024-03-02"),
    ],
)
def test_from_the_event_told_before(text: str, language: str, known: str, expected: str) -> None:
    (found,) = find_dates(text, language)
    rule = "anchored" if expected else "unresolved"
    assert resolve(found, WEDNESDAY, known=known) == Resolved(expected, rule)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("chaque lundi", "fr"),
        ("tous les lundis", "fr"),
        ("le lundi, il nage", "fr"),
        ("du lundi au vendredi", "fr"),
        ("un lundi", "fr"),
        ("pendant trois jours", "fr"),
        ("depuis trois jours", "fr"),
        ("une visite de quatre jours", "fr"),
        ("il y a quelques jours", "fr"),
        ("il y a plus de deux ans", "fr"),
        ("la planète Mars", "fr"),
        ("Mars et Vénus", "fr"),
        ("il a été reçu", "fr"),
        ("sept ministres", "fr"),
        ("la veille de la visite", "fr"),
        ("le lendemain du vote", "fr"),
        ("le 20 heures de TF1", "fr"),
        ("le 16e arrondissement", "fr"),
        ("le 10 Downing Street", "fr"),
        ("de 17 à 19 ministres", "fr"),
        ("le sommet de 2015", "fr"),
        ("l'accord 2015", "fr"),
        ("2 024 personnes", "fr"),
        ("2024", "fr"),
        ("le Mouvement du 23 mars", "fr"),
        ("mardi gras", "fr"),
        ("le vendredi saint", "fr"),
        ("les 35 heures", "fr"),
        ("au cours des deux dernières semaines", "fr"),
        ("every Monday", "en"),
        ("each March", "en"),
        ("for three days", "en"),
        ("a four-day visit", "en"),
        ("week-long talks", "en"),
        ("the last week", "en"),
        ("over the past two weeks", "en"),
        ("in recent years", "en"),
        ("a few days ago", "en"),
        ("more than two years ago", "en"),
        ("nearly three weeks ago", "en"),
        ("he may 5 times", "en"),
        ("may in", "en"),
        ("They march on", "en"),
        ("the March on Washington", "en"),
        ("May said", "en"),
        ("led by May", "en"),
        ("May the star never set", "en"),
        ("a second later", "en"),
        ("he sat, the sun", "en"),
        ("The Sun and Mon", "en"),
        ("Black Friday", "en"),
        ("the Sunday Times", "en"),
        ("a Long March 5 rocket", "en"),
        ("on Mondays", "en"),
        ("on the 5th floor", "en"),
        ("03/04/2024", "en"),
        ("the 2015 agreement", "en"),
        ("2,024 people", "en"),
        ("in the 1990s", "en"),
        ("the day before the summit", "en"),
        ("cada lunes", "es"),
        ("por la mañana", "es"),
        ("los años 60", "es"),
        ("am 3. März 2024", "de"),
        ("in March 2024", ""),
        ("in March 2024", "../en"),
    ],
)
def test_no_date(text: str, language: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("el 3 de marzo de 2024", ["el 3 de marzo de 2024 = 2024-03-03"]),
        ("lunes 4 de marzo", ["lunes 4 de marzo = 2024-03-04"]),
        ("del 17 al 19 de enero", ["del 17 al 19 de enero = 2024-01-17/2024-01-19"]),
        ("el 18 y 19 de febrero de 2024", ["el 18 y 19 de febrero de 2024 = 2024-02-18/2024-02-19"]),
        ("en septiembre de 2023", ["en septiembre de 2023 = 2023-09"]),
        ("en enero", ["en enero = 2024-01"]),
        ("a finales de 2023", ["a finales de 2023 = 2023"]),
        ("en 2022", ["en 2022 = 2022"]),
        ("desde 2017", ["desde 2017 = 2017/.."]),
        ("ayer", ["ayer = 2024-03-12"]),
        ("hoy", ["hoy = 2024-03-13"]),
        ("mañana", ["mañana = 2024-03-14"]),
        ("el lunes", ["el lunes = 2024-03-11"]),
        ("el lunes pasado", ["el lunes pasado = 2024-03-11"]),
        ("la semana pasada", ["la semana pasada = 2024-03-04/2024-03-10"]),
        ("el mes pasado", ["el mes pasado = 2024-02"]),
        ("hace tres días", ["hace tres días = 2024-03-10"]),
        ("el verano pasado", ["el verano pasado = 2023-22"]),
    ],
)
def test_the_commonest_forms_in_spanish(text: str, expected: list[str]) -> None:
    assert told(text, "es") == expected


@pytest.mark.parametrize(
    ("text", "language", "kind", "published", "expected"),
    [
        ("le 3 mars 2024", "fr", "date", "", Resolved("2024-03-03", "full")),
        ("en mars 2024", "fr", "date", "", Resolved("2024-03", "month")),
        ("en 2024", "fr", "date", "", Resolved("2024", "year")),
        ("en mars", "fr", "date", "", Resolved("XXXX-03", "partial")),
        ("le 3 mars", "fr", "date", "", Resolved("XXXX-03-03", "partial")),
        ("du 3 au 5 mars", "fr", "interval", "", Resolved("XXXX-03", "partial")),
        ("en mars", "fr", "date", "2024-03", Resolved("XXXX-03", "partial")),
        ("hier", "fr", "relative-day", "2024-03", Resolved("", "unresolved")),
        ("lundi", "fr", "weekday", "", Resolved("", "unresolved")),
        ("lundi", "fr", "weekday", "2024-03-13", Resolved("2024-03-11", "weekday-before")),
        ("lundi prochain", "fr", "weekday", "2024-03-13", Resolved("2024-03-18", "weekday-after")),
        ("depuis lundi", "fr", "since", "2024-03-13", Resolved("2024-03-11/..", "since")),
        ("depuis mars", "fr", "since", "", Resolved("", "unresolved")),
        ("le 30 mars", "fr", "date", "2024-03-13", Resolved("", "far")),
        ("lundi 18 mars", "fr", "date", "2024-03-13", Resolved("2024-03-18", "weekday-and-day")),
        ("lundi 19 mars", "fr", "date", "2024-03-13", Resolved("", "unresolved")),
        ("le lendemain", "fr", "later", "2024-03-13", Resolved("", "unresolved")),
        ("hier", "fr", "relative-day", "no date", Resolved("", "unresolved")),
        ("hier", "fr", "relative-day", "0001-01-01", Resolved("", "unresolved")),
        ("dans 99 ans", "fr", "ago", "9999-12-31", Resolved("", "unresolved")),
    ],
)
def test_the_rule_is_named(text: str, language: str, kind: str, published: str, expected: Resolved) -> None:
    (found,) = find_dates(text, language)
    assert (found.kind, resolve(found, published)) == (kind, expected)


def test_an_expression_tells_its_parts() -> None:
    (found,) = find_dates("vu du mardi 5 au 7 mars 2024", "fr")
    parts = {"day": 5, "last": 7, "last_month": 3, "last_year": 2024, "weekday": 2}
    assert found == Expression(start=3, end=28, form="interval", **parts)  # type: ignore[arg-type]


@given(DAYS)
def test_a_full_date_is_that_day(day: date) -> None:
    last = day + timedelta(days=2)
    month, mois = format_date(day, "MMMM", "en"), format_date(day, "MMMM", "fr")
    for text, language in (
        (f"on {day.day} {month} {day.year}", "en"),
        (f"on {month} {day.day}, {day.year}", "en"),
        (f"on {format_date(day, 'full', 'en')}, he", "en"),
        (f"on the {day.day} of {month}, {day.year}", "en"),
        (f"le {day.day} {mois} {day.year}", "fr"),
        (f"ce {format_date(day, 'full', 'fr')} à Paris", "fr"),
        (f"le {day:%d/%m/%Y}", "fr"),
        (f"el {format_date(day, 'full', 'es')}", "es"),
        (f"({day.isoformat()})", "en"),
    ):
        assert [resolve(one, "").text for one in find_dates(text, language)] == [day.isoformat()], text
    days = [(format_date(each, "d MMMM y", "fr"), format_date(each, "MMMM d, y", "en")) for each in (day, last)]
    texts = ((f"du {days[0][0]} au {days[1][0]}", "fr"), (f"from {days[0][1]} to {days[1][1]}", "en"))
    for text, language in texts:
        assert [resolve(one, "").text for one in find_dates(text, language)] == [f"{day}/{last}"], text


UNDATED = {
    "fr": ["lundi", "ce jeudi", "dimanche soir", "en mars", "fin août", "jeudi et vendredi", "de mardi à jeudi"],
    "en": ["Monday", "this Thursday", "Sunday night", "in March", "late August", "Thursday and Friday"],
    "es": ["lunes", "en marzo", "martes y miércoles"],
}


@given(DAYS, st.sampled_from([(each, code) for code, texts in UNDATED.items() for each in texts]), st.booleans())
def test_what_was_is_not_after_and_what_will_be_not_before(day: date, case: tuple[str, str], planned: bool) -> None:
    (found,) = find_dates(*case)
    span = parse(resolve(found, day.isoformat(), planned).text)
    assert planned or span.earliest is None or span.earliest <= day
    assert not planned or span.latest is None or span.latest >= day


@given(DAYS, DAYS, st.booleans())
def test_a_day_without_a_year_keeps_to_its_side(said: date, day: date, planned: bool) -> None:
    for text, language in ((f"le {format_date(day, 'd MMMM', 'fr')}", "fr"), (format_date(day, "MMMM d", "en"), "en")):
        (found,) = find_dates(text, language)
        span = parse(resolve(found, said.isoformat(), planned).text)
        if span.earliest is not None:
            assert (span.earliest.month, span.earliest.day) == (day.month, day.day)
            assert span.earliest >= said if planned else span.earliest <= said


PIECES = st.sampled_from(
    "le la l' du au de et en à il y a entre ce cette depuis jusqu' avant fin mi - – , ( ) . 's ' ’ 1er 5 05 17 31 2024 "
    "1999 12/13/2024 2024-02-30 mars Mars mai May March Sept. lundi Monday and to from in on the last next this week "
    "jours semaine mois an été automne summer hier aujourd'hui yesterday today veille lendemain ago later deux two "
    "dernier prochain matin morning every chaque İ ª ﬁ février 30 29 hiver winter nuit night".split(" ")
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=9).map("".join))
KNOWN = st.sampled_from(["", "2024-02-29", "2024-02", "2024", "2023-12-30/2024-01-02", "2024/..", "XXXX-05", "202X"])
PUBLISHED = st.one_of(st.dates().map(date.isoformat), st.sampled_from(["", "2024-03", "2024", "no date", "2024-21"]))


@given(TEXTS, LANGUAGES, PUBLISHED, st.booleans(), KNOWN)
def test_any_text_is_read(text: str, language: str, published: str, planned: bool, known: str) -> None:
    before = 0
    for one in find_dates(text, language):
        assert before <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end] != ""
        before = one.end
        answer = resolve(one, published, planned, known)
        assert parse(answer.text).text == answer.text
        assert answer.rule


@given(st.lists(st.tuples(TEXTS, LANGUAGES), max_size=6))
def test_a_batch_is_read_as_each_alone(texts: list[tuple[str, str]]) -> None:
    together = [find_dates(*each) for each in texts]
    assert together == [find_dates(*each) for each in reversed(texts)][::-1]


@given(
    st.sampled_from(["Il a dit : ", "« ", "Paris, ", "🙂 İ "]), st.sampled_from(["le 3 mars 2024", "hier", "en 2022"])
)
def test_what_stands_before_moves_only_the_offsets(before: str, words: str) -> None:
    (alone,) = find_dates(words, "fr")
    (moved,) = find_dates(before + words, "fr")
    assert (moved.start, moved.end) == (alone.start + len(before), alone.end + len(before))
    assert resolve(moved, WEDNESDAY) == resolve(alone, WEDNESDAY)
