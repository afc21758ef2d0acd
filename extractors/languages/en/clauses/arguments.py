"""Reads the clause around a cue: who is its subject, whom it addresses, where its complement starts and stops."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.languages.en.words.calendar import WEEKDAYS
from extractors.languages.en.words.cues import AUXILIARIES
from extractors.sentences.drafts import Range as Range
from extractors.sentences.reporting_words import CueVerb
from extractors.sentences.sentence import Sentence

RELATIVES = frozenset({"who", "which", "that", "whom"})
PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who", "others", "some", "many", "both", "one"})
NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD", "WP", "JJ", "EX", "PRP$", "WDT"})
MARKS = frozenset(
    {",", ";", ":", ".", "?", "!", "—", "–", "-", "(", ")", '"', "“", "”", "''", "``", "«", "»", "‘", "’"}
)
VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})
WITHIN_NOUN = frozenset({"flat", "compound", "nmod", "appos", "amod", "nummod", "nmod:unmarked", "nmod:desc"})
RUN_TAGS = (NOMINAL | {"IN", "POS", "HYPH", "VBN"}) - {"WDT", "WP"}
DIVIDERS = frozenset({"—", "–", "--", ":", ";", "(", ")"})
ASIDE_MARKS, OPENS_ASIDE = frozenset({",", "—", "–"}), frozenset({"who", "whose", "which", "whom"})
REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
DAYS = frozenset({*WEEKDAYS, "yesterday", "today"})
DOCUMENTS = frozenset({"statement", "reply", "message", "document", "declaration", "communique", "communiqué", "text",
                       "report", "letter", "note", "release", "resolution", "ruling", "post", "readout"})  # fmt: skip
# Steps up a tree: verbs that share a subject stand in a chain no longer than a sentence can be followed; 3 and 12 read
# 468 articles alike.
CLIMB = 6


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name who speaks, and whether the verb's own clause holds them."""

    first: int
    stop: int
    head: int
    own: bool


def source_of(sentence: Sentence, cue: CueVerb) -> Source | None:
    """Who utters a cue: its subject, the subject it shares, the agent of a passive, the noun it modifies."""
    place = cue.place
    if _is_passive(sentence, place):
        return _agent(sentence, place) or _said_in(sentence, place)
    found = _climb(sentence, place)
    if found is not None and found.own:
        return _before_aside(sentence, place, found) or _after_last_comma(sentence, place, found)
    if (first := _first_cue_of_speaker(sentence, cue)) is not None:
        return source_of(sentence, first)
    return _before_aside(sentence, place, found) or words_before(sentence, place) or found


def subject_of(sentence: Sentence, place: int) -> Source | None:
    """Who does what a verb says: its own subject or one it shares with the verbs above it."""
    found = _climb(sentence, place)
    if found is not None and found.own:
        return _after_last_comma(sentence, place, found)
    return words_before(sentence, place) or found


def _first_cue_of_speaker(sentence: Sentence, cue: CueVerb) -> CueVerb | None:
    """The cue before "and" or "but" whose speaker goes on: said S and warned S."""
    before = cue.place - 1
    while before > 0 and sentence.tags[before] == "RB":
        before -= 1
    if before < 1 or sentence.words[before] not in {"and", "but"} or sentence.tags[cue.place] not in FINITE_TAGS:
        return None
    tags = {sentence.tags[cue.place]} | ({"VBN"} if sentence.tags[cue.place] == "VBD" else set())
    earlier = [
        c for c in sentence.cues if c.place < before and sentence.tags[c.place] in tags and c.row.kind != "think"
    ]
    earlier = [c for c in earlier if sentence.tags[c.place] != "VBN" or is_perfect(sentence, c.place)]
    return earlier[-1] if earlier else None


def is_perfect(sentence: Sentence, place: int) -> bool:
    """Whether "has" or "have" stands before a participle: a deed told in the past may go on after it."""
    return sentence.tags[place] == "VBN" and any(
        sentence.words[kid] in {"has", "have"} for kid in sentence.kids[place] if kid < place
    )


