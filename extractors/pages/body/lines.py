"""Lines of an extracted text that are the article's, and those that are not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from extractors.pages.outlets import OutletRule, compiled_pattern
from extractors.pages.wordings import page_patterns
from extractors.text.markup import folded, one_line

_CELL_EDGE = re.compile(r"(?:^|\s)\|(?:\s|$)")
_EMPHASIZED = re.compile(r"\*\*(?=\S)([^*]+)(?<=\S)\*\*")  # a question or heading, as reposted texts keep it
_SHORT_CELL = 60  # characters: a longer cell is a sentence, and its table only lays out the page
_HEAD = 2  # lines in which the title may stand once more, itself and a heading above it
_SENTENCE_ENDS = (".", "!", "”", '"', ".)")


def article_lines(
    text: str, rule: OutletRule | None, titles: tuple[str, ...], elsewhere: Collection[str] = ()
) -> list[str]:
    """The lines of ``text`` that are the article's: no title or byline at the head, no notices, nothing twice in a row.

    ``elsewhere`` holds the folded words of the page's links: a line that is one of them, and no sentence, points to
    another story.
    """
    lines: list[str] = []
    notice = page_patterns()["notice"]
    known_titles = {folded(title) for title in titles if title}
    for line in _before_the_end(_plain_lines(text), rule):
        if len(lines) < _HEAD and folded(line) in known_titles:
            continue
        if notice.match(line) or _is_stripped(line, rule) or (lines and lines[-1] == line):
            continue
        lines.append(line)
    return _without_tail(lines, elsewhere)


def _without_tail(lines: list[str], elsewhere: Collection[str]) -> list[str]:
    """``lines`` without pointers to other stories, legal footnotes and the desk's signs behind the last sentence."""
    lines = [line for line in lines if line.endswith(_SENTENCE_ENDS) or folded(line) not in elsewhere]
    sign_off = page_patterns()["sign-off"]
    while len(lines) > 1 and sign_off.match(lines[-1]):
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
