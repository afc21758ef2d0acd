"""Of one event one mail a day, unless something stronger comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from extractors.records import Alert, Delivery, JudgedClaim
from flows.telling.events import DAY, sift
from flows.telling.policy import Group

HOUR = timedelta(hours=1)
ANN = "ann@example.org"
EDITORS = Group(name="editors", recipients=(ANN,))
DONE: dict[str, Any] = {"position": "done", "state": "russia"}
KIRBY: dict[str, Any] = {
    "actor": "john-kirby",
    "speaker_key": "john-kirby",
    "voice": "person",
    "state": "united-states",
}
MINISTRY: dict[str, Any] = {
    "actor": "iea-mfa",
    "speaker_key": "iea-mfa",
    "voice": "body",
    "state": "iea",
    "party": "russia",
    "target": "iea",
}


@pytest.fixture
def mail(judged: Callable[..., JudgedClaim], now: datetime) -> Callable[..., Delivery]:
    """Make a delivery of a claim, created ``age`` ago; sent then, where ``sent``."""

    def make(number: int = 1, *, age: timedelta = timedelta(), sent: bool = False, **claim: Any) -> Delivery:
        at = now - age
        one = judged(id=f"claim-{number}", **claim)
        alert = Alert(f"alert-{number}", at, "https://a.example", "River Gazette", "Story", at, (one,))
        status = "sent" if sent else "waiting"
        return Delivery(alert, ANN, f"<{number}@recognition-watch>", status, 0, at, at if sent else None)

    return make


@pytest.mark.parametrize(
    ("known", "claim", "waits"),
    [
        (DONE, {"position": "done", "state": "russia"}, True),
        (DONE, {"position": "supports", "state": "iea"}, True),
        (DONE, {"position": "opposes", "state": "united-states"}, True),
        (DONE, {"position": "premature", "state": "russia"}, False),
        ({"position": "decided", "state": "iea"}, {"position": "decided", "state": "russia"}, False),
        ({"position": "decided", "state": "russia"}, {"position": "decided", "state": "iea"}, True),
        (DONE, {"position": "done", "topic": "recognition"}, False),
        (DONE, {"position": "done", "party": "china"}, False),
        (DONE, {"position": "supports", "state": "iea", "novelty": "shift"}, False),
        (DONE | {"certainty": 0.6}, {"position": "done", "certainty": 0.9}, False),
        ({"position": "supports"}, {"position": "decided"}, False),
        ({"position": "decided"}, {"position": "supports"}, True),
        ({"position": "considering"}, {"position": "opposes"}, False),
        ({"position": "supports"}, {"position": "considering"}, False),
        ({"position": "premature"}, {"position": "opposes"}, False),
        ({"position": "opposes"}, {"position": "premature"}, True),
        (DONE, {"position": "opposes", **KIRBY}, False),
        (DONE, {"position": "supports", **MINISTRY}, False),
        ({"position": "opposes", **KIRBY}, {"position": "opposes", **KIRBY}, True),
        (DONE, {"position": "done", **MINISTRY, "kind": "indirect"}, True),
    ],
    ids=str,
)
def test_what_adds_nothing_stronger_waits_until_the_event_is_a_day_old(
    known: dict[str, Any], claim: dict[str, Any], waits: bool, mail: Callable[..., Delivery], now: datetime
) -> None:
    told, due = mail(1, age=5 * HOUR, sent=True, topic="delisting", **known), mail(2, **{"topic": "delisting"} | claim)

    sifted = sift([due], [EDITORS], [told])

    assert sifted.wait == (((due, now - 5 * HOUR + DAY),) if waits else ())
    assert sifted.free == (() if waits else (due,))


def test_a_mail_with_something_else_in_it_goes_out(mail: Callable[..., Delivery]) -> None:
    told, due = mail(1, age=HOUR, sent=True, **DONE), mail(2, **DONE)
    other = mail(3, topic="representation", **DONE).alert.claims
    both = replace(due, alert=replace(due.alert, claims=due.alert.claims + other))

    assert sift([both], [EDITORS], [told]).free == (both,)


def test_what_waited_of_one_event_is_told_in_one(mail: Callable[..., Delivery], now: datetime) -> None:
    held = [replace(mail(number, age=9 * HOUR), next_attempt_at=now) for number in (1, 2)]
    alone = replace(mail(3, age=9 * HOUR, topic="representation"), next_attempt_at=now)
    fresh = mail(4)

    sifted = sift([*held, alone, fresh], [EDITORS], [])

    assert sifted.together == (tuple(held),)
    assert sifted.free == (alone, fresh)


def test_whoever_wants_every_mail_gets_it(mail: Callable[..., Delivery]) -> None:
    every = EDITORS.model_copy(update={"one_mail_an_event": False})

    assert len(sift([mail(2)], [every], [mail(1, sent=True)]).free) == 1