def _after_last_comma(sentence: Sentence, place: int, found: Source) -> Source:
    """The noun right before a verb where the parser took an earlier one: NP, NP said, is never one subject."""
    near = words_before(sentence, place)
    if near is None or near.first <= found.head or near.first == 0 or sentence.words[near.first - 1] not in {",", "as"}:
        return found
    apart = near.stop == _verb_group_start(sentence, place)  # a comma behind the name would make it an apposition
    told = any(sentence.tags[at] in FINITE_TAGS for at in range(found.head + 1, near.first))
    if sentence.heads[near.head] == found.head and not (apart and told):
        return found
    return found if "and" in sentence.words[near.first : near.stop] else near


def _before_aside(sentence: Sentence, place: int, found: Source | None) -> Source | None:
    """The noun before a clause that tells of it, where one in that clause was taken: NP, whose N are N, said."""
    words, stop = sentence.words, _verb_group_start(sentence, place)
    if stop < 3 or words[stop - 1] not in ASIDE_MARKS:
        return None
    opening = next((p for p in range(stop - 3, 0, -1) if words[p] in ASIDE_MARKS and words[p + 1] in OPENS_ASIDE), None)
    if opening is None or (found and (not opening < found.head < stop or sentence.tags[found.head] == "NNP")):
        return None
    one = sum(sentence.tags[p] in FINITE_TAGS for p in range(opening, stop)) == 1
    return _nominal_run(sentence, opening) if one else None


def _verb_group_start(sentence: Sentence, place: int) -> int:
    """Where a verb begins with its auxiliaries and adverbs."""
    while place and (sentence.words[place - 1] in AUXILIARIES or sentence.tags[place - 1] in {"RB", "MD"}):
        place -= 1
    return place


def _climb(sentence: Sentence, place: int) -> Source | None:
    """The nearest subject on the way up from a verb: its own, or one it shares."""
    for step in range(CLIMB):
        subject = sentence.subject(place)
        if subject is not None:
            return _from_subject(sentence, subject, own=step == 0)
        head, dep = sentence.heads[place], sentence.deps[place]
        if head == place:
            return None
        if dep in {"acl", "acl:relcl", "amod"}:
            return _phrase(sentence, head, own=step == 0)
        if dep == "ccomp" and step == 0 and sentence.tags[place] not in {"VBG", "VB"}:
            return None
        place = head
        if sentence.apart(place) or sentence.tags[place][:1] not in {"V", "J", "M", "N"}:
            return None
    return None


def words_before(sentence: Sentence, place: int) -> Source | None:
    """The noun phrase right before a finite verb, or the one before an apposition that ends there."""
    if sentence.tags[place] not in FINITE_TAGS and not any(
        sentence.tags[k] in FINITE_TAGS for k in sentence.kids[place]
    ):
        return None
    stop = _verb_group_start(sentence, place)
    if stop > 2 and sentence.words[stop - 1] == ",":
        opening = next((p for p in range(stop - 2, 0, -1) if sentence.words[p] == ","), None)
        stop = opening if opening is not None and opening < stop - 2 else 0
    return _nominal_run(sentence, stop)


def _nominal_run(sentence: Sentence, stop: int) -> Source | None:
    """The run of nouns, names and what joins them that ends at ``stop``."""
    first = stop
    while first and sentence.tags[first - 1] in RUN_TAGS and not sentence.apart(first - 1):
        first -= 1
    while first < stop and (
        sentence.tags[first] in {"IN", "POS", "VBN", "HYPH", "CC"} or sentence.words[first] in MARKS
    ):
        first += 1
    head = next((p for p in range(stop - 1, first - 1, -1) if sentence.tags[p][:2] in {"NN", "PR"}), None)
    if head is None or sentence.words[head] in RELATIVES:
        return None
    return Source(first, stop, head, True)


def _from_subject(sentence: Sentence, subject: int, own: bool) -> Source:
    """A subject as a source; a relative pronoun stands for the noun its clause modifies."""
    if sentence.words[subject] in REFLEXIVES and subject and sentence.tags[subject - 1][:2] == "NN":
        subject -= 1  # Roe himself said
    if sentence.words[subject] in RELATIVES and (noun := _antecedent(sentence, subject)) is not None:
        return _phrase(sentence, noun, own=own)
    return _phrase(sentence, subject, own)


