"""No look-up goes through a table that grows with the news: every verb's queries are made, and their plans read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa

from extractors.records import Filter
from extractors.records.reprocessed import compare
from extractors.records.stored import Look, ReadBy, Review, SetAside
from storage.layout.tables import metadata
from storage.store import Store

SMALL = {"feeds", "leases", "moments", "faults", "set_aside", "reviews"}  # these grow with feeds, faults and reviewers
LARGE = {table.name for table in metadata.sorted_tables} - SMALL
# What is asked for the whole of by its nature, each once in a command or a day.
WHOLE = {
    "page_keys": "all kept pages, for an archive of all",
    "count_not_read_by": "how much a reprocessing has before it",
    "coverage": "all that was seen in a span of days",
    "reviewed": "every verdict",
}

# Nearly all deliveries are sent, and a position is that of many claims: SQLite enters a join by that all the same.
OF_MANY = ("(status=?)", "(position=?)")


class Asked(NamedTuple):
    """A query as the driver got it."""

    text: str
    values: Any


# Tables are small here, and would be gone through: what is asked is whether there is a way that goes through none.
_JOINS = ("seqscan", "hashjoin", "mergejoin")
_WAYS_OF_SMALL_TABLES = (_JOINS, (*_JOINS, "sort"), (*_JOINS, "indexscan", "indexonlyscan"))
Verb = Callable[[Store, SimpleNamespace], object]


def _filters(make: SimpleNamespace) -> Iterator[Filter]:
    yield Filter()
    yield Filter(since=make.noon)
    yield Filter(until=make.noon)
    yield Filter(actors=("ivan-exemplov",))
    yield Filter(actors=("ivan-exemplov", "Nobody"), topic="recognition", position="supports")
    yield Filter(topic="delisting")
    yield Filter(position="done")
    yield Filter(outlet="Example Outlet")
    yield Filter(search="envoy")
    yield Filter(seen_since=make.noon)
    yield Filter(novelty="new")
    yield Filter(repeats=False)
    yield Filter(verdict="open")
    yield Filter(verdict="right", actors=("ivan-exemplov",))
    yield Filter(party="russia", language="en")
    yield Filter(certainty=0.8)
    yield Filter(search='"must be" env* -never', since=make.noon, actors=("ivan-exemplov",), certainty=0.5)


def _lists(make: SimpleNamespace) -> Iterator[tuple[str, Verb]]:
    for narrow in _filters(make):
        for verb in ("claims", "statements", "articles"):
            yield verb, lambda store, _, verb=verb, narrow=narrow: getattr(store, verb)(narrow)  # type: ignore[misc]
        for of in ("articles", "claims"):
            yield "facets", lambda store, _, narrow=narrow, of=of: store.facets(narrow, of)  # type: ignore[misc]
        yield "page", lambda store, _, narrow=narrow: _pages(store, narrow)  # type: ignore[misc]
        for told in (True, False):
            yield "unreviewed", lambda store, _, narrow=narrow, told=told: store.unreviewed(narrow, told=told)  # type: ignore[misc]
        yield "deliveries", lambda store, _, narrow=narrow: store.deliveries(narrow)  # type: ignore[misc]
        yield "claims_page", lambda store, _, narrow=narrow: _pages(store, narrow)  # type: ignore[misc]
        if narrow.search:
            yield "search", lambda store, _, narrow=narrow: store.search(narrow)  # type: ignore[misc]


def _pages(store: Store, narrow: Filter) -> None:
    """Two pages, the second behind the first."""
    for judged in store.claims_page(replace(narrow, limit=1)):
        store.claims_page(narrow, (judged.claim.published_at or judged.claim.seen_at, judged.claim.id))


def _save(store: Store, make: SimpleNamespace) -> None:
    make.save(store, make.extraction(make.statement("It must be said anew"), number=500), ["editor@example.org"])


def _edit(store: Store, make: SimpleNamespace) -> None:
    make.save(store, make.extraction(make.statement("It must be said again"), number=500), ["editor@example.org"])


def _recall(store: Store, make: SimpleNamespace) -> None:
    claim = make.judged(make.extraction(number=3))[0].claim
    for look_up in ("candidates", "contemporaries", "accomplished"):
        make.recalled(store, look_up, claim)


def _one_article(store: Store, make: SimpleNamespace) -> None:
    article = store.articles(Filter(limit=1))[0]
    for verb in (store.article, store.revisions, store.syndication_group, store.page):
        verb(article.id)
    store.article(article.id[:10])
    store.stored(article.article)
    store.copied_claims(article.article.text)


def _one_claim(store: Store, make: SimpleNamespace) -> None:
    claim = store.claims(Filter(limit=1))[0].claim
    store.claims_by_id([claim.id])
    store.said_by(claim.speaker_key, 10)
    store.reports(claim.id)
    store.languages([claim.id])
    store.told([claim.id])
    store.trace(claim.id)
    store.claim(claim.id)
    store.statement(claim.statement_id)
    store.claims_of(store.articles(Filter(limit=1))[0].id)
    store.tellings([claim.id])
    store.review(Review(claim.id, "wrong_topic", "editor", make.noon, topic="delisting"))
    store.reviews(claim.id)
    store.take_back_review(claim.id, make.noon, "editor")


def _deliver(store: Store, make: SimpleNamespace) -> None:
    late = make.noon + timedelta(hours=1)
    for delivery in store.lease_deliveries(late, "me", 60, 2):
        store.mark_sent(delivery.alert.id, delivery.recipient, late)
    store.sent_counts(make.noon)
    store.sent_since(make.noon)
    store.has_due_deliveries(late)
    store.overdue(late, timedelta(hours=2))
    delivery = store.deliveries(Filter(limit=1))[0]
    store.alert(delivery.alert.id)
    told = replace(delivery.alert, id="batch", kind="notice")
    store.batch_deliveries(told, delivery.recipient, [delivery.alert.id])
    store.deliveries(Filter(), "waiting")
    store.mark_failed("batch", delivery.recipient, "refused", late, late)
    store.postpone_delivery("batch", delivery.recipient, late)
    store.release_all("me")


def _read(store: Store, make: SimpleNamespace) -> None:
    entries = store.due_entries(make.noon + timedelta(days=1), 5)
    key = entries[0].entry.key
    store.settle_entry(key, "done", "", make.noon)
    store.plan_look(key, Look("https://outlet.example/1"), make.noon)
    store.due_looks(make.noon + timedelta(hours=1), 5)
    store.postpone_entry(entries[1].entry.key, "", make.noon)
    aside = SetAside(entries[2].entry.key, "", "", "", "", "", "1", make.noon)
    store.set_aside(aside, None, "fault")
    store.aside_pages([aside.key])
    store.asides()
    store.try_again([aside.key], "2", make.noon)
    changed = replace(entries[0].entry, title="Another title")
    store.record_poll(make_memory(make), [changed, make.entry(77)], make.noon + timedelta(hours=1))


def _reprocess(store: Store, make: SimpleNamespace) -> None:
    """One article's statement reads otherwise now, the other's is gone and another one is there."""
    later, tomorrow = ReadBy("2", "b", "c"), make.noon + timedelta(days=1)
    same, other = store.not_read_by(later, "", 2)
    words = store.standing(same).statements[0].statement.text
    for article, said in ((same, make.statement(words, kind="direct")), (other, make.statement("It reads otherwise"))):
        read = make.extraction(said, number=int(article.article.canonical_url.rpartition("/")[2]))
        new = make.judged(read, negated=True)
        compared = compare(store.standing(article), read, [one.claim for one in new])
        told = [one for one in new if one.claim in compared.new]
        assert compared.changed or (told and compared.gone)
        assert store.supersede(compared, told, later, tomorrow)


def _leave(store: Store, make: SimpleNamespace) -> None:
    for since in (None, make.noon):
        for each in (store.each_claim, store.each_statement, store.each_article):
            assert list(each(since))  # type: ignore[operator]


def _watch(store: Store, make: SimpleNamespace) -> None:
    store.acquire_lease("pass", "me", make.noon, 60)
    store.release_lease("pass", "me")
    store.set_moment("digest", make.noon)
    store.moment("digest")
    store.is_empty()
    store.taught_aliases()
    store.make_due("https://outlet.example/feed", make.noon)
    store.feed_memories()
    store.known_faults(untold=True)
    store.counts()
    store.note_awake(make.noon)


def _reviewed(store: Store, make: SimpleNamespace) -> None:
    claim = store.claims(Filter(limit=1))[0].claim
    for who in ("ida", "jan"):
        store.once_reviewed("jan", Filter(limit=1))
        store.review(Review(claim.id, "right", who, make.noon))
    store.told_verdicts()
    store.second_looks()


def _heard(store: Store, make: SimpleNamespace) -> None:
    for part in ("exemplov", "iv", "nobody at all"):
        store.voices(part)


OTHERS: list[tuple[str, Verb]] = [
    ("save", _save),
    ("save an edited article", _edit),
    ("novelty", _recall),
    ("an article", _one_article),
    ("a claim", _one_claim),
    ("deliver", _deliver),
    ("read", _read),
    ("voices", _heard),
    ("reprocess", _reprocess),
    ("export", _leave),
    ("watch", _watch),
    ("reviewed", _reviewed),
]


@pytest.fixture
def filled(store: Store, make: SimpleNamespace) -> Store:
    """Some articles, alerts and entries: enough for every verb to find something."""
    for number in range(12):
        said = make.statement(f"The envoy said for the {number}th time that it must be done")
        make.save(store, make.extraction(said, number=number), ["editor@example.org"] if number % 4 == 0 else ())
    store.record_poll(make_memory(make), [make.entry(number) for number in range(4)], make.noon)
    return store


def make_memory(make: SimpleNamespace) -> Any:
    from extractors.records import FeedMemory

    return FeedMemory("https://outlet.example/feed", "ok", "came", polled_at=make.noon)


def _asked(store: Store, verb: Verb, make: SimpleNamespace) -> list[Asked]:
    """Every query that a verb makes, each text once."""
    found: dict[str, Asked] = {}

    def hear(_c: Any, _cursor: Any, text: str, values: Any, _context: Any, many: bool) -> None:
        if text.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            found.setdefault(text, Asked(text, values[0] if many else values))

    engine = store._database.engine
    sa.event.listen(engine, "before_cursor_execute", hear)
    try:
        verb(store, make)
    finally:
        sa.event.remove(engine, "before_cursor_execute", hear)
    return list(found.values())


def _scans(store: Store, asked: Asked) -> list[str]:
    """What a query goes through of tables that grow; an index in its order up to a limit is no scan."""
    with store._database.reading() as connection:
        if connection.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.text}", asked.values)
            return list(_sqlite_scans(asked, [str(row[3]) for row in rows]))
        if " IN (" in asked.text and "LIMIT" not in asked.text:
            return []  # rows that are named: joined tables of a dozen rows may be entered from either side
        return min((_found_by(connection, asked, ways) for ways in _WAYS_OF_SMALL_TABLES), key=len)


def _found_by(connection: sa.Connection, asked: Asked, without: Sequence[str]) -> list[str]:
    """What PostgreSQL goes through where it may not go these ways."""
    for way in (*_JOINS, "sort", "indexscan", "indexonlyscan"):
        connection.exec_driver_sql(f"SET LOCAL enable_{way} = {'off' if way in without else 'on'}")
    told = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {asked.text}", asked.values).scalar()
    plan = json.loads(told) if isinstance(told, str) else told
    return list(_postgres_scans(plan[0]["Plan"], limited=False))


def _sqlite_scans(asked: Asked, steps: Sequence[str]) -> Iterator[str]:
    sorts = any("TEMP B-TREE FOR ORDER BY" in step for step in steps)
    limited = "LIMIT" in asked.text and not sorts
    of_few = "waiting" in asked.values and "sent" not in asked.values
    for step in steps:
        kind, _, rest = step.partition(" ")
        name, _, how = rest.partition(" ")
        if kind == "SEARCH" and how.endswith(OF_MANY) and not limited and not of_few:
            yield step
        if kind != "SCAN":
            continue
        if name.endswith("_fts"):
            if "M" not in how and "=" not in how.partition("INDEX")[2]:
                yield step
        elif name in LARGE and not ("USING" in how and "INDEX" in how and limited):
            yield step


def _postgres_scans(node: dict[str, Any], *, limited: bool) -> Iterator[str]:
    kind, name = node["Node Type"], node.get("Relation Name")
    if name in LARGE and kind != "ModifyTable":
        bounded = "Index Cond" in node or kind == "Bitmap Heap Scan" or (limited and kind.startswith("Index"))
        if not bounded:
            yield f"{kind} on {name}"
    if kind == "Bitmap Index Scan" and "Index Cond" not in node:
        yield f"{kind} on {node['Index Name']}"
    keeps = kind in ("Limit", "LockRows", "Nested Loop", "Subquery Scan", "Incremental Sort", "Result", "Unique")
    for place, part in enumerate(node.get("Plans", ())):
        outer = place == 0 or part.get("Parent Relationship") == "Outer"
        yield from _postgres_scans(part, limited=(limited or kind == "Limit") and keeps and outer)


@pytest.mark.parametrize(("name", "verb"), OTHERS, ids=[name for name, _ in OTHERS])
def test_a_verb_goes_through_no_table_that_grows(filled: Store, make: SimpleNamespace, name: str, verb: Verb) -> None:
    asked = _asked(filled, verb, make)
    assert asked
    for one in asked:
        assert (one.text, _scans(filled, one)) == (one.text, [])


def test_a_list_goes_through_no_table_that_grows(filled: Store, make: SimpleNamespace) -> None:
    told = [(verb, one) for verb, call in _lists(make) for one in _asked(filled, call, make)]
    assert len(told) > 40
    for verb, one in told:
        assert (verb, one.text, _scans(filled, one)) == (verb, one.text, [])


@pytest.mark.parametrize(
    "text",
    [
        "SELECT id FROM claims WHERE words LIKE '%done%'",
        "SELECT id FROM articles WHERE id LIKE '%abc'",
        "SELECT id FROM claims ORDER BY words LIMIT 5",
        "SELECT count(*) FROM statements",
    ],
)
def test_a_scan_is_seen(filled: Store, text: str) -> None:
    assert _scans(filled, Asked(text.replace("%", "%%") if not filled._database.is_sqlite else text, ()))


@pytest.mark.parametrize(("status", "is_seen"), [("sent", True), ("waiting", False)])
def test_a_search_by_what_nearly_all_have_is_seen(status: str, is_seen: bool) -> None:
    asked = Asked("SELECT error FROM deliveries WHERE status = ? ORDER BY error LIMIT 1", (status,))
    steps = ["SEARCH deliveries USING INDEX ix_deliveries_status_next_attempt_at (status=?)"]
    sorting = [*steps, "USE TEMP B-TREE FOR ORDER BY"]
    assert list(_sqlite_scans(asked, sorting)) == (steps if is_seen else [])
    assert list(_sqlite_scans(asked, steps)) == []
