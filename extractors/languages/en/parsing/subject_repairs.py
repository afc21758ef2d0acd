"""Mends trees that give a verb of saying the wrong subject or object: a setting, a day, a name of the clause before."""

from __future__ import annotations

from extractors.languages.en.parsing.trees import Tree
from extractors.languages.en.words.calendar import WEEKDAYS
from extractors.sentences.sentence import SUBJECTS

DAYS = frozenset({*WEEKDAYS, *(day[:3] for day in WEEKDAYS), "today", "yesterday", "tonight"})
COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "'s", "’s", "'re", "’re", "remains", "remained"})


def day_is_no_object(tree: Tree, place: int) -> None:
    """NP said Thursday in N: the day was made what was said, or who said it."""
    for kid in [kid for kid in tree.kids(place, "obj", "nsubj", "xcomp", "ccomp") if kid == place + 1]:
        if tree.sentence.words[kid] in DAYS and not tree.has(kid, "case", "cop", "conj"):
            tree.hang(kid, place, "obl:unmarked")


def speaker_between_subject_and_verb(tree: Tree, place: int) -> None:
    """NP, said NP, “VP”: the subject of what is said was made the speaker, who stands behind the verb."""
    cue = tree.cue(place)
    after = next(
        (kid for kid in tree.kids(place, "nsubj", "obj", "obl") if kid > place and not tree.has(kid, "case")), None
    )
    subject = next((kid for kid in tree.kids(place, *SUBJECTS) if kid < place), None)
    if subject is None or after is None or cue.row.kind != "say" or tree.words(place - 1, place) != [","]:
        return
    quote = next((q for q in tree.sentence.quotes if q.apart and q.first > after), None)
    if quote is None or tree.words(quote.first - 1, quote.first) != [","] or tree.has(place, "ccomp", "aux"):
        return
    tree.hang(subject, place, "ccomp")
    tree.hang(after, place, "nsubj")


def copula_is_verb(tree: Tree, place: int) -> None:
    """NP is sure that S: the verb was hung from the adjective, which is the head of a cue that both make."""
    cue = next(cue for cue in tree.sentence.cues if cue.place == place)
    state = cue.last
    hung = tree.sentence.words[place] in COPULAS and state != place and tree.heads[place] == state
    if not hung or tree.deps[place] == "aux:pass":
        return
    above, dep = tree.heads[state], tree.deps[state]
    for kid in [kid for kid in tree.kids(state) if kid != place and not place < kid < state]:
        tree.hang(kid, place, tree.deps[kid].replace(":pass", ""))
    tree.hang(place, place if above == state else above, dep)
    tree.hang(state, place, "xcomp")
