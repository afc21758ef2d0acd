"""Where a page leads to: within the report to its own parts, on the live pages to pages of their own."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Links:
    """Beginnings of addresses; ``shown`` are the claims that can be led to, all of them where it is None."""

    to_claim: str
    to_actor: str
    to_article: str = ""
    to_statement: str = ""
    shown: frozenset[str] | None = None

    def claim(self, key: str) -> str:
        """The address of a claim; empty where the page does not have it."""
        return self.to_claim + key if self.shown is None or key in self.shown else ""

    def actor(self, key: str) -> str:
        """The address of a voice."""
        return self.to_actor + quote(key, safe="")

    def article(self, key: str) -> str:
        """The address of an article's page; empty where there is none."""
        return self.to_article + key if self.to_article else ""

    def statement(self, key: str) -> str:
        """The address of a statement's page; empty where there is none."""
        return self.to_statement + key if self.to_statement else ""

    def of(self, kind: str, key: str) -> str:
        """The address of a claim, statement or article, by the name of what it is; empty where there is none."""
        ways = {"claim": self.claim, "statement": self.statement, "article": self.article}
        return ways[kind](key) if kind in ways else ""


def within_report(shown: frozenset[str]) -> Links:
    """Anchors and filters of the report's one page."""
    return Links("#c-", "#actor=", shown=shown)


LIVE = Links("/claims/", "/actors/", "/articles/", "/statements/")
