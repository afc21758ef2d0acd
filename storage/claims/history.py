"""What was before: who read an article, what a row said before it was written over, each attempt to deliver."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from extractors.records.stored import DeliveryAttempt, ExtractionRun, ReadBy
from storage.layout import rows
from storage.layout.base import mappings, put
from storage.layout.tables import delivery_attempts, extraction_runs, former_readings

# What is worked out anew from the others, or too long to be kept twice.
_LEFT_OUT = ("title", "url", "outlet")


def record_run(connection: sa.Connection, article: str, revision: str, run: ExtractionRun) -> None:
    """Remember who read a wording of an article, within the transaction that stores what was found."""
    row = {
        "article_id": article,
        "revision": revision,
        "at": run.at,
        "program": run.read_by.program,
        "lexicon": run.read_by.lexicon,
        "model": run.read_by.model,
        "statements": run.statements,
        "claims": run.claims,
    }
    put(connection, extraction_runs, row)


def runs_of(connection: sa.Connection, article: str, revision: str) -> tuple[ExtractionRun, ...]:
    """Every reading of a wording, the first one first."""
    query = sa.select(extraction_runs).order_by(extraction_runs.c.at)
    query = query.where(extraction_runs.c.article_id == article, extraction_runs.c.revision == revision)
    return tuple(
        ExtractionRun(rows.record(ReadBy, row), row["at"], row["statements"], row["claims"])
        for row in mappings(connection, query)
    )


def keep_former(connection: sa.Connection, table: sa.Table, ids: Collection[str], now: datetime) -> None:
    """Keep rows (by their ids) as they stand, within the transaction that writes them over."""
    query = sa.select(table).where(table.c.id.in_(ids))
    for row in list(mappings(connection, query)):
        reading = {name: _plain(value) for name, value in row.items() if name not in _LEFT_OUT}
        put(connection, former_readings, {"kind": table.name, "id": row["id"], "replaced_at": now, "reading": reading})


def former_readings_of(connection: sa.Connection, table: sa.Table, key: str) -> tuple[dict[str, Any], ...]:
    """What a row said before, the first one first, each with the moment ``replaced_at``."""
    query = sa.select(former_readings).where(former_readings.c.kind == table.name, former_readings.c.id == key)
    found = mappings(connection, query.order_by(former_readings.c.replaced_at))
    return tuple(row["reading"] | {"replaced_at": row["replaced_at"]} for row in found)


def record_attempt(connection: sa.Connection, alert: str, recipient: str, attempt: DeliveryAttempt) -> None:
    """Remember an attempt to deliver, within the transaction that notes its outcome."""
    row = {
        "alert_id": alert,
        "recipient": recipient,
        "number": attempt.number,
        "at": attempt.at,
        "outcome": attempt.outcome,
        "error": rows.storable(attempt.error),
    }
    put(connection, delivery_attempts, row)


def attempts_of(connection: sa.Connection, alert: str, recipient: str) -> tuple[DeliveryAttempt, ...]:
    """Every attempt to deliver an alert to somebody, the first one first."""
    mine = (delivery_attempts.c.alert_id == alert) & (delivery_attempts.c.recipient == recipient)
    query = sa.select(delivery_attempts).where(mine).order_by(delivery_attempts.c.number)
    return tuple(rows.record(DeliveryAttempt, row) for row in mappings(connection, query))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
