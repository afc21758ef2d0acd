"""The policy file, and what a group is told and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from extractors.errors import SettingsError
from extractors.records import Delivery, JudgedClaim
from flows.telling.pacing import plan
from flows.telling.policy import TOLD_FROM, Group, Policy, QuietHours, narrowed
from flows.telling.policy_file import load_policy

FOLDER = Path(__file__).parent / "policies"
EXAMPLE = Path(__file__).parents[3] / "deploy" / "policy.example.yaml"
ACTORS = frozenset({"zamir-kabulov"})
BERLIN = ZoneInfo("Europe/Berlin")
BROKEN = sorted(FOLDER.glob("*.yaml"))


def group(**changes: Any) -> Group:
    return Group(**({"name": "desk", "recipients": ("ann@example.org",)} | changes))


@pytest.mark.parametrize("path", BROKEN, ids=[path.stem for path in BROKEN])
def test_a_wrong_policy_is_refused_with_its_line(path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        load_policy(path, ACTORS)

    expected = path.with_suffix(".txt").read_text(encoding="utf-8").strip()
    assert str(raised.value).removeprefix(f"{FOLDER}/").startswith(expected)
    assert "\n" not in str(raised.value)


def test_a_policy_file_that_is_not_there_is_told_so() -> None:
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        load_policy(FOLDER / "absent.yaml")


def test_the_example_is_right_and_explains_every_key() -> None:
    policy = load_policy(EXAMPLE, ACTORS)
    text = EXAMPLE.read_text(encoding="utf-8")

    assert policy.recipients == ("editor@example.org",)
    assert [group.certainty for group in policy.groups] == [TOLD_FROM] * len(policy.groups)
    assert [key for key in (*Group.model_fields, *Policy.model_fields) if f"{key}:" not in text] == []


@pytest.mark.parametrize(
    ("asked", "claim", "wanted"),
    [
        ({}, {}, True),
        ({}, {"topic": "engagement"}, False),
        ({"topics": ("engagement",)}, {"topic": "engagement"}, True),
        ({}, {"novelty": "restated"}, False),
        ({"novelty": ("restated",)}, {"novelty": "restated"}, True),
        ({"positions": ("done",)}, {}, False),
        ({"actors": ("zamir-kabulov",)}, {}, True),
        ({"actors": ("zamir-kabulov",)}, {"actor": None}, False),
        ({"outlets": ("Lake Post",)}, {}, False),
        ({"languages": ("ru",)}, {}, False),
        ({}, {"certainty": 0.62}, True),
        ({}, {"certainty": 0.61}, False),
        ({"certainty": 0.3}, {"certainty": 0.3}, True),
        ({"certainty": 1}, {"certainty": 0.99}, False),
    ],
)
def test_a_group_is_told_what_it_asked_for(
    asked: dict[str, Any], claim: dict[str, Any], wanted: bool, judged: Callable[..., JudgedClaim]
) -> None:
    assert group(**asked).wants(judged(**claim), "en") is wanted


def test_each_recipient_is_told_only_their_own_groups_claims(
    judged: Callable[..., JudgedClaim], delivery: Callable[..., Delivery]
) -> None:
    done, supports = judged(id="a", position="done"), judged(id="b")
    policy = Policy(groups=(group(positions=("done",)), group(name="all", recipients=("bob@example.org",))))
    alert = delivery().alert
    both = replace(alert, claims=(done, supports))

    assert policy.recipients_for(both.claims, "en") == ("ann@example.org", "bob@example.org")
    assert policy.recipients_for([supports], "en") == ("bob@example.org",)
    assert narrowed(both, policy.groups_of("ann@example.org"), {}).claims == (done,)
    assert narrowed(both, policy.groups_of("bob@example.org"), {}).claims == (done, supports)


def test_who_is_in_two_groups_is_told_by_each_only_what_is_in_its_language(
    judged: Callable[..., JudgedClaim], delivery: Callable[..., Delivery]
) -> None:
    done, supports = judged(id="a", position="done"), judged(id="b")
    groups = (group(languages=("ru",)), group(positions=("done",), languages=("en",)))
    both = replace(delivery().alert, claims=(done, supports))

    assert narrowed(both, groups, {"a": "en", "b": "en"}).claims == (done,)
    assert narrowed(both, groups, {"a": "en", "b": "ru"}).claims == (done, supports)


@pytest.mark.parametrize(
    ("start", "end", "now", "until"),
    [
        ("22:00", "07:00", "2025-01-10T20:59Z", None),
        ("22:00", "07:00", "2025-01-10T21:00Z", "2025-01-11T06:00Z"),
        ("22:00", "07:00", "2025-01-11T05:59Z", "2025-01-11T06:00Z"),
        ("22:00", "07:00", "2025-01-11T06:00Z", None),
        ("12:00", "13:00", "2025-01-10T11:30Z", "2025-01-10T12:00Z"),
        ("22:00", "07:00", "2025-03-29T22:00Z", "2025-03-30T05:00Z"),
    ],
    ids=["before", "at the start", "after midnight", "at the end", "at noon", "over the change to summer time"],
)
def test_quiet_hours_are_told_in_the_operators_zone(start: str, end: str, now: str, until: str | None) -> None:
    quiet = QuietHours(start=time.fromisoformat(start), end=time.fromisoformat(end))
    expected = datetime.fromisoformat(until) if until else None

    assert quiet.end_of(datetime.fromisoformat(now), BERLIN) == expected


@pytest.mark.parametrize(
    ("due", "sent", "send", "together", "keep"),
    [
        (2, 0, 2, 0, 0),
        (3, 0, 3, 0, 0),
        (5, 0, 2, 3, 0),
        (1, 2, 1, 0, 0),
        (2, 2, 0, 2, 0),
        (2, 3, 0, 0, 2),
    ],
)
def test_at_most_so_many_mails_an_hour_and_the_rest_together(
    due: int, sent: int, send: int, together: int, keep: int, delivery: Callable[..., Delivery], now: datetime
) -> None:
    mails = [delivery(number) for number in range(due)]
    decided = plan(mails, [group(alerts_per_hour=3)], sent, now, BERLIN)

    assert (len(decided.send), len(decided.together), len(decided.keep)) == (send, together, keep)


def test_digests_and_notices_are_not_counted(delivery: Callable[..., Delivery], now: datetime) -> None:
    mails = [delivery(1, kind="digest"), delivery(2), delivery(3, kind="notice")]
    decided = plan(mails, [group(alerts_per_hour=1)], 1, now, BERLIN)

    assert [one.alert.id for one in decided.send] == ["alert-1", "alert-3"]
    assert [one.alert.id for one in decided.keep] == ["alert-2"]


def test_in_quiet_hours_all_is_kept_but_how_the_watch_itself_is(delivery: Callable[..., Delivery]) -> None:
    quiet = QuietHours(start=time(22), end=time(7))
    mails = [delivery(1), delivery(2, kind="notice"), delivery(3, kind="digest")]
    decided = plan(mails, [group(quiet_hours=quiet)], 0, datetime(2025, 1, 10, 23, tzinfo=UTC), BERLIN)
    assert decided.send == (mails[1],)
    assert decided.keep == (mails[0], mails[2])
    assert decided.until == datetime(2025, 1, 11, 6, tzinfo=UTC)
