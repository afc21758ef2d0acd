"""Where nearly all hosts are silent it is our own network: told once, and no feed is put off for it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from extractors.records import Feed, FeedMemory, Filter
from flows.checking.health import check_passes, traces_of
from flows.passing import one_pass as passing
from flows.passing.one_pass import PlainStages, watch_once
from flows.polling import is_due
from flows.runtime.clock import in_utc, utc_now
from flows.runtime.moments import LATEST_RUN
from flows.runtime.run_report import FeedPolled, Progress, Remark, RunReport
from flows.serving.serve import next_tick
from flows.settings.model import Settings
from flows.telling.outage import AGAIN_S, Outage, nothing_watched, pardoned, shared_outage, witnesses
from flows.telling.outage_news import LASTING, outage_since, tell_outage
from storage.store import Store, open_store

from ..tiny_outlet import tiny_outlet

NOW = utc_now()
OPERATOR = "op@example.org"


def _polled(url: str, reason: str = "") -> FeedPolled:
    feed = Feed(url, "O", "en", "NO", "world")
    return FeedPolled(feed, "failing" if reason else "ok", reason, f"{url}: {reason}" if reason else None)


def _hosts(number: int, reason: str, first: int = 0, each: int = 1) -> list[FeedPolled]:
    return [
        _polled(f"https://h{host}.example/{n}", reason) for host in range(first, first + number) for n in range(each)
    ]


def _met(polled: list[FeedPolled], *, failing: int = 0, lasts: bool = False) -> Outage | None:
    """What a pass has met; the first ``failing`` of the feeds had failed before."""
    memories = [FeedMemory(one.feed.url, failures=float(n < failing)) for n, one in enumerate(polled)]
    return shared_outage(polled, memories, len({one.feed.url.split("/")[2] for one in polled}), lasts=lasts)


@pytest.mark.parametrize(
    ("polled", "outage"),
    [
        pytest.param(_hosts(3, "dns"), True, id="all of three hosts"),
        pytest.param(_hosts(2, "dns"), True, id="all of two hosts, and there are no more"),
        pytest.param(_hosts(1, "dns"), False, id="the only host"),
        pytest.param(_hosts(1, "dns", each=40), False, id="one host with many feeds"),
        pytest.param(_hosts(1, "dns", each=40) + _hosts(2, "", first=1), False, id="one host with nearly all feeds"),
        pytest.param(_hosts(9, "timeout") + _hosts(1, "", first=9), True, id="nine of ten"),
        pytest.param(_hosts(8, "timeout") + _hosts(2, "", first=8), False, id="eight of ten"),
        pytest.param(_hosts(9, "timeout") + _hosts(2, "blocked", first=9), False, id="a refusal is an answer"),
        pytest.param(_hosts(5, "http-500"), False, id="servers that fail are there"),
        pytest.param(_hosts(2, "dns") + _hosts(2, "reset", 2) + _hosts(2, "tls", 4), True, id="many reasons"),
        pytest.param([_polled("https://h.example/1", "dns"), _polled("https://h.example/2")], False, id="half a host"),
    ],
)  # fmt: skip
def test_an_outage_is_ours_when_nearly_all_hosts_are_silent(polled: list[FeedPolled], outage: bool) -> None:
    assert (_met(polled) is not None) is outage


def test_feeds_that_failed_before_prove_nothing() -> None:
    assert _met(_hosts(5, "dns"), failing=5) is None
    assert _met(_hosts(5, "dns"), failing=2) is not None
    assert _met(_hosts(5, "dns"), failing=3) is None


def test_an_outage_that_lasts_ends_with_the_first_answers() -> None:
    assert _met(_hosts(1, "dns"), lasts=True) is not None
    assert _met(_hosts(1, "dns") + _hosts(1, "", first=1), lasts=True) is None


def test_an_outage_says_how_many_and_why() -> None:
    assert str(_met(_hosts(2, "dns", each=2) + _hosts(1, "timeout", first=2))) == (
        "none of 5 feeds at 3 hosts can be reached (name not found: 4, no answer in time: 1)"
    )


@pytest.mark.parametrize(
    ("polled", "called"),
    [
        (_hosts(1, "dns"), 2),
        (_hosts(2, "dns"), 1),
        (_hosts(3, "dns"), 0),
        (_hosts(1, ""), 0),
        ([], 0),
    ],
    ids=["one host is silent", "two", "enough to tell", "an answer", "nobody was due"],
)
def test_where_too_few_were_asked_to_tell_others_are_asked_as_well(polled: list[FeedPolled], called: int) -> None:
    resting = [(one.feed, FeedMemory(one.feed.url)) for one in _hosts(9, "", each=2)]
    failing = (Feed("https://bad.example/", "O", "en", "NO", "world"), FeedMemory("https://bad.example/", failures=2))
    found = witnesses(polled, [failing, *resting])
    assert len(found) == called
    assert not {feed.url for feed, _ in found} & ({one.feed.url for one in polled} | {failing[0].url})


def test_a_pardoned_feed_is_as_it_was_and_due_within_a_minute() -> None:
    before = FeedMemory("u", "failing", "http-500", failures=2.5, failing_since=NOW, bad_polls=4, told=True)
    after = pardoned(before, NOW)
    assert replace(after, polled_at=None, next_poll_at=None) == before
    assert not is_due(after, NOW)
    assert is_due(after, NOW + timedelta(seconds=AGAIN_S))


FINE, TIRED = FeedMemory("f"), FeedMemory("t", failures=1)


@pytest.mark.parametrize(
    ("polled", "resting", "trouble"),
    [
        (_hosts(2, "gone"), [], "every feed is in trouble: 2 failed"),
        (_hosts(2, "gone"), [TIRED], "every feed is in trouble: 2 failed, 1 rest after a failure"),
        ([], [TIRED, TIRED], "every feed is in trouble: 0 failed, 2 rest after a failure"),
        (_hosts(2, "gone"), [FINE], ""),
        (_hosts(1, "") + _hosts(1, "dns", first=1), [TIRED], ""),
        ([], [FINE, TIRED], ""),
        ([], [], ""),
    ],
    ids=["all fail", "all fail or rest", "all rest", "one rests well", "one answers", "none due", "no feeds"],
)
def test_a_pass_in_which_every_feed_is_in_trouble_says_so(
    polled: list[FeedPolled], resting: list[FeedMemory], trouble: str
) -> None:
    assert nothing_watched(polled, resting) == trouble


# --- What is told of it ----------------------------------------------------------------------------------------------

OUTAGE = Outage(4, 4, (("dns", 4),))


def _told(store: Store) -> list[tuple[str, str]]:
    """Title and status of every delivery, the first put first."""
    found = [(one.alert.created_at, one.alert.title, one.status) for one in store.deliveries(Filter())]
    return [(title, status) for _, title, status in sorted(found)]


def _passes(store: Store, *minutes: int, over_at: int) -> list[Remark | None]:
    """Passes that meet the outage so many minutes after ``NOW``, and one that does not."""
    during = [tell_outage(store, OUTAGE, [OPERATOR], NOW + timedelta(minutes=at)) for at in minutes]
    return [*during, tell_outage(store, None, [OPERATOR], NOW + timedelta(minutes=over_at))]


def test_a_short_outage_is_logged_when_it_begins_and_ends_and_mailed_to_nobody(store: Store) -> None:
    told = [one for one in _passes(store, 0, 1, over_at=5) if one is not None]
    assert [(one.event, one.warning) for one in told] == [
        ("no-network", True),
        ("no-network", False),
        ("network-back", False),
    ]
    assert told[-1].text.startswith("after 5 min")
    assert _told(store) == []
    assert tell_outage(store, None, [OPERATOR], NOW + timedelta(minutes=6)) is None


def test_an_outage_that_lasts_is_one_mail_and_its_end_another(store: Store) -> None:
    _passes(store, 0, 15, 16, 40, over_at=41)
    assert _told(store) == [("No network", "batched"), ("The network is back", "waiting")]
    notices = [one.alert for one in store.deliveries(Filter())]
    assert {one.kind for one in notices} == {"notice"}  # which quiet hours do not keep
    assert {(one.url, one.outlet, one.published_at, one.claims) for one in notices} == {("", "", None, ())}
    assert {one.title: one.text.splitlines() for one in notices} == {
        "No network": [
            f"Since {in_utc(NOW)} no feed can be reached.",
            f"In the last pass {OUTAGE}.",
            "Look at this machine's line, name server, proxy and clock.",
            "No feed is put off for it; they are asked again every minute.",
        ],
        "The network is back": [
            f"From {in_utc(NOW)} to {in_utc(NOW + timedelta(minutes=41))}, for 41 min, no feed could be reached.",
            "What the feeds still hold of that time is read now; what has left them since is lost.",
        ],
    }


def test_where_the_first_mail_went_out_the_end_is_told_beside_it(store: Store) -> None:
    for minutes in (0, 20):
        tell_outage(store, OUTAGE, [OPERATOR], NOW + timedelta(minutes=minutes))
    (waiting,) = store.deliveries(Filter())
    store.mark_sent(waiting.alert.id, OPERATOR, NOW)
    tell_outage(store, None, [OPERATOR], NOW + timedelta(minutes=21))
    assert _told(store) == [("No network", "sent"), ("The network is back", "waiting")]


def test_the_next_outage_is_another(store: Store) -> None:
    _passes(store, 0, 20, over_at=30)
    assert outage_since(store) is None
    _passes(store, 60, 80, over_at=90)
    assert [title for title, status in _told(store) if status == "waiting"] == ["The network is back"] * 2


# --- Whole passes ----------------------------------------------------------------------------------------------------


def _feeds(settings: Settings, addresses: list[str]) -> None:
    rows = "".join(
        f'  - {{url: "{at}/feed", outlet: "{at[7:]}", language: en, country: NO, covers: russia}}\n' for at in addresses
    )
    Path(settings.feeds).write_text("feeds:\n" + rows)


async def _pass(settings: Settings, *, every_feed: bool = False) -> tuple[RunReport, list[Progress]]:
    heard: list[Progress] = []
    report = await watch_once(settings, PlainStages(), heard.append, every_feed=every_feed)
    return report, heard


def _move_back(settings: Settings, by: timedelta, name: str) -> None:
    with open_store(settings.database) as store:
        at = store.moment(name)
        assert at is not None
        store.set_moment(name, at - by)


async def test_passes_without_a_network_put_no_feed_off_and_the_next_ones_find_it_back(
    settings: Settings, tmp_path: Path
) -> None:
    hosts = [f"127.0.0.{n}" for n in range(2, 6)]
    with ExitStack() as up:
        addresses = [up.enter_context(tiny_outlet(host)) for host in hosts]
    _feeds(settings, addresses)
    settings = settings.model_copy(update={"mail": settings.mail.model_copy(update={"operators": (OPERATOR,)})})

    first, heard = await _pass(settings)
    assert (first.all_went_well, first.again_within_s, len(first.failed_feeds)) == (False, AGAIN_S, 4)
    assert first.trouble.startswith("no network: none of 4 feeds at 4 hosts can be reached (cannot connect: 4)")
    assert first.summary().startswith(first.trouble)
    assert [one.event for one in heard if isinstance(one, Remark)] == ["no-network"]
    assert not [one for one in heard if isinstance(one, FeedPolled)]
    with open_store(settings.database) as store:
        assert {(one.state, one.failures, one.failing_since) for one in store.feed_memories().values()} == {
            ("unknown", 0.0, None)
        }

    _move_back(settings, LASTING, "no network since")
    second, _ = await _pass(settings, every_feed=True)
    assert second.again_within_s == AGAIN_S
    with ExitStack() as up:
        for host, address in zip(hosts, addresses, strict=True):
            up.enter_context(tiny_outlet(host, int(address.rpartition(":")[2])))
        third, heard = await _pass(settings, every_feed=True)
    assert (third.trouble, third.again_within_s, third.failed_feeds) == ("", None, ())
    assert [one.event for one in heard if isinstance(one, Remark)] == ["network-back"]
    assert len(third.kept) >= 1
    mails = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted((tmp_path / "mail").glob("*.eml"))
    ]
    assert [mail["Subject"] for mail in mails if mail["To"] == OPERATOR] == [
        "[recognition-watch] No network",
        "[recognition-watch] The network is back",
    ]


async def test_a_watch_that_never_was_of_use_is_found_as_such(settings: Settings) -> None:
    _feeds(settings, [f"http://127.0.0.{n}:1" for n in range(2, 6)])
    for _ in range(2):
        await _pass(settings, every_feed=True)
    later = utc_now() + timedelta(seconds=4 * settings.schedule_s)
    with open_store(settings.database) as store:
        store.set_moment(LATEST_RUN, later)
    found = check_passes(traces_of(settings, later), settings.watchdog, settings.schedule_s, later)
    assert (found.verdict, "although passes are made" in found.what) == ("bad", True)


async def test_one_host_with_many_feeds_that_is_down_is_not_our_network(settings: Settings) -> None:
    with tiny_outlet("127.0.0.2") as fine:
        _feeds(settings, [fine, *(f"http://127.0.0.3:1/{n}" for n in range(9))])
        report, heard = await _pass(settings)
    assert (report.trouble, len(report.failed_feeds)) == ("", 9)
    assert len([one for one in heard if isinstance(one, FeedPolled)]) == 10
    with open_store(settings.database) as store:
        assert sorted(one.failures for one in store.feed_memories().values()) == [0.0, *[1.0] * 9]


async def test_a_pass_whose_feeds_all_rest_after_failure_is_not_green(settings: Settings) -> None:
    _feeds(settings, ["http://127.0.0.2:1"])
    first, _ = await _pass(settings)
    second, _ = await _pass(settings)
    assert (first.trouble, second.trouble) == (
        "every feed is in trouble: 1 failed",
        "every feed is in trouble: 0 failed, 1 rest after a failure",
    )
    assert not second.all_went_well


async def test_where_one_feed_is_due_others_are_asked_to_tell_an_outage(settings: Settings) -> None:
    addresses = [f"http://127.0.0.{n}:1" for n in range(2, 6)]
    _feeds(settings, addresses)
    later: datetime = utc_now() + timedelta(hours=1)
    with open_store(settings.database) as store:
        for address in addresses[1:]:
            store.record_poll(FeedMemory(f"{address}/feed", "ok", next_poll_at=later), (), utc_now())
    report, _ = await _pass(settings)
    assert (len(report.feeds), report.again_within_s) == (3, AGAIN_S)


async def test_a_worker_asks_again_within_its_run_until_the_network_is_back(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts = [f"127.0.0.{n}" for n in range(2, 6)]
    with ExitStack() as up:
        addresses = [up.enter_context(tiny_outlet(host)) for host in hosts]
    _feeds(settings, addresses)
    naps: list[float] = []
    with ExitStack() as up:

        async def nap(pause_s: float) -> None:
            """So much time has passed, and the network come back."""
            naps.append(pause_s)
            with open_store(settings.database) as store:
                for memory in store.feed_memories().values():
                    assert memory.next_poll_at is not None
                    due = memory.next_poll_at - timedelta(seconds=pause_s)
                    store.record_poll(replace(memory, next_poll_at=due), (), utc_now())
            for host, address in zip(hosts, addresses, strict=True):
                up.enter_context(tiny_outlet(host, int(address.rpartition(":")[2])))

        monkeypatch.setattr(passing, "sleep", nap)
        report = await passing.watch_patiently(settings, PlainStages(), lambda _: None)
    assert (naps, report.trouble, len(report.feeds)) == ([AGAIN_S], "", 4)


async def test_a_worker_comes_back_before_the_next_tick(settings: Settings) -> None:
    _feeds(settings, [f"http://127.0.0.{n}:1" for n in range(2, 6)])
    soon = settings.model_copy(update={"schedule_s": AGAIN_S})
    report = await passing.watch_patiently(soon, PlainStages(), lambda _: None)
    assert report.again_within_s == AGAIN_S


@pytest.mark.parametrize(
    ("due", "now", "after"),
    [
        (0.0, 1.0, (300.0, 0)),
        (0.0, 300.0, (600.0, 1)),
        (0.0, 950.0, (1200.0, 3)),
        (300.0, 60.0, (300.0, 0)),
        (300.0, 299.0, (300.0, 0)),
        (300.0, 300.5, (600.0, 0)),
    ],
    ids=["a short pass", "a long one", "a very long one", "between two ticks", "just before one", "on it"],
)
def test_a_pass_between_two_ticks_moves_none_of_them(due: float, now: float, after: tuple[float, int]) -> None:
    assert next_tick(due, now, 300.0) == after
