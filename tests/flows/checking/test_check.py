"""``check`` looks at every part, says what is wrong with it in one line, and how to mend it."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from flows.checking.check import check_feeds, check_outside, check_prefect, check_settings, check_watch
from flows.checking.check_telling import check_telling
from flows.checking.watchdog_memory import Clocks, WatchdogMemory, write_memory
from flows.cli.check import exit_code
from flows.cli.entry import run_command
from flows.cli.terminal.plugin_line import plugin_line
from flows.runtime.clock import utc_now
from flows.runtime.finding import Finding
from flows.runtime.moments import LATEST_RUN
from flows.settings.model import MailSettings, PingSettings, PollSettings, Settings, WatchdogSettings
from storage.store import open_store

from ..tiny_outlet import tiny_outlet

pytestmark = pytest.mark.usefixtures("bare")


def test_without_a_contact_the_settings_get_a_note() -> None:
    assert [(one.verdict, one.mend) for one in check_settings(Settings())] == [
        ("ok", ""),
        ("note", "set contact, so that outlets can write to you"),
    ]


def _found(settings: Settings) -> dict[str, Finding]:
    return {one.part: one for one in check_watch(settings)}


def test_without_a_store_nothing_is_made_and_it_is_no_fault(tmp_path: Path) -> None:
    settings = Settings(
        database=f"sqlite:///{tmp_path}/deep/x.sqlite3", state="st", mail=MailSettings(folder="mails/all")
    )
    found = [*check_watch(settings), *check_telling(settings)]
    assert [(one.part, one.verdict) for one in found] == [
        ("database", "note"),
        ("disk", "ok"),
        ("watchdog", "note"),
        ("mail", "note"),
    ]
    assert "run" in found[0].mend + found[0].what
    assert list(tmp_path.iterdir()) == []


def test_an_old_schema_is_told_and_not_upgraded(tmp_path: Path) -> None:
    settings = Settings(database=f"sqlite:///{tmp_path}/x.sqlite3")
    with open_store(settings.database):
        pass
    with sqlite3.connect(tmp_path / "x.sqlite3") as connection:
        connection.execute("UPDATE recognition_watch_version SET version_num = '0001'")
    for _ in range(2):
        assert (_found(settings)["database"].verdict, "0001" in _found(settings)["database"].what) == ("bad", True)


@pytest.mark.parametrize(
    ("minutes_ago", "verdicts", "words"),
    [
        pytest.param(None, {"passes": "note"}, "no pass yet", id="new"),
        pytest.param(4, {"passes": "ok"}, "the last pass ended 4 min ago", id="lately"),
        pytest.param(90, {"passes": "bad"}, "(2 h ago)", id="long ago"),
        pytest.param(-90, {"passes": "ok", "clock": "bad"}, "h in the future", id="to come"),
    ],
)
def test_a_store_tells_when_the_last_pass_was(
    minutes_ago: int | None, verdicts: dict[str, str], words: str, tmp_path: Path
) -> None:
    settings = Settings(database=f"sqlite:///{tmp_path}/x.sqlite3")
    with open_store(settings.database) as store:
        if minutes_ago is not None:
            store.set_moment(LATEST_RUN, utc_now() - timedelta(minutes=minutes_ago))
    found = _found(settings)
    assert {part: found[part].verdict for part in found if part in ("passes", "clock")} == verdicts
    assert words in " ".join(one.what for one in found.values())
    assert exit_code(list(found.values())) == (1 if "bad" in verdicts.values() else 0)


def test_a_database_that_cannot_be_read_is_bad(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite3").write_text("no database at all, but long enough to be looked at by one " * 20)
    found = _found(Settings(database=f"sqlite:///{tmp_path}/x.sqlite3"))["database"]
    assert (found.verdict, "x.sqlite3" in found.what) == ("bad", True)


def test_little_room_is_bad(tmp_path: Path) -> None:
    greedy = WatchdogSettings(disk_free_mb=10**9)
    settings = Settings(database=f"sqlite:///{tmp_path}/x.sqlite3", watchdog=greedy)
    found = _found(settings)["disk"]
    assert (found.verdict, "MB free for database and state and mails" in found.what) == ("bad", True)


@pytest.mark.parametrize(
    ("looked", "pinged", "verdict", "what"),
    [
        (None, "", "note", "it has not looked yet"),
        (timedelta(minutes=5), "", "ok", "it looked 5 min ago"),
        (timedelta(hours=2), "", "note", "it has not looked since "),
        (None, "https://ping.example/x", "ok", "a service elsewhere is pinged"),
    ],
    ids=["never", "lately", "long ago", "pinged"],
)
def test_somebody_outside_should_notice_a_watch_that_stands_still(
    looked: timedelta | None, pinged: str, verdict: str, what: str, tmp_path: Path
) -> None:
    settings = Settings(state="st", ping=PingSettings(address=SecretStr(pinged)))
    if looked is not None:
        write_memory(WatchdogMemory(clocks=Clocks(utc_now() - looked)), tmp_path / "st")
    found = check_outside(settings, utc_now())
    assert (found.verdict, found.what.startswith(what)) == (verdict, True)


def _feeds(tmp_path: Path, *addresses: str) -> Settings:
    rows = "".join(f'  - {{url: "{a}", outlet: "O", language: en, country: NO, covers: russia}}\n' for a in addresses)
    (tmp_path / "feeds.yaml").write_text("feeds:\n" + rows)
    poll = PollSettings(allow_private_addresses=True, pause_s=0, timeout_s=5)
    return Settings(feeds=str(tmp_path / "feeds.yaml"), poll=poll)


def test_every_feed_is_asked_and_those_that_fail_are_named(tmp_path: Path) -> None:
    with tiny_outlet() as outlet:
        summary, failure = check_feeds(_feeds(tmp_path, f"{outlet}/feed", "http://127.0.0.1:1/feed"), fetch=True)
    assert (summary.verdict, "1 of 2 feeds answer" in summary.what) == ("ok", True)
    assert (failure.verdict, "127.0.0.1:1" in failure.what) == ("bad", True)


def test_when_no_feed_answers_it_is_told_once(tmp_path: Path) -> None:
    (found,) = check_feeds(_feeds(tmp_path, "http://127.0.0.1:1/a", "http://127.0.0.1:1/b"), fetch=True)
    assert (found.verdict, found.mend) == ("bad", "see whether this machine reaches the internet")


def test_a_feeds_file_that_is_wrong_is_bad(tmp_path: Path) -> None:
    (tmp_path / "feeds.yaml").write_text("feeds: nothing\n")
    (found,) = check_feeds(Settings(feeds="feeds.yaml"), fetch=True)
    assert found.verdict == "bad"


def test_a_prefect_server_that_does_not_answer_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_prefect(Settings()).verdict == "ok"
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    found = check_prefect(Settings())
    assert (found.verdict, found.mend) == ("bad", "start it, or unset PREFECT_API_URL")


OK, NOTE = Finding("feeds", "ok", ""), Finding("mail", "note", "")
BAD_FEED, BAD_MAIL = Finding("feeds", "bad", ""), Finding("mail", "bad", "")


@pytest.mark.parametrize(
    ("findings", "code"),
    [([OK, NOTE], 0), ([OK, BAD_FEED], 3), ([BAD_FEED], 1), ([OK, BAD_FEED, BAD_MAIL], 1)],
    ids=["all right", "some feeds fail", "all feeds fail", "mail fails"],
)
def test_the_exit_code_tells_what_kind_of_trouble_there_is(findings: list[Finding], code: int) -> None:
    assert exit_code(findings) == code


AGED = Finding("passes", "ok", "the last pass ended 4 min ago", measure="pass_age=240s;;900")
BARRED = Finding("outbox", "bad", "2 mails wait: 451 | try\nagain", measure="mails_waiting=2 mails_overdue=2;;0")


@pytest.mark.parametrize(
    ("findings", "code", "line"),
    [
        pytest.param([AGED, NOTE], 0, "OK - passes: the last pass ended 4 min ago | pass_age=240s;;900", id="well"),
        pytest.param([OK, BAD_FEED], 1, "WARNING - feeds: ", id="some feeds fail"),
        pytest.param(
            [AGED, BARRED],
            2,
            "CRITICAL - outbox: 2 mails wait: 451 / try again | pass_age=240s;;900 mails_waiting=2 mails_overdue=2;;0",
            id="mails wait",
        ),
        pytest.param([BAD_MAIL] * 5, 2, "CRITICAL - mail: ; mail: ; mail: ; and 2 more", id="much"),
    ],
)
def test_the_line_for_monitoring_has_its_state_its_words_and_its_measures(
    findings: list[Finding], code: int, line: str
) -> None:
    assert plugin_line(findings, exit_code(findings)) == (code, line.strip())


@pytest.mark.parametrize("command", [["check", "--offline"], ["check", "--offline", "--line"], ["watchdog"]], ids=str)
def test_looking_changes_no_file_and_makes_none(command: list[str], tmp_path: Path) -> None:
    """But for the watchdog's own memory beside the store."""
    with open_store("sqlite:///var/recognition-watch.sqlite3") as store:
        store.set_moment(LATEST_RUN, utc_now())
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    run_command(command)
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    after.pop(tmp_path / "var" / "watchdog.json", None)
    assert after == before
    assert [path.name for path in tmp_path.iterdir()] == ["var"]


def test_settings_that_cannot_be_read_are_unknown_to_monitoring(capsys: pytest.CaptureFixture[str]) -> None:
    Path("recognition-watch.toml").write_text("nonsense = 1\n")
    assert run_command(["check", "--line"]) == 3
    out = capsys.readouterr().out
    assert out.startswith("UNKNOWN - recognition-watch.toml")
    assert out.count("\n") == 1
