"""What a stage costs grows with the size of what it is given, and no faster: under 2.6 times for twice as much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extractors.articles import read_html
from extractors.decoding import decode
from extractors.feeds import parse_feed
from extractors.lexicon import load_lexicon
from extractors.listings import parse_listing
from extractors.records import Feed, Listing
from extractors.statements.mentions import find_mentions, reader_of
from extractors.statements.names import NameIndex

from . import markup_shapes
from .measuring import A_DOUBLING, Input, growth_of

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FEED = Feed("https://a.example/feed", "Reed Courier", "en", "GB", "world")
LISTED = replace(FEED, listing=Listing(item="li", link="a", title="a", date="time", summary="p"))


def holds(work: Callable[[Input], object], make: Callable[[int], Input], least: int) -> None:
    """Fails where the work's cost grows faster than its input."""
    seconds, moderate = growth_of(work, make, least)
    shown = ", ".join(f"{each:.3f}" for each in seconds)
    assert moderate, f"CPU seconds of four sizes, each twice the one before: {shown}; allowed is {A_DOUBLING} a step"


@pytest.mark.parametrize("name", markup_shapes.DECODE)
def test_decoding(name: str) -> None:
    holds(decode, markup_shapes.DECODE[name], 2000)


@pytest.mark.parametrize("name", markup_shapes.FEED)
def test_reading_a_feed(name: str) -> None:
    holds(lambda body: parse_feed(body, FEED, None, NOW), markup_shapes.FEED[name], 300)


@pytest.mark.parametrize("name", markup_shapes.LISTING)
def test_reading_a_listing(name: str) -> None:
    holds(lambda body: parse_listing(body, LISTED, None, NOW), markup_shapes.LISTING[name], 60)


@pytest.mark.parametrize("name", markup_shapes.PAGE)
def test_reading_a_page(name: str) -> None:
    holds(lambda body: read_html(body, "https://a.example/1", now=NOW), markup_shapes.PAGE[name], 100)


def test_finding_mentions() -> None:
    index = NameIndex(load_lexicon())
    text = "Omar Belan, a baker, met the envoy in Herat on Monday; the Russian Foreign Ministry said nothing. "
    holds(lambda text: find_mentions(reader_of(text, index)), lambda size: text * size, 40)
