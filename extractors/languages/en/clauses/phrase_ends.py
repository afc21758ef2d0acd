"""Where the phrase starts and stops that is somebody's words: behind what he called it, before where he said it."""

from __future__ import annotations

from extractors.languages.en.clauses.arguments import MARKS, TIMES, Range
from extractors.languages.en.clauses.cue_context import CueContext

POINTING = frozenset({"it", "them", "him", "her", "himself", "herself", "themselves"})
ATTENDS = frozenset({"with", "in", "at", "on", "over", "during", "by"})  # backed it with N: the pronoun is all
SAYS_NOTHING = frozenset({"nothing", "goodbye", "farewell", "little"})
ASKS_NOTHING = frozenset({"question", "questions"})
REPEATS = frozenset({"repeat", "reiterate", "restate", "reaffirm"})
DENIES = frozenset({"reject", "dismiss", "deny", "refute", "rebut", "repudiate"})
OWNERS = frozenset({"his", "her", "its", "their"})
SETTINGS = frozenset({"in", "at", "during", "after", "before", "on", "when", "while"})
SPEECHES = frozenset({"interview", "statement", "speech", "post", "letter", "briefing", "message", "comment",
                      "comments", "remarks", "article", "telegram", "tweet"})  # fmt: skip
MEETINGS = frozenset({"meeting", "conversation", "call", "talks"})
NAMERS = frozenset({"he", "she", "it", "they"})
NAMES = frozenset({"called", "termed", "described", "calls", "terms", "describes", "labelled", "labeled", "dubbed"})
NAMING = 5  # words of it with what is named; by 10 one statement of 468 articles ends wrongly, by 2 none otherwise


def past_naming(context: CueContext, start: int, stop: int) -> int:
    """The place behind words that only say whose word follows: welcomed what he called a brave step."""
    words = context.sentence.words[start:stop]
    if words[:1] != ["what"] or len(words) < NAMING or words[1] not in NAMERS or words[2] not in NAMES:
        return start
    return start + 3 + (words[3] == "as")


def to_end_of_quotation(context: CueContext, start: int, stop: int) -> int:
    """The end of a quotation that a phrase ends in: described it as “a good day and a long one”."""
    at = context.sentence.inside[stop - 1] if stop > start else -1
    quoted = context.sentence.quotes[at] if at >= 0 else None
    if quoted is None or quoted.apart or not start < quoted.first < stop - 1:
        return stop
    return max(stop, quoted.stop)


def says_nothing(context: CueContext, first: int, stop: int) -> bool:
    """Whether a phrase is only a word that points elsewhere, or what somebody asked for instead of speaking."""
    words = context.sentence.words[first:stop]
    if "anonymity" in words[-1:]:
        return True
    if (
        context.cue.row.id in REPEATS
        and words[0] in OWNERS
        and len(words) == 2
        and any(place == stop - 1 for place, _ in context.sentence.nouns)
    ):
        return True
    if ASKS_NOTHING & set(words[:3]) or words[-2:] == ["for", "comment"]:
        return True
    if context.cue.row.id == "say" and words[0] in SAYS_NOTHING:
        return True
    if words[0] in POINTING and words[1:2] and words[1] in ATTENDS:
        return True
    bare = context.sentence.tags[first] in {"NN", "NNS"} and context.sentence.inside[first] < 0
    return len(words) == 1 and (words[0] in POINTING or bare)


def before_relative(context: CueContext, start: int, stop: int) -> int:
    """Where a phrase stops before a clause with words of its own: ruled it out, which, he said, S; NP, who said S."""
    words = context.sentence.words
    found = (p for p in range(start + 1, stop - 1) if words[p] == "," and words[p + 1] in {"which", "who"})
    denied = context.cue.row.id in DENIES
    which = (p for p in range(start + 1, stop - 2) if words[p : p + 3] == ["according", "to", "which"] and not denied)
    told = next(which, stop)
    speaks = {cue.place for cue in context.sentence.cues if cue.row.kind in {"say", "tell"}}
    return next(
        (p for p in found if words[p + 2 : p + 3] == [","] or (words[p + 1] == "who" and p + 2 in speaks)), told
    )


def past_report(context: CueContext, stop: int) -> int:
    """The end of what a report tells that somebody denies: rejected reports according to which S."""
    sentence = context.sentence
    told = sentence.words[stop : stop + 3] == ["according", "to", "which"] and context.cue.row.id in DENIES
    return next((p for p in range(stop, len(sentence)) if sentence.words[p] in MARKS), stop) if told else stop


def before_setting(context: CueContext, start: int, stop: int) -> int:
    """The end of a phrase before where it was said: hailed “a brave step” in a meeting with NP."""
    sentence, at = context.sentence, context.sentence.inside[start]
    if at < 0 or not start < sentence.quotes[at].stop < stop:
        return _before_speech(context, start, stop)
    after = sentence.quotes[at].stop
    if sentence.words[after] not in SETTINGS or _is_part_of_quoted(context, at, after):
        return stop
    return after


def _is_part_of_quoted(context: CueContext, at: int, place: int) -> bool:
    """Whether a preposition behind a quotation leads to what its noun is about: “a belt of N” on the border."""
    sentence = context.sentence
    noun = sentence.heads[place]
    within = sentence.inside[sentence.heads[noun]] == at and sentence.deps[noun] == "nmod"
    return within and sentence.words[noun] not in SPEECHES | MEETINGS | TIMES


def _before_speech(context: CueContext, start: int, stop: int) -> int:
    """Where a phrase stops before what it was said in, or at a meeting with whom, no verb of its own between."""
    sentence = context.sentence
    for place in range(start + 1, stop - 1):
        noun = sentence.heads[place]
        if sentence.tags[place][:1] == "V" or sentence.words[place] in MARKS:
            return stop
        leads = sentence.words[place] in SETTINGS and sentence.deps[place] == "case" and sentence.inside[place] < 0
        if not leads or not place < noun < stop:
            continue
        met = sentence.words[noun] in MEETINGS and sentence.words[noun + 1 : noun + 2] == ["with"]
        if met or (sentence.words[noun] in SPEECHES and sentence.words[place + 1] not in {"the", "this", "that"}):
            return place
    return stop


def up_to_quote(context: CueContext, content: Range) -> Range:
    """A phrase does not run into a quotation that is set apart."""
    first, stop = content
    for place in range(first, stop):
        if context.sentence.apart(place):
            while place > first and context.sentence.words[place - 1] in MARKS:
                place -= 1
            return first, place
    return content
