"""A fault in one feed, entry, digest or mail costs that one: the rest is done, what waits is delivered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import StoreError
from extractors.records import Entry, FeedMemory, Filter
from flows.fetching.fetcher import Fetcher
from flows.passing import judging, revisits, steps
from flows.passing.one_pass import PlainStages, watch_once
from flows.runtime.clock import utc_now
from flows.runtime.run_report import Progress, RunReport
from flows.settings.model import Settings
from flows.telling import delivery, digest
from storage.claims.recollection import Recollection
from storage.store import Store, open_store

from .. import tiny_outlet as outlet_module

ERRORS = [ValueError("a fault"), RecursionError("too deep"), MemoryError()]


@pytest.fixture
def two_feeds(settings: Settings, outlet: str, tmp_path: Path) -> Settings:
    """Of a watch on two feeds of the outlet, each with an article of its own."""
    rows = [
        f'{{url: "{outlet}/{name}", outlet: {who}, language: en, country: NO, covers: russia}}'
        for name, who in (("feed", "Lantern Wire"), ("feed?edition=2", "Lantern Two"))
    ]
    (tmp_path / "feeds.yaml").write_text("feeds:\n" + "".join(f"  - {row}\n" for row in rows))
    return settings


def faulty(monkeypatch: pytest.MonkeyPatch, home: Any, name: str, error: Exception, where: Callable[..., bool]) -> None:
    """Let a function raise where its arguments say so."""
    real = getattr(home, name)

    def broken(*args: Any, **kwargs: Any) -> Any:
        if where(*args, **kwargs):
            raise error
        return real(*args, **kwargs)

    monkeypatch.setattr(home, name, broken)


async def a_pass(settings: Settings) -> tuple[RunReport, list[Progress]]:
    heard: list[Progress] = []
    return await watch_once(settings, PlainStages(), heard.append, every_feed=True), heard


def mails(settings: Settings) -> list[str]:
    """All mails but the operator's about faults of the program."""
    files = Path(settings.mail.folder).glob("*.eml")
    return [file.read_text(encoding="utf-8") for file in files if "of-the-program" not in file.name]


