"""The operator hears of a fault once a version: what came up, what was done about it, and the mend."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from extractors.errors import DeliveryError
from extractors.records.stored import KnownFault
from flows.runtime.faults import Fault
from flows.telling.fault_news import fault_text, known_fault, tell_of_faults
from storage.store import Store

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
FAULT = Fault(
    "entry", "https://a.example/1", "KeyError: 'title'", "Traceback\n  line", NOW, "flows/passing/inbox.py:settle"
)
KNOWN = known_fault(FAULT, "1.2.3")


@dataclass
class Mailbox:
    """Keeps what it takes, refuses some."""

    refused: tuple[str, ...] = ()
    taken: list[EmailMessage] = field(default_factory=list)

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Take it or not."""
        if recipient in self.refused:
            raise DeliveryError(recipient, "no such mailbox")
        self.taken.append(message)


def test_a_fault_is_remembered_as_it_was_met() -> None:
    assert KnownFault(
        id=KNOWN.id, kind="entry", subject="https://a.example/1", error="KeyError: 'title'",
        traceback="Traceback\n  line", place="flows/passing/inbox.py:settle", version="1.2.3",
        first_seen=NOW, last_seen=NOW,
    ) == KNOWN  # fmt: skip


ANOTHER = {
    "another page of the same host": (replace(FAULT, subject="https://a.example/2"), True),
    "the same in other words": (replace(FAULT, error="KeyError: 'text'"), True),
    "another host": (replace(FAULT, subject="https://b.example/1"), True),
    "another error": (replace(FAULT, error="ValueError: 'title'"), False),
    "another place": (replace(FAULT, place="flows/passing/inbox.py:other"), False),
    "another kind of work": (replace(FAULT, kind="revisit"), False),
    "another host, where no place in the code is known": (
        replace(FAULT, place="", subject="https://b.example/1"),
        False,
    ),
}


@pytest.mark.parametrize("situation", ANOTHER)
def test_faults_are_one_where_the_same_came_up_at_the_same_place(situation: str) -> None:
    fault, same = ANOTHER[situation]
    assert (known_fault(fault, "1.2.3").id == KNOWN.id) is same


def test_after_an_upgrade_it_is_another_fault() -> None:
    assert known_fault(FAULT, "1.2.4").id != KNOWN.id


def test_the_mail_says_what_came_up_where_and_what_was_done() -> None:
    told = fault_text([KNOWN]).split("\n\n")[0]
    assert told.splitlines() == [
        "entry: https://a.example/1",
        "  KeyError: 'title'",
        "  at 2026-11-24 06:30 UTC, version 1.2.3",
        "  what was done: the article is tried again later, and set aside with its bytes if that goes on",
        "    Traceback",
        "      line",
    ]


def test_the_mail_says_how_often_it_came_up() -> None:
    assert ", 3 times, version" in fault_text([replace(KNOWN, times=3)])


def test_what_has_no_word_of_its_own_was_left_to_the_next_pass() -> None:
    assert "the rest of the pass was done; the next one tries again" in fault_text([replace(KNOWN, kind="report")])


@pytest.mark.parametrize(("many", "told", "more"), [(20, 20, ""), (23, 20, "… and 3 more")])
def test_a_mail_tells_of_twenty_at_most(many: int, told: int, more: str) -> None:
    text = fault_text([KNOWN] * many)
    assert text.count("entry: https") == told
    assert (more or "… and") in text if more else "… and" not in text
    assert text.rstrip().endswith("after an upgrade.")


def _tell(store: Store, mailbox: Mailbox, *recipients: str) -> tuple[DeliveryError, ...]:
    return tell_of_faults(store, mailbox, sender="watch@desk.example", recipients=recipients, now=NOW)


def test_one_mail_tells_each_operator_of_all_and_the_next_pass_of_none(store: Store) -> None:
    store.record_faults([KNOWN, known_fault(replace(FAULT, kind="mail", subject="ann@example.org"), "1.2.3")])
    mailbox = Mailbox()

    assert _tell(store, mailbox, "ops@desk.example", "eve@desk.example") == ()
    assert [message["To"] for message in mailbox.taken] == ["ops@desk.example", "eve@desk.example"]
    assert mailbox.taken[0]["From"] == "watch@desk.example"
    assert mailbox.taken[0]["Subject"].startswith("[recognition-watch] 2 faults of the program: ")
    assert mailbox.taken[0]["Message-ID"] != mailbox.taken[1]["Message-ID"]
    assert _tell(store, mailbox, "ops@desk.example") == ()
    assert len(mailbox.taken) == 2


def test_what_nobody_could_be_told_is_told_the_next_time(store: Store) -> None:
    store.record_faults([KNOWN])
    refusing = Mailbox(refused=("ops@desk.example",))

    assert [str(error.recipient) for error in _tell(store, refusing, "ops@desk.example")] == ["ops@desk.example"]
    assert len(_tell(store, refusing, "ops@desk.example", "eve@desk.example")) == 1
    assert _tell(store, Mailbox(), "ops@desk.example") == ()
    assert len(refusing.taken) == 1


def test_without_faults_nobody_is_written_to(store: Store) -> None:
    mailbox = Mailbox()
    assert _tell(store, mailbox, "ops@desk.example") == ()
    assert mailbox.taken == []
