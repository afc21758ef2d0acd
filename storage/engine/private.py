"""Files and folders for their owner alone, whoever starts the program and whatever that one's umask is.

What lies there already keeps the rights that somebody gave it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

FOLDER = 0o700
FILE = 0o600


def private_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each for its owner alone; OSError where that is refused."""
    for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
        with suppress(FileExistsError):  # made by somebody else at this moment
            missing.mkdir(FOLDER)
    folder.mkdir(FOLDER, exist_ok=True)  # complains where it is a file


def open_private(path: Path, *, append: bool = False) -> BinaryIO:
    """Open a file to be written anew, or to be added to; one that is missing is made for its owner alone."""
    opened: BinaryIO = open(path, "ab" if append else "wb", opener=_opener)  # noqa: SIM115 - Path has no opener
    return opened


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags, FILE)


def make_private(path: Path) -> None:
    """Make an empty file for its owner alone, where there is none."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE))
