"""Decides between drafts of one sentence that want the same words."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.sentences.drafts import Draft


def outermost(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts in the order of the sentence without those that lie inside another's content.

    What somebody is said to have said belongs to whom the sentence quotes: the outermost attribution stays.
    """
    covered = [draft.places() for draft in drafts]
    dropped: set[int] = set()
    order = sorted(range(len(drafts)), key=lambda i: (-len(covered[i]), i))
    for rank, i in enumerate(order):
        if i in dropped:
            continue
        for j in order[rank + 1 :]:
            if j in dropped or i in dropped:
                continue
            if _frames(drafts[j], covered[j], drafts[i], covered[i]):
                dropped.add(i)
            elif _loses(drafts[j], covered[j], covered[i]):
                dropped.add(j)
    kept = [draft for i, draft in enumerate(drafts) if i not in dropped]
    return sorted(kept, key=lambda d: min(d.places(), default=0))


def _frames(frame: Draft, places: set[int], draft: Draft, others: set[int]) -> bool:
    """Whether a draft stands in the words that another closes, and ran on into its speaker: NP agreed that S, NP said.

    Who is named behind the words has them all, however far the clause of the one inside was read.
    """
    if not frame.construction.framing or draft.construction.framing or not (frame.clause and frame.cue and draft.cue):
        return False
    first, cue = frame.clause[0], frame.cue[1] - 1
    return draft.cue[1] - 1 in places and draft.cue[1] <= first and cue not in others and first in others


def _loses(draft: Draft, places: set[int], stronger: set[int]) -> bool:
    """Whether a draft's cue or most of its content lies inside a longer content."""
    cue_inside = draft.cue is not None and draft.cue[1] - 1 in stronger
    return cue_inside or len(places & stronger) * 2 > len(places)
