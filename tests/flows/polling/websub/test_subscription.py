"""What a subscription is called, which pushes are its own, and when it is asked for."""

from __future__ import annotations

import hashlib
import hmac
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.records import Feed
from flows.polling.websub.subscription import is_signed, is_wanted, key_in, subscribed, subscription_of

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
BODY, SECRET = b"<feed/>", "a secret"


def _signature(method: str, body: bytes = BODY, secret: str = SECRET) -> str:
    return f"{method}={hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()}"


SIGNATURES = {
    "as it should be": (_signature("sha256"), True),
    "a longer one": (_signature("sha512"), True),
    "in capitals": (_signature("sha256").upper(), True),
    "of other bytes": (_signature("sha256", b"<feed></feed>"), False),
    "by another secret": (_signature("sha256", secret="another"), False),
    "the weak one": (_signature("sha1"), False),
    "none": ("", False),
    "no digits": ("sha256=", False),
    "letters beyond ASCII": ("sha256=é", False),
}
TIMES = {
    "never asked": (None, None, True),
    "asked a short while ago": (None, NOW - timedelta(hours=1), False),
    "asked in vain": (None, NOW - timedelta(hours=7), True),
    "subscribed": (NOW + timedelta(days=5), NOW - timedelta(days=2), False),
    "soon to run out": (NOW + timedelta(hours=20), NOW - timedelta(days=6), True),
    "run out": (NOW - timedelta(days=1), NOW - timedelta(days=8), True),
}


@pytest.mark.parametrize("situation", SIGNATURES)
def test_a_push_is_known_by_its_signature(situation: str) -> None:
    signature, right = SIGNATURES[situation]
    assert is_signed(BODY, signature, SECRET) is right


@pytest.mark.parametrize("situation", TIMES)
def test_a_hub_is_asked_when_it_is_time_to(situation: str) -> None:
    until, asked, wanted = TIMES[situation]
    assert is_wanted(until, asked, NOW) is wanted


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    key = key_in(tmp_path / "var")
    assert key_in(tmp_path / "var") == key
    assert len(key) == 32
    assert stat.S_IMODE((tmp_path / "var" / "websub.key").stat().st_mode) == 0o600


def test_a_subscription_is_the_same_each_time_and_another_for_each_feed_and_key() -> None:
    feeds = [Feed(f"https://{name}.example/feed", name, "en", "AF", "world") for name in ("one", "two")]
    own = subscription_of(feeds[1].url, b"key")
    assert subscription_of(feeds[1].url, b"key") == own
    assert subscribed(feeds, b"key", own.id) == feeds[1]
    assert subscribed(feeds, b"another", own.id) is None
    assert len({own.id, own.secret, subscription_of(feeds[0].url, b"key").id}) == 3
