"""Where content stops: before the speaker does something else, and before somebody else speaks."""

from __future__ import annotations

from extractors.languages.en.clauses.arguments import FINITE_TAGS, is_perfect
from extractors.languages.en.clauses.cue_context import CueContext

JOINTS = frozenset({"and", "but", "or", ",", ";", "—", "–", "while", "yet", "then", "also"})
SUBORDINATE = frozenset({"acl:relcl", "acl"})
GOES_ON = frozenset({"say", "tell", "ask", "act"})
HOPES = frozenset({"hope"})
WITHIN = frozenset({"that", "if", "unless", "once", "until", "because", "since"})  # a clause of what was said
WITH_REACH = 9  # words; 4 and 18 read 468 articles alike
# Behind a comma, of 12 "while", "whereas" and, no medium named, "as" 7 tell of something else in open articles; of 22
# "when", "after", "before", "though" and "although" 3 do.
SUBORDINATES = frozenset({"as", "after", "when", "while", "before", "though", "although", "whereas", "even", "despite"})
APART = frozenset({"as", "while", "whereas"})
BACKSHIFTED = frozenset({"had", "should", "would", "could", "must", "might"})  # in what was said, not in what was done


def complement_stop(context: CueContext, start: int) -> int:
    """The place at which the clause that a cue governs, begun at ``start``, stops."""
    sentence = context.sentence
    stop = _clause_limit(context, start)
    for place in range(start, stop):
        if sentence.inside[place] >= 0 or sentence.words[place] in {",", "and"}:
            continue
        if sentence.words[place] == ";" and place > start:
            return place
        if _speaker_goes_on(context, place) or _someone_else_speaks(context, place, start):
            return _before_joint(context, sentence.left[place] if sentence.left[place] > start else place, start)
        if _next_cue_of_speaker(context, place, start) or _saying_after_comma(context, place, start):
            return _before_joint(context, _with_before(context, place, start) or place, start)
        if _governs(context, place):
            subject = sentence.subject(place)
            return _before_joint(
                context, place if subject is None or subject > place else sentence.left[subject], start
            )
        if _other_cue_with_subject(context, place, start):
            return _before_joint(context, sentence.left[place], start)
    return stop


def _clause_limit(context: CueContext, start: int) -> int:
    """The sentence's end, or that of the subordinate clause around the cue: if NP says S, …; NP, who said S,"""
    sentence, cue = context.sentence, context.cue.place
    place = cue
    for _ in range(4):
        dep = sentence.deps[place]
        before_main = dep in {"advcl", "ccomp"} and sentence.heads[place] > place
        if (before_main or dep in SUBORDINATE) and sentence.right[place] + 1 > start:
            return sentence.right[place] + 1
        if dep not in {"conj", "xcomp", "ccomp"}:
            break
        place = sentence.heads[place]
    return len(sentence)


def _saying_after_comma(context: CueContext, place: int, start: int) -> bool:
    """Whether a participle of saying follows a comma: said S, adding that S."""
    sentence = context.sentence
    if sentence.tags[place] != "VBG" or place <= start:
        return False
    if sentence.words[place - 1] != "," and _with_before(context, place, start) is None:
        return False
    return any(cue.place == place and cue.row.kind in GOES_ON for cue in sentence.cues)


def _with_before(context: CueContext, place: int, start: int) -> int | None:
    """Where somebody else comes in who says more: said S, with their spokesman declaring that S."""
    words, tags = context.sentence.words, context.sentence.tags
    for at in range(place - 2, max(start, place - WITH_REACH), -1):
        if words[at] == "with" and words[at - 1] == ",":
            return at if tags[place - 1] in {"NN", "NNS", "NNP", "NNPS"} else None
        if tags[at][:1] == "V" or words[at] == ",":
            return None
    return None


def _governs(context: CueContext, place: int) -> bool:
    """Whether the cue stands in the content of a saying that follows: NP went because it wants to VP, NP said."""
    sentence, above = context.sentence, context.cue.place
    if sentence.tags[place] not in FINITE_TAGS or not any(
        c.place == place and c.row.kind in GOES_ON for c in sentence.cues
    ):
        return False
    for _ in range(6):
        if sentence.heads[above] == above:
            return False
        above = sentence.heads[above]
        if above == place:
            return True
    return False


