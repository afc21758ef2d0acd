"""Whether the bytes and words that a store keeps are still those that were put in, and offsets point at their words."""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from extractors.records.identity import digest
from storage.care.verified_parts import VerifiedPart, verified
from storage.layout.base import mappings
from storage.layout.tables import claims, pages, revisions, set_aside, statements

_AT_ONCE = 200
_REPLACED = "\ufffd"  # stands for what no database keeps: the hash was taken before
_NAMED = ("speaker", "cue", "addressee", "place", "embedded")
_LOST_BYTES = "these bytes are lost, what was read of them is not; a backup may have them"
_LOST_WORDS = "put a backup back (`recognition-watch store restore`) beside it, and compare"


def look_at_pages(connection: sa.Connection) -> VerifiedPart:
    """Every page that is kept, unpacked and hashed."""
    kept = (
        (pages, pages.c.article_id + " " + pages.c.revision, sa.true()),
        (set_aside, set_aside.c.id, set_aside.c.body.is_not(None)),
    )
    seen, wrong = 0, []
    for table, key, there in kept:
        query = sa.select(key.label("key"), table.c.body, table.c.body_hash, table.c.size).where(there)
        for row in connection.execute(query.execution_options(yield_per=_AT_ONCE)):
            seen += 1
            if not is_whole(row.body, row.body_hash, row.size):
                wrong.append(f"{row.key} has other bytes than were put in")
    return verified("pages", f"{seen:,} kept pages", wrong, _LOST_BYTES)


def is_whole(body: bytes, told: str, size: int) -> bool:
    """Whether compressed bytes are those of this SHA-256 and size."""
    try:
        plain = zlib.decompress(body)
    except zlib.error:
        return False
    return len(plain) == size and hashlib.sha256(plain).hexdigest() == told


def look_at_texts(connection: sa.Connection) -> VerifiedPart:
    """Every wording by its hash, and every offset into it by the words that are said to be there."""
    texts = found = 0
    wrong: list[str] = []
    for batch in _revisions(connection):
        texts += len(batch)
        said = _statements_of(connection, batch)
        stored = _stored_claims(connection, [row["id"] for rows in said.values() for row in rows])
        for row in batch:
            here = said[row["article_id"], row["revision"]]
            found += len(here)
            wrong += _wrong_in(row, here, stored)
    return verified("words", f"{texts:,} wordings and {found:,} statements", wrong, _LOST_WORDS)


def _wrong_in(row: dict[str, Any], said: list[dict[str, Any]], stored: dict[str, list[str]]) -> Iterator[str]:
    if not is_worded(row["title"], row["text"], row["revision"]):
        yield f"article {row['article_id']} has another text than was put in"
    if not all(points(part, row["text"]) for part in row["relevance"]["evidence"]):
        yield f"article {row['article_id']}: what makes it relevant is not where it points"
    for one in said:
        if not all(points(part, row["text"]) for part in pointers(one["body"])):
            yield f"statement {one['id']} points at other words"
        made = {(claim["topic"], claim["party"], claim["target"]) for claim in one["body"]["claims"]}
        if len(stored[one["id"]]) < len(made):
            yield f"statement {one['id']} makes claims that are not stored"
        if any(words != one["body"]["text"] for words in stored[one["id"]]):
            yield f"statement {one['id']} makes a claim in other words than its own"


def is_worded(title: str | None, text: str, revision: str) -> bool:
    """Whether title and text are those that the revision's id was made of, as far as it can be told."""
    told = title or ""
    return _REPLACED in told + text or digest("revision", told, text) == revision


def pointers(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Whatever in a statement names a place in the text and the words there; its content as one of them."""
    named = [body[name] for name in _NAMED if body.get(name)]
    evidence = [part for claim in body["claims"] for part in claim["evidence"]]
    return [*named, *body["via"], *evidence, {"spans": body["content"], "text": body["text"]}]


def points(part: dict[str, Any], text: str) -> bool:
    """Whether the words stand where it says."""
    spans = part.get("spans") or [part]
    inside = all(0 <= span["start"] <= span["end"] <= len(text) for span in spans)
    return inside and " ".join(text[span["start"] : span["end"]] for span in spans) == part["text"]


def _revisions(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """All wordings, some at a time, in the order of their key."""
    key = sa.tuple_(revisions.c.article_id, revisions.c.revision)
    columns = ("article_id", "revision", "title", "text", "relevance")
    query = sa.select(*(revisions.c[name] for name in columns)).order_by(*revisions.primary_key.columns)
    after: tuple[str, str] = ("", "")
    while batch := list(mappings(connection, query.where(key > sa.tuple_(*map(sa.literal, after))).limit(_AT_ONCE))):
        yield batch
        after = batch[-1]["article_id"], batch[-1]["revision"]


def _statements_of(
    connection: sa.Connection, batch: list[dict[str, Any]]
) -> defaultdict[tuple[str, str], list[dict[str, Any]]]:
    here = {(row["article_id"], row["revision"]) for row in batch}
    query = sa.select(statements.c.id, statements.c.article_id, statements.c.revision, statements.c.body)
    query = query.where(statements.c.article_id.in_({article for article, _ in here}))
    found: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in mappings(connection, query):
        if (row["article_id"], row["revision"]) in here:
            found[row["article_id"], row["revision"]].append(row)
    return found


def _stored_claims(connection: sa.Connection, ids: list[str]) -> defaultdict[str, list[str]]:
    """In which words the claims of statements are stored."""
    query = sa.select(claims.c.statement_id, claims.c.words)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for start in range(0, len(ids), 500):
        some = query.where(claims.c.statement_id.in_(ids[start : start + 500]))
        for row in connection.execute(some):
            found[row.statement_id].append(row.words)
    return found
