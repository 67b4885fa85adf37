"""How fast whole articles are read on one core, by all cores, and in how much memory.

    python benchmarks/reading.py [--data ../shared/data/news_text] [--rounds 5] [--memory 1000 10000 100000]

Articles are made up: sentences of ``tests/sentences/`` that tell of events, one in ten, among those of ordinary news;
real ones, as JSON lines, are read where --data has them. Time is that of the processor, so other work on
the machine counts little; of some rounds the best is told, since nothing but noise makes one slower.

The peer is a bare scan: it cuts a text at its stops, takes its words, and looks each up among our trigger
words and the first words of our names. It reads nothing; it is what any reader in Python pays at least. (No other
reader of events is at hand offline: spaCy with its small models, which only parses, is not installed.)
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from sentence_pairs import LANGUAGES, entries

from diplograph.loaders import read
from diplograph.loaders.articles import Article, read_article
from diplograph.loaders.articles.language import language_of
from diplograph.loaders.articles.sentences import sentences
from diplograph.loaders.articles.words import tokens_of
from diplograph.schema.actors import names
from diplograph.schema.model import Rejected
from diplograph.schema.processes import cores

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "news_text"
TELLING = 0.1
"""The share of made-up sentences that are labelled ones: then as many give a claim as in essays on diplomacy."""
LENGTH = 20
"""Sentences of a made-up article."""
ORDINARY = {
    "en": """
        The price of wheat rose for the third week in a row, and traders expect no change before the harvest.
        Rain is forecast for most of the coast on Thursday, with gusts of up to ninety kilometres an hour.
        The company, which employs some 4,000 people in the region, reported a loss of 12 million euros.
        Nobody was hurt in the fire, which broke out shortly after midnight in a warehouse near the harbour.
        Economists at the central bank believe that inflation will fall below three per cent next year.
        The museum reopens in spring after works that took six years and cost twice as much as planned.
        Local councillors had asked for a new bridge for decades, but the money was never there.
        In France the number of visitors to national parks has doubled since 2010.
        She was born in a village in the north of Poland and came to Berlin as a student.
        The report, of some 300 pages, says little about the causes and less about the remedies.
        According to the ministry of health, 1,200 beds were added in hospitals during the winter.
        The government of Brazil has made the protection of the forest one of its priorities.
        Two thirds of those questioned said that they would rather pay more than wait longer.
        He takes the view that the talks of the last decade have given people in Egypt little to hope for.
        The team, without its captain, lost at home for the first time this season.
        A court in Madrid will hear the case of the three engineers at the beginning of next month.
        The President spoke for almost an hour, mostly about schools, roads and the price of housing.
        Exports of cars from Japan to the United States grew by four per cent over the year.
        What remains of the old town draws thousands of tourists in summer, and hardly anyone in winter.
        Several newspapers in Britain and Ireland carried the story on their front pages.
        The agreement of 1998 is seen as a turning point, though much of it was never carried out.
        Researchers from Sweden and Canada have found the same effect in much younger children.
        Trains between the two cities will run every half hour from September on.
        "We have no choice but to go on," said one of the shopkeepers, who has been there for thirty years.
    """,
    "fr": """
        Le prix du blé a augmenté pour la troisième semaine de suite, et rien ne devrait changer avant la récolte.
        De la pluie est attendue jeudi sur une grande partie du littoral, avec des rafales de quatre-vingt-dix km/h.
        L’entreprise, qui emploie quelque 4 000 personnes dans la région, affiche une perte de 12 millions d’euros.
        Personne n’a été blessé dans l’incendie, qui s’est déclaré peu après minuit dans un entrepôt du port.
        Les économistes de la banque centrale estiment que l’inflation passera sous les trois pour cent l’an prochain.
        Le musée rouvre au printemps après des travaux qui ont duré six ans et coûté deux fois plus que prévu.
        Les élus locaux demandaient un nouveau pont depuis des décennies, mais l’argent n’était jamais là.
        En France, le nombre de visiteurs des parcs nationaux a doublé depuis 2010.
        Elle est née dans un village du nord de la Pologne et a fait ses études à Berlin.
        Le rapport, de quelque 300 pages, dit peu de choses des causes et moins encore des remèdes.
        Selon le ministère de la Santé, 1 200 lits ont été ouverts dans les hôpitaux pendant l’hiver.
        Le gouvernement du Brésil a fait de la protection de la forêt une de ses priorités.
        Les deux tiers des personnes interrogées disent préférer payer plus cher qu’attendre plus longtemps.
        Il juge que les pourparlers de ces dix dernières années ont donné peu d’espoir aux habitants de l’Égypte.
        L’équipe, privée de son capitaine, a perdu à domicile pour la première fois de la saison.
        Un tribunal de Madrid examinera le dossier des trois ingénieurs au début du mois prochain.
        Le président a parlé près d’une heure, surtout des écoles, des routes et du prix des logements.
        Les exportations de voitures du Japon vers les États-Unis ont progressé de quatre pour cent sur un an.
        Ce qui reste de la vieille ville attire des milliers de touristes en été, et presque personne en hiver.
        Plusieurs journaux de Grande-Bretagne et d’Irlande ont mis cette histoire à la une.
        L’accord de 1998 est vu comme un tournant, bien qu’une grande partie n’ait jamais été appliquée.
        Des chercheurs de Suède et du Canada ont trouvé le même effet chez des enfants bien plus jeunes.
        Les trains entre les deux villes circuleront toutes les demi-heures à partir de septembre.
        « Nous n’avons pas d’autre choix que de continuer », dit un commerçant, installé là depuis trente ans.
    """,
}


class Measured(Struct, frozen=True):
    """What some articles hold, and seconds of the processor for all of them: the reader's, and the bare scan's."""

    name: str
    articles: int
    sentences: int
    signs: int
    triggered: int
    telling: int
    reader: float
    scan: float

    def row(self) -> str:
        share = f"{100 * self.triggered / self.sentences:.0f} % | {100 * self.telling / self.sentences:.1f} %"
        rates = f"{self.sentences / self.reader:,.0f} | {self.signs / self.reader / 1000:,.0f}"
        return (
            f"| {self.name} | {self.articles:,} | {self.sentences:,} | {self.signs / self.sentences:.0f} | {share} | "
            f"{rates} | {self.sentences / self.scan:,.0f} | {self.reader / self.scan:.1f} |"
        )


HEAD = (
    "| articles | how many | sentences | signs each | with a trigger | with a claim | sentences a second "
    "| thousand signs a second | bare scan, sentences a second | reader to scan |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
)


def made_up(count: int, language: str, seed: int = 1) -> Iterator[Article]:
    """So many articles of LENGTH sentences each."""
    chance = random.Random(f"{language} {seed}")
    ordinary = [line.strip() for line in ORDINARY[language].splitlines() if line.strip()]
    telling = [entry.text(language) for entry in entries() if not entry.apart]
    for number in range(count):
        told = [chance.choice(telling if chance.random() < TELLING else ordinary) for _ in range(LENGTH)]
        text = "\n\n".join(" ".join(told[first : first + 4]) for first in range(0, LENGTH, 4))
        day = date(2015, 1, 1) + timedelta(days=chance.randrange(3_650))
        url = f"https://example.org/{language}/{seed}/{number}"
        yield Article(f"{text}\n\n{url}", language=language, published=day.isoformat(), url=url)


def real(folder: Path) -> list[Article]:
    """The articles of a folder of the data, in the languages that we read."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in map(json.loads, lines) if row.get("text") and row.get("language") in LANGUAGES]
    return [Article(row["text"], language=row["language"], published=row.get("published") or "") for row in rows]


