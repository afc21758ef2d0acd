"""Finds quotations: which words stand between quotation marks, whatever the marks, nested, torn or left open.

A quotation never runs past its paragraph unless the next paragraph takes it up with an opening mark of its own. A mark
that finds no partner and is no such continuation is stray: its quotation ends where a clause of attribution begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.sentences.marks import Quotation, QuotationRole
from extractors.sentences.writing import Writing

PARAGRAPH = re.compile(r"[^\n]+")
MARK = re.compile(r"[“”„‟«»\"]|``|''|‘|’|'|‚|‹|›")
OPENERS = {"“": "double", "„": "double", "‟": "double", "«": "guillemet", "``": "typed", "‘": "single", "‹": "single",
           "‚": "single"}  # fmt: skip
CLOSERS = {"”": "double", "»": "guillemet", "’": "single", "›": "single"}
STRAIGHT = {'"': "straight", "''": "typed", "'": "single"}
TURNED = frozenset("“”")
# No statement of 468 articles reads otherwise by the half or the double of either.
SCARE_WORDS = 4  # words within a sentence that somebody is quoted for a term only
TITLE_WORDS = 12  # words of the title of a work
LONGEST_OPEN = 1000  # characters that one open quotation is looked through for who speaks; time must stay linear
DEEPEST = 4  # no writer nests deeper; a torn text may, and time must stay linear
INTRODUCES = re.compile(r"[,.?!]['’]? [^.?!\n]{3,80}[,:] ?")
DASHED = re.compile(r"\s*[–—] ?(?=\S)")
BETWEEN_DASHES = re.compile(r"[,.?!…] ?[–—] ?(?=\S)")
SENTENCE = re.compile(r"[.?!](?= [A-Z])")
ENDS_CLAUSE = ",.?!…;:—-)]"


@dataclass(slots=True)
class _Open:
    """A quotation whose closing mark has not come yet."""

    family: str
    start: int
    inner: int
    depth: int


def find_quotations(text: str, writing: Writing) -> tuple[Quotation, ...]:
    """All quotations of a text, by start; nested ones follow the one around them."""
    found: list[Quotation] = []
    running = False
    for paragraph in PARAGRAPH.finditer(text):
        quotations = _of_paragraph(text, writing, paragraph.start(), paragraph.end())
        quotations = quotations or _between_dashes(text, writing, paragraph.start(), paragraph.end())
        if running and quotations and not text[paragraph.start() : quotations[0].start].strip():
            quotations[0] = replace(quotations[0], continues=True)
        following = text[paragraph.end() : paragraph.end() + 8].lstrip()[:1]
        quotations, running = _settle_open(text, writing, quotations, paragraph.end(), following)
        found += quotations
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def _of_paragraph(text: str, writing: Writing, start: int, end: int) -> list[Quotation]:
    """Pairs marks of one paragraph; what is still open at its end comes out with ``closed`` false."""
    stack: list[_Open] = []
    found: list[Quotation] = []
    singles = _single_pairs(text, writing, start, end)
    for mark in MARK.finditer(text, start, end):
        family, opens, closes = _reading(text, mark, stack, singles)
        if closes and (level := _partner(stack, family)) is not None:
            found += _give_up(text, writing, stack[level + 1 :])
            del stack[level + 1 :]
            opened = stack.pop()
            found.append(_quotation(text, writing, opened, mark.start(), mark.end(), closed=True))
        elif opens and stack and _takes_up(text, writing, stack[-1], mark):
            continue
        elif opens and not (stack and stack[-1].family == family == "single"):
            while stack and stack[-1].family == family:
                found += _give_up(text, writing, [stack.pop()], mark.start())
            if len(stack) < DEEPEST:
                stack.append(_Open(family, mark.start(), mark.end(), len(stack)))
    found += [_quotation(text, writing, o, end, end, closed=False) for o in stack if o.family != "single"]
    return sorted(found, key=lambda q: (q.start, -q.end))


def _between_dashes(text: str, writing: Writing, start: int, end: int) -> list[Quotation]:
    """Speech set off by dashes alone, as Russian newspapers do: – S, – NP said. – S.

    A paragraph that opens with a dash is a turn of an interview where no clause of attribution stands between dashes.
    """
    opens = DASHED.match(text, start, end)
    closes = BETWEEN_DASHES.search(text, opens.end(), end) if opens else None
    if opens is None or closes is None or not writing.said_soon.match(text, closes.end(), end):
        return []
    first = Quotation(opens.start(), closes.end(), opens.end(), closes.start() + 1, True, 0, "speech")
    more = BETWEEN_DASHES.search(text, closes.end(), end)
    if more is None:
        return [first]
    return [first, Quotation(more.start() + 1, end, more.end(), end, True, 0, "speech")]


def _takes_up(text: str, writing: Writing, opened: _Open, mark: re.Match[str]) -> bool:
    """Whether a mark opens again what is open: “S. “S,” NP said. A sentence ends there, and nobody speaks within."""
    again = opened.family in {"double", "guillemet"} and OPENERS.get(mark.group()) == opened.family
    if not again or mark.start() - opened.inner > LONGEST_OPEN:
        return False
    before = text[opened.inner : mark.start()].rstrip()
    return before[-1:] in {".", "!", "?"} and not writing.attribution.search(text, opened.inner, mark.start())


def _reading(text: str, mark: re.Match[str], stack: list[_Open], singles: dict[int, int]) -> tuple[str, bool, bool]:
    """(family, opens, closes) of a mark, by its shape, its neighbours and what is open."""
    sign = mark.group()
    if sign in {"'", "‘", "’", "‚"}:
        at = mark.start()
        return "single", at in singles, any(o.family == "single" and singles.get(o.start) == at for o in stack)
    if sign in STRAIGHT:
        family = STRAIGHT[sign]
        is_open = any(o.family == family for o in stack)
        before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
        if is_open and (not before.isspace() or not after.strip()):
            return family, False, True
        return family, bool(after.strip()), is_open and not (before.isspace() and after.isalnum())
    if sign in TURNED:
        return _turned(text, mark, stack)
    return (OPENERS[sign], True, False) if sign in OPENERS else (CLOSERS[sign], False, True)


def _turned(text: str, mark: re.Match[str], stack: list[_Open]) -> tuple[str, bool, bool]:
    """(family, opens, closes) of “ and ”, which hasty writers and some languages use the other way round."""
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    is_open = any(o.family == "double" for o in stack)
    if mark.group() == "“":
        closes = is_open and bool(before.strip()) and not after.isalnum() and after != "["
        return "double", not closes, closes
    opens = not is_open and not before.strip() and after.isalnum()
    return "double", opens, not opens


def _single_pairs(text: str, writing: Writing, start: int, end: int) -> dict[int, int]:
    """Places of opening single marks and of their closing ones; apostrophes are neither."""
    pairs: dict[int, int] = {}
    opened: int | None = None
    fallback: int | None = None
    for at in _single_marks(text, start, end):
        before, after = text[at - 1 : at] if at > start else " ", text[at + 1 : at + 2] if at + 1 < end else " "
        may_open = not before.isalnum() and after.isalnum() and before not in ENDS_CLAUSE[:4] and text[at] != "’"
        may_close = opened is not None and not after.isalnum() and not before.isspace()
        if may_close and opened is not None:
            if writing.plural_owner.match(text, at - 1):
                fallback = at
                continue
            pairs[opened] = at
            opened = fallback = None
        elif may_open:
            if opened is not None and fallback is not None:
                pairs[opened] = fallback
            opened, fallback = at, None
    if opened is not None and fallback is not None:
        pairs[opened] = fallback
    return pairs


def _single_marks(text: str, start: int, end: int) -> Iterator[int]:
    for mark in MARK.finditer(text, start, end):
        if mark.group() in {"'", "‘", "’", "‚"}:
            yield mark.start()


def _partner(stack: list[_Open], family: str) -> int | None:
    """The innermost open quotation that a closing mark of this family can close; families stand in for one another."""
    for level in range(len(stack) - 1, -1, -1):
        if stack[level].family == family:
            return level
    if family == "single" or not stack:
        return None
    return len(stack) - 1 if stack[-1].family != "single" else None


def _give_up(text: str, writing: Writing, opened: list[_Open], limit: int | None = None) -> list[Quotation]:
    """Quotations that were opened and never closed before something else closed or opened around them."""
    ends = [
        (o, _stray_end(text, writing, o.inner, limit)) for o in opened if o.family != "single" and limit is not None
    ]
    return [_quotation(text, writing, o, end, end, closed=False) for o, end in ends]


def _stray_end(text: str, writing: Writing, inner: int, limit: int) -> int:
    """Where a quotation without closing mark ends: before a clause of attribution, else at the limit."""
    clause = writing.attribution.search(text, inner, limit)
    end = clause.start() + 1 if clause else limit
    if clause and INTRODUCES.fullmatch(text, clause.start(), limit) and text[limit + 1 : limit + 2].isupper():
        sentences = list(SENTENCE.finditer(text, inner, clause.start()))
        end = sentences[-1].end() if sentences else end  # the clause and what leads to it belong to what opens next
    return inner + len(text[inner:end].rstrip())


def _settle_open(
    text: str, writing: Writing, quotations: list[Quotation], end: int, following: str
) -> tuple[list[Quotation], bool]:
    """Decides what quotations left open at a paragraph's end are: a running quotation, or one with a lost mark."""
    settled, running = [], False
    for quotation in quotations:
        if quotation.closed or quotation.end != end:
            settled.append(quotation)
        elif following and following in "“\"'«‘„`":
            settled.append(quotation)
            running = running or quotation.depth == 0
        else:
            stop = _stray_end(text, writing, quotation.inner_start, end)
            settled.append(replace(quotation, end=stop, inner_end=stop))
    return settled, running


def _quotation(text: str, writing: Writing, opened: _Open, inner_end: int, end: int, closed: bool) -> Quotation:
    role = role_of(text[opened.inner : inner_end], text[max(0, opened.start - 1) : opened.start], writing)
    return Quotation(opened.start, end, opened.inner, inner_end, closed, opened.depth, role)


def role_of(inner: str, before: str, writing: Writing) -> QuotationRole:
    """Speech, the title of a work, or words held at arm's length; attribution may still find a speaker for the last."""
    words = inner.split()
    if not words or inner.rstrip()[-1:] in ENDS_CLAUSE[:6] or len(words) > TITLE_WORDS:
        return "speech"
    if len(words) > 1 and all(w[:1].isupper() or w.lower() in writing.small_words or w[:1].isdigit() for w in words):
        return "title"
    return "scare" if len(words) <= SCARE_WORDS and before.strip() == "" else "speech"
