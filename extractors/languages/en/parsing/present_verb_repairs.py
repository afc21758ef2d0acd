"""Mends trees in which a verb of saying in the present was taken for a noun in the plural: NP points out that S."""

from __future__ import annotations

from extractors.languages.en.parsing.trees import FINITE, NOUNS, Tree

KINDS = frozenset({"say", "tell", "show"})
ADVERBS = frozenset({"also", "further", "then", "now", "however", ",", "again"})
REACH = 4  # words between the verb and "that": points out, however, that


def present_is_verb(tree: Tree, place: int) -> None:
    """NP points out that S / NP observes: S: nothing before it is finite, a noun stands right before it."""
    cue = tree.cue(place)
    word, before = tree.sentence.words[place], place - 1
    plural = tree.tags[place] in {"NNS", "NNPS"} and word.endswith("s") and word != cue.row.base
    if not plural or cue.row.kind not in KINDS or not place or tree.tags[before] not in NOUNS:
        return
    if not _leads_on(tree, cue.last + 1) or any(tag in FINITE for tag in tree.tags[:place]):
        return
    tree.tags[place] = "VBZ"
    for kid in [kid for kid in tree.kids(place) if kid < before]:
        tree.hang(kid, before, tree.deps[kid])
    root = next((at for at, head in enumerate(tree.heads) if head == at and tree.deps[at] == "ROOT"), place)
    tree.hang(place, place, "ROOT")
    tree.hang(before, place, "nsubj")
    if root > place:
        tree.hang(root, place, "ccomp")
    elif root < before:
        tree.hang(root, before, "dep")


def _leads_on(tree: Tree, start: int) -> bool:
    """Whether "that" or a colon follows, nothing but an adverb between."""
    for at in range(start, min(len(tree.heads), start + REACH)):
        word = tree.sentence.words[at]
        if word in {"that", ":"}:
            return True
        if word not in ADVERBS:
            return False
    return False