def met_one(report: RunReport, kind: str, error: Exception, times: int = 1) -> None:
    """The pass met the fault, and says so; it does not go for one that went well."""
    assert [fault.kind for fault in report.faults] == [kind] * times
    assert all(fault.error.startswith(type(error).__name__) for fault in report.faults)
    assert not report.all_went_well
    assert "fault" in report.summary()


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
async def test_a_feed_whose_poll_breaks_is_a_failing_feed_and_the_other_is_polled(
    error: Exception, two_feeds: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty(monkeypatch, steps, "poll_feed", error, lambda _fetcher, feed, *_, **__: "edition" in feed.url)
    report, _ = await a_pass(two_feeds)
    met_one(report, "feed", error)
    assert [(polled.feed.outlet, polled.state) for polled in report.feeds] == [
        ("Lantern Wire", "ok"),
        ("Lantern Two", "failing"),
    ]
    assert len(mails(two_feeds)) == 1
    with open_store(two_feeds.database) as store:
        memory = next(memory for url, memory in store.feed_memories().items() if "edition" in url)
    assert (memory.reason, memory.failures, memory.polls) == ("unforeseen", 1.0, 1)
    assert memory.next_poll_at is not None
    assert memory.next_poll_at > utc_now() + timedelta(minutes=20)


async def test_of_a_feed_that_keeps_breaking_the_operator_hears_like_of_any_bad_feed(
    two_feeds: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty(monkeypatch, steps, "poll_feed", ERRORS[0], lambda _fetcher, feed, *_, **__: "edition" in feed.url)
    for _ in range(3):
        await a_pass(two_feeds)
    assert sum("failing since" in mail and "unforeseen" in mail for mail in mails(two_feeds)) == 1


async def test_a_poll_that_cannot_be_recorded_is_a_failing_feed(
    two_feeds: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty(
        monkeypatch,
        Store,
        "record_polls",
        ERRORS[0],
        lambda _store, polls, _now: any(seen and "edition" in memory.url for memory, seen in polls),
    )
    report, _ = await a_pass(two_feeds)
    met_one(report, "feed", ERRORS[0])
    assert sorted((polled.feed.outlet, polled.state) for polled in report.feeds) == [
        ("Lantern Two", "failing"),
        ("Lantern Wire", "ok"),
    ]


ENTRY_FAULTS: dict[str, tuple[Any, str, Callable[..., bool]]] = {
    "fetching": (Fetcher, "fetch", lambda _fetcher, url, **_: url.endswith("/pill")),
    "judging": (judging, "judge_novelty", lambda claim, *_: claim.url.endswith("/pill")),
    "storing": (Store, "save", lambda _store, found, *_, **__: str(found.article.url).endswith("/pill")),
    "comparing": (Recollection, "candidates", lambda _recollection, claim: claim.url.endswith("/pill")),
}


def waits(store: Store, url: str) -> None:
    """Put an entry for an address into the inbox, before all others."""
    early = utc_now() - timedelta(hours=1)
    entry = Entry(url, "feed", url, "Something on Moscow and the Taliban", "", "Lantern Wire", "en", early)
    store.record_poll(FeedMemory("feed"), (entry,), utc_now() - timedelta(seconds=1))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("stage", ENTRY_FAULTS)
async def test_an_entry_that_breaks_is_put_off_and_the_others_are_read_and_told(
    stage: str, error: Exception, settings: Settings, outlet: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits(store, f"{outlet}/pill")
    home, name, where = ENTRY_FAULTS[stage]
    faulty(monkeypatch, home, name, error, where)
    report, heard = await a_pass(settings)
    met_one(report, "entry", error)
    assert [read.outcome for read in report.entries] == ["postponed", "kept"]
    assert report.entries[0].again_at is not None
    assert len(mails(settings)) == 1
    assert store.due_entries(utc_now(), 10) == ()
    (waiting,) = store.due_entries(utc_now() + timedelta(hours=1), 10)
    assert (waiting.entry.url, waiting.attempts) == (f"{outlet}/pill", 1)
    assert type(error).__name__ in waiting.reason
    assert report.faults[0] in heard


async def test_an_entry_that_keeps_breaking_is_set_aside_in_the_end(
    settings: Settings, outlet: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits(store, f"{outlet}/pill")
    faulty(monkeypatch, *ENTRY_FAULTS["judging"][:2], ERRORS[0], ENTRY_FAULTS["judging"][2])
    impatient = settings.model_copy(update={"attempts": 1})
    report, _ = await a_pass(impatient)
    assert sorted(read.outcome for read in report.entries) == ["kept", "set_aside"]
    assert store.counts()["entries set_aside"] == 1


async def test_an_entry_that_cannot_even_be_put_off_stays_where_it_was(
    settings: Settings, outlet: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits(store, f"{outlet}/pill")
    faulty(monkeypatch, *ENTRY_FAULTS["judging"][:2], ERRORS[0], ENTRY_FAULTS["judging"][2])
    faulty(monkeypatch, Store, "postpone_entry", ERRORS[0], lambda *_: True)
    report, _ = await a_pass(settings)
    met_one(report, "entry", ERRORS[0], times=2)
    assert len(mails(settings)) == 1
    assert len(store.due_entries(utc_now(), 10)) == 1


def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let looks be due that are due within the hour, at a page that has changed."""
    due = revisits.due_revisits
    monkeypatch.setattr(revisits, "due_revisits", lambda store, now: due(store, now + timedelta(hours=1)))
    monkeypatch.setattr(outlet_module, "PAGE", outlet_module.PAGE.replace("</article>", "<p>It rained.</p></article>"))


async def test_an_article_that_breaks_when_it_is_read_again_costs_its_look_only(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_pass(settings)
    faulty(monkeypatch, revisits, "judge_article", ERRORS[0], lambda *_, **__: True)
    an_hour_later(monkeypatch)
    report, _ = await a_pass(settings)
    met_one(report, "revisit", ERRORS[0])
    assert report.mails is not None


async def test_a_correction_that_breaks_costs_its_look_only(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_pass(settings)
    faulty(monkeypatch, judging, "_corrections", ERRORS[0], lambda before, *_: before is not None)
    an_hour_later(monkeypatch)
    report, _ = await a_pass(settings)
    met_one(report, "revisit", ERRORS[0])


def two_groups(settings: Settings, tmp_path: Path, digest: str = "never") -> Settings:
    """A watch that tells Ann and Bob, each for themselves."""
    policy = tmp_path / "policy.yaml"
    rows = [
        f"{{name: {name}, recipients: [{name}@example.org], topics: [recognition, delisting], digest: {digest}}}"
        for name in ("ann", "bob")
    ]
    policy.write_text("groups:\n" + "".join(f"  - {row}\n" for row in rows))
    return settings.model_copy(update={"policy": str(policy)})


async def test_a_digest_that_breaks_costs_its_group_only_and_is_made_by_the_next_pass(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = two_groups(settings, tmp_path, digest="daily").model_copy(update={"backlog": "digest"})
    with monkeypatch.context() as at_first:
        faulty(at_first, digest, "_asked_for", ERRORS[0], lambda _store, group, _found: group.name == "ann")
        faulty(at_first, digest, "_due_since", ERRORS[0], lambda _store, group, *_: group.name == "ann")
        report, _ = await a_pass(settings)
    met_one(report, "digest", ERRORS[0], times=2)
    with open_store(settings.database) as store:
        assert store.moment("digest bob") is not None
        assert store.moment("digest ann") is None
    report, _ = await a_pass(settings)
    assert report.faults == ()
    with open_store(settings.database) as store:
        assert store.moment("digest ann") is not None


MAIL_FAULTS: dict[str, tuple[Any, str, Callable[..., bool]]] = {
    "rendering": (delivery, "render", lambda one, *_: one.recipient.startswith("ann")),
    "pacing": (delivery, "plan", lambda mine, *_: mine[0].recipient.startswith("ann")),
}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("stage", MAIL_FAULTS)
async def test_a_mail_that_breaks_waits_and_the_others_go_out(
    stage: str, error: Exception, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = two_groups(settings, tmp_path)
    home, name, where = MAIL_FAULTS[stage]
    faulty(monkeypatch, home, name, error, where)
    report, _ = await a_pass(settings)
    met_one(report, "mail", error)
    assert ["To: bob@example.org" in mail for mail in mails(settings)] == [True]
    with open_store(settings.database) as store:
        told = {one.recipient: (one.status, one.attempts) for one in store.deliveries(Filter())}
    assert told == {"ann@example.org": ("waiting", 1), "bob@example.org": ("sent", 1)}


UPKEEP_FAULTS: dict[str, tuple[Any, str, str]] = {
    "news of feeds": (steps, "tell_operator", "operator mail"),
    "old pages": (Store, "forget_pages", "upkeep"),
    "robots.txt": (steps, "keep_robots", "upkeep"),
    "the inbox": (Store, "due_entries", "upkeep"),
    "what is remembered of feeds": (Store, "feed_memories", "upkeep"),
    "the outbox": (Store, "lease_deliveries", "mail"),
    "what is to be read again": (revisits, "due_revisits", "revisit"),
}


@pytest.mark.parametrize("part", UPKEEP_FAULTS)
async def test_a_part_of_a_pass_that_breaks_costs_that_part_only(
    part: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, name, kind = UPKEEP_FAULTS[part]
    faulty(monkeypatch, home, name, ERRORS[0], lambda *_, **__: True)
    report, _ = await a_pass(settings)
    assert {fault.kind for fault in report.faults} >= {kind}
    assert not report.all_went_well
    assert len(report.feeds) == 1
    with open_store(settings.database) as store:
        assert store.moment(steps.LATEST_RUN) is not None


@pytest.mark.parametrize("name", ["record_polls", "due_entries", "save", "lease_deliveries", "forget_pages"])
async def test_a_store_that_cannot_be_used_ends_the_pass(
    name: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = StoreError("sqlite:///x", "another program holds it locked")
    faulty(monkeypatch, Store, name, locked, lambda *_, **__: True)
    with pytest.raises(StoreError):
        await a_pass(settings)
