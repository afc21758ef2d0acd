"""What the watch left behind tells how it is: pure findings for ``check`` and ``watchdog``."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.records.stored import Overdue
from flows.checking.health import (
    Disk,
    Traces,
    check_clock,
    check_disks,
    check_outbox,
    check_passes,
    check_set_aside,
    disks_of,
)
from flows.runtime.finding import Finding
from flows.settings.model import MailSettings, Settings, WatchdogSettings

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LIMITS = WatchdogSettings()
EVERY_S = 300.0
SOUND = Traces("sqlite:///x", begun=NOW - timedelta(days=9), latest=NOW, good=NOW)


def _before(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("traces", "verdict", "words"),
    [
        pytest.param(Traces("x"), "note", "no pass yet", id="never begun"),
        pytest.param(Traces("x", begun=_before(29)), "note", "is under way", id="the first is under way"),
        pytest.param(Traces("x", begun=_before(31)), "bad", "has not ended", id="the first does not end"),
        pytest.param(SOUND, "ok", "ended 0 s ago", id="just now"),
        pytest.param(replace(SOUND, latest=_before(15), good=_before(15)), "ok", "15 min ago", id="three intervals"),
        pytest.param(
            replace(SOUND, latest=_before(16), good=_before(16)), "bad", "since 2026-05-04 09:14 UTC (16 min", id="more"
        ),
        pytest.param(replace(SOUND, good=_before(60)), "bad", "although passes are made", id="made, but of no use"),
        pytest.param(replace(SOUND, good=None), "ok", "0 s ago", id="of an earlier version"),
    ],
)
def test_a_pass_must_have_ended_well_within_three_intervals(traces: Traces, verdict: str, words: str) -> None:
    found = check_passes(traces, LIMITS, EVERY_S, NOW)
    assert (found.verdict, words in found.what) == (verdict, True), found
    assert bool(found.mend) or verdict != "bad"


@pytest.mark.parametrize(
    ("traces", "words"),
    [
        pytest.param(SOUND, "", id="in order"),
        pytest.param(Traces("x"), "", id="nothing yet"),
        pytest.param(replace(SOUND, latest=_before(-1), good=_before(-1)), "", id="within the slack"),
        pytest.param(replace(SOUND, good=_before(-180)), "3 h in the future", id="the future"),
        pytest.param(replace(SOUND, latest=_before(50), good=_before(40)), "ended before it began", id="out of order"),
        pytest.param(
            replace(SOUND, latest=_before(90), good=None, begun=_before(9)), "before it began", id="begun after"
        ),
    ],
)
def test_moments_that_lie_to_come_or_out_of_order_tell_of_the_clock(traces: Traces, words: str) -> None:
    found = list(check_clock(traces, LIMITS, NOW))
    assert [one.verdict for one in found] == (["bad"] if words else [])
    assert words in "".join(one.what for one in found)


@pytest.mark.parametrize(
    ("counts", "overdue", "verdict", "words"),
    [
        ({}, None, "ok", "no mail waits"),
        ({"deliveries waiting": 2}, None, "ok", "2 mails to go out"),
        ({"deliveries given_up": 1}, None, "note", "1 mail was given up"),
        ({"deliveries waiting": 3}, Overdue(1, _before(300), "no\nroute"), "bad", "1 mail waits, the first told of"),
        ({"deliveries waiting": 3}, Overdue(3, _before(300), ""), "bad", "5 h ago, and none was tried"),
    ],
    ids=["none", "on their way", "given up", "failing", "not tried"],
)  # fmt: skip
def test_mails_that_wait_for_too_long_are_bad(
    counts: dict[str, int], overdue: Overdue | None, verdict: str, words: str
) -> None:
    found = check_outbox(replace(SOUND, counts=counts, overdue=overdue), NOW)
    assert (found.verdict, words in found.what) == (verdict, True), found
    assert "\n" not in found.what


def test_what_was_set_aside_is_counted() -> None:
    assert list(check_set_aside(SOUND)) == []
    (found,) = check_set_aside(replace(SOUND, counts={"entries set_aside": 2}))
    assert (found.verdict, found.number) == ("note", 2)
    assert found.what.startswith("2 entries set aside")


def test_a_disk_is_nearly_full_below_the_limit() -> None:
    full, roomy = Disk(("database", "state"), Path("/a"), 499_999_999), Disk(("mails",), Path("/b"), 500_000_000)
    assert list(check_disks((full, roomy), LIMITS)) == [
        Finding(
            "disk", "bad", "only 499 MB free for database and state", "make room at /a", "database",
            measure="disk_free_database=499MB;;500:",
        ),
        Finding("disk", "ok", "500 MB free for mails", about="mails", measure="disk_free_mails=500MB;;500:"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("database", "host", "holds"),
    [
        ("sqlite:///deep/in/x.sqlite3", "", ("database", "state", "mails")),
        ("postgresql://u@h/x", "", ("state", "mails")),
        ("sqlite:///x.sqlite3?mode=ro", "mail.example", ("database", "state")),
    ],
)
def test_what_lies_on_one_disk_is_told_together_and_no_folder_is_made(
    bare: None, database: str, host: str, holds: tuple[str, ...], tmp_path: Path
) -> None:
    (disk,) = disks_of(Settings(database=database, mail=MailSettings(host=host)))
    assert (disk.holds, disk.folder) == (holds, tmp_path)
    assert disk.free > 0
    assert list(tmp_path.iterdir()) == []
