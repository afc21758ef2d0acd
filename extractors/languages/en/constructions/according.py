"""Constructions whose cue is a phrase: according to NP, in the words of NP, for NP."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from extractors.languages.en.clauses.arguments import FINITE_TAGS, MARKS, Range, has_finite_verb, noun_phrase, trim
from extractors.languages.en.clauses.phrase_ends import DENIES
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence

ACCORDING_TO_SOURCE = Construction("according_to_source", "said")
IN_ONES_VIEW = Construction("in_ones_view", "said")
FOR_SOMEBODY = Construction("for_somebody", "said")

VIEWS = frozenset({"view", "opinion", "words", "judgment", "judgement", "reading", "telling", "estimation",
                   "estimate", "conviction",
                   "hope", "belief", "account", "assessment", "opinions", "eyes"})  # fmt: skip
NUMBERS = frozenset({"figures", "numbers", "statistics"})  # they show, nobody says
LEADS = frozenset({"in", "by"})
# Of the 468 articles of retold-train none reads otherwise by the half or the double of one of them.
OWNER_REACH = 8  # words between "in" and whose view it is: in the considered opinion of NP
SHORTEST = 4  # words of a clause whose verb the parser took for a noun
BRACKET = 8  # words
RELATIVES = frozenset({"which", "who", "where"})
CITES = frozenset({"cited", "cites", "quoted", "quotes", "citing", "quoting"})
DETERMINERS = frozenset({"a", "an", "the", "its", "his", "her", "their", "one"})
SUBJECT_TAGS = frozenset({"DT", "NNP", "NNPS", "NN", "NNS", "PRP", "PRP$", "JJ", "CD", "EX"})
PHRASES = (
    ("according", "to"),
    ("as", "per"),
    ("in", "the", "words", "of"),
    ("in", "the", "view", "of"),
    ("in", "the", "opinion", "of"),
    ("in", "the", "estimation", "of"),
    ("by", "the", "account", "of"),
)


def according_to_source(sentence: Sentence) -> Iterator[Draft]:
    """According to NP, S. / S, according to NP. / S, according to NP, S."""
    for place in range(len(sentence)):
        for phrase in PHRASES:
            if tuple(sentence.words[place : place + len(phrase)]) == phrase and sentence.inside[place] < 0:
                draft = _according(sentence, place, place + len(phrase))
                if draft:
                    yield draft


def in_ones_view(sentence: Sentence) -> Iterator[Draft]:
    """In her view S. / S, in the mayor's words, S."""
    for place in range(2, len(sentence)):
        if sentence.words[place] not in VIEWS or sentence.inside[place] >= 0:
            continue
        owner = _owner(sentence, place)
        if owner is None:
            continue
        first = sentence.left[owner] - 1
        own = sentence.words[owner] in {"my", "our", "your"}
        if own or first < 0 or place - first > OWNER_REACH or sentence.words[first] not in LEADS:
            continue
        draft = _in_view(sentence, first, place, owner)
        if draft is not None:
            yield draft


def for_somebody(sentence: Sentence, people: Collection[int]) -> Iterator[Draft]:
    """For NAME, who VP, S: how it is or what it is called, in the present; what befell him stands in the past."""
    first, comma = _named_behind_for(sentence)
    if not comma or not (sentence.begins[first] in people or sentence.words[comma + 1] in {"who", "once"}):
        return
    start = _past_description(sentence, comma)
    end = next((at for at in range(start, len(sentence)) if sentence.words[at] in {":", ";"}), len(sentence))
    content = trim(sentence, start, end)
    verbs = [at for at in range(*content) if sentence.tags[at] in FINITE_TAGS and sentence.inside[at] < 0]
    quoted = any(sentence.inside[at] >= 0 for at in range(*content))
    spoken = any(c.place in verbs and c.row.kind in {"say", "tell", "ask"} for c in sentence.cues)
    present = bool(verbs) and sentence.tags[verbs[-1]] in {"VBZ", "VBP"}
    if not spoken and (present or quoted):
        yield Draft(sentence, FOR_SOMEBODY, "", (0, 1), (first, comma), [content], clause=(0, start))


def _named_behind_for(sentence: Sentence) -> Range:
    """Where a name behind "for" at the start of a sentence begins, and the comma behind it; (0, 0) without one."""
    comma = next((at for at in range(1, min(len(sentence) - 2, BRACKET)) if sentence.words[at] == ","), 0)
    named = comma and sentence.words[0] == "for" and all(tag in {"NNP", "NNPS"} for tag in sentence.tags[1:comma])
    return (1, comma) if named else (0, 0)


