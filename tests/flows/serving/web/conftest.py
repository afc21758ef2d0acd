"""A site over a store with a few synthetic claims, asked without a network."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from starlette.testclient import TestClient

from extractors.claims.stored_claims import claim_records
from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import (
    Alert,
    Article,
    Claim,
    Evidence,
    Extraction,
    JudgedClaim,
    Novelty,
    Position,
    Relevance,
    Span,
    Speaker,
    Statement,
    Topic,
)
from extractors.records.identity import alert_id
from flows.serving.web.accounts import add_reviewer, add_token, load_accounts
from flows.serving.web.app import application
from flows.serving.web.site import Site
from flows.settings.model import Settings, WebSettings
from storage.store import Store, open_store

NOW = datetime(2026, 5, 5, 8, 0, tzinfo=UTC)
PASSWORD = "a pass phrase of some length"
HOSTILE = '<script>alert("x")</script>'


def statement(words: str, topic: Topic, position: Position, at: int) -> Statement:
    claim = Claim(
        topic, position, "russia", "iea", False, True, None, (Evidence(at, at + 3, words[:3], "row"),), certainty=0.7
    )
    speaker = Speaker("the envoy", 0, 9, "Zamir Kabulov", "zamir-kabulov")
    return Statement(speaker, None, (Span(at, at + len(words)),), words, "direct", claims=(claim,))


def extraction(number: int, *told: tuple[str, Topic, Position], title: str = "Synthetic story") -> Extraction:
    text = "\n".join(f"He said: {words}." for words, _, _ in told)
    article = Article(
        url=f"https://outlet.example/{number}",
        canonical_url=None,
        title=f"{title} {number}",
        byline=None,
        outlet="Tin Post",
        published_at=NOW - timedelta(hours=number),
        language="en",
        text=text,
    )
    said = tuple(statement(words, topic, position, text.index(words)) for words, topic, position in told)
    return Extraction(article, Relevance(True, 0.9, (), "both sides"), said)


def fill(store: Store, *found: Extraction) -> list[JudgedClaim]:
    """Store articles, each with an alert of its claims."""
    kept: list[JudgedClaim] = []
    for one in found:
        claims = [JudgedClaim(claim, Novelty("new", "first of its kind")) for claim in claim_records(one, NOW)]
        ids = [judged.claim.id for judged in claims]
        first = claims[0].claim
        alert = Alert(
            alert_id("claims", ids), NOW, first.url, first.outlet, first.title, first.published_at, tuple(claims)
        )
        store.save(one, claims, alert, ["editor@example.org"], None, NOW)
        kept += claims
    return kept


@dataclass
class Pages:
    """A browser without scripts, what it looks at, and what lies there."""

    client: TestClient
    site: Site
    claims: list[JudgedClaim]
    token: str

    def csrf(self, path: str) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.client.get(path).text)
        assert found is not None
        return found[1]

    def sign_in(self, password: str = PASSWORD) -> int:
        form = {"csrf": self.csrf("/sign-in"), "name": "ida", "password": password}
        return self.client.post("/sign-in", data=form, follow_redirects=False).status_code


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture
def reading() -> Literal["open", "signed-in"]:
    """Whether reading is open; a test says otherwise by its own."""
    return "open"


@dataclass(frozen=True)
class Template:
    """A folder with a store and accounts: copied for each test, which is quicker than making it."""

    folder: Path
    claims: list[JudgedClaim]
    token: str


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("site")
    add_reviewer(folder, "ida", PASSWORD)
    token = add_token(folder, "a program")
    with open_store(f"sqlite:///{folder}/s.sqlite3") as store:
        claims = fill(
            store,
            extraction(1, ("It is too early to speak of it", "recognition", "premature")),
            extraction(
                2, ("The list has to be shortened", "delisting", "supports"), (HOSTILE, "conditions", "opposes")
            ),
        )
    return Template(folder, claims, token)


@pytest.fixture
def pages(
    tmp_path: Path, lexicon: Lexicon, template: Template, reading: Literal["open", "signed-in"]
) -> Iterator[Pages]:
    folder = tmp_path / "site"
    shutil.copytree(template.folder, folder)
    settings = Settings(database=f"sqlite:///{folder}/s.sqlite3", state=str(folder), web=WebSettings(reading=reading))
    with open_store(settings.database) as store:
        site = Site(store, settings, lexicon, load_accounts(folder), lambda: NOW)
        with TestClient(application(site), base_url="http://127.0.0.1:8017") as client:
            yield Pages(client, site, template.claims, template.token)
