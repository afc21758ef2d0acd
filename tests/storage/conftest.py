"""A store on each kind of database, and synthetic things to put into it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from psycopg import sql

from extractors.records import (
    Alert,
    Article,
    Claim,
    ClaimRecord,
    Cue,
    Entry,
    Evidence,
    Extraction,
    JudgedClaim,
    Mention,
    Novelty,
    Relevance,
    SideMention,
    Span,
    Speaker,
    Statement,
)
from extractors.records.identity import alert_id, claim_id, statement_ids
from storage.layout.tables import metadata
from storage.store import Store, open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema and nothing in it: copying it is quicker than migrating."""
    path = tmp_path_factory.mktemp("template") / "store.sqlite3"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def postgres_store(postgres_server: str) -> str:
    """The address of a PostgreSQL database with the schema: one for all tests, as making one takes a second."""
    with psycopg.connect(postgres_server.format(name="postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE stores")
    open_store(postgres_server.format(name="stores")).close()
    return postgres_server.format(name="stores")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store, once on SQLite and once on PostgreSQL."""
    with open_store(request.getfixturevalue(f"{request.param}_store_url")) as opened:
        yield opened


@pytest.fixture
def sqlite_store_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of an empty store in a SQLite file."""
    shutil.copy(sqlite_template, tmp_path / "store.sqlite3")
    return f"sqlite:///{tmp_path}/store.sqlite3"


@pytest.fixture
def postgresql_store_url(postgres_store: str) -> str:
    """The address of an empty store on the PostgreSQL server."""
    with psycopg.connect(postgres_store) as connection:
        for table in reversed(metadata.sorted_tables):  # a fortieth of the time that TRUNCATE takes
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
        connection.execute("DELETE FROM row_counts")
    return postgres_store


def entry(number: int = 1, **changes: Any) -> Entry:
    """An entry of a synthetic feed."""
    made = Entry(
        key=f"outlet.example/{number}",
        feed_url="https://outlet.example/feed",
        url=f"https://outlet.example/{number}",
        title=f"Synthetic story {number}",
        summary="",
        outlet="Example Outlet",
        language="en",
        published_at=NOON + timedelta(minutes=number),
    )
    return replace(made, **changes)


def statement(words: str = "The envoy said that it must be done", **changes: Any) -> Statement:
    """A statement with every part filled and one claim, so that a part that is lost in the store shows."""
    claim = Claim("recognition", "supports", "russia", "iea", False, True, "024", (Evidence(0, 3, "The", "must-be"),))
    made = Statement(
        speaker=Speaker("the envoy", 0, 9, "Ivan Exemplov", "ivan-exemplov", "role"),
        cue=Cue("said", 10, 14),
        content=(Span(15, 20), Span(22, 30)),
        text=words,
        kind="mixed",
        addressee=Mention("Example Agency", 31, 45, "example-agency"),
        via=(Mention("Relay Example", 50, 63),),
        said_on=NOON.date(),
        place=Mention("Exampletown", 70, 81),
        claims=(claim,),
        insertions=(Span(16, 18),),
        rules=("content-before-speaker",),
    )
    return replace(made, **changes)


def extraction(*statements: Statement, number: int = 1, **changes: Any) -> Extraction:
    """An article on the matter with its statements."""
    said = statements or (statement(),)
    article = Article(
        url=f"https://outlet.example/{number}?utm_source=feed",
        canonical_url=f"https://outlet.example/{number}",
        title=f"Synthetic story {number}",
        byline="A. Writer",
        outlet="Example Outlet",
        published_at=NOON,
        language="en",
        text="\n".join(one.text for one in said),
        dateline="Exampletown",
    )
    relevance = Relevance(True, 0.9, (SideMention("recogniser", 0, 3, "The"),), "both sides are named")
    return Extraction(replace(article, **changes), relevance, said)


def judged(of: Extraction, kind: Any = "new", nearest: ClaimRecord | None = None, **changes: Any) -> list[JudgedClaim]:
    """The claims of an article, judged alike."""
    return [
        JudgedClaim(replace(_record(of, key, one, claim), **changes), Novelty(kind, "first of its kind", nearest))
        for key, one in zip(statement_ids(of), of.statements, strict=True)
        for claim in one.claims
    ]


def _record(of: Extraction, key: str, one: Statement, claim: Claim) -> ClaimRecord:
    article = of.article
    return ClaimRecord(
        id=claim_id(key, claim),
        statement_id=key,
        speaker_key=(one.speaker.actor or one.speaker.name) if one.speaker else f"outlet:{article.outlet}",
        speaker_name=one.speaker.name if one.speaker else article.outlet or "",
        actor=one.speaker.actor if one.speaker else None,
        topic=claim.topic,
        position=claim.position,
        party=claim.party,
        target=claim.target,
        negated=claim.negated,
        confirmed=claim.confirmed,
        cameo=claim.cameo,
        kind=one.kind,
        words=one.text,
        context=f"Before. {one.text} After.",
        said_on=one.said_on,
        addressee=one.addressee.text if one.addressee else None,
        via=tuple(relay.text for relay in one.via),
        place=one.place.text if one.place else None,
        outlet=article.outlet or "",
        url=article.canonical_url or "",
        title=article.title or "",
        published_at=article.published_at,
        seen_at=NOON,
        evidence=claim.evidence,
        promised_by=one.embedded.name if one.embedded else None,
    )


def alert(told: Sequence[JudgedClaim], **changes: Any) -> Alert:
    """An alert of some claims."""
    first = told[0].claim
    made = Alert(
        id=alert_id("news", [one.claim.id for one in told]),
        created_at=NOON,
        url=first.url,
        outlet=first.outlet,
        title=first.title,
        published_at=first.published_at,
        claims=tuple(told),
    )
    return replace(made, **changes)


def save(
    store: Store, of: Extraction, told_to: Sequence[str] = (), now: datetime = NOON, **how: Any
) -> list[JudgedClaim]:
    """Store an article with its claims, and an alert of them if there is anybody to be told."""
    claims = judged(of, **how)
    assert store.save(of, claims, alert(claims, created_at=now) if told_to else None, told_to, None, now)
    return claims


def recalled(store: Store, look_up: str, claim: ClaimRecord) -> tuple[ClaimRecord, ...]:
    """What one look-up of a ``Recollection`` of its own finds for a claim."""
    with store.recalling() as recollection:
        found: tuple[ClaimRecord, ...] = getattr(recollection, look_up)(claim)
    return found


@pytest.fixture
def make() -> SimpleNamespace:
    """The makers of this file."""
    makers = (entry, statement, extraction, judged, alert, save, recalled)
    return SimpleNamespace(noon=NOON, **{maker.__name__: maker for maker in makers})