_STOP = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"\w+")


def bare_scan(language: str) -> Callable[[str], int]:
    """How many words of a text are triggers or begin a name, by a scan that knows no more."""
    spoken = language_of(language)
    assert spoken is not None
    known = spoken.triggers | {name.split()[0] for name in names() if name}

    def scan(text: str) -> int:
        return sum(word in known for part in _STOP.split(text) for word in _WORD.findall(part.lower()))

    return scan


def measured(name: str, articles: Sequence[Article], rounds: int) -> Measured:
    """Both readers take turns."""
    scans = {language: bare_scan(language) for language in LANGUAGES}
    count = triggered = telling = 0
    for article in articles:
        spoken = language_of(article.language)
        assert spoken is not None
        told = {record.start for record in read_article(article)}
        for sentence in sentences(article.text, article.language):
            count += 1
            triggered += not spoken.triggers.isdisjoint(token.low for token in tokens_of(sentence.text))
            telling += sentence.start in told
    ours, theirs = [], []
    for _ in range(rounds):
        begun = time.process_time()
        for article in articles:
            for _record in read_article(article):
                pass
        between = time.process_time()
        for article in articles:
            scans[article.language](article.text)
        ours.append(between - begun)
        theirs.append(time.process_time() - between)
    signs = sum(len(article.text) for article in articles)
    return Measured(name, len(articles), count, signs, triggered, telling, min(ours), min(theirs))


