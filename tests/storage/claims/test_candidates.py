"""Which earlier claims a new one is compared with, and that finding them does not grow with the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from extractors.records import ClaimRecord
from extractors.records.stored import Review
from storage.claims.recollection import (
    LookUp,
    accomplished_look_up,
    contemporary_look_up,
    voice_look_ups,
    words_look_up,
)
from storage.engine.database import Database
from storage.store import Store, open_store

WORDS = "The movement should be taken off the list before the end of this year, and nothing stands in the way of it"
CASES = [
    # what differs from the stored claim, and whether the stored one is found
    ("same speaker and topic, other words", {"words": "Quite another matter altogether here"}, True),
    ("same speaker, other topic, other words", {"words": "Quite another matter here", "topic": "engagement"}, False),
    ("other speaker, same words", {"speaker_key": "somebody-else"}, True),
    ("other speaker, same words but case and marks", {"speaker_key": "x", "words": f"“{WORDS.upper()}!”"}, True),
    ("other speaker, an edited copy", {"speaker_key": "x", "words": WORDS.replace("taken off", "struck off")}, True),
    ("other speaker, a shortened copy", {"speaker_key": "x", "words": WORDS.partition(", and")[0]}, True),
    ("other speaker, other words", {"speaker_key": "x", "words": "Nobody has asked for anything of the kind"}, False),
]


def _new(make: SimpleNamespace, **changes: Any) -> ClaimRecord:
    claim: ClaimRecord = make.judged(make.extraction(make.statement(WORDS), number=99))[0].claim
    return replace(claim, **changes)


@pytest.mark.parametrize(("changes", "found"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_candidates_are_of_the_same_voice_or_in_like_words(
    store: Store, make: SimpleNamespace, changes: dict[str, Any], found: bool
) -> None:
    (stored,) = make.save(store, make.extraction(make.statement(WORDS)))
    assert make.recalled(store, "candidates", _new(make, **changes)) == ((stored.claim,) if found else ())


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"published_at": 7}, True),
        ({"published_at": -7}, True),
        ({"published_at": 8}, False),
        ({"topic": "engagement"}, False),
    ],
    ids=lambda value: str(value),
)
def test_contemporaries_are_of_the_same_topic_within_a_week_whoever_speaks(
    store: Store, make: SimpleNamespace, changes: dict[str, Any], found: bool
) -> None:
    (stored,) = make.save(store, make.extraction(make.statement(WORDS)))
    if "published_at" in changes:
        changes = {"published_at": make.noon + timedelta(days=changes["published_at"])}
    claim = _new(make, speaker_key="somebody-else", words="Other words", **changes)
    assert make.recalled(store, "contemporaries", claim) == ((stored.claim,) if found else ())


def test_a_claim_is_no_candidate_for_itself(store: Store, make: SimpleNamespace) -> None:
    (stored,) = make.save(store, make.extraction())
    assert make.recalled(store, "candidates", stored.claim) == ()
    assert make.recalled(store, "contemporaries", stored.claim) == ()


def test_the_latest_candidates_come_first_and_the_very_first_ones_are_among_them(
    store: Store, make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.claims.recollection._SAME_VOICE", 4)
    monkeypatch.setattr("storage.claims.recollection._FIRST_OF_VOICE", 2)
    for number in range(9):
        words = f"Statement number {number} of many"
        published = make.noon + timedelta(days=number)
        make.save(store, make.extraction(make.statement(words), number=number, published_at=published))
    found = make.recalled(store, "candidates", _new(make, words="Yet another one"))
    assert [one.words.split()[2] for one in found] == ["8", "7", "6", "5", "1", "0"]


@pytest.mark.parametrize(
    ("review", "found"),
    [
        ({"verdict": "right"}, True),
        ({"verdict": "not_new"}, True),
        ({"verdict": "not_a_claim"}, False),
        ({"verdict": "wrong_topic"}, False),
        ({"verdict": "wrong_position", "position": "premature"}, True),
    ],
    ids=lambda value: str(value),
)
def test_a_rejected_claim_is_no_candidate_unless_the_reviewer_said_what_is_right(
    store: Store, make: SimpleNamespace, review: dict[str, Any], found: bool
) -> None:
    (stored,) = make.save(store, make.extraction())
    store.review(Review(stored.claim.id, who="editor", at=make.noon, **review))
    candidates = make.recalled(store, "candidates", _new(make))
    assert bool(candidates) is found
    assert all(one.position == review.get("position", "supports") for one in candidates)


def _look_ups(claim: ClaimRecord) -> list[LookUp]:
    return [*voice_look_ups(claim.speaker_key, claim.topic), words_look_up(claim.words)]


@pytest.fixture
def plans(sqlite_store_url: str, make: SimpleNamespace) -> Iterator[list[str]]:
    """How SQLite finds the candidates of a claim: one line a step."""
    database = Database(sqlite_store_url, 5)
    with database.reading() as connection:
        lines: list[str] = []
        claim = _new(make)
        for look_up, _ in (*_look_ups(claim), contemporary_look_up(claim), accomplished_look_up(claim)):
            compiled = look_up.query.compile(connection)
            values = tuple("" for _ in compiled.positiontup or ())  # SQLite plans without them
            found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)
            lines += [str(row.detail) for row in found]
    yield lines
    database.close()


def test_every_look_up_of_candidates_goes_by_an_index(plans: list[str]) -> None:
    steps = [line for line in plans if line.startswith(("SCAN", "SEARCH"))]
    assert len(steps) >= 6
    asked = ("SUBQUERY", "json_each", "most_same", "most_alike")  # what a look-up itself brings
    scans = [line for line in steps if line.startswith("SCAN") and not any(one in line for one in asked)]
    assert scans == []
    assert not [line for line in plans if "USE TEMP B-TREE FOR ORDER BY" in line]


def test_finding_candidates_costs_no_more_in_a_store_ten_times_as_full(
    sqlite_store_url: str, make: SimpleNamespace
) -> None:
    with open_store(sqlite_store_url) as store:
        _fill(store, make, range(10))
        few = _steps(sqlite_store_url, make)
        _fill(store, make, range(10, 100))
        many = _steps(sqlite_store_url, make)
    assert 0 < many <= 1.5 * few


def _fill(store: Store, make: SimpleNamespace, numbers: range) -> None:
    for number in numbers:
        speaker = replace(make.statement().speaker, actor=f"speaker-{number}")
        words = f"{number} things are said by speaker {number} and they have {number} words in common"
        make.save(store, make.extraction(make.statement(words, speaker=speaker), number=number))


def _steps(url: str, make: SimpleNamespace) -> int:
    """How many instructions SQLite takes to find a claim's candidates, counted by tens."""
    database, counted = Database(url, 5), 0

    def count() -> None:
        nonlocal counted
        counted += 1

    with database.reading() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(count, 10)
        for look_up, values in _look_ups(_new(make, speaker_key="speaker-7")):
            look_up.found(connection, **values)
        driver.set_progress_handler(None, 10)
    database.close()
    return counted
