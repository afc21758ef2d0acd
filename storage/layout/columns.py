"""What tables are made of: their names, and columns that several of them have."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite keeps it as text that sorts by time."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without time zone: {value}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def result_processor(self, dialect: sa.Dialect, coltype: Any) -> Any:  # noqa: ARG002
        """What the driver gives is read at once: by three functions one after the other a list is a tenth slower."""
        return _of_text if dialect.name == "sqlite" else _in_utc


def _of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def Json() -> sa.types.TypeEngine[Any]:  # noqa: N802 - stands where a type stands
    """JSON, searchable where the database can."""
    return sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


Id = sa.String(32)
# SQLite takes no other type for the number by which it finds a row itself.
BigNumber = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def text(name: str, **options: Any) -> sa.Column[str]:
    """Words that are always there."""
    return sa.Column(name, sa.Text, nullable=False, **options)


def words(name: str) -> sa.Column[str]:
    """Words that may be missing."""
    return sa.Column(name, sa.Text, nullable=True)


def moment(name: str, nullable: bool = False) -> sa.Column[datetime]:
    """A moment in UTC."""
    return sa.Column(name, Moment, nullable=nullable)


def more() -> sa.Column[Any]:
    """What of a record is never asked for by itself: a new field of a record needs no new column."""
    return sa.Column("more", Json(), nullable=False)
