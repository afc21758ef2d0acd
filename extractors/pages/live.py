"""Pages that go on growing after they are published: live blogs."""

from __future__ import annotations

from extractors.pages.wordings import page_patterns
from extractors.records import Page

_DECLARED = b"LiveBlogPosting"  # schema.org's type of them


def is_live(page: Page, title: str) -> bool:
    """Whether a page is a live blog, by what it tells machines, its address, or its ``title``."""
    patterns = page_patterns()
    return bool(
        _DECLARED in page.body or patterns["live-address"].search(page.url) or patterns["live-title"].search(title)
    )
