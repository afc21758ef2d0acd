"""The review of alerted claims: verdicts are kept with what is right, and used."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from extractors.lexicon import load_lexicon
from extractors.records import Filter
from extractors.training.newsrooms import read_set
from storage.store import open_store

from .conftest import WORDS, Command


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the reviewer types."""
    stdin = io.StringIO()
    monkeypatch.setattr("sys.stdin", stdin)
    return stdin


@pytest.mark.parametrize(
    ("keys", "verdict", "right"),
    [
        ("r\n", "right", {}),
        ("n\n", "not_a_claim", {}),
        ("o\n", "not_new", {}),
        ("p\nopposes\n", "wrong_position", {"position": "opposes"}),
        ("p\nnonsense\n\n", "wrong_position", {"position": None}),
        ("t\ndelisting\n", "wrong_topic", {"topic": "delisting"}),
        ("s\nzamir-kabulov\n", "wrong_speaker", {"speaker": "zamir-kabulov"}),
        ("x\nr\n", "right", {}),
    ],
)
def test_a_verdict_is_kept_with_who_and_what_is_right(
    keys: str, verdict: str, right: dict[str, str | None], typed: io.StringIO, filled_store: str, command: Command
) -> None:
    typed.write(keys)
    typed.seek(0)
    ended = command("review", "--who", "ann")

    assert (ended.code, ended.err) == (0, "")
    assert WORDS in ended.out
    assert "1 of 1 reviewed" in ended.out
    with open_store(filled_store) as store:
        (review,) = store.reviews()
    assert (review.who, review.verdict) == ("ann", verdict)
    assert {name: getattr(review, name) for name in right} == right


@pytest.mark.parametrize("keys", ["k\n", "q\n", ""], ids=["skipped", "stopped", "at the end of the input"])
def test_what_is_skipped_stays_open(keys: str, typed: io.StringIO, filled_store: str, command: Command) -> None:
    typed.write(keys)
    typed.seek(0)
    ended = command("review")

    assert (ended.code, ended.err) == (0, "")
    assert "0 of 1 reviewed; no alert was ever reviewed" in ended.out
    with open_store(filled_store) as store:
        assert store.reviews() == ()


def test_the_precision_of_reviewed_alerts_is_told(typed: io.StringIO, filled_store: str, command: Command) -> None:
    typed.write("r\n")
    typed.seek(0)
    command("review")
    again = command("review")

    assert again.out == "0 of 0 reviewed; of 1 reviewed alerts 1 were right (100%)\n"
    with open_store(filled_store) as store:
        assert [one.verdict for one in store.claims(Filter())] == ["right"]


def test_verdicts_are_exported_for_training(
    typed: io.StringIO, filled_store: str, command: Command, tmp_path: Path
) -> None:
    typed.write("r\n")
    typed.seek(0)
    command("review")
    ended = command("review", "--export", str(tmp_path / "verdicts-1.yaml"))

    assert (ended.code, ended.err) == (0, "")
    assert "1 verdict: 1 statement of 1 article written to" in ended.out
    (case,) = read_set(tmp_path / "verdicts-1.yaml", load_lexicon())
    assert case.partial
    assert [statement.text for statement in case.statements] == [WORDS]


def test_a_file_that_cannot_be_written_is_said_in_one_line(filled_store: str, command: Command, tmp_path: Path) -> None:
    ended = command("review", "--export", str(tmp_path / "nowhere" / "verdicts.yaml"))

    assert ended.code == 2
    assert len(ended.complaints) == 1
    assert "cannot be written" in ended.err