def write_rows(path: Path, count: int) -> None:
    """A file of JSON lines with so many made-up articles, English and French in turn."""
    with path.open("w", encoding="utf-8") as out:
        for pair in zip(*(made_up(count // 2, language, seed=2) for language in LANGUAGES), strict=True):
            for each in pair:
                row = {"text": each.text, "url": each.url, "language": each.language, "published": each.published}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_rows(path: Path, jobs: int) -> None:
    """What the process that is started for it does: read all documents and tell seconds and peak memory in MB."""
    aside: list[Rejected] = []
    begun = time.perf_counter()
    count = sum(1 for _ in read([path], aside.append, jobs=jobs))
    seconds = time.perf_counter() - begun
    own, other = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    assert not aside
    sys.stdout.write(json.dumps([count, seconds, own, other]))


def in_a_process(path: Path, jobs: int) -> tuple[int, float, float, float]:
    """Documents, seconds, and the peak memory of the process that reads and of the largest of its helpers."""
    words = [sys.executable, __file__, "--file", str(path), "--jobs", str(jobs)]
    count, seconds, own, other = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    return count, seconds, own, other


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=DATA, help="folders of real articles as JSON lines")
    options.add_argument("--articles", type=int, default=200, help="made up in each language")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--memory", type=int, nargs="*", default=[], help="numbers of articles to read from a file")
    options.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--jobs", type=int, default=cores(), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.file:
        read_rows(chosen.file, chosen.jobs)
        return
    sys.stdout.write(HEAD)
    bodies = [(f"made up, {language}", list(made_up(chosen.articles, language))) for language in LANGUAGES]
    folders = sorted(chosen.data.iterdir()) if chosen.data.is_dir() else []
    bodies += [(folder.name, found) for folder in folders if folder.is_dir() and (found := real(folder))]
    for name, articles in bodies:
        sys.stdout.write(measured(name, articles, chosen.rounds).row() + "\n")
        sys.stdout.flush()
    if chosen.memory:
        sys.stdout.write("\n| articles | jobs | articles a second | peak MB | of the larger helper, MB |\n")
        sys.stdout.write("| ---: | ---: | ---: | ---: | ---: |\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        for count, jobs in itertools.product(chosen.memory, sorted({1, chosen.jobs})):
            write_rows(path, count)
            read_count, seconds, own, other = in_a_process(path, jobs)
            rate = f"{read_count / seconds:,.0f}"
            sys.stdout.write(f"| {read_count:,} | {jobs} | {rate} | {own:.0f} | {other if jobs > 1 else 0:.0f} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