def _antecedent(sentence: Sentence, relative: int) -> int | None:
    """The head of the noun phrase that ends before a relative pronoun and its comma."""
    place = relative - 1
    while place >= 0 and sentence.words[place] in {",", "—", "–", "-"}:
        place -= 1
    while place >= 0 and sentence.deps[place] in WITHIN_NOUN and sentence.heads[place] < relative:
        place = sentence.heads[place]
    return place if place >= 0 and sentence.tags[place][:2] in {"NN", "PR", "CD", "JJ", "DT"} else None


def _phrase(sentence: Sentence, head: int, own: bool) -> Source:
    first, stop = noun_phrase(sentence, head)
    return Source(first, stop, head, own)


def noun_phrase(sentence: Sentence, head: int) -> Range:
    """A noun with what belongs to its name: no relative clause, no conjunct clause, no marks at the edges."""
    left, right = sentence.left[head], head
    for kid in sentence.kids[head]:
        dep = sentence.deps[kid]
        if sentence.words[kid] in DAYS and dep in {"nmod", "nmod:unmarked", "obl"}:
            continue  # when it was said, no part of who says it
        if kid > head and dep not in {"acl:relcl", "parataxis", "punct", "advcl", "ccomp", "acl", "nsubj", "cop"}:
            right = max(right, sentence.right[kid])
        setting = sentence.kid(kid, "case") is not None and (dep == "nsubj" or _is_set_off(sentence, kid))
        if kid < head and (dep in {"parataxis", "advcl", "ccomp"} or sentence.apart(kid) or setting):
            left = max(left, sentence.right[kid] + 1)
    left = min(left, head)  # in words without a sense a dependent before a noun may end behind it
    left = next((p + 1 for p in range(head - 1, left - 1, -1) if sentence.words[p] in DIVIDERS), left)
    while left < head and (sentence.words[left] in MARKS or _only_joins(sentence, left)):
        left += 1
    while right > head and sentence.words[right] in MARKS:
        right -= 1
    return left, right + 1


def _is_set_off(sentence: Sentence, kid: int) -> bool:
    """Whether a comma follows a fronted phrase: In Town, the mayor."""
    words, after = sentence.words, sentence.right[kid] + 1
    fronted = sentence.deps[kid] in {"nmod", "obl"} and sentence.tags[sentence.left[kid]] == "IN"
    return fronted and (words[after : after + 1] == [","] or words[after - 1] == ",")


def _only_joins(sentence: Sentence, place: int) -> bool:
    """Whether a word before a noun joins it to something else and is no part of a name."""
    if sentence.deps[place] == "fixed" and sentence.words[place] in {"to", "by"}:
        return True  # according to NP, which said S
    return sentence.deps[place] in {"cc", "case", "mark"} and sentence.tags[place] in {"IN", "TO", "CC", "VBG"}


def _is_passive(sentence: Sentence, place: int) -> bool:
    if sentence.tags[place] not in {"VBN", "VBD"}:
        return False
    kids = sentence.kids[place]
    if any(sentence.deps[k] in {"aux:pass", "nsubj:pass"} for k in kids):
        return True
    if sentence.subject(place) is not None or any(sentence.deps[k].startswith("aux") for k in kids):
        return False
    if place and (sentence.tags[place] != "VBN" or sentence.deps[place] not in {"advcl", "acl", "amod"}):
        return False
    return sentence.words[place][-2:] in {"ed", "en", "ld"}


def is_passive(sentence: Sentence, cue: CueVerb) -> bool:
    """Whether a cue stands in the passive."""
    return _is_passive(sentence, cue.place)


def _agent(sentence: Sentence, place: int) -> Source | None:
    for kid in sentence.kids[place]:
        if sentence.deps[kid].startswith("obl") and kid > place:
            case = sentence.kid(kid, "case")
            if case is not None and sentence.words[case] == "by":
                return _phrase(sentence, kid, own=True)
    return None


