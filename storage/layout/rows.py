"""Records to rows and back, side by side.

A record's fields go into the columns of the same name; what has no column goes into ``more`` as JSON.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, TypeVar

import sqlalchemy as sa
from pydantic import TypeAdapter
from pydantic_core import to_json as to_plain_json

from extractors.records import (
    Alert,
    Article,
    ArticleRecord,
    ClaimRecord,
    Delivery,
    Entry,
    FeedMemory,
    InboxEntry,
    JudgedClaim,
    Novelty,
    Page,
    Relevance,
    Statement,
    StatementRecord,
)
from extractors.records.identity import digest, message_id
from extractors.records.stored import KnownFault, Review, SetAside
from extractors.text.sketches import words_key
from storage.layout.tables import alerts, articles, claims, entries, faults, feeds, pages, reviews
from storage.layout.tables import set_aside as set_asides

Row = dict[str, Any]
T = TypeVar("T")

_ADAPTERS: dict[type, TypeAdapter[Any]] = {}  # made when first needed: each costs a millisecond

_NAMES: dict[type, tuple[str, ...]] = {}
_LONGEST_KEY = 500
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: Any) -> Any:
    """``value`` with what no database keeps (NUL, half a surrogate pair) replaced, length for length."""
    if isinstance(value, str):
        if value.isascii() and "\0" not in value:
            return value
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: storable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [storable(part) for part in value]
    return value


def bounded(key: str) -> str:
    """A key of a length that every database indexes; a long one ends in a hash of the whole."""
    return key if len(key) <= _LONGEST_KEY else f"{key[: _LONGEST_KEY - 33]}:{digest(key)}"


def _adapter(kind: type) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def _names(kind: type) -> tuple[str, ...]:
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(kind))
    return _NAMES[kind]


def to_json(kind: type, one: Any) -> Row:
    """A record as JSON holds it."""
    result: Row = _adapter(kind).dump_python(one, mode="json", warnings=False)
    return result if _is_storable(result) else storable(result)


def _is_storable(plain: Row) -> bool:
    """Whether JSON can be kept as it is; looked for in all of it at once, which takes a fifth of the time."""
    try:
        return b"\\u0000" not in to_plain_json(plain)
    except ValueError:  # half a surrogate pair, that UTF-8 has no bytes for
        return False


def _to_row(one: Any, table: sa.Table, *leave: str) -> Row:
    names = [name for name in _names(type(one)) if name not in leave]
    columns = {name: storable(getattr(one, name)) for name in names if name in table.c}
    rest = to_json(type(one), one)
    return columns | {"more": {name: rest[name] for name in names if name not in table.c}}


def record(kind: type[T], row: Row, **parts: Any) -> T:
    """A record from its columns and ``more``; what a row lacks has its default, what a record lacks is left out."""
    result: T = _adapter(kind).validator.validate_python({**row.get("more", {}), **row, **parts})
    return result


# --- Feeds and entries -----------------------------------------------------------------------------------------------


def feed_row(memory: FeedMemory) -> Row:
    """What is remembered of a feed."""
    return _to_row(memory, feeds)


def feed_memory(row: Row) -> FeedMemory:
    """What is remembered of a feed."""
    return record(FeedMemory, row)


def entry_row(entry: Entry) -> Row:
    """The columns that come from the feed."""
    return _to_row(entry, entries)


def inbox_entry(row: Row) -> InboxEntry:
    """An entry and how far it has come."""
    return record(InboxEntry, row, entry=record(Entry, row))


# --- Faults and what was set aside for them ---------------------------------------------------------------------------


def set_aside_row(one: SetAside) -> Row:
    """The columns that are not the page's."""
    return _columns(one, set_asides)


def set_aside(row: Row) -> SetAside:
    """What was set aside, with its entry's status and without the bytes."""
    return record(SetAside, row)


def fault_row(one: KnownFault) -> Row:
    """Every field is a column."""
    return _columns(one, faults)


def known_fault(row: Row) -> KnownFault:
    """A fault."""
    return record(KnownFault, row)


