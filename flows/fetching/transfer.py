"""One request and its answer: bounded in time and size, decoded only as far as the bound goes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from yarl import URL

from extractors.errors import FetchError
from flows.fetching.failures import failure

ENCODINGS = "gzip, br"  # not deflate: servers send it with zlib's header or without

_KNOWN_ENCODINGS = ("", "identity", "gzip", "deflate", "br")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one answer may cost: seconds, bytes after decompression, and whether longer bodies are cut or refused."""

    seconds: float
    size: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """What came back: ``body`` is empty unless the status is a success."""

    url: URL
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


async def exchange(
    session: aiohttp.ClientSession,
    url: URL,
    headers: Mapping[str, str],
    bounds: Bounds,
    form: Mapping[str, str] | None = None,
) -> Response:
    """Ask once, or send a ``form``, following nothing; FetchError when no whole answer comes within the bounds."""
    try:
        async with asyncio.timeout(bounds.seconds):
            return await _answer(session, url, headers, bounds, form)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise failure(str(url), error, bounds.seconds) from error


async def _answer(
    session: aiohttp.ClientSession,
    url: URL,
    headers: Mapping[str, str],
    bounds: Bounds,
    form: Mapping[str, str] | None,
) -> Response:
    method = "GET" if form is None else "POST"
    async with session.request(method, url, headers=headers, data=form, allow_redirects=False) as response:
        body = await _body(response, bounds) if 200 <= response.status < 300 else b""
        return Response(url, response.status, _plain_headers(response), body)


async def _body(response: aiohttp.ClientResponse, bounds: Bounds) -> bytes:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _KNOWN_ENCODINGS:
        raise FetchError(
            str(response.url), "bad-encoding", f"sends a body encoded as {encoding[:40]!r}, never asked for"
        )
    # What is announced is refused unread; what is not, or lies, is counted as it is unpacked.
    if not bounds.cut and (response.content_length or 0) > bounds.size:
        raise _too_large(response, bounds)
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > bounds.size:
            if bounds.cut:
                return bytes(body[: bounds.size])
            raise _too_large(response, bounds)
    return bytes(body)


def _too_large(response: aiohttp.ClientResponse, bounds: Bounds) -> FetchError:
    return FetchError(str(response.url), "too-large", f"sends more than {bounds.size / 1e6:g} MB")


def _plain_headers(response: aiohttp.ClientResponse) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), _plain(value)) for name, value in response.headers.items())


def _plain(value: str) -> str:
    # Servers send other bytes than ASCII in headers; aiohttp keeps those that are no UTF-8 as lone surrogates.
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
