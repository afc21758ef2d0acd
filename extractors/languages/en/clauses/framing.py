"""Where content stops before what frames it: the occasion it was said on, what it was an answer to."""

from __future__ import annotations

from extractors.languages.en.clauses.cue_context import CueContext

OCCASIONS = frozenset({
    "met", "opened", "arrived", "visited", "received", "hosted", "attended", "gathered", "addressed", "toured",
    "landed", "chaired", "convened", "left", "meets", "meet", "gather", "arrive", "opens", "hosts", "visits",
})  # fmt: skip
REACTIONS = frozenset({"answer", "response", "reaction", "reply", "comment", "nod", "rebuke"})
REACTS = frozenset({"to", "on", "at"})
OPENS = frozenset({"a", "an", "apparent", "what", "direct", "his", "her", "its", "their"})
REACH = 6  # words of a subject up to its verb, or of a phrase up to its noun; 3 and 12 read 468 articles alike


def before_frame(context: CueContext, start: int, stop: int) -> int:
    """Where a clause stops before its frame: S as NP met NP, S in a guarded answer to NP."""
    found = (p for p in range(start + 2, stop - 2) if _occasion(context, p) or _reaction(context, p))
    return next(found, stop)


def _occasion(context: CueContext, place: int) -> bool:
    """Whether "as NP met NP" begins: an event beside the words, no comma before it, for a reason has one."""
    sentence = context.sentence
    plain = sentence.words[place] == "as" and sentence.inside[place] < 0 and sentence.deps[place] == "mark"
    verb = sentence.heads[place]
    if not plain or not place < verb < place + REACH or sentence.words[verb] not in OCCASIONS:
        return False
    return sentence.words[place - 1] not in {",", "as", "so", "such"} and sentence.subject(verb) is not None


def _reaction(context: CueContext, place: int) -> bool:
    """Whether "in a guarded answer to NP" begins."""
    sentence = context.sentence
    words = sentence.words[place : place + REACH + 1]
    if words[0] != "in" or sentence.inside[place] >= 0 or len(words) < 2 or words[1] not in OPENS:
        return False
    noun = next((at for at, word in enumerate(words) if word in REACTIONS), 0)
    return noun > 1 and bool(REACTS & set(words[noun + 1 : noun + 2]))
