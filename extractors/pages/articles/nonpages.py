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
_NOUN = r"(?:pages?|articles?|story|stories|contents?|posts?|urls?|links?|files?|documents?|resources?)"
_SOUGHT = (
    r"you(?:[’']re|\s+(?:are|were|have))?\s+(?:looking|searching|trying|after|seek\w*|request\w*|follow\w*|want\w*)\b"
)
_BEING = r"(?:(?:was|is|are|has|have|had|been|be|can|could|does|do|did|may|seems?|appears?|to|now|currently|sadly)\s+)*"
_STATE = (
    rf"{_BEING}(?:(?:was|is|has|could|can|does|do|did)\s?n[’']t|can\s?not|not|no\s+longer)\s+(?:be\s+|been\s+|to\s+)*"
    r"(?:found|exists?|available|here|accessible)"
)
_GONE = rf"{_BEING}(?:missing|gone|unavailable|inaccessible|removed|deleted|moved|expired|archived|retired)"
_TAIL = (
    r"(?:\s*(?:here|anymore|any\s+more|temporarily|yet|(?:in|for)\s+your\s+\w+|(?:on|at|from)\s+(?:this|our)\s+\w+"
    r"|or\s+(?:may\s+|no\s+longer\s+|has\s+|have\s+|was\s+|been\s+)*\w+))*\W*"
)
_SIGH = r"(?:(?:error|404|oops|whoops|sorry|hmm+|uh[- ]oh|oh\s+no|unfortunately|it\s+(?:looks|seems)\s+like)\b\W*)"
_NOT = r"(?:(?:can|could|does|do|did|was|is|has)\s?(?:not|n[’']t)|can[’']t|un(?:able)\s+to|not\s+able\s+to)"
_CODES = r"(?:40[0-9]|410|429|451|50[0-4]|52[0-9])"
_SAYING = (
    r"not\s+found|gone|forbidden|unauthori[sz]ed|bad\s+(?:request|gateway)|(?:internal\s+)?server\s+error|error"
    r"|service\s+(?:temporarily\s+)?unavailable|gateway\s+time-?\s?out|too\s+many\s+requests|access\s+denied|page"
)
# What a title or heading says whole: a number with its saying, a page that is not there, or that nobody finds.
_ERROR = re.compile(
    rf"(?:https?\W*)?(?:error|status)?\W*404(?:\W{{0,4}}(?:{_SAYING})\b.{{0,30}})?"
    rf"|(?:error|status|http)?\W*{_CODES}\W{{1,4}}(?:{_SAYING})\b\W*(?:error)?\W*|(?:error|http)\W*{_CODES}\W*"
    r"|(?:internal\s+)?server\s+error|bad\s+gateway|service\s+(?:temporarily\s+)?unavailable|not\s+found"
    rf"|{_SIGH}{{0,4}}(?:(?:but|the|this|that|your|requested)\s+)*{_NOUN}\s+(?:{_SOUGHT}.{{0,30}}?\s+)?{_STATE}{_TAIL}"
    rf"|{_SIGH}{{0,4}}(?:(?:but|the|this|that|your|requested)\s+)*(?:page|article|story|content|post|url|link)\s+"
    rf"(?:{_SOUGHT}.{{0,30}}?\s+)?{_GONE}{_TAIL}"
    rf"|{_SIGH}{{0,4}}(?:but\s+)?(?:we|i)?\s*(?:(?:[’']re|are|were)\s+)?{_NOT}\s+(?:seem\s+to\s+)?(?:find|locate|load|reach|open)\s+"
    rf".{{0,30}}?\b(?:{_NOUN}|what)\b(?:\s+(?:that\s+)?{_SOUGHT}.{{0,20}})?{_TAIL}"
    rf"|{_SIGH}{{0,4}}(?:nothing|no\s+(?:{_NOUN}|results?))\s+(?:(?:was|were|to)\s+)?(?:found|here|see|show)\b{_TAIL}"
    rf"|{_SIGH}{{0,4}}(?:are\s+)?(?:(?:you|we)\b\W?(?:re|are)?\s+)?lost(?:\s+your\s+way)?\W*|that[’']s\s+an?\s+error\W*"
    r"|(?:oops|sorry|whoops|uh[- ]oh)\W*(?:something\s+went\s+wrong\W*)?",
    re.IGNORECASE,
)
# What a page's first line says before it offers something else.
_APOLOGY = re.compile(
    r"(?:we(?:[’']re|\s+are)?\s+)?(?:sorry|oops|unfortunately)\b[^.!?]{0,40}\b(?:the|this|that)\s+(?:page|article|story|content)\b"
    r"[^.!?]{0,80}\b(?:not|n[’']t|no\s+longer|moved|removed)\b"
    r"|the\s+(?:(?:page|article|story)\s+you(?:[’']re|\s+are|\s+were)?\s+(?:looking\s+for|requested|tried)"
    r"|requested\s+(?:page|url|address))\b[^.!?]{0,60}\b(?:not|n[’']t|no\s+longer|moved|removed)\b"
    rf"|(?:sorry\W+)?we\s+{_NOT}\s+(?:seem\s+to\s+)?(?:find|locate)\s+(?:the|this|that)\s+{_NOUN}\b",
    re.IGNORECASE,
)
_OTHERS = {
    ERROR_PAGE: r"access\s+(?:is\s+|was\s+)?denied|forbidden|gone|just\s+a\s+moment\W*|attention\s+required\W*"
    r"|checking\s+your\s+browser\b.{0,60}|(?:please\s+)?(?:verify|confirm|prove)\s+(?:that\s+)?you(?:[’']re|\s+are)\s+(?:a\s+)?"
    r"(?:not\s+a\s+robot|human)\W*|are\s+you\s+(?:a\s+robot|human)\W*|(?:sorry\W+)?you\s+have\s+been\s+blocked\W*|security\s+check"
    r"|(?:please\s+)?enable\s+(?:javascript|cookies)\b.{0,60}|(?:(?:site|down)\s+|under\s+|scheduled\s+)(?:for\s+)?maintenance\W*"
    r"|we[’']?(?:ll|\s+will)\s+be\s+(?:right\s+)?back\b.{0,20}",
    "a consent page": r"before\s+you\s+continue.{0,40}|(?:we\s+value\s+)?your\s+privacy(?:\s+(?:choices|matters))?"
    r"|(?:we\s+(?:use|value|respect|care\s+about)|accept|allow|manage|your|about|change|update|review)\b.{0,25}\b"
    r"(?:cookies?|privacy|consent)(?:\s+(?:choices|settings|preferences|matters|to\s+continue))?\W*"
    r"|(?:cookie|privacy|consent)s?\s+(?:consent|settings|preferences|policy|notice|choices|cent(?:re|er))|consent",
    "a login": r"(?:please\s+)?(?:log\s?in|sign\s?in|sign\s?up|register)(?:\s+(?:to|or|for|with|required)\b.{0,60})?"
    r"|create\s+(?:an|your)\s+(?:free\s+)?account|members?\s+only|(?:enter|forgot|reset)\s+(?:your\s+)?password\W*"
    r"|already\s+a\s+(?:subscriber|member)\b.{0,40}|(?:your\s+)?session\s+(?:has\s+)?expired|authentication\s+required"
    r"|this\s+(?:article|story|content)\s+is\s+(?:only\s+)?(?:for|available\s+to|exclusive\s+to)\s+(?:our\s+|paying\s+)?"
    r"(?:subscribers|members).{0,20}|subscribe(?:\s+(?:now|to\s+(?:read|continue)\b.{0,40}))?",
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
