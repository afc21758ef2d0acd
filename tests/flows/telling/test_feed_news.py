"""The operator hears of feeds by mail: once when one stays bad, once when it is back, and never twice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from extractors.errors import DeliveryError
from extractors.records import FeedMemory
from flows.mail.transports import FolderMailer, Mailer
from flows.telling.feed_news import tell_operator
from storage.store import Store

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
BAD = FeedMemory("https://a.example/feed", "failing", "timeout", polls=9, failures=3.0, failing_since=NOW, bad_polls=3)
GOOD = FeedMemory("https://b.example/feed", "ok", polls=9)
POLLED = (BAD.url, GOOD.url)


@dataclass
class Refusing:
    """Refuses some recipients, keeps what it takes."""

    refused: tuple[str, ...]
    taken: list[EmailMessage] = field(default_factory=list)

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Take it or not."""
        if recipient in self.refused:
            raise DeliveryError(recipient, "no such mailbox")
        self.taken.append(message)


@pytest.fixture
def store(store: Store) -> Store:
    """A store that knows a bad and a good feed."""
    for memory in (BAD, GOOD):
        store.record_poll(memory, (), NOW)
    return store


def _tell(
    store: Store, mailer: Mailer, *recipients: str, polled: tuple[str, ...] = POLLED
) -> tuple[DeliveryError, ...]:
    return tell_operator(store, mailer, sender="watch@desk.example", recipients=recipients, polled=polled, now=NOW)


def test_bad_and_back_are_told_once_each(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    subjects = []
    for memory in (None, None, replace(BAD, state="ok", reason="", failures=0.0, bad_polls=0, told=True), None):
        if memory is not None:
            store.record_poll(memory, (), NOW)
        before = set(folder.glob("*.eml"))
        assert _tell(store, FolderMailer(folder), "op@desk.example") == ()
        subjects.append([path.name[:-13] for path in set(folder.glob("*.eml")) - before])
    assert subjects == [["feeds-1-bad"], [], ["feeds-1-back"], []]
    text = next(folder.glob("feeds-1-bad*")).read_text()
    assert "To: op@desk.example" in text
    assert "Auto-Submitted: auto-generated" in text  # no mailbox answers it that it is away
    assert "failing since 2026-11-24 06:00 UTC: https://a.example/feed (timeout, 3 polls)" in text


def test_a_mailbox_that_refuses_does_not_keep_it_from_the_others(store: Store) -> None:
    mailer = Refusing(("x@desk.example",))
    errors = _tell(store, mailer, "x@desk.example", "op@desk.example")
    assert [error.recipient for error in errors] == ["x@desk.example"]
    assert len(mailer.taken) == 1
    assert store.feed_memories()[BAD.url].told


def test_what_nobody_could_be_told_is_told_the_next_time_under_the_same_id(store: Store) -> None:
    assert len(_tell(store, Refusing(("op@desk.example",)), "op@desk.example")) == 1
    mailers = Refusing(()), Refusing(())
    store.record_poll(BAD, (), NOW)
    _tell(store, mailers[0], "op@desk.example")
    store.record_poll(BAD, (), NOW)
    _tell(store, mailers[1], "op@desk.example")
    assert mailers[0].taken[0]["Message-ID"] == mailers[1].taken[0]["Message-ID"]


def test_a_feed_that_is_no_longer_polled_is_no_news(store: Store) -> None:
    mailer = Refusing(())
    assert _tell(store, mailer, "op@desk.example", polled=(GOOD.url,)) == ()
    assert mailer.taken == []
