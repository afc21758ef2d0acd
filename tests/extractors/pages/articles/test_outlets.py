"""Each outlet with a reading rule has a page in its structure and, side by side, what is read from it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.pages.articles import read_html
from extractors.pages.outlets import outlet_rules
from extractors.records import Article

PAGES = Path(__file__).parent / "outlets"
NAMES = sorted({path.stem for path in PAGES.iterdir()})
NOW = datetime(2026, 3, 1, tzinfo=UTC)
PLAIN = ("title", "byline", "outlet", "published_from", "dateline")
MOMENTS = ("published_at", "modified_at")


def told(article: Article) -> dict[str, Any]:
    moments = {name: getattr(article, name) for name in MOMENTS}
    return {
        "url": article.url,
        **{name: getattr(article, name) for name in PLAIN},
        **{name: moment and moment.isoformat() for name, moment in moments.items()},
        "text": article.text.split("\n"),
    }


def test_every_rule_has_a_page_and_every_page_its_expected_article() -> None:
    assert {path.name for path in PAGES.iterdir()} == {
        f"{rule.id}.{kind}" for rule in outlet_rules() for kind in ("html", "json")
    }


@pytest.mark.parametrize("name", NAMES)
def test_an_outlets_page_gives_its_article_and_nothing_else(name: str) -> None:
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    article = read_html((PAGES / f"{name}.html").read_bytes(), expected["url"], now=NOW)
    assert told(article) == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_that_it_is_synthetic(name: str) -> None:
    assert '<meta name="synthetic" content="true">' in (PAGES / f"{name}.html").read_text(encoding="utf-8")
