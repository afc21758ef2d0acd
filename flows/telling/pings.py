"""Pings: a service elsewhere hears that a pass began and how it ended, and tells somebody when it hears nothing.

Two ways of speaking, and both may be set: healthchecks.io's (one address, to which ``/start``, ``/fail`` or an exit
status is added, with a name for the run and the summary as the body), and plain GET of whole addresses. They are the
operator's own settings, so that they may lead into the private network. A ping that fails costs a log line.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

import aiohttp
from yarl import URL

from flows.fetching.session import user_agent
from flows.runtime.clock import utc_now
from flows.runtime.run_report import Remark, RunReport
from flows.settings.model import PingSettings, Settings

Signal = Literal["start", "success", "fail", "broken", "log"]
# What follows the address in healthchecks.io's protocol; 1 is the exit code of a command whose job failed.
_SUFFIXES: dict[Signal, str] = {"start": "start", "success": "", "fail": "fail", "broken": "1", "log": "log"}
_LONGEST_MESSAGE = 200  # up to 2,400 in an address, where a letter can take twelve; web servers take 8,000
_SNIPPET = 10_000  # what servers of this protocol kept of a body before healthchecks.io took to 100 kB


@dataclass(frozen=True, slots=True)
class Ping:
    """One request: where, by which method, with what body."""

    method: Literal["GET", "POST"]
    url: str
    body: str = ""


def pings_of(settings: PingSettings, signal: Signal, message: str, run: str, seconds: float) -> tuple[Ping, ...]:
    """The requests for a signal; none where nobody is to hear of it."""
    found = []
    if address := settings.address.get_secret_value():
        found.append(Ping("POST", _suffixed(address, _SUFFIXES[signal], run), message[:_SNIPPET]))
    plain = {"start": settings.start, "success": settings.success, "fail": settings.failure, "broken": settings.failure}
    if signal in plain and (address := plain[signal].get_secret_value()):
        words = {"message": message[:_LONGEST_MESSAGE], "seconds": f"{seconds:.1f}", "run": run}
        for word, value in words.items():
            address = address.replace(f"{{{word}}}", quote(value, safe=""))
        found.append(Ping("GET", address))
    return tuple(found)


def signal_of(report: RunReport) -> Signal:
    """What a pass is to those outside.

    Some feeds nearly always fail, and a page is tried again: that is no failure of the watch. It is one when nothing
    was watched, when something unforeseen came up, when a mail was given up, or when none of several went out.
    """
    if report.skipped:
        return "log"
    mails = report.mails.report if report.mails else None
    no_mail = mails is not None and (mails.given_up or (mails.failed and not mails.sent))
    return "fail" if report.faults or report.trouble or no_mail else "success"


class Pings:
    """The pings of one pass; ``tell`` hears of those that failed."""

    def __init__(self, settings: Settings, tell: Callable[[Remark], None]) -> None:
        self._settings = settings.ping
        self._agent = user_agent(settings.contact)
        self._tell = tell
        self._run = str(uuid.uuid4())
        self._began_at = utc_now()
        self._started: asyncio.Task[None] | None = None

    def start(self) -> None:
        """The pass begins; it does not wait for the answer."""
        self._started = asyncio.create_task(self._send("start", ""))

    async def ended(self, report: RunReport) -> None:
        """The pass has ended."""
        await self._end(signal_of(report), report.summary())

    async def broke_off(self, why: str) -> None:
        """The pass could not be made, or not to its end."""
        await self._end("broken", why)

    async def _end(self, signal: Signal, message: str) -> None:
        if self._started is not None:
            await self._started  # they are to be heard in their order
        await self._send(signal, message)

    async def _send(self, signal: Signal, message: str) -> None:
        seconds = (utc_now() - self._began_at).total_seconds()
        asked = pings_of(self._settings, signal, message, self._run, seconds)
        for refusal in await asyncio.gather(*(_refusal(one, self._settings.timeout_s, self._agent) for one in asked)):
            if refusal:
                self._tell(Remark("ping-failed", f"{signal}: {refusal}"))


@asynccontextmanager
async def pinged(settings: Settings, tell: Callable[[Remark], None]) -> AsyncIterator[Pings]:
    """The pings of a pass that the block makes; an exception that leaves it is told as its end."""
    pings = Pings(settings, tell)
    try:
        yield pings
    except Exception as error:
        await pings.broke_off(" ".join(f"{error}".split()) or type(error).__name__)
        raise


async def _refusal(ping: Ping, timeout_s: float, agent: str) -> str:
    """Send one ping; why it did not arrive, empty where it did. The address is not in it but for the host."""
    host = URL(ping.url).host
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(timeout_s), headers={"User-Agent": agent}) as session,
            session.request(ping.method, URL(ping.url, encoded=True), data=ping.body.encode() or None) as answer,
        ):
            return "" if answer.ok else f"{host} answers HTTP {answer.status}"
    except TimeoutError:
        return f"{host} does not answer within {timeout_s:g} s"
    except aiohttp.ClientConnectorError as error:
        return f"{host} cannot be reached: {error.os_error.strerror or 'its name is not found'}"
    except (aiohttp.ClientError, OSError, ValueError) as error:
        return f"{host} cannot be asked ({type(error).__name__})"


def _suffixed(address: str, suffix: str, run: str) -> str:
    url = URL(address)
    path = f"{url.path.rstrip('/')}/{suffix}" if suffix else url.path
    return str(url.with_path(path).with_query({**url.query, "rid": run}))
