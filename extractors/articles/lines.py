"""Lines of an extracted text that are the article's, and those that are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.articles.outlets import OutletRule, compiled_pattern
from extractors.markup import folded, one_line

_KINDS_OF_NOTICE = (
    r"(?:read (?:also|more|next)|also read|see also|more on this(?: story)?)\s*(?::.*)?$",
    r"(?:you may also like|editor[’']s picks?)\s*(?::.*)?$",
    r"(?:related|recommended)(?: (?:for you|stories|articles|posts|news|topics))?\s*(?::.*)?$",
    r"(?:share (?:this|on|via)\b.{0,60}|share|tweet|print|email|advertisement|published(?: on)?)$",
    r"(?:latest news|connect with us|(?:loading|skip ad)\b.{0,20})$",
    r"(?:photo|image|picture|file photo|photo credit|image credit)(?: by|:).{0,120}$",
    r"(?:(?:this|our) (?:web)?site uses cookies|we use cookies|by continuing to (?:use|browse)).{0,400}$",
    r"(?:accept (?:all )?cookies).{0,100}$",
    r"(?:©|\(c\)|copyright\b).{0,200}$",
    r"all rights reserved\b.{0,120}$",
    r"(?:sign up|subscribe) (?:to|for|now)\b.{0,160}(?:newsletter|channel|updates|inbox).{0,80}$",
    r"(?:follow|join) us on\b.{0,120}$",
)
_NOTICE = re.compile("|".join(_KINDS_OF_NOTICE), re.IGNORECASE)


def article_lines(text: str, rule: OutletRule | None, titles: tuple[str, ...]) -> list[str]:
    """The lines of ``text`` that are the article's: no title at the head, no boilerplate, nothing twice in a row."""
    lines: list[str] = []
    known_titles = {folded(title) for title in titles if title}
    for line in _before_the_end(_plain_lines(text), rule):
        if len(lines) < 2 and folded(line) in known_titles:
            continue
        if _NOTICE.match(line) or _is_stripped(line, rule) or (lines and lines[-1] == line):
            continue
        lines.append(line)
    return lines


def _plain_lines(text: str) -> Iterator[str]:
    return (line for line in (one_line(line) for line in text.split("\n")) if line)


def _before_the_end(lines: Iterable[str], rule: OutletRule | None) -> Iterator[str]:
    ends = rule.cut_after if rule else ()
    for line in lines:
        if any(compiled_pattern(end).match(line) for end in ends):
            return
        yield line


def _is_stripped(line: str, rule: OutletRule | None) -> bool:
    return rule is not None and any(compiled_pattern(pattern).match(line) for pattern in rule.strip)
