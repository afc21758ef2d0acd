"""Claims made by hand for what shows them: every field that a test does not name is the same plain one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from extractors.records import ClaimRecord, JudgedClaim, Novelty, NoveltyKind

SEEN = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
PLAIN = ClaimRecord(
    id="c1",
    statement_id="s1",
    speaker_key="zamir-kabulov",
    speaker_name="Zamir Kabulov",
    actor="zamir-kabulov",
    topic="recognition",
    position="premature",
    party="russia",
    target="iea",
    negated=False,
    confirmed=True,
    cameo=None,
    kind="direct",
    words="It is too early to speak of recognition",
    context="“It is too early to speak of recognition,” he said.",
    said_on=date(2026, 5, 3),
    addressee=None,
    via=(),
    place=None,
    outlet="Tin Post",
    url="https://tin-post.example/a",
    title="Too early",
    published_at=SEEN,
    seen_at=SEEN,
)

REPORTED = replace(
    PLAIN,
    topic="delisting",
    position="supports",
    kind="indirect",
    words="the list has to be shortened first",
    context="The envoy said that the list has to be shortened first.",
    said_on=None,
    outlet="River Gazette",
    url="https://river.example/1",
    title="List to shrink",
)


def judged(
    novelty: NoveltyKind = "new", nearest: ClaimRecord | None = None, plain: ClaimRecord = PLAIN, **changes: Any
) -> JudgedClaim:
    """A claim with its novelty; ``verdict`` and ``vanished_at`` are the judgement's, all else is the claim's."""
    beside = {name: changes.pop(name) for name in ("verdict", "vanished_at") if name in changes}
    return JudgedClaim(replace(plain, **changes), Novelty(novelty, f"because it is {novelty}", nearest), **beside)
