"""Reads the newsroom's outlets and stories from the files beside this module."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib import resources
from typing import Any, Literal

import yaml

FeedFormat = Literal["rss", "atom", "rdf"]
OutletFault = Literal["sloppy", "hangs", "answers-500"]

# The hour, in UTC, at which the newsroom's day is looked at: its latest stories say "today" of one day, and so they do
# whenever the demo is run; dated back from one in the morning half of them would lie on the day before.
EVENING = 22

_DAY = re.compile(r"\{day:(-?\d+)\}")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented outlet, the format of its feed, and the fault that it has, if any."""

    key: str
    name: str
    format: FeedFormat
    country: str
    covers: str
    state_owned: bool = False
    fault: OutletFault | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One synthetic story. ``edition`` is the issue of the newsroom in which it first appears."""

    key: str
    outlet: str
    title: str
    paragraphs: tuple[str, ...]
    published_at: datetime
    edition: int = 1
    author: str = "Newsroom"
    fault: OutletFault | None = None


def load_outlets() -> tuple[Outlet, ...]:
    """The outlets of ``newsroom.yaml``, in order."""
    text = resources.files(__package__).joinpath("newsroom.yaml").read_text(encoding="utf-8")
    return tuple(Outlet(**row) for row in yaml.safe_load(text)["outlets"])


def load_stories(now: datetime) -> tuple[Story, ...]:
    """All stories, dated back from ``now`` as their files say; a copy takes the text of the story that it names."""
    folder = resources.files(__package__).joinpath("stories")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".md")), key=lambda f: f.name)
    parsed = {f.name.removesuffix(".md"): _split(f.read_text(encoding="utf-8")) for f in files}
    return tuple(_story(key, parsed, now) for key in parsed)


def last_evening(now: datetime) -> datetime:
    """The evening that was last, at most a day before ``now``."""
    today = now.replace(hour=EVENING, minute=0, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


def in_edition(story: Story, edition: int, now: datetime) -> Story | None:
    """The story as the newsroom shows it in ``edition``, or None before it appears."""
    if story.edition > edition:
        return None
    return replace(story, published_at=now) if story.edition == edition > 1 else story


def _split(text: str) -> tuple[dict[str, Any], str]:
    """Front matter and body of a story file."""
    _, head, body = text.split("---\n", 2)
    return yaml.safe_load(head), body.strip()


def _story(key: str, parsed: dict[str, tuple[dict[str, Any], str]], now: datetime) -> Story:
    head, body = parsed[key]
    original = head.get("copy_of")
    body = parsed[original][1] if original else body
    dated = _DAY.sub(lambda m: f"{now + timedelta(days=int(m.group(1))):%A}", body)
    return Story(
        key=key,
        outlet=head["outlet"],
        title=head["title"],
        paragraphs=tuple(p.strip() for p in dated.split("\n\n")),
        published_at=now - timedelta(hours=head["hours_ago"]),
        edition=head.get("edition", 1),
        author=head.get("author", "Newsroom"),
        fault=head.get("fault"),
    )
