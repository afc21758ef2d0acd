"""Clauses of attribution that the parser did not see, by the order of words: S, NP said. / S, said NP. / S, NP said, S.

Only a cue that no construction has used is tried, so a sentence that was understood is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.languages.en.clauses.arguments import DAYS, FINITE_TAGS, MARKS, Range, has_finite_verb, trim
from extractors.languages.en.constructions.indirect import CLAUSE_AROUND_SPEAKER, CLAUSE_BEFORE_SPEAKER
from extractors.languages.en.words.cues import AUXILIARIES
from extractors.sentences.drafts import Draft
from extractors.sentences.reporting_words import CueVerb
from extractors.sentences.sentence import Sentence

UTTERS = frozenset({"say", "tell", "add", "note", "state", "announce", "declare", "report", "claim", "argue", "assert",
                    "insist", "maintain", "contend", "stress", "emphasize", "emphasise", "underline", "underscore",
                    "explain", "clarify", "confirm", "acknowledge", "admit", "reveal", "mention", "observe", "remark",
                    "recall", "reiterate", "repeat", "write", "estimate", "warn", "caution", "point-out", "counter",
                    "conclude", "specify", "inform", "go-on", "continue", "stipulate", "reply", "allege",
                    "make-clear", "make-known"})  # fmt: skip
BREAKS = frozenset({",", "—", "–", "”", '"', "''"})
SOURCE_WORDS = 14  # words of a name with an office; by 28 one statement more of 468 articles is right, by 7 none fewer
NOT_SOURCES = frozenset({"which", "who", "that", "what", "where", "when", "while", "as", "but", "or", "if", "whose",
                         "because", "since", "by", "with", "after", "before", "during", "amid", "though", "although",
                         "not", "nor", "so", "than", "whom", "including", "like", "even", "out", "along", "despite",
                         "compared", "just"})  # fmt: skip
LEADS = frozenset({"DT", "NNP", "NNPS", "NN", "NNS", "PRP", "PRP$", "JJ", "CD"})
ADDS = frozenset({"also", "further", "then", "later", "earlier", "once", "again", "reportedly", "however", "now"})
WHEN = DAYS | {"earlier", "later", "recently", "last", "this", "again"}
OPENS_CLAUSE = frozenset({"when", "while", "after", "as", "before", "where", "which", "who", "though", "although"})
OBJECTS = frozenset({"DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "CD", "RP", "VBN", "VBG", "WP", "WRB"})
NAMES = frozenset({"NNP", "NNPS", "NN", "NNS", "PRP"})
DETERMINERS = frozenset({"the", "he", "she", "they", "a", "an", "its", "his", "their"})
NEVER = frozenset({"i", "we", "you", "nobody", "it"})


def closing_clauses(sentence: Sentence, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts for the cues of a sentence that no construction used, where nobody has the words before them."""
    used = {place for draft in drafts if draft.cue for place in range(*draft.cue)}
    taken = {place for draft in drafts for place in draft.places()}
    for cue in sentence.cues:
        if cue.place in used or sentence.inside[cue.place] >= 0 or cue.row.id not in UTTERS:
            continue
        if sentence.tags[cue.place] in {"VBG", "VB"} or sentence.forms[cue.place][:1].isupper():
            continue
        draft = _before_verb(sentence, cue) or _behind_verb(sentence, cue)
        if draft is not None and not draft.places() & taken:
            yield draft


def _before_verb(sentence: Sentence, cue: CueVerb) -> Draft | None:
    """S, NP said. / S, NP said, S."""
    group = cue.place
    while group and (sentence.words[group - 1] in AUXILIARIES | ADDS or sentence.tags[group - 1] == "RB"):
        group -= 1
    comma, after = _break_before(sentence, group), cue.last + 1
    if comma is None or not _names(sentence, (comma + 1, group)) or _has_object(sentence, cue, after):
        return None
    if sentence.words[cue.place] == cue.row.base and not _is_many(sentence, group - 1):
        return None  # a home state, a media report
    end = _clause_end(sentence, after)
    if (
        cue.row.listener
        and sentence.words[after : after + 1] == ["by"]
        and AUXILIARIES & set(sentence.words[group:after])
    ):
        return _told_by(sentence, cue, comma, (comma + 1, group), end)
    return _draft(sentence, cue, (comma + 1, group), comma, end)


def _told_by(sentence: Sentence, cue: CueVerb, comma: int, listener: Range, end: int) -> Draft | None:
    """S, NP was told by NP."""
    draft = _draft(sentence, cue, (cue.last + 2, end), comma, end)
    if draft is not None:
        draft.listener = listener
    return draft


