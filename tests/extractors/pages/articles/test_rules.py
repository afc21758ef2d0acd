"""Which outlet's rule reads a page, and when it does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractors.pages.articles import read_html
from extractors.pages.outlets import OutletRule, compiled_pattern, compiled_selector, outlet_rules, rule_for

RULES = (
    OutletRule("old", "Post", ("post.example",), until=date(2025, 12, 31)),
    OutletRule("new", "Post", ("post.example",), since=date(2026, 1, 1)),
    OutletRule("sport", "Post Sport", ("sport.post.example",)),
)


@pytest.mark.parametrize(
    ("url", "day", "chosen"),
    [
        ("https://post.example/1", date(2025, 6, 1), "old"),
        ("https://www.post.example/1", date(2026, 1, 1), "new"),
        ("http://news.post.example/1", date(2026, 1, 1), "new"),
        ("https://sport.post.example/1", date(2025, 6, 1), "sport"),
        ("https://outpost.example/1", date(2026, 1, 1), None),
        ("https://post.example.evil.example/1", date(2026, 1, 1), None),
        (None, date(2026, 1, 1), None),
    ],
)
def test_the_rule_of_the_nearest_host_that_holds_on_that_day_is_chosen(
    url: str | None, day: date, chosen: str | None
) -> None:
    rule = rule_for(url, day, RULES)
    assert (rule and rule.id) == chosen


@pytest.mark.parametrize("rule", outlet_rules(), ids=lambda rule: rule.id)
def test_every_selector_and_pattern_of_a_rule_can_be_used(rule: OutletRule) -> None:
    for selector in (*rule.body, *rule.lead, *rule.remove, *rule.title, *rule.byline, *rule.published):
        compiled_selector(selector)
    for pattern in (*rule.strip, *rule.cut_after):
        assert not compiled_pattern(pattern).match("“We have recognised them,” the envoy said on Tuesday.")


def test_no_two_rules_claim_one_host_on_one_day() -> None:
    claimed = [(host, rule.since, rule.until) for rule in outlet_rules() for host in rule.hosts]
    assert len({host for host, *_ in claimed}) == len(claimed)


def test_a_page_that_its_rule_no_longer_fits_is_read_the_general_way() -> None:
    page = (Path(__file__).parent / "outlets" / "dawn.html").read_text(encoding="utf-8")
    redesigned = page.replace("story__content", "sc-7f3a").replace("media__caption", "sc-11")
    article = read_html(redesigned, "https://www.dawn.com/news/1970001/x", now=datetime(2026, 3, 1, tzinfo=UTC))
    assert article.text.startswith("MITHARABAD: The town’s water wheel")
    assert "eleven gardens" in article.text
