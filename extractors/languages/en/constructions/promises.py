"""Finds whose promise a statement tells of: X's office said that Y had promised S. Y is the embedded speaker.

Only a promise that was made counts: in an active verb of the past or present with whoever promises, or in the passive
with an agent. What shall, may or did not happen is no promise, nor is what somebody says of himself between quotation
marks: whoever promised stands outside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from extractors.languages.en.clauses.arguments import FINITE_TAGS, RELATIVES, Source, noun_phrase, subject_of
from extractors.languages.en.words.cues import AUXILIARIES, BE, HAVE
from extractors.records import Span
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence

WordSets = Mapping[str, frozenset[str]]

DID = frozenset({"do", "does", "did"})
MODALS = AUXILIARIES - BE - HAVE - DID
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nobody", "none", "neither", "nor", "hardly", "nothing"})
UNREAL = frozenset({"if", "once", "when", "whenever", "unless", "until", "till", "before", "whether", "provided", "as",
                    "than", "why", "how", "what", "whatever"})  # fmt: skip
ASKS = frozenset({"if", "whether", "why", "how", "what"})
QUOTES = frozenset({'"', "“", "''", "``", "«", "‘"})
NOBODY = frozenset({"i", "we", "you", "nobody", "none", "who", "what", "this", "that", "there", "which"})
OWNERS = frozenset({"PRP$", "POS"})
FIRST_HAND = frozenset({"asked", "read", "answered"})  # acts that tell of nobody else's promise
DENIALS = frozenset({"ask", "deny", "doubt", "dispute", "refute", "reject"})
# Of the 468 articles of retold-train none reads otherwise by the half or the double of either.
REACH = 12  # words between a verb of assuring and its clause, or a passive and its agent
NOUN_REACH = 5  # words between a verb of giving and the promise that it gives


def promiser_in(draft: Draft, words: WordSets) -> Span | None:
    """The words that name who promised, of the first promise that a draft's own, unquoted words tell of."""
    if draft.construction.act in FIRST_HAND or draft.row in DENIALS:
        return None
    parts = [(draft.sentence, sorted(draft.ranges)), *((sentence, [part]) for sentence, part in draft.rest)]
    for sentence, ranges in parts:
        content = {place for part in ranges for place in range(*part)}
        if not sentence.parsed or not content or sentence.words[min(content)] in ASKS:
            continue
        for place in sorted(content):
            source = _promiser_at(sentence, place, content, words)
            if source is not None:
                return sentence.span(source.first, source.stop)
    return None


def _promiser_at(sentence: Sentence, place: int, content: Set[int], words: WordSets) -> Source | None:
    """Who promises at a place of the content, if its word is a verb of promising and the promise was made."""
    if sentence.apart(place) or not _promises(sentence, place, words):
        return None
    group = _verb_group(sentence, place)
    clause = _clause_of(sentence, place, group)
    if group & (MODALS | NEGATIONS) or _is_unreal(sentence, clause, content):
        return None
    if sentence.words[place][-2:] in {"ed", "en"} and group & BE:
        return _agent(sentence, place, content, words)
    if not _is_made(sentence, place, group):
        return None
    source = subject_of(sentence, clause)
    if source is None or not _is_somebody_within(sentence, source, content, place):
        return None
    return _past_copula(sentence, source)


def _past_copula(sentence: Sentence, source: Source) -> Source:
    """A source without what leads to it: it was NP who had promised."""
    copulas = [kid for kid in sentence.kids[source.head] if sentence.deps[kid] == "cop" and kid < source.head]
    return replace(source, first=max(source.first, copulas[-1] + 1)) if copulas else source


def _verb_group(sentence: Sentence, place: int) -> set[str]:
    """The auxiliaries, negations and adverbs right before a verb."""
    first = place
    while first and sentence.words[first - 1] in QUOTES:
        first -= 1
    while first and (sentence.words[first - 1] in AUXILIARIES or sentence.tags[first - 1] == "RB"):
        first -= 1
    return set(sentence.words[first:place])