def _said_in(sentence: Sentence, place: int) -> Source | None:
    """The document in which it is said: it was added in the statement that S."""
    subject = sentence.subject(place)
    if subject is None or sentence.words[subject] != "it":
        return None
    for kid in sentence.kids[place]:
        case = sentence.kid(kid, "case")
        if sentence.words[kid] in DOCUMENTS and case is not None and sentence.words[case] == "in":
            return _phrase(sentence, kid, own=False)
    return None


def listener_of(sentence: Sentence, cue: CueVerb, limit: int) -> Range | None:
    """Whom a cue addresses: the object of a verb of telling, or ``to`` and a noun, before ``limit``."""
    for kid in sentence.kids[cue.place]:
        if kid <= cue.place or kid >= limit:
            continue
        if cue.row.listener and sentence.deps[kid] in {"obj", "iobj"}:
            return noun_phrase(sentence, kid)
        case = sentence.kid(kid, "case")
        if sentence.deps[kid] == "obl" and case is not None and sentence.words[case] == "to":
            return noun_phrase(sentence, kid)
    return _interviewer_of(sentence, cue)


def _interviewer_of(sentence: Sentence, cue: CueVerb) -> Range | None:
    """Who is named as listener around a cue: speaking to NP, in an interview with NP."""
    for place, word in enumerate(sentence.words[:-1]):
        after = sentence.words[place + 1]
        if (word, after) not in LISTENERS or sentence.inside[place] >= 0 or not _hangs_from(sentence, place, cue.place):
            continue
        head = sentence.heads[place + 1]
        if head > place + 1 and sentence.deps[place + 1] == "case":
            return noun_phrase(sentence, head)
    return None


def _hangs_from(sentence: Sentence, place: int, top: int) -> bool:
    for _ in range(3):
        place = sentence.heads[place]
        if place == top:
            return True
    return False


LISTENERS = frozenset(
    {("speaking", "to"), ("talking", "to"), ("interview", "with"), ("conversation", "with"), ("interview", "to"),
     ("comments", "to"), ("remarks", "to")}
)  # fmt: skip
TIMES = frozenset(
    {"earlier", "later", "this", "last", "next", "the", "same", "on", "in", "week", "month", "year", "day", "morning",
     "afternoon", "evening", "night", "recently", "again", "also", "ago", "previous", *DAYS}
)  # fmt: skip


def clause_range(sentence: Sentence, cue: CueVerb, source: Source | None) -> Range:
    """The words of the attribution itself: subject, verb group and what follows up to the next comma or mark."""
    first = cue.place
    while first and (sentence.words[first - 1] in AUXILIARIES or sentence.tags[first - 1] in {"RB", "MD"}):
        first -= 1
    stop = cue.last + 1
    if source is not None and source.own:
        if source.first < first:
            first = source.first
        if source.stop > stop:
            stop = source.stop
    if source is not None and not source.own and _is_reported(sentence, cue.place, source):
        first = min(first, source.first)
    while stop < len(sentence) and sentence.words[stop] not in MARKS and not sentence.apart(stop):
        stop += 1
    return first, stop


def _is_reported(sentence: Sentence, place: int, source: Source) -> bool:
    """Whether a cue hangs from a passive of reporting: NP is reported to have said S."""
    head = sentence.heads[place]
    return (
        head < place
        and sentence.deps[place] == "xcomp"
        and sentence.subject(head) == source.head
        and source.head < head
    )


def trim(sentence: Sentence, first: int, stop: int) -> Range:
    """A range without marks and joining words at its edges; an opening or closing quotation mark is a mark too."""
    while first < stop and sentence.words[first] in MARKS:
        first += 1
    while stop > first and sentence.words[stop - 1] in MARKS:
        stop -= 1
    return first, stop


def has_finite_verb(sentence: Sentence, first: int, stop: int) -> bool:
    """Whether a range holds a finite verb."""
    return any(sentence.tags[place] in FINITE_TAGS for place in range(first, stop))
