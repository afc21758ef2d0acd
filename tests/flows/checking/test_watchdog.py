"""The watchdog looks from outside and tells each state once, and once when it is over: real stores, real mail."""

from __future__ import annotations

import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from extractors.records import Alert, Entry, FeedMemory
from flows.checking.watchdog import check_jump, look, memory_after, news_of, recipients_of, tell
from flows.checking.watchdog_memory import (
    Clocks,
    OpenFinding,
    WatchdogMemory,
    clocks_now,
    jumped,
    read_memory,
    write_memory,
)
from flows.cli.entry import run_command
from flows.demo.mail_catcher import MailCatcher, Manners
from flows.runtime.clock import utc_now
from flows.runtime.finding import Finding
from flows.runtime.moments import LATEST_GOOD_RUN, LATEST_RUN
from flows.settings.model import Settings, WatchdogSettings
from storage.store import open_store

NOW = utc_now()
OPERATOR = "op@example.org"
Look = Callable[[], int]
pytestmark = pytest.mark.usefixtures("bare")


@pytest.fixture
def catcher() -> Iterator[MailCatcher]:
    with MailCatcher(Manners()) as caught:
        yield caught


@pytest.fixture
def watched(catcher: MailCatcher, tmp_path: Path) -> Settings:
    """A watch whose last pass has just ended, in the folder that the command runs in."""
    (tmp_path / "recognition-watch.toml").write_text(
        f'database = "sqlite:///x.sqlite3"\nstate = "state"\n'
        f'[mail]\nhost = "127.0.0.1"\nport = {catcher.port}\ntls = "none"\noperators = ["{OPERATOR}"]\n'
    )
    _ended(0)
    return Settings(database="sqlite:///x.sqlite3", state="state")


def _ended(minutes_ago: float) -> None:
    """The last pass ended so many minutes ago."""
    with open_store("sqlite:///x.sqlite3") as store:
        for name in (LATEST_RUN, LATEST_GOOD_RUN):
            store.set_moment(name, utc_now() - timedelta(minutes=minutes_ago))


def _look() -> int:
    return run_command(["watchdog"])


def _subjects(catcher: MailCatcher) -> list[str]:
    return [str(mail.message["Subject"]).removeprefix("[recognition-watch] Watchdog: ") for mail in catcher.mails]


def _text(catcher: MailCatcher) -> str:
    body = catcher.mails[-1].message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_all_is_well_and_nobody_is_told(watched: Settings, catcher: MailCatcher) -> None:
    assert [_look(), _look()] == [0, 0]
    assert catcher.mails == []


def test_no_pass_for_three_intervals_is_told_once_and_its_end_once(watched: Settings, catcher: MailCatcher) -> None:
    _ended(16)
    assert [_look(), _look()] == [1, 1]
    assert [one.partition(" since")[0] for one in _subjects(catcher)] == ["no pass has ended well"]
    assert catcher.mails[0].recipients == (OPERATOR,)
    assert "see whether `serve` or a worker runs" in _text(catcher)
    _ended(0)
    assert [_look(), _look()] == [0, 0]
    assert len(catcher.mails) == 2
    assert _subjects(catcher)[1].startswith("over: no pass has ended well since")


def test_mails_that_wait_and_what_is_new_beside_them(watched: Settings, catcher: MailCatcher) -> None:
    with open_store("sqlite:///x.sqlite3") as store:
        at = utc_now() - timedelta(hours=5)
        store.put_alert(Alert("a", at, "", "", "Something", None, (), kind="notice"), ["reader@example.org"])
    assert _look() == 1
    assert _subjects(catcher) == ["1 mail waits, the first told of something 5 h ago, and none was tried"]
    _ended(60)
    assert _look() == 1
    assert len(catcher.mails) == 2
    assert "Still: 1 mail waits" in " ".join(_text(catcher).split())


def _set_aside(number: int) -> None:
    """So many entries are kept from being read by a fault of the program."""
    seen = [Entry(f"k{n}", "f", f"https://a.example/{n}", "T", "", "O", "en", NOW) for n in range(number)]
    with open_store("sqlite:///x.sqlite3") as store:
        store.record_poll(FeedMemory("f"), seen, NOW)
        for entry in seen:
            store.settle_entry(entry.key, "set_aside", "unforeseen", NOW)


