"""The place that an agency's text opens with: "KABUL, May 29 (Reuters) -"."""

from __future__ import annotations

import re

_MONTH = (
    r"(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = rf"(?:,? (?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?\.?)"
_AGENCY = r"(?:\s*[(/][A-Z][\w .&-]{1,30}[)/]\.?)"
_DASH = r"\s*(?:[—–:]|-{1,2}(?=\s)|/(?=\s))"
_SLASHED = r"\s*/[A-Z][\w .&-]{1,30}/\."
_CAPITALS = r"([A-Z][A-Z’'.-]+(?:[ /][A-Z][A-Z.’'-]+)*(?:, [A-Z][A-Za-z. ]{2,20})?)"
_NAME = r"([A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,2})"
_PLACED = re.compile(rf"{_CAPITALS}{_DATE}?(?:{_AGENCY}?{_DASH}|{_SLASHED})")
_NAMED = re.compile(rf"{_NAME}(?:(?:{_DATE}{_AGENCY}?|{_DATE}?{_AGENCY}){_DASH}|{_DATE}?{_SLASHED})")


def dateline_of(text: str) -> str | None:
    """The place in capitals, or with a date or an agency behind it, before the first dash; None without one."""
    opening = text[:200].lstrip()[:120]
    match = _PLACED.match(opening) or _NAMED.match(opening)
    return match[1].strip(" .,") if match else None
