"""The workers: what one of them meets is told by its name, and costs no other page."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.errors import ArticleError, SettingsError
from extractors.records import Entry, Extraction, Feed, Page
from flows.reading.crew import Crew, usable_cores
from flows.reading.messages import How
from flows.runtime.faults import ElsewhereError, FaultLog

from .conftest import NOW

MakePage = Callable[..., tuple[Page, Entry]]
Hire = Callable[..., Crew]


async def _read(crew: Crew, page: Page, entry: Entry) -> Extraction:
    found = await crew.read_page(page, entry, NOW, How())
    assert isinstance(found, Extraction)
    return found


@pytest.mark.parametrize(
    ("how", "line", "traceback"),
    [
        ("raises", "ValueError: a fault", "faulty_work.py"),
        ("odd", "OddError: a fault: odd", "faulty_work.py"),
        ("recurs", "RecursionError: maximum recursion depth exceeded", "faulty_work.py"),
        ("eats", "MemoryError", "faulty_work.py"),
        ("dies", "WorkerDied: killed by signal 9", ""),
        ("exits", "WorkerDied: ended with 3", ""),
        ("hangs", "TookTooLong: no answer within 2 seconds", ""),
    ],
)
async def test_what_breaks_a_worker_is_told_and_the_next_page_is_read(
    how: str, line: str, traceback: str, faulty_crew: Hire, page_with: MakePage
) -> None:
    crew = faulty_crew(article_s=2.0 if how == "hangs" else 120.0)
    log = FaultLog()
    with log.boundary("entry", "x"):
        await _read(crew, *page_with(f"pill-{how}"))
    (fault,) = log.faults
    assert fault.error.startswith(line)
    assert traceback in fault.traceback
    assert (await _read(crew, *page_with())).article.outlet == "Lantern Wire"


async def test_an_error_with_a_name_comes_back_as_it_was_raised(faulty_crew: Hire, page_with: MakePage) -> None:
    page, entry = page_with("pill-named")
    with pytest.raises(ArticleError) as caught:
        await _read(faulty_crew(), page, entry)
    assert (caught.value.url, caught.value.reason) == (page.url, "no-text")
    assert str(caught.value) == f"{page.url}: has no text"


async def test_many_pages_are_read_side_by_side_and_those_that_break_cost_only_themselves(
    faulty_crew: Hire, page_with: MakePage
) -> None:
    words = ["", "pill-raises", "pill-dies", "", "pill-exits", "pill-eats", ""]
    pages = [page_with(word, number) for number, word in enumerate(words)]
    crew = faulty_crew(workers=2)
    found = await asyncio.gather(*(_read(crew, *page) for page in pages), return_exceptions=True)
    assert [isinstance(one, Extraction) for one in found] == [not word for word in words]
    read = [one.article.url for one in found if isinstance(one, Extraction)]
    assert read == [page.url for (page, _), word in zip(pages, words, strict=True) if not word]


async def test_a_feed_is_read_there_too(faulty_crew: Hire) -> None:
    feed = Feed("https://a.example/feed", "A", "en", "NO", "russia")
    crew = faulty_crew()
    assert (await crew.read_feed(Page(feed.url, 200, (), b"<rss>", NOW), feed, NOW)).parsed.title == "A"
    with pytest.raises(ElsewhereError, match="a fault in a feed"):
        await crew.read_feed(Page(feed.url, 200, (), b"<!-- pill-raises -->", NOW), feed, NOW)


async def test_who_stops_waiting_leaves_no_worker_behind(
    faulty_crew: Hire, page_with: MakePage, tmp_path: Path
) -> None:
    crew, note = faulty_crew(), tmp_path / "pid"
    reading = asyncio.create_task(_read(crew, *page_with(f"pill-hangs note:{note}")))
    pid = await _noted(note)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    await _ended(pid)


def test_workers_outlive_a_loop_and_serve_the_next(faulty_crew: Hire, page_with: MakePage) -> None:
    crew = faulty_crew()
    for _ in range(2):
        asyncio.run(_read(crew, *page_with()))
    assert [worker.jobs for worker in crew._resting] == [3]  # two pages, and loading once


async def test_workers_that_cannot_load_end_the_pass_with_the_mend(faulty_crew: Hire, page_with: MakePage) -> None:
    with pytest.raises(SettingsError, match=r"workers\.memory_mb"):
        await _read(faulty_crew(model="a large one"), *page_with())


def test_at_least_one_core_may_be_used() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)


async def _noted(note: Path) -> int:
    async with asyncio.timeout(120):
        while not (note.exists() and note.read_text(encoding="ascii")):
            await asyncio.sleep(0.02)
    return int(note.read_text(encoding="ascii"))


async def _ended(pid: int) -> None:
    async with asyncio.timeout(60):
        while _lives(pid):
            await asyncio.sleep(0.02)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False


async def test_a_worker_ends_with_its_parent_even_where_it_hangs(tmp_path: Path, page_with: MakePage) -> None:
    note, page = tmp_path / "pid", tmp_path / "page"
    page.write_bytes(page_with(f"pill-hangs note:{note}")[0].body)
    program = Path(__file__).parent / "programs" / "hanging_parent.py"
    parent = await asyncio.create_subprocess_exec(sys.executable, str(program), str(page))
    worker = await _noted(note)
    assert _lives(worker)
    parent.send_signal(signal.SIGKILL)
    await parent.wait()
    await _ended(worker)
