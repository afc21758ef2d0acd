"""A crew whose work has faults in it, and pages that ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.records import Entry, Page
from flows.reading.crew import Crew, CrewRules

from ..tiny_outlet import PAGE

PROGRAMS = Path(__file__).parent / "programs"
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def faulty_crew(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Crew]]:
    """A crew under given rules; its workers end with the test."""
    monkeypatch.syspath_prepend(str(PROGRAMS))
    crews: list[Crew] = []

    def hire(workers: int = 1, article_s: float = 120.0, memory_mb: int = 1_500, model: str = "") -> Crew:
        crews.append(Crew(CrewRules(workers, article_s, memory_mb, model), work="faulty_work"))
        return crews[-1]

    yield hire
    for crew in crews:
        crew.close()


@pytest.fixture
def page_with() -> Callable[..., tuple[Page, Entry]]:
    """A page with an article on the subject, and some words more; and its entry."""

    def make(words: str = "", number: int = 1) -> tuple[Page, Entry]:
        url = f"https://outlet.example/{number}"
        body = PAGE.replace("</article>", f"<p>{words}</p></article>").encode()
        page = Page(url, 200, (("Content-Type", "text/html; charset=utf-8"),), body, NOW)
        return page, Entry(f"k{number}", "feed", url, "Moscow is looking", "", "Lantern Wire", "en", NOW)

    return make
