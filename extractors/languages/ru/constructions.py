"""Russian constructions of attribution, by the order of words: «…», — сказал X; X заявил, что …; по словам X, …"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft, Range
from extractors.sentences.reporting_words import CueVerb
from extractors.sentences.sentence import Sentence

QUOTATION_BEFORE_SPEAKER = Construction("quotation_before_speaker", "said")
CLAUSE_WITHIN_QUOTATION = Construction("clause_within_quotation", "said")
QUOTATION_AFTER_SPEAKER = Construction("quotation_after_speaker", "said")
CLAUSE_AFTER_THAT = Construction("clause_after_that", "said")
ACCORDING_TO_SOURCE = Construction("according_to_source", "said")

DASHES = frozenset({"—", "–", "-"})
MARKS = DASHES | {",", ".", ":", ";", "!", "?", "…", "(", ")"}
LEADS_AWAY = frozenset({"в", "во", "на", "после", "в ходе", "журналистам", "агентству", "корреспонденту", "по", "при"})
OPENS = frozenset({"в", "во", "на", "после", "вчера", "сегодня", "ранее", "также", "при", "как", "и", "а", "но"})
LEADS_TO_DAY = frozenset({"в", "во", "на", "после", "при"})  # with one word behind it
ADVERBS = frozenset({"также", "ранее", "уже", "вчера", "сегодня", "тогда", "затем"})
PHRASES = (("по", "словам"), ("по", "мнению"), ("по", "данным"), ("по", "информации"))
THAT_REACH = 6  # words between a verb and its "что": a listener, where and when


def on_cues(sentence: Sentence) -> Iterator[Draft]:
    """What the constructions draft that start from a verb, the first that fits each."""
    for cue in sentence.cues:
        drafts = (construction(sentence, cue) for construction in ON_CUES)
        if draft := next((draft for draft in drafts if draft), None):
            yield draft


def quotation_before_speaker(sentence: Sentence, cue: CueVerb) -> Draft | None:
    """«S», — сказал X."""
    before = cue.place - 1
    while before > 0 and sentence.words[before] in DASHES | {","}:
        before -= 1
    at = sentence.inside[before] if before < cue.place - 1 else -1
    source = _name_behind(sentence, cue.last + 1)
    if at < 0 or source is None or sentence.inside[cue.place] >= 0:
        return None
    return _draft(sentence, QUOTATION_BEFORE_SPEAKER, cue, source, [], [at])


def clause_within_quotation(sentence: Sentence, cue: CueVerb) -> Draft | None:
    """«S, — сказал X. — S»: the clause stands between the marks of what was said."""
    at, dash = sentence.inside[cue.place], cue.place - 1
    source = _name_behind(sentence, cue.last + 1)
    if at < 0 or source is None or sentence.words[dash] not in DASHES:
        return None
    quoted = sentence.quotes[at]
    ranges = [(quoted.first + 1, dash)]
    rest = next((p + 1 for p in range(source[1], quoted.stop) if sentence.words[p] in DASHES), quoted.stop)
    ranges += [(rest, quoted.stop - 1)] if rest < quoted.stop - 1 else []
    return _draft(sentence, CLAUSE_WITHIN_QUOTATION, cue, source, ranges, [])


def quotation_after_speaker(sentence: Sentence, cue: CueVerb) -> Draft | None:
    """X сказал: «S»."""
    colon = cue.last + 1
    quoted = next((at for at, quote in enumerate(sentence.quotes) if quote.first == colon + 1), None)
    source = _name_before(sentence, cue.place)
    if sentence.words[colon : colon + 1] != [":"] or quoted is None or source is None:
        return None
    return _draft(sentence, QUOTATION_AFTER_SPEAKER, cue, source, [], [quoted])


def clause_after_that(sentence: Sentence, cue: CueVerb) -> Draft | None:
    """X заявил, что S."""
    source = _name_before(sentence, cue.place)
    if "that" not in cue.row.takes or source is None or sentence.inside[cue.place] >= 0:
        return None
    for place in range(cue.last + 1, min(cue.last + THAT_REACH, len(sentence) - 2)):
        if sentence.words[place : place + 2] == [",", "что"]:
            return _draft(sentence, CLAUSE_AFTER_THAT, cue, source, [(place + 2, len(sentence))], [])
        if sentence.words[place] in MARKS:
            return None
    return None


def according_to_source(sentence: Sentence) -> Iterator[Draft]:
    """По словам X, S. / S, по словам X, S."""
    for place in range(len(sentence)):
        phrase = next((p for p in PHRASES if tuple(sentence.words[place : place + len(p)]) == p), None)
        if phrase is None or sentence.inside[place] >= 0 or (place and sentence.words[place - 1] != ","):
            continue
        after = place + len(phrase)
        stop = next((p for p in range(after, len(sentence)) if sentence.words[p] in MARKS), len(sentence))
        ranges = [part for part in ((0, max(0, place - 1)), (stop + 1, len(sentence))) if part[0] < part[1]]
        if after < stop and ranges:
            yield Draft(
                sentence, ACCORDING_TO_SOURCE, "по словам", (place, after), (after, stop), ranges, clause=(place, stop)
            )


ON_CUES: tuple[Callable[[Sentence, CueVerb], Draft | None], ...] = (
    clause_within_quotation,
    quotation_before_speaker,
    quotation_after_speaker,
    clause_after_that,
)


def _draft(
    sentence: Sentence, construction: Construction, cue: CueVerb, source: Range, ranges: list[Range], quotes: list[int]
) -> Draft:
    clause = (min(source[0], cue.place), max(source[1], cue.last + 1))
    return Draft(sentence, construction, cue.row.id, (cue.place, cue.last + 1), source, ranges, quotes, clause=clause)


def _name_behind(sentence: Sentence, first: int) -> Range | None:
    """The words behind a verb up to a mark, to whom or where it was said."""
    at = sentence.inside[first - 1]
    end = sentence.quotes[at].stop - 1 if at >= 0 else len(sentence)
    stop = first
    while stop < end and sentence.words[stop] not in MARKS | LEADS_AWAY:
        stop += 1
    return (first, stop) if stop > first else None


def _name_before(sentence: Sentence, stop: int) -> Range | None:
    """The words before a verb back to a mark, without when it was said and what else is said of it."""
    first = stop
    while first and sentence.words[first - 1] not in MARKS and sentence.inside[first - 1] < 0:
        first -= 1
    while first < stop and sentence.words[first] in OPENS:
        first += 2 if sentence.words[first] in LEADS_TO_DAY else 1
    while stop > first and sentence.words[stop - 1] in ADVERBS:
        stop -= 1
    return (first, stop) if stop > first else None
