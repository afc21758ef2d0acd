"""Constructions over two sentences: a name on the line after a quotation, and "the mayor stated this at a meeting"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.statements.direct import lone_quotations
from extractors.statements.drafts import Draft
from extractors.statements.grammar import FINITE_TAGS, MARKS, trim
from extractors.statements.reading import Sentence

DASHES = frozenset({"—", "–", "-", "--"})
STATES = frozenset({"say", "state", "announce", "report", "declare", "write", "tell"})
POINTS_BACK = frozenset({"this", "that", "so"})
NAME_WORDS = 14
PAPER_WORDS = 5
PAPERS = frozenset({"letter", "statement", "appeal", "petition", "declaration", "manifesto", "post", "leaflet"})


def neighbours(sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of all sentences, with those that the sentence after them attributes."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence.number, []).append(draft)
    result = list(drafts)
    for at, (before, after) in enumerate(pairwise(sentences)):
        made = block_quotation(before, after) if not by_sentence.get(before.number) else None
        if made is not None:
            made = _from_its_start(made, [s for s in sentences[:at] if not by_sentence.get(s.number)])
        pointing = next((d for d in by_sentence.get(after.number, []) if _points_back(d)), None)
        if made is None and pointing is not None and before.paragraph == after.paragraph:
            result = [d for d in result if d is not pointing]
            made = stated_in_next_sentence(before, pointing) if not by_sentence.get(before.number) else None
        if made is not None:
            result.append(made)
    return sorted(result, key=lambda d: (d.sentence.number, min(d.places(), default=0)))


def block_quotation(before: Sentence, after: Sentence) -> Draft | None:
    """“S.” and on the next line: — NP, who NP is."""
    lone = lone_quotations(before, set())
    if not lone or before.paragraph == after.paragraph or after.words[0] not in DASHES or len(after) > NAME_WORDS:
        return None
    outside = [p for p in range(len(before)) if before.inside[p] < 0 and before.words[p] not in MARKS]
    if outside or not after.forms[1:2] or not after.forms[1][:1].isupper():
        return None
    stop = next((p for p in range(1, len(after)) if after.words[p] in {",", "(", "."}), len(after))
    papers = [p for p in range(1, min(stop, PAPER_WORDS)) if after.words[p] in {"of", "from", "by"}]
    first = papers[-1] + 1 if papers and PAPERS & set(after.words[1 : papers[-1]]) else 1
    return Draft(before, "block_quotation", "", None, (first, stop), [], lone, clause_in=after)


def _from_its_start(draft: Draft, earlier: Sequence[Sentence]) -> Draft:
    """A block quotation with the paragraphs before that it goes on from, each opened and none closed."""
    more: list[tuple[Sentence, int]] = []
    last = draft.sentence
    for sentence in reversed(earlier):
        goes_on = last.quotes[0].first == 0 and last.quotes[0].quotation.continues
        if not goes_on or sentence.number != last.number - 1 or not sentence.quotes or sentence.quotes[0].first > 0:
            break
        more.insert(0, (sentence, 0))
        last = sentence
    if not more:
        return draft
    quotes = [(draft.sentence, at) for at in draft.quotes]
    return replace(draft, sentence=more[0][0], quotes=[0], more=[*more[1:], *quotes])


def stated_in_next_sentence(before: Sentence, pointing: Draft) -> Draft | None:
    """S. NP stated this at a meeting."""
    lone = lone_quotations(before, set())
    whole = trim(before, 0, len(before))
    if not lone and before.tags and not any(tag in FINITE_TAGS for tag in before.tags):
        return None
    ranges = [] if lone else [(whole[0], len(before))]
    return Draft(
        before, "stated_in_next_sentence", pointing.row, pointing.cue, pointing.source, ranges, lone,
        clause_in=pointing.sentence, listener=pointing.listener,
    )  # fmt: skip


def _points_back(draft: Draft) -> bool:
    """Whether all that a draft says is "this"."""
    if draft.row not in STATES or draft.quotes or len(draft.ranges) != 1 or draft.source is None:
        return False
    first, stop = draft.ranges[0]
    return stop - first == 1 and draft.sentence.words[first] in POINTS_BACK
