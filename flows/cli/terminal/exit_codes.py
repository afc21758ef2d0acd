"""How a command ends: its exit code, and what went wrong in one line each on standard error.

0 all went well · 1 the job failed, nothing was lost · 2 wrong usage or settings · 3 the run finished, but some feeds or
deliveries failed and will be tried again · 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import typer

from flows.runtime.shown import shown_line

PROGRAM = "recognition-watch"
OK = 0
FAILED = 1
USAGE = 2
PARTLY = 3
INTERRUPTED = 130


def complain(line: str) -> None:
    """One line on standard error."""
    typer.echo(shown_line(line), err=True)


def os_error_line(error: OSError) -> str:
    """What the operating system refused, where, and the mend."""
    where = error.filename if isinstance(error.filename, str) else "input or output"
    mends = {
        PermissionError: "give this user the permission, or name another place",
        FileNotFoundError: "check the name",
        IsADirectoryError: "name a file in it",
        NotADirectoryError: "a part of the path is a file; name another place",
    }
    mend = mends.get(type(error), "make room or name another place")
    return f"{where}: {(error.strerror or str(error)).lower()}; {mend}"
