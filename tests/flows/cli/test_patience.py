"""What takes long says so on a terminal, and on a terminal only."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from flows.cli.terminal import patience
from flows.cli.terminal.patience import Patience

SOON_S = 60.0


class Terminal(io.StringIO):
    """A terminal that notices when something is shown on it."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if "page" in text:
            self.shown.set()
        return super().write(text)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Terminal()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "AFTER_S", 0.0)


@pytest.mark.usefixtures("at_once")
def test_what_takes_long_is_shown_with_how_far_it_has_come(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal)  # here: pytest puts its own there when a test begins
    with Patience("writing pages", 3) as waiting:
        waiting.step()
        assert terminal.shown.wait(SOON_S)
    assert "writing pages" in terminal.getvalue()
    assert "/3" in terminal.getvalue()


def test_what_is_quick_says_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal)
    with Patience("writing pages", 3) as waiting:
        waiting.step()
    assert terminal.getvalue() == ""


@pytest.mark.usefixtures("at_once")
def test_a_log_gets_none_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    with Patience("writing pages") as waiting:
        assert waiting._timer is None
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("at_once")
def test_it_is_taken_away_while_something_is_printed_to_the_terminal(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", terminal)
    with Patience("writing pages") as waiting:
        assert terminal.shown.wait(SOON_S)
        with waiting.aside(terminal):
            before = terminal.getvalue()
            assert (waiting._shown, waiting._timer) == (None, None)
            assert before.endswith("\x1b[2K")
        terminal.shown.clear()
        assert terminal.shown.wait(SOON_S)
        with waiting.aside(io.StringIO()):
            assert waiting._shown is not None
