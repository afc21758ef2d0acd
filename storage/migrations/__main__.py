"""Writes the next migration from what ``storage/layout/tables.py`` changed: ``python -m storage.migrations WHY``.

What comes out is a draft: read it, give new columns that may not be empty a server default and old rows their values.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from storage.engine.database import Database
from storage.engine.schema import HEAD, ensure_schema


def main() -> None:
    """Compare an empty store of the newest migration with the tables."""
    options = argparse.ArgumentParser(
        prog="python -m storage.migrations", description="Writes the next migration from what the tables changed."
    )
    options.add_argument("why", nargs="+", help="what it is for, in a few words, of which its name is made")
    why = " ".join(options.parse_args().why)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/store.sqlite3", 5)
        ensure_schema(database, upgrade=True)
        with database.writing() as connection:
            config.attributes["connection"] = connection
            command.revision(config, why, autogenerate=True, rev_id=f"{int(HEAD) + 1:04}")
        database.close()


if __name__ == "__main__":
    main()