def _other_cue_with_subject(context: CueContext, place: int, start: int) -> bool:
    """Whether a clause with its own subject and cue is joined on: said S, but NP said S; never "and that NP said S"."""
    sentence = context.sentence
    if sentence.tags[place] not in FINITE_TAGS | {"VBN"} or sentence.deps[place] not in {"conj", "advcl", "parataxis"}:
        return False
    if not any(cue.place == place and cue.row.kind in GOES_ON for cue in sentence.cues):
        return False
    left, subject = sentence.left[place], sentence.subject(place)
    if _is_backshifted(context, place) and sentence.words[left] not in APART:
        return False
    if subject is None or left <= start or subject > place:
        return False
    before = left - 1 if sentence.words[left] not in JOINTS else left
    opening = next((at for at in range(left, place) if sentence.words[at] not in JOINTS), left)
    return sentence.words[before] in JOINTS | SUBORDINATES and sentence.words[opening] not in WITHIN


def _speaker_goes_on(context: CueContext, place: int) -> bool:
    """Whether a verb is joined to the cue rather than to its complement: said S and left; said S, adding that S."""
    sentence, cue = context.sentence, context.cue.place
    if sentence.heads[place] != cue:
        return False
    if sentence.deps[place] == "conj":
        that = sentence.kid(place, "mark")
        return (
            sentence.tags[place][:1] == "V"
            and not _is_backshifted(context, place)
            and (that is None or sentence.words[that] != "that")
            and "that" not in sentence.words[sentence.left[place] : sentence.left[place] + 3]
        )
    left = sentence.left[place]
    after_comma = left > 0 and sentence.words[left - 1] == ","
    if sentence.deps[place] == "advcl":
        return after_comma and (sentence.tags[place] == "VBG" or sentence.words[left] in APART)
    return False


def _is_backshifted(context: CueContext, place: int) -> bool:
    """Whether a verb stands as one does in what was said in the past: said that S and had VP, should VP."""
    sentence = context.sentence
    aided = any(
        sentence.words[kid] in BACKSHIFTED and sentence.tags[kid] in FINITE_TAGS for kid in sentence.kids[place]
    )
    return aided and sentence.tags[context.cue.place] == "VBD"


def _someone_else_speaks(context: CueContext, place: int, start: int) -> bool:
    """Whether a source of its own begins here: ", according to NP"."""
    sentence = context.sentence
    return (
        sentence.words[place] == "according"
        and place + 1 < len(sentence)
        and sentence.words[place + 1] == "to"
        and place > start
        and sentence.words[place - 1] in {",", "”", '"', "''"}
    )


def _next_cue_of_speaker(context: CueContext, place: int, start: int) -> bool:
    """Whether a second cue follows "and" or "but" without a subject, in the tense of the first: said S and warned S."""
    sentence = context.sentence
    if sentence.tags[place] not in {sentence.tags[context.cue.place], *_tenses(context)} & FINITE_TAGS:
        return False
    if not any(c.place == place and (c.row.kind in GOES_ON or c.row.id in HOPES) for c in sentence.cues):
        return False
    before = place - 1
    while before > start and sentence.tags[before] == "RB":
        before -= 1
    return before > start and sentence.words[before] in {"and", "but"}


def _tenses(context: CueContext) -> set[str]:
    """The tags in which a deed goes on after a perfect: has come out for N and cautioned that S."""
    return {"VBD"} if is_perfect(context.sentence, context.cue.place) else set()


def before_next_cue(context: CueContext, start: int, stop: int) -> int:
    """Where a phrase stops before the speaker's next deed: called on them to go and urged NP to stay."""
    found = (
        p
        for p in range(start + 1, stop)
        if _next_cue_of_speaker(context, p, start) or _saying_after_comma(context, p, start)
    )
    return next((_before_joint(context, p, start) for p in found), stop)


def _before_joint(context: CueContext, place: int, start: int) -> int:
    """Steps back over the words that join two clauses."""
    while place > start and context.sentence.words[place - 1] in JOINTS:
        place -= 1
    return place
