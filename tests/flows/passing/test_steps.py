"""The steps of a pass without Prefect: what goes wrong with one feed or page is in its record, and the rest goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from extractors.records import Entry, Feed, FeedMemory
from flows.passing import inbox, steps
from flows.passing.run_context import RunContext, open_run_context
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
async def context(settings: Settings, heard: list[Progress]) -> AsyncIterator[RunContext]:
    async with open_run_context(settings, heard.append) as opened:
        yield opened


async def _poll_all(context: RunContext) -> list[FeedPolled]:
    return [await steps.poll(context, feed, memory) for feed, memory in steps.known_feeds(context)]


def _waits(context: RunContext, url: str) -> None:
    """Put an entry for an address into the inbox."""
    entry = Entry(url, "feed", url, "Something on Moscow and the Taliban", "", "Lantern Wire", "en", utc_now())
    context.store.record_poll(FeedMemory("feed"), (entry,), utc_now() - timedelta(seconds=1))


async def _read_all(context: RunContext) -> tuple[EntryRead, ...]:
    due = context.store.due_entries(utc_now(), 100)
    async with inbox.reading(context, due) as readings:
        return await inbox.settle(context, due, readings)


async def test_a_pass_goes_from_feed_to_mail(context: RunContext, heard: list[Progress], tmp_path: Path) -> None:
    (polled,) = await _poll_all(context)
    (read,) = await _read_all(context)
    mails = steps.deliver(context)

    assert (polled.entries, polled.new, polled.error) == (1, 1, None)
    assert (read.outcome, bool(read.claims), len(read.alerts)) == ("kept", True, 1)
    assert len(mails.report.sent) == len(list((tmp_path / "mail").glob("*.eml"))) == 1
    assert [type(progress) for progress in heard] == [FeedPolled, EntryRead, MailsSent]


async def test_the_served_bytes_of_a_kept_article_are_kept(context: RunContext, settings: Settings) -> None:
    await _poll_all(context)
    await _read_all(context)
    ((article, _),) = context.store.page_keys()
    page = context.store.page(article)
    assert page is not None
    assert PAGE.encode() == page.body
    steps.end_pass(context)
    assert context.store.page(article) == page
    assert context.store.moment(steps.LATEST_RUN) is not None


async def test_no_bytes_are_kept_where_the_settings_say_so(settings: Settings, heard: list[Progress]) -> None:
    async with open_run_context(settings.model_copy(update={"keep_pages_days": 0}), heard.append) as context:
        await _poll_all(context)
        await _read_all(context)
        assert context.store.page_keys() == ()


async def _polls_nobody(context: RunContext, tmp_path: Path) -> int:
    """Poll a feed that is not there, and tell of it; how many mails there are then. The log hears it as often."""
    nobody = Feed("http://127.0.0.1:1/feed", "Nobody", "en", "NO", "russia")
    memory = context.store.feed_memories().get(nobody.url) or FeedMemory(nobody.url)
    polled = await steps.poll(context, nobody, memory)
    before = len(list((tmp_path / "mail").glob("*.eml")))
    assert steps.tell_of_feeds(context, [polled]) == ()
    after = len(list((tmp_path / "mail").glob("*.eml")))
    assert polled.lasting is (after > before)
    return after


async def test_the_operator_is_told_once_of_a_feed_that_stays_bad(context: RunContext, tmp_path: Path) -> None:
    assert [await _polls_nobody(context, tmp_path) for _ in range(5)] == [0, 0, 1, 1, 1]


async def test_with_a_policy_alone_its_mail_addresses_are_told_of_bad_feeds(
    settings: Settings, heard: list[Progress], tmp_path: Path
) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        'channels: {room: "ntfy://topic"}\n'
        'groups: [{name: desk, recipients: [desk@example.org, "channel:room"], topics: [recognition]}]\n'
    )
    async with open_run_context(settings.model_copy(update={"policy": str(policy)}), heard.append) as context:
        assert [await _polls_nobody(context, tmp_path) for _ in range(3)] == [0, 0, 1]
    (mail,) = (tmp_path / "mail").glob("*.eml")
    assert "To: desk@example.org" in mail.read_text()


async def test_a_second_pass_finds_nothing_new(context: RunContext) -> None:
    await _poll_all(context)
    await _read_all(context)
    steps.deliver(context)

    (polled,) = await _poll_all(context)
    assert polled.new == 0
    assert await _read_all(context) == ()
    assert steps.deliver(context).report.sent == ()


async def test_a_feed_that_is_not_due_rests(context: RunContext) -> None:
    await _poll_all(context)
    assert steps.due_feeds(context, steps.known_feeds(context), every=False) == ()
    assert len(steps.due_feeds(context, steps.known_feeds(context), every=True)) == 1


async def test_a_feed_that_cannot_be_had_is_a_value_with_its_reason(context: RunContext) -> None:
    nobody = Feed("http://127.0.0.1:1/feed", "Nobody", "en", "NO", "russia")
    polled = await steps.poll(context, nobody, FeedMemory(nobody.url))
    assert polled.state == "failing"
    assert polled.error is not None
    assert "127.0.0.1:1" in polled.error


async def test_a_page_that_fails_is_tried_again_and_given_up_in_the_end(
    settings: Settings, heard: list[Progress], outlet: str
) -> None:
    patient = settings.model_copy(update={"attempts": 1})
    async with open_run_context(patient, heard.append) as context:
        _waits(context, "http://127.0.0.1:1/page")
        (read,) = await _read_all(context)
        assert read.outcome == "given_up"
        assert read.reason.endswith("(after 1 attempts)")
    async with open_run_context(settings, heard.append) as context:
        _waits(context, "http://127.0.0.1:1/other")
        (read,) = await _read_all(context)
        assert read.outcome == "postponed"
        assert read.again_at is not None
        assert await _read_all(context) == ()


async def test_an_article_that_is_stored_already_is_known(context: RunContext, outlet: str) -> None:
    for name in ("ban", "ban?edition=2"):
        _waits(context, f"{outlet}/{name}")
    outcomes = [read.outcome for read in await _read_all(context)]
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
