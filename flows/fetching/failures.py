"""Client exceptions become FetchError with a reason word that stays the same whatever the library says."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from datetime import datetime

import aiohttp

from extractors.errors import FetchError
from flows.fetching.guard import RefusedAddressError
from flows.fetching.headers import header, retry_after_s

# What only a person can mend, by asking the publisher or by leaving the feed out; waiting does not.
_BLOCKED = (401, 403, 451)


def failure(url: str, error: Exception, timeout_s: float) -> FetchError:
    """The FetchError that says what ``error``, raised by the client for ``url``, means to an operator."""
    reason, detail = _connection_failure(error) or _transfer_failure(error, timeout_s)
    return FetchError(url, reason, detail)


def status_failure(url: str, status: int, headers: Sequence[tuple[str, str]], now: datetime) -> FetchError:
    """The FetchError for an answer that is neither a success, a redirect nor 304."""
    pause = retry_after_s(header(headers, "Retry-After"), now)
    # By this header Cloudflare marks its challenges, whatever their status.
    if status in _BLOCKED or "challenge" in (header(headers, "cf-mitigated") or "").lower():
        return FetchError(url, "blocked", f"refuses us (HTTP {status})", status, pause)
    if status == 410:
        return FetchError(url, "gone", "is gone for good (HTTP 410)", status)
    wish = f", asks to wait {pause:.0f} s" if pause else ""
    return FetchError(url, f"http-{status}", f"answers HTTP {status}{wish}", status, pause)


def _connection_failure(error: Exception) -> tuple[str, str] | None:
    match error:
        # The special ones first: most are ClientConnectorErrors, too.
        case aiohttp.ClientConnectorDNSError():
            return "dns", f"name not found ({_dns_words(error.os_error)})"
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientSSLError() | aiohttp.ServerFingerprintMismatch():
            return "tls", f"TLS failed: {_cause(error)}"
        case aiohttp.ConnectionTimeoutError():
            return "timeout", "does not take our connection in time"
        case aiohttp.ClientConnectorError() if isinstance(error.os_error, RefusedAddressError):
            return "refused-address", f"leads to {error.os_error}; the setting allow_private_addresses would let it"
        case aiohttp.ClientConnectorError():
            return "unreachable", f"cannot connect: {error.os_error.strerror or error.os_error}"
        case _:
            return None


def _transfer_failure(error: Exception, timeout_s: float) -> tuple[str, str]:
    match error:
        case TimeoutError():
            return "timeout", f"no complete answer within {max(timeout_s, 0):.3g} s"
        case aiohttp.ClientPayloadError():
            return _broken_body(error) or ("wrong-length", "sends a body that breaks off")
        case aiohttp.ClientResponseError():
            words = f"answers something that is no proper HTTP: {_one_line(error.message)}"
            return _broken_body(error) or ("not-http", words)
        case aiohttp.InvalidURL() | UnicodeError():
            return "bad-address", "is not an address that can be asked"
        case _:
            return "reset", "breaks the connection before its answer is complete"


def _broken_body(error: aiohttp.ClientError) -> tuple[str, str] | None:
    """Bodies broken in a known way; the client raises them from the head or the body, by how the bytes arrive."""
    words = f"{getattr(error, 'message', '')} {error} {error.__cause__ or ''}".lower()
    if "content-encoding" in words or "decompress" in words:
        return "bad-encoding", "sends a body that cannot be decompressed"
    if "not enough data" in words or "not completed" in words:
        return "wrong-length", "sends a body shorter than it announced"
    if "chunk" in words or "transfer-encoding" in words or "transfer encoding" in words:
        return "bad-chunks", "sends a broken chunked body"
    return None


def _dns_words(error: OSError) -> str:
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        return "the name server does not answer, try again"
    return str(error.strerror or error)


def _cause(error: Exception) -> str:
    inner = getattr(error, "certificate_error", None) or getattr(error, "os_error", None) or error
    return _one_line(str(inner))


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]
