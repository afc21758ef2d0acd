"""Small marked-up strings (titles, summaries, names) to plain ones."""

from __future__ import annotations

import html
import re
from itertools import islice

from extractors.text.folding import words_of

_DROPPED = re.compile(r"<(script|style|noscript|iframe)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_INLINE = re.compile(r"</?(?:a|abbr|b|em|i|mark|q|s|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE)
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,60})|([0-9]{1,60}));?")
# Which numbers stand for characters, by the production Char of XML 1.0.
_BREAKS = (0x9, 0xA, 0xD)
_FIRST_CHARACTER, _LAST_CHARACTER = 0x20, 0x10FFFF
_HALF_PAIRS = (0xD800, 0xDFFF)
_NONCHARACTERS = (0xFFFE, 0xFFFF)
# No sign of a tag is gone through twice, whatever is left open: hence the possessive quantifiers. Only behind an equals
# sign does a quotation mark open a value; a stray one elsewhere would take the page behind it for the tag. A tag of
# fewer pieces (names, blanks, values) has no 200 attributes, and is left to the pattern alone: a call for each tag of a
# page cost a seventh of its reading.
_CROWDED_TAG = re.compile(r"""<[a-zA-Z](?:[^=<>\s]++|\s++|=\s*+(?:"[^"]*+"|'[^']*+')?+){400,}+""")
_ATTRIBUTE = re.compile(r"""[^\s"'=<>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]*+))?+""")
_MOST_ATTRIBUTES = 200  # of one tag: parsers compare each with each
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")


def plain(text: str | None, limit: int | None = None) -> str:
    """One line without tags, entities (also twice encoded ones), control characters; cut at a word after ``limit``."""
    text = text or ""
    for _ in range(2):  # some feeds escape what is escaped already
        text = _without_tags(text)
        unescaped = html.unescape(text)
        if unescaped == text:
            break
        text = unescaped
    text = one_line(_without_tags(text))
    if limit is None or len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0] + "…"


def one_line(text: str) -> str:
    """``text`` with every run of white space, control and unpaired surrogate characters as one space."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip(" ")


def folded(text: str) -> str:
    """The folded letters and digits of ``text`` alone: what two spellings of one line have in common."""
    return "".join(words_of(text))


def sound_references(text: str) -> str:
    """``text`` without references to what is no character (``&#0;``, half a pair): parsers pass them on and break."""
    return _REFERENCE.sub(_sound_reference, text) if "&#" in text else text


def bounded_tags(text: str) -> str:
    """``text`` with the first 200 attributes of each tag: parsers compare each new one with all before it."""
    return _CROWDED_TAG.sub(_bounded_tag, text)


def _bounded_tag(tag: re.Match[str]) -> str:
    written = tag[0]
    beyond = next(islice(_ATTRIBUTE.finditer(written), _MOST_ATTRIBUTES + 1, None), None)
    return written if beyond is None else written[: beyond.start()]


def _sound_reference(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    sound = code in _BREAKS or (code >= _FIRST_CHARACTER and not _HALF_PAIRS[0] <= code <= _HALF_PAIRS[1])
    return reference[0] if sound and code <= _LAST_CHARACTER and code not in _NONCHARACTERS else ""


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    return _TAG.sub(" ", _INLINE.sub("", _DROPPED.sub(" ", text)))
