"""Fetching the one page that ``extract`` was given by its address."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from extractors.errors import FetchError
from extractors.records import Page
from flows.fetching.fetcher import Fetcher
from flows.passing.workings import fetch_rules

if TYPE_CHECKING:
    from flows.settings.model import Settings


def fetched(url: str, settings: Settings) -> Page:
    """The page at ``url``; FetchError says why not."""
    return asyncio.run(_fetch(url, settings))


async def _fetch(url: str, settings: Settings) -> Page:
    async with Fetcher(fetch_rules(settings)) as fetcher:
        page = await fetcher.fetch(url)
    if not isinstance(page, Page):
        raise FetchError(url, "http-304", "answers 304 to a first request", 304)
    return page
