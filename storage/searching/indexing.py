"""Keeps what is searched by in step with what is stored, within the transactions that store it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from extractors.records import Extraction, Statement
from extractors.records.identity import article_id, statement_ids
from extractors.text.folding import words_of
from storage.layout import rows
from storage.layout.base import add_all, has, mappings, put_all
from storage.layout.prepared import Prepared
from storage.layout.tables import alert_claims, article_index, articles, claims, statement_index, statements, voices
from storage.searching.documents import NUMBERS, TOLD, Document, article_document, first_number, statement_document

_CLAIM = tuple(
    claims.c[name]
    for name in (
        "statement_id",
        "actor",
        "speaker_key",
        "speaker_name",
        "topic",
        "position",
        "party",
        "novelty",
        "more",
    )
)
_TOLD = has(alert_claims.c.claim_id == claims.c.id, of=claims).label("told")
_MADE = Prepared(sa.select(*_CLAIM, _TOLD).where(claims.c.article_id == sa.bindparam("article")))
_OF_SECOND = (sa.bindparam("first", type_=sa.BigInteger), sa.bindparam("last", type_=sa.BigInteger))
_LAST = {
    table.name: Prepared(sa.select(sa.func.max(table.c.docid)).where(table.c.docid.between(*_OF_SECOND)))
    for table in (article_index, statement_index)
}
_PUT_WORDS = "INSERT INTO vocabulary (word) SELECT {} ON CONFLICT DO NOTHING"
_WORDS_OF_JSON = sa.text(_PUT_WORDS.format("value FROM json_each(:words) WHERE true"))
_WORDS_OF_ARRAY = sa.text(_PUT_WORDS.format("unnest(CAST(:words AS text[]))"))
_PAGES_JOINED = 500  # in one transaction: others wait to write
_LOCK = 5_380_113  # the first half of an advisory lock; the second is the second that numbers are taken of


def index_extraction(
    connection: sa.Connection,
    extraction: Extraction,
    now: datetime,
    stored_as: str | None = None,
    *,
    new: bool = False,
) -> None:
    """Index an article as it was last stored (by its id, if it is another), its statements, and who speaks in it.

    Of one that is ``new`` nothing is indexed yet.
    """
    article, key = extraction.article, stored_as or article_id(extraction.article)
    made = _made(connection, key)
    about = {"id": key, "title": article.title, "outlet": article.outlet, "language": article.language}
    said = [
        statement_document(one, _body(statement), about, _of(one, made))
        for one, statement in zip(statement_ids(extraction), extraction.statements, strict=True)
    ]
    dated_at = article.published_at or now
    whole = article_document(about, article.text, made)
    words = put_documents(connection, article_index, [whole], dated_at, new=new)
    put_words(connection, words | put_documents(connection, statement_index, said, dated_at, new=new))
    put_voices(connection, [*_speakers(extraction), *_claimants(made)])


def index_claims(connection: sa.Connection, statement: str) -> None:
    """Index a stored statement (by its id) and its article anew: a reviewer said what its claims should have been."""
    about = (articles.c.title, articles.c.outlet, articles.c.language)
    query = sa.select(statements.c.body, statements.c.article_id, statements.c.dated_at, *about)
    query = query.join(articles, articles.c.id == statements.c.article_id).where(statements.c.id == statement)
    row = next(mappings(connection, query))
    made = _made(connection, row["article_id"])
    one = statement_document(statement, row["body"], row, _of(statement, made))
    put_words(connection, put_documents(connection, statement_index, [one], row["dated_at"]))
    whole = article_document(row | {"id": row["article_id"]}, "", made)
    change = sa.update(article_index).where(article_index.c.item == whole.item)
    connection.execute(change.values(terms=whole.terms))
    put_voices(connection, _claimants(made))


def index_told(connection: sa.Connection, told: Collection[str]) -> None:
    """Give the statements of claims (by their ids) that an alert tells the key by which ``alerts`` finds them."""
    said = sa.select(claims.c.statement_id).where(claims.c.id.in_(told))
    first = statement_index.c.item.in_(said) & ~statement_index.c.terms.endswith(TOLD)
    connection.execute(sa.update(statement_index).where(first).values(terms=statement_index.c.terms + f" {TOLD}"))


def join_parts(connection: sa.Connection, index: str, *, begin: bool) -> bool:
    """Join some of the parts that an index of SQLite's FTS5 grows by, each of which every search reads; False: all are.

    At a million statements a phrase takes a third less then; all of it takes twenty seconds.
    """
    driver: Any = connection.connection.driver_connection
    before = driver.total_changes
    pages = -_PAGES_JOINED if begin else _PAGES_JOINED  # below nought all parts are taken for one level first
    connection.exec_driver_sql(f"INSERT INTO {index}({index}, rank) VALUES ('merge', ?)", (pages,))  # noqa: S608
    return bool(driver.total_changes - before > 1)


def put_documents(
    connection: sa.Connection,
    table: sa.Table,
    documents: Sequence[Document],
    dated_at: datetime,
    *,
    new: bool = False,
) -> set[str]:
    """Index documents of one moment; what is indexed as it is stays untouched. The words that were written."""
    known = _known(connection, table, [one.item for one in documents]) if not new else {}
    changed = [one for one in documents if one.item in known and known[one.item] != (one.words, one.terms)]
    added = [one for one in documents if one.item not in known]
    for one in changed:
        change = sa.update(table).where(table.c.item == one.item)
        connection.execute(change.values(words=one.words, terms=one.terms))
    if added:
        first = _next_number(connection, table, dated_at)
        values = [one._asdict() | {"docid": first + place} for place, one in enumerate(added)]
        add_all(connection, table, values)
    return {word for one in (*changed, *added) for word in one.words.split(" ")}


def put_words(connection: sa.Connection, words: Collection[str]) -> None:
    """Remember words, of which a beginning may be asked for: all by one statement, as there are hundreds of them."""
    values = sorted(words)  # in one order, or two workers could wait for each other's words
    if values and connection.dialect.name == "postgresql":
        connection.execute(_WORDS_OF_ARRAY, {"words": values})
    elif values:
        connection.execute(_WORDS_OF_JSON, {"words": json.dumps(values, ensure_ascii=False)})


def put_voices(connection: sa.Connection, heard: Collection[tuple[str, str]]) -> None:
    """Remember by which names voices (first, as a ``Filter`` takes them) are heard; their keys count as names."""
    found = [
        {"number": _number(key, name), "key": key, "name": name, "folded": " ".join(words_of(name))}
        for key, name in sorted({*heard, *((key, key) for key, _ in heard)})
    ]
    put_all(connection, voices, found)


def _made(connection: sa.Connection, article: str) -> list[dict[str, Any]]:
    return list(_MADE.rows(connection, article=article))


def _of(statement: str, made: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [claim for claim in made if claim["statement_id"] == statement]


def _body(statement: Statement) -> dict[str, Any]:
    """What a document needs of what is stored."""
    speaker = statement.speaker
    said_by = {"name": rows.storable(speaker.name), "actor": rows.storable(speaker.actor)} if speaker else None
    return {"speaker": said_by, "text": rows.storable(statement.text)}


def _speakers(extraction: Extraction) -> list[tuple[str, str]]:
    speakers = (one.speaker for one in extraction.statements if one.speaker)
    return [(rows.storable(one.actor or one.name), rows.storable(one.name)) for one in speakers]


def _claimants(made: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    heard = [(one["actor"] or one["speaker_name"], one) for one in made]
    return [(who, one[name]) for who, one in heard for name in ("speaker_name", "speaker_key")]


def _known(connection: sa.Connection, table: sa.Table, items: Sequence[str]) -> dict[str, tuple[str, str]]:
    query = sa.select(table.c.item, table.c.words, table.c.terms).where(table.c.item.in_(items))
    return {row.item: (row.words, row.terms) for row in connection.execute(query)} if items else {}


def _next_number(connection: sa.Connection, table: sa.Table, dated_at: datetime) -> int:
    """The first free number of a second; on PostgreSQL nobody else takes one of it until this transaction ends."""
    first = first_number(dated_at)
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK, first // NUMBERS % (1 << 31))))
    ((last,),) = _LAST[table.name].found(connection, first=first, last=first + NUMBERS - 1)
    return first if last is None else int(last) + 1


def _number(key: str, name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{key}\0{name}".encode()).digest()[:8], "big") >> 1
