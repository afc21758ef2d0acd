"""Runs a command twice: as who started the program, and as somebody who may only look on: ``looking_on.py ARGS``.

The second line that it prints tells how the second run ended, and what writing to the store was answered.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime

from extractors.errors import StoreError
from extractors.records import FeedMemory
from flows.cli.entry import run_command
from storage.store import open_store

NOBODY = 65534


def main(url: str, *args: str) -> None:
    """The first run loads what somebody else may not even read: the interpreter may lie in a home."""
    os.environ["RECOGNITION_WATCH_DATABASE"] = url
    run_command(args)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    code = run_command(args)
    sys.stdout.write(json.dumps([code, _written(url)]) + "\n")


def _written(url: str) -> str:
    try:
        with open_store(url) as store:
            store.record_poll(FeedMemory("f"), [], datetime(2026, 3, 1, tzinfo=UTC))
    except StoreError as error:
        return error.why
    return "written"


main(*sys.argv[1:])
