"""Opens the store at an address and dies at the N-th thing that it asks of it: ``killed_upgrade.py URL N``."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from storage.store import open_store

left = int(sys.argv[2])


def step(*_: Any) -> None:
    """Die here if it is this step's turn."""
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


event.listen(sa.Engine, "before_cursor_execute", step)
event.listen(sa.Engine, "commit", step)
open_store(sys.argv[1]).close()