def _behind_verb(sentence: Sentence, cue: CueVerb) -> Draft | None:
    """S, said NP."""
    comma, first = cue.place - 1, cue.last + 1
    if comma < 2 or sentence.words[comma] not in BREAKS or cue.row.listener:
        return None
    stop = first
    while stop < len(sentence) and sentence.words[stop] not in MARKS and sentence.tags[stop] not in {"VBG", "IN", "WP"}:
        stop += 1
    if not _names(sentence, (first, stop)):
        return None
    return _draft(sentence, cue, (first, stop), comma, stop if stop < len(sentence) - 1 else len(sentence))


def _draft(sentence: Sentence, cue: CueVerb, source: Range, comma: int, end: int) -> Draft | None:
    begin = next((at + 1 for at in range(comma - 1, -1, -1) if sentence.words[at] == ";"), 0)
    before, rest = trim(sentence, begin, comma), _rest(sentence, end)
    if before[0] >= before[1] or source[0] >= source[1] or any(sentence.apart(place) for place in range(*before)):
        return None
    if rest is None and _goes_elsewhere(sentence, end):
        return None
    ranges = [before, rest] if rest else [before]
    if not any(has_finite_verb(sentence, *each) for each in ranges) or sentence.words[before[0]] in OPENS_CLAUSE:
        return None
    if sentence.words[before[0]] == "asked":
        return None
    construction = CLAUSE_AROUND_SPEAKER if rest else CLAUSE_BEFORE_SPEAKER
    return Draft(sentence, construction, cue.row.id, (cue.place, cue.last + 1), source, ranges, clause=(comma + 1, end))


def _break_before(sentence: Sentence, place: int) -> int | None:
    """The mark before the words that name a speaker."""
    for at in range(place - 1, max(place - 1 - SOURCE_WORDS, 1), -1):
        if sentence.inside[at] >= 0 or sentence.words[at] in BREAKS:
            return at if sentence.words[at] in BREAKS else None
    return None


def _is_many(sentence: Sentence, place: int) -> bool:
    """Whether several speak: analysts claim, the Taliban say."""
    return sentence.tags[place] in {"NNS", "NNPS"} or sentence.words[place] in {"they", "taliban"}


def _has_object(sentence: Sentence, cue: CueVerb, after: int) -> bool:
    """Whether a verb has its words behind it already."""
    told = cue.row.listener or sentence.words[after : after + 1] == ["it"]
    return after < len(sentence) and sentence.tags[after] in OBJECTS and not told and sentence.words[after] not in WHEN


def _names(sentence: Sentence, source: Range) -> bool:
    """Whether words can name somebody: no verb among them, a noun at their end."""
    first, stop = source
    words, tags = sentence.words[first:stop], sentence.tags[first:stop]
    if not 0 < stop - first <= SOURCE_WORDS or tags[0] not in LEADS or NOT_SOURCES & set(words) or words[0] in NEVER:
        return False
    if (FINITE_TAGS | {"VBG"}) & set(tags) or any(sentence.inside[place] >= 0 for place in range(first, stop)):
        return False
    named = any(sentence.forms[place][:1].isupper() for place in range(first, stop))
    return tags[-1] in NAMES and (named or words[0] in DETERMINERS)


def _clause_end(sentence: Sentence, start: int) -> int:
    place = start
    while place < len(sentence) and sentence.words[place] not in MARKS:
        place += 1
    return place


def _goes_elsewhere(sentence: Sentence, end: int) -> bool:
    """Whether a clause of its own follows the clause of attribution, which then may have its words there."""
    words = sentence.words[end : end + 2]
    verbs = any(sentence.tags[place] in FINITE_TAGS for place in range(end, len(sentence)))
    return verbs and words[:1] == [","] and bool(words[1:]) and words[1] not in NOT_SOURCES


def _rest(sentence: Sentence, end: int) -> Range | None:
    """The second half of an interrupted clause: a verb opens it, so that its subject stands before."""
    if end >= len(sentence) - 2 or sentence.words[end] not in {",", ":"}:
        return None
    first, stop = trim(sentence, end + 1, len(sentence))
    if sentence.words[end] == ":":
        plain = not any(sentence.apart(place) for place in range(first, stop))
        return (first, stop) if plain and has_finite_verb(sentence, first, stop) else None
    opens = sentence.tags[first] in FINITE_TAGS or sentence.words[first] in {
        "would",
        "will",
        "is",
        "are",
        "was",
        "were",
    }
    return (first, stop) if opens else None
