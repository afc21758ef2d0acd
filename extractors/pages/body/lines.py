"""Lines of an extracted text that are the article's, and those that are not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from extractors.pages.outlets import OutletRule, compiled_pattern
from extractors.text.markup import folded, one_line

_CELL_EDGE = re.compile(r"(?:^|\s)\|(?:\s|$)")
_EMPHASIZED = re.compile(r"\*\*(?=\S)([^*]+)(?<=\S)\*\*")  # a question or heading, as reposted texts keep it
_SHORT_CELL = 60  # characters: a longer cell is a sentence, and its table only lays out the page
_HEAD = 2  # lines in which the title may stand once more, itself and a heading above it
_KINDS_OF_NOTICE = (
    r"(?:read (?:also|more|next)|also read|see also|more on this(?: story)?)\s*(?::.*)?$",
    r"(?:you may also like|editor[’']s picks?)\s*(?::.*)?$",
    r"(?:related|recommended)(?: (?:for you|stories|articles|posts|news|topics))?\s*(?::.*)?$",
    r"(?:share (?:this|on|via)\b.{0,60}|share|tweet|print|email|advertise?ment|advertising|(?:views|hits): ?\d+)$",
    r"(?:published|issued|posted|(?:last )?(?:updated|modified))\b(?: (?:on|in|at))?:?[^.!?]{0,60}$",
    r"(?:[a-z]+day,? )?(?:\d{1,2} [a-z]{3,9}|[a-z]{3,9} \d{1,2}),? \d{4}[^.!?a-z]{0,12}(?:[ap]m)?$",
    r"(?:latest news|connect with us|(?:loading|skip ad)\b.{0,20})$",
    r"(?:photo|image|picture|file photo|photo credit|image credit)(?: by|:).{0,120}$",
    r"(?:(?:this|our) (?:web)?site uses cookies|we use cookies|by continuing to (?:use|browse)).{0,400}$",
    r"(?:accept (?:all )?cookies).{0,100}$",
    r"(?:©|(?:copyright\s*)?\(c\)\s*\d{4}|copyright\s*(?:©|\d{4}|by\b)).{0,200}$",
    r"all rights reserved\b.{0,120}$",
    r"(?:sign up|subscribe) (?:to|for|now)\b.{0,160}(?:newsletter|channel|updates|inbox).{0,80}$",
    r"(?:follow|join) us on\b.{0,120}$",
)
_KINDS_OF_SIGN_OFF = (
    r"[-–—*#•\s]{0,20}(?:0|30|ends?)?[-–—*#•\s]{0,20}$",
    r"[a-z]{1,3}(?:/[a-z]{1,3}){1,3}\.?$",
    r"PAN Monitor\b.{0,40}$",
    r"\(?\*+\)?\s?[^“”\"*]{0,250}\b(?:banned|prohibited|outlawed|designated|recogni[sz]ed|declared|listed|sanctions"
    r"|extremist|terrorist|foreign agent|undesirable)\b[^“”\"]{0,250}$",
    r"Source:.{0,80}$|\(?with (?:inputs?|information) from\b.{0,80}$",
)
_SIGN_OFF = re.compile("|".join(_KINDS_OF_SIGN_OFF))
_SENTENCE_ENDS = (".", "!", "”", '"', ".)")
_NOTICE = re.compile("|".join(_KINDS_OF_NOTICE), re.IGNORECASE)


def article_lines(
    text: str, rule: OutletRule | None, titles: tuple[str, ...], elsewhere: Collection[str] = ()
) -> list[str]:
    """The lines of ``text`` that are the article's: no title or byline at the head, no notices, nothing twice in a row.

    ``elsewhere`` holds the folded words of the page's links: a line that is one of them, and no sentence, points to
    another story.
    """
    lines: list[str] = []
    known_titles = {folded(title) for title in titles if title}
    for line in _before_the_end(_plain_lines(text), rule):
        if len(lines) < _HEAD and folded(line) in known_titles:
            continue
        if _NOTICE.match(line) or _is_stripped(line, rule) or (lines and lines[-1] == line):
            continue
        lines.append(line)
    return _without_tail(lines, elsewhere)


def _without_tail(lines: list[str], elsewhere: Collection[str]) -> list[str]:
    """``lines`` without pointers to other stories, legal footnotes and the desk's signs behind the last sentence."""
    lines = [line for line in lines if line.endswith(_SENTENCE_ENDS) or folded(line) not in elsewhere]
    while len(lines) > 1 and _SIGN_OFF.match(lines[-1]):
        lines.pop()
    return lines


def _plain_lines(text: str) -> Iterator[str]:
    """The lines without Markdown's marks around one, and trafilatura's signs before items and around cells."""
    for line in text.split("\n"):
        parts = _row(line) if line.startswith("|") else [_bare(line.removeprefix("- "))]
        yield from (plain for plain in map(one_line, parts) if plain)


def _bare(line: str) -> str:
    """A line without the Markdown that sets it in bold from end to end."""
    bold = _EMPHASIZED.fullmatch(line.strip())
    return bold[1] if bold else line


def _row(line: str) -> list[str]:
    """A table's row: a line of its short cells, or, where a table only lays out a page, a line for each cell."""
    cells = _CELL_EDGE.split(line)
    return cells if max(map(len, cells)) > _SHORT_CELL else [" ".join(cells)]


def _before_the_end(lines: Iterable[str], rule: OutletRule | None) -> Iterator[str]:
    ends = rule.cut_after if rule else ()
    for line in lines:
        if any(compiled_pattern(end).match(line) for end in ends):
            return
        yield line


def _is_stripped(line: str, rule: OutletRule | None) -> bool:
    return rule is not None and any(compiled_pattern(pattern).match(line) for pattern in rule.strip)
