"""How many rows there are is kept, and what an alert told has a key: to count, or to look for it, went through all."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ALL = ("articles", "statements", "claims")
_BY_STATUS = ("entries", "deliveries")
_TOLD = "w00000000told"
_BY_AN_ALERT = "SELECT statement_id FROM claims WHERE id IN (SELECT claim_id FROM alert_claims)"
_KEPT = "INSERT INTO row_counts (name, number) "
_AND_COUNTED = "ON CONFLICT (name) DO UPDATE SET number = number + excluded.number"


def upgrade() -> None:
    (_count_on_sqlite if _on_sqlite() else _count_on_postgresql)()
    for table in _ALL:
        op.execute(f"{_KEPT}SELECT '{table}', count(*) FROM {table}")  # noqa: S608 - names of our own
    for table in _BY_STATUS:
        op.execute(f"{_KEPT}SELECT '{table} ' || status, count(*) FROM {table} GROUP BY status")  # noqa: S608
    op.execute(f"UPDATE statement_index SET terms = terms || ' {_TOLD}' WHERE item IN ({_BY_AN_ALERT})")  # noqa: S608


def downgrade() -> None:
    change = f"UPDATE statement_index SET terms = replace(terms, ' {_TOLD}', '')"  # noqa: S608
    op.execute(f"{change} WHERE item IN ({_BY_AN_ALERT})")
    for table in (*_ALL, *_BY_STATUS):
        for trigger in _triggers(table):
            op.execute(f"DROP TRIGGER {trigger}" + ("" if _on_sqlite() else f" ON {table}"))
    if not _on_sqlite():
        op.execute("DROP FUNCTION recognition_watch_count()")
        op.execute("DROP FUNCTION recognition_watch_count_by_status()")
    op.drop_table("row_counts")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _triggers(table: str) -> list[str]:
    if not _on_sqlite():
        return [f"count_{table}"]
    return [f"count_{table}_{what}" for what in ("added", "gone", *(("changed",) if table in _BY_STATUS else ()))]


def _count_on_sqlite() -> None:
    name, number = sa.Column("name", sa.Text(), primary_key=True), sa.Column("number", sa.BigInteger(), nullable=False)
    op.create_table("row_counts", name, number, sqlite_with_rowid=False)
    for table in _ALL:
        for what, event, step in (("added", "INSERT", "+ 1"), ("gone", "DELETE", "- 1")):
            change = f"UPDATE row_counts SET number = number {step} WHERE name = '{table}';"  # noqa: S608
            op.execute(f"CREATE TRIGGER count_{table}_{what} AFTER {event} ON {table} BEGIN {change} END")
    for table in _BY_STATUS:
        came = f"{_KEPT}VALUES ('{table} ' || new.status, 1) {_AND_COUNTED};"
        went = f"{_KEPT}VALUES ('{table} ' || old.status, -1) {_AND_COUNTED};"
        changed = "UPDATE OF status"
        op.execute(f"CREATE TRIGGER count_{table}_added AFTER INSERT ON {table} BEGIN {came} END")
        op.execute(f"CREATE TRIGGER count_{table}_gone AFTER DELETE ON {table} BEGIN {went} END")
        op.execute(
            f"CREATE TRIGGER count_{table}_changed AFTER {changed} ON {table} WHEN old.status <> new.status"
            f" BEGIN {went} {came} END"
        )


def _count_on_postgresql() -> None:
    """Each change is a row: nobody waits for another's transaction to end."""
    op.create_table(
        "row_counts", sa.Column("name", sa.Text(), nullable=False), sa.Column("number", sa.BigInteger(), nullable=False)
    )
    op.execute(
        "CREATE FUNCTION recognition_watch_count() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" {_KEPT}VALUES (TG_TABLE_NAME, CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END);"
        " RETURN NULL; END $$"
    )
    op.execute(
        "CREATE FUNCTION recognition_watch_count_by_status() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF TG_OP = 'UPDATE' AND OLD.status = NEW.status THEN RETURN NULL; END IF;"
        f" IF TG_OP <> 'INSERT' THEN {_KEPT}VALUES (TG_TABLE_NAME || ' ' || OLD.status, -1); END IF;"
        f" IF TG_OP <> 'DELETE' THEN {_KEPT}VALUES (TG_TABLE_NAME || ' ' || NEW.status, 1); END IF;"
        " RETURN NULL; END $$"
    )
    for table in _ALL:
        called = "FOR EACH ROW EXECUTE FUNCTION recognition_watch_count()"
        op.execute(f"CREATE TRIGGER count_{table} AFTER INSERT OR DELETE ON {table} {called}")
    for table in _BY_STATUS:
        called = "FOR EACH ROW EXECUTE FUNCTION recognition_watch_count_by_status()"
        op.execute(f"CREATE TRIGGER count_{table} AFTER INSERT OR DELETE OR UPDATE OF status ON {table} {called}")
