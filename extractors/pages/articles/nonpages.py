"""Pages that answer 200 and are no article: an error page over teasers, a consent wall, a login, a list of stories.

They are told by what they call themselves: a title or heading that says nothing else, or words that stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from lxml.html import HtmlElement

from extractors.pages.facts.metadata import Metadata
from extractors.pages.wordings import page_patterns
from extractors.text.markup import plain

ERROR_PAGE, LIST = "an error page", "a list of articles"
_SEPARATOR = re.compile(r"\s+[|–—·»:•-]\s+")
_LISTED = re.compile(r"/(?:tags?|category|categories|authors?|topics?|search|archives?)/[^/]+/?(?:page/\d+/?)?$")
# Elements of an article each: so many make a list of a page that calls itself one, so many one whose address does.
_SOME_STORIES, _STORIES = 3, 6
_OPENING = 300  # characters in which a page says what it is
_MOST_HEADINGS = 3  # above a story; a page with more of the first rank is a list, of which the first are enough
_WALL = 3000  # characters: a longer text that speaks of cookies is a story about them
_COOKIE_SHARE = 1 / 250  # such words a character


@dataclass(frozen=True, slots=True)
class PageSigns:
    """What tells a list: the page's headings, and how many stories with a link of their own it holds."""

    headings: tuple[str, ...]
    stories: int


def signs_of(tree: HtmlElement) -> PageSigns:
    """The signs of a page, before anything is taken out of it."""
    headings = tuple(str(heading.text_content())[:_OPENING] for heading in islice(tree.iter("h1"), _MOST_HEADINGS))
    tags = [element.tag for element in tree.iter("article", "a")]
    stories = sum(1 for one, other in pairwise(tags) if (one, other) == ("article", "a"))
    return PageSigns(headings, stories)


def nonpage(text: str, metadata: Metadata, signs: PageSigns, url: str | None) -> str | None:
    """What a page is instead of an article, None where it may be one; ``text`` is what was read of it.

    An error page is one (``ERROR_PAGE``) whatever it offers below.
    """
    patterns = page_patterns()
    own = [title for title in (metadata.meta("og:title"), metadata.title, *signs.headings) if title]
    titles = {part for title in own for part in _parts(plain(title, 300))}
    apology = patterns["error-apology"].match(text[:_OPENING].partition("\n")[0])
    if apology or any(map(patterns["error-page"].match, titles)):
        return ERROR_PAGE
    if metadata.json_ld.headline or metadata.meta("og:type") == "article":
        return None
    for kind, pattern in _kinds(patterns):
        if any(map(pattern.match, titles)) and (kind != LIST or signs.stories >= _SOME_STORIES):
            return kind
    if len(text) < _WALL and len(patterns["cookie-word"].findall(text)) > max(3, _COOKIE_SHARE * len(text)):
        return "a consent page"
    listed = signs.stories >= _STORIES and url is not None and _LISTED.search(url.partition("?")[0]) is not None
    return LIST if listed else None


def _kinds(patterns: Mapping[str, re.Pattern[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What a page may call itself, in the order in which its titles are asked."""
    return (
        (ERROR_PAGE, patterns["error-other"]),
        ("a consent page", patterns["consent-page"]),
        ("a login", patterns["login"]),
        ("a list of search results", patterns["search-results"]),
        (LIST, patterns["list"]),
    )


def _parts(title: str) -> Iterable[str]:
    """A title whole, and before and behind the sign that sets a site's name apart."""
    first, *others = _SEPARATOR.split(title)
    return {title, first, *others[-1:]}
