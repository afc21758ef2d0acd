"""Constructions with a quotation that stands beside the clause of attribution."""

from __future__ import annotations

from extractors.languages.en.clauses.arguments import MARKS, VERB_TAGS, has_finite_verb, trim
from extractors.languages.en.clauses.cue_context import CueContext
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence

QUOTATION_AROUND_CLAUSE = Construction("quotation_around_clause", "said")
QUOTATION_BEFORE_CLAUSE = Construction("quotation_before_clause", "said")
QUOTATION_AFTER_CLAUSE = Construction("quotation_after_clause", "said")
QUOTED_WORDS_AFTER_CUE = Construction("quoted_words_after_cue", "said")

GAP = 14  # words that describe a speaker between his verb and a quotation; 7 and 28 read 468 articles alike
DESCRIBES = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "POS", "IN", "PRP$", "HYPH"})
UTTERS = frozenset({"say", "tell", "ask", "manner"})


def quotation_around_clause(context: CueContext) -> Draft | None:
    """“S,” NP said, “S.”"""
    before, after = quotation_before(context), quotation_after(context, commas=True)
    if before is None or after is None or "quote" not in context.takes:
        return None
    return context.draft(QUOTATION_AROUND_CLAUSE, [], [before, *_following(context, after)])


def quotation_before_clause(context: CueContext) -> Draft | None:
    """“S,” NP said."""
    before = quotation_before(context)
    if before is None or "quote" not in context.takes:
        return None
    return context.draft(QUOTATION_BEFORE_CLAUSE, [], [before])


def quotation_after_clause(context: CueContext) -> Draft | None:
    """NP said: “S.” / NP said, “S.”"""
    after = quotation_after(context)
    if (
        after is None
        or "quote" not in context.takes
        or _goes_on_with_clause(context, after)
        or _says_more(context, after)
    ):
        return None
    before = _half_before(context, after)
    return context.draft(QUOTATION_AFTER_CLAUSE, [before] if before else [], _following(context, after))


def _says_more(context: CueContext, quote: int) -> bool:
    """Whether the deed before has its object and a verb of uttering leads to a quotation: welcomed N and said: “S.”"""
    sentence, first = context.sentence, context.sentence.quotes[quote].first
    if context.cue.row.kind in UTTERS:
        return False
    joined = (cue for cue in sentence.cues if context.cue.last < cue.place < first and cue.row.kind in UTTERS)
    return any(sentence.words[cue.place - 1] in {"and", "but"} for cue in joined)


def _goes_on_with_clause(context: CueContext, quote: int) -> bool:
    """Whether a quotation is but the tail of the clause that a cue governs: NP said that S, “and not before”."""
    sentence, first = context.sentence, context.sentence.quotes[quote].first
    inner = sentence.text[sentence.quotes[quote].quotation.inner_start :][:1]
    between = sentence.words[context.cue.last + 1 : first]
    if not inner.islower() or between[-1:] != [","] or "that" not in between:
        return False
    return has_finite_verb(sentence, context.cue.last + 1 + between.index("that"), first)


def quoted_words_after_cue(context: CueContext) -> Draft | None:
    """NP said “words”. / NP kept shouting “words”."""
    sentence = context.sentence
    if "quote" not in context.takes or context.cue.row.kind not in UTTERS:
        return None
    place = context.cue.last + 1
    while place < len(sentence) and sentence.words[place] in {",", ":", "that"}:
        place += 1
    for quoted in sentence.quotes:
        if quoted.first == place and not quoted.apart:
            return context.draft(QUOTED_WORDS_AFTER_CUE, [trim(sentence, quoted.first, quoted.stop)])
    return None


