"""When an article was published and changed, where that is from, and how far it can be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement

from extractors.pages.facts.metadata import MODIFIED, PUBLISHED, Metadata
from extractors.pages.outlets import OutletRule, select
from extractors.records.dated import own_day
from extractors.text.dates import moment_as_written, plausible

Certainty = Literal["", "sure", "likely", "guessed"]

_MOMENT_ATTRIBUTES = ("datetime", "content", "time", "data-time", "data-timestamp")
_SAME_STORY = timedelta(days=2)
_MARKED = etree.XPath("//*[@itemprop='datePublished']")
_TIMES = etree.XPath("//time[@datetime]")
_IN_ADDRESS = re.compile(r"/(20[0-3]\d)[/-]?(0[1-9]|1[0-2])[/-]?([0-2]\d|3[01])(?=[/-]|\D)")


@dataclass(frozen=True, slots=True)
class Dating:
    """A publication date with its source and certainty, and the date of the last change.

    ``published_on`` is the day on the page's own clock, where that is another one than in UTC.
    """

    published_at: datetime | None
    source: str
    certainty: Certainty
    modified_at: datetime | None
    published_on: date | None = None


def dating_of(
    given: datetime | None,
    given_from: str,
    given_on: date | None,
    metadata: Metadata,
    rule: OutletRule | None,
    tree: HtmlElement,
    url: str | None,
    now: datetime,
) -> Dating:
    """The first believable date: as given, from JSON-LD, meta tags, the page's own words, its address, or guessed.

    A feed's date that the page contradicts by days, as with a story served again, is only likely. What clock it is on
    where a feed tells UTC, the page may tell.
    """
    changed = _first(iter((metadata.json_ld.modified, metadata.meta(*MODIFIED))), now)
    modified = changed.astimezone(UTC) if changed else None
    if given is not None:
        own = _first(iter((metadata.json_ld.published, metadata.meta(*PUBLISHED))), now)
        agreed = given_from == "given" or own is None or abs(own - given) <= _SAME_STORY
        day = given_on or (own_day(given.astimezone(own.tzinfo)) if own and agreed and not _is_day(given) else None)
        return Dating(given, given_from, "sure" if agreed else "likely", modified, day)
    for source, certainty, written in _written(metadata, rule, tree, url):
        moment = moment_as_written(written, now)
        if moment is not None:
            return Dating(moment.astimezone(UTC), source, certainty, modified, own_day(moment))
    guess = _guess(tree, url, now)
    return Dating(guess, "guess" if guess else "", "guessed" if guess else "", modified)


def _written(
    metadata: Metadata, rule: OutletRule | None, tree: HtmlElement, url: str | None
) -> Iterator[tuple[str, Certainty, str]]:
    yield "json-ld", "sure", metadata.json_ld.published
    for name in PUBLISHED:
        yield "meta", "sure", metadata.meta(name)
    for element in select(tree, rule.published) if rule else ():
        yield "page", "sure", _moment_of(element)
    for element in _MARKED(tree):
        yield "page", "sure", _moment_of(element)
    times = [written for element in _TIMES(tree) if (written := element.get("datetime"))]
    if len(set(times)) == 1:
        yield "page", "likely", times[0]
    for match in _IN_ADDRESS.finditer(url or ""):
        yield "address", "likely", "-".join(match.groups())


def _moment_of(element: HtmlElement) -> str:
    named = next((value for name in _MOMENT_ATTRIBUTES if (value := element.get(name))), None)
    return str(named or element.text_content())


def _first(texts: Iterator[str], now: datetime) -> datetime | None:
    return next((moment for text in texts if (moment := moment_as_written(text, now)) is not None), None)


def _is_day(moment: datetime) -> bool:
    """Whether it stands for a day, whose clock is not told."""
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def _guess(tree: HtmlElement, url: str | None, now: datetime) -> datetime | None:
    try:
        found = find_date(
            copy(tree), original_date=True, extensive_search=True, url=url, max_date=now.date().isoformat()
        )
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    return plausible(datetime.fromisoformat(found).replace(tzinfo=UTC), now) if found else None
