"""Which address is fetched, which addresses are one, and what an entry's key is."""

from __future__ import annotations

import pytest

from extractors.text.addresses import (
    MAX_KEY,
    address_key,
    canonical_address,
    clean_address,
    entry_key,
    host_of,
    site_of,
)
from extractors.text.renditions import usual_host

STORY = "riverpost.example/news/ferry-12"


@pytest.mark.parametrize(
    "url",
    [
        "https://riverpost.example/news/ferry-12",
        "http://riverpost.example/news/ferry-12",
        "https://www.riverpost.example/news/ferry-12/",
        "https://m.riverpost.example/news/ferry-12",
        "HTTPS://RiverPost.Example:443/news/ferry-12",
        "http://riverpost.example:80//news///ferry-12",
        "https://riverpost.example/news/ferry-12?utm_source=rss&utm_medium=feed",
        "https://riverpost.example/news/ferry-12?fbclid=IwAR0&gclid=1&yclid=2&at_medium=RSS&traffic_source=rss",
        "https://riverpost.example/news/ferry-12#comments",
        "https://riverpost.example:/news/ferry-12",
        "https://riverpost.example/news/ferry-12/amp/",
        "https://riverpost.example/news/ferry-12.amp",
        "https://riverpost.example/news/ferry-12?outputType=amp",
        "  https://riverpost.example/news/\n  ferry-12 \t",
        "https://mail.riverpost.example/news/ferry-12",
        "https://lite.riverpost.example/news/ferry-12",
        "https://amp.riverpost.example/amp/news/ferry-12",
        "https://riverpost.example/news/amp/ferry-12",
        "https://riverpost-example.cdn.ampproject.org/c/s/riverpost.example/news/ferry-12/amp/",
        "https://www.google.com/amp/s/www.riverpost.example/news/ferry-12",
        "https://riverpost.example/news/ferry-12;jsessionid=0A1B2C3D4E5F",
        "https://riverpost.example/news/ferry-12?PHPSESSID=1a2b3c4d5e6f7a8b9c0d",
        "https://web.riverpost.example/news/ferry-12",
        "https://m.riverpost.example/m/news/ferry-12",
        "https://riverpost.example/mobile/news/ferry-12",
        "https://riverpost.example/news/ferry-12/amp/1",
        "https://riverpost.example/news/ferry-12/amphtml",
        "https://riverpost.example/news/ferry-12?view=amp",
        "https://riverpost.example/news/ferry-12?output=amp&utm_source=x",
        "https://riverpost.example/news/ferry-12?amp=1",
        "https://riverpost.example/news/ferry-12?amp",
        "https://riverpost.example/news/ferry-12?print=1",
        "https://riverpost.example/news/ferry-12?m=1",
        "https://riverpost.example/news/ferry-12?noamp=mobile",
        "https://riverpost.example/news/ferry-12?mode=print&printable=true",
        "https://riverpost.example/news/ferry-12?jsessionid=0A1B2C",
        "https://riverpost.example/news/ferry-12?ASPSESSIONIDQQTRBCAC=BKHCOEJC",
        "https://riverpost.example/news/ferry-12?s=0123456789abcdef0123456789ABCDEF",
        "https://riverpost.example/(S(lit3py55t21z5v55vlm25s55))/news/ferry-12",
        "https://user:secret@riverpost.example/news/ferry-12",
        "https://www.google.com/url?q=https://riverpost.example/news/ferry-12&sa=D",
        "http://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2friverpost.example%2fnews%2fferry-12&c=1",
    ],
)
def test_one_story_under_many_addresses_has_one_key(url: str) -> None:
    assert address_key(url) == STORY


@pytest.mark.parametrize("host", ["en-m.a.example", "en.m.a.example", "m.en.a.example", "en-mobile.a.example"])
def test_a_languages_mobile_host_is_its_host(host: str) -> None:
    assert address_key(f"https://{host}/1") == "en.a.example/1"


