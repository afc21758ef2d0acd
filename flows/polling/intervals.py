"""The numbers that polling goes by."""

from __future__ import annotations

from dataclasses import dataclass

DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class PollRules:
    """When feeds are polled and when they count as bad; times in seconds.

    A feed in good order is polled every ``shortest_s`` to ``longest_s``, by how often it really changes; its
    publisher's wish (TTL, Cache-Control) may stretch that to ``longest_wish_s``. A failing one waits ``backoff_s``
    longer with every weighted failure, and ``dead_s`` once there are ``most_failures``, because many feeds come back.
    """

    shortest_s: float = 300.0
    longest_s: float = 3_600.0
    longest_wish_s: float = 4 * 3_600.0
    slack_s: float = 30.0  # a poll that chance puts off by 5 % of 300 s still falls on the next tick
    # By these a feed that answers with errors is given up in nine days, one whose name is not found in 37.
    backoff_s: float = 1_800.0
    most_failures: float = 30.0
    dead_s: float = 30 * DAY_S
    full_every: int = 24  # polls: every two hours at the shortest interval, once a day at the longest
    moved_after: int = 3
    bad_after: int = 3
    silent_gaps: float = 8.0
    silent_at_least_s: float = 4 * DAY_S
    silent_at_most_s: float = 180 * DAY_S
    shrunken_share: float = 1 / 3
    shrunken_from: float = 6.0


USUAL = PollRules()
