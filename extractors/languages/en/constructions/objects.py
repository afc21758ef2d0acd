"""Constructions whose content is a phrase: welcomed the ruling, urged NP to do, called it unlawful, promised to do."""

from __future__ import annotations

from collections.abc import Collection

from extractors.languages.en.clauses.arguments import MARKS
from extractors.languages.en.clauses.asides import before_aside
from extractors.languages.en.clauses.content_ends import before_next_cue, complement_stop
from extractors.languages.en.clauses.cue_context import REFUSES, CueContext, is_judged
from extractors.languages.en.clauses.object_ends import OBJECTS, phrase_stop
from extractors.languages.en.clauses.people_met import calls_on_somebody, meets_somebody
from extractors.languages.en.clauses.phrase_ends import (
    before_relative,
    before_setting,
    past_naming,
    past_report,
    says_nothing,
    to_end_of_quotation,
    up_to_quote,
)
from extractors.languages.en.constructions.indirect import trim_content
from extractors.languages.en.parsing.predicate_repairs import JUDGING, PREDICATES
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft

OBJECT_OF_CUE = Construction("object_of_cue", "did")
INFINITIVE_OF_CUE = Construction("infinitive_of_cue", "did")
PHRASE_AFTER_PREPOSITION = Construction("phrase_after_preposition", "did")

IRREALIS = frozenset({"to", "would", "could", "can", "may", "might", "must", "should", "'d", "’d"})
ASIDES = frozenset({"without"})
SILENT = frozenset({"comment", "say", "elaborate", "speculate", "guess", "name",
                    "identify", "interview", "interviewed", "named",
                    "identified", "quoted", "answer", "respond", "reply", "discuss", "specify", "disclose", "reveal",
                    "explain", "clarify", "confirm", "deny", "speak", "talk", "tell", "describe", "give", "provide",
                    "go", "predict", "reached", "drawn", "photographed", "divulge", "detail"})  # fmt: skip
