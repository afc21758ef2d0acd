"""``check`` looks at every part, says what is wrong with it in one line, and how to mend it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from flows.check import check_database, check_feeds, check_prefect, check_settings
from flows.cli.check import exit_code
from flows.clock import utc_now
from flows.finding import Finding
from flows.settings import PollSettings, Settings
from flows.steps import LATEST_RUN
from storage.store import open_store

from .tiny_outlet import tiny_outlet

pytestmark = pytest.mark.usefixtures("bare")


def test_without_a_contact_the_settings_get_a_note() -> None:
    assert [(one.verdict, one.mend) for one in check_settings(Settings())] == [
        ("ok", ""),
        ("note", "set contact, so that outlets can write to you"),
    ]


@pytest.mark.parametrize(
    ("minutes_ago", "verdict", "words"),
    [
        pytest.param(None, "note", "0 articles, 0 claims; no pass yet", id="new"),
        pytest.param(4, "ok", "the last pass was 4 min ago", id="lately"),
        pytest.param(90, "note", "the last pass was 2 h ago", id="long ago"),
    ],
)
def test_a_database_is_made_and_tells_when_the_last_pass_was(
    minutes_ago: int | None, verdict: str, words: str, tmp_path: Path
) -> None:
    settings = Settings(database=f"sqlite:///{tmp_path}/x.sqlite3")
    if minutes_ago is not None:
        with open_store(settings.database) as store:
            store.set_moment(LATEST_RUN, utc_now() - timedelta(minutes=minutes_ago))
    found = check_database(settings)
    assert (found.verdict, words in found.what) == (verdict, True)


def test_a_database_that_cannot_be_made_is_bad() -> None:
    found = check_database(Settings(database="sqlite:////proc/nowhere/x.sqlite3"))
    assert found.verdict == "bad"
    assert "/proc/nowhere" in found.what


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
