"""A page to an article: the parts are read each in their own module, and put together here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from unicodedata import normalize
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from extractors.errors import ArticleError
from extractors.pages.articles.nonpages import ERROR_PAGE, PageSigns, nonpage, signs_of
from extractors.pages.articles.trees import page_text, parse_page
from extractors.pages.body.main_text import body_text
from extractors.pages.facts.bylines import byline_of, heading_of, outlet_of, title_of
from extractors.pages.facts.datelines import dateline_of
from extractors.pages.facts.languages import language_of
from extractors.pages.facts.metadata import Metadata, read_metadata
from extractors.pages.facts.published import dating_of
from extractors.pages.outlets import OutletRule, rule_for
from extractors.records import READ_LANGUAGES, Article, Entry, Page
from extractors.records.dated import own_day
from extractors.text.addresses import canonical_address, site_of
from extractors.text.markup import plain

_LEAST_LETTERS = 40  # a sentence of six words; with fewer a page has shown nothing
_LITTLE = 250  # characters, as in body/main_text: so little may be a wall's only sentence


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What is known of a page before it is read, and goes before what the page says of itself."""

    url: str | None = None
    outlet: str = ""
    title: str = ""
    published_at: datetime | None = None
    published_from: str = "given"
    published_on: date | None = None
    language: str | None = None


def read_article(
    page: Page, entry: Entry | None, now: datetime, languages: Collection[str] = READ_LANGUAGES
) -> Article:
    """The article of a fetched page; its entry's outlet, title and date go before the page's own."""
    content_type = next((value for name, value in page.headers if name.lower() == "content-type"), None)
    given = KnownFacts(url=page.url)
    if entry is not None:
        given = KnownFacts(page.url, entry.outlet, entry.title, entry.published_at, "feed", entry.published_on)
    return _read(page.body, content_type, given, now, languages)


def read_html(
    body: bytes | str,
    url: str | None = None,
    *,
    now: datetime,
    outlet: str | None = None,
    title: str | None = None,
    published_at: datetime | None = None,
    language: str | None = None,
    content_type: str | None = None,
    languages: Collection[str] = READ_LANGUAGES,
) -> Article:
    """The article of any HTML; what is given goes before what the page says of itself, ``language`` unchecked."""
    given = KnownFacts(url, outlet or "", title or "", published_at, "given", own_day(published_at), language)
    return _read(body, content_type, given, now, languages)


def _read(
    body: bytes | str, content_type: str | None, given: KnownFacts, now: datetime, languages: Collection[str]
) -> Article:
    tree = parse_page(page_text(body, content_type, given.url or "page"), given.url or "page")
    metadata = read_metadata(tree)
    rule = rule_for(given.url or metadata.canonical, now.date())
    outlet = outlet_of(given.outlet, metadata, rule, given.url)
    title = title_of(given.title, metadata, rule, tree, (outlet, site_of(given.url).split(".")[0]))
    byline = byline_of(metadata, rule, tree, outlet)
    told = (given.published_at, given.published_from, given.published_on)
    dating = dating_of(*told, metadata, rule, tree, given.url, now)
    text = _text(tree, metadata, rule, (title, byline or "", f"By {byline or ''}"), given.url)
    canonical = _canonical(metadata, given.url)
    return Article(
        url=given.url or canonical,
        canonical_url=canonical,
        title=title or None,
        byline=byline,
        outlet=outlet or None,
        published_at=dating.published_at,
        language=_language(text, metadata, given, languages),
        text=text,
        published_from=dating.source,
        published_certainty=dating.certainty,
        modified_at=dating.modified_at,
        dateline=dateline_of(text),
        published_on=dating.published_on,
    )


def _text(
    tree: HtmlElement, metadata: Metadata, rule: OutletRule | None, known: tuple[str, ...], url: str | None
) -> str:
    """The article's words, without the ``known`` lines above them; raises ArticleError where the page has none."""
    signs = signs_of(tree)  # before the text, the reading of which changes the tree
    titles = (*known, metadata.json_ld.headline, metadata.meta("og:title"), heading_of(tree))
    text = normalize("NFC", _fuller(body_text(tree, rule, titles), metadata.json_ld.body))
    _refuse_nonpage(text, metadata, signs, url)
    return text


def _refuse_nonpage(text: str, metadata: Metadata, signs: PageSigns, url: str | None) -> None:
    if instead := nonpage(text, metadata, signs, url):
        reason = "soft-404" if instead == ERROR_PAGE else "no-article"
        raise ArticleError(url or "page", reason, f"the page is {instead} and no article")
    if sum(1 for _ in islice(filter(str.isalpha, text), _LEAST_LETTERS)) < _LEAST_LETTERS:
        raise ArticleError(url or "page", "no-text", "the page holds no readable text")


def _fuller(text: str, told: str) -> str:
    """``text``, unless the page shows next to nothing of what it tells machines (scripts are to draw it, or a wall)."""
    if len(text) >= _LITTLE or len(told) < _LITTLE:
        return text
    return "\n".join(line for line in map(plain, told.split("\n")) if line)


def _language(text: str, metadata: Metadata, given: KnownFacts, languages: Collection[str]) -> str:
    declared = metadata.language or metadata.meta("og:locale", "content-language") or metadata.json_ld.language
    language = given.language or language_of(text, declared)
    if language is None or language not in languages:
        raise ArticleError(
            given.url or "page", "language", f"the page is in a language that is not read: {language or 'unknown'}"
        )
    return language


def _canonical(metadata: Metadata, url: str | None) -> str | None:
    """What the page calls its address, unless that is no address or a front page; else where it was found."""
    for named in (metadata.canonical, metadata.meta("og:url"), metadata.json_ld.url):
        address = canonical_address(named, url) if named else None
        if address is not None and (url is None or urlsplit(address).path.strip("/")):
            return address
    return canonical_address(url)
