"""Mends trees that gave the object of a verb of saying to another word, or made it something else."""

from __future__ import annotations

from extractors.languages.en.parsing.trees import FINITE, NOUNS, Tree

OBJECTS = frozenset({"obj", "iobj"})
NO_OBJECTS = frozenset({"advcl", "appos", "ccomp", "dep", "advmod", "obl", "parataxis", "list"})
TAKES_OBJECT = frozenset({"object", "object_to", "object_as"})
AIRED = frozenset({"broadcast"})  # a participle that looks like its noun
ASIDE_OPENS = frozenset(
    {"however", "among", "at", "in", "too", "also", "moreover", "for", "on", "nevertheless", "again"}
)
ASIDE_REACH = 8
AIRED_AS = ("obj", "ccomp", "parataxis", "advcl")
AIRED_ON = frozenset({"on", "by", "in", "at", "last", "this", "earlier", "late", "yesterday", "today"})


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


def object_right_after(tree: Tree, place: int) -> None:
    """NP accused N of VP: a name or pronoun right after the verb was made a clause or an apposition of it."""
    cue = tree.cue(place)
    after = cue.last + 1
    wanted = TAKES_OBJECT & set(cue.row.takes) and cue.row.kind == "act" and tree.tags[place] in FINITE
    if not wanted or after >= len(tree.heads) or tree.heads[after] != place or tree.has(place, *OBJECTS):
        return
    named = tree.tags[after] in {"NNP", "NNPS", "PRP"} or tree.sentence.words[after] == "what"
    plain = named and not tree.has(after, "case", "cop", "nsubj")
    if plain and tree.deps[after] in NO_OBJECTS:
        tree.hang(after, place, "obj")


def object_of_infinitive(tree: Tree, place: int) -> None:
    """NP told his ministries to VP: who is told was made the subject of what they shall do."""
    cue = tree.cue(place)
    if "object_to" not in cue.row.takes or tree.has(place, *OBJECTS):
        return
    for verb in [kid for kid in tree.kids(place, "ccomp", "xcomp") if kid > place and tree.tags[kid] == "VB"]:
        subject = next((kid for kid in tree.kids(verb, "nsubj") if place < kid < verb), None)
        if subject is not None and tree.words(subject + 1, subject + 2) in (["to"], ["not"]):
            tree.hang(subject, place, "obj")
            tree.hang(verb, place, "xcomp")


def aired_is_no_object(tree: Tree, place: int) -> None:
    """NP said in an interview with NAME broadcast on Thursday: the participle behind a name was made the object."""
    for kid in [kid for kid in tree.kids(place, *AIRED_AS) if kid > place + 1 and tree.sentence.words[kid] in AIRED]:
        named = tree.tags[kid - 1] in NOUNS
        if named and set(tree.words(kid + 1, kid + 2)) & AIRED_ON:
            if tree.heads[kid - 1] == kid:
                above = next((at for at in range(kid - 2, place, -1) if tree.tags[at] in NOUNS), place)
                tree.hang(kid - 1, above, "flat" if above == kid - 2 else "obl")
            tree.tags[kid] = "VBN"
            tree.hang(kid, kid - 1, "acl")


def name_is_no_preposition(tree: Tree, place: int) -> None:
    """“S?” asked NAME, a N: the first word of the name was made a preposition of the last."""
    for kid in [kid for kid in tree.kids(place) if kid > place and tree.tags[kid] in {"NNP", "NNPS"}]:
        names = [case for case in tree.kids(kid, "case") if case < kid and tree.tags[case] in {"NNP", "NNPS"}]
        for case in names:
            tree.hang(case, kid, "compound")
        if names and tree.deps[kid] == "obl" and not tree.has(kid, "case"):
            tree.hang(kid, place, "obj")


def object_behind_aside(tree: Tree, place: int) -> None:
    """NP noted, however, N / NP praised, among other things, N: the object behind what commas set off was lost."""
    cue, words = tree.cue(place), tree.sentence.words
    wanted = TAKES_OBJECT & set(cue.row.takes) and tree.tags[place] in FINITE and not tree.has(place, *OBJECTS)
    comma = next((at for at in range(cue.last + 2, cue.last + ASIDE_REACH) if words[at : at + 1] == [","]), 0)
    if not wanted or tree.words(cue.last + 1, cue.last + 2) != [","] or not comma or comma + 2 >= len(words):
        return
    opens = tree.tags[comma + 1] in {"DT", "PRP$"} and words[cue.last + 2] in ASIDE_OPENS
    noun = next((at for at in range(comma + 2, min(len(words), comma + 6)) if tree.tags[at] in NOUNS), None)
    while noun is not None and noun + 1 < len(words) and tree.tags[noun + 1] in NOUNS:
        noun += 1
    if not opens or noun is None or any(tree.tags[at] in FINITE for at in range(comma, len(words))):
        return
    for kid in [kid for kid in tree.kids(noun) if kid < comma]:
        tree.hang(kid, place, tree.deps[kid])
    tree.hang(noun, place, "obj")
