"""What feedparser pays for with the square of their number, held to more of each than any feed has.

It looks through the name spaces met so far at each element, through an entry's categories at each new one, and joins
each ``xml:base`` to the whole address before it.
"""

from __future__ import annotations

import re

from extractors.text.markup import bounded_tags

_CATEGORY = re.compile(
    r"<((?:[\w.-]+:)?(?:category|subject|keywords))\b[^<>]*+(?:/>|>(?:<!\[CDATA\[[^<\]]*+\]\]>|[^<]++)*+</\1\s*+>)",
    re.IGNORECASE,
)
_BASE = re.compile(r"""\sxml:base\s*+=\s*+(?:"[^"]*+"|'[^']*+')""")
_NAME_SPACE = re.compile(r"""\sxmlns:([\w.-]+)\s*+=\s*+(?:"[^"]*+"|'[^']*+')""")
_MOST_CATEGORIES = 2000  # in the whole feed: fifty entries of forty each
# More than any feed needs, of what is paid for with its square.
_MOST_BASES = 500
_MOST_NAME_SPACES = 100


def bounded(text: str) -> str:
    """A feed's XML without what is too much of it; categories, of which nothing is read, go altogether then."""
    text = bounded_tags(text)
    if sum(text.count(name) for name in ("category", "subject", "keywords")) > _MOST_CATEGORIES:
        text = _CATEGORY.sub("", text)
    if text.count("xml:base") > _MOST_BASES:
        text = _BASE.sub("", text)
    return _few_name_spaces(text) if text.count("xmlns:") > _MOST_NAME_SPACES else text


def _few_name_spaces(text: str) -> str:
    """A feed that declares the same few again at each entry keeps them all."""
    known: set[str] = set()

    def kept(declaration: re.Match[str]) -> str:
        if len(known) < _MOST_NAME_SPACES:
            known.add(declaration[0])
        return declaration[0] if declaration[0] in known else ""

    return _NAME_SPACE.sub(kept, text)
