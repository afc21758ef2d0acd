"""``watchdog``: for a timer or cron, beside whatever makes the passes."""

from __future__ import annotations

import typer

from flows.cli.check import print_finding
from flows.cli.terminal.exit_codes import FAILED, OK, complain, os_error_line
from flows.cli.terminal.options import SettingsFile, settings_of
from flows.runtime.clock import utc_now


def watchdog(settings: SettingsFile = None) -> None:
    """Look whether the watch still works, and tell the operators what is wrong: each state once, and once it is over.

    Ends with 1 as long as something is wrong. For a timer or cron: it needs no Prefect and makes no store.
    """
    held = settings_of(settings)
    # 0.3 s of CPU to load, for which no other command waits.
    from flows.checking.watchdog import alarms, look, memory_after, news_of, recipients_of, state_of, tell
    from flows.checking.watchdog_memory import clocks_now, read_memory, write_memory

    memory, clocks = read_memory(state_of(held)), clocks_now(utc_now())
    findings = list(look(held, memory, clocks))
    for finding in findings:
        print_finding(finding)
    news = news_of(findings, memory, clocks)
    refused = tell(held, news, clocks.at) if news else ()
    for error in refused:
        complain(f"not told: {error}; it is tried again at the next look")
    well = not refused and not any(map(alarms, findings))
    told = len(refused) < len(recipients_of(held))
    after = memory_after(news, memory, told=told)
    # In a folder where there never was a store nothing is made.
    if after.seen or after.told:
        try:
            write_memory(after, state_of(held))
        except OSError as error:
            complain(f"{os_error_line(error)}; what was told is told again at the next look")
            well = False
    raise typer.Exit(OK if well else FAILED)
