"""How a command ends: its exit code, and what went wrong in one line each on standard error.

0 all went well · 1 the job failed, nothing was lost · 2 wrong usage or settings · 3 the run finished, but some feeds or
deliveries failed and will be tried again · 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from extractors.errors import ManySettingsError, RecognitionWatchError, SettingsError
from flows.shown import shown_line

PROGRAM = "recognition-watch"
OK = 0
FAILED = 1
USAGE = 2
PARTLY = 3
INTERRUPTED = 130


def run_command(args: Sequence[str]) -> int:
    """Run one command and answer its exit code; whatever a user can cause is told in one line."""
    try:
        return _run(args)
    except typer.TyperException as error:
        return _end(_usage(error, args), error.exit_code)
    except ManySettingsError as errors:
        return [_end(str(error), USAGE) for error in errors.each][-1]
    except SettingsError as error:
        return _end(str(error), USAGE)
    except RecognitionWatchError as error:
        return _end(str(error), FAILED)
    except (BrokenPipeError, SystemExit):
        # Typer turns a broken pipe into SystemExit, and nothing else into one.
        return _reader_has_left()
    except OSError as error:
        return _end(os_error_line(error), FAILED)
    except (KeyboardInterrupt, typer.Abort):
        return _end("stopped: nothing is lost; start it again to go on", INTERRUPTED)


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


def _run(args: Sequence[str]) -> int:
    from flows.cli.app import app

    code = app(args=list(args) or ["--help"], prog_name=PROGRAM, standalone_mode=False)
    sys.stdout.flush()
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    return int(code or OK)


def _usage(error: typer.TyperException, args: Sequence[str]) -> str:
    words = [word for word in args if not word.startswith("-")]
    command = " ".join(words[: 2 if words[:1] == ["store"] else 1])
    if "No such command" in error.format_message():
        command = command.rpartition(" ")[0]
    known = f"{PROGRAM} {command}".rstrip()
    text = error.format_message().strip().rstrip(".").replace("Value error, ", "")
    text = text.replace(". Did you mean", "; did you mean")
    end = " See" if text.endswith("?") else "; see"
    return f"{known}: {text[:1].lower()}{text[1:]}{end} {known} --help"


def _end(line: str, code: int) -> int:
    complain(line)
    return code


def _reader_has_left() -> int:
    """The reader of our output has seen enough, as ``head`` does: no failure of ours."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return OK
