"""Records to rows and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records import Article, Entry, FeedMemory, Relevance, Statement
from storage.layout import rows

_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
_MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - aware
st.register_type_strategy(str, _TEXT)
st.register_type_strategy(datetime, _MOMENTS)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize("kind", [Statement, Relevance, Article, Entry, FeedMemory])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_record_comes_back_from_json_as_it_was(kind: type, data: st.DataObject) -> None:
    record = data.draw(st.from_type(kind))
    assert rows.record(kind, json.loads(json.dumps(rows.to_json(kind, record)))) == record


def test_a_field_that_a_row_of_yesterday_lacks_has_its_default() -> None:
    row: dict[str, Any] = {"url": "https://outlet.example/feed", "more": {"a field of tomorrow": 1}}
    assert rows.feed_memory(row) == FeedMemory("https://outlet.example/feed")
