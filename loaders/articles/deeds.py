"""All that a sentence tells: the deeds of its verbs and nouns, each word of the text telling one at most."""

from __future__ import annotations

from diplograph.loaders.articles.duties import of_duty
from diplograph.loaders.articles.noun_deeds import of_noun
from diplograph.loaders.articles.scene import Deed, Scene
from diplograph.loaders.articles.verb_deeds import of_verb


def deeds_in(scene: Scene) -> list[Deed]:
    """Every deed, in the order of its word; what stands in the content of another is that one's."""
    found: list[Deed] = []
    for place, item in enumerate(scene.items):
        if item.kind == "e":
            found += of_noun(scene, place)
    for verb in scene.clauses.verbs:
        found += of_duty(scene, verb)
    for verb in scene.clauses.verbs:
        if verb.last not in scene.inside | scene.light | scene.within:
            found += of_verb(scene, verb)
    inside = scene.inside | {
        deed.anchor
        for deed in found
        if deed.nominal and deed.verb is None
        for other in found
        if not other.nominal and other.frame.objects is not None and other.anchor < deed.anchor <= other.last
    }
    return sorted((deed for deed in found if deed.anchor not in inside), key=lambda deed: deed.anchor)
