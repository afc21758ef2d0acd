"""systemd hears over a real socket that the service is ready, what it did last, and that it progresses."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from flows.serving.notify import MISSED_PASSES, STEP_S, Heart, notify, watchdog_pause_s

INTERVAL_S = 300.0


@pytest.fixture(params=["path", "abstract"])
def listener(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[socket.socket]:
    """A socket such as systemd's, named in the environment; for abstract ones the name begins with @ there."""
    name = str(tmp_path / "notify") if request.param == "path" else f"@recognition-watch-{os.getpid()}"
    monkeypatch.setenv("NOTIFY_SOCKET", name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bound:
        bound.bind(f"\0{name[1:]}" if name.startswith("@") else name)
        bound.settimeout(20)
        yield bound


def _heard(listener: socket.socket) -> list[str]:
    return listener.recv(4096).decode().split("\n")


def test_a_message_is_one_datagram_with_a_line_a_field(listener: socket.socket) -> None:
    assert notify(READY="1", STATUS="two\nlines")
    assert _heard(listener) == ["READY=1", "STATUS=two lines"]


@pytest.mark.parametrize("address", ["", "vsock:2:1234", "/nowhere/at/all"])
def test_without_a_service_manager_nothing_happens(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    assert not notify(READY="1")


@pytest.mark.parametrize(
    ("given", "process", "pause_s"),
    [
        ("180000000", "", 60.0),
        ("180000000", str(os.getpid()), 60.0),
        ("180000000", "1", None),
        ("", "", None),
        ("0", "", None),
        ("often", "", None),
    ],
    ids=["any process", "this process", "another process", "none", "off", "no number"],
)
def test_signs_of_life_are_sent_as_often_as_asked(
    given: str, process: str, pause_s: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", given)
    monkeypatch.setenv("WATCHDOG_PID", process)
    assert watchdog_pause_s() == pause_s


class _Clock:
    """A clock that moves when it is told to; ``read`` is set each time somebody reads it."""

    def __init__(self) -> None:
        self.now = 0.0
        self.read = Event()

    def __call__(self) -> float:
        self.read.set()
        return self.now


def test_a_pass_that_makes_no_step_stops_the_heart_and_a_step_starts_it_again() -> None:
    clock = _Clock()
    heart = Heart(INTERVAL_S, clock)
    heart.begins()
    clock.now += STEP_S
    assert heart.beats
    clock.now += 1
    assert not heart.beats
    heart.beat("a feed was polled")
    assert heart.beats


def test_a_schedule_that_begins_no_pass_stops_the_heart() -> None:
    clock = _Clock()
    heart = Heart(INTERVAL_S, clock)
    heart.ends("a pass")
    clock.now += MISSED_PASSES * INTERVAL_S
    assert heart.beats
    clock.now += 61
    assert not heart.beats
    heart.begins()
    assert heart.beats


def test_ready_status_signs_of_life_and_the_end_are_told(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "30000")
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    heart = Heart(INTERVAL_S)
    heart.ready("watching 3 feeds")
    assert _heard(listener) == ["READY=1", "STATUS=watching 3 feeds"]
    heart.ends("3 feeds polled, 1 failed")
    assert _heard(listener) == ["STATUS=3 feeds polled, 1 failed"]
    with heart.beating():
        assert [_heard(listener) for _ in range(2)] == [["WATCHDOG=1"]] * 2
    # What was sent before the thread ended may still be queued.
    heart.stops()
    while (told := _heard(listener)) == ["WATCHDOG=1"]:
        pass
    assert told == ["STOPPING=1", "STATUS=stopping"]


def test_a_heart_that_has_stopped_sends_no_sign_of_life(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "3000")
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    clock = _Clock()
    heart = Heart(INTERVAL_S, clock)
    clock.now += 1_000_000
    with heart.beating():
        for _ in range(3):
            clock.read.clear()
            assert clock.read.wait(20)
    notify(STATUS="the end")
    assert _heard(listener) == ["STATUS=the end"]
