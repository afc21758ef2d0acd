"""Runs the migrations on the connection that it is handed; there is no other way in."""

from typing import Any, Literal

from alembic import context

from storage.engine.schema import VERSION_TABLE
from storage.layout.tables import Moment, metadata


def _render(kind: str, item: Any, _: object) -> str | Literal[False]:
    """A migration stands alone: it names no type of ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
    render_item=_render,
    render_as_batch=True,
)
context.run_migrations()