NOBODY = frozenset({"neither", "no", "none", "nobody"})
ANSWERS = frozenset({"reply", "respond", "answer", "comment"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
UNNAMED = frozenset({"named", "identified", "quoted", "anonymous"})
UNREAL = IRREALIS | NEGATIONS
# Words: an adverb may stand between a verb and its preposition. Of 468 articles seven read otherwise by 1, two right
# statements and three wrong ones fewer, and three by 6: two right ones and a wrong one more.
PREPOSITION_REACH = 3
COUNTED = frozenset({"no", "little", "few", "any", "more", "less", "neither", "nothing"})
COUNT_REACH = 5  # words behind "at" in which a number stands: put it at some two hundred; by 2 one statement is lost
PHRASES = frozenset({"obl", "nmod", "obj", "advcl", "xcomp", "ccomp"})
DOCUMENTS = frozenset({"resolution", "bill", "law", "petition", "motion", "amendment"})
REFLEXIVES = frozenset({"itself", "himself", "herself", "themselves"})
NAMED_WITHIN = 3  # words behind "itself" among which a name begins: itself the Lanterns
OPEN = frozenset({"rule-out"})  # who does not rule a thing out says that it may be


def object_of_cue(context: CueContext) -> Draft | None:
    """NP welcomed the ruling. / NP called the plan unlawful. / NP urged them to go."""
    sentence = context.sentence
    wanted = {"object", "object_to", "object_as", "object_if_any", *PREDICATES} & set(context.takes)
    if not wanted or context.source is None or _is_unreal(context):
        return None
    top = _object_head(context, wanted)
    if top is None or _is_no_content(context, top):
        return None
    wanted |= {"object"} if "object_if_any" in wanted and sentence.words[sentence.left[top]] in COUNTED else set()
    if wanted == {"it_predicate"} and not is_judged(context):
        return None
    stop = past_report(context, phrase_stop(context, top))
    if "object_predicate" in wanted:
        stop = _past_quotation(context, stop)
    infinitive = _infinitive_within(context, top, stop)
    ahead = _predicate_ahead(context, top)
    alone = not ahead and "object" not in wanted and stop <= sentence.right[top] + 1 and infinitive is None
    if alone and not _holds_both(context, top):
        return None
    told = infinitive is not None and context.tells and sentence.inside[infinitive] >= 0
    start = infinitive if infinitive is not None and told else ahead or max(sentence.left[top], context.cue.last + 1)
    if _asks_for_anonymity(context, start):
        return None
    stop = _past_list(context, stop) if infinitive is not None else stop
    return _phrase(context, OBJECT_OF_CUE, start, _before_aside(context, start, stop))


def _is_unreal(context: CueContext) -> bool:
    """Whether nobody of the third person has done it: was urged to VP, we urge NP, may urge NP, did not urge NP."""
    unreal = UNREAL - NEGATIONS if context.cue.row.id in OPEN else UNREAL
    return context.passive or context.first_person or bool(unreal & context.auxiliaries())


def _object_head(context: CueContext, wanted: Collection[str]) -> int | None:
    """The first object behind a cue, or what was read in its place where more is said of it: called it unlawful."""
    sentence, cue = context.sentence, context.cue
    deps = {*OBJECTS, *({"ccomp", "xcomp"} if "object_predicate" in wanted else ())}
    deps |= {"expl"} if is_judged(context) else set()
    return next((k for k in sentence.kids[cue.place] if k > cue.last and sentence.deps[k] in deps), None)


def _is_no_content(context: CueContext, top: int) -> bool:
    """Whether an object is no more than whom a cue was said to, who says it, whom NP met, or what a paper holds."""
    sentence, cue, source = context.sentence, context.cue, context.source
    if sentence.words[sentence.left[top]] in cue.row.prepositions:
        return True
    if cue.row.kind == "say" and "quote" in cue.row.takes and _is_inverted(context, top):
        return True
    if source is not None and sentence.words[source.head] in DOCUMENTS and sentence.deps[cue.place].startswith("acl"):
        return True  # adopted a resolution that deplores it: who adopts it speaks
    if sentence.words[sentence.left[top]] in REFLEXIVES and cue.row.id == "call":
        named = sentence.forms[sentence.left[top] + 1 : sentence.left[top] + NAMED_WITHIN]
        return any(form[:1].isupper() for form in named)  # a group that calls itself the Lanterns says nothing by it
    return meets_somebody(context, top)


def _holds_both(context: CueContext, top: int) -> bool:
    """Whether an object and what is said of it were read as one phrase: called the move sensible, the toll a theft."""
    sentence = context.sentence
    first = sentence.left[top]
    if "object_predicate" not in context.takes or first != context.cue.last + 1 or sentence.words[first] in {"a", "an"}:
        return False
    second = any(
        sentence.words[at] in {"a", "an"} and sentence.tags[at - 1] in {"NN", "NNS", "NNP"}
        for at in range(first + 2, top)
    )
    judged = sentence.deps[top] == "xcomp" and sentence.words[top].endswith(JUDGING)
    return sentence.tags[first] in {"DT", "PRP$", "NNP"} and top - first > 1 and (second or judged)


def _is_inverted(context: CueContext, top: int) -> bool:
    """Whether who speaks was made the object: S, says NP."""
    before = context.sentence.words[context.cue.place - 1 : context.cue.place]
    return before in ([","], ["”"], ['"'], ["»"]) and context.sentence.tags[top] in {"NNP", "NNPS"}


def _infinitive_within(context: CueContext, top: int, stop: int) -> int | None:
    """Where what an object shall do starts, within the object's own words or right after: asked them to go."""
    sentence = context.sentence
    within = [k for k in range(top + 1, sentence.right[top] + 1) if sentence.deps[k] in {"acl", "advcl"}]
    for kid in (*sentence.kids[top], *sentence.kids[context.cue.place], *within):
        start = sentence.left[kid]
        words = [word for word in sentence.words[max(start, top + 1) : kid] if word not in MARKS]
        if top < kid < stop and sentence.tags[kid] == "VB" and words[:1] in (["to"], ["not"]) and "to" in words[:2]:
            return start if start > top else None
    return None


def _past_list(context: CueContext, stop: int) -> int:
    """The end of further infinitives behind the first: urged them to wait, to count and not to leave."""
    words = context.sentence.words
    joined = words[stop : stop + 2] in ([",", "to"], [",", "not"], ["and", "to"]) or words[stop : stop + 3] == [
        "and",
        "not",
        "to",
    ]
    ends = next((at for at in range(stop + 1, len(words)) if words[at] in MARKS - {","}), len(words))
    return ends if joined and "to" in words[stop : stop + 3] else stop


def _before_aside(context: CueContext, start: int, stop: int) -> int:
    """Where an object stops before what its speaker leaves out: welcomed the plan, without saying when."""
    words = context.sentence.words
    stop = before_aside(context.sentence, start, stop)
    return next((p for p in range(start + 1, stop - 1) if words[p] == "," and words[p + 1] in ASIDES), stop)


def _past_quotation(context: CueContext, stop: int) -> int:
    """The end of a quoted predicate that begins where the object ends: called the movement “an ally”."""
    for quoted in context.sentence.quotes:
        if (not quoted.apart and stop - 1 <= quoted.first <= stop + 1) or quoted.first < stop < quoted.stop:
            return max(stop, quoted.stop)
    return stop


def _predicate_ahead(context: CueContext, top: int) -> int | None:
    """Where what is said of an object stands before it: called unacceptable any attempt to VP."""
    sentence, cue = context.sentence, context.cue
    kids = (k for k in sentence.kids[cue.place] if cue.last < k < top and sentence.deps[k] == "xcomp")
    found = next((k for k in kids if sentence.tags[k] == "JJ"), None)
    close = found is not None and sentence.left[top] == found + 1 and "object_predicate" in context.takes
    return sentence.left[found] if found is not None and close else None


def infinitive_of_cue(context: CueContext) -> Draft | None:
    """NP promised to go. / NP proposed crossing it off."""
    sentence, cue = context.sentence, context.cue
    if not {"to", "gerund"} & set(context.takes) or context.passive or context.first_person:
        return None
    behind = [kid for kid in sentence.kids[cue.place] if kid > cue.last]
    somebody = "object_to" in context.takes and any(sentence.deps[kid] in OBJECTS for kid in behind)
    if somebody or IRREALIS & context.auxiliaries() or _is_background(context):
        return None
    for kid in (kid for kid in behind if sentence.deps[kid] in {"xcomp", "ccomp", "advcl", "obj"}):
        start = max(sentence.left[kid], cue.last + 1)
        if _asks_for_anonymity(context, start) or _keeps_silent(context, kid):
            return None
        if _is_deed(context, kid, start):
            return _phrase(context, INFINITIVE_OF_CUE, start, complement_stop(context, start))
    return None


def _is_deed(context: CueContext, kid: int, start: int) -> bool:
    """Whether a dependent is the infinitive or gerund that its cue takes: what somebody means to do."""
    sentence = context.sentence
    is_to = sentence.words[start] == "to" and "to" in context.takes and sentence.tags[kid][:1] in {"V", "J", "N"}
    return is_to or ("gerund" in context.takes and "VBG" in {sentence.tags[kid], sentence.tags[start]})


def _is_background(context: CueContext) -> bool:
    """Whether a relative clause only tells what somebody means to do or claims to be: NP, who plans to VP."""
    wants = context.cue.row.kind == "think" or context.cue.row.id == "claim"
    return wants and context.sentence.deps[context.cue.place] == "acl:relcl"


def _asks_for_anonymity(context: CueContext, start: int) -> bool:
    """Whether somebody only asks not to be named."""
    words = context.sentence.words[max(0, start - 1) : start + 5]
    return "be" in words and bool(UNNAMED & set(words))


def _keeps_silent(context: CueContext, verb: int) -> bool:
    """Whether all that somebody did was to say nothing: declined to comment."""
    return context.cue.row.id in REFUSES and context.sentence.words[verb] in SILENT


def object_and_phrase(context: CueContext) -> Draft | None:
    """NP put the toll at nine. / NP attributed N to N: the object and what the row's preposition brings."""
    sentence, cue = context.sentence, context.cue
    unreal = context.passive or context.source is None or context.first_person or UNREAL & context.auxiliaries()
    top = next((k for k in sentence.kids[cue.place] if k > cue.last and sentence.deps[k] in OBJECTS), None)
    if "object_pair" not in context.takes or unreal or top is None or sentence.tags[top] == "PRP":
        return None
    start = max(sentence.left[top], cue.last + 1)
    cases = (p for p in range(start + 1, len(sentence) - 1) if sentence.words[p] in cue.row.prepositions)
    case = next((p for p in cases if sentence.inside[p] < 0), None)
    if case is None or MARKS.intersection(sentence.words[start:case]):
        return None
    if sentence.words[case] == "at" and "CD" not in sentence.tags[case + 1 : case + COUNT_REACH]:
        return None
    noun = sentence.heads[case]
    stop = max(case + 2, sentence.right[top] + 1, sentence.right[noun] + 1 if noun > case else 0)
    return _phrase(context, OBJECT_OF_CUE, start, stop)


def phrase_after_preposition(context: CueContext) -> Draft | None:
    """NP called for an end to it. / NP warned of a war."""
    sentence, cue = context.sentence, context.cue
    unsaid = cue.row.kind in {"ask", "say"} and context.passive and context.source is None
    if context.first_person or "object_pair" in cue.row.takes or unsaid:
        return None
    nobody = context.source is not None and sentence.words[context.source.first] in NOBODY
    if cue.row.id in ANSWERS and (nobody or NEGATIONS & context.auxiliaries()):
        return None
    if sentence.tags[cue.place] == "VBG" and cue.place <= 1 and len(sentence.cues) > 1:
        return None  # Referring to NP, NP said S: the participle only leads to what was said
    particles = sentence.kids[cue.last] if cue.last > cue.place else []  # drew attention to N
    for kid in (*sentence.kids[cue.place], *particles):
        if kid > cue.last and sentence.deps[kid] in PHRASES:
            case = sentence.left[kid]
            if sentence.words[case] in cue.row.prepositions and case <= cue.last + PREPOSITION_REACH:
                if calls_on_somebody(context, case):
                    return None
                stop = max(sentence.right[kid] + 1, phrase_stop(context, kid))
                draft = _phrase(context, PHRASE_AFTER_PREPOSITION, case + 1, stop)
                if draft is not None and draft.cue is not None:
                    draft.cue = (draft.cue[0], case + 1)
                return draft
    return None


def _phrase(context: CueContext, construction: Construction, start: int, stop: int) -> Draft | None:
    """The draft of a phrase, None where the sentence breaks off before it: NP warned of."""
    start = past_naming(context, start, stop)
    if start >= stop:
        return None
    stop = before_setting(context, start, before_relative(context, start, before_next_cue(context, start, stop)))
    first, stop = up_to_quote(context, trim_content(context, start, to_end_of_quotation(context, start, stop)))
    if first >= stop or first <= context.cue.place or says_nothing(context, first, stop):
        return None
    return context.draft(construction, [(first, stop)])
