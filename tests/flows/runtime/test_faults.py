"""The boundary: what nobody foresaw costs the one thing it came up in, and is told with all that mends it."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from extractors.errors import FetchError, LexiconError, SettingsError, StoreError
from extractors.text.dates import plausible
from flows.runtime.faults import Fault, FaultLog
from flows.runtime.log import log_progress


@pytest.mark.parametrize(
    "error",
    [
        ValueError("bad"),
        RecursionError(),
        MemoryError(),
        FetchError("u", "timeout"),
        AssertionError(),
        OSError(28, "no"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_comes_up_is_collected_and_the_work_goes_on(error: Exception) -> None:
    heard: list[Fault] = []
    log = FaultLog(heard.append)
    with log.boundary("entry", "https://a.example/1") as first:
        raise error
    with log.boundary("entry", "https://a.example/2") as second:
        pass
    assert first.fault is not None
    assert second.fault is None
    assert log.faults == tuple(heard) == (first.fault,)
    assert (first.fault.kind, first.fault.subject) == ("entry", "https://a.example/1")
    assert first.fault.error.startswith(type(error).__name__)
    assert "test_faults.py" in first.fault.traceback


@pytest.mark.parametrize(
    "error",
    [
        StoreError("sqlite:///x", "is locked"),
        SettingsError("setting model", "is no model"),
        LexiconError("actors.yaml", "is no row"),
        KeyboardInterrupt(),
        asyncio.CancelledError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_ends_a_pass_goes_through(error: BaseException) -> None:
    log = FaultLog()
    with pytest.raises(type(error)), log.boundary("feed", "https://a.example/feed"):
        raise error
    assert log.faults == ()


async def test_a_boundary_holds_around_awaits_and_in_threads() -> None:
    log = FaultLog()

    async def awaited() -> None:
        with log.boundary("entry", "awaited"):
            await asyncio.sleep(0)
            raise ValueError

    def threaded(number: int) -> None:
        with log.boundary("mail", str(number)):
            raise ValueError(number)

    await asyncio.gather(awaited(), awaited())
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(threaded, range(20)))
    assert sorted(fault.subject for fault in log.faults) == sorted(["awaited"] * 2 + [str(one) for one in range(20)])


def test_a_fault_says_where_in_our_own_code_it_came_up() -> None:
    log = FaultLog()
    with log.boundary("entry", "x"):
        plausible("today", None)  # type: ignore[arg-type]
    assert log.faults[0].place == "extractors/text/dates.py:plausible"


def test_a_very_long_traceback_is_cut_in_the_middle() -> None:
    log = FaultLog()
    with log.boundary("entry", "x"):
        raise ValueError("y" * 100_000)
    fault = log.faults[0]
    assert len(fault.traceback) < 25_000
    assert len(fault.error) <= 500


def test_a_fault_is_an_error_in_the_log_with_its_traceback_and_forges_no_line(caplog: pytest.LogCaptureFixture) -> None:
    log = FaultLog(lambda fault: log_progress(logging.getLogger("pass"), fault))
    with caplog.at_level(logging.INFO), log.boundary("entry", "https://a.example/1"):
        raise ValueError("one\nfeed-polled outlet=Other")
    (record,) = caplog.records
    first, *others = record.getMessage().splitlines()
    assert record.levelname == "ERROR"
    assert first.startswith('fault kind=entry subject=https://a.example/1 error="ValueError: one feed-polled')
    assert any("Traceback" in line for line in others)
    assert all(line.startswith("    ") for line in others)
