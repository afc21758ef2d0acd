"""Former versions of the schema that tests go back to, and the way there."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from storage.engine.database import Database
from storage.engine.schema import HEAD

ONE_BACK = f"{int(HEAD) - 1:04}"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    return config


SCRIPTS = tuple(ScriptDirectory.from_config(_config()).walk_revisions())  # the newest first
# Of these a SQLite file is as it was afterwards.
LEAVE_SQLITE_ALONE = tuple(one for one in SCRIPTS if getattr(one.module, "leaves_sqlite_alone", False))
# The newest version from which the way to this program's changes a SQLite file.
BEFORE_CHANGE = str(next(one.down_revision for one in SCRIPTS if one not in LEAVE_SQLITE_ALONE))


def go_back(database: Database, version: str) -> None:
    """Bring a store to a former version, with all that it holds."""
    config = _config()
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, version)
