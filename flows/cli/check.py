"""``check``: what an operator types first, and when something is odd."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.errors import SettingsError
from flows.cli.terminal.exit_codes import FAILED, OK, PARTLY
from flows.cli.terminal.options import SettingsFile, settings_of
from flows.cli.terminal.patience import Patience
from flows.cli.terminal.plugin_line import UNKNOWN, plugin_line, unknown_line
from flows.runtime.shown import shown_line

if TYPE_CHECKING:
    from flows.runtime.finding import Finding

_COLOURS = {"ok": typer.colors.GREEN, "note": typer.colors.YELLOW, "bad": typer.colors.RED}


def check(
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask the feeds.")] = False,
    line: Annotated[
        bool, typer.Option("--line", help="One line for Nagios and the like, with their exit codes.")
    ] = False,
    settings: SettingsFile = None,
) -> None:
    """Tell whether settings, database, feeds, policy, mail and Prefect are reachable and right, each with its mend.

    Changes and makes nothing. Ends with 1 when something is wrong, the last pass is too old, mails are overdue or a
    disk is nearly full, with 3 when only some feeds do not answer. With --line: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
    """
    if line:
        raise typer.Exit(_one_line(settings, fetch=not offline))
    held = settings_of(settings)
    # 0.3 s of CPU to load, for which no other command waits.
    from flows.checking.check import check_all

    findings = []
    with Patience("looking") as patience:
        for finding in check_all(held, fetch=not offline):
            findings.append(finding)
            with patience.aside(sys.stdout):
                print_finding(finding)
    raise typer.Exit(exit_code(findings))


def _one_line(settings: Path | None, *, fetch: bool) -> int:

    try:
        held = settings_of(settings)
    except SettingsError as error:
        typer.echo(unknown_line(str(error)))
        return UNKNOWN
    # 0.3 s of CPU to load, for which no other command waits.
    from flows.checking.check import check_all

    # Who asks every few minutes does not want the language pipeline loaded each time.
    findings = list(check_all(held, fetch=fetch, load=False))
    code, text = plugin_line(findings, exit_code(findings))
    typer.echo(text)
    return code


def exit_code(findings: list[Finding]) -> int:
    """1 when something is bad, 3 when it is only that some feeds, yet not all, do not answer."""
    bad = [finding for finding in findings if finding.verdict == "bad"]
    if not bad:
        return OK
    some_answer = any(finding.part == "feeds" and finding.verdict == "ok" for finding in findings)
    return PARTLY if some_answer and all(finding.part == "feeds" for finding in bad) else FAILED


def print_finding(finding: Finding) -> None:
    """One line: how it is, what it is about, what to do."""
    verdict = typer.style(f"{finding.verdict:<5}", fg=_COLOURS[finding.verdict])
    mend = f"; {finding.mend}" if finding.mend else ""
    typer.echo(f"{verdict}{finding.part:<10}{shown_line(finding.what + mend)}")
