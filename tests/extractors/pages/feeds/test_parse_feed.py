"""Feeds as they are served, and side by side what is read from them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import FeedError
from extractors.pages.feeds import parse_feed
from extractors.records import Entry, Feed

HERE = Path(__file__).parent
NAMES = sorted({path.stem for path in HERE.iterdir() if path.suffix in (".xml", ".json")})
NOW = datetime(2026, 2, 12, 12, tzinfo=UTC)
FEED = Feed("https://feed.example/rss", "Feed", "en", "AF", "world")
TOLD = ("key", "url", "title", "outlet", "summary")


def told(entry: Entry) -> dict[str, Any]:
    moment = entry.published_at and entry.published_at.isoformat()
    return {**{name: getattr(entry, name) for name in TOLD}, "published_at": moment}


def rss(items: str, encoding: str = "utf-8", declared: str | None = None) -> bytes:
    head = f'<?xml version="1.0" encoding="{declared or encoding}"?>'
    return f'{head}<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode(encoding)


def test_every_feed_has_its_expected_entries_beside_it() -> None:
    assert {path.name for path in HERE.iterdir() if path.suffix in (".xml", ".json")} == {
        f"{name}{suffix}" for name in NAMES for suffix in (".xml", ".json")
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_feed_gives_its_entries(name: str) -> None:
    expected = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    feed = Feed(language="en", covers="world", **expected["feed"])
    parsed = parse_feed((HERE / f"{name}.xml").read_bytes(), feed, "application/rss+xml", NOW)
    assert [told(entry) for entry in parsed.entries] == expected["entries"]
    assert (parsed.title, parsed.ttl_s, list(parsed.problems)) == (
        expected["title"],
        expected["ttl_s"],
        expected["problems"],
    )
    assert {(entry.feed_url, entry.language) for entry in parsed.entries} <= {(feed.url, "en")}


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b" \r\n\t\x00 ", "empty", id="white space"),
        pytest.param(b"\xef\xbb\xbf", "empty", id="a byte order mark alone"),
        pytest.param(b"<!DOCTYPE html><html><body>Just a moment...</body></html>", "html", id="a web page"),
        pytest.param(b"<html><body><rss><channel/></rss></body></html>", "html", id="a web page around a feed"),
        pytest.param(b'{"error": 404}', "not-a-feed", id="JSON"),
        pytest.param(b"%PDF-1.7 \xe2\xe3", "not-a-feed", id="a PDF file"),
        pytest.param(b"Not found", "not-a-feed", id="words"),
        pytest.param(b'<?xml version="1.0"?><urlset><url/></urlset>', "not-a-feed", id="a sitemap"),
        pytest.param(b"<rss><channel><title>Cut", "truncated", id="cut off before the first entry"),
        pytest.param(BOMB.encode(), "entity-bomb", id="entities of its own"),
        pytest.param(BOMB.encode("utf-16"), "entity-bomb", id="entities of its own in UTF-16"),
        pytest.param(
            b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
            "entity-bomb",
            id="an external entity",
        ),
    ],
)
def test_what_is_no_usable_feed_is_named(body: bytes, reason: str) -> None:
    with pytest.raises(FeedError) as caught:
        parse_feed(body, FEED, "text/xml", NOW)
    assert (caught.value.reason, caught.value.url) == (reason, FEED.url)


def test_a_word_on_entities_inside_an_entry_is_no_bomb() -> None:
    words = "<description><![CDATA[<!ENTITY x>]]></description>"
    item = f"<item><title>How to</title><link>https://a.example/1</link>{words}</item>"
    assert len(parse_feed(rss(item), FEED, None, NOW).entries) == 1


RUSSIAN = "Посол вручил копии верительных грамот министру иностранных дел в Москве"
PERSIAN = "سفیر نسخه اعتمادنامه خود را تقدیم کرد"
ARABIC = "السفير يقدم نسخة من أوراق اعتماده"


@pytest.mark.parametrize(
    ("title", "encoding", "declared", "content_type"),
    [
        pytest.param(RUSSIAN, "cp1251", "windows-1251", "text/xml", id="windows-1251, declared"),
        pytest.param(RUSSIAN, "koi8-r", "koi8-r", None, id="koi8-r, declared"),
        pytest.param(RUSSIAN, "cp1251", "utf-8", "text/xml; charset=utf-8", id="windows-1251 that says it is UTF-8"),
        pytest.param(RUSSIAN, "cp1251", "koi8-r", None, id="windows-1251 that says it is koi8-r"),
        pytest.param(RUSSIAN, "koi8-r", "windows-1251", None, id="koi8-r that says it is windows-1251"),
        pytest.param(RUSSIAN, "koi8-r", "utf-8", None, id="koi8-r that says it is UTF-8"),
        pytest.param(RUSSIAN, "utf-8", "windows-1251", "text/xml; charset=windows-1251", id="UTF-8 that denies it"),
        pytest.param(PERSIAN, "utf-8", "iso-8859-1", None, id="Persian UTF-8 that says it is Latin-1"),
        pytest.param(ARABIC, "cp1256", "windows-1256", None, id="windows-1256, declared"),
        pytest.param("Café “Señor” – naïve", "cp1252", "iso-8859-1", None, id="windows-1252 that says it is Latin-1"),
        pytest.param(RUSSIAN, "utf-16", "utf-16", None, id="UTF-16"),
        pytest.param(RUSSIAN, "utf-16-le", "utf-16", None, id="UTF-16 without a byte order mark"),
        pytest.param(RUSSIAN, "utf-8-sig", "utf-8", None, id="UTF-8 with a byte order mark"),
    ],
)
def test_letters_come_out_right_whatever_is_declared(
    title: str, encoding: str, declared: str, content_type: str | None
) -> None:
    item = f"<item><title>{title}</title><link>https://a.example/1</link></item>"
    parsed = parse_feed(rss(item, encoding, declared), FEED, content_type, NOW)
    assert [entry.title for entry in parsed.entries] == [title]


def test_a_feed_in_two_encodings_is_mended_where_it_breaks() -> None:
    good = f"<item><title>{RUSSIAN}</title><link>https://a.example/1</link></item>".encode()
    stray = b"<item><title>\x93Quoted\x94</title><link>https://a.example/2</link></item>"
    body = rss("@@").replace(b"@@", good + stray)
    assert [entry.title for entry in parse_feed(body, FEED, None, NOW).entries] == [RUSSIAN, "“Quoted”"]


def test_references_to_no_character_are_left_out() -> None:
    title = "&#xD800;Ferry&#0; runs&#x110000; &#8211; &#x2014; again&#99999999999999999999;"
    item = f"<item><title>{title}</title><link>https://a.example/1</link></item>"
    assert [entry.title for entry in parse_feed(rss(item), FEED, None, NOW).entries] == ["Ferry runs – — again"]


def test_a_body_that_is_a_path_or_an_address_is_not_opened() -> None:
    for body in (b"/etc/passwd", b"file:///etc/passwd", b"http://127.0.0.1:9/"):
        with pytest.raises(FeedError):
            parse_feed(body, FEED, None, NOW)


def test_nothing_is_dated_now_and_nothing_beyond_tomorrow() -> None:
    dates = ["", "now", "today", "Sat, 14 Feb 2026 12:00:01 GMT", "Thu, 12 Feb 2026 23:00:00 GMT", "0", "12:00"]
    items = "".join(
        f"<item><link>https://a.example/{number}</link><pubDate>{date}</pubDate></item>"
        for number, date in enumerate(dates)
    )
    moments = [entry.published_at for entry in parse_feed(rss(items), FEED, None, NOW).entries]
    assert moments == [None, None, None, None, datetime(2026, 2, 12, 23, tzinfo=UTC), None, None]
