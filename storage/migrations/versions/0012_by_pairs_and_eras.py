"""PostgreSQL's index of words knows the eras that documents are in and which words follow each other: the latest that
hold a phrase were found by comparing the places of words in all that hold them, 0.4 s among a million statements.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None
leaves_sqlite_alone = True

_INDEXES = ("article", "statement")
# As ``storage.searching.windows`` asks for them.
_ERAS = ", ".join(f"(docid >> {shift}) * 5 + {level}" for level, shift in enumerate((47, 50, 53, 56, 59)))
# Pairs of words that follow each other, each as one of 65,536 numbers. What comes first decides what the index is
# entered by: a pair is rarer than its words.
_PAIRS = (
    "CREATE FUNCTION recognition_watch_pairs(words text) RETURNS integer[]"
    " LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$"
    " DECLARE before text; word text; pairs integer[] := '{}';"
    " BEGIN FOREACH word IN ARRAY string_to_array(words, ' ') LOOP"
    " IF before IS NOT NULL THEN pairs := pairs || (hashtext(before || ' ' || word) & 65535); END IF;"
    " before := word; END LOOP; RETURN pairs; END $$"
)
_MOST_CHANGES = 512  # KB that are not yet sorted in, which each look into the index goes through


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("SET LOCAL maintenance_work_mem = '256MB'")
    op.execute(_PAIRS)
    for name in _INDEXES:
        op.execute(f"DROP INDEX ix_{name}_index_tsv")
    # Migrations 0010 and 0011 wrote statements that make claims anew behind all others: what is of one time stood
    # apart, and a look at a window went through all. Of a million it takes 20 seconds.
    op.execute("CLUSTER statement_index USING pk_statement_index")
    for name in _INDEXES:
        index = f"ix_{name}_index_tsv"
        columns = f"recognition_watch_pairs(words), (ARRAY[{_ERAS}]), tsv"
        kept = f"gin_pending_list_limit = {_MOST_CHANGES}"
        op.execute(f"CREATE INDEX {index} ON {name}_index USING gin ({columns}) WITH ({kept})")
        for column in (1, 2):  # nothing is planned by them
            op.execute(f"ALTER INDEX {index} ALTER COLUMN {column} SET STATISTICS 0")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for name in _INDEXES:
        op.execute(f"DROP INDEX ix_{name}_index_tsv")
        op.execute(f"CREATE INDEX ix_{name}_index_tsv ON {name}_index USING gin (tsv)")
    op.execute("DROP FUNCTION recognition_watch_pairs(text)")
