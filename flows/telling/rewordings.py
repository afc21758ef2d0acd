"""What outlets changed in their articles when they came to say what a digest tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.novelty.changes import changes_between, told_changes
from extractors.records import Change, JudgedClaim
from extractors.records.stored import RevisionRecord

if TYPE_CHECKING:
    from storage.store import Store

MOST_REVISED = 60  # articles whose wordings are compared for one digest: a look each
MOST_SHOWN = 3  # changes below a claim: a digest is read in passing


def rewordings_of(store: Store, claims: Sequence[JudgedClaim]) -> tuple[Change, ...]:
    """What changed in the articles whose later wordings brought these claims, each under the claim's statement."""
    tellings = store.tellings([one.claim.id for one in claims])
    words = {one.claim.statement_id: one.claim.words for one in claims}
    told = (telling for one in claims for telling in tellings.get(one.claim.id, ()))
    revised = dict.fromkeys(one.article_id for one in told if one.wordings > 1)
    return tuple(change for key in list(revised)[:MOST_REVISED] for change in _came_with(store.revisions(key), words))


def _came_with(revisions: Sequence[RevisionRecord], words: dict[str, str]) -> Iterator[Change]:
    for before, after in pairwise(revisions):
        came = next((one.id for one in after.appeared if one.id in words), None)
        if came is not None:
            changes, _ = told_changes(changes_between(before, after), [words[came]], MOST_SHOWN)
            yield from (replace(change, statement=came) for change in changes)
