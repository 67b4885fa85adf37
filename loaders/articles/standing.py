"""How a deed is told: as done, planned, alleged, denied; by whom; or not at all, and why not."""

from __future__ import annotations

from msgspec import Struct

from diplograph.loaders.articles.clauses import Clauses
from diplograph.loaders.articles.governing import SPEECH, Link, governor_of
from diplograph.loaders.articles.sources import attributions
from diplograph.loaders.articles.verbs import Verb
from diplograph.schema.records import Act, Modality

_DEPTH = 4
UNREAL = frozenset(["would", "unreal", "perhaps", "must"])
"""Modals of what could, should or would be."""
MAY_NOT_BE = "could, should or would"
"""Why what they tell is passed over."""


class Standing(Struct):
    """Act and modality of a deed, the place of who says so (-1 the source), and the words that decide, in order.

    ``silent`` is why nothing is claimed; "" where something is.
    """

    act: Act = "reports"
    modality: Modality = "actual"
    claimant: int = -1
    why: tuple[str, ...] = ()
    silent: str = ""


def standing_of(clauses: Clauses, verb: Verb, depth: int = 0) -> Standing:
    """How the deed of *verb* stands, by its own form and by what governs it, up to the main clause."""
    found = Standing()
    if verb.negated or _nobody(clauses, verb):
        return Standing(silent="negated")
    words = clauses.items[verb.last].text
    link = governor_of(clauses, verb)
    if verb.modal == "future" or verb.time == "future":
        found.modality, found.act, found.why = "planned", "announces", (f"future: {words}",)
    elif verb.modal == "hearsay":
        found.modality, found.why = "alleged", ("may have",)
    elif verb.modal:
        # "said that X would go", "X would go, the Kremlin said"
        if link is not None:
            told = link.effect in SPEECH
        else:
            told = any(each.act == "announces" for each in attributions(clauses))
        if verb.modal != "would" or not told:
            return Standing(silent=MAY_NOT_BE)
        if any(item.kind == "i" for item in clauses.items):
            # "said he would come if invited"
            return Standing(silent="under a condition")
        found.modality, found.act, found.why = "planned", "announces", ("would, reported",)
    elif verb.time == "conditional" or verb.form == "conditional":
        found.modality, found.why = "alleged", (f"conditional: {words}",)
    if link is None or depth > _DEPTH:
        return found
    return _governed(clauses, verb, link, found, depth)


def _nobody(clauses: Clauses, verb: Verb) -> bool:
    """ "Neither A nor B has met C", "ni A ni B", "nobody"."""
    place = verb.first - 1
    while place >= 0 and clauses.items[place].kind not in ",;:.tuirv":
        if clauses.language.has(clauses.items[place].low, "nobody"):
            return True
        place -= 1
    return False


def _governed(clauses: Clauses, verb: Verb, link: Link, own: Standing, depth: int) -> Standing:
    effect = link.effect
    if effect == "if":
        return Standing(silent="a condition")
    if effect == "purpose":
        main = standing_of(clauses, link.verb, depth + 1) if link.verb else Standing(silent="a purpose")
        if main.silent or main.modality != "planned":
            return Standing(silent="a purpose")
        return main
    said = effect in SPEECH
    unreal = verb.time in ("conditional", "present") or verb.modal in UNREAL
    if said and unreal:
        own = standing_of_own(clauses, verb)
        if own.silent:
            return own
    if effect == "wants":
        return Standing(silent=f"only wanted, asked for or feared: {_word(clauses, link)}")
    above = standing_of(clauses, link.verb, depth + 1) if link.verb is not None else Standing()
    if effect == "alleged":
        own.modality, own.claimant = "alleged", above_claimant(clauses, link, depth)
        own.why += (f"only said to be so: {_word(clauses, link)}",)
        return own
    if effect in ("same", "after", "before", "does", "plans"):
        if above.silent:
            return above
        if effect == "same" and verb.form in ("infinitive", "gerund", "present") and own.modality == "actual":
            own.modality, own.act = above.modality, above.act
        if effect == "plans":
            if own.modality == "actual":
                own.modality, own.act = "planned", "denies" if above.act == "denies" else "announces"
            own.why += (f"{effect}: {_word(clauses, link)}",)
        elif effect == "does" and own.modality == "actual":
            own.modality, own.act = above.modality, above.act
        if effect != "after" or above.claimant >= 0:
            own.claimant = own.claimant if own.claimant >= 0 else above.claimant
            if above.claimant >= 0 and own.act == "reports":
                own.act = above.act
        return own
    if above.silent == "negated":
        return Standing(silent="not said")
    if above.silent or above.modality == "planned":
        return Standing(silent="not said yet")
    own.claimant = link.doer if link.doer >= 0 else own.claimant
    own.why += (f"{effect}: {_word(clauses, link)}",)
    if effect == "says":
        own.act = "announces"
    elif effect == "claims":
        own.modality = "alleged" if own.modality == "actual" else own.modality
        own.act = "reports"
    elif effect == "confirms":
        own.act = "confirms"
    elif effect == "denies":
        own.act, own.modality = "denies", "actual"
    elif effect == "admits":
        own.act = "admits"
    elif effect == "rumours":
        own.act, own.modality = "rumours", "alleged"
    return own


def above_claimant(clauses: Clauses, link: Link, depth: int) -> int:
    """Who is told to say the whole, where somebody is."""
    return standing_of(clauses, link.verb, depth + 1).claimant if link.verb is not None else -1


def standing_of_own(clauses: Clauses, verb: Verb) -> Standing:
    """The standing of a verb in reported speech by its own form: "would" and the French conditional are the future."""
    if verb.negated:
        return Standing(silent="negated")
    if verb.modal == "would":
        return Standing("announces", "planned", why=("would, reported",))
    if verb.modal not in ("", "future", "hearsay"):
        return Standing(silent="could or should")
    if verb.form == "conditional":
        return Standing("announces", "planned", why=("conditional, reported",))
    if verb.time == "conditional":
        return Standing("reports", "alleged", why=("conditional",))
    return Standing()


def _word(clauses: Clauses, link: Link) -> str:
    if link.noun >= 0:
        return clauses.items[link.noun].text
    return clauses.items[link.verb.last].text if link.verb is not None else ""
