"""Clauses behind other words: NP told NP after S that S; NP rejected as false a report that S; NP repeated it: S."""

from __future__ import annotations

import re

from extractors.languages.en.clauses.arguments import FINITE_TAGS, MARKS, NOMINAL, has_finite_verb, noun_phrase
from extractors.languages.en.clauses.complements import THAT_REACH
from extractors.languages.en.clauses.content_ends import complement_stop
from extractors.languages.en.clauses.cue_context import CueContext
from extractors.languages.en.constructions.indirect import CLAUSE, is_main, trim_content
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft

CLAUSE_AFTER_WHEN = Construction("clause_after_when", "said")
REPORT_CALLED_FALSE = Construction("report_called_false", "did")
CLAUSE_BEHIND_COLON = Construction("clause_behind_colon", "said")

WHEN = frozenset({"after", "before", "when", "while", "as", "once"})
LISTENS = frozenset({"obj", "iobj", "obl"})
CALLS = frozenset({"object_as", "object_predicate"})
_REPORT = re.compile(
    r"(?:as (?:\w+ ){1,3})?(?:(?:an?|the|any|all|these|those|such|what) )?(?:\w+ ){0,2}?"
    r"(?:reports?|claims?|rumou?rs?|information|news|stor(?:y|ies)|allegations?|assertions?|publications?|posts?|"
    r"speculations?|suggestions?) (?:that|of|about|on|saying|claiming|alleging) "
)
_REACH = 12  # words from the verb to the report's own; 6 and 24 read 468 articles alike
_ADDS = frozenset({"adding", "saying", "and", "but", "who", "which", "while", "calling", "stressing", "noting"})


def clause_after_when(context: CueContext) -> Draft | None:
    """NP told NP after S that S. / NP said when S that S."""
    sentence = context.sentence
    if (
        context.source is None
        or context.passive
        or context.first_person
        or not is_main(context)
        or not CLAUSE & set(context.takes)
    ):
        return None
    when = _past_listener(context)
    if sentence.words[when : when + 1] == [] or sentence.words[when] not in WHEN:
        return None
    that = _that(context, when)
    if that is None or not has_finite_verb(sentence, when, that):
        return None
    first, stop = trim_content(context, that + 1, complement_stop(context, that + 1))
    return context.draft(CLAUSE_AFTER_WHEN, [(first, stop)]) if has_finite_verb(sentence, first, stop) else None


def report_called_false(context: CueContext) -> Draft | None:
    """NP called reports that S fake. / NP rejected as false a report that S."""
    sentence, first = context.sentence, context.cue.last + 1
    if context.source is None or context.passive or context.first_person or not CALLS & set(context.takes):
        return None
    if not _REPORT.match(" ".join([*sentence.words[first : first + _REACH], ""])):
        return None
    ends = (
        place
        for place in range(first + 1, len(sentence) - 1)
        if sentence.words[place] in {";", ","} and sentence.words[place + 1] in _ADDS and sentence.inside[place] < 0
    )
    start, stop = trim_content(context, first, next(ends, len(sentence)))
    return context.draft(REPORT_CALLED_FALSE, [(start, stop)]) if start < stop else None


def clause_behind_colon(context: CueContext) -> Draft | None:
    """NP used to repeat: S. / NP contradicted him within hours: S."""
    sentence, colon = context.sentence, context.clause[1]
    if context.source is None or context.passive or context.first_person or not _leads_on(context, colon):
        return None
    behind = range(colon + 1, len(sentence))
    said = any(cue.row.kind in {"say", "tell"} and cue.place in behind for cue in sentence.cues)
    if said or any(sentence.apart(place) for place in behind):
        return None
    content = trim_content(context, colon + 1, len(sentence))
    return context.draft(CLAUSE_BEHIND_COLON, [content]) if has_finite_verb(sentence, *content) else None


def _leads_on(context: CueContext, colon: int) -> bool:
    """Whether a colon ends the clause of a finite verb of saying, or of "used to" and one, no object before it."""
    sentence, place = context.sentence, context.cue.place
    if sentence.words[colon : colon + 1] != [":"] or not {"quote", "colon"} & set(context.takes):
        return False
    plain = sentence.tags[place] in FINITE_TAGS and context.cue.last == place and is_main(context)
    finite = plain or sentence.words[place - 2 : place] == ["used", "to"]
    objects = [kid for kid in sentence.kids[place] if place < kid < colon and sentence.deps[kid] in {"obj", "xcomp"}]
    return finite and all(sentence.tags[kid] == "PRP" or context.row_tells for kid in objects)


def _past_listener(context: CueContext) -> int:
    """The place behind a verb and whom it was told to."""
    sentence, after = context.sentence, context.cue.last + 1
    listener = next((k for k in sentence.kids[context.cue.place] if k >= after and sentence.deps[k] in LISTENS), None)
    if listener is None or not context.row_tells or any(sentence.tags[at][:1] == "V" for at in range(after, listener)):
        return after
    return noun_phrase(sentence, listener)[1]


def _that(context: CueContext, start: int) -> int | None:
    """The first "that" behind which a clause begins, no mark or quotation between."""
    sentence = context.sentence
    for at in range(start + 1, min(len(sentence) - 1, start + THAT_REACH)):
        if sentence.words[at] in MARKS or sentence.inside[at] >= 0:
            return None
        if sentence.words[at] == "that" and sentence.tags[at + 1] in NOMINAL - {"WDT", "WP"}:
            return at
    return None
