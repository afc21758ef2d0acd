"""Search: documents of articles and statements, the words in them, and who is heard, each beside what finds it."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from extractors.text.folding import fold
from storage.searching.documents import article_document, statement_document
from storage.searching.indexing import put_documents, put_voices, put_words

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_AT_ONCE = 200
_NAMES = ("speaker_name", "speaker_key")
_Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_Bytewise = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_INDEXES = (("article", "articles"), ("statement", "statements"))
_Moment = sa.DateTime(timezone=True)


def _dated() -> sa.ColumnClause[Any]:
    return sa.column("dated_at", _Moment)


def _columns(names: str) -> Iterator[sa.ColumnClause[Any]]:
    return map(sa.column, names.split())


_articles = sa.table("articles", *_columns("id revision title outlet language folded"), _dated())
_revisions = sa.table("revisions", *_columns("article_id revision text"))
_statements = sa.table("statements", *_columns("id article_id title folded"), sa.column("body", sa.JSON()), _dated())
_claims = sa.table(
    "claims",
    *_columns(
        "id statement_id article_id actor speaker_key speaker_name topic position party words title outlet folded"
    ),
    sa.column("more", sa.JSON()),
)


def upgrade() -> None:
    for name, owner in _INDEXES:
        op.create_table(
            f"{name}_index",
            sa.Column("docid", _Number, autoincrement=False, nullable=False),
            sa.Column("item", sa.String(length=32), nullable=False),
            sa.Column("words", sa.Text(), nullable=False),
            sa.Column("terms", sa.Text(), nullable=False),
            sa.ForeignKeyConstraint(["item"], [f"{owner}.id"], name=op.f(f"fk_{name}_index_item")),
            sa.PrimaryKeyConstraint("docid", name=op.f(f"pk_{name}_index")),
            sa.UniqueConstraint("item", name=op.f(f"uq_{name}_index_item")),
        )
    op.create_table(
        "vocabulary",
        sa.Column("word", _Bytewise, nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_vocabulary")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "voices",
        sa.Column("number", _Number, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", _Bytewise, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_voices")),
    )
    op.create_index(op.f("ix_voices_folded"), "voices", ["folded"])
    (_find_by_fts5 if _on_sqlite() else _find_by_tsvector)()
    _fill(op.get_bind())
    for table in ("articles", "statements", "claims"):
        op.drop_column(table, "folded")


def downgrade() -> None:
    for table in ("articles", "statements", "claims"):
        op.add_column(table, sa.Column("folded", sa.Text(), nullable=False, server_default=""))
    _fold_again(op.get_bind())
    if _on_sqlite():
        for name in ("article_fts", "statement_fts", "voice_fts"):
            op.execute(f"DROP TABLE {name}")
    op.drop_index(op.f("ix_voices_folded"), "voices")
    for name in ("voices", "vocabulary", "statement_index", "article_index"):
        op.drop_table(name)


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _find_by_fts5() -> None:
    for name, _ in _INDEXES:
        _fts5(f"{name}_fts", f"{name}_index", "docid", ("words", "terms"), "ascii")  # what is folded needs no more
    _fts5("voice_fts", "voices", "number", ("folded",), "trigram")


def _fts5(name: str, table: str, number: str, columns: tuple[str, ...], tokenizer: str) -> None:
    """An index of a table's columns that holds no copy of them, and the triggers that keep it in step."""
    told = ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    add = f"INSERT INTO {name}(rowid, {told}) VALUES (new.{number}, {new});"  # noqa: S608 - names of our own
    take = f"INSERT INTO {name}({name}, rowid, {told}) VALUES ('delete', old.{number}, {old});"  # noqa: S608
    content = f"content='{table}', content_rowid='{number}', columnsize=0, tokenize='{tokenizer}'"
    op.execute(f"CREATE VIRTUAL TABLE {name} USING fts5({told}, {content})")
    op.execute(f"CREATE TRIGGER {name}_added AFTER INSERT ON {table} BEGIN {add} END")
    op.execute(f"CREATE TRIGGER {name}_gone AFTER DELETE ON {table} BEGIN {take} END")
    op.execute(f"CREATE TRIGGER {name}_changed AFTER UPDATE OF {told} ON {table} BEGIN {take} {add} END")


