"""What the program cannot read is set aside with its bytes, tried again once a version; the operator hears once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import DeliveryError
from extractors.records import Entry, Feed, Page
from extractors.records.stored import SetAside
from flows.mail.transports import FolderMailer
from flows.passing import judging, setting_aside, steps
from flows.passing.one_pass import PlainStages, watch_once
from flows.passing.setting_aside import to_be_tried
from flows.reading.crew import Crew
from flows.reading.messages import FeedRead
from flows.runtime.clock import utc_now
from flows.runtime.faults import ElsewhereError
from flows.runtime.run_report import RunReport
from flows.settings.model import Settings
from storage.store import Store, open_store

from ..tiny_outlet import PAGE

ASIDE = SetAside("k", "https://a.example/1", "T", "Tin Post", "ValueError", "…", "1.0", utc_now())


@pytest.mark.parametrize(
    ("aside", "mine", "again"),
    [
        (ASIDE, "1.0", False),
        (ASIDE, "1.1", True),
        (ASIDE, "0.9", True),
        (replace(ASIDE, tried_with="1.1"), "1.1", False),
        (replace(ASIDE, tried_with="1.1"), "1.2", True),
        (replace(ASIDE, status="waiting", tried_with="1.1"), "1.2", False),
        (replace(ASIDE, status="given_up"), "1.2", False),
    ],
    ids=["the same", "an upgrade", "a way back", "tried", "another upgrade", "waits already", "its page is gone"],
)
def test_what_was_set_aside_is_tried_again_once_a_version(aside: SetAside, mine: str, again: bool) -> None:
    assert to_be_tried([aside], mine) == (("k",) if again else ())


class Broken:
    """Breaks the judging of claims as long as it is asked to."""

    def __init__(self, real: Callable[..., Any]) -> None:
        self.real = real
        self.broken = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.broken:
            raise ValueError("a fault")
        return self.real(*args, **kwargs)


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> Broken:
    broken = Broken(judging.judge_novelty)
    monkeypatch.setattr(judging, "judge_novelty", broken)
    return broken


@pytest.fixture
def impatient(settings: Settings) -> Settings:
    """Of a watch that sets aside at once."""
    return settings.model_copy(update={"attempts": 1})


async def a_pass(settings: Settings) -> RunReport:
    return await watch_once(settings, PlainStages(), lambda _: None, every_feed=True)


def mails(settings: Settings, subject: str) -> list[str]:
    files = Path(settings.mail.folder).glob("*.eml")
    read = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
    return [f"{mail['Subject']}\n{mail.get_content()}" for mail in read if subject in mail["Subject"]]


async def test_what_cannot_be_read_is_set_aside_with_bytes_traceback_and_version(
    impatient: Settings, judge: Broken, store: Store
) -> None:
    report = await a_pass(impatient)
    assert [read.outcome for read in report.entries] == ["set_aside"]
    (aside,) = store.asides()
    assert "judge_novelty" in aside.traceback
    assert aside.version == setting_aside.this_version()
    page = store.aside_page(aside.id)
    assert page is not None
    assert page.body == PAGE.encode()


async def test_it_is_tried_again_after_an_upgrade_from_its_bytes_and_forgotten_once_read(
    impatient: Settings, judge: Broken, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_pass(impatient)
    assert (await a_pass(impatient)).entries == ()
    monkeypatch.setattr(setting_aside, "this_version", lambda: "99.0")
    assert [read.outcome for read in (await a_pass(impatient)).entries] == ["set_aside"]
    assert (await a_pass(impatient)).entries == ()
    monkeypatch.setattr(setting_aside, "this_version", lambda: "99.1")
    judge.broken = False
    monkeypatch.setattr("flows.passing.reading_ahead.fetch_page", _nothing_there)
    report = await a_pass(impatient)
    assert [read.outcome for read in report.entries] == ["kept"]
    assert len(report.alerts) == 1
    assert store.asides() == ()


async def _nothing_there(*_: Any) -> None:
    raise AssertionError("the page need not be fetched")


async def test_the_operator_hears_of_a_fault_once(impatient: Settings, judge: Broken, store: Store) -> None:
    for _ in range(2):
        await a_pass(impatient)
        early = utc_now()
        for number in range(3):
            url = f"{store.asides()[0].url}?again={number}{early:%S%f}"
            entry = Entry(url, "feed", url, "Moscow and the Taliban", "", "Lantern Wire", "en", early)
            store.record_poll(store.feed_memories().popitem()[1], (entry,), early)
    report = await a_pass(impatient)
    assert [fault.kind for fault in report.faults] == ["entry"] * 3
    (mail,) = mails(impatient, "of the program")
    assert mail.startswith("[recognition-watch] 1 fault of the program: entry")
    for told in ("/ban", "ValueError: a fault", "judge_novelty", "--set-aside", "set aside with its bytes"):
        assert told in mail
    (known,) = store.known_faults()
    assert known.times == 7
    assert known.place == "flows/passing/judging.py:judge_claims_of"


async def test_where_that_mail_fails_it_is_tried_again_by_the_next_pass(
    impatient: Settings, judge: Broken, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_mailer: FolderMailer, _message: object, recipient: str) -> None:
        raise DeliveryError(recipient, "no such mailbox")

    with monkeypatch.context() as at_first:
        at_first.setattr(FolderMailer, "send", refuse)
        report = await a_pass(impatient)
    assert "no such mailbox" in report.operator_mails_failed[0]
    assert len(store.known_faults(untold=True)) == 1
    await a_pass(impatient)
    assert len(mails(impatient, "of the program")) == 1
    assert store.known_faults(untold=True) == ()


async def test_a_fault_in_telling_of_faults_is_no_end_of_a_pass(
    impatient: Settings, judge: Broken, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RecursionError

    monkeypatch.setattr(steps.fault_news, "tell_of_faults", broken)
    report = await a_pass(impatient)
    assert [fault.kind for fault in report.faults] == ["entry", "operator mail"]
    with open_store(impatient.database) as store:
        assert store.moment(steps.LATEST_RUN) is not None


async def test_a_feed_that_cannot_be_read_leaves_its_bytes_until_it_can(
    impatient: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, broken = Crew.read_feed, True

    async def read(crew: Crew, page: Page, feed: Feed, now: datetime) -> FeedRead:
        if broken:
            raise ElsewhereError("ValueError: a fault", "a traceback")
        return await real(crew, page, feed, now)

    monkeypatch.setattr(Crew, "read_feed", read)
    await a_pass(impatient)
    (aside,) = store.asides()
    page = store.aside_page(aside.id)
    assert page is not None
    assert (aside.traceback, page.body[:5], page.url) == ("a traceback", b"<?xml", aside.key)
    broken = False
    await a_pass(impatient)
    assert [one.title for one in store.asides() if one.key == aside.key] == []
