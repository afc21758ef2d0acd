"""Pages without a rule of their own: what is read, where each part is from, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from extractors.errors import ArticleError
from extractors.pages.articles import read_article, read_html
from extractors.records import Entry, Page

NOW = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://www.riverpost.example/2026/02/ferry-runs"
TEXT = (
    "<p>The ferry runs again, the river office said on Thursday, after a winter on the slip.</p>"
    "<p>“The hull is sound,” its head told reporters at the landing stage of the far bank.</p>"
    "<blockquote><p>“We painted her blue, because blue is what we had.”</p></blockquote>"
    "<p>A second boat is being looked at for the winter to come, she added.</p>"
)
LINES = [
    "The ferry runs again, the river office said on Thursday, after a winter on the slip.",
    "“The hull is sound,” its head told reporters at the landing stage of the far bank.",
    "“We painted her blue, because blue is what we had.”",
    "A second boat is being looked at for the winter to come, she added.",
]


def html(head: str = "", body: str = TEXT, lang: str = "en") -> str:
    return f'<html lang="{lang}"><head><meta charset="utf-8">{head}</head><body><article>{body}</article></body></html>'


def ld(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def entry(title: str = "Ferry runs", published_at: datetime | None = NOW - timedelta(days=2)) -> Entry:
    return Entry("k", "https://f.example", URL, title, "", "The River Post", "en", published_at)


def page(body: bytes, content_type: str = "text/html", url: str = URL) -> Page:
    return Page(url, 200, (("Content-Type", content_type),), body, NOW)


def test_paragraphs_and_quotations_come_out_one_a_line() -> None:
    assert read_html(html(), URL, now=NOW).text.split("\n") == LINES


@pytest.mark.parametrize(
    "clutter",
    [
        pytest.param(
            '<h3><a href="/n">Baker elected to the board of the mill</a></h3><p>The baker was elected on Friday.</p>',
            id="the next story's first line",
        ),
        pytest.param('<p>Read also: <a href="/x">Baker elected to the board of the mill</a></p>', id="read also"),
        pytest.param(
            '<div class="b"><h4>SEE ALSO:</h4><a href="/x">Baker elected to the board</a></div>', id="see also"
        ),
        pytest.param('<p><a href="/x">Baker elected to the board of the upper mill</a></p>', id="a bare link"),
        pytest.param(
            "<figure><img src='x'><figcaption>The boat on its slip, in January.</figcaption></figure>", id="caption"
        ),
        pytest.param('<p class="wp-caption-text">The boat on its slip, seen in January.</p>', id="WordPress caption"),
        pytest.param("<p>Share this article on your networks</p>", id="share bar"),
        pytest.param("<p>We use cookies to make this site better for you.</p>", id="cookie bar"),
        pytest.param("<p>© 2026 The River Post. All rights reserved.</p>", id="copyright"),
        pytest.param("<p>* An organization recognized as extremist and banned in Russia.</p>", id="legal footnote"),
        pytest.param("<p>Advertisement</p>", id="advertisement"),
        pytest.param("<p>-0-</p>", id="agency's end mark"),
        pytest.param("<aside><p>Most read: the baker, the miller and the thief.</p></aside>", id="aside"),
        pytest.param("<script>var a = 'The ferry';</script>", id="script"),
    ],
)
def test_what_is_not_the_article_stays_out(clutter: str) -> None:
    assert read_html(html(body=TEXT + clutter), URL, now=NOW).text.split("\n") == LINES


def test_the_title_is_not_the_first_paragraph() -> None:
    body = f"<h1>Ferry runs again</h1>{TEXT}"
    article = read_html(html(meta("og:title", "Ferry runs again - River Post"), body), URL, now=NOW)
    assert article.text.split("\n") == LINES


@pytest.mark.parametrize(
    ("given", "head", "title"),
    [
        pytest.param("Ferry runs", meta("og:title", "Other"), "Ferry runs", id="the feed's"),
        pytest.param(
            "Ferry runs and…", meta("og:title", "Ferry runs and runs"), "Ferry runs and runs", id="cut in the feed"
        ),
        pytest.param("", meta("og:title", "Ferry — The River Post"), "Ferry", id="less the site's name"),
        pytest.param("", "<title>Ferry | News | The River Post</title>", "Ferry | News", id="from the title tag"),
        pytest.param("", meta("og:title", "Ferry|The River Post"), "Ferry", id="a sign without blanks"),
        pytest.param("", meta("og:title", "Ferry :: The River Post"), "Ferry", id="four dots"),
        pytest.param("", meta("og:title", "Ferry (The River Post)"), "Ferry", id="brackets"),
        pytest.param("", meta("og:title", "The River Post | Ferry"), "Ferry", id="the site's name in front"),
        pytest.param("", meta("og:title", "Ferry - Riverpost.com"), "Ferry", id="the site's address"),
        pytest.param("", meta("og:title", "Ferry | Riverpost News"), "Ferry", id="a word beside the site's name"),
        pytest.param("", meta("og:title", "Boat - a river post"), "Boat - a river post", id="words of the title"),
        pytest.param("", ld(headline="Ferry &amp; boat"), "Ferry & boat", id="from JSON-LD"),
        pytest.param("Ferry…", "", "Ferry…", id="a cut one when there is no other"),
    ],
)
def test_the_title_is_the_fullest_of_the_nearest(given: str, head: str, title: str) -> None:
    assert read_article(page(html(head).encode()), entry(given), NOW).title == title


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        pytest.param(ld(author={"@type": "Person", "name": "By Gul Andaam"}), TEXT, "Gul Andaam", id="JSON-LD"),
        pytest.param(ld(author=[{"name": "A. Tor"}, {"name": "B. Rud"}]), TEXT, "A. Tor, B. Rud", id="two"),
        pytest.param(ld(author="Gul Andaam and Bo McRud"), TEXT, "Gul Andaam, Bo McRud", id="two in one"),
        pytest.param(ld(author="Gul Andaam in Kabul & B. Rud"), TEXT, "Gul Andaam, B. Rud", id="where they are"),
        pytest.param(ld(author="Rud and Sons"), TEXT, "Rud and Sons", id="a firm"),
        pytest.param(ld(author="The River Post"), TEXT, None, id="the outlet is nobody"),
        pytest.param('<meta name="author" content="admin">', TEXT, None, id="admin is nobody"),
        pytest.param('<meta name="author" content="Gul Andaam">', TEXT, "Gul Andaam", id="meta"),
        pytest.param("", f'<a rel="author" href="/g">Gul Andaam</a>{TEXT}', "Gul Andaam", id="link"),
        pytest.param("", TEXT, None, id="none"),
    ],
)
def test_the_byline_names_people(head: str, body: str, byline: str | None) -> None:
    assert read_article(page(html(head, body).encode()), entry(), NOW).byline == byline


DAY = "2026-02-12T00:00:00+00:00"


@pytest.mark.parametrize(
    ("head", "body", "url", "read"),
    [
        pytest.param(ld(datePublished="2026-02-12"), TEXT, URL, ("json-ld", "sure", DAY), id="JSON-LD"),
        pytest.param(
            ld(datePublished="2036-02-12") + meta("article:published_time", "2026-02-12"),
            TEXT,
            URL,
            ("meta", "sure", DAY),
            id="meta when JSON-LD lies",
        ),
        pytest.param(
            "",
            f'<span itemprop="datePublished">February 12, 2026</span>{TEXT}',
            URL,
            ("page", "sure", DAY),
            id="microdata",
        ),
        pytest.param("", f'<time datetime="2026-02-12">some day</time>{TEXT}', URL, ("page", "likely", DAY), id="time"),
        pytest.param("", TEXT, "https://a.example/2026/02/12/ferry", ("address", "likely", DAY), id="address"),
        pytest.param("", TEXT, "https://a.example/ferry", ("", "", None), id="none"),
    ],
)
def test_a_date_says_where_it_is_from_and_how_sure_it_is(
    head: str, body: str, url: str, read: tuple[str, str, str | None]
) -> None:
    article = read_html(html(head, body), url, now=NOW)
    moment = article.published_at and article.published_at.isoformat()
    assert (article.published_from, article.published_certainty, moment) == read


def test_a_feeds_date_that_the_page_contradicts_is_only_likely() -> None:
    again = read_article(page(html(ld(datePublished="2025-02-26")).encode()), entry(), NOW)
    assert (again.published_at, again.published_certainty) == (NOW - timedelta(days=2), "likely")


def test_the_feeds_date_goes_before_the_pages() -> None:
    body = html(ld(datePublished="2026-02-26", dateModified="2026-02-13T10:00:00Z")).encode()
    article = read_article(page(body), entry(), NOW)
    assert (article.published_at, article.published_from) == (NOW - timedelta(days=2), "feed")
    assert article.published_certainty == "sure"
    assert article.modified_at == datetime(2026, 2, 13, 10, tzinfo=UTC)
    undated = read_article(page(body), entry(published_at=None), NOW)
    assert undated.published_from == "json-ld"


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        pytest.param(
            '<link rel="canonical" href="/2026/02/ferry?utm_source=x">',
            "https://www.riverpost.example/2026/02/ferry",
            id="relative",
        ),
        pytest.param(meta("og:url", "https://riverpost.example/f"), "https://riverpost.example/f", id="og:url"),
        pytest.param(
            '<link rel="canonical" href="https://origin.example/story/1">',
            "https://origin.example/story/1",
            id="another outlet's",
        ),
        pytest.param(
            '<link rel="canonical" href="https://www.riverpost.example/">', URL, id="the front page is no story"
        ),
        pytest.param('<link rel="canonical" href="javascript:x">', URL, id="no address"),
        pytest.param("", URL, id="none"),
    ],
)
def test_the_canonical_address_is_the_pages_own_word_where_it_can_be_true(head: str, canonical: str) -> None:
    assert read_html(html(head), URL, now=NOW).canonical_url == canonical


def test_the_entrys_outlet_goes_before_the_pages() -> None:
    head = meta("og:site_name", "Elsewhere")
    assert read_article(page(html(head).encode()), entry(), NOW).outlet == "The River Post"
    assert read_html(html(head), URL, now=NOW).outlet == "Elsewhere"
    assert read_html(html(), URL, now=NOW).outlet == "riverpost.example"


RUSSIAN = "<p>Паром снова ходит, сообщила в четверг речная контора, после зимы на стапеле у дальнего берега.</p>" * 3


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        pytest.param(b"", "text/html", "no-text", id="nothing"),
        pytest.param(html(body="").encode(), "text/html", "no-text", id="no text"),
        pytest.param(
            html(body="<nav><a href='/'>Home</a></nav>").encode(), "text/html", "no-text", id="navigation only"
        ),
        pytest.param(b"%PDF-1.7", "application/pdf", "not-html", id="a PDF file"),
        pytest.param(b"%PDF-1.7", "text/html", "not-html", id="a PDF file that denies it"),
        pytest.param(b'{"a": 1}', "application/json", "not-html", id="JSON"),
        pytest.param(b"\xff\xd8\xff\xe0", "image/jpeg", "not-html", id="a picture"),
        pytest.param(b"only words", "text/html", "not-html", id="words"),
        pytest.param(html(body=RUSSIAN, lang="ru").encode(), "text/html", "language", id="Russian"),
        pytest.param(
            html(body=RUSSIAN, lang="en-US").encode(), "text/html", "language", id="Russian that says English"
        ),
        pytest.param(
            html(body=RUSSIAN, lang="ru").encode("cp1251"),
            "text/html; charset=windows-1251",
            "language",
            id="Russian in windows-1251",
        ),
    ],
)
def test_a_page_that_is_no_article_is_refused_by_name(body: bytes, content_type: str, reason: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read_article(page(body, content_type), entry(), NOW)
    assert (caught.value.reason, caught.value.url) == (reason, URL)


def test_a_language_is_read_when_it_is_asked_for() -> None:
    article = read_html(html(body=RUSSIAN, lang="en"), URL, now=NOW, languages={"ru"})
    assert article.language == "ru"


def test_a_declared_language_is_not_believed_against_the_words() -> None:
    assert read_html(html(lang="fa"), URL, now=NOW).language == "en"


def test_control_characters_break_nothing() -> None:
    body = TEXT.replace("</blockquote>", "</blockquote>\x01<figcaption>gone</figcaption>\x02&#3;&#xFFFE;\ufffe")
    assert read_html(html(body=body), URL, now=NOW).text.split("\n") == LINES


def test_a_broken_page_is_read_as_a_browser_would() -> None:
    first = "<p>The ferry runs <b>again, the river office said on Thursday."
    broken = first + "<p>Its hull is <i>sound</b> and its crew is paid.<div>"
    lines = read_html(f"<html lang=en><body><article>{broken}", URL, now=NOW).text.split("\n")
    assert lines == [
        "The ferry runs again, the river office said on Thursday.",
        "Its hull is sound and its crew is paid.",
    ]


def test_a_page_that_scripts_would_draw_is_read_from_what_it_tells_machines() -> None:
    told = "\n".join(f"{line} Once more: {line}" for line in LINES).replace("ferry", "&quot;ferry&quot;")
    article = read_html(html(ld(articleBody=told), '<div id="root">Loading the story</div>'), URL, now=NOW)
    assert article.text == told.replace("&quot;", '"')


@pytest.mark.parametrize("container", ["article", "main", 'div itemprop="articleBody"'])
def test_a_news_flash_is_read_by_its_paragraphs(container: str) -> None:
    flash = ["The ferry has sunk, the river office says.", "“Nobody was on board,” its head told reporters."]
    body = "".join(f"<p>{text}</p>" for text in flash)
    shell = f"<header><a href='/'>Home</a></header><{container}><h1>Ferry sinks</h1>{body}</{container.split()[0]}>"
    page = f"<html lang=en><body>{shell}<footer><p>About us and our paper</p></footer></body></html>"
    assert read_html(page, URL, now=NOW).text.split("\n") == flash


LONG = "This cell of a page that is laid out as a table holds a whole sentence, as old pages do."


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        pytest.param("<p>One.<br><br>Two.<br/>Three.</p>", ["One.", "Two.", "Three."], id="breaks are paragraphs"),
        pytest.param("<ul><li>One thing.</li><li>Two things.</li></ul>", ["One thing.", "Two things."], id="list"),
        pytest.param("<blockquote>“Bare words,” he said.</blockquote>", ["“Bare words,” he said."], id="blockquote"),
        pytest.param("<p>He said <q>here <b>we</b> are</q> twice.</p>", ["He said “here we are” twice."], id="q"),
        pytest.param("<p>“Split <b>bold</b>,” <a href='/x'>he</a> said.</p>", ["“Split bold,” he said."], id="inline"),
        pytest.param("<h2>A heading</h2><p>And more.</p>", ["A heading", "And more."], id="heading"),
        pytest.param("<p>So he said.<sup><a href='#f'>[1]</a></sup></p>", ["So he said."], id="footnote number"),
        pytest.param("<table><tr><td>Boats</td><td>12</td></tr></table>", ["Boats 12"], id="table of figures"),
        pytest.param(f"<table><tr><td>{LONG}</td><td>End.</td></tr></table>", [LONG, "End."], id="table for layout"),
        pytest.param("<div>Words in a div, no paragraph.</div>", ["Words in a div, no paragraph."], id="div"),
    ],
)
def test_every_kind_of_block_keeps_its_words(markup: str, lines: list[str]) -> None:
    assert read_html(html(body=TEXT + markup), URL, now=NOW).text.split("\n") == LINES + lines


def test_white_space_and_invisible_characters_become_single_spaces() -> None:
    body = TEXT.replace("ferry runs", "ferry\u00a0\u200b runs").replace("river office", "river\r\n\toff\u00adice")
    assert read_html(html(body=body), URL, now=NOW).text.split("\n") == LINES
