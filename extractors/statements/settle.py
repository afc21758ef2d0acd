"""Decides between drafts of one sentence that want the same words."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.statements.drafts import Draft


RELAYED = frozenset({"clause_after_speaker", "clause_before_speaker", "clause_around_speaker",
                     "quotation_before_clause", "quotation_after_clause", "quotation_around_clause"})  # fmt: skip


def settle(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts in the order of the sentence without those that lie inside another's content.

    What somebody is said to have said belongs to whom the sentence quotes: the outermost attribution stays.
    """
    covered = [draft.places() for draft in drafts]
    dropped = set(_relayed(drafts, covered))
    order = sorted(range(len(drafts)), key=lambda i: (-len(covered[i]), i))
    for rank, i in enumerate(order):
        if i in dropped:
            continue
        for j in order[rank + 1 :]:
            if j not in dropped and _loses(drafts[j], covered[j], covered[i]):
                dropped.add(j)
    kept = [draft for i, draft in enumerate(drafts) if i not in dropped]
    return sorted(kept, key=lambda d: min(d.places(), default=0))


def _relayed(drafts: Sequence[Draft], covered: Sequence[set[int]]) -> list[int]:
    """Drafts of "according to NP" around somebody's words: NP relays them, who says them is the speaker."""
    relayed = []
    for i, draft in enumerate(drafts):
        if draft.row != "according-to":
            continue
        inner = [j for j in range(len(drafts)) if j != i and _is_said_within(drafts[j], covered[i])]
        if inner and draft.source:
            relayed.append(i)
            for j in inner:
                drafts[j].via.append(draft.source)
    return relayed


def _is_said_within(draft: Draft, places: set[int]) -> bool:
    """Whether a draft's whole clause stands in these places, its cue the first verb of saying among them."""
    return draft.cue is not None and draft.rule in RELAYED and draft.cue[1] - 1 in places


def _loses(draft: Draft, places: set[int], stronger: set[int]) -> bool:
    """Whether a draft's cue or most of its content lies inside a longer content."""
    cue_inside = draft.cue is not None and draft.cue[1] - 1 in stronger
    return cue_inside or len(places & stronger) * 2 > len(places)
