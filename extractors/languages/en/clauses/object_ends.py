"""How far the phrase of an object reaches: urged NP on N to VP, called N unlawful, rejected N, including on N."""

from __future__ import annotations

from extractors.languages.en.clauses.arguments import MARKS
from extractors.languages.en.clauses.content_ends import complement_stop
from extractors.languages.en.clauses.cue_context import CueContext

OBJECTS = frozenset({"obj", "iobj"})
BELONGS = frozenset(
    {"for", "of", "as", "to", "against", "with", "from", "about", "over", "by"}
)  # not a day, not a place
EXPECTS = frozenset({"expect", "anticipate", "foresee", "predict", "forecast", "envisage", "ask", "demand", "want"})
DEADLINES = frozenset({"before", "within", "by", "until"})
WITHHOLDS = frozenset({"reject", "rule-out", "oppose", "refuse", "deny", "dismiss", "exclude"})
CONDITIONS = frozenset({"until", "till", "unless"})
FEELINGS = frozenset({"alarm", "anger", "concern", "concerns", "dismay", "disappointment", "outrage", "readiness",
                      "regret", "satisfaction", "shock", "surprise", "unease", "willingness", "worry", "desire",
                      "intention"})  # fmt: skip
WHEN_SAID = (["the", "next"], ["the", "same"], ["last", "week"], ["last", "month"], ["last", "year"], ["this", "week"],
             ["earlier", "this"], ["earlier", "on"])  # fmt: skip
OPENING_MARKS = (["“"], ['"'], ["‘"], ["«"])


def phrase_stop(context: CueContext, top: int) -> int:
    """How far the phrase of an object reaches: its own words and the dependents of the cue after it."""
    sentence = context.sentence
    stop = reach = _own_stop(context, top)
    for kid in (k for k in sentence.kids[context.cue.place] if k > top):
        left, end = sentence.left[kid], sentence.right[kid] + 1
        opened = stop + (sentence.words[stop : stop + 1] in OPENING_MARKS)
        adjoining = left <= opened or (left <= reach and _is_asked(context, kid))
        reach = max(reach, end) if left <= reach else reach
        if _is_listed(context, kid, stop) or _is_description(context, kid):
            stop = max(stop, end)
        elif adjoining:
            stop = max(stop, _adjoining_stop(context, kid))
    return stop


def _own_stop(context: CueContext, top: int) -> int:
    """Where an object's own words end, with the quotation around them and what stands before the word said of it."""
    sentence = context.sentence
    stop, quotation = sentence.right[top] + 1, sentence.inside[top]
    if quotation >= 0 and quotation == sentence.inside[max(sentence.left[top], context.cue.place + 1)]:
        stop = max(stop, sentence.quotes[quotation].stop)
    return max(stop, _predicate_start(context, top))


def _is_asked(context: CueContext, kid: int) -> bool:
    """Whether a verb behind an object is what somebody is asked to do: urged NP on the lake to VP."""
    asks = "object_to" in context.takes or (context.cue.row.kind == "act" and bool(context.cue.row.prepositions))
    return context.sentence.tags[kid] == "VB" and asks


def _is_listed(context: CueContext, kid: int, stop: int) -> bool:
    """Whether a dependent is one more infinitive of a list that has come to ``stop``."""
    sentence = context.sentence
    return sentence.deps[kid] in {"advcl", "conj"} and sentence.tags[kid] == "VB" and _goes_on(context, kid, stop)


def _is_description(context: CueContext, kid: int) -> bool:
    """Whether a dependent says as what NP is seen: described NP as N."""
    sentence = context.sentence
    opens = sentence.words[sentence.left[kid]] == "as" and "object_as" in context.takes
    return opens and sentence.deps[kid].startswith("obl")


def _adjoining_stop(context: CueContext, kid: int) -> int:
    """How far a phrase reaches by a dependent that stands beside it; 0 where that is no part of it."""
    sentence = context.sentence
    dep, left, end = sentence.deps[kid], sentence.left[kid], sentence.right[kid] + 1
    if dep in {"xcomp", "ccomp"}:
        judged = "object_predicate" in context.takes and _tells_when(sentence.words[end : end + 2])
        alone = sentence.tags[kid] == "JJ" and (judged or sentence.words[end : end + 1] == ["on"])
        return end if alone else complement_stop(context, left)
    if dep in OBJECTS:
        return end if "object_predicate" in context.takes else 0
    if not (dep.startswith("obl") or dep == "advcl"):
        return 0
    place_name = sentence.words[left] == "in" and sentence.tags[kid] in {"NNP", "NNPS"}
    return end if place_name or sentence.words[left] in BELONGS or _belongs(context, kid) else 0


def _tells_when(words: list[str]) -> bool:
    """Whether what follows an adjective is when it was said: called it final the next day, when NP reached him."""
    return words[:1] == ["when"] or words in WHEN_SAID


def _predicate_start(context: CueContext, top: int) -> int:
    """Where the adjective stands that is said of an object and all behind it: called talks on N without N pointless."""
    sentence, cue = context.sentence, context.cue.place
    kids = (k for k in sentence.kids[cue] if k > top and sentence.deps[k] == "xcomp" and sentence.tags[k] == "JJ")
    start = next((sentence.left[k] for k in kids), 0) if "object_predicate" in context.takes else 0
    return 0 if MARKS.intersection(sentence.words[top:start]) else start


def _goes_on(context: CueContext, verb: int, stop: int) -> bool:
    """Whether a verb goes on with a list of infinitives: called on them to stop, turn round and, soon, to go home."""
    sentence = context.sentence
    if sentence.words[stop : stop + 1] == ["and"]:
        return any(sentence.words[kid] == "to" for kid in sentence.kids[verb] if stop < kid < verb)
    return sentence.words[stop : stop + 1] == [","] and verb == stop + 1


def _belongs(context: CueContext, kid: int) -> bool:
    """Whether words go on with a phrase: "not to", "so that", a part of it: rejected all rules, including on dress."""
    start = context.sentence.left[kid]
    leads = start + (context.sentence.words[start] in MARKS)
    if context.cue.row.id in EXPECTS and context.sentence.words[leads] in DEADLINES:
        return True  # by when it is expected, not when it was said
    if context.sentence.words[start - 1] == "question" and context.sentence.words[start] in {*CONDITIONS, "without"}:
        return True  # called it out of the question until N
    if context.cue.row.id in WITHHOLDS and context.sentence.words[leads] in CONDITIONS:
        return True  # ruled it out unless N: what it takes, not when it was ruled out
    wish = any(
        context.sentence.tags[k] == "VB" and context.sentence.deps[k] == "acl" for k in context.sentence.kids[kid]
    )
    if wish and "object_to" in context.takes:
        return True  # urged all towns on the lake to send pilots: the parser gave the lake what the towns shall do
    if context.sentence.words[start : start + 2] in (["not", "to"], ["so", "that"]):
        return True
    if context.sentence.words[start - 1] in FEELINGS and context.sentence.words[start] in {"at", "to"}:
        return True  # voiced worry at N, voiced readiness to VP
    words = context.sentence.words[start : start + 3]
    if words == ["on", "the", "way"]:
        return True
    return words[:2] == [",", "including"] and words[2:] in (["on"], ["in"], ["at"], ["for"], ["to"], ["with"])
