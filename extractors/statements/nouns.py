"""Constructions whose cue is a noun: NP's claim that S; the plan drew sharp criticism from NP."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.statements.drafts import Draft
from extractors.statements.grammar import has_finite_verb, noun_phrase, trim
from extractors.statements.reading import Sentence
from extractors.statements.verbs import CueNoun

DRAWS = frozenset({"drew", "draw", "draws", "drawn", "brought", "received", "earned", "won", "prompted", "provoked",
                   "sparked", "met", "faced", "triggered"})  # fmt: skip


def cue_noun(sentence: Sentence) -> Iterator[Draft]:
    """NP's claim that S. / The plan drew sharp criticism from NP."""
    for place, row in sentence.nouns:
        if sentence.inside[place] >= 0 or sentence.tags[place][:1] != "N":
            continue
        draft = _claim_that(sentence, place, row) or _drew_from(sentence, place, row)
        if draft is not None:
            yield draft


def _claim_that(sentence: Sentence, place: int, row: CueNoun) -> Draft | None:
    """A noun with an owner and "that" right after it."""
    owner = sentence.kid(place, "nmod:poss", "poss")
    if "that" not in row.takes or owner is None or sentence.words[place + 1 : place + 2] != ["that"]:
        return None
    stop = place + 2
    while stop < len(sentence) and sentence.heads[stop] != place and _within(sentence, stop, place):
        stop += 1
    stop = max(stop, max((sentence.right[k] + 1 for k in sentence.kids[place] if k > place), default=stop))
    content = trim(sentence, place + 2, stop)
    if content[0] >= content[1] or not has_finite_verb(sentence, *content):
        return None
    return Draft(sentence, "cue_noun", row.id, (place, place + 1), noun_phrase(sentence, owner), [content])


def _within(sentence: Sentence, place: int, top: int) -> bool:
    """Whether a word hangs from another, directly or not."""
    for _ in range(len(sentence)):
        if place == top:
            return True
        if sentence.heads[place] == place:
            return False
        place = sentence.heads[place]
    return False


def _drew_from(sentence: Sentence, place: int, row: CueNoun) -> Draft | None:
    """A noun that something drew from somebody."""
    verb = sentence.heads[place]
    subject = sentence.subject(verb)
    if "from" not in row.takes or sentence.words[verb] not in DRAWS or subject is None or subject > verb:
        return None
    for at in range(place + 1, min(len(sentence), place + 4)):
        if sentence.words[at] == "from" and sentence.heads[at] != at:
            source = noun_phrase(sentence, sentence.heads[at])
            content = trim(sentence, sentence.left[subject], sentence.right[subject] + 1)
            return Draft(sentence, "cue_noun", row.id, (verb, place + 1), source, [content])
    return None
