"""The steps of a pass without Prefect: what goes wrong with one feed or page is in its record, and the rest goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from extractors.records import Entry, Feed, FeedMemory
from flows.passing import inbox, steps
from flows.passing.run_context import Desk, open_desk
from flows.passing.sole_run import LEASE, sole_run
from flows.runtime.clock import utc_now
from flows.runtime.run_report import EntryRead, FeedPolled, MailsSent, Progress
from flows.settings.model import Settings
from storage.store import open_store

from ..tiny_outlet import PAGE


@pytest.fixture
def heard() -> list[Progress]:
    return []


@pytest.fixture
async def desk(settings: Settings, heard: list[Progress]) -> AsyncIterator[Desk]:
    async with open_desk(settings, heard.append) as opened:
        yield opened


async def _poll_all(desk: Desk) -> list[FeedPolled]:
    return [await steps.poll(desk, feed, memory) for feed, memory in steps.known_feeds(desk)]


def _waits(desk: Desk, url: str) -> None:
    """Put an entry for an address into the inbox."""
    entry = Entry(url, "feed", url, "Something on Moscow and the Taliban", "", "Lantern Wire", "en", utc_now())
    desk.store.record_poll(FeedMemory("feed"), (entry,), utc_now() - timedelta(seconds=1))


async def _read_all(desk: Desk) -> tuple[EntryRead, ...]:
    due = desk.store.due_entries(utc_now(), 100)
    async with inbox.reading(desk, due) as readings:
        return await inbox.settle(desk, due, readings)


async def test_a_pass_goes_from_feed_to_mail(desk: Desk, heard: list[Progress], tmp_path: Path) -> None:
    (polled,) = await _poll_all(desk)
    (read,) = await _read_all(desk)
    mails = steps.deliver(desk)

    assert (polled.entries, polled.new, polled.error) == (1, 1, None)
    assert (read.outcome, bool(read.claims), len(read.alerts)) == ("kept", True, 1)
    assert len(mails.report.sent) == len(list((tmp_path / "mail").glob("*.eml"))) == 1
    assert [type(progress) for progress in heard] == [FeedPolled, EntryRead, MailsSent]


async def test_the_served_bytes_of_a_kept_article_are_kept(desk: Desk, settings: Settings) -> None:
    await _poll_all(desk)
    await _read_all(desk)
    ((article, _),) = desk.store.page_keys()
    page = desk.store.page(article)
    assert page is not None
    assert PAGE.encode() == page.body
    steps.end_pass(desk)
    assert desk.store.page(article) == page
    assert desk.store.moment(steps.LATEST_RUN) is not None


async def test_no_bytes_are_kept_where_the_settings_say_so(settings: Settings, heard: list[Progress]) -> None:
    async with open_desk(settings.model_copy(update={"keep_pages_days": 0}), heard.append) as desk:
        await _poll_all(desk)
        await _read_all(desk)
        assert desk.store.page_keys() == ()


async def _polls_nobody(desk: Desk, tmp_path: Path) -> int:
    """Poll a feed that is not there, and tell of it; how many mails there are then. The log hears it as often."""
    nobody = Feed("http://127.0.0.1:1/feed", "Nobody", "en", "NO", "russia")
    memory = desk.store.feed_memories().get(nobody.url) or FeedMemory(nobody.url)
    polled = await steps.poll(desk, nobody, memory)
    before = len(list((tmp_path / "mail").glob("*.eml")))
    assert steps.tell_of_feeds(desk, [polled]) == ()
    after = len(list((tmp_path / "mail").glob("*.eml")))
    assert polled.lasting is (after > before)
    return after


async def test_the_operator_is_told_once_of_a_feed_that_stays_bad(desk: Desk, tmp_path: Path) -> None:
    assert [await _polls_nobody(desk, tmp_path) for _ in range(5)] == [0, 0, 1, 1, 1]


async def test_with_a_policy_alone_its_mail_addresses_are_told_of_bad_feeds(
    settings: Settings, heard: list[Progress], tmp_path: Path
) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        'channels: {room: "ntfy://topic"}\n'
        'groups: [{name: desk, recipients: [desk@example.org, "channel:room"], topics: [recognition]}]\n'
    )
    async with open_desk(settings.model_copy(update={"policy": str(policy)}), heard.append) as desk:
        assert [await _polls_nobody(desk, tmp_path) for _ in range(3)] == [0, 0, 1]
    (mail,) = (tmp_path / "mail").glob("*.eml")
    assert "To: desk@example.org" in mail.read_text()


async def test_a_second_pass_finds_nothing_new(desk: Desk) -> None:
    await _poll_all(desk)
    await _read_all(desk)
    steps.deliver(desk)

    (polled,) = await _poll_all(desk)
    assert polled.new == 0
    assert await _read_all(desk) == ()
    assert steps.deliver(desk).report.sent == ()


async def test_a_feed_that_is_not_due_rests(desk: Desk) -> None:
    await _poll_all(desk)
    assert steps.due_feeds(desk, steps.known_feeds(desk), every=False) == ()
    assert len(steps.due_feeds(desk, steps.known_feeds(desk), every=True)) == 1


async def test_a_feed_that_cannot_be_had_is_a_value_with_its_reason(desk: Desk) -> None:
    nobody = Feed("http://127.0.0.1:1/feed", "Nobody", "en", "NO", "russia")
    polled = await steps.poll(desk, nobody, FeedMemory(nobody.url))
    assert polled.state == "failing"
    assert polled.error is not None
    assert "127.0.0.1:1" in polled.error


async def test_a_page_that_fails_is_tried_again_and_given_up_in_the_end(
    settings: Settings, heard: list[Progress], outlet: str
) -> None:
    patient = settings.model_copy(update={"attempts": 1})
    async with open_desk(patient, heard.append) as desk:
        _waits(desk, "http://127.0.0.1:1/page")
        (read,) = await _read_all(desk)
        assert read.outcome == "given_up"
        assert read.reason.endswith("(after 1 attempts)")
    async with open_desk(settings, heard.append) as desk:
        _waits(desk, "http://127.0.0.1:1/other")
        (read,) = await _read_all(desk)
        assert read.outcome == "postponed"
        assert read.again_at is not None
        assert await _read_all(desk) == ()


async def test_an_article_that_is_stored_already_is_known(desk: Desk, outlet: str) -> None:
    for name in ("ban", "ban?edition=2"):
        _waits(desk, f"{outlet}/{name}")
    outcomes = [read.outcome for read in await _read_all(desk)]
    assert outcomes[0] == "kept"
    assert set(outcomes[1:]) <= {"known", "kept"}


async def test_of_two_passes_on_one_store_one_runs(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/store.sqlite3") as store:
        async with sole_run(store, "first") as first, sole_run(store, "second") as second:
            assert (first, second) == (True, False)
        async with sole_run(store, "third") as third:
            assert third


async def test_a_killed_pass_does_not_block_the_next_for_long(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/store.sqlite3") as store:
        store.acquire_lease(LEASE, "killed", utc_now() - timedelta(seconds=100), 90)
        async with sole_run(store, "next") as alone:
            assert alone
