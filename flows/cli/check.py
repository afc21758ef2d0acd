"""``check``: what an operator types first, and when something is odd."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.ends import FAILED, OK, PARTLY
from flows.cli.options import SettingsFile, settings_of
from flows.shown import shown_line

if TYPE_CHECKING:
    from flows.finding import Finding

_COLOURS = {"ok": typer.colors.GREEN, "note": typer.colors.YELLOW, "bad": typer.colors.RED}


def check(
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask the feeds.")] = False,
    settings: SettingsFile = None,
) -> None:
    """Tell whether settings, database, feeds, policy, mail and Prefect are reachable and right, each with its mend."""
    held = settings_of(settings)
    from flows.check import check_all

    findings = []
    for finding in check_all(held, fetch=not offline):
        findings.append(finding)
        _print(finding)
    raise typer.Exit(exit_code(findings))


def exit_code(findings: list[Finding]) -> int:
    """1 when something is bad, 3 when it is only that some feeds, yet not all, do not answer."""
    bad = [finding for finding in findings if finding.verdict == "bad"]
    if not bad:
        return OK
    some_answer = any(finding.part == "feeds" and finding.verdict == "ok" for finding in findings)
    return PARTLY if some_answer and all(finding.part == "feeds" for finding in bad) else FAILED


def _print(finding: Finding) -> None:
    verdict = typer.style(f"{finding.verdict:<5}", fg=_COLOURS[finding.verdict])
    mend = f"; {finding.mend}" if finding.mend else ""
    typer.echo(f"{verdict}{finding.part:<10}{shown_line(finding.what + mend)}")
