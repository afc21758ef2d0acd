"""One event, one mail a day: which of a recipient's mails only add to an event that he was told of. Pure decisions.

An event is whatever is claimed on one topic of one party: an act with all that is said to it. Something stronger is
told at once: a shift, a surer reading, a step further, the party's own word where only others were told of, and a stand
that a voice whom the lexicon knows takes of its own, for a reaction belongs to whose it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from extractors.novelty.acts import tells_of_act
from extractors.novelty.cases import one_voice
from extractors.records import RUNGS, ClaimRecord, Delivery
from extractors.records.rereading import SURE
from flows.telling.policy import Group

DAY = timedelta(days=1)
ACT = RUNGS["decided"]
_MIDDLE = RUNGS["considering"]


@dataclass(frozen=True, slots=True)
class Sifted:
    """Mails that go out, those that wait (until when), and those of one event that waited, to be told in one."""

    free: tuple[Delivery, ...]
    wait: tuple[tuple[Delivery, datetime], ...] = ()
    together: tuple[tuple[Delivery, ...], ...] = ()


def sift(due: Sequence[Delivery], groups: Sequence[Group], told: Sequence[Delivery]) -> Sifted:
    """Decide by what the recipient was sent within the last day."""
    if not all(group.one_mail_an_event for group in groups):
        return Sifted(tuple(due))
    until = {one.message_id: _until(one, told) for one in due}
    wait = tuple((one, then) for one in due if (then := until[one.message_id]))
    free = [one for one in due if not until[one.message_id]]
    events: dict[tuple[str, str], list[Delivery]] = {}
    for one in free:
        if one.alert.kind == "claims" and _waited(one):
            first = one.alert.claims[0].claim
            events.setdefault((first.topic, first.party), []).append(one)
    together = tuple(tuple(mails) for mails in events.values() if len(mails) > 1)
    merged = {one.message_id for mails in together for one in mails}
    return Sifted(tuple(one for one in free if one.message_id not in merged), wait, together)


def _waited(delivery: Delivery) -> bool:
    """Whether it was put off without a try."""
    return delivery.attempts == 0 and delivery.next_attempt_at > delivery.alert.created_at


def _until(delivery: Delivery, told: Sequence[Delivery]) -> datetime | None:
    """When the day of the events is over that a mail only adds to; None where it is to be told now."""
    if delivery.alert.kind != "claims":
        return None
    ends: list[datetime] = []
    for one in delivery.alert.claims:
        covering = [each.sent_at for each in told if each.sent_at and _tells(each, one.claim)]
        if one.novelty.kind == "shift" or not covering:
            return None
        ends.append(min(covering) + DAY)
    return max(ends, default=None)


def _tells(mail: Delivery, claim: ClaimRecord) -> bool:
    return mail.alert.kind == "claims" and any(_covers(known.claim, claim) for known in mail.alert.claims)


def _covers(known: ClaimRecord, claim: ClaimRecord) -> bool:
    """Whether a known claim tells of the claim's event, as surely and at least as much of it."""
    if (known.topic, known.party) != (claim.topic, claim.party) or known.certainty < SURE <= claim.certainty:
        return False
    # Whoever acts is told of although others told of the act before him, and so is a voice with a stand of its own.
    if claim.state == claim.party != known.state or _takes_a_stand(claim, known):
        return False
    was, now = RUNGS[known.position] - _MIDDLE, RUNGS[claim.position] - _MIDDLE
    no_further = was * now > 0 and abs(now) <= abs(was)
    reacts = RUNGS[known.position] >= ACT and now <= was and claim.state != claim.party
    return was == now or no_further or reacts


def _takes_a_stand(claim: ClaimRecord, known: ClaimRecord) -> bool:
    """Whether a known voice, and another one than was told of, says more than that an act was done."""
    return claim.actor is not None and not one_voice(claim, known) and not tells_of_act(claim)
