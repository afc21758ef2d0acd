"""What a process remembers of claims is what their rows say, however often these change."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from extractors.records import ClaimRecord
from extractors.records.stored import Review
from storage.claims import remembering
from storage.layout.tables import claims
from storage.store import Store, open_store


def _another(make: SimpleNamespace) -> ClaimRecord:
    said: ClaimRecord = make.judged(make.extraction(make.statement("Other words of the same voice"), number=900))[
        0
    ].claim
    return said


def test_a_claim_is_read_anew_once_it_was_changed(store: Store, make: SimpleNamespace) -> None:
    (stored,) = make.save(store, make.extraction())
    assert [one.position for one in make.recalled(store, "candidates", _another(make))] == ["supports"]
    for hour, position in enumerate(("premature", "done")):
        at = make.noon + timedelta(hours=hour)
        store.review(Review(stored.claim.id, "wrong_position", "editor", at, position=position))
        assert [one.position for one in make.recalled(store, "candidates", _another(make))] == [position]


def test_on_postgresql_rows_are_read_once_and_no_more_are_kept_than_the_latest_asked_for(
    postgres_url: str, make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "_MOST", 3)
    with open_store(postgres_url) as store:
        read: list[int] = []

        def hear(_c: Any, _cursor: Any, text: str, values: Any, _context: Any, _many: bool) -> None:
            if "xmin" in text and "novelty" not in text and "claims.words" in text:
                read.append(values["ids"].count(",") + 1)

        sa.event.listen(store._database.engine, "before_cursor_execute", hear)
        for number in range(1, 5):
            make.save(store, make.extraction(make.statement(f"Words number {number}"), number=number))
            for _ in range(2):
                assert len(make.recalled(store, "candidates", _another(make))) == number
        assert read == [1, 1, 1, 1, 1]


def test_a_claim_is_read_anew_that_the_same_transaction_changed_twice(postgres_url: str, make: SimpleNamespace) -> None:
    with open_store(postgres_url) as store:
        (stored,) = make.save(store, make.extraction())
        found = sa.select(claims.c.id, remembering._VERSION).where(claims.c.id == stored.claim.id)
        with store._database.engine.begin() as connection:
            for position in ("premature", "done"):
                connection.execute(sa.update(claims).where(claims.c.id == stored.claim.id).values(position=position))
                rows = [tuple(row) for row in connection.execute(found)]
                read = remembering.of_versions(connection, rows)
                assert read[stored.claim.id].position == position
