"""What French and English news call states, bodies and groups, and which of their words name nobody."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diplograph.schema.actors import actors, find_place, names, not_actors, resolve, state_of

TABLES = Path(__file__).parent.parent / "schema" / "actors" / "data"

STATES = """
ARE | fr EAU, Émirats, émirati, émiratie, émiratis, émiraties, émirienne, Abou Dhabi | en UAE, U.A.E., Emirati, Emiratis
ARM | fr arménien, Erevan | en Armenian, Armenians, Yerevan
AZE | fr azerbaïdjanais, azérie, Bakou | en Azerbaijani, Azeris, Baku
BDI | fr burundaise, Bujumbura, Gitega | en Burundian
BFA | fr burkinabè, burkinabés | en Burkinabe, Burkinabes
BIH | fr bosnien, bosniaque, Sarajevo | en Bosnian, Bosnians, BiH
BLR | fr Bélarus, Biélorussie, bélarusse, biélorusse, Minsk | en Belarusian, Belarus
CAF | fr RCA, Centrafrique, centrafricaine, Bangui | en Central African
CHN | fr chinoises, Pékin, RPC | en Chinese, Beijing, Peking, PRC
CIV | fr ivoirien, Abidjan, Yamoussoukro, Cote d'Ivoire | en Ivory Coast, Ivorian
COD | fr RDC, RD Congo, zaïrois, Zaïre, Kinshasa | en DRC, D.R.C., DR Congo
CPV | fr Cap-Vert, capverdien, cap-verdienne | en Cape Verde, Cabo Verde, Cabo Verdean
CZE | fr Tchéquie, tchèque | en Czechia, Czech, Czechs
DEU | fr allemandes, ouest-allemand, RFA | en German, West German, FRG
EGY | fr égyptienne, Le Caire, Caire | en Egyptian, Cairo
ESH | fr sahraoui, sahraouie, sahraouis | en Sahrawi, Sahrawis
FIN | fr finlandais, finnoise | en Finnish, Finns
FRA | fr française, Paris | en French, Frenchmen
GBR | fr britanniques, Grande-Bretagne, Londres | en British, Briton, Britons, UK, U.K., Britain
GUF | fr guyanaise | en French Guianese
GUY | fr guyanienne | en Guyanese
HKG | fr hongkongais | en Hong Kongers
IND | fr indienne, New Delhi, Delhi | en Indian, Delhi
IRL | fr irlandaise | en Irish, Irishmen
IRN | fr iranienne, Téhéran | en Iranian, Tehran, Teheran
ISL | fr islandaise, Reykjavik | en Icelander, Icelandic
KOR | fr sud-coréen, sud-coréennes, Séoul | en ROK, South Koreans, S. Korea
MDV | fr Malé | en Malé, Maldivian
MKD | fr Macédoine, macédonienne | en Macedonia, FYROM
MMR | fr Birmanie, birmane, Myanmar, Rangoun | en Burma, Burmese, Naypyidaw
MNG | fr mongole, Oulan-Bator | en Mongolian, Ulaanbaatar
NER | fr nigérien, nigérienne, Niamey | en Nigerien, Nigeriens
NGA | fr nigérian, nigériane, Abuja | en Nigerian, Nigerians
NLD | fr néerlandaises, hollandaises | en Dutch, Dutchman, Holland
POL | fr polonaise, Varsovie | en Polish, Poles, Warsaw
PRK | fr RPDC, nord-coréens, Pyongyang | en DPRK, D.P.R.K., North Koreans, N. Korea
PSE | fr palestinienne, Ramallah | en Palestinian, Palestinians, Palestine
SAU | fr saoudienne, saoudite, Ryad, Riyad | en Saudi, Saudis, Riyadh
SRB | fr serbe | en Serb, Serbs, Serbian
SUN | fr soviétiques, URSS | en Soviet, Soviets, USSR, U.S.S.R.
SWZ | fr Swaziland, swazi | en Swaziland, Eswatini
TCD | fr tchadienne, N'Djamena, Ndjamena | en Chadian
THA | fr thaïlandaise | en Thai, Thais
TUR | fr turque, Turquie, Ankara | en Turkish, Turk, Turks, Türkiye, Turkey
TWN | fr taïwanaise, Taipei, Taïpei | en Taiwanese, Taipei
USA | fr Etats-Unis, ETATS-UNIS, étatsunienne, états-uniens, Washington | en U.S., US, USA, American
VNM | fr Vietnam, vietnamienne, Hanoï | en Vietnamese, Hanoi
XKX | fr kosovar, kosovienne, Pristina | en Kosovan, Kosovars
YUG | fr yougoslave | en Yugoslav, Yugoslavs
"""

GROUPS = """
quai-d-orsay | fr Quai d'Orsay | en French Foreign Ministry
state-department | fr département d'Etat | en State Department, Foggy Bottom
us-congress | fr Congrès américain | en US Congress, Capitol Hill
state-duma | fr la Douma, Douma d'État | en State Duma, Duma
irgc | fr Gardiens de la révolution, pasdarans, CGRI | en Revolutionary Guards, IRGC
peoples-liberation-army | fr Armée populaire de libération, APL | en PLA
idf | fr Tsahal | en IDF
fsb | fr FSB | en Federal Security Service
mossad | fr Mossad | en Mossad
knesset | fr Knesset | en Knesset
bundestag | fr Bundestag | en Bundestag
wagner-group | fr groupe Wagner | en Wagner Group
european-commission | fr Commission européenne | en European Commission
pace | fr APCE | en PACE
un-security-council | fr Conseil de sécurité | en Security Council, UN Security Council
iaea | fr AIEA | en IAEA
opcw | fr OIAC | en OPCW
wfp | fr PAM | en WFP
unrwa | fr Unrwa | en UNRWA
csto | fr OTSC | en CSTO
shanghai-cooperation-organisation | fr OCS | en SCO
commonwealth-of-independent-states | fr CEI | en CIS
ecowas | fr Cédéao, CEDEAO | en ECOWAS, Ecowas
asean | fr Anase | en ASEAN, Asean
oas | fr OEA | en OAS
oic | fr OCI | en OIC
alliance-of-sahel-states | fr AES, Alliance des Etats du Sahel | en Alliance of Sahel States
hezbollah | fr Hezbollah, Hizbollah | en Hizbullah, Hizballah
taliban | fr talibans, Taliban | en Taliban
houthis | fr Houthis, houthistes | en Houthi, Houthis
islamic-state | fr Daech, EI, État islamique | en ISIS, ISIL, Daesh, Islamic State
al-qaeda | fr Al-Qaïda | en Al-Qaeda, al-Qaida
plo | fr OLP | en PLO
al-shabaab | fr Chebab, shebab | en al-Shabaab
ltte | fr Tigres tamouls | en Tamil Tigers, LTTE
khmer-rouge | fr Khmers rouges | en Khmer Rouge
rapid-support-forces | fr Forces de soutien rapide | en Rapid Support Forces
reporters-without-borders | fr Reporters sans frontières | en Reporters Without Borders
syrian-democratic-forces | fr Forces démocratiques syriennes | en Syrian Democratic Forces
western-countries | fr Occidentaux, l'Occident, pays occidentaux | en the West, Western powers
european-countries | fr Européens, pays européens | en Europeans, European countries
gulf-countries | fr pays du Golfe | en Gulf states
p5-plus-1 | fr groupe 5+1 | en P5+1
normandy-format | fr format Normandie | en Normandy Format
"""

SEVERAL = {
    "congolais": ("COD", "COG"),
    "Congolese": ("COD", "COG"),
    "Congo": ("COD", "COG"),
    "coréenne": ("KOR", "PRK"),
    "Korean": ("KOR", "PRK"),
    "Dominican": ("DMA", "DOM"),
    "guinéens": ("GIN", "GNB", "GNQ"),
    "Guinean": ("GIN", "GNB", "GNQ"),
    "RSF": ("rapid-support-forces", "reporters-without-borders"),
    "SDF": ("japan-self-defense-forces", "syrian-democratic-forces"),
    "Congress": ("indian-national-congress", "us-congress"),
    "House of Commons": ("british-parliament", "canadian-parliament"),
}

NOBODY = (
    "Genève|Geneva|Bruxelles|Brussels|New York|La Haye|The Hague|the North|the South|le Nord|le Sud|Senate|Sénat"
    "|Angleterre|international community|communauté internationale|the west|occidentaux|européens|us|polish|poles"
    "|Victoria|Santiago|Amnesty|vingt-sept|Vingt-sept|Male|Maurice|Dominique|Réunion|Grenade|FDS"
)

# Frequent nouns, verbs and adjectives at the head of sentences, and given names, of both languages.
WORDS = """
the and for are but not you all any can had her was one our out day get has him his how man new now old see two way
who boy did its let put say she too use that with have this will your from they know want been good much some time
very when come here just like long make many more only over such take than them well were what where while world
year people work life hand part place case week company system program question government number night point home
water room mother area money story fact month lot right study book eye job word business issue side kind head house
service friend father power hour game line end member law car city community name president team minute idea body
information back parent face others level office door health person art war history party result change morning
reason research girl guy moment air teacher force education foot age policy music market sense nation plan college
interest death experience effect control field development role effort rate heart drug show leader light voice wife
police mind price report decision son view relationship town road arm difference value building action season
society tax director position player record paper space ground form event official matter center couple site
project activity star table need court american-made oil situation cost industry figure street image phone data
picture practice piece land product doctor wall patient worker news test movie north south east west spring summer
china-ware porcelain march may pole dane finn brief bill will grant mark le la les un une des du de en dans sur
pour par avec sans sous chez mais donc car ni que qui quoi dont où homme femme jour temps année fois monde vie main
chose pays ville enfant père mère ami tête maison guerre paix accord dialogue roi reine peuple nation état loi
parti chef ministre président gouvernement conseil assemblée chambre sénat congrès parlement sommet visite
rencontre entretien appel lettre message discours vote élection crise conflit attaque frappe missile arme armée
soldat force camp front frontière mer océan golfe île terre ciel feu eau pont route port aéroport usine marché
banque argent dette impôt prix pétrole gaz blé sucre roseau café vin pain riz école université élève livre film
musique sport match but coupe jeu équipe joueur médecin hôpital maladie virus vaccin mort naissance mariage famille
frère sœur fils fille oncle tante cousin voisin rue place quartier village région province nord sud est ouest
centre haut bas droite gauche matin soir nuit lundi mardi mercredi jeudi vendredi samedi dimanche janvier février
mars avril mai juin juillet août septembre octobre Alexander Alice Amanda Andrew Anna Antoine Barbara Ben Bernard
Brian Camille Carl Carlos Caroline Catherine Charles Christian Claire Claude Daniel David Diana Diego Dominique
Donald Edward Elena Elisabeth Emma Emily Emmanuel Eric Eva Fatima Felix Francis François Frank Françoise Frédéric
Gabriel George Georges Gérard Hannah Hans Helen Henri Henry Hugo Ibrahim Igor Isabelle Ivan Jack Jacques James Jane
Jean Jennifer Joan John Jonathan José Joseph Juan Julia Julie Karim Kate Kevin Laura Laurent Léa Leon Leila Louis
Louise Luc Lucas Lucy Luis Manuel Marc Marcel Maria Marie Marina Mario Martin Mary Matthew Michael Michel Mohamed
Monica Nadia Nathalie Nicolas Nicole Noah Oleg Olga Oliver Olivier Oscar Patricia Patrick Paul Pauline Peter Philip
Philippe Pierre Rachel Richard Robert Roger Rosa Samuel Sandra Sara Sarah Sergei Simon Sophia Sophie Stephen Susan
Sylvie Thomas Victor Victoria Vincent Virginia Vladimir Walter William Yves Yasmine Zoé Santiago Austin Dallas
Florence Brooklyn Carolina Savannah Sydney Kenya-Rose Asia Alba Ira Isis Eta Pam Finn Dane Elan
"""

# States and capitals bear these names too. A reader has only the words beside them to go by.
NAMESAKES = {
    "Chad": "TCD",
    "Georgia": "GEO",
    "Israel": "ISR",
    "Jordan": "JOR",
    "Paris": "FRA",
    "Salvador": "SLV",
    "Sofia": "BGR",
    "Washington": "USA",
}


def cases(table: str) -> list[tuple[str, str, str]]:
    found = []
    for line in table.strip().splitlines():
        actor, *parts = (part.strip() for part in line.split(" | "))
        for part in parts:
            language, _, texts = part.partition(" ")
            found += [(actor, language, text.strip()) for text in texts.split(",")]
    return found


@pytest.mark.parametrize(("actor", "language", "text"), [*cases(STATES), *cases(GROUPS)])
def test_a_spelling_leads_to_its_actor(actor: str, language: str, text: str) -> None:
    assert resolve(text, language) == (actor,)


@pytest.mark.parametrize(("text", "found"), SEVERAL.items())
def test_what_may_be_several_stays_open(text: str, found: tuple[str, ...]) -> None:
    assert resolve(text) == found


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("CEI", "fr", ("commonwealth-of-independent-states",)),
        ("CEI", "en", ("central-european-initiative",)),
        ("OAS", "en", ("oas",)),
        ("OAS", "fr", ("oas", "organisation-armee-secrete")),
    ],
)
def test_a_language_decides_what_an_acronym_means(text: str, language: str, found: tuple[str, ...]) -> None:
    assert resolve(text, language) == found


@pytest.mark.parametrize("text", NOBODY.split("|"))
def test_some_words_name_nobody(text: str) -> None:
    assert resolve(text) == ()


def test_no_frequent_word_and_no_given_name_is_an_actor() -> None:
    words = [form for word in WORDS.split() for form in (word, word[0].upper() + word[1:])]
    assert len(words) > 1000
    assert {word: resolve(word) for word in words if word not in actors() and resolve(word)} == {}
    assert {word: resolve(word)[0] for word in NAMESAKES} == NAMESAKES


def test_what_names_nobody_is_no_name() -> None:
    assert not_actors() & set(names()) == set()
    assert {"south china sea", "accords de minsk"} <= not_actors()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rafah", "PSE/rafah"),
        ("Marioupol", "UKR/mariupol"),
        ("Alep", "SYR/aleppo"),
        ("Haut-Karabakh", "AZE/nagorno-karabakh"),
        ("Goma", "COD/goma"),
        ("Genève", "CHE/geneva"),
        ("La Haye", "NLD/the-hague"),
        ("The Hague", "NLD/the-hague"),
        ("Bujumbura", "BDI/bujumbura"),
        ("Boutcha", "UKR/bucha"),
        ("Donbass", "UKR/donbas"),
        ("Cisjordanie", "PSE/west-bank"),
        ("Caire", "EGY/cairo"),
        ("Victoria", "SYC/victoria"),
        ("Mexico", "MEX"),
        ("Panama", "PAN"),
        ("Congo", ""),
    ],
)
def test_a_town_is_in_its_state(text: str, place: str) -> None:
    assert find_place(text) == place


def rows(name: str) -> list[tuple[str, ...]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8") as lines:
        return [tuple(row.values()) for row in csv.DictReader(lines)]


@pytest.mark.parametrize("table", ["actors", "names", "offices", "places", "not-actors"])
def test_tables_are_in_order_and_say_nothing_twice(table: str) -> None:
    found = rows(table)
    assert found == sorted(set(found))


def test_every_place_is_in_a_state_and_is_named_in_both_languages() -> None:
    spoken: dict[str, set[str]] = {}
    for place, _, language in rows("places"):
        spoken.setdefault(place, set()).add(language)
    assert len(spoken) >= 1000
    assert [place for place in spoken if actors()[place[:3]].kind != "state" or place[3] != "/"] == []
    assert [place for place, languages in spoken.items() if languages != {"en", "fr"}] == []


def test_every_sovereign_state_has_demonyms_in_both_languages() -> None:
    bare = [
        actor.id
        for actor in actors().values()
        if actor.kind == "state"
        and actor.cow
        and not {("demonym", "en"), ("demonym", "fr")} <= {(name.kind, name.language) for name in actor.names}
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("body", "state"),
    [("irgc", "IRN"), ("peoples-liberation-army", "CHN"), ("cia", "USA"), ("mossad", "ISR"), ("kgb", "SUN")],
)
def test_a_body_speaks_for_its_state(body: str, state: str) -> None:
    assert state_of(body) == state


@pytest.mark.parametrize("group", ["wagner-group", "hamas", "houthis", "m23", "islamic-state", "eeas", "pace"])
def test_a_group_speaks_for_no_state(group: str) -> None:
    assert (actors()[group].kind, state_of(group)) == ("organisation", "")