def _half_before(context: CueContext, quote: int) -> tuple[int, int] | None:
    """The unquoted half of a sentence that goes on in quotation marks: S, NP said, “and S.”"""
    sentence, (first, stop) = context.sentence, context.clause
    quotation = sentence.quotes[quote].quotation
    lower = sentence.text[quotation.inner_start : quotation.inner_start + 1].islower()
    goes_on = lower and sentence.words[stop : stop + 1] == [","]
    inverted = context.source is not None and context.cue.place < context.source.first and first == context.cue.place
    if not (goes_on or inverted) or first < 2 or sentence.words[first - 1] != ",":
        return None
    if any(sentence.apart(place) for place in range(first)):
        return None
    return trim(sentence, 0, first)


def quotation_before(context: CueContext) -> int | None:
    """The quotation that is set apart right before the clause of a cue, if nobody has it yet."""
    sentence, place = context.sentence, context.clause[0] - 1
    if sentence.tags[context.cue.place] == "VBG" and not (context.source and context.source.own):
        return None
    while place >= 0 and sentence.inside[place] < 0 and sentence.words[place] in {",", "—", "–", "-", "as"}:
        place -= 1
    return _free(context, place)


def quotation_after(context: CueContext, commas: bool = False) -> int | None:
    """The quotation that is set apart after the clause of a cue, with adjuncts but no other verb between."""
    sentence, place = context.sentence, _past_source(context)
    place = _past_described(context, place) if commas else place
    limit = min(len(sentence), max(place, context.cue.last + context.clause[1] - context.clause[0]) + GAP)
    while place < limit:
        if sentence.apart(place):
            return None if _phrase_is_content(context, place) else _free(context, place)
        if sentence.tags[place] in VERB_TAGS or (commas and sentence.words[place] not in MARKS):
            return None
        if sentence.words[place] in {".", ";"}:
            return None
        place += 1
    return None


def _past_described(context: CueContext, place: int) -> int:
    """Past what describes the listener between commas: “S,” NP told his host, N NAME, “and S.”"""
    sentence = context.sentence
    quote = next((q.first for q in sentence.quotes if q.apart and q.first > place), None)
    if not context.row_tells or quote is None or sentence.words[place] != "," or sentence.words[quote - 1] != ",":
        return place
    plain = range(place + 1, quote - 1)
    described = 0 < len(plain) <= GAP and all(sentence.tags[at] in DESCRIBES for at in plain)
    return quote - 1 if described else place


def _past_source(context: CueContext) -> int:
    """Where the clause ends; a speaker named after the verb takes what is said of him along: said NP, who VP, “S.”"""
    source, stop = context.source, context.clause[1]
    if source is None or not source.own or source.head < context.cue.place:
        return stop
    end = context.sentence.right[source.head] + 1
    while end > stop and (context.sentence.apart(end - 1) or context.sentence.words[end - 1] in MARKS):
        end -= 1
    return end if end > stop and not any(context.sentence.apart(p) for p in range(stop, end)) else stop


def _phrase_is_content(context: CueContext, quote: int) -> bool:
    """Whether a cue has its content as an object and the quotation only bears it out: predicted months of work: “S.”"""
    sentence, cue = context.sentence, context.cue
    if sentence.words[quote - 1] != ":" or not {"object", "object_to"} & set(context.takes) or context.row_tells:
        return False
    return any(cue.last < k < quote and sentence.deps[k] == "obj" for k in sentence.kids[cue.place])


def _free(context: CueContext, place: int) -> int | None:
    if place < 0 or not context.sentence.apart(place):
        return None
    at = context.sentence.inside[place]
    return None if at in context.taken else at


def _following(context: CueContext, first: int) -> list[int]:
    """A quotation and those that follow it with nothing but marks between."""
    quotes = context.sentence.quotes
    run = [first]
    for at in range(first + 1, len(quotes)):
        gap = range(quotes[at - 1].stop, quotes[at].first)
        if not quotes[at].apart or at in context.taken or any(context.sentence.words[p] not in MARKS for p in gap):
            break
        run.append(at)
    return run


def lone_quotations(sentence: Sentence, taken: set[int]) -> list[int]:
    """Quotations that are set apart and that nobody has."""
    return [at for at, quoted in enumerate(sentence.quotes) if quoted.apart and at not in taken]