def test_entries_set_aside_are_told_and_again_when_there_are_more(watched: Settings, catcher: MailCatcher) -> None:
    for number in (1, 1, 3, 3):
        _set_aside(number)
        assert _look() == 1
    assert [one.partition(" set aside")[0] for one in _subjects(catcher)] == ["1 entry", "3 entries"]
    assert "`articles --set-aside`" in _text(catcher)


def test_a_disk_that_is_nearly_full_is_told(watched: Settings, catcher: MailCatcher, tmp_path: Path) -> None:
    with (tmp_path / "recognition-watch.toml").open("a") as file:
        file.write("[watchdog]\ndisk_free_mb = 1000000000\n")
    assert [_look(), _look()] == [1, 1]
    (subject,) = _subjects(catcher)
    assert re.fullmatch(r"only \d+ MB free for database and state", subject)


def test_a_pass_in_the_future_is_told_as_a_clock_that_jumped(watched: Settings, catcher: MailCatcher) -> None:
    _ended(-60 * 24)
    assert _look() == 1
    assert "in the future: the clock has been set back" in _subjects(catcher)[0]


def test_a_store_that_is_gone_is_told_and_none_is_made(watched: Settings, catcher: MailCatcher) -> None:
    assert _look() == 0
    Path("x.sqlite3").rename("y.sqlite3")
    assert [_look(), _look()] == [1, 1]
    (subject,) = _subjects(catcher)
    assert "no store at" in subject
    assert not Path("x.sqlite3").exists()


def test_what_only_the_store_tells_of_is_not_over_while_it_cannot_be_read(
    watched: Settings, catcher: MailCatcher
) -> None:
    _ended(16)
    assert _look() == 1
    Path("x.sqlite3").rename("y.sqlite3")
    assert _look() == 1
    Path("y.sqlite3").rename("x.sqlite3")
    assert _look() == 1
    late, gone, back = _subjects(catcher)
    assert late.startswith("no pass has ended well")
    assert (gone.startswith("no store at"), back.startswith("over: no store at")) == (True, True)


def test_before_the_first_pass_nothing_is_wrong_and_nothing_is_made(tmp_path: Path) -> None:
    assert _look() == 0
    assert list(tmp_path.iterdir()) == []


