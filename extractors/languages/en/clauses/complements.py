"""Finds where the clause that a verb of saying governs starts: after "that", after a setting, or by its words alone."""

from __future__ import annotations

from extractors.languages.en.clauses.arguments import FINITE_TAGS, MARKS, NOMINAL, TIMES, VERB_TAGS
from extractors.sentences.reporting_words import CueVerb
from extractors.sentences.sentence import Sentence

INTERPOSED = frozenset({"however", "though", "meanwhile", "moreover", "nevertheless", "nonetheless"})
ADJUNCT = frozenset({"as", "after", "while", "before", "because", "though", "although", "whereas"})
# By 12 words before "that" one statement of 468 articles ends wrongly; 48, and 3 or 12 of the other, read all alike.
BARE_REACH = 6  # words from a cue to the verb of a clause without "that": a noun phrase without commas
THAT_REACH = 24  # words of adjuncts before "that": said in April, after N had VP, that S
SPANS = frozenset({"day", "days", "hour", "hours", "week", "weeks", "month", "months", "year", "years"})
SAME = frozenset({"much", "the", "very", "same", "thing", "one", "and"})
CITES = frozenset({"citing", "quoting"})
SETTINGS = frozenset({"during", "after", "before", "following", "at", "in", "while", "ahead", "amid", "on"})


def complement_start(sentence: Sentence, cue: CueVerb) -> int | None:
    """Where the clause that a cue governs starts, after the cue; "that" is left out."""
    floor = cue.last
    if (pointed := _past_same(sentence, floor + 1)) is not None:
        return pointed
    if sentence.words[floor + 1 : floor + 2] == ["that"] and sentence.tags[floor + 1] == "IN":
        return _past_marks(sentence, floor + 2)
    for kid in sentence.kids[cue.place]:
        if kid > floor and sentence.deps[kid] in {"ccomp", "parataxis"} and not _closes(sentence, cue, kid):
            start = _after_that(sentence, max(sentence.left[kid], floor + 1), kid)
            if sentence.words[start] not in ADJUNCT and ";" not in sentence.words[floor:start]:
                return _past_time(sentence, _past_setting(sentence, start, kid))
    return _that_ahead(sentence, floor) or _subject_as_object(sentence, cue) or _bare_clause(sentence, cue)


def _closes(sentence: Sentence, cue: CueVerb, verb: int) -> bool:
    """Whether a verb only says who said all that stands before it: is thinking about N, NP said; told N, NP informs."""
    subject = sentence.subject(verb)
    if sentence.deps[verb] != "parataxis" or subject is None or subject > verb:
        return False
    said = any(one.place == verb and one.row.kind in {"say", "tell"} for one in sentence.cues)
    left = sentence.left[subject]
    opens = left > cue.last + 2 and sentence.words[left - 1] == ","
    return said and opens and all(kid < verb for kid in sentence.kids[verb] if sentence.deps[kid] in {"ccomp", "obj"})


def _past_same(sentence: Sentence, start: int) -> int | None:
    """The place behind what only points to what follows: said much the same: S; None where nothing does."""
    at = start
    while at < len(sentence) and sentence.words[at] in SAME:
        at += 1
    told = "same" in sentence.words[start:at] and sentence.words[at : at + 1] == [":"]
    return at + 1 if told and at + 1 < len(sentence) else None


def _past_marks(sentence: Sentence, start: int) -> int | None:
    """The first word from a place on; None where the sentence stops there."""
    return next((at for at in range(start, len(sentence)) if sentence.words[at] != ","), None)


def _past_setting(sentence: Sentence, start: int, head: int) -> int:
    """The place after a setting between commas: told them on Monday, during a visit to NP, S."""
    if start < 1 or sentence.words[start - 1] != "," or sentence.words[start] not in SETTINGS:
        return start
    comma = next((at for at in range(start, min(head, start + 12)) if sentence.words[at] == ","), None)
    if comma is None or any(sentence.tags[at] in FINITE_TAGS for at in range(start, comma)):
        return start
    return comma + 2 if sentence.words[comma + 1] == "that" and comma + 2 < len(sentence) else comma + 1


def _past_time(sentence: Sentence, start: int) -> int:
    """The place after "that" where only a time stands before it: said earlier this month that S."""
    place = start
    while place < len(sentence) - 1 and sentence.words[place] in TIMES:
        place += 1
    told = sentence.words[place] == "that" and sentence.tags[place] == "IN" and place + 1 < len(sentence)
    return place + 1 if told else _past_occasion(sentence, start)


