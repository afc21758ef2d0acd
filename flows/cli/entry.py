"""Runs the command that was typed, and turns whatever a user can cause into one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from extractors.errors import ManySettingsError, QueryError, RecognitionWatchError, SettingsError
from flows.cli.app import app
from flows.cli.terminal.exit_codes import FAILED, INTERRUPTED, OK, PROGRAM, USAGE, complain, os_error_line


def run_command(args: Sequence[str]) -> int:
    """Run one command and answer its exit code; whatever a user can cause is told in one line."""
    try:
        return _run(args)
    except typer.TyperException as error:
        return _end(_usage(error, args), error.exit_code)
    except ManySettingsError as errors:
        return [_end(str(error), USAGE) for error in errors.each][-1]
    except (SettingsError, QueryError) as error:
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


def _run(args: Sequence[str]) -> int:
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
    # Python writes what is left at its end, and would tell of the broken pipe once more.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return OK
