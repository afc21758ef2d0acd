"""Who is told, from when on, and who hears of the watch itself. Synthetic."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from extractors.errors import SettingsError
from extractors.lexicon import Lexicon
from extractors.records import FeedMemory
from flows.runtime.faults import FaultLog
from flows.settings.model import MailSettings, Settings
from flows.telling.audience import TellingContext, operators_of, policy_of, telling_of
from flows.telling.digest import BACKLOG
from flows.telling.offices import roles_on
from flows.telling.policy import Group, Policy, Readership, default_policy
from storage.store import Store

ANN, OPS, DESK = "ann@example.org", "ops@example.org", "desk@example.org"
POLICY = Policy(groups=(Group(name="desk", recipients=("channel:room", DESK)),))


@pytest.mark.parametrize(
    ("mail", "told"),
    [
        (MailSettings(folder="x", recipients=(ANN,), operators=(OPS,)), (OPS,)),
        (MailSettings(folder="x", recipients=(ANN,)), (ANN,)),
        (MailSettings(folder="x"), (DESK,)),
    ],
    ids=["the operators", "without any the recipients", "without those whom the policy names by mail"],
)
def test_somebody_always_hears_how_the_watch_is(mail: MailSettings, told: tuple[str, ...]) -> None:
    assert operators_of(mail, POLICY) == told


def test_without_a_policy_the_mails_readers_are_one_group() -> None:
    settings = Settings(mail=MailSettings(folder="x", recipients=(ANN, OPS)))
    assert policy_of(settings, None) == default_policy([ANN, OPS])


def test_a_policy_file_may_only_name_actors_that_the_lexicon_knows(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text(f"groups:\n  - {{name: desk, recipients: [{ANN}], actors: [orlov]}}\n")
    settings = Settings(policy=str(file), mail=MailSettings(folder="x", recipients=(OPS,)))

    assert policy_of(settings, {"orlov"}).recipients == (ANN,)
    with pytest.raises(SettingsError, match="unknown actor 'orlov'"):
        policy_of(settings, {"petrov"})


def test_what_is_older_than_the_watch_is_history_unless_it_is_to_alert(
    store: Store, lexicon: Lexicon, now: datetime
) -> None:
    settings = Settings(time_zone="Asia/Kabul", mail=MailSettings(folder="x", recipients=(ANN,)))
    first = telling_of(settings, store, lexicon, now)
    context = telling_of(settings, store, lexicon, now + timedelta(hours=1))

    assert context == first
    assert (context.begun_at, context.readers) == (now, Readership(policy=default_policy([ANN]), begun_at=now))
    assert (context.zone, context.roles) == (ZoneInfo("Asia/Kabul"), roles_on(lexicon, now))
    assert replace(context, backlog="silent").begun_at == now
    assert replace(context, backlog="alert").readers.begun_at is None


def test_history_is_summed_up_only_where_that_is_asked_for(store: Store, now: datetime) -> None:
    store.record_poll(FeedMemory("https://a.example/feed", "ok", last_ok_at=now), (), now)
    summed = []
    for backlog in ("alert", "silent", "digest"):
        TellingContext(default_policy([ANN]), now, backlog, ZoneInfo("UTC"), {}).put_digests(store, now, FaultLog())
        summed.append(store.moment(BACKLOG) is not None)

    assert summed == [False, False, True]


def test_digests_come_at_their_time_of_day_in_the_operators_zone(store: Store) -> None:
    kabul, noon = ZoneInfo("Asia/Kabul"), datetime(2026, 5, 1, 12, tzinfo=UTC)
    policy = Policy(groups=(Group(name="desk", recipients=(ANN,), digest="daily", digest_at=time(7)),))
    context = TellingContext(policy, noon, "silent", kabul, {})
    seven = datetime(2026, 5, 2, 7, tzinfo=kabul).astimezone(UTC)
    put = []
    for at in (noon, seven - timedelta(minutes=1), seven):
        context.put_digests(store, at, FaultLog())
        put.append(store.moment("digest desk"))

    assert put == [noon, noon, seven]