def _past_description(sentence: Sentence, comma: int) -> int:
    """The place behind a name's comma, or behind what is said of it up to the next."""
    described = sentence.words[comma + 1] in RELATIVES | DETERMINERS | {"once", "now"}
    ends = (at for at in range(comma + 1, len(sentence) - 1) if sentence.words[at] == ",")
    closing = next(ends, comma) if described else comma
    verb = has_finite_verb(sentence, closing + 1, len(sentence))
    return (closing if verb else comma) + 1


def _owner(sentence: Sentence, place: int) -> int | None:
    """Whose view it is: what the parser says, else the pronoun or the possessive right before."""
    owner = sentence.kid(place, "nmod:poss", "poss")
    if owner is not None:
        return owner
    if sentence.tags[place - 1] == "PRP$":
        return place - 1
    return place - 2 if sentence.tags[place - 1] == "POS" else None


def _in_view(sentence: Sentence, first: int, place: int, owner: int) -> Draft | None:
    begin = next((p + 1 for p in range(first - 1, -1, -1) if sentence.words[p] in {":", ";", "—", "–"}), 0)
    ranges = [r for r in (trim(sentence, begin, first), trim(sentence, place + 1, len(sentence))) if r[0] < r[1]]
    if len(ranges) > 1 and _relative_before(sentence, ranges[0]):
        ranges = ranges[1:]
    verbs = any(has_finite_verb(sentence, *r) or any(sentence.apart(p) for p in range(*r)) for r in ranges)
    set_off = first == 0 or sentence.words[first - 1] in MARKS
    opens = first == 0 and ranges[-1:] and ranges[-1][1] - ranges[-1][0] >= SHORTEST
    if not (verbs or opens) or not set_off:
        return None
    source = (sentence.left[owner], owner + 1)
    return Draft(sentence, IN_ONES_VIEW, "view", (first, place + 1), source, ranges, clause=(first, place + 1))


def _according(sentence: Sentence, first: int, after: int) -> Draft | None:
    if sentence.words[after : after + 1] == ["which"] and first > 1:
        return _told_in(sentence, first, after)
    stop = _before_subject(sentence, first, after, _source_stop(sentence, after))
    if stop <= after or sentence.words[stop - 1] in NUMBERS or _follows_a_saying(sentence, first):
        return None
    before = trim(sentence, 0, first)
    relative = _relative_before(sentence, before)
    verb = next((p for p in range(after + 1, stop) if sentence.tags[p] in FINITE_TAGS), stop)
    stop = verb if relative else stop
    source, via, after_source = _cited_behind(sentence, (after, stop)) if not first else ((after, stop), [], stop)
    after_source = _past_bracket(sentence, after_source)
    end = next((p for p in range(after_source, len(sentence)) if sentence.words[p] == ";"), len(sentence))
    rest = trim(sentence, after_source, len(sentence) if first else end)
    ranges = [r for r in (before, rest) if r[0] < r[1]]
    if before[0] < before[1] and not _goes_on(sentence, rest):
        ranges = [before]
    if rest[0] < rest[1] and relative:
        ranges = [rest] if has_finite_verb(sentence, *rest) else [(before[0], relative)]
    if not ranges:
        return None
    cue, clause = (first, after), (first, after_source)
    return Draft(sentence, ACCORDING_TO_SOURCE, "according-to", cue, source, ranges, via=via, clause=clause)


def _told_in(sentence: Sentence, first: int, after: int) -> Draft | None:
    """A report according to which S: the report tells it, whatever is done with the report."""
    end = next((p for p in range(after, len(sentence)) if sentence.words[p] in {":", ";"}), len(sentence))
    content = trim(sentence, after + 1, end)
    if sentence.tags[first - 1][:2] != "NN" or not has_finite_verb(sentence, *content) or _is_denied(sentence, first):
        return None
    source = noun_phrase(sentence, first - 1)
    return Draft(
        sentence, ACCORDING_TO_SOURCE, "according-to", (first, after), source, [content], clause=(first, after)
    )


def _before_subject(sentence: Sentence, first: int, after: int, stop: int) -> int:
    """Where a source that opens a sentence stops before the subject that was made a description of it.

    According to NP, NP VP; with a second comma at once behind a noun it is a description: According to NP, NP, NP VP.
    """
    comma = next((p for p in range(after + 1, stop) if sentence.words[p] == ","), 0)
    if first or not comma or sentence.inside[comma] >= 0:
        return stop
    end = next((p for p in range(comma + 1, len(sentence)) if sentence.words[p] in MARKS), len(sentence))
    relative = sentence.words[end + 1 : end + 2] != [] and sentence.words[end + 1] in RELATIVES | {"whose"}
    return comma if relative or has_finite_verb(sentence, comma + 1, end) else stop


