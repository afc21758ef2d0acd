"""Mends trees that give a verb of saying a subject from the clause beside it, or none: who speaks stands elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from extractors.languages.en.parsing.trees import FINITE, NOUNS, Tree, first_of
from extractors.sentences.sentence import SUBJECTS

HAVE = frozenset({"has", "have", "had", "having", "'ve", "’ve"})
BE = frozenset({"be", "is", "are", "was", "were", "been", "being"})
JOINS = frozenset({",", "but", "and", "while", "yet", "as"})
FRONTED = frozenset({"obl", "nmod", "obl:unmarked", "nmod:unmarked", "advmod", "obl:tmod"})
QUALIFIES = ("case", "cop", "det", "amod", "nmod:poss")
CLOSES = frozenset({",", "”", '"', "»", "''"})
LISTED = frozenset({"obj", "conj", "appos", "obl:unmarked", "nmod:unmarked"})
CLIMB = 6


def fronted_phrase_of_verb(tree: Tree, place: int) -> None:
    """In May, NAME, the NP, stated S: what opens the sentence was hung from the description behind the name."""
    for subject in [kid for kid in tree.kids(place, *SUBJECTS) if kid < place]:
        for kid in range(subject):
            if subject < tree.heads[kid] < place and tree.deps[kid] in FRONTED:
                tree.hang(kid, place, "obl")


def subject_behind_verb(tree: Tree, place: int) -> None:
    """S, said NP, NP reported: who speaks, behind the verb, was made a second subject of the next."""
    cue = next(cue for cue in tree.sentence.cues if cue.place == place)
    opened = place > 0 and tree.sentence.words[place - 1] in CLOSES and cue.row.kind == "say"
    if not opened or tree.tags[place] not in FINITE or tree.has(place, *SUBJECTS):
        return
    for noun in range(place + 1, len(tree.heads)):
        verb = tree.heads[noun]
        if tree.deps[noun] == "nsubj" and verb > noun and first_of(tree, noun) == place + 1:
            last = next((at for at in tree.kids(verb, "nsubj") if noun < at < verb), verb - 1)
            begin = first_of(tree, last)
            if last > noun and tree.tags[last] in NOUNS and tree.words(begin - 1, begin) == [","]:
                tree.hang(noun, place, "nsubj")
                tree.hang(last, verb, "nsubj")
                if tree.heads[verb] == place:
                    tree.hang(verb, verb if tree.heads[place] == place else tree.heads[place], tree.deps[place])
                    tree.hang(place, verb, "ccomp")
            return


def last_of_two_subjects(tree: Tree, place: int) -> None:
    """S, but NAME told NP: S. / S, a N that VP, NAME told NP. A noun of the clause before was made a second subject."""
    subjects = [kid for kid in tree.kids(place, "nsubj") if kid < place]
    if len(subjects) != 2 or tree.tags[place] not in FINITE:
        return
    first, last = subjects
    begin = first_of(tree, last)
    told = any(tree.tags[at] in FINITE for at in range(begin))
    parted = begin > first and bool(JOINS & set(tree.words(begin - 1, begin)))
    if parted and (told or tree.words(begin - 1, begin) != [","]) and "," not in tree.words(last, place):
        tree.hang(first, place, "dep")


def perfect_is_no_passive(tree: Tree, place: int) -> None:
    """NP has sharply attacked N: the subject of a verb with "has" and an object was made that of a passive."""
    subject = next((kid for kid in tree.kids(place, "nsubj:pass") if kid < place), None)
    if subject is None:
        return
    group = set(tree.words(subject + 1, place))
    if HAVE & group and not BE & group and tree.has(place, "obj", "ccomp", "xcomp"):
        tree.hang(subject, place, "nsubj")


def participle_of_speaker(tree: Tree, place: int) -> None:
    """NP said S, describing N: the participle of saying was hung from the last words of what was said."""
    if tree.tags[place] != "VBG" or tree.words(place - 1, place) != [","]:
        return
    cues = [cue for cue in tree.sentence.cues if cue.place < place and cue.row.kind in {"say", "tell"}]
    said = next(
        (c.place for c in reversed(cues) if tree.tags[c.place] in FINITE and tree.has(c.place, *SUBJECTS)), None
    )
    above = tree.heads[place]
    if said is None or not said < above < place or not _is_said(tree, above, said):
        return
    quoted = tree.sentence.inside[place - 2] >= 0 > tree.sentence.inside[place]
    if quoted or (tree.deps[place] == "advcl" and tree.has(above, "nsubj:pass")):
        tree.hang(place, said, "advcl")


def _is_said(tree: Tree, place: int, verb: int) -> bool:
    """Whether a word lies in the clause that a verb of saying governs."""
    for _ in range(CLIMB):
        above = tree.heads[place]
        if above == verb:
            return tree.deps[place] in {"ccomp", "parataxis"}
        place = above
    return False


def noun_with_subject_is_verb(tree: Tree, place: int) -> None:
    """NP confirmed that NAME backs N: the verb of the clause was taken for a noun, though it has a subject."""
    for kid in [kid for kid in tree.kids(place, "ccomp") if kid > place and tree.tags[kid] == "NNS"]:
        subject = next((at for at in tree.kids(kid, *SUBJECTS) if place < at < kid), None)
        if subject == kid - 1 and not tree.has(kid, *QUALIFIES):
            tree.tags[kid] = "VBZ"


def predicate_of_cue(tree: Tree, place: int) -> None:
    """NP called the N of NP a good N: what the thing is called was hung from, or listed with, a noun of its name."""
    cue = next(cue for cue in tree.sentence.cues if cue.place == place)
    called = next((kid for kid in tree.kids(place, "obj") if kid > place), None)
    if called is None or "object_predicate" not in cue.row.takes or tree.has(place, "xcomp"):
        return
    for kid in range(called + 2, len(tree.heads)):
        first = first_of(tree, kid) if tree.deps[kid] in LISTED and place <= tree.heads[kid] < kid else 0
        if first > called and tree.sentence.words[first] in {"a", "an"} and tree.tags[first - 1] in NOUNS:
            tree.hang(kid, place, "xcomp")
            return


def pointing_is_object(tree: Tree, place: int) -> None:
    """NAME, NP, announced this: the pronoun behind the verb was made its subject."""
    for kid in [kid for kid in tree.kids(place, "nsubj") if kid == place + 1]:
        if tree.sentence.words[kid] in {"this", "that", "it"} and tree.tags[place] in FINITE:
            tree.hang(kid, place, "obj")


# Beside each: in how many of 468 open articles it changes a tree, and how many examples of constructions need it.
SPEAKER_REPAIRS: tuple[Callable[[Tree, int], None], ...] = (
    fronted_phrase_of_verb,  # 1, 1
    subject_behind_verb,  # 0, 1
    last_of_two_subjects,  # 19, 0
    perfect_is_no_passive,  # 0, 0
    participle_of_speaker,  # 1, 1
    noun_with_subject_is_verb,  # 0, 0
    predicate_of_cue,  # 8, 1
)
