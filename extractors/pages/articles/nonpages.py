"""Pages that answer 200 and are no article: an error page over teasers, a consent wall, a login, a list of stories.

They are told by what they call themselves: a title or heading that says nothing else, or words that stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, pairwise

from lxml.html import HtmlElement

from extractors.pages.facts.metadata import Metadata
from extractors.text.markup import plain

ERROR_PAGE, LIST = "an error page", "a list of articles"
_ERROR = re.compile(
    r"(?:error\s*)?404(?:\W.{0,30}(?:not\s+found|error|page)\b.{0,20})?|not\s+found"
    r"|(?:(?:error|404|oops|sorry|the|this|that|your|requested)\b\W*){0,4}(?:page|article|story|content|url)\s+(?:you\s+\w+\s+)?"
    r"(?:(?:was|is|has|could|can)\s?(?:not|n[’']t)|can\s?not|could\s+not\s+be|(?:is\s+)?no\s+longer|doesn[’']t|does\s+not|not)"
    r"\s+(?:be\s+)?(?:been\s+)?(?:found|exists?|available)\b.{0,30}"
    r"|(?:oops|sorry|whoops|uh[- ]oh)\W*(?:something\s+went\s+wrong\W*)?",
    re.IGNORECASE,
)
_APOLOGY = re.compile(
    r"(?:we(?:[’']re|\s+are)?\s+)?(?:sorry|oops|unfortunately)\b[^.!?]{0,40}\b(?:the|this|that)\s+(?:page|article|story|content)\b"
    r"[^.!?]{0,80}\b(?:not|n[’']t|no\s+longer|moved|removed)\b"
    r"|the\s+(?:page|article|story)\s+you(?:[’']re|\s+are|\s+were)?\s+(?:looking\s+for|requested|tried)\b[^.!?]{0,60}"
    r"\b(?:not|n[’']t|no\s+longer|moved|removed)\b",
    re.IGNORECASE,
)
_OTHERS = {
    "a consent page": r"before\s+you\s+continue.{0,40}|(?:we\s+value\s+)?your\s+privacy(?:\s+(?:choices|matters))?"
    r"|(?:cookie|privacy|consent)s?\s+(?:consent|settings|preferences|policy|notice|choices|cent(?:re|er))|consent",
    "a login": r"(?:please\s+)?(?:log\s?in|sign\s?in|sign\s?up|register)(?:\s+(?:to|or|for|with|required)\b.{0,60})?"
    r"|create\s+(?:an|your)\s+(?:free\s+)?account|members?\s+only|subscribe(?:\s+(?:now|to\s+(?:read|continue)\b.{0,40}))?",
    "a list of search results": r"search|search\s*:.{1,120}|(?:search\s+)?results?(?:\s+for\b.{0,120}|\s*:.{0,120})?"
    r"|you\s+searched\s+for\b.{0,120}",
    LIST: r"(?:category|tag|author|topic|archives?|section)\s*:.{1,80}|.{1,60}\s+archives?",
}
_KINDS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _OTHERS.items()}
_COOKIE_WORDS = re.compile(
    r"\b(?:cookies?|consent|privacy|personal\s+data|(?:our|third-party)\s+partners)\b", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s+[|–—·»:•-]\s+")
_LISTED = re.compile(r"/(?:tags?|category|categories|authors?|topics?|search|archives?)/[^/]+/?(?:page/\d+/?)?$")
# Elements of an article each: so many make a list of a page that calls itself one, so many one whose address does.
_SOME_STORIES, _STORIES = 3, 6
_OPENING = 300
_MOST_HEADINGS = 3
_WALL = 3000
_COOKIE_SHARE = 1 / 250  # such words a character


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells a list: the page's headings, and how many stories with a link of their own it holds."""

    headings: tuple[str, ...]
    stories: int


def signs_of(tree: HtmlElement) -> Signs:
    """The signs of a page, before anything is taken out of it."""
    headings = tuple(str(heading.text_content())[:_OPENING] for heading in islice(tree.iter("h1"), _MOST_HEADINGS))
    tags = [element.tag for element in tree.iter("article", "a")]
    stories = sum(1 for one, other in pairwise(tags) if (one, other) == ("article", "a"))
    return Signs(headings, stories)


def nonpage(text: str, metadata: Metadata, signs: Signs, url: str | None) -> str | None:
    """What a page is instead of an article, None where it may be one; ``text`` is what was read of it.

    An error page is one (``ERROR_PAGE``) whatever it offers below.
    """
    own = [title for title in (metadata.meta("og:title"), metadata.title, *signs.headings) if title]
    titles = {part for title in own for part in _parts(plain(title, 300))}
    if any(map(_ERROR.fullmatch, titles)) or _APOLOGY.match(text[:_OPENING].partition("\n")[0]):
        return ERROR_PAGE
    if metadata.json_ld.headline or metadata.meta("og:type") == "article":
        return None
    for kind, pattern in _KINDS.items():
        if any(map(pattern.fullmatch, titles)) and (kind != LIST or signs.stories >= _SOME_STORIES):
            return kind
    if len(text) < _WALL and len(_COOKIE_WORDS.findall(text)) > max(3, _COOKIE_SHARE * len(text)):
        return "a consent page"
    listed = signs.stories >= _STORIES and url is not None and _LISTED.search(url.partition("?")[0]) is not None
    return LIST if listed else None


def _parts(title: str) -> Iterable[str]:
    """A title whole, and before and behind the sign that sets a site's name apart."""
    first, *others = _SEPARATOR.split(title)
    return {title, first, *others[-1:]}
