"""The demo, run as a newcomer runs it: three passes that alert exactly what they should."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from flows.demo.newsroom.expectations import load_expectations
from flows.demo.newsroom.stories import last_evening, load_outlets, load_stories

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    folder = tmp_path_factory.mktemp("demo")
    command = [str(Path(sys.executable).with_name("recognition-watch")), "demo"]
    # As in a newcomer's shell: another test may have set up Prefect for this process.
    shell = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "RECOGNITION_"))}
    done = subprocess.run(command, cwd=folder, env=shell, capture_output=True, text=True, timeout=240, check=False)
    return done, folder / "var" / "demo"


def test_three_passes_alert_exactly_what_a_careful_reader_would_be_told(
    demo: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, _ = demo
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Alerted exactly what a careful reader would be told.") == len(load_expectations())


def test_every_alert_lies_in_the_folder_as_it_was_delivered(
    demo: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    _, folder = demo
    mails = [message_from_bytes(path.read_bytes(), policy=default) for path in sorted((folder / "mail").glob("*.eml"))]
    stories = {told.story for expected in load_expectations() for told in expected}
    alerts = [mail for mail in mails if mail["List-Id"]]
    assert len(alerts) == len(stories)
    assert len({mail["Message-ID"] for mail in mails}) == len(mails)
    assert all(str(mail["Subject"]).startswith("[recognition-watch] ") for mail in mails)


def test_the_operator_is_told_of_the_feed_that_stays_bad(
    demo: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    _, folder = demo
    mails = [message_from_bytes(path.read_bytes(), policy=default) for path in sorted((folder / "mail").glob("*.eml"))]
    told = [mail.get_content() for mail in mails if mail["Subject"] == "[recognition-watch] feeds: 1 bad"]
    assert len(told) == 1
    assert "sleeping-gazette" in told[0]


def test_every_expected_story_is_in_the_newsroom_and_every_story_has_an_outlet() -> None:
    stories = {story.key: story for story in load_stories(NOW)}
    assert {told.story for expected in load_expectations() for told in expected} <= stories.keys()
    assert {story.outlet for story in stories.values()} <= {outlet.key for outlet in load_outlets()}


def test_the_newsroom_has_every_format_in_good_order_and_the_faults_of_real_ones() -> None:
    outlets = load_outlets()
    assert {outlet.format for outlet in outlets if outlet.fault is None} == {"rss", "atom", "rdf"}
    assert {"sloppy", "hangs"} <= {outlet.fault for outlet in outlets}
    assert any(story.fault == "answers-500" for story in load_stories(NOW))


@pytest.mark.parametrize("hour", range(24))
def test_the_newsrooms_day_is_the_same_at_whatever_hour_the_demo_is_run(hour: int) -> None:
    now = datetime(2026, 3, 2, hour, 5, tzinfo=UTC)
    evening = last_evening(now)
    assert timedelta() <= now - evening < timedelta(days=1)
    ages = [evening - story.published_at for story in load_stories(evening)]
    assert ages == [NOW - story.published_at for story in load_stories(NOW)]
    assert evening.hour == 22
