"""The schema: made, upgraded, refused."""

from __future__ import annotations

from storage.store import open_store


def test_a_fresh_database_gets_its_schema_and_is_opened_again(database_url: str) -> None:
    for _ in range(2):
        with open_store(database_url) as store:
            assert store.is_empty()