def _is_denied(sentence: Sentence, first: int) -> bool:
    """Whether somebody denies what a report tells: rejected reports according to which S."""
    return any(
        cue.row.id in DENIES and sentence.tags[cue.place][:1] == "V" for cue in sentence.cues if cue.place < first
    )


def _relative_before(sentence: Sentence, before: Range) -> int:
    """Where a relative clause opens that a source interrupts right away: N, which, according to NP, VP."""
    last = before[1] - 1
    if last < 2 or sentence.words[last] not in RELATIVES:
        return 0
    return last - (sentence.words[last - 1] == ",")


def _past_bracket(sentence: Sentence, stop: int) -> int:
    """The place behind brackets or a participle after a name: according to the list (L), kept by NP, S."""
    if stop < len(sentence) and sentence.tags[stop] == "VBN":
        return next((at for at in range(stop, len(sentence)) if sentence.words[at] == ","), stop)
    if sentence.words[stop : stop + 1] != ["("]:
        return stop
    closing = next(
        (at for at in range(stop, min(len(sentence), stop + BRACKET)) if sentence.words[at] == ")"), stop - 1
    )
    return closing + 1


def _cited_behind(sentence: Sentence, source: Range) -> tuple[Range, list[Range], int]:
    """Who speaks, through whom, and where the words start: According to NP, which cited NP, S. / … NP, a N, S."""
    words, stop = sentence.words, source[1]
    if words[stop : stop + 1] != [","]:
        return source, [], stop
    comma = next((p for p in range(stop + 1, len(words)) if words[p] == "," and sentence.inside[p] < 0), None)
    if comma is None or comma - stop < 2:
        return source, [], stop
    if sentence.tags[stop + 1] == "VBG" and words[stop + 1] not in CITES:
        return source, [], comma  # according to NP, speaking in July, S
    if words[stop + 1] in {"which", "who", "citing", "quoting"}:
        cited = next((p for p in range(stop + 1, min(comma, stop + 5)) if words[p] in CITES), None)
        named = trim(sentence, cited + 1, comma) if cited is not None else None
        return (named, [source], comma) if named and named[0] < named[1] else (source, [], comma)
    return source, [], comma if _is_apposition(sentence, stop + 1, comma) else stop


def _is_apposition(sentence: Sentence, first: int, comma: int) -> bool:
    """Whether words between commas only describe the name before them, a clause with a subject of its own behind."""
    described = sentence.words[first] in DETERMINERS and not has_finite_verb(sentence, first, comma)
    stop = next((p for p in range(comma + 1, len(sentence)) if sentence.words[p] in MARKS), len(sentence))
    opens = sentence.tags[comma + 1 : comma + 2]
    return described and bool(set(opens) & SUBJECT_TAGS) and has_finite_verb(sentence, comma + 1, stop)


def _follows_a_saying(sentence: Sentence, first: int) -> bool:
    """Whether a quotation has its speaker already and the source only relays it: “S,” NP said, according to NP."""
    cue = next((cue for cue in sentence.cues if cue.row.kind in {"say", "tell"} and cue.place < first), None)
    if cue is None or sentence.inside[cue.place] >= 0 or sentence.subject(cue.place) is None:
        return False
    quoted_before = any(quote.stop <= cue.place for quote in sentence.quotes)
    return quoted_before and sentence.words[first - 1] == ","


def _goes_on(sentence: Sentence, rest: Range) -> bool:
    """Whether what follows ", according to NP," is content too, not a description of the source."""
    first, stop = rest
    if stop - first < 2 or sentence.words[first] in {"who", "which", "whose", "a", "an", "the"}:
        return False
    return has_finite_verb(sentence, first, stop) and sentence.tags[first] not in {"VBG", "VBN"}


def _source_stop(sentence: Sentence, after: int) -> int:
    """Where the words that name the source stop: the noun phrase with its appositions, up to a comma and a clause."""
    head = after
    while head < len(sentence) and not (
        sentence.tags[head][:2] in {"NN", "PR", "CD", "WP"} and not after <= sentence.heads[head] - 1 < head + 8
    ):
        if sentence.words[head] in MARKS and sentence.tags[head] != "HYPH":  # state-owned agency NAME
            break
        head += 1
    if head < len(sentence) and sentence.words[head] not in MARKS:
        stop = noun_phrase(sentence, head)[1]
        return max(stop, head + 1)
    return head