def _past_occasion(sentence: Sentence, start: int) -> int:
    """The place after "that" where when and where it was said stands before it: a day earlier in a talk with NP that S.

    A clause may tell when, between commas: said, a day after NP VP, that S.
    """
    words, tags = sentence.words, sentence.tags
    if words[start] == "that" and words[start - 1] in TIMES and tags[start + 1 : start + 2] == ["NN"]:
        return start + 1
    that = next((at for at in range(start + 1, min(len(words) - 1, start + THAT_REACH)) if words[at] == "that"), None)
    opens = tags[start] == "IN" and words[start] in SETTINGS
    timed = bool(SPANS & set(words[start : start + 3])) and tags[start] in {"DT", "JJ", "CD", "IN", "RB", "NN"}
    if that is None or tags[that] not in {"IN", "WDT", "DT"} or not (opens or timed):
        return start
    enclosed = words[start - 1] == "," and words[that - 1] == ","
    plain = not any(tags[at] in FINITE_TAGS for at in range(start, that))
    return that + 1 if enclosed or plain else start


def _bare_clause(sentence: Sentence, cue: CueVerb) -> int | None:
    """The start of a clause that the parser did not see: a noun right after the cue and a finite verb soon after it."""
    start = cue.last + 1
    if (
        cue.row.kind not in {"say", "think"}
        or "clause" not in cue.row.takes
        or sentence.tags[start : start + 1] == []
        or sentence.tags[start] not in NOMINAL
    ):
        return None
    for place in range(start + 1, min(len(sentence), start + BARE_REACH)):
        if sentence.words[place] in MARKS or sentence.inside[place] >= 0 or sentence.tags[place] in {"IN", "WP", "WDT"}:
            return None
        if sentence.tags[place] in FINITE_TAGS:
            return start if sentence.tags[cue.place] in FINITE_TAGS else None
    return None


def _subject_as_object(sentence: Sentence, cue: CueVerb) -> int | None:
    """The start of an object that a finite verb follows: hoped the review would end. It is the clause's subject."""
    for kid in sentence.kids[cue.place]:
        after = sentence.right[kid] + 1
        if kid > cue.last and sentence.deps[kid] in {"obj", "obl"} and after < len(sentence):
            start = sentence.left[kid]
            if sentence.tags[after] in FINITE_TAGS and sentence.deps[start] != "case":
                return start
    return None


def _after_that(sentence: Sentence, start: int, head: int) -> int:
    """Skips marks and "that" at the start of a clause; a "that" further in wins when only adjuncts stand before it."""
    while start < head and sentence.words[start] in MARKS - {'"', "“", "''", "``", "«", "‘"}:
        start += 1
    interposed = sentence.words[start] in INTERPOSED and sentence.words[start + 1 : start + 3] == [",", "that"]
    if interposed and start + 3 < len(sentence):
        return start + 3
    for place in range(start, min(head, start + THAT_REACH)):
        if sentence.words[place] == "that" and sentence.deps[place] == "mark" and sentence.heads[place] == head:
            return place + 1
    return start


def _that_ahead(sentence: Sentence, floor: int) -> int | None:
    """The place after a "that" that follows a cue with no verb between."""
    for place in range(floor + 1, min(len(sentence), floor + 15)):
        follows = sentence.tags[place + 1 : place + 2]
        relative = sentence.tags[place : place + 1] == ["WDT"] and not set(follows) & (NOMINAL | {","})
        if sentence.words[place] == "that" and sentence.tags[place] in {"IN", "DT", "WDT"} and follows and not relative:
            return place + 1
        if (sentence.tags[place] in VERB_TAGS and not _describes(sentence, place)) or sentence.apart(place):
            return None
        if sentence.words[place] in {";", ":"}:
            return None
    return None


def _describes(sentence: Sentence, place: int) -> bool:
    """Whether a participle only describes where or through whom it was said: in N issued on Monday; citing NP,"""
    joined = sentence.deps[place] in {"acl", "amod"} or (
        sentence.tags[place] == "VBG" and sentence.words[place] in CITES
    )
    return sentence.tags[place] in {"VBN", "VBG"} and joined
