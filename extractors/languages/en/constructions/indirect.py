"""Constructions whose content is a clause of the sentence: after the cue, before it, around it."""

from __future__ import annotations

import re

from extractors.languages.en.clauses.arguments import FINITE_TAGS, MARKS, Range, has_finite_verb, trim
from extractors.languages.en.clauses.asides import before_aside
from extractors.languages.en.clauses.complements import complement_start
from extractors.languages.en.clauses.content_ends import complement_stop
from extractors.languages.en.clauses.cue_context import CueContext, is_judged
from extractors.languages.en.clauses.framing import before_frame
from extractors.languages.en.clauses.misread import (
    before_title,
    can_only_be_said,
    tells_occasion,
    verb_is_misread,
    without_words,
)
from extractors.languages.en.clauses.second_halves import SPANS, second_half, tells_when
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft

CLAUSE_AFTER_SPEAKER = Construction("clause_after_speaker", "said")
CLAUSE_BEFORE_SPEAKER = Construction("clause_before_speaker", "said", framing=True)
CLAUSE_AROUND_SPEAKER = Construction("clause_around_speaker", "said", framing=True)
RELATIVE_AROUND_SPEAKER = Construction("relative_around_speaker", "said")
AS_SOURCE_SAYS = Construction("as_source_says", "said", framing=True)
QUESTION_AFTER_SPEAKER = Construction("question_after_speaker", "asked")

REPORTERS = frozenset({"reporter", "reporters", "journalist", "journalists", "correspondent", "correspondents",
                       "interviewer", "presenter", "moderator", "anchor", "questioner"})  # fmt: skip