def _promises(sentence: Sentence, place: int, words: WordSets) -> bool:
    """Whether a word is a verb that promises, with what it needs behind it."""
    word = sentence.words[place]
    if sentence.tags[place][:1] != "V":
        return False
    if word in words["promise_verbs"]:
        return True
    if word in words["assurance_verbs"] | words["guarantee_verbs"]:
        clause = sentence.kid(place, "ccomp", "xcomp") is not None or _leads_to_clause(sentence, place)
        return clause or (word in words["assurance_verbs"] and "of" in sentence.words[place + 1 : place + REACH])
    return word in words["promise_givers"] and _gives_a_promise(sentence, place, words["promise_nouns"])


def _leads_to_clause(sentence: Sentence, place: int) -> bool:
    """Whether "that" and a clause, or "to" and a verb, follow soon."""
    for at in range(place + 1, min(place + REACH, len(sentence) - 1)):
        if sentence.words[at] == "that" and sentence.tags[at] == "IN":
            return True
        if sentence.words[at] == "to" and sentence.tags[at + 1] == "VB":
            return True
    return False


def _gives_a_promise(sentence: Sentence, place: int, nouns: frozenset[str]) -> bool:
    """Whether the first promise behind a verb of giving is somebody's word or an assurance, and not "no promise"."""
    for at in range(place + 1, min(place + 1 + NOUN_REACH, len(sentence))):
        if sentence.words[at] in NEGATIONS or sentence.tags[at][:1] in {"V", "I"}:
            return False
        if sentence.words[at] in nouns:
            return sentence.words[at] != "word" or sentence.tags[at - 1] in OWNERS
    return False


def _clause_of(sentence: Sentence, place: int, group: set[str]) -> int:
    """The head of the clause: "had promised wheat" is often parsed as if the wheat were promised."""
    misread = sentence.deps[place] == "amod" and bool(group & HAVE) and sentence.heads[place] > place
    return sentence.heads[place] if misread else place


def _is_made(sentence: Sentence, place: int, group: set[str]) -> bool:
    """Whether an active verb says that a promise was made or is being made."""
    tag, dep = sentence.tags[place], sentence.deps[place]
    if tag == "VBG":
        return bool(group & BE) or dep == "advcl"
    if tag == "VB":
        return bool(group & DID)
    return bool(group & HAVE) or tag in FINITE_TAGS or sentence.subject(place) is not None


def _is_unreal(sentence: Sentence, clause: int, content: Set[int]) -> bool:
    """Whether a clause, or one that holds it, is a condition, a question or what is done with a promise."""
    if sentence.deps[clause] in {"acl", "acl:relcl"} and not _has_relative_subject(sentence, clause):
        return True
    at = clause
    while at in content:
        if any(sentence.words[kid] in UNREAL for kid in sentence.kids[at] if kid < at):
            return True
        if sentence.heads[at] == at or sentence.deps[at] == "ccomp":
            break
        at = sentence.heads[at]
    return False


def _has_relative_subject(sentence: Sentence, clause: int) -> bool:
    subject = sentence.subject(clause)
    return subject is not None and sentence.words[subject] in RELATIVES


def _is_somebody_within(sentence: Sentence, source: Source, content: Set[int], place: int) -> bool:
    """Whether a source stands unquoted in the content, without the verb, and is somebody who may have promised."""
    inside = source.first in content and source.stop - 1 in content and place not in range(source.first, source.stop)
    denied = sentence.words[source.first] in NEGATIONS
    return inside and not denied and sentence.words[source.head] not in NOBODY and sentence.inside[source.head] < 0


def _agent(sentence: Sentence, place: int, content: Set[int], words: WordSets) -> Source | None:
    """Who made a promise in the passive: had been promised by NP; never "by telephone" or "by May"."""
    for by in _places_of_by(sentence, place, max(content) + 1):
        head = sentence.heads[by]
        if head <= by or sentence.words[head] in words["calendar"]:
            continue
        first, end = noun_phrase(sentence, head)
        first = max(first, by + 1)
        if first < end and end - 1 in content and (sentence.forms[head][:1].isupper() or first < head):
            return Source(first, end, head, True)
    return None


def _places_of_by(sentence: Sentence, place: int, stop: int) -> Iterator[int]:
    """Every "by" behind a passive up to the next verb."""
    for at in range(place + 1, min(place + REACH, stop)):
        if sentence.tags[at] in FINITE_TAGS:
            return
        if sentence.words[at] == "by" and sentence.inside[at] < 0:
            yield at
