"""PostgreSQL keeps no copy of the words as its index has them: it was two fifths of the store, and only phrases were
looked for in it, which the words themselves tell. What comes is sorted into the index at once: one article in twenty
waited for all that had not been, and every look into the index went through that.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
leaves_sqlite_alone = True

_INDEXES = ("article", "statement")
# As ``storage.searching.windows`` and ``storage.searching.seeking`` ask for them.
_ERAS = ", ".join(f"(docid >> {shift}) * 5 + {level}" for level, shift in enumerate((47, 50, 53, 56, 59)))
_LEXEMES = "array_to_tsvector(array_remove(string_to_array(words || ' ' || terms, ' '), ''))"
_VECTOR = "to_tsvector('simple'::regconfig, words || ' ' || terms)"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("SET LOCAL maintenance_work_mem = '256MB'")
    for name in _INDEXES:
        op.execute(f"DROP INDEX ix_{name}_index_tsv")
        op.execute(f"ALTER TABLE {name}_index DROP COLUMN tsv")
        op.execute(f"CLUSTER {name}_index USING pk_{name}_index")  # which gives the room back
        # Nothing is planned by how common a word is: what a window holds is little, and to read that of ten thousand
        # words takes longer than to look for one.
        _index(name, f"({_LEXEMES})", "fastupdate = off", unplanned=(1, 2, 3))


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for name in _INDEXES:
        op.execute(f"DROP INDEX ix_{name}_index_tsv")
        op.execute(f"ALTER TABLE {name}_index ADD COLUMN tsv tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED")
        op.execute(f"ALTER TABLE {name}_index ALTER COLUMN tsv SET STATISTICS 1000")
        _index(name, "tsv", "gin_pending_list_limit = 512", unplanned=(1, 2))


def _index(name: str, vector: str, kept: str, unplanned: tuple[int, ...]) -> None:
    index = f"ix_{name}_index_tsv"
    columns = f"recognition_watch_pairs(words), (ARRAY[{_ERAS}]), {vector}"
    op.execute(f"CREATE INDEX {index} ON {name}_index USING gin ({columns}) WITH ({kept})")
    for column in unplanned:
        op.execute(f"ALTER INDEX {index} ALTER COLUMN {column} SET STATISTICS 0")