REMINDS = frozenset({"remind", "observe", "remark", "object", "point-out", "note", "ask"})
CLOCK = re.compile(r"\d\d?[:.]\d\d")
CLAUSE = frozenset({"clause", "that"})
WH = frozenset({"whether", "if", "how", "why", "what", "who", "when", "where", "which"})
RELATIVES = frozenset({"which", "who", "where"})
NO_OBJECTS = SPANS | {"so", "it"}
BREAKS = frozenset({",", "”", '"', "''", "—", "–", "-"})
# At 6, 13 of the 468 articles of retold-train read otherwise, six right statements fewer and five wrong ones; at 1 none
# does.
SHORTEST = 3  # words of a clause that a pronoun opens
# By the half or the double none reads otherwise.
DATELINE = 4  # words before the colon of a dateline in capitals
UNNAMED = frozenset({"name", "names", "named", "identified", "quoted", "anonymous"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never"})


def clause_after_speaker(context: CueContext) -> Draft | None:
    """NP said (that) S."""
    sentence = context.sentence
    if not (CLAUSE | {"colon"}) & set(context.takes) or context.first_person or is_judged(context):
        return None
    start = complement_start(sentence, context.cue)
    if start is None or start >= len(sentence) or is_interposed(context, start) or _belongs_to_noun(context, start):
        return None
    if (sentence.words[start] in WH and NEGATIONS & context.auxiliaries()) or tells_occasion(context, start):
        return None
    if "object_as" in context.takes and start > context.cue.last + 2:
        return None  # welcomed the news that S: the clause is the object's own
    colon = sentence.words[start - 1] == ":" and context.source is not None
    with_that = colon or "that" in sentence.words[context.cue.last : start]
    if _is_not_said(context, colon, with_that):
        return None
    stop = before_frame(context, start, complement_stop(context, start))
    stop = before_aside(sentence, start, stop)
    first, stop = trim_content(context, start, stop)
    if 0 < stop - first < SHORTEST and sentence.tags[first] == "PRP":
        return None  # is not sure that it should: the words stand elsewhere
    verbless = with_that and (_is_wish(context, first, stop) or verb_is_misread(context, first, stop))
    if not has_finite_verb(sentence, first, stop) and not verbless:
        return None
    return context.draft(CLAUSE_AFTER_SPEAKER, [(first, stop)])


def _is_not_said(context: CueContext, colon: bool, with_that: bool) -> bool:
    """Whether a clause behind a cue is none of its speaker's words: a paper's question, one without "that"."""
    if context.cue.row.id in REMINDS and asks_for_paper(context):
        return True
    if colon and (_goes_on_behind_colon(context) or "object_predicate" in context.takes):
        return True
    if "colon" in context.takes and not colon:
        return True
    return not with_that and ("clause" not in context.takes or (context.passive and context.source is None))


def _goes_on_behind_colon(context: CueContext) -> bool:
    """Whether what a colon leads to only goes on with what was said before: S, NP said: S."""
    sentence, (first, _) = context.sentence, context.clause
    if first < 2 or sentence.words[first - 1] != "," or not is_main(context):
        return False
    return has_finite_verb(sentence, 0, first) and bool(_said_before(context))


def _is_wish(context: CueContext, first: int, stop: int) -> bool:
    """Whether a clause without a finite verb tells what shall be, and not only that its speaker be left unnamed."""
    unnamed = UNNAMED & set(context.sentence.words[first:stop]) and context.cue.row.kind == "ask"
    return "VB" in context.sentence.tags[first:stop] and not unnamed


def question_after_speaker(context: CueContext) -> Draft | None:
    """NP asked whether S."""
    sentence, floor = context.sentence, context.cue.last
    if "wh" not in context.takes or context.source is None or context.first_person or context.cue.row.kind == "think":
        return None
    if context.passive or NEGATIONS & context.auxiliaries() or asks_for_paper(context):
        return None
    for place in range(floor + 1, min(len(sentence), floor + 8)):
        if sentence.words[place] in WH and sentence.deps[sentence.heads[place]] in {"acl:relcl", "acl"}:
            return None
        if sentence.words[place] in WH and sentence.tags[place] != "DT":
            if tells_occasion(context, place):
                return None
            first, stop = trim_content(context, place, complement_stop(context, place))
            return context.draft(QUESTION_AFTER_SPEAKER, [(first, stop)]) if first < stop else None
        if sentence.tags[place][:1] == "V" or sentence.words[place] in MARKS or sentence.inside[place] >= 0:
            return None
    return None


def asks_for_paper(context: CueContext) -> bool:
    """Whether it is a reporter who asks or objects: a question to somebody is nobody's statement."""
    source = context.source
    return source is not None and bool(REPORTERS & set(context.sentence.words[source.first : source.first + 3]))


def _belongs_to_noun(context: CueContext, start: int) -> bool:
    """Whether the clause after a comma is a noun's, the cue's stands before: S, NP told them, as proof that S."""
    sentence, (first, stop) = context.sentence, context.clause
    if first < 2 or sentence.words[first - 1] != "," or not stop < start - 1 or sentence.words[start - 1] != "that":
        return False
    owned = sentence.deps[sentence.heads[start - 1]] in {"acl", "acl:relcl"} or sentence.tags[start - 2] == "NN"
    return owned and "," in sentence.words[stop:start] and bool(_said_before(context))


def _said_before(context: CueContext) -> list[int]:
    """The verbs before a cue whose clauses are what it says: its complements, or what it hangs from."""
    sentence, first, place = context.sentence, context.clause[0], context.cue.place
    said = [k for k in sentence.kids[place] if k < first and sentence.deps[k] in {"ccomp", "parataxis"}]
    return said + [sentence.heads[place]] * (sentence.deps[place] == "parataxis" and sentence.heads[place] < first)


def is_interposed(context: CueContext, start: int) -> bool:
    """Whether commas enclose the clause of attribution and nothing else joins it to what follows: S, NP said, S."""
    sentence, (first, stop) = context.sentence, context.clause
    return (
        start == stop + 1
        and sentence.words[stop] == ","
        and first > 1
        and sentence.words[first - 1] in {",", "—", "–"}
        and sentence.tags[start] != "VBG"
    )


def clause_before_speaker(context: CueContext) -> Draft | None:
    """S, NP said. / S, NP said, S."""
    sentence, (first, stop) = context.sentence, context.clause
    if not (CLAUSE | {"quote"}) & set(context.takes) or not is_main(context) or _has_object(context):
        return None
    comma = first - 1 if first and sentence.words[first - 1] in BREAKS else before_title(context)
    if comma < 1 or _follows_no_content(context, comma):
        return None
    if sentence.words[comma - 1] in RELATIVES and sentence.words[comma - 2 : comma - 1] == [","]:
        return _relative_around(context, stop)
    subject = sentence.subject(context.cue.place)
    if context.passive and subject is not None and subject < comma:
        return None
    content = trim_content(context, _past_dateline(context), comma)
    if content[1] - content[0] < 1 or (context.source is None and not context.passive):
        return None
    rest = second_half(context, stop)
    if not rest and _is_participle(context, content):
        return None
    verbs = any(has_finite_verb(sentence, *each) for each in (content, rest) if each)
    if not (verbs or can_only_be_said(context, content)):
        return None
    construction = CLAUSE_AROUND_SPEAKER if rest else CLAUSE_BEFORE_SPEAKER
    return without_words(context.draft(construction, [content, rest] if rest else [content]), comma)


def _follows_no_content(context: CueContext, comma: int) -> bool:
    """Whether the comma before a clause of attribution ends no words of its own: described as N, days after S, “S”."""
    sentence, last = context.sentence, context.cue.last
    if sentence.words[last + 1 : last + 2] == ["as"] or tells_when(context, context.clause[0]):
        return True
    return sentence.apart(comma) or sentence.apart(comma - 1)


def _past_dateline(context: CueContext) -> int:
    """The place after the name of a town in capitals with a colon, or after the minute, with which a report opens."""
    forms = context.sentence.forms
    if CLOCK.fullmatch(forms[0]):
        return 1
    colon = next((at for at in range(1, min(len(forms), DATELINE)) if forms[at] == ":"), 0)
    return colon + 1 if colon and all(form.isupper() for form in forms[:colon]) else _past_introduction(context)


def _past_introduction(context: CueContext) -> int:
    """The place after what introduces the speaker: NAME was of another mind: S, he said."""
    sentence, source = context.sentence, context.source
    if source is None or sentence.words[source.head] not in {"he", "she", "they"}:
        return 0
    colon = next((at for at in range(1, source.first) if sentence.words[at] == ":"), 0)
    verb = next((at for at in range(colon) if sentence.tags[at] in FINITE_TAGS), 0)
    subject = sentence.subject(verb) if verb else None
    return colon + 1 if subject is not None and sentence.tags[subject] in {"NNP", "NNPS"} else 0


def _relative_around(context: CueContext, stop: int) -> Draft | None:
    """…, which, NP said, VP: only the relative clause is content."""
    first, end = trim_content(context, stop, complement_stop(context, stop + 1))
    return (
        context.draft(RELATIVE_AROUND_SPEAKER, [(first, end)])
        if has_finite_verb(context.sentence, first, end)
        else None
    )


def _is_participle(context: CueContext, content: Range) -> bool:
    """Whether what stands before the speaker only says what he was doing: Asked about it, NP said S."""
    sentence, verb = context.sentence, content[0]
    asked = sentence.words[verb : verb + 2]
    if asked[:1] == ["asked"] or (asked[:1] == ["when"] and asked[1:] == ["asked"]):
        return True
    is_adjunct = sentence.deps[verb] == "advcl" and sentence.heads[verb] == context.cue.place
    return is_adjunct and sentence.tags[verb] in {"VBN", "VBD", "VBG"} and sentence.subject(verb) is None


def is_main(context: CueContext) -> bool:
    """Whether a cue is a finite verb with its own subject, not a relative clause or a participle."""
    sentence, place = context.sentence, context.cue.place
    if sentence.deps[place] in {"acl:relcl", "acl", "amod"}:
        return False
    aided = any(sentence.deps[k].startswith("aux") for k in sentence.kids[place])
    return sentence.tags[place] in {"VBD", "VBZ", "VBP"} or (aided and sentence.tags[place] in {"VBN", "VBG", "VB"})


def _has_object(context: CueContext) -> bool:
    """Whether a cue has its content as an object already, so that no clause before it can be that."""
    sentence, cue = context.sentence, context.cue
    stop = context.clause[1]
    return not cue.row.listener and any(
        cue.last < k < stop and sentence.deps[k] in {"obj", "xcomp"} and sentence.words[k] not in NO_OBJECTS
        for k in sentence.kids[cue.place]
    )


def as_source_says(context: CueContext) -> Draft | None:
    """As NP put it, S. / S, as NP said, S."""
    sentence = context.sentence
    mark = next(
        (k for k in sentence.kids[context.cue.place] if sentence.words[k] == "as" and k < context.cue.place), None
    )
    if mark is None or context.source is None or not context.source.own or _has_object(context):
        return None
    if context.cue.row.kind == "manner" and context.cue.row.id != "put-it":
        return None
    first = min(mark, context.clause[0])
    sees_it = sentence.words[context.cue.last + 1 : context.cue.last + 2] == ["it"] and context.cue.row.kind == "think"
    if "clause" not in context.takes and not sees_it and (first or "quote" not in context.takes):
        return None
    if first == 0:
        if context.clause[1] >= len(sentence) or sentence.words[context.clause[1]] != ",":
            return None
        content = [trim_content(context, context.clause[1], len(sentence))]
    elif sentence.words[first - 1] in {",", "”", '"', "''"}:
        content = [trim_content(context, 0, first), trim_content(context, context.clause[1], len(sentence))]
    else:
        return None
    content = [(a, b) for a, b in content if a < b]
    return context.draft(AS_SOURCE_SAYS, content) if content else None


def trim_content(context: CueContext, first: int, stop: int) -> Range:
    """A range without marks at its edges."""
    return trim(context.sentence, first, stop)
