"""Text from outside as it may be shown: in logs, mails, pages and on terminals, by the same rule everywhere.

What turns the direction of writing round is left out: it can make a sentence read as its opposite, and right-to-left
words are laid out rightly without it. Control characters, which can steer a terminal, become blanks. What joins or
parts letters (as Persian needs it) stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
# White space and line ends of Unicode among them: what a terminal or a log would take for a new line.
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
_HALVES = "\ud800-\udfff"  # of a pair: no output can carry one
_ANY_STRAY = re.compile(f"[{_DIRECTION}{_CONTROL}{_HALVES}]")
_STRAY = re.compile(f"(?P<direction>[{_DIRECTION}])|(?P<control>[{_CONTROL}])|[{_HALVES}]")


def shown(text: str) -> str:
    """The text with its lines and tabs, fit to be shown."""
    # What is stray is no printable character: most of what a page prints is looked through in a tenth of the time.
    if text.isprintable() or not _ANY_STRAY.search(text):
        return text
    return _STRAY.sub(_replacement, text)


def shown_line(text: str) -> str:
    """The text on one line, fit to be shown."""
    return " ".join(shown(text).split())


def shown_address(url: str) -> str:
    """An address that leads where it did: what may not be shown is percent-encoded, as browsers do."""
    return _STRAY.sub(lambda found: quote(found[0], errors="replace"), url)


def shown_json(value: Any, *, indent: int | None = None, default: Callable[[Any], Any] | None = None) -> str:
    """JSON that reads back as the value; what may not be shown is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=default)
    return _STRAY.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _replacement(found: re.Match[str]) -> str:
    if found["direction"]:
        return ""
    return " " if found["control"] else "\ufffd"
