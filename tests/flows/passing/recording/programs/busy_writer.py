"""Another program that writes to a SQLite store without a pause until it is ended: ``busy_writer.py FILE``."""

from __future__ import annotations

import sqlite3
import sys


def main(file: str) -> None:
    """Hold the write lock nearly all of the time, and say so once it does."""
    connection = sqlite3.connect(file, timeout=60, isolation_level=None)
    connection.execute("CREATE TABLE IF NOT EXISTS noise (number INTEGER)")
    for number in range(10**9):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO noise VALUES (?)", (number,))
        if number == 0:
            sys.stdout.write("writing\n")
            sys.stdout.flush()
        connection.execute("COMMIT")


main(sys.argv[1])
