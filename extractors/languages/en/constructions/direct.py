"""Constructions with a quotation that stands beside the clause of attribution."""

from __future__ import annotations

from extractors.languages.en.clauses.arguments import MARKS, VERB_TAGS, has_finite_verb, trim
from extractors.languages.en.clauses.cue_context import View
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence

QUOTATION_AROUND_CLAUSE = Construction("quotation_around_clause", "said")
QUOTATION_BEFORE_CLAUSE = Construction("quotation_before_clause", "said")
QUOTATION_AFTER_CLAUSE = Construction("quotation_after_clause", "said")
QUOTED_WORDS_AFTER_CUE = Construction("quoted_words_after_cue", "said")

GAP = 14
DESCRIBES = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "POS", "IN", "PRP$", "HYPH"})
UTTERS = frozenset({"say", "tell", "ask", "manner"})


def quotation_around_clause(view: View) -> Draft | None:
    """“S,” NP said, “S.”"""
    before, after = quotation_before(view), quotation_after(view, commas=True)
    if before is None or after is None or "quote" not in view.takes:
        return None
    return view.draft(QUOTATION_AROUND_CLAUSE, [], [before, *_following(view, after)])


def quotation_before_clause(view: View) -> Draft | None:
    """“S,” NP said."""
    before = quotation_before(view)
    if before is None or "quote" not in view.takes:
        return None
    return view.draft(QUOTATION_BEFORE_CLAUSE, [], [before])


def quotation_after_clause(view: View) -> Draft | None:
    """NP said: “S.” / NP said, “S.”"""
    after = quotation_after(view)
    if after is None or "quote" not in view.takes or _goes_on_with_clause(view, after) or _says_more(view, after):
        return None
    before = _half_before(view, after)
    return view.draft(QUOTATION_AFTER_CLAUSE, [before] if before else [], _following(view, after))


def _says_more(view: View, quote: int) -> bool:
    """Whether the deed before has its object and a verb of uttering leads to a quotation: welcomed N and said: “S.”"""
    sentence, first = view.sentence, view.sentence.quotes[quote].first
    if view.cue.row.kind in UTTERS:
        return False
    joined = (cue for cue in sentence.cues if view.cue.last < cue.place < first and cue.row.kind in UTTERS)
    return any(sentence.words[cue.place - 1] in {"and", "but"} for cue in joined)


def _goes_on_with_clause(view: View, quote: int) -> bool:
    """Whether a quotation is but the tail of the clause that a cue governs: NP said that S, “and not before”."""
    sentence, first = view.sentence, view.sentence.quotes[quote].first
    inner = sentence.text[sentence.quotes[quote].quotation.inner_start :][:1]
    between = sentence.words[view.cue.last + 1 : first]
    if not inner.islower() or between[-1:] != [","] or "that" not in between:
        return False
    return has_finite_verb(sentence, view.cue.last + 1 + between.index("that"), first)


def quoted_words_after_cue(view: View) -> Draft | None:
    """NP said “words”. / NP kept shouting “words”."""
    sentence = view.sentence
    if "quote" not in view.takes or view.cue.row.kind not in UTTERS:
        return None
    place = view.cue.last + 1
    while place < len(sentence) and sentence.words[place] in {",", ":", "that"}:
        place += 1
    for quoted in sentence.quotes:
        if quoted.first == place and not quoted.apart:
            return view.draft(QUOTED_WORDS_AFTER_CUE, [trim(sentence, quoted.first, quoted.stop)])
    return None


def _half_before(view: View, quote: int) -> tuple[int, int] | None:
    """The unquoted half of a sentence that goes on in quotation marks: S, NP said, “and S.”"""
    sentence, (first, stop) = view.sentence, view.clause
    quotation = sentence.quotes[quote].quotation
    lower = sentence.text[quotation.inner_start : quotation.inner_start + 1].islower()
    goes_on = lower and sentence.words[stop : stop + 1] == [","]
    inverted = view.source is not None and view.cue.place < view.source.first and first == view.cue.place
    if not (goes_on or inverted) or first < 2 or sentence.words[first - 1] != ",":
        return None
    if any(sentence.apart(place) for place in range(first)):
        return None
    return trim(sentence, 0, first)


def quotation_before(view: View) -> int | None:
    """The quotation that is set apart right before the clause of a cue, if nobody has it yet."""
    sentence, place = view.sentence, view.clause[0] - 1
    if sentence.tags[view.cue.place] == "VBG" and not (view.source and view.source.own):
        return None
    while place >= 0 and sentence.inside[place] < 0 and sentence.words[place] in {",", "—", "–", "-", "as"}:
        place -= 1
    return _free(view, place)


def quotation_after(view: View, commas: bool = False) -> int | None:
    """The quotation that is set apart after the clause of a cue, with adjuncts but no other verb between."""
    sentence, place = view.sentence, _past_source(view)
    place = _past_described(view, place) if commas else place
    limit = min(len(sentence), max(place, view.cue.last + view.clause[1] - view.clause[0]) + GAP)
    while place < limit:
        if sentence.apart(place):
            return None if _phrase_is_content(view, place) else _free(view, place)
        if sentence.tags[place] in VERB_TAGS or (commas and sentence.words[place] not in MARKS):
            return None
        if sentence.words[place] in {".", ";"}:
            return None
        place += 1
    return None


def _past_described(view: View, place: int) -> int:
    """Past what describes the listener between commas: “S,” NP told his host, N NAME, “and S.”"""
    sentence = view.sentence
    quote = next((q.first for q in sentence.quotes if q.apart and q.first > place), None)
    if not view.row_tells or quote is None or sentence.words[place] != "," or sentence.words[quote - 1] != ",":
        return place
    plain = range(place + 1, quote - 1)
    described = 0 < len(plain) <= GAP and all(sentence.tags[at] in DESCRIBES for at in plain)
    return quote - 1 if described else place


def _past_source(view: View) -> int:
    """Where the clause ends; a speaker named after the verb takes what is said of him along: said NP, who VP, “S.”"""
    source, stop = view.source, view.clause[1]
    if source is None or not source.own or source.head < view.cue.place:
        return stop
    end = view.sentence.right[source.head] + 1
    while end > stop and (view.sentence.apart(end - 1) or view.sentence.words[end - 1] in MARKS):
        end -= 1
    return end if end > stop and not any(view.sentence.apart(p) for p in range(stop, end)) else stop


def _phrase_is_content(view: View, quote: int) -> bool:
    """Whether a cue has its content as an object and the quotation only bears it out: predicted months of work: “S.”"""
    sentence, cue = view.sentence, view.cue
    if sentence.words[quote - 1] != ":" or not {"object", "object_to"} & set(view.takes) or view.row_tells:
        return False
    return any(cue.last < k < quote and sentence.deps[k] == "obj" for k in sentence.kids[cue.place])


def _free(view: View, place: int) -> int | None:
    if place < 0 or not view.sentence.apart(place):
        return None
    at = view.sentence.inside[place]
    return None if at in view.taken else at


def _following(view: View, first: int) -> list[int]:
    """A quotation and those that follow it with nothing but marks between."""
    quotes = view.sentence.quotes
    run = [first]
    for at in range(first + 1, len(quotes)):
        gap = range(quotes[at - 1].stop, quotes[at].first)
        if not quotes[at].apart or at in view.taken or any(view.sentence.words[p] not in MARKS for p in gap):
            break
        run.append(at)
    return run


def lone_quotations(sentence: Sentence, taken: set[int]) -> list[int]:
    """Quotations that are set apart and that nobody has."""
    return [at for at, quoted in enumerate(sentence.quotes) if quoted.apart and at not in taken]
