"""PostgreSQL's index of words tells sixteen times as many pairs of words apart: of a hundred thousand articles 700 had
any pair by chance alone, each of which was read for every phrase.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None
leaves_sqlite_alone = True

_INDEXES = ("article", "statement")
_ERAS = ", ".join(f"(docid >> {shift}) * 5 + {level}" for level, shift in enumerate((47, 50, 53, 56, 59)))
_LEXEMES = "array_to_tsvector(array_remove(string_to_array(words || ' ' || terms, ' '), ''))"


def upgrade() -> None:
    _index_by_pairs(of_bits=20)


def downgrade() -> None:
    _index_by_pairs(of_bits=16)


def _index_by_pairs(of_bits: int) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("SET LOCAL maintenance_work_mem = '256MB'")
    for name in _INDEXES:
        op.execute(f"DROP INDEX ix_{name}_index_tsv")
    last = (1 << of_bits) - 1
    op.execute(
        "CREATE OR REPLACE FUNCTION recognition_watch_pairs(words text) RETURNS integer[]"
        " LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$"
        " DECLARE before text; word text; pairs integer[] := '{}';"
        " BEGIN FOREACH word IN ARRAY string_to_array(words, ' ') LOOP"
        f" IF before IS NOT NULL THEN pairs := pairs || (hashtext(before || ' ' || word) & {last}); END IF;"
        " before := word; END LOOP; RETURN pairs; END $$"
    )
    for name in _INDEXES:
        columns = f"recognition_watch_pairs(words), (ARRAY[{_ERAS}]), ({_LEXEMES})"
        op.execute(f"CREATE INDEX ix_{name}_index_tsv ON {name}_index USING gin ({columns}) WITH (fastupdate = off)")
        for column in (1, 2, 3):  # nothing is planned by them
            op.execute(f"ALTER INDEX ix_{name}_index_tsv ALTER COLUMN {column} SET STATISTICS 0")
