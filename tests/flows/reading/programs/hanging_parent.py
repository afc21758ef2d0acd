"""A process whose only worker hangs in the page named by the first argument."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from extractors.records import Entry, Page
from flows.reading.crew import Crew, CrewRules
from flows.reading.messages import How


def main() -> None:
    now = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
    page = Page("https://outlet.example/1", 200, (), Path(sys.argv[1]).read_bytes(), now)
    entry = Entry("k", "feed", page.url, "Moscow is looking", "", "Lantern Wire", "en", now)
    crew = Crew(CrewRules(1, 600.0, 1_500), work="faulty_work")
    asyncio.run(crew.read_page(page, entry, now, How()))


if __name__ == "__main__":
    main()
