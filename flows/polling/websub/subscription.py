"""What a subscription is called and by which secret its pushes are known; when to ask for it. Pure, but for the key."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from extractors.records import Feed
from storage.engine.private import open_private, private_folder

LEASE = timedelta(days=7)
# What a hub grants is its own word; past this, one that lost us silently would be believed for ever.
LONGEST_LEASE = timedelta(days=30)
# A hub that is down when a subscription is to be renewed is asked four times before that ends.
RENEWED_BEFORE = timedelta(days=1)
ASKED_AGAIN = timedelta(hours=6)
_HASHES = {"sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed's subscription. ``id`` stands in its callback address, where nobody can guess it."""

    id: str
    secret: str

    @property
    def asked(self) -> str:
        """The name of the moment at which it was asked for last."""
        return f"websub asked {self.id}"

    @property
    def until(self) -> str:
        """The name of the moment until which its hub pushes."""
        return f"websub until {self.id}"


def key_in(state: Path) -> bytes:
    """This watch's own key, made when it is first needed; OSError where it cannot be kept."""
    path = state / "websub.key"
    if not path.exists():
        private_folder(state)
        with open_private(path) as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
    return path.read_bytes()


def subscription_of(url: str, key: bytes) -> Subscription:
    """The subscription of the feed at an address, the same each time."""
    return Subscription(_digest(key, "id", url)[:32], _digest(key, "secret", url))


def subscribed(feeds: Iterable[Feed], key: bytes, id_: str) -> Feed | None:
    """The feed whose subscription is called so."""
    # In the same time for every guess: the id is all that a stranger would need.
    return next((feed for feed in feeds if hmac.compare_digest(subscription_of(feed.url, key).id, id_)), None)


def is_wanted(until: datetime | None, asked: datetime | None, now: datetime) -> bool:
    """Whether to ask the hub: not subscribed, or not for long any more, and not asked a short while ago."""
    runs_out = until is None or until - now < RENEWED_BEFORE
    return runs_out and (asked is None or now - asked >= ASKED_AGAIN)


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether a push bears the signature ("sha256=…") that its secret makes; the weak SHA-1 counts for none."""
    method, _, digits = signature.strip().partition("=")
    algorithm = _HASHES.get(method.lower())
    if algorithm is None or not digits.isascii():
        return False
    return hmac.compare_digest(hmac.new(secret.encode(), body, algorithm).hexdigest(), digits.lower())


def _digest(key: bytes, what: str, url: str) -> str:
    return hmac.new(key, f"{what} {url}".encode(), hashlib.sha256).hexdigest()