def _columns(one: Any, table: sa.Table) -> Row:
    return {name: storable(getattr(one, name)) for name in _names(type(one)) if name in table.c}


# --- Articles and statements -----------------------------------------------------------------------------------------


def article_row(article: Article) -> Row:
    """The columns of an article that are not its text."""
    return _to_row(article, articles, "text")


def article_record(row: Row) -> ArticleRecord:
    """From the article's row, joined with its latest revision and the counts."""
    relevance = record(Relevance, row["relevance"])
    return record(ArticleRecord, row, article=record(Article, row), relevance=relevance)


def statement(body: Row) -> Statement:
    """A statement as its row keeps it."""
    return record(Statement, body)


def statement_record(row: Row) -> StatementRecord:
    """A statement with its article's data."""
    return record(StatementRecord, row, statement=record(Statement, row["body"]))


def page_row(page: Page) -> Row:
    """What of a page is not its bytes."""
    return _to_row(replace(page, body=b""), pages, "body")


def page(row: Row) -> Page:
    """A page, its bytes still compressed."""
    return record(Page, row)


# --- Claims ----------------------------------------------------------------------------------------------------------


def claim_row(judged: JudgedClaim) -> Row:
    """A claim's columns with its novelty, and what it is found by."""
    claim, novelty = judged.claim, judged.novelty
    row = _to_row(claim, claims)
    judgement = to_json(Novelty, novelty)
    row["more"]["judgement"] = {key: judgement[key] for key in judgement if key not in ("kind", "reason", "nearest")}
    return row | {
        "speaker_key": bounded(row["speaker_key"]),
        "novelty": novelty.kind,
        "novelty_reason": storable(novelty.reason),
        "words_key": words_key(claim.words),
        "dated_at": claim.published_at or claim.seen_at,
    }


# What of a claim's row its record is made of: a third of the columns are for looking it up.
CLAIM_COLUMNS = tuple(column for column in claims.c if column.name in (*_names(ClaimRecord), "more"))
# And what it is made of with its novelty, and is compared by.
JUDGED_COLUMNS = (
    *CLAIM_COLUMNS,
    *(claims.c[name] for name in ("novelty", "novelty_reason", "nearest_id", "utterance_id", "verdict", "vanished_at")),
)


def claim_record(row: Row) -> ClaimRecord:
    """A claim without its novelty."""
    return record(ClaimRecord, row)


def judged_claim(row: Row, nearest: ClaimRecord | None, better: ClaimRecord | None = None) -> JudgedClaim:
    """A claim with its novelty, and how a ``better`` report of its utterance reads."""
    judgement = row["more"]["judgement"] | {"kind": row["novelty"], "reason": row["novelty_reason"]}
    novelty = record(Novelty, judgement, nearest=nearest)
    read_as = better.position if better else None
    return JudgedClaim(claim_record(row), novelty, row["verdict"], row["vanished_at"], read_as)


def review_row(one: Review) -> Row:
    """Every field is a column."""
    return {name: storable(getattr(one, name)) for name in _names(Review) if name in reviews.c}


def review(row: Row) -> Review:
    """A verdict."""
    return record(Review, row)


# --- Alerts and deliveries -------------------------------------------------------------------------------------------


def alert_row(alert: Alert) -> Row:
    """The columns of an alert; its claims are rows of their own."""
    return _to_row(alert, alerts, "claims")


def alert_from_row(row: Row, told: tuple[JudgedClaim, ...]) -> Alert:
    """An alert with its claims."""
    return record(Alert, row, claims=told)


def delivery_row(alert: Alert, recipient: str) -> Row:
    """A delivery that waits from the moment of its alert."""
    return {
        "alert_id": alert.id,
        "recipient": recipient,
        "message_id": message_id(alert.id, recipient),
        "status": "waiting",
        "attempts": 0,
        "next_attempt_at": alert.created_at,
    }


def delivery(row: Row, alert: Alert) -> Delivery:
    """A delivery with its alert."""
    return record(Delivery, row, alert=alert)
