"""What single sentences tell, and what they do not: a reader must never say more than the text."""

from __future__ import annotations

import pytest

from diplograph.loaders.articles import Article, read_article
from diplograph.schema import document_from

Told = tuple[str, str, str, str]
CASES: list[tuple[str, str, set[Told]]] = [
    # The day on which something is said does not date what is said.
    (
        "en",
        "The Kremlin announced on Friday that Vladimir Putin will visit North Korea.",
        {("VISITS", "announces planned", "PRK vladimir-putin", "")},
    ),
    (
        "en",
        "The Kremlin announced on 24 May that Vladimir Putin will visit North Korea on 18 June.",
        {("VISITS", "announces planned", "PRK vladimir-putin", "2024-06-18")},
    ),
    (
        "fr",
        "Le Kremlin a annoncé hier que Vladimir Poutine se rendra en Corée du Nord.",
        {("VISITS", "announces planned", "PRK vladimir-putin", "")},
    ),
    (
        "fr",
        "Le Kremlin a démenti vendredi avoir livré des armes à l'Iran.",
        {("SUPPLIES_ARMS", "denies actual", "IRN kremlin", "")},
    ),
    (
        "en",
        "On Friday the Kremlin denied that Vladimir Putin had met Joe Biden.",
        {("MEETS", "denies actual", "joe-biden vladimir-putin", "")},
    ),
    # What is denied with "que" is in the subjunctive.
    (
        "fr",
        "Le Kremlin nie que Vladimir Poutine se soit rendu en Syrie.",
        {("VISITS", "denies actual", "SYR vladimir-putin", "")},
    ),
    # That no date was given is no negation of the visit.
    (
        "fr",
        "Vladimir Poutine se rendra en Corée du Nord. Le Kremlin n'a pas précisé la date de la visite.",
        {("VISITS", "announces planned", "PRK vladimir-putin", "")},
    ),
    # To be asked to stop is not to be asked to do.
    (
        "en",
        "Ukraine has urged Iran to stop sending drones to Russia.",
        {("DEMANDS_OF", "reports actual", "IRN UKR", "")},
    ),
    (
        "en",
        "Ukraine has urged Germany to send tanks to Poland.",
        {
            ("DEMANDS_OF", "reports actual", "DEU UKR", ""),
            ("SUPPLIES_ARMS", "announces hypothetical", "DEU POL", ""),
        },
    ),
    (
        "fr",
        "L'Ukraine a appelé l'Iran à cesser de livrer des drones à la Russie.",
        {("DEMANDS_OF", "reports actual", "IRN UKR", "")},
    ),
    (
        "en",
        "Ukraine has accused Iran of breaking the embargo by secretly sending drones to Russia.",
        {("ACCUSES", "reports actual", "IRN UKR", ""), ("SUPPLIES_ARMS", "accuses alleged", "IRN RUS", "")},
    ),
    (
        "fr",
        "L'Ukraine accuse l'Iran de mentir et de livrer des drones à la Russie.",
        {("ACCUSES", "reports actual", "IRN UKR", ""), ("SUPPLIES_ARMS", "accuses alleged", "IRN RUS", "")},
    ),
    # An office is the person who surely held it on every day that counts.
    (
        "fr",
        "Le secrétaire d'État américain a rencontré Sergueï Lavrov le 20 mai 2024.",
        {("MEETS", "reports actual", "antony-blinken sergey-lavrov", "2024-05-20")},
    ),
    (
        "fr",
        "Le chef de la diplomatie française a rencontré Sergueï Lavrov le 11 janvier 2024.",
        {("MEETS", "reports actual", "le-chef-de-la-diplomatie-francaise~FRA sergey-lavrov", "2024-01-11")},
    ),
    (
        "en",
        "The US secretary of state met Sergey Lavrov on Monday.",
        {("MEETS", "reports actual", "antony-blinken sergey-lavrov", "2024-05-20")},
    ),
    # A name ends where its capitals end.
    (
        "en",
        "Sergey Lavrov met the Kyrgyz foreign minister Jenish Kulubekov on Monday.",
        {("MEETS", "reports actual", "jenish-kulubekov~KGZ sergey-lavrov", "2024-05-20")},
    ),
    # A conditional is hearsay.
    (
        "fr",
        "Vladimir Poutine aurait rencontré Bachar el-Assad le 20 mai.",
        {("MEETS", "reports alleged", "bashar-al-assad vladimir-putin", "2024-05-20")},
    ),
    ("fr", "Vladimir Poutine n'aurait pas rencontré Bachar el-Assad le 20 mai.", set()),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_a_sentence_tells_what_it_says(language: str, text: str, expected: set[Told]) -> None:
    records = list(read_article(Article(text, language=language, published="2024-05-24")))
    claims = document_from(records).claims if records else ()
    assert {
        (
            claim.type,
            f"{claim.act} {claim.modality}",
            " ".join(sorted(named.actor for named in claim.participants)),
            claim.date,
        )
        for claim in claims
    } == expected
