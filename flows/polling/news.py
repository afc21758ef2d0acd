"""What the operator hears of feeds: once when one has stayed bad, not for a blip, and once when it is back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from extractors.records import FeedMemory
from flows.polling.decisions import is_bad
from flows.polling.intervals import USUAL, PollRules
from flows.runtime.clock import in_utc

FeedNews = Literal["bad", "back"]


def news_of(memory: FeedMemory, rules: PollRules = USUAL) -> FeedNews | None:
    """What is to be told of a feed that was not told yet. One that is gone for good is told at once."""
    if not is_bad(memory):
        return "back" if memory.told else None
    lasting = memory.bad_polls >= rules.bad_after or memory.state == "gone"
    return "bad" if lasting and not memory.told else None


def told(memory: FeedMemory) -> FeedMemory:
    """The memory once its news went out; to be recorded only then."""
    return replace(memory, told=is_bad(memory))


def operator_message(memories: Sequence[FeedMemory], rules: PollRules = USUAL) -> tuple[str, str] | None:
    """Subject and text of the one mail about all feeds that have news; None if none has."""
    bad = [memory for memory in memories if news_of(memory, rules) == "bad"]
    back = [memory for memory in memories if news_of(memory, rules) == "back"]
    if not bad and not back:
        return None
    counts = [f"{len(bad)} bad" if bad else "", f"{len(back)} back" if back else ""]
    subject = f"[recognition-watch] feeds: {', '.join(count for count in counts if count)}"
    lines = [_bad_line(memory) for memory in bad] + [f"back: {memory.url}" for memory in back]
    return subject, "\n".join(lines) + "\n"


def _bad_line(memory: FeedMemory) -> str:
    since = f" since {in_utc(memory.failing_since)}" if memory.failing_since else ""
    again = f", next try {in_utc(memory.next_poll_at)}" if memory.next_poll_at else ""
    return f"{memory.state}{since}: {memory.url} ({memory.reason}, {memory.bad_polls} polls{again})"
