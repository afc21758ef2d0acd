"""What anybody said of a topic in the days around a claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from extractors.records.stored import Review
from storage.store import Store


@pytest.mark.parametrize(
    ("changes", "days", "found"),
    [
        ({}, 0, True),
        ({"speaker_key": "somebody-else", "words": "Quite other words"}, 0, True),
        ({"speaker_key": "somebody-else"}, 6, True),
        ({"speaker_key": "somebody-else"}, -6, True),
        ({"speaker_key": "somebody-else"}, 8, False),
        ({"topic": "engagement"}, 0, False),
    ],
)
def test_contemporaries_are_of_the_topic_and_of_those_days(
    store: Store, make: SimpleNamespace, changes: dict[str, Any], days: int, found: bool
) -> None:
    (stored,) = make.save(store, make.extraction())
    at = stored.claim.published_at + timedelta(days=days)
    claim = replace(stored.claim, id="another", published_at=at, **changes)

    assert [one.id for one in make.recalled(store, "contemporaries", claim)] == ([stored.claim.id] if found else [])


def test_neither_the_claim_itself_nor_a_rejected_one_is_among_them(store: Store, make: SimpleNamespace) -> None:
    (stored,) = make.save(store, make.extraction())
    assert make.recalled(store, "contemporaries", stored.claim) == ()
    store.review(Review(stored.claim.id, "not_a_claim", "editor", make.noon))
    assert make.recalled(store, "contemporaries", replace(stored.claim, id="another")) == ()


@pytest.mark.parametrize(
    ("changes", "days", "found"),
    [
        ({}, 1, True),
        ({"speaker_key": "somebody-else", "position": "considering"}, 400, True),
        ({}, -1, False),
        ({"topic": "delisting"}, 1, False),
        ({"party": "china"}, 1, False),
    ],
)
def test_what_was_told_to_be_done_is_found_however_long_ago(
    store: Store, make: SimpleNamespace, changes: dict[str, Any], days: int, found: bool
) -> None:
    done = replace(make.statement().claims[0], position="done", topic="recognition")
    (stored,) = make.save(store, make.extraction(replace(make.statement(), claims=(done,))))
    at = stored.claim.published_at + timedelta(days=days)
    claim = replace(stored.claim, id="another", published_at=at, **changes)

    assert [one.id for one in make.recalled(store, "accomplished", claim)] == ([stored.claim.id] if found else [])


def test_what_is_only_under_way_is_not_told_to_be_done(store: Store, make: SimpleNamespace) -> None:
    (stored,) = make.save(store, make.extraction())
    later = replace(stored.claim, id="another", published_at=stored.claim.published_at + timedelta(days=1))

    assert stored.claim.position != "done"
    assert make.recalled(store, "accomplished", later) == ()


LONG = "Synthetic. " + " ".join(f"Paragraph {number} is about the price of onions there." for number in range(20))


@pytest.mark.parametrize(
    ("text", "found"),
    [(LONG, True), (LONG.replace("onions", "onions and flour", 2), True), ("Something else entirely. " * 20, False)],
    ids=["the same text", "an edited copy", "another text"],
)
def test_the_claims_of_the_copied_article_are_found_by_the_text(
    store: Store, make: SimpleNamespace, text: str, found: bool
) -> None:
    (stored,) = make.save(store, make.extraction(text=LONG))

    assert [one.id for one in store.copied_claims(text)] == ([stored.claim.id] if found else [])