def test_who_could_not_be_told_is_told_at_the_next_look(
    watched: Settings, catcher: MailCatcher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = (tmp_path / "recognition-watch.toml").read_text()
    (tmp_path / "recognition-watch.toml").write_text(right.replace(f"port = {catcher.port}", "port = 1"))
    _ended(16)
    assert _look() == 1
    assert f"not told: {OPERATOR}: 127.0.0.1:1: " in capsys.readouterr().err
    (tmp_path / "recognition-watch.toml").write_text(right)
    assert [_look(), _look()] == [1, 1]
    assert len(catcher.mails) == 1


def test_a_memory_that_cannot_be_written_is_told_on_standard_error(
    watched: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("state").write_text("a file")
    assert _look() == 1
    assert "told again at the next look" in capsys.readouterr().err


def test_channels_hear_it_too() -> None:
    heard: list[bytes] = []

    class Channel(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Channel)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    channel = SecretStr(f"json://127.0.0.1:{server.server_port}/secret-token")
    settings = Settings(watchdog=WatchdogSettings(channels=(channel,)))
    late = Finding("passes", "bad", "no pass has ended well", "see")
    news = news_of([late], WatchdogMemory(), Clocks(NOW))
    assert tell(settings, news, NOW) == ()
    server.shutdown()
    server.server_close()
    assert recipients_of(settings) == ("reader@localhost.localdomain", "channel:watchdog-1")
    assert len(heard) == 1
    assert b"no pass has ended well" in heard[0]
    assert len(list(Path("var/mail").glob("*.eml"))) == 1


def test_a_channel_that_fails_is_named_without_its_address() -> None:
    channel = SecretStr("json://127.0.0.1:1/secret-token")
    settings = Settings(watchdog=WatchdogSettings(channels=(channel,)))
    refused = tell(settings, news_of([Finding("outbox", "bad", "x")], WatchdogMemory(), Clocks(NOW)), NOW)
    assert [error.recipient for error in refused] == ["channel:watchdog-1"]
    assert "secret-token" not in str(refused[0])


# --- What is news ----------------------------------------------------------------------------------------------------

READ = Finding("database", "ok", "x")
LATE, TWO = Finding("passes", "bad", "late"), Finding("set aside", "note", "2 set aside", number=2)


@pytest.mark.parametrize(
    ("findings", "told", "new", "over"),
    [
        pytest.param([READ, Finding("mail", "note", "no server")], {}, 0, 0, id="notes are none"),
        pytest.param([READ, LATE], {}, 1, 0, id="wrong"),
        pytest.param([READ, LATE], {"passes": OpenFinding("later")}, 0, 0, id="told"),
        pytest.param([READ], {"passes": OpenFinding("late")}, 0, 1, id="over"),
        pytest.param([READ, TWO], {}, 1, 0, id="set aside"),
        pytest.param([READ, TWO], {"set aside": OpenFinding("", 2)}, 0, 0, id="no more set aside"),
        pytest.param([READ, TWO], {"set aside": OpenFinding("", 1)}, 1, 0, id="more set aside"),
        pytest.param([LATE], {"outbox": OpenFinding("late"), "disk/mails": OpenFinding("full")}, 1, 1, id="unreadable"),
    ],
)
def test_each_state_is_news_once(findings: list[Finding], told: dict[str, OpenFinding], new: int, over: int) -> None:
    news = news_of(findings, WatchdogMemory(told), Clocks(NOW))
    assert (len(news.new), len(news.over)) == (new, over)
    after = memory_after(news, WatchdogMemory(told), told=True)
    again = news_of(findings, after, Clocks(NOW))
    assert not again
    if news:
        assert memory_after(news, WatchdogMemory(told), told=False).told == told


@pytest.mark.parametrize(
    ("before", "after", "by"),
    [
        (Clocks(NOW, "b", 100), Clocks(NOW + timedelta(seconds=60), "b", 160), 0),
        (Clocks(NOW, "b", 100), Clocks(NOW + timedelta(seconds=3660), "b", 160), 3600),
        (Clocks(NOW, "b", 100), Clocks(NOW - timedelta(seconds=3540), "b", 160), -3600),
        (Clocks(NOW, "b", 100), Clocks(NOW + timedelta(days=3), "c", 5), 0),
        (Clocks(NOW, "b", 100), Clocks(NOW - timedelta(days=1), "c", 5), -86400),
        (Clocks(NOW), Clocks(NOW - timedelta(days=1)), -86400),
    ],
    ids=["steady", "forward", "back", "restarted", "restarted, back", "no boot known"],
)
def test_a_clock_that_was_set_is_seen(before: Clocks, after: Clocks, by: float) -> None:
    assert jumped(before, after).total_seconds() == by
    assert len(list(check_jump(before, after, 120))) == (by != 0)
    assert list(check_jump(None, after, 120)) == []


def test_the_memory_is_kept_for_its_owner_alone_and_a_broken_one_is_none(tmp_path: Path) -> None:
    memory = WatchdogMemory({"passes": OpenFinding("late", 0)}, True, clocks_now(NOW))
    write_memory(memory, tmp_path / "state")
    assert read_memory(tmp_path / "state") == memory
    assert (tmp_path / "state" / "watchdog.json").stat().st_mode & 0o777 == 0o600
    (tmp_path / "state" / "watchdog.json").write_text('{"told": 3}')
    assert read_memory(tmp_path / "state") == WatchdogMemory()


def test_it_needs_no_prefect_and_loads_no_model() -> None:
    code = (
        "import sys; from flows.cli.entry import run_command; run_command(['watchdog']); "
        "print(sorted({'prefect', 'spacy', 'apprise'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=240)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_policy_that_cannot_be_read_keeps_nobody_from_hearing() -> None:
    assert recipients_of(Settings(policy="gone.yaml")) == ("reader@localhost.localdomain",)


def test_a_database_that_is_down_is_told() -> None:
    down = Settings(database="postgresql://watch:hush@127.0.0.1:1/watch")
    found = [one for one in look(down, WatchdogMemory(), clocks_now(NOW)) if one.part == "database"]
    assert [one.verdict for one in found] == ["bad"]
    assert "hush" not in found[0].what


def test_a_look_names_every_part() -> None:
    with open_store("sqlite:///x.sqlite3"):
        found = list(look(Settings(database="sqlite:///x.sqlite3"), WatchdogMemory(), clocks_now(NOW)))
    assert [one.part for one in found] == ["database", "passes", "outbox", "disk"]
