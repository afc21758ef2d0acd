"""An article on several pages, read whole: page after page is fetched as politely as any other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.errors import FetchError
from flows.fetching.entry_pages import fetch_page
from flows.reading.messages import GoesOn, How, PageAnswer
from flows.runtime.clock import utc_now

if TYPE_CHECKING:
    from extractors.records import Entry, Page
    from flows.passing.run_context import RunContext


@dataclass(frozen=True, slots=True)
class Whole:
    """What was found in an article, and the pages that were read behind its first."""

    found: PageAnswer
    further: tuple[Page, ...] = ()


async def read_whole(context: RunContext, page: Page, entry: Entry, how: How, *, needs_all: bool = False) -> Whole:
    """What a worker makes of the page of an entry and of those on which its article goes on.

    A page that cannot be had ends the article, or is its FetchError where it ``needs_all``: what was read before would
    seem to be taken back.
    """
    how = replace(how, turns=True)
    while True:
        # Anew with all pages, as few have more than one: none of the 181 of the benchmark of articles leads to another.
        found = await context.crew.read_page(page, entry, utc_now(), how)
        if not isinstance(found, GoesOn):
            return Whole(found, how.further)
        try:
            how = replace(how, further=(*how.further, await fetch_page(context.fetcher, found.url)))
        except FetchError:
            if needs_all:
                raise
            how = replace(how, turns=False)
