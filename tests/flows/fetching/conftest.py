"""A server on loopback that says exactly the bytes a test wants, for any number of invented host names."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from flows.fetching.fetcher import Fetcher
from flows.fetching.results import FetchRules


@dataclass(frozen=True)
class Request:
    """A request as it came in; header names in lower case."""

    host: str
    path: str
    headers: dict[str, str]


Reply = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Newsroom:
    """Answers by host and path, counts what each host sees. What is not there is 404; robots.txt too."""

    port: int = 0
    replies: dict[tuple[str, str], Reply] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    starts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    open: Counter[str] = field(default_factory=Counter)
    most_open: Counter[str] = field(default_factory=Counter)

    @staticmethod
    def head(status: str, *lines: str) -> bytes:
        """A status line with headers."""
        return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode()

    @staticmethod
    def whole(body: bytes, *lines: str, status: str = "200 OK", kind: str = "application/xml") -> bytes:
        """A complete answer."""
        return Newsroom.head(status, f"Content-Length: {len(body)}", f"Content-Type: {kind}", *lines) + body

    def publish(self, url: str, reply: Reply | bytes) -> str:
        """Answer ``host/path`` with a reply or with fixed bytes; gives the whole address."""
        host, _, path = url.partition("/")
        self.replies[host, f"/{path}"] = _says(reply) if isinstance(reply, bytes) else reply
        return f"http://{host}:{self.port}/{path}"

    def seen(self, path: str) -> list[Request]:
        """The requests for a path."""
        return [request for request in self.requests if request.path == path]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, any number of requests."""
        try:
            while not writer.is_closing():
                await self._answer(await _request(reader), reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            await _let_go(writer)

    async def _answer(self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.requests.append(request)
        self.starts[request.host].append(asyncio.get_running_loop().time())
        self.open[request.host] += 1
        self.most_open[request.host] = max(self.most_open[request.host], self.open[request.host])
        reply = self.replies.get((request.host, request.path.partition("?")[0]), _says(NOT_THERE))
        try:
            await _unless_left(reply(request, writer), reader)
            await writer.drain()
        finally:
            self.open[request.host] -= 1


NOT_THERE = Newsroom.whole(b"no", status="404 Not Found")


async def _unless_left(reply: Awaitable[None], reader: asyncio.StreamReader) -> None:
    """A reply until it ends or the client hangs up, which it does not do by sending more."""
    answering, leaving = asyncio.ensure_future(reply), asyncio.ensure_future(reader.read(1))
    try:
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (answering, leaving):
            task.cancel()
        await asyncio.gather(answering, leaving, return_exceptions=True)


def _says(answer: bytes) -> Reply:
    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return reply


async def _let_go(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError, TimeoutError, asyncio.CancelledError):
        await asyncio.wait_for(writer.wait_closed(), 0.2)
    writer.transport.abort()


async def _request(reader: asyncio.StreamReader) -> Request:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    pairs = [line.partition(": ") for line in lines]
    headers = {name.lower(): value for name, _, value in pairs if name}
    return Request(headers["host"].partition(":")[0], first.split(" ")[1], headers)


class NamesHere(AbstractResolver):
    """Every name leads to loopback, but for those that are told otherwise."""

    def __init__(self) -> None:
        self.addresses: dict[str, str] = {}
        self.unknown: set[str] = set()

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002
    ) -> list[ResolveResult]:
        """The address of a name."""
        if host in self.unknown:
            raise OSError(socket.EAI_NONAME, "Name or service not known")
        address = self.addresses.get(host, "127.0.0.1")
        return [ResolveResult(hostname=host, host=address, port=port, family=socket.AF_INET, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing is open."""


@contextlib.asynccontextmanager
async def opened(newsroom: Newsroom, tls: ssl.SSLContext | None = None) -> AsyncIterator[Newsroom]:
    """The newsroom while it listens."""
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(newsroom.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=tls, backlog=1024)
    newsroom.port = server.sockets[0].getsockname()[1]
    try:
        yield newsroom
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    """A server on loopback."""
    async with opened(Newsroom()) as room:
        yield room


@pytest.fixture
async def tls_newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    """A server on loopback with a certificate that nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_own_certificate(tmp_path / "own.pem"))
    async with opened(Newsroom(), context) as room:
        yield room


def _own_certificate(path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "outlet.test")])
    start = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *form) + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def names() -> NamesHere:
    """The resolver of the tests."""
    return NamesHere()


@pytest.fixture
async def fetcher(names: NamesHere) -> AsyncIterator[Fetcher]:
    """A client that may talk to loopback and is in a hurry."""
    rules = FetchRules(
        contact="desk@watch.example", timeout_s=0.5, max_bytes=200_000, pause_s=0, allow_private_addresses=True
    )
    async with Fetcher(rules, resolver=names) as client:
        yield client
