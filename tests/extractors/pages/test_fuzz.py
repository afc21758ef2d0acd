"""Whatever comes from outside, the readers answer or raise an error of our own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractors.errors import ArticleError, FeedError, ReadError
from extractors.pages.articles import article_from_text, read_article
from extractors.pages.feeds import parse_feed
from extractors.records import Feed, Page
from extractors.text.addresses import MAX_KEY, address_key, canonical_address, clean_address, entry_key
from extractors.text.dates import FIRST_YEAR, FUTURE, parse_moment
from extractors.text.decoding import decode
from extractors.text.markup import plain

HERE = Path(__file__).parent
NOW = datetime(2026, 2, 12, 12, tzinfo=UTC)
FEED = Feed("https://feed.example/rss", "Feed", "en", "AF", "world")
FEEDS = [path.read_bytes() for path in sorted((HERE / "feeds").glob("*.xml"))]
PAGES = [path.read_bytes() for path in sorted((HERE / "articles" / "outlets").glob("*.html"))]
CONTENT_TYPES = st.sampled_from(
    [None, "", "text/html", "text/xml; charset=koi8-r", "text/html; charset=nonsense", ";;="]
)
slowly = settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

SCRAPS = st.sampled_from(
    [
        "<item>", "</item>", "<entry>", "<link>", "<link href='", "<![CDATA[", "]]>", "<!--", "&#x0;", "&#xD800;",
        "&#99999999;", "&nbsp;", "<guid>", "<pubDate>", "2026-99-99", "<source url='http://[::1'>", "http://[", "\x00",
        "\ud83d", "<a href='//['>", "<script type='application/ld+json'>", '{"@type":"NewsArticle","datePublished":',
        "[[[[", '{"@graph":[null,{"@id":7}]}', "<meta content='", "property='og:url'", "<time datetime='+9999'>",
        "</html>", "<base href='::'>", "<?xml", "<!DOCTYPE",
    ]
)  # fmt: skip
DATES = st.one_of(
    st.text(max_size=60),
    st.from_regex(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{2,4} \d{2}:\d{2}:\d{2} \S{1,6}"),
    st.from_regex(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?([+-]\d{2}:?\d{2}|Z)?"),
    st.from_regex(r"\d{8,20}"),
)


@st.composite
def damaged(draw: st.DrawFn, originals: list[bytes]) -> bytes:
    """A good body with pieces cut out, doubled, or replaced by scraps of markup or by any bytes."""
    body = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(body)))
        end = min(len(body), start + draw(st.integers(0, 400)))
        scrap = draw(st.one_of(st.binary(max_size=20), SCRAPS.map(lambda text: text.encode("utf-8", "surrogatepass"))))
        body = body[:start] + scrap + body[draw(st.sampled_from([start, end])) :]
    return body


def assert_known(error: ReadError, reasons: set[str]) -> None:
    assert error.reason in reasons
    assert "\n" not in str(error)


@slowly
@given(st.one_of(damaged(FEEDS), st.binary(max_size=300), st.text(max_size=300).map(str.encode)), CONTENT_TYPES)
def test_any_feed_is_read_or_refused_by_name(body: bytes, content_type: str | None) -> None:
    try:
        parsed = parse_feed(body, FEED, content_type, NOW)
    except FeedError as error:
        assert_known(error, {"empty", "html", "not-a-feed", "entity-bomb", "truncated"})
        return
    assert len({entry.key for entry in parsed.entries}) == len(parsed.entries)
    for entry in parsed.entries:
        assert entry.url.startswith(("http://", "https://"))
        assert entry.published_at is None or entry.published_at <= NOW + FUTURE
        assert "\n" not in entry.title + entry.summary
        (entry.title + entry.summary + entry.key + entry.outlet).encode()


@slowly
@given(st.one_of(damaged(PAGES), st.binary(max_size=300), st.text(max_size=300).map(str.encode)), CONTENT_TYPES)
@example(b"<html>" + b"<div>" * 5000 + b"deep", "text/html")
@example(b"<html><body>" + b"<p><b><i>" * 1500 + b"deep", "text/html")
def test_any_page_is_read_or_refused_by_name(body: bytes, content_type: str | None) -> None:
    headers = (("content-type", content_type),) if content_type is not None else ()
    page = Page("https://www.dawn.com/news/1/x", 200, headers, body, NOW)
    try:
        article = read_article(page, None, NOW)
    except ArticleError as error:
        assert_known(error, {"not-html", "no-text", "language"})
        return
    assert all(line and line == line.strip() for line in article.text.split("\n"))
    assert not any(letter < " " and letter != "\n" for letter in article.text)
    article.text.encode()


@slowly
@given(DATES)
def test_any_date_is_believable_or_none(text: str) -> None:
    moment = parse_moment(text, NOW, "IN")
    assert moment is None or (moment.year >= FIRST_YEAR and moment <= NOW + timedelta(days=1))


@slowly
@given(st.one_of(st.text(max_size=80), st.from_regex(r"https?://\S{0,60}"), SCRAPS), st.text(max_size=30))
def test_any_address_has_one_stable_key_or_none(url: str, guid: str) -> None:
    key = address_key(url)
    assert key is None or len(key) <= MAX_KEY
    cleaned = clean_address(url, FEED.url)
    assert cleaned is None or (clean_address(cleaned) == cleaned and address_key(cleaned) == address_key(url, FEED.url))
    canonical = canonical_address(url)
    assert canonical is None or canonical_address(canonical) == canonical
    named = entry_key(url, guid, FEED.url)
    assert named is None or len(named) <= MAX_KEY


@slowly
@given(st.one_of(st.binary(max_size=200), st.text(max_size=100).map(str.encode)), CONTENT_TYPES)
@example(b"\xff\xfe\x00\xd8", None)
@example(b"<\x00\x00\xdc", "text/html")
def test_any_bytes_become_text_of_no_more_letters_and_the_same_each_time(body: bytes, content_type: str | None) -> None:
    text = decode(body, content_type)
    assert not any("\ud800" <= letter <= "\udfff" for letter in text)
    assert len(text) <= len(body)
    assert decode(body, content_type) == text


@slowly
@given(st.text(max_size=200), CONTENT_TYPES)
def test_valid_utf_8_is_itself_whatever_is_declared(text: str, content_type: str | None) -> None:
    body = ("." + text).encode()  # no mark of another encoding stands first
    assert decode(body, content_type) == "." + text


LETTERS = {
    "koi8-r": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "windows-1251": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "iso-8859-1": "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ",
    "iso-8859-2": "ŕáâăäĺćçčéęëěíîďđńňóôőöřůúűüýţ",
    "iso-8859-7": "αβγδεζηθικλμνξοπρσςτυφχψω",
}


@slowly
@given(st.data(), st.sampled_from(sorted(LETTERS)), st.booleans())
def test_bytes_that_are_valid_in_their_declared_encoding_are_read_in_it(
    data: st.DataObject, charset: str, in_the_page: bool
) -> None:
    words = data.draw(st.text(st.sampled_from(LETTERS[charset] + " .,"), min_size=1, max_size=80))
    meta, content_type = (f"<meta charset={charset}>", None) if in_the_page else ("", f"text/html; charset={charset}")
    page = f"<p>{meta}{words}"
    assert decode(page.encode(charset), content_type) == page


@slowly
@given(st.text(max_size=200))
def test_any_title_becomes_one_line(text: str) -> None:
    line = plain(text)
    assert line == " ".join(line.split())
    line.encode()


@slowly
@given(st.text(max_size=300))
def test_any_text_keeps_its_length_but_for_line_breaks(text: str) -> None:
    try:
        article = article_from_text(text, language="en")
    except ArticleError:
        return
    assert len(article.text) == len(text.removeprefix("\ufeff").replace("\r\n", "\n"))


def test_a_page_of_many_paragraphs_is_read_whole() -> None:
    paragraphs = [f"The ferry with the number {number} runs again on the river." for number in range(3000)]
    body = "<html lang=en><body><article>" + "".join(f"<p>{text}</p>" for text in paragraphs)
    page = Page("https://a.example/1", 200, (), body.encode(), NOW)
    assert read_article(page, None, NOW).text.split("\n") == paragraphs
