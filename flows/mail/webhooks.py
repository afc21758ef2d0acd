"""Signed webhooks: alerts as JSON to an address, with headers by which its owner knows them for ours.

By the Standard Webhooks specification (version 1.0.0, https://www.standardwebhooks.com): ``webhook-id`` is the same at
every attempt, ``webhook-timestamp`` is the attempt's, ``webhook-signature`` is an HMAC-SHA256 over both and the body.
"""

from __future__ import annotations

import binascii
import hashlib
import hmac
import ssl
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import cast
from urllib.parse import SplitResult, urlsplit

from extractors.errors import DeliveryError

SCHEMES = ("webhook+https", "webhook+http")
TIMEOUT_S = 20.0  # the specification wants 15 to 30
_SECRET = "whsec_"  # noqa: S105 - what every secret begins with
_SHORTEST, _LONGEST = 24, 64  # bytes of a secret, as the specification has them
_GONE = 410  # by which a receiver asks for nothing more (Standard Webhooks)


@dataclass(frozen=True, slots=True)
class Hook:
    """Where alerts are sent, and the secrets that sign them: during a change of secrets both the old and the new."""

    url: SplitResult
    secrets: tuple[bytes, ...] = field(repr=False)


def is_hook(address: str) -> bool:
    """Whether a channel's address is a webhook's."""
    return address.partition("://")[0] in SCHEMES


def hook_of(address: str) -> Hook:
    """Read ``webhook+https://host/path#whsec_SECRET``; ValueError says what is wrong, without the address."""
    url = urlsplit(address)
    if not url.hostname or url.username or url.port == 0:
        raise ValueError("names no host")
    secrets = tuple(_secret(one) for one in url.fragment.split(",") if one)
    if not secrets:
        raise ValueError(f"ends in no secret: #{_SECRET} and {_SHORTEST} to {_LONGEST} bytes in base 64")
    return Hook(url._replace(scheme=url.scheme.removeprefix("webhook+"), fragment=""), secrets)


def refusal(address: str) -> str | None:
    """Why an address will not do, None if it does."""
    try:
        hook_of(address)
    except ValueError as error:
        return str(error)
    return None


def post(address: str, message: EmailMessage, recipient: str, now: datetime) -> None:
    """Post the message's event; DeliveryError where the other side does not take it, permanent where it is gone."""
    hook = hook_of(address)
    body = next((one for one in message.iter_attachments() if one.get_content_type() == "application/json"), None)
    if body is None:
        raise DeliveryError(recipient, "the message has no data for a webhook", permanent=True)
    data = cast("bytes", body.get_payload(decode=True))
    key = f"msg_{str(message['Message-ID']).strip('<>').partition('@')[0]}"
    try:
        status = _answer(hook, data, signed(hook, key, now, data))
    except (OSError, HTTPException, ssl.SSLError, ValueError) as error:
        raise DeliveryError(recipient, f"{hook.url.hostname}: {' '.join(str(error).split())}") from error
    if not 200 <= status < 300:
        raise DeliveryError(recipient, f"{hook.url.hostname} answered {status}", permanent=status == _GONE)


def signed(hook: Hook, key: str, now: datetime, body: bytes) -> Mapping[str, str]:
    """The headers of a message: id, seconds since 1970, a signature by each secret."""
    seconds = int(now.timestamp())
    content = f"{key}.{seconds}.".encode() + body
    made = (b64encode(hmac.new(secret, content, hashlib.sha256).digest()).decode() for secret in hook.secrets)
    return {
        "webhook-id": key,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(f"v1,{one}" for one in made),
    }


def _answer(hook: Hook, body: bytes, headers: Mapping[str, str]) -> int:
    """The status that the other side answers; where it would have us go elsewhere, we do not."""
    kind = HTTPSConnection if hook.url.scheme == "https" else HTTPConnection
    connection = kind(cast("str", hook.url.hostname), hook.url.port, timeout=TIMEOUT_S)
    try:
        path = (hook.url.path or "/") + (f"?{hook.url.query}" if hook.url.query else "")
        more = {"content-type": "application/json", "user-agent": "recognition-watch"}
        connection.request("POST", path, body, {**more, **headers})
        return connection.getresponse().status
    finally:
        connection.close()


def _secret(text: str) -> bytes:
    try:
        found = b64decode(text.removeprefix(_SECRET), validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if not text.startswith(_SECRET) or not _SHORTEST <= len(found) <= _LONGEST:
        raise ValueError(f"has a secret that is none: {_SECRET} and {_SHORTEST} to {_LONGEST} bytes in base 64")
    return found
