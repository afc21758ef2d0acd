"""The place that an agency's text opens with: "KABUL, May 29 (Reuters) -"."""

from __future__ import annotations

from extractors.pages.wordings import page_patterns


def dateline_of(text: str) -> str | None:
    """The place in capitals, or with a date or an agency behind it, before the first dash; None without one."""
    patterns = page_patterns()
    opening = text[:200].lstrip()[:120]
    match = patterns["dateline-in-capitals"].match(opening) or patterns["dateline-named"].match(opening)
    return match["place"].strip(" .,") if match else None
