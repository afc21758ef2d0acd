"""Tells a clause of saying by its place and its commas, where the parser missed a verb or gave a speaker too much."""

from __future__ import annotations

from extractors.languages.en.clauses.arguments import DAYS, Range, has_finite_verb, trim
from extractors.languages.en.clauses.cue_context import CueContext
from extractors.sentences.drafts import Draft

SUBORDINATES = frozenset({"when", "while", "after", "before", "as", "if", "since", "once", "although", "though"})
WHEN = frozenset({"when", "before", "after", "while", "commenting"})
SETTINGS = frozenset({"IN", "TO", "VBG", "VBN", "RB", "CC"})
OBJECTS = frozenset({"DT", "NN", "JJ", "PRP$", "PRP"})
OFFICE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "IN", "CC", "POS", "HYPH"})
OFFICE_WORDS = 3  # more words than these before a name are an office, no first name or title
UTTERS = frozenset({"say", "tell"})
THAT_REACH = 2  # words: an adverb, a day; 1 and 4 read 468 articles alike
SHORTEST = 4  # words; by 8 one statement of 468 articles is lost, by 2 none is won


def verb_is_misread(context: CueContext, first: int, stop: int) -> bool:
    """Whether "that" opens a clause whose verb the parser took for a noun: NP said that they control the roads."""
    sentence = context.sentence
    opened = first > 0 and sentence.words[first - 1] == "that" and sentence.tags[first - 1] == "IN"
    between = set(sentence.words[context.cue.last + 1 : first - 1])
    near = first - 1 <= context.cue.last + THAT_REACH or between <= DAYS | {"on", "last", "this"}
    return opened and near and stop - first >= SHORTEST and context.source is not None


def tells_occasion(context: CueContext, start: int) -> bool:
    """Whether what follows a speaker only tells when he spoke, his words standing before: S, NP said when S."""
    sentence, (first, _) = context.sentence, context.clause
    if first < SHORTEST or sentence.words[first - 1] != "," or sentence.words[start - 1] == "that":
        return False
    opens = sentence.words[0] in SUBORDINATES or sentence.tags[0] in SETTINGS
    when = WHEN.intersection(sentence.words[context.cue.last + 1 : start + 3])
    return bool(when) and not opens and has_finite_verb(sentence, 0, first)


def before_title(context: CueContext) -> int:
    """The comma before a speaker to whom the parser gave the end of his own words: S, NP, the N, told them."""
    sentence, source = context.sentence, context.source
    if source is None or not source.own or source.first > context.cue.place:
        return 0
    for at in range(source.first, source.stop):
        if sentence.words[at] == "," and at + 1 < context.cue.place and sentence.tags[at + 1] in {"NNP", "DT"}:
            told = has_finite_verb(sentence, 0, at) and not has_finite_verb(sentence, at + 1, context.cue.place)
            return at if told else 0
    return _before_office(context)


def _before_office(context: CueContext) -> int:
    """The comma before a speaker whose long office was given to his words: S, N of N and N of N NAME said."""
    sentence, first = context.sentence, context.clause[0]
    named = context.source is not None and context.source.first == first
    at = first - 1 if named and sentence.tags[first] == "NNP" else 0
    while at > 0 and sentence.tags[at] in OFFICE:
        at -= 1
    office = first - at > OFFICE_WORDS and sentence.tags[at + 1] in {"NNP", "DT", "JJ", "NN"}
    return at if office and sentence.words[at] == "," and has_finite_verb(sentence, 0, at) else 0


def without_words(draft: Draft, comma: int) -> Draft:
    """The draft whose source begins behind the comma that ends its own words."""
    if draft.source and draft.source[0] < comma < draft.source[1]:
        draft.source = trim(draft.sentence, comma + 1, draft.source[1])
    elif draft.source and draft.clause and comma + 1 < draft.source[0] == draft.clause[0]:
        draft.source = (comma + 1, draft.source[1])
        draft.clause = (comma + 1, draft.clause[1])
    return draft


def can_only_be_said(context: CueContext, content: Range) -> bool:
    """Whether words without a finite verb, as they are read, can only be what was said: no setting, nothing behind."""
    sentence, (first, stop), cue = context.sentence, content, context.cue
    setting = sentence.tags[first] in SETTINGS or sentence.words[first] in SUBORDINATES
    verb = cue.row.kind in UTTERS and "clause" in context.takes and sentence.tags[cue.place] in {"VBD", "VBZ", "VBP"}
    apart = any(quoted.apart for quoted in sentence.quotes) or context.passive or context.source is None
    followed = sentence.tags[cue.last + 1 : cue.last + 2]
    object_ = not cue.row.listener and bool(OBJECTS.intersection(followed))
    object_ = object_ or sentence.words[cue.last + 1 : cue.last + 2] == ["by"]
    goes_on = has_finite_verb(sentence, context.clause[1], len(sentence))
    return verb and not (setting or apart or object_ or goes_on) and stop - first >= SHORTEST
