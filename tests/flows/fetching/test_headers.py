"""Headers that say when to come back, in every form that servers write."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import FetchError
from flows.fetching.guard import checked_url, is_public
from flows.fetching.headers import LONGEST_RETRY_AFTER_S, header, max_age_s, retry_after_s

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("0", 0),
        ("120", 120),
        (" 120 ", 120),
        ("1.5", 1.5),
        ("-5", None),
        ("١٢", None),
        ("9" * 400, 86_400),
        ("Tue, 24 Nov 2026 06:10:00 GMT", 600),
        ("Tuesday, 24-Nov-26 06:10:00 GMT", 600),
        ("Tue Nov 24 06:10:00 2026", 600),
        ("Tue, 24 Nov 2026 08:10:00 +0200", 600),
        ("Tue, 24 Nov 2020 06:10:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        ("Tue, 99 Nov 2026 06:10:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 -2359", 86_400),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_a_day_at_most(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("max-age=300", 300),
        ("Public, Max-Age = 300", 300),
        ('max-age="300"', 300),
        ("s-maxage=10", None),
        ("s-maxage=10, max-age=300", 300),
        ("no-store, max-age=300", None),
        ("no-cache", None),
        ("max-age=-1", None),
        ("max-age=x", None),
    ],
)
def test_max_age_is_read_unless_keeping_is_forbidden(value: str | None, seconds: float | None) -> None:
    assert max_age_s(value) == seconds


def test_a_header_is_found_in_any_case_and_the_first_counts() -> None:
    assert header([("X", "1"), ("ETAG", "a"), ("etag", "b")], "ETag") == "a"
    assert header([], "ETag") is None


@settings(deadline=None)
@given(st.text() | st.integers().map(str) | st.datetimes().map(lambda moment: f"{moment:%a, %d %b %Y %H:%M:%S} GMT"))
def test_no_header_value_breaks_the_parsers(value: str) -> None:
    seconds = retry_after_s(value, NOW)
    assert seconds is None or 0 <= seconds <= LONGEST_RETRY_AFTER_S
    age = max_age_s(value)
    assert age is None or age >= 0


@settings(deadline=None)
@given(st.text() | st.text("htps:/[]@%.#?\x00 -1aя").map("http://{}".format))
def test_no_address_raises_anything_but_our_own_error(text: str) -> None:
    with suppress(FetchError):
        url = checked_url(text)
        assert url.scheme in ("http", "https")
        assert url.host


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.31.0.1", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("2002:7f00:1::", False),
        ("2002:808:808::", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
    ],
)
def test_only_addresses_on_the_public_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public