def _find_by_tsvector() -> None:
    for name, _ in _INDEXES:
        vector = "to_tsvector('simple'::regconfig, words || ' ' || terms)"  # folded words need no dictionary
        op.execute(f"ALTER TABLE {name}_index ADD COLUMN tsv tsvector GENERATED ALWAYS AS ({vector}) STORED")
        op.execute(f"ALTER TABLE {name}_index ALTER COLUMN tsv SET STATISTICS 1000")
        op.execute(f"CREATE INDEX ix_{name}_index_tsv ON {name}_index USING gin (tsv)")
    vector = "to_tsvector('simple'::regconfig, folded)"
    op.execute(f"CREATE INDEX ix_voices_words ON voices USING gin ({vector})")
    if _has_trigrams():
        op.execute("CREATE INDEX ix_voices_trigrams ON voices USING gin (folded gin_trgm_ops)")


def _has_trigrams() -> bool:
    """Whether ``pg_trgm`` is there, or this user may bring it about."""
    connection = op.get_bind()
    if not connection.scalar(sa.text("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'")):
        return False
    try:
        with connection.begin_nested():
            connection.execute(sa.text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
    except sa.exc.DBAPIError:
        return False
    return True


def _fill(connection: sa.Connection) -> None:
    """Index what is stored, by date: an index of documents is written fastest in the order of its numbers."""
    current = (_revisions.c.article_id == _articles.c.id) & (_revisions.c.revision == _articles.c.revision)
    query = sa.select(_articles, _revisions.c.text).join(_revisions, current)
    for found in _lots(connection, query):
        ids = [row["id"] for row in found]
        made = _of_articles(connection, _claims, _claims.c.article_id, ids)
        said = _of_articles(connection, _statements, _statements.c.article_id, ids)
        for row in found:
            _index(connection, row, made.get(row["id"], []), said.get(row["id"], []))


def _index(
    connection: sa.Connection, row: dict[str, Any], made: list[dict[str, Any]], said: list[dict[str, Any]]
) -> None:
    heard = [
        (one["actor"] or one["speaker_name"], one[name]) for one in made for name in ("speaker_name", "speaker_key")
    ]
    words = put_documents(connection, _table("article"), [article_document(row, row["text"], made)], row["dated_at"])
    for one in said:
        mine = [claim for claim in made if claim["statement_id"] == one["id"]]
        document = statement_document(one["id"], one["body"], row, mine)
        words |= put_documents(connection, _table("statement"), [document], one["dated_at"])
        if speaker := one["body"].get("speaker"):
            heard.append((speaker["actor"] or speaker["name"], speaker["name"]))
    put_words(connection, words)
    put_voices(connection, heard)


def _table(name: str) -> sa.Table:
    texts = [sa.Column(each, sa.Text) for each in ("item", "words", "terms")]
    return sa.Table(f"{name}_index", sa.MetaData(), sa.Column("docid", sa.BigInteger), *texts)


def _of_articles(
    connection: sa.Connection, table: sa.TableClause, key: sa.ColumnElement[str], ids: list[str]
) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in connection.execute(sa.select(table).where(key.in_(ids))).mappings():
        found.setdefault(row["article_id"], []).append(dict(row))
    return found


def _lots(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[list[dict[str, Any]]]:
    """All articles in the order of their dates, some at a time: a store need not fit into memory."""
    key = sa.tuple_(_articles.c.dated_at, _articles.c.id)
    after: sa.ColumnElement[bool] = sa.true()
    while found := connection.execute(
        query.where(after).order_by(_articles.c.dated_at, _articles.c.id).limit(_AT_ONCE)
    ):
        rows = [dict(row) for row in found.mappings()]
        if not rows:
            return
        yield rows
        after = key > sa.tuple_(sa.literal(rows[-1]["dated_at"], _Moment), sa.literal(rows[-1]["id"]))


def _fold_again(connection: sa.Connection) -> None:
    """What the program of before looks through."""
    current = (_revisions.c.article_id == _articles.c.id) & (_revisions.c.revision == _articles.c.revision)
    for found in _lots(connection, sa.select(_articles, _revisions.c.text).join(_revisions, current)):
        ids = [row["id"] for row in found]
        for row in found:
            _look_through(connection, _articles, row["id"], row["title"], row["outlet"], row["text"])
        for of_article in _of_articles(connection, _claims, _claims.c.article_id, ids).values():
            for one in of_article:
                _look_through(
                    connection, _claims, one["id"], one["speaker_name"], one["words"], one["title"], one["outlet"]
                )
        for of_article in _of_articles(connection, _statements, _statements.c.article_id, ids).values():
            for one in of_article:
                name = (one["body"].get("speaker") or {}).get("name")
                _look_through(connection, _statements, one["id"], name, one["body"]["text"], one["title"])


def _look_through(connection: sa.Connection, table: sa.TableClause, key: str, *parts: str | None) -> None:
    told = fold("\n".join(part for part in parts if part))
    connection.execute(sa.update(table).where(table.c.id == key).values(folded=told))