@pytest.mark.parametrize(
    "url", ["http://2http://..", "https://a.example", "https://a.example/..", "https://a.example:/b/../.."]
)
def test_what_is_canonical_stays_as_it_is(url: str) -> None:
    once = canonical_address(url)

    assert once is not None
    assert canonical_address(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("https://a.example/?p=1", "https://a.example/?p=2", id="WordPress numbers"),
        pytest.param("https://a.example/n?id=1", "https://a.example/n?id=2", id="identifiers"),
        pytest.param("https://a.example/n?cid=1", "https://a.example/n?cid=2", id="ids that look like trackers"),
        pytest.param("https://a.example/n?sid=1", "https://a.example/n?sid=2", id="ids that look like sessions"),
        pytest.param("https://web.archive.org/web/2024/x", "https://archive.org/web/2024/x", id="sites called web"),
        pytest.param("https://web.example/a/1", "https://example/a/1", id="a name that is only called web"),
        pytest.param("https://a.example/news/m/1", "https://a.example/news/1", id="a section called m"),
        pytest.param("https://a.example/m/", "https://a.example/", id="the letter M of an index"),
        pytest.param("https://a.example/m/7", "https://a.example/7", id="its seventh page"),
        pytest.param("https://a.example/m/mandela", "https://a.example/mandela", id="a name under that letter"),
        pytest.param("https://a.example/n?view=12", "https://a.example/n?view=13", id="a view that is a number"),
        pytest.param("https://a.example/n?print=2024-05", "https://a.example/n", id="the printed issue of a month"),
        pytest.param("https://a.example/?m=202405", "https://a.example/?m=202406", id="the archive of a month"),
        pytest.param("https://a.example/n?output=xml", "https://a.example/n", id="another output"),
        pytest.param("https://a.example/n?s=taliban", "https://a.example/n", id="what is searched for"),
        pytest.param("https://en-m.a.example/1", "https://a.example/1", id="a language's mobile host"),
        pytest.param("https://a.example/ampere", "https://a.example/ere", id="words that begin like a form"),
        pytest.param("https://a.example/Ferry", "https://a.example/ferry", id="capitals in the path"),
        pytest.param("https://en.a.example/1", "https://fa.a.example/1", id="language hosts"),
        pytest.param("https://a.example:8001/1", "https://a.example:8002/1", id="ports"),
        pytest.param("https://ariananews.af/1", "https://ariananews.co/1", id="look-alike hosts"),
    ],
)
def test_different_stories_have_different_keys(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize(
    "url",
    ["", " ", None, "ferry", "mailto:a@b.example", "javascript:alert(1)", "ftp://a.example/1", "http://", "https:///x",
     "http://[::1", "//[::1]@ a.example [2/", "http://a.example:99999/",
     "data:text/html,x", "https://" + "a" * 9000 + ".example/"],
)  # fmt: skip
def test_what_is_no_web_address_is_none(url: str | None) -> None:
    assert (clean_address(url), canonical_address(url), address_key(url)) == (None, None, None)


@pytest.mark.parametrize(
    ("url", "base", "cleaned"),
    [
        ("/a/1", "https://a.example/feed", "https://a.example/a/1"),
        ("//b.example/1", "https://a.example/feed", "https://b.example/1"),
        ("?p=3", "https://a.example/feed", "https://a.example/feed?p=3"),
        ("https://a.example/x?b=2&utm_source=y&a=1", None, "https://a.example/x?b=2&a=1"),
        ("https://a.example/путь", None, "https://a.example/%D0%BF%D1%83%D1%82%D1%8C"),
        ("https://a.example/a%20b", None, "https://a.example/a%20b"),
        ("https://a.example/a b/c?d=e f", None, "https://a.example/a%20b/c?d=e%20f"),
        ("https://a.example", None, "https://a.example/"),
    ],
)
def test_the_address_to_fetch_is_absolute_and_keeps_what_counts(url: str, base: str | None, cleaned: str) -> None:
    assert clean_address(url, base) == cleaned


@pytest.mark.parametrize(
    ("url", "guid", "key"),
    [
        ("https://a.example/1?utm_source=x", "changed every poll", "a.example/1"),
        (None, "tag:a.example,2026:1", "guid:feeds.example:tag:a.example,2026:1"),
        ("javascript:void(0)", "17", "guid:feeds.example:17"),
        (None, None, None),
    ],
)
def test_an_entrys_key_is_its_address_and_its_guid_only_without_one(
    url: str | None, guid: str | None, key: str | None
) -> None:
    feed = "https://www.feeds.example/rss"
    assert entry_key(url, guid, feed) == key


def test_a_long_key_is_bounded_and_still_its_own() -> None:
    long = "https://a.example/" + "x" * 1500
    keys = {address_key(long), address_key(long + "y")}
    assert len(keys) == 2
    assert all(key and len(key) <= MAX_KEY for key in keys)


@pytest.mark.parametrize(
    ("url", "host", "site"),
    [
        ("https://www.feeds.bbci.co.uk/news", "feeds.bbci.co.uk", "bbci.co.uk"),
        ("http://127.0.0.1:8000/x", "127.0.0.1", "127.0.0.1"),
        ("http://localhost/x", "localhost", "localhost"),
        ("nonsense", "", ""),
    ],
)
def test_host_and_site_of_an_address(url: str, host: str, site: str) -> None:
    assert (host_of(url), site_of(url)) == (host, site)


@pytest.mark.parametrize(
    ("host", "usual"),
    [
        ("web.dev", "web.dev"),
        ("web.archive.org:8080", "web.archive.org:8080"),
        ("web.devnews.example", "devnews.example"),
    ],
    ids=["a site called web", "one at a port", "a rendition of one that begins alike"],
)
def test_only_a_site_of_its_own_keeps_the_name_of_a_device(host: str, usual: str) -> None:
    assert usual_host(host) == usual
