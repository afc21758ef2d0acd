"""Which passes on this machine still live: each holds a lock on a file of its own, which ends with its process.

A pass that was killed leaves leases behind. The next pass on the same machine finds that nobody holds the dead one's
lock and gives its leases back at once. Passes of other machines have no file here: their leases end by time.
"""

from __future__ import annotations

import fcntl
import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from storage.engine.private import open_private, private_folder

if TYPE_CHECKING:
    from storage.store import Store

ENDING = ".pass"


@contextmanager
def signed_on(store: Store, folder: Path) -> Iterator[str]:
    """Give back what dead passes leased, and sign on: a name for this pass, known to live while the body runs.

    The name says machine, process, and which pass of it. Where the folder cannot be written, nobody sees that this pass
    lives or dies, and its leases end by time.
    """
    dead = [path for path in _of_this_machine(folder) if _is_dead(path)]
    for path in dead:
        store.release_all(path.name.removesuffix(ENDING))
        # Another pass that starts now may have seen it dead, too, and have been first.
        with suppress(OSError):
            path.unlink()
    # A process number is given again after a restart; the rest of the name keeps two passes apart all the same.
    holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    file = _locked(folder / f"{holder}{ENDING}")
    try:
        yield holder
    finally:
        if file is not None:
            Path(file.name).unlink(missing_ok=True)
            file.close()


def _of_this_machine(folder: Path) -> list[Path]:
    """The folder may be shared with other machines, whose locks need not be seen here."""
    return sorted(path for path in folder.glob(f"*{ENDING}") if path.name.startswith(f"{socket.gethostname()}:"))


def _is_dead(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _locked(path: Path) -> IO[bytes] | None:
    try:
        private_folder(path.parent)
        file = open_private(path)
    except OSError:
        return None
    # Where the file system has no locks, nobody else gets one either, and so takes nobody for dead.
    with suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_EX)
    return file
