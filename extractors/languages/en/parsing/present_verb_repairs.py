"""Mends trees in which a verb of saying in the present was taken for a noun in the plural: NP points out that S."""

from __future__ import annotations

from extractors.languages.en.parsing.trees import FINITE, NOUNS, Tree

KINDS = frozenset({"say", "tell", "show", "think"})
ADVERBS = frozenset({"also", "further", "then", "now", "however", ",", "again"})
OPENING = 3  # words of a name
REACH = 4  # words between the verb and "that": points out, however, that


def present_is_verb(tree: Tree, place: int) -> None:
    """NP points out that S / NP observes: S: nothing before it is finite, a noun stands right before it."""
    cue = tree.cue(place)
    word, before = tree.sentence.words[place], place - 1
    plural = tree.tags[place] in {"NNS", "NNPS"} and word.endswith("s") and word != cue.row.base
    if place and tree.sentence.words[before] == ",":
        before = _before_description(tree, before)
    if (
        not plural
        or (cue.row.kind not in KINDS and not _opens_with(tree, place))
        or not place
        or tree.tags[before] not in NOUNS
    ):
        return
    leads_on = _leads_on(tree, cue.last + 1) or _opens_with(tree, place)
    if not leads_on or any(tag in FINITE for tag in tree.tags[:place]):
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


def _opens_with(tree: Tree, place: int) -> bool:
    """Whether a sentence opens with a name and a verb with its preposition, taken for its head: NP calls for N."""
    cue = next(cue for cue in tree.sentence.cues if cue.place == place)
    opened = 0 < place <= OPENING and all(tag in {"NNP", "NNPS"} for tag in tree.tags[:place])
    return (
        opened
        and tree.heads[place] == place
        and bool(set(tree.words(place + 1, place + 2)) & set(cue.row.prepositions))
    )


def _before_description(tree: Tree, comma: int) -> int:
    """The noun that words between commas describe: the head of N, NAME, doubts that S."""
    first = next((at for at in range(comma - 1, 0, -1) if tree.sentence.words[at] == ","), 0)
    heads = {tree.heads[at] for at in range(first + 1, comma) if not first < tree.heads[at] < comma}
    named = first and tree.tags[comma - 1] in {"NNP", "NNPS"} and len(heads) == 1
    return heads.pop() if named else comma


def _leads_on(tree: Tree, start: int) -> bool:
    """Whether "that" or a colon follows, nothing but an adverb between."""
    for at in range(start, min(len(tree.heads), start + REACH)):
        word = tree.sentence.words[at]
        if word in {"that", ":"}:
            return True
        if word not in ADVERBS:
            return False
    return False
