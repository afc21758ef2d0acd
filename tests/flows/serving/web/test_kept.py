"""What is kept is made once, then anew beside whoever looks."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import pytest

from flows.serving.web.kept import LOGGER, MadeBefore, Recent


def _counted(kept: MadeBefore, made: list[int]) -> Callable[[], int]:
    def make() -> int:
        made.append(len(made))
        return kept.of("inner", 60, lambda: 7) + len(made)

    return make


def test_it_is_made_once_also_of_what_is_kept_itself() -> None:
    made: list[int] = []
    kept = MadeBefore(lambda: 0.0)
    assert [kept.of("outer", 60, _counted(kept, made)) for _ in range(3)] == [8, 8, 8]


def test_nobody_waits_for_what_is_made_anew() -> None:
    now = [0.0]
    kept, begun, may = MadeBefore(lambda: now[0]), Event(), Event()

    def slowly() -> str:
        begun.set()
        assert may.wait(60)
        return "new"

    assert kept.of("it", 60, lambda: "old") == "old"
    now[0] = 61
    assert kept.of("it", 60, slowly) == "old"
    assert begun.wait(60)
    assert kept.of("it", 60, slowly) == "old"
    may.set()
    waiting = Thread(target=lambda: _until(lambda: kept.of("it", 60, slowly) == "new"))
    waiting.start()
    waiting.join(60)
    assert not waiting.is_alive()


def test_what_could_not_be_made_anew_is_said_and_tried_again(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        LOGGER, "propagate", True
    )  # a command that ran here before may have turned it to standard error
    now = [0.0]
    kept = MadeBefore(lambda: now[0])
    kept.of("it", 60, lambda: "old")
    now[0] = 61
    _until(lambda: kept.of("it", 60, _fail) == "old" and len(caplog.messages) > 1)

    assert set(caplog.messages) == {'not-made-anew what=it why="RuntimeError: nothing there"'}


def test_what_was_made_lately_is_not_made_again() -> None:
    now, made = [0.0], list[str]()
    recent = Recent(2, 60, lambda: now[0])

    def ask(key: str) -> None:
        recent.of(key, lambda: made.append(key))

    for key in ("a", "b", "a"):
        ask(key)
    assert made == ["a", "b"]
    ask("c")  # there is no room for the first
    ask("b")
    ask("a")
    assert made == ["a", "b", "c", "a"]
    now[0] = 61
    ask("a")
    assert made == ["a", "b", "c", "a", "a"]


def _fail() -> str:
    raise RuntimeError("nothing there")


def _until(holds: Callable[[], bool]) -> None:
    while not holds():
        Event().wait(0.01)
