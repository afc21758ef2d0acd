"""Bytes that nobody would serve, for as long as wanted: ``make fuzz SECONDS=3600`` (``tests/bench/fuzz.py``).

Good feeds and pages of the tests are cut, doubled, spliced with one another and with scraps of markup; dates and
addresses are put together from pieces. Each reader must answer or refuse by an error of our own, keep what its callers
rely on, and be quick. What breaks a reader is written to a folder with its traceback; the end is 1 then.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from extractors.errors import ArticleError, FeedError
from extractors.novelty.changes import changes_between
from extractors.pages.articles import read_article
from extractors.pages.articles.page_turning import is_page_of, next_page
from extractors.pages.feeds import parse_feed
from extractors.pages.feeds.discovery import named_feeds
from extractors.records import Article, Feed, Page
from extractors.text.addresses import MAX_KEY, address_key, canonical_address, clean_address, entry_key
from extractors.text.dates import FIRST_YEAR, moment_as_written, parse_moment
from extractors.text.decoding import decode

TESTS = Path(__file__).parents[1] / "extractors" / "pages"
NOW = datetime(2026, 2, 12, 12, tzinfo=UTC)
FEED = Feed("https://feed.example/rss", "Feed", "en", "AF", "world")
SLOW_S = 5.0
KINDS = ["text/html", "text/xml", "text/html; charset=koi8-r", "text/html; charset=x", "application/json", None]
SCRAPS = [
    b"<item>", b"</item>", b"<entry>", b"<link>", b"<link href='", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&#x0;",
    b"&#xD800;", b"&#99999999;", b"&nbsp;", b"<guid>", b"<pubDate>", b"2026-99-99T99:99+99:99", b"http://[::1",
    b"\x00", b"\xff\xfe", b"\xed\xa0\xbd", b"<a href='//['>", b"<script type='application/ld+json'>", b"[" * 300,
    b'{"@type":"NewsArticle","datePublished":', b'{"@graph":[null,{"@id":7}]}', b"<meta content='", b"</html>",
    b"<base href='::'>", b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE x [<!ENTITY a 'b'>", b"<div>" * 400,
    b"<blockquote class='twitter-tweet'>", b"&mdash; A (@b)", b"<blockquote data-telegram-post='a/1'>", b"<q>",
    b"<link rel=next href='?page=2'>", b"<figure><table><tr><td>", b"<p>" * 200, b"\xe2\x80\x9c", b"\xe2\x80\xae",
]  # fmt: skip
DATE_PARTS = [
    "2026", "02", "12", "Feb", "Thu", "May", "32", "99", "0", "13:05", "25:61:61", "T", "Z", "+0430", "-99:99", "AM",
    "p.m.", "MSK", "(AFT)", "GMT+3", "UTC", ",", "-", "/", ".", ":", " ", "мая", "2026-02-12", "at", "1770897600",
    "0000000000000", "yesterday",
]  # fmt: skip
ADDRESS_PARTS = [
    "http://", "https://", "//", "a.example", "[::1]", "[", ":99999", "@", "/", "..", "?", "&", "=", "#", "%", "%zz",
    "%20", "page", "2", "amp", "news.google.com/articles/", "CBMi", "url=", ";", "utm_source=x",
    "jsessionid=ABCDEF0123456789", "\u0661", "ß", "\ud800", " ", "\t", "www.", "m.", "é",
]  # fmt: skip


@dataclass(slots=True)
class Findings:
    """What was run how often, and what broke: one input for each place of the code and kind of exception."""

    folder: Path
    runs: Counter[str] = field(default_factory=Counter)
    broken: dict[str, Path] = field(default_factory=dict)

    def note(self, reader: str, why: str, given: bytes, told: str) -> None:
        """Keep an input that broke a reader, the first of its kind."""
        key = f"{reader}: {why}"
        if key not in self.broken:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / f"{reader}-{len(self.broken) + 1}"
            path.write_bytes(given)
            path.with_suffix(".txt").write_text(f"{key}\n\n{told}", encoding="utf-8")
            self.broken[key] = path
            sys.stdout.write(f"{key} ({path})\n")


def check_feed(body: bytes, kind: str | None) -> None:
    """A feed is read or refused, its entries each once and of this world."""
    named_feeds(body, kind, FEED.url)
    try:
        parsed = parse_feed(body, FEED, kind, NOW)
    except FeedError:
        return
    assert len({entry.key for entry in parsed.entries}) == len(parsed.entries), "keys"
    for entry in parsed.entries:
        assert entry.url.startswith(("http://", "https://")), "address"
        assert entry.published_at is None or entry.published_at <= NOW + timedelta(days=1), "future"
        (entry.title + entry.summary + entry.key + entry.outlet).encode()


def check_page(body: bytes, kind: str | None) -> None:
    """A page is read or refused, its lines clean; what it leads to and what changed in it can be told."""
    page = Page("https://www.dawn.com/news/1/x", 200, (("content-type", kind),) if kind else (), body, NOW)
    next_page(page, page.url, 1)
    try:
        article = read_article(page, None, NOW)
    except ArticleError:
        return
    assert all(line and line == line.strip() for line in article.text.split("\n")), "lines"
    article.text.encode()
    assert changes_between(article, article) == (), "changes"
    changes_between(article, Article(page.url, None, "A", None, None, None, "en", article.text[::-1]))


def check_bytes(body: bytes, kind: str | None) -> None:
    """Any bytes become text, the same each time."""
    text = decode(body, kind)
    text.encode()
    assert decode(body, kind) == text, "twice"


def check_date(text: str) -> None:
    """A date is believable or none."""
    moment, written = parse_moment(text, NOW, "AF"), moment_as_written(text, NOW, "AF")
    assert moment == written, "clocks"
    assert moment is None or (moment.year >= FIRST_YEAR and moment <= NOW + timedelta(days=1)), "believable"


def check_address(text: str) -> None:
    """An address has one clean form and one key, or none."""
    cleaned, key = clean_address(text, FEED.url), address_key(text, FEED.url)
    assert cleaned is None or clean_address(cleaned) == cleaned, "clean"
    assert key is None or len(key) <= MAX_KEY, "key"
    canonical = canonical_address(text)
    assert canonical is None or canonical_address(canonical) == canonical, "canonical"
    entry_key(text, text, FEED.url)
    if cleaned:
        is_page_of(cleaned, cleaned, 2)


def damaged(dice: random.Random, originals: Sequence[bytes]) -> bytes:
    """A good body with pieces cut out, doubled, taken from another, or replaced by scraps or any bytes."""
    body = dice.choice(originals)
    for _ in range(dice.randint(1, 8)):
        start = dice.randint(0, len(body))
        end = min(len(body), start + dice.choice((0, 5, 50, 400, 3000)))
        other = dice.choice(originals)
        cut = dice.randint(0, len(other))
        scrap = dice.choice(
            (dice.choice(SCRAPS), dice.randbytes(dice.randint(0, 20)), other[cut : cut + 300], body[start:end])
        )
        body = body[:start] + scrap + body[dice.choice((start, end)) :]
    return body[:300_000]


def joined(dice: random.Random, parts: Sequence[str]) -> str:
    """Some of the parts, one behind the other."""
    return "".join(dice.choice(parts) + dice.choice(("", "", " ")) for _ in range(dice.randint(1, 12)))


def fuzz(seconds: float, seed: int, folder: Path) -> Findings:
    """Run all readers in turn until the time is over."""
    dice, found = random.Random(seed), Findings(folder)
    feeds = [path.read_bytes() for path in sorted((TESTS / "feeds").glob("*.xml"))]
    pages = [path.read_bytes() for path in sorted((TESTS / "articles" / "outlets").glob("*.html"))]
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        kind = dice.choice(KINDS)
        readers = (("feed", check_feed, feeds), ("page", check_page, pages), ("decode", check_bytes, pages))
        for name, check, originals in readers:
            _run(found, name, partial(_checked, check, kind), damaged(dice, originals))
        for _ in range(20):
            _run_text(found, "date", check_date, joined(dice, DATE_PARTS))
            _run_text(found, "address", check_address, joined(dice, ADDRESS_PARTS))
    return found


def _checked(check: Callable[[bytes, str | None], None], kind: str | None, given: bytes) -> None:
    check(given, kind)


def _run_text(found: Findings, name: str, check: Callable[[str], None], text: str) -> None:
    _run(
        found, name, lambda given: check(given.decode("utf-8", "surrogatepass")), text.encode("utf-8", "surrogatepass")
    )


def _run(found: Findings, name: str, check: Callable[[bytes], None], given: bytes) -> None:
    began = time.process_time()
    found.runs[name] += 1
    try:
        check(given)
    except Exception as error:  # noqa: BLE001 - it is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        found.note(
            name, f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}", given, traceback.format_exc()
        )
    took = time.process_time() - began
    if took > SLOW_S:
        found.note(name, "slow", given, f"{took:.1f} s of processor time")


def main() -> int:
    """Fuzz and say what came of it; 1 where something broke."""
    parser = argparse.ArgumentParser(description="Feeds bytes that nobody would serve to all that parses.")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("var/fuzz"), help="for what breaks a reader")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    found = fuzz(chosen.seconds, chosen.seed, chosen.folder)
    runs = ", ".join(f"{name} {number:,}" for name, number in sorted(found.runs.items()))
    sys.stdout.write(f"seed {chosen.seed}: {runs}; {len(found.broken)} kinds of break\n")
    return 1 if found.broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
