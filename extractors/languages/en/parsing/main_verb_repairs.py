"""Finds the main verb of a sentence whose parse has none: the first verb of saying that stands where it can."""

from __future__ import annotations

from extractors.languages.en.parsing.trees import FINITE, NOUNS, Tree, is_aided

OPENING = 8  # words within which the subject of a sentence without a verb is looked for


def participle_is_main_verb(tree: Tree, place: int) -> None:
    """NP, who VP, dismissed NP: a sentence without a finite main verb has its first verb of saying for one."""
    root = next((at for at, head in enumerate(tree.heads) if head == at and tree.deps[at] == "ROOT"), None)
    misread = tree.tags[place] == "VBD" and tree.deps[place] == "amod"  # no finite verb modifies a noun
    if root is None or (_is_finite(tree, root) and not misread) or not _could_be_main(tree, place):
        return
    subject = root if root < place and tree.tags[root] in NOUNS else _opening_noun(tree, place)
    if subject is None:
        return
    tree.tags[place] = "VBD"
    tree.hang(place, place, "ROOT")
    for kid in [*tree.kids(subject), *(tree.kids(root) if root < place else ())]:
        if kid > place:
            tree.hang(kid, place, "advcl" if tree.tags[kid] == "VBG" else tree.deps[kid])
    tree.hang(subject, place, "nsubj")
    for kid in [kid for kid in tree.kids(place, "appos") if misread and kid == place + 1]:
        tree.hang(kid, place, "obj")
    if root not in {subject, place}:
        tree.hang(root, *((subject, "dep") if root < place else _place_of_rest(tree, root, place)))


def _could_be_main(tree: Tree, place: int) -> bool:
    """Whether a word may be the verb that the parser missed: in the past, after a noun or a comma, no passive."""
    before, words = place - 1, tree.sentence.words
    while before > 0 and tree.tags[before] in {"RB", "RBR"}:
        before -= 1
    follows = before >= 0 and (words[before] == "," or tree.tags[before] in NOUNS or before == 0)
    past = tree.tags[place] in {"VBN", "VBD"} and tree.deps[place] != "acl:relcl" and tree.sentence.inside[place] < 0
    passive = tree.has(place, "obl:agent") or is_aided(tree, place)
    return follows and past and not passive and tree.words(place + 1, place + 2) not in ([], [","], ["."], ["by"])


def _opening_noun(tree: Tree, place: int) -> int | None:
    """The noun or name with which a sentence opens; a name may have been taken for anything."""
    if place == 1 or (tree.tags[0] not in NOUNS and tree.words(1, 2) == [","]):
        return 0
    for at in range(min(place, OPENING)):
        if tree.deps[at] in {"case", "mark"} and tree.tags[at] not in NOUNS:
            return None
        if tree.tags[at] in NOUNS and tree.deps[at] not in {"compound", "amod", "nmod:poss"}:
            return at
    return _last_of_name(tree, place) if place < OPENING else None


def _last_of_name(tree: Tree, place: int) -> int | None:
    """The noun before a verb and its adverbs where all words before were made one phrase: N of N NAME voiced N."""
    last = place - 1
    while last > 0 and tree.tags[last] == "RB":
        last -= 1
    return last if last >= 0 and tree.tags[last] in NOUNS and tree.deps[last] == "compound" else None


def _place_of_rest(tree: Tree, root: int, place: int) -> tuple[int, str]:
    """(head, relation) of the old root: "that" makes it the clause of the last verb before, "having been" of this."""
    that = next((kid for kid in tree.kids(root, "mark") if tree.sentence.words[kid] == "that"), None)
    if that is not None:
        before = [cue.place for cue in tree.sentence.cues if place <= cue.place < that]
        return before[-1] if before else place, "ccomp"
    return place, "xcomp" if tree.words(place + 1, place + 2) in (["having"], ["being"]) else "advcl"


def _is_finite(tree: Tree, place: int) -> bool:
    """Whether a word is a finite verb, or an auxiliary or copula makes it one."""
    helpers = (kid for kid in tree.kids(place) if tree.deps[kid].startswith(("aux", "cop")))
    return tree.tags[place] in FINITE or any(tree.tags[kid] in FINITE for kid in helpers)
