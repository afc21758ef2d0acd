"""One fold: names, wordings and texts in which letters beyond ASCII stand are found by what they fold to today."""

import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from extractors.text.folding import fold, name_key
from extractors.text.sketches import bands, folded_words, marks, words_key
from storage.layout.base import insert
from storage.layout.rows import bounded

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_AT_ONCE = 500
_WORD = re.compile(r"[^\W_]+")
_claims = sa.table(
    "claims", *map(sa.column, ("id", "speaker_key", "speaker_name", "words", "title", "outlet", "words_key", "folded"))
)
_claim_bands = sa.table("claim_bands", *map(sa.column, ("band", "claim_id")))
_articles = sa.table("articles", *map(sa.column, ("id", "revision", "title", "outlet", "folded")))
_article_bands = sa.table("article_bands", *map(sa.column, ("band", "article_id")))
_revisions = sa.table("revisions", *map(sa.column, ("article_id", "revision", "text")))
_statements = sa.table("statements", *map(sa.column, ("id", "folded")))


def upgrade() -> None:
    connection = op.get_bind()
    for row in _each(connection, sa.select(_claims), _claims.c.id):
        _fold_claim(connection, row)
    for row in _each(connection, sa.select(_statements), _statements.c.id):
        _change(connection, _statements, row, {"folded": _folded(row["folded"])})
    text = sa.select(_revisions.c.text).where(
        _revisions.c.article_id == _articles.c.id, _revisions.c.revision == _articles.c.revision
    )
    query = sa.select(_articles, text.scalar_subquery().label("text"))
    for row in _each(connection, query, _articles.c.id):
        _fold_article(connection, row)


def downgrade() -> None:
    """Nothing: an older program finds by these keys all but some wordings with letters beyond ASCII."""


def _folded(*parts: str | None) -> str:
    return fold("\n".join(part for part in parts if part))


def _fold_claim(connection: sa.Connection, row: dict[str, Any]) -> None:
    key, words = row["speaker_key"], row["words"]
    if not key.isascii() or not row["speaker_name"].isascii():
        kind, _, rest = key.partition(":")
        name = {"name": row["speaker_name"], "outlet": row["outlet"]}.get(kind) if rest else None
        key = bounded(f"{kind}:{name_key(name)}") if name else key
    told = _folded(row["speaker_name"], words, row["title"], row["outlet"])
    _change(connection, _claims, row, {"speaker_key": key, "words_key": words_key(words), "folded": told})
    if _reads_otherwise(words):
        _sketch(connection, _claim_bands, "claim_id", row["id"], bands(words))


def _fold_article(connection: sa.Connection, row: dict[str, Any]) -> None:
    _change(connection, _articles, row, {"folded": _folded(row["title"], row["outlet"], row["text"])})
    if _reads_otherwise(row["text"]):
        _sketch(connection, _article_bands, "article_id", row["id"], marks(row["text"]))


def _change(connection: sa.Connection, table: sa.TableClause, row: dict[str, Any], values: dict[str, Any]) -> None:
    if any(row[name] != value for name, value in values.items()):
        connection.execute(sa.update(table).where(table.c.id == row["id"]).values(values))


def _sketch(connection: sa.Connection, table: sa.TableClause, owner: str, key: str, found: tuple[int, ...]) -> None:
    """Add the bands of today. No index leads to those of before, so they stay: they find too much, not too little."""
    if found:
        rows = [{"band": band, owner: key} for band in found]
        connection.execute(insert(connection, table).on_conflict_do_nothing(), rows)


def _reads_otherwise(text: str) -> bool:
    """Whether a text has other words today than when only its case was folded."""
    before = _WORD.findall(text.replace("’", "").replace("'", "").casefold())
    return not text.isascii() and tuple(before) != folded_words(text)


def _each(connection: sa.Connection, query: sa.Select[Any], key: sa.ColumnElement[str]) -> Iterator[dict[str, Any]]:
    """Every row, some at a time: a store need not fit into memory."""
    last = ""
    while found := connection.execute(query.where(key > last).order_by(key).limit(_AT_ONCE)).mappings().all():
        yield from map(dict, found)
        last = found[-1]["id"]
