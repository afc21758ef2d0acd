"""What ``check`` has found, in the one line that Nagios, Icinga and their like read, with their exit codes."""

from __future__ import annotations

from collections.abc import Sequence

from flows.cli.terminal.exit_codes import OK, PARTLY
from flows.runtime.finding import Finding

WELL, WARNING, CRITICAL, UNKNOWN = range(4)
WORDS = {WELL: "OK", WARNING: "WARNING", CRITICAL: "CRITICAL", UNKNOWN: "UNKNOWN"}
_MOST = 3


def plugin_line(findings: Sequence[Finding], ended: int) -> tuple[int, str]:
    """Exit code and line; ``ended`` is the exit code that the command has otherwise.

    The line is ``STATE - words | measures``. Feeds of which others answer are a warning, all else that is bad critical.
    """
    code = {OK: WELL, PARTLY: WARNING}.get(ended, CRITICAL)
    bad = [one for one in findings if one.verdict == "bad"]
    told = bad or [one for one in findings if one.part in ("passes", "outbox", "database") and one.verdict == "ok"]
    words = "; ".join(f"{one.part}: {one.what}" for one in told[:_MOST])
    more = f"; and {len(told) - _MOST} more" if len(told) > _MOST else ""
    measures = " ".join(one.measure for one in findings if one.measure)
    return code, _line(code, f"{words}{more}", measures)


def unknown_line(why: str) -> str:
    """The line where the settings cannot be read."""
    return _line(UNKNOWN, why)


def _line(code: int, words: str, measures: str = "") -> str:
    """A bar in the words would end them."""
    told = " ".join(words.replace("|", "/").split())
    return f"{WORDS[code]} - {told}".rstrip() + (f" | {measures}" if measures else "")
