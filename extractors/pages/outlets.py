"""Reading rules of single outlets, as data: where the general way fails on their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from extractors.lexicon import load_rows
from extractors.text.addresses import host_of

RULES_FILE = Path(__file__).parent / "outlets.yaml"


@dataclass(frozen=True, slots=True)
class OutletRule:
    """How pages of ``hosts`` (and their subdomains), fetched from ``since`` until ``until``, are read.

    ``body``, ``lead``, ``remove``, ``title``, ``byline`` and ``published`` are CSS selectors; ``strip`` are regular
    expressions for lines of the text that are not the article's, ``cut_after`` for lines from which on nothing is.
    """

    id: str
    outlet: str
    hosts: tuple[str, ...]
    body: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    cut_after: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    note: str = ""


def rule_for(url: str | None, day: date, rules: tuple[OutletRule, ...] | None = None) -> OutletRule | None:
    """The rule for the page at ``url``, fetched on ``day``; the one with the longest host wins."""
    host = host_of(url)
    found = [
        (len(known), rule)
        for rule in (outlet_rules() if rules is None else rules)
        for known in rule.hosts
        if (host == known or host.endswith("." + known)) and _valid(rule, day)
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


@cache
def outlet_rules() -> tuple[OutletRule, ...]:
    """All rules of ``outlets.yaml``, read once."""
    return load_rows(RULES_FILE, OutletRule)


def select(tree: HtmlElement, selectors: tuple[str, ...]) -> Iterator[HtmlElement]:
    """The elements that the selectors find, in the selectors' order."""
    for selector in selectors:
        yield from compiled_selector(selector)(tree)


@cache
def compiled_selector(selector: str) -> CSSSelector:
    """``selector``, compiled once."""
    return CSSSelector(selector, translator="html")


@cache
def compiled_pattern(pattern: str) -> re.Pattern[str]:
    """``pattern``, compiled once; matched from a line's start, case does not count."""
    return re.compile(pattern, re.IGNORECASE)


def _valid(rule: OutletRule, day: date) -> bool:
    return (rule.since is None or rule.since <= day) and (rule.until is None or day <= rule.until)
