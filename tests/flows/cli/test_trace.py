"""``trace``: the chain behind a claim, in words and as JSON."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from extractors.records import Filter
from storage.layout.tables import pages
from storage.store import open_store

from .conftest import Command


@pytest.fixture
def claim(filled_store: str) -> str:
    """The id of the one claim that is stored."""
    with open_store(filled_store) as store:
        return store.claims(Filter())[0].claim.id


def test_each_link_is_shown_and_compared_with_the_next(claim: str, command: Command) -> None:
    ended = command("trace", claim[:10])
    assert ended.code == 0, ended.err
    links = [(line[:3].strip(), line[4:14].strip()) for line in ended.out.splitlines()]
    assert links == [
        ("ok", "mail"),
        ("ok", "claim"),
        ("ok", "statement"),
        ("ok", "evidence"),
        ("ok", "wording"),
        ("", "published"),
        ("", "address"),
        ("", "fetched"),
        ("", "header"),
        ("ok", "bytes"),
        ("", "read by"),
    ]
    assert "Content-Type: text/html" in ended.out
    assert "editor@example.org" in ended.out


def test_a_broken_link_is_marked_and_ends_with_1(claim: str, filled_store: str, command: Command) -> None:
    with open_store(filled_store) as store, store._database.writing() as connection:
        connection.execute(sa.update(pages).values(body=b"other"))
    ended = command("trace", claim)
    assert ended.code == 1
    assert [line[4:9] for line in ended.out.splitlines() if line.startswith("BAD")] == ["bytes"]
    told = json.loads(command("trace", claim, "--format", "json").out)
    assert [one["link"] for one in told if one["sound"] is False] == ["bytes"]


def test_a_claim_that_is_not_there_says_where_ids_are_found(filled_store: str, command: Command) -> None:
    ended = command("trace", "zzz")
    assert (ended.code, ended.err) == (1, "claim zzz: there is none; `claims --format json` has their ids\n")
