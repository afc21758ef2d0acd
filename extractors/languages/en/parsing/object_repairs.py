"""Mends trees that gave the object of a verb of saying to another word, or made it something else."""

from __future__ import annotations

from extractors.languages.en.parsing.trees import NOUNS, Tree

OBJECTS = frozenset({"obj", "iobj"})


def particle_is_no_preposition(tree: Tree, place: int) -> None:
    """NP brushed aside N as N: the particle was made a preposition of the noun, which is the verb's object."""
    cue = tree.cue(place)
    noun = tree.heads[cue.last]
    if cue.last == place or tree.deps[cue.last] != "case" or noun < cue.last or tree.heads[noun] != place:
        return
    for other in [kid for kid in tree.kids(place, *OBJECTS) if kid > noun and tree.has(kid, "case")]:
        tree.hang(other, noun, "nmod")
    tree.hang(cue.last, place, "compound:prt")
    if not tree.has(place, *OBJECTS):
        tree.hang(noun, place, "obj")


def preposition_is_no_particle(tree: Tree, place: int) -> None:
    """NP called on all towns to VP: the preposition that leads to whom it was said was made a particle."""
    cue = tree.cue(place)
    after = place + 1
    led = cue.last == place and after < len(tree.heads) and tree.sentence.words[after] in cue.row.prepositions
    if not led or tree.heads[after] != place or not tree.deps[after].startswith("compound"):
        return
    noun = next((kid for kid in tree.kids(place) if kid > after and tree.tags[kid] in NOUNS), None)
    if noun is not None and not tree.has(noun, "case"):
        tree.tags[after] = "IN"
        tree.hang(after, noun, "case")
        tree.hang(noun, place, "obl")
