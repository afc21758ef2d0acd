"""Where content stops: before the speaker does something else, and before somebody else speaks."""

from __future__ import annotations

from extractors.statements.clauses import FINITE_TAGS
from extractors.statements.views import View

JOINTS = frozenset({"and", "but", "or", ",", ";", "—", "–", "while", "yet", "then", "also"})
SUBORDINATES = frozenset({"as", "after", "when", "while", "before", "though", "although", "whereas", "even", "despite"})


def complement_stop(view: View, start: int) -> int:
    """The place at which the clause that a cue governs, begun at ``start``, stops."""
    sentence = view.sentence
    stop = len(sentence)
    for place in range(start, stop):
        if sentence.inside[place] >= 0 or sentence.words[place] in {",", "and"}:
            continue
        if _speaker_goes_on(view, place) or _someone_else_speaks(view, place, start):
            return _before_joint(view, sentence.left[place] if sentence.left[place] > start else place, start)
    return stop


def _speaker_goes_on(view: View, place: int) -> bool:
    """Whether a verb is joined to the cue rather than to its complement: said S and left; said S, adding that S."""
    sentence, cue = view.sentence, view.cue.place
    if sentence.heads[place] != cue:
        return False
    if sentence.deps[place] == "conj":
        return sentence.tags[place][:1] == "V"
    left = sentence.left[place]
    after_comma = left > 0 and sentence.words[left - 1] == ","
    if sentence.deps[place] == "advcl":
        return after_comma and (sentence.tags[place] == "VBG" or sentence.words[left] in SUBORDINATES)
    return False


def _someone_else_speaks(view: View, place: int, start: int) -> bool:
    """Whether a source of its own begins here: ", according to NP"."""
    sentence = view.sentence
    return (
        sentence.words[place] == "according"
        and place + 1 < len(sentence)
        and sentence.words[place + 1] == "to"
        and place > start
        and sentence.words[place - 1] in {",", "”", '"', "''"}
    )


def _before_joint(view: View, place: int, start: int) -> int:
    """Steps back over the words that join two clauses."""
    while place > start and view.sentence.words[place - 1] in JOINTS:
        place -= 1
    return place


def is_finite(view: View, place: int) -> bool:
    """Whether a verb, or an auxiliary of it, is finite."""
    sentence = view.sentence
    return sentence.tags[place] in FINITE_TAGS or any(sentence.tags[k] in FINITE_TAGS for k in sentence.kids[place])
