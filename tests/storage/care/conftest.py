"""A store with a row in every table, and everything in it right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from extractors.records import (
    Article,
    Claim,
    Cue,
    Evidence,
    Extraction,
    FeedMemory,
    Filter,
    Mention,
    Page,
    Relevance,
    SideMention,
    Span,
    Speaker,
    Statement,
)
from extractors.records.identity import fault_id
from extractors.records.stored import KnownFault, ReadBy, Review, SetAside
from storage.care.keeper import Keeper
from storage.store import Store

READ_BY = ReadBy("0.1.0+c0de", "w0rds", "m0del")
BODY = "<p>Слова</p>".encode()


def sound(words: str, number: int = 1, *, before: str = "") -> Extraction:
    """A synthetic article that says ``words``, with every offset at its words; ``before`` stands in front of all."""
    text = f"{before}Synthetic. “{words},” the envoy Ivan Exemplov told Example Agency in Exampletown, Relay says."
    text += "\n" + " ".join(f"filler{number}x{place}" for place in range(60))  # long enough to be known when copied
    at = text.index

    def mention(what: str) -> Mention:
        return Mention(what, at(what), at(what) + len(what))

    claim = Claim(
        "recognition", "supports", "russia", "iea", False, True, "024",
        (Evidence(at(words), at(words) + 4, words[:4], "row"),),
    )  # fmt: skip
    start = at("the envoy")
    statement = Statement(
        speaker=Speaker("the envoy", start, start + 9, "Ivan Exemplov", "ivan-exemplov", "role"),
        cue=Cue("told", at("told"), at("told") + 4),
        content=(Span(at(words), at(words) + len(words)),),
        text=words,
        kind="direct",
        addressee=mention("Example Agency"),
        via=(mention("Relay"),),
        place=mention("Exampletown"),
        claims=(claim,),
    )
    address = f"https://outlet.example/{number}"
    published = datetime.fromisoformat("2026-03-01T12:00:00+00:00")
    article = Article(address, address, f"Story {number}", None, "Example Outlet", published, "en", text)
    relevance = Relevance(True, 1.0, (SideMention("recogniser", start, start + 9, "the envoy"),), "both sides")
    return Extraction(article, relevance, (statement,))


def fill(store: Store, make: SimpleNamespace) -> None:
    """Put something into every table through the store's own verbs."""
    now = make.noon
    entries = [make.entry(number) for number in (1, 2, 3)]
    store.record_poll(FeedMemory("https://outlet.example/feed", "ok", "came", polled_at=now), entries, now)
    page = Page("https://outlet.example/1", 200, (("Content-Type", "text/html"),), BODY, now)
    first = sound("It must be done")
    claims = make.judged(first)
    told = make.alert(claims)
    assert store.save(first, claims, told, ["reader@example.org"], entries[0].key, now, page=page, read_by=READ_BY)
    again = sound("It must be done", before="Updated. ")
    later = now + timedelta(hours=1)
    assert store.save(again, make.judged(again), None, (), None, later, page=replace(page, body=BODY * 2))
    other = sound("Much remains to be done", 2)
    assert store.save(other, make.judged(other, "shift", claims[0].claim), None, (), entries[1].key, later)
    store.set_aside(
        SetAside(entries[2].key, entries[2].url, "Story 3", "Example Outlet", "ValueError", "lines", "0.1", now),
        page,
        "a fault",
    )
    store.review(Review(claims[0].claim.id, "right", "reviewer", later))
    store.record_faults([KnownFault(fault_id("a", "b", "c", "", "1"), "entry", "s", "e", "t", "p", "1", now, now)])
    (delivery,) = store.lease_deliveries(now, "holder", 60, 5)
    store.mark_failed(delivery.alert.id, delivery.recipient, "451 later", later, now)
    store.mark_sent(delivery.alert.id, delivery.recipient, later)
    store.acquire_lease("pass", "holder", now, 60)
    store.set_moment("digest", now)


@pytest.fixture
def filled(store: Store, make: SimpleNamespace) -> Store:
    """A store with a row in every table, on either kind of database."""
    fill(store, make)
    return store


@pytest.fixture
def keeper(filled: Store) -> Iterator[Keeper]:
    """Who takes care of the filled store."""
    with Keeper(address_of(filled)) as opened:
        yield opened


def address_of(store: Store) -> str:
    """The store's address, with its password."""
    return store._database.engine.url.render_as_string(hide_password=False)


def holds(store: Store) -> tuple[object, ...]:
    """What somebody who lists everything sees."""
    every = Filter(limit=10_000)
    return (store.claims(every), store.statements(every), store.articles(every), store.deliveries(every),
            store.counts(), store.reviews(), store.known_faults(), store.asides(), store.page_keys())  # fmt: skip
