"""A prepared query answers what SQLAlchemy answers, on either kind of database."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from storage.layout.base import mappings
from storage.layout.prepared import OneOf, Prepared
from storage.layout.tables import claims
from storage.store import Store

_NAMED = sa.select(claims).where(claims.c.id.in_(sa.bindparam("ids", expanding=True))).order_by(claims.c.id)
_PREPARED = Prepared(sa.select(claims).where(OneOf(claims.c.id, "ids")).order_by(claims.c.id))


@pytest.mark.parametrize("many", [0, 1, 3], ids=["none", "one", "several"])
def test_rows_are_what_sqlalchemy_makes_of_them(store: Store, make: SimpleNamespace, many: int) -> None:
    told = [make.save(store, make.extraction(number=number))[0].claim.id for number in range(4)][:many]
    with store._database.reading() as connection:
        found = list(_PREPARED.rows(connection, ids=told))
        assert found == list(mappings(connection, _NAMED.params(ids=told)))
    assert [row["id"] for row in found] == sorted(told)


def test_values_go_in_as_their_columns_have_them(store: Store, make: SimpleNamespace) -> None:
    (told,) = make.save(store, make.extraction())
    query = Prepared(
        sa.select(claims.c.id).where(claims.c.dated_at <= sa.bindparam("at"), claims.c.rejected.is_(False))
    )
    with store._database.reading() as connection:
        assert [row[0] for row in query.found(connection, at=make.noon)] == [told.claim.id]
        assert query.found(connection, at=make.noon.replace(year=2000)) == []
