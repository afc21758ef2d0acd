"""Constructions over two sentences: a name on the line after a quotation, and "the mayor stated this at a meeting"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.statements.direct import lone_quotations
from extractors.statements.drafts import Draft
from extractors.statements.grammar import FINITE_TAGS, MARKS, trim
from extractors.statements.reading import Sentence

DASHES = frozenset({"—", "–", "-", "--"})
STATES = frozenset({"say", "state", "announce", "report", "declare", "write", "tell"})
POINTS_BACK = frozenset({"this", "that", "so"})
NAME_WORDS = 14


def neighbours(sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of all sentences, with those that the sentence after them attributes."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence.number, []).append(draft)
    result = list(drafts)
    for before, after in pairwise(sentences):
        made = block_quotation(before, after) if not by_sentence.get(before.number) else None
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
    return Draft(before, "block_quotation", "", None, (1, stop), [], lone, clause_in=after)


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
