"""What tells whether a draft is somebody's words: signs of its construction, its verb, its source and its content.

A sign is a short text ("row=show", "under=advcl"); ``sieve`` weighs them. They are taken where the parse still is at
hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.languages.en.clauses.arguments import FINITE_TAGS
from extractors.languages.en.words.calendar import WEEKDAYS
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence

AUXILIARIES = frozenset({"has", "have", "had", "will", "would", "could", "can", "may", "might", "must", "should", "is",
                         "are", "was", "were", "be", "been", "being", "do", "does", "did", "not", "n't", "n’t", "to",
                         "never", "also", "further"})  # fmt: skip
OPENERS = frozenset({"IN", "WRB", "WDT", "WP"})
LEADERS = frozenset({"DT", "PRP$", "PRP", "CD", "WP", "WDT", "JJ", "EX"})
SAID = frozenset({"told", "said", "says"})
CLAUSES = frozenset({"advcl", "acl:relcl", "acl", "ccomp", "xcomp"})
STEPS = (1, 2, 3, 5, 8, 12, 20, 35)  # words; each step is some half longer than the one before
CLIMB = 4  # steps up a tree


def signs_of(draft: Draft) -> tuple[str, ...]:
    """The signs of a draft that its sentence tells, each once, in order."""
    row = draft.row or "-"
    rule = draft.construction.id
    found = [f"rule={rule}", f"row={row}", f"rule+row={rule}+{row}", f"ranges={len(draft.ranges)}"]
    found += _of_content(draft)
    named = draft.clause_in or draft.sentence
    found += _of_verb(draft, named) if draft.cue and named.parsed else ()
    found += _of_source(draft, named) if draft.source and named.parsed else ("no source",)
    found += _of_sentence(draft)
    return tuple(dict.fromkeys(found))


def _of_content(draft: Draft) -> Iterator[str]:
    sentence = draft.sentence
    if not draft.ranges:
        yield "quotations only"
        return
    first = draft.ranges[0][0]
    size = sum(stop - start for start, stop in draft.ranges)
    opens = sentence.words[first] if first < len(sentence) else ""
    places = [place for start, stop in draft.ranges for place in range(start, stop)]
    yield from (f"length={_step(size)}", f"first={opens}")
    yield from (f"front={first == 0}", f"that={first > 0 and sentence.words[first - 1] == 'that'}")
    yield f"quoted={any(sentence.inside[place] >= 0 for place in places)}"
    yield f"to the end={draft.ranges[-1][1] >= len(sentence) - 1}"
    if sentence.parsed and first < len(sentence):
        yield f"first tag={sentence.tags[first]}"
        yield f"finite={any(sentence.tags[place] in FINITE_TAGS for place in places)}"


def _of_verb(draft: Draft, sentence: Sentence) -> Iterator[str]:
    first, stop = draft.cue or (0, 0)
    place = next((at for at in range(stop - 1, first - 1, -1) if sentence.tags[at][:1] == "V"), stop - 1)
    tag, dep, left = sentence.tags[place], sentence.deps[place], sentence.left[place]
    aided = [word for word in sentence.words[first:stop] if word in AUXILIARIES]
    yield from (f"tag={tag}", f"dep={dep}", f"at={_step(first)}")
    yield from (f"aided={word}" for word in aided)
    subordinate = sentence.deps[left] in {"mark", "advmod", "cc"} or sentence.tags[left] in OPENERS
    yield f"opens={sentence.words[left] if subordinate else '-'}"
    at = place
    for _ in range(CLIMB):
        if sentence.deps[at] in CLAUSES:
            yield f"under={sentence.deps[at]}"
        at = sentence.heads[at]


def _of_source(draft: Draft, sentence: Sentence) -> Iterator[str]:
    first, stop = draft.source or (0, 0)
    tops = [at for at in range(first, stop) if sentence.heads[at] == at or not first <= sentence.heads[at] < stop]
    head = tops[0] if tops else first
    tag, lead = sentence.tags[head], sentence.tags[first]
    yield from (f"source tag={tag}", f"source size={_step(stop - first)}")
    yield f"source opens={sentence.words[first] if lead in LEADERS else lead}"
    if tag in {"NN", "NNS"}:
        yield f"source head={sentence.words[head]}"
    if draft.cue:
        yield from (f"source behind={first > draft.cue[0]}", f"source distance={_step(abs(first - draft.cue[0]))}")


def _of_sentence(draft: Draft) -> Iterator[str]:
    words = draft.sentence.words
    yield from (
        f"listener={draft.listener is not None}",
        f"via={bool(draft.via)}",
        f"shared={draft.inherits is not None}",
    )
    yield from (f"day={bool({*WEEKDAYS} & {*words})}", f"said={bool(SAID & set(words))}")
    yield f"ends={words[-1] if words[-1] in {'.', '?', '!', '”', chr(34)} else '-'}"


def _step(size: int) -> str:
    """A size as one of a few steps."""
    return next((f"<={step}" for step in STEPS if size <= step), f">{STEPS[-1]}")
