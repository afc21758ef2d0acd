"""The recorded newsroom: articles and, beside each, what a careful reader would have been told of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from extractors.errors import SettingsError
from extractors.records import Feed, NoveltyKind

_FRONT = re.compile(r"\A---\n(.*?)\n---\n?(.*)\Z", re.DOTALL)
_MEND = "name a folder that holds outlets.yaml and articles/, as tests/replay does"


@dataclass(frozen=True, slots=True)
class ExpectedClaim:
    """A claim as the expectations name it: any of the names, any of the rungs; empty means any.

    ``novelty`` says whether it is new or a shift, where the expectations say so.
    """

    who: tuple[str, ...]
    topic: str
    positions: tuple[str, ...] = ()
    novelty: NoveltyKind | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What is to be told of an article: alerts, corrections; whom it only repeats; what may be told or not."""

    alerts: tuple[ExpectedClaim, ...] = ()
    corrections: tuple[ExpectedClaim, ...] = ()
    repeats: tuple[str, ...] = ()
    either: tuple[ExpectedClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedArticle:
    """One article as it came out at ``seen``; a revision has the address of the one that it revises."""

    slug: str
    address: str
    feed: Feed
    title: str
    published: datetime
    seen: datetime
    text: str
    is_revision: bool
    expected: Expected


def load_newsroom(folder: Path) -> tuple[RecordedArticle, ...]:
    """Read all articles with their expectations, first seen first; SettingsError where a partner is missing."""
    feeds = _feeds(folder / "outlets.yaml")
    articles = {path.stem: path for path in _sorted(folder, "md")}
    expected = {path.stem: path for path in _sorted(folder, "yaml")}
    for alone in sorted(articles.keys() ^ expected.keys()):
        raise SettingsError(f"{folder / 'articles' / alone}", "article and expectation must stand side by side")
    if not articles:
        raise SettingsError(str(folder / "articles"), "there is no article in it", _MEND)
    stories: dict[str, RecordedArticle] = {}
    for slug, path in articles.items():
        stories[slug] = _story(slug, path, _expected(expected[slug]), feeds, stories)
    return tuple(sorted(stories.values(), key=lambda story: (story.seen, story.slug)))


def _sorted(folder: Path, suffix: str) -> list[Path]:
    return sorted((folder / "articles").glob(f"*.{suffix}"), key=lambda path: path.stem)


def _feeds(path: Path) -> dict[str, Feed]:
    if not path.is_file():
        raise SettingsError(str(path), "there is no such file", _MEND)
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        key: Feed(
            url=f"https://{key}.example/feed.xml",
            outlet=row["name"],
            language="en",
            country=row["country"],
            covers=row["covers"],
            state_owned=row.get("state_owned", False),
        )
        for key, row in rows.items()
    }


def _story(
    slug: str, path: Path, expected: Expected, feeds: dict[str, Feed], known: dict[str, RecordedArticle]
) -> RecordedArticle:
    match = _FRONT.match(path.read_text(encoding="utf-8"))
    if not match:
        raise SettingsError(str(path), "no front matter between lines of ---")
    front, text = yaml.safe_load(match[1]), match[2].strip()
    if "copy_of" in front:
        text = _copied(_named(front["copy_of"], path, known).text, front.get("lead"))
    original = _named(front["revises"], path, known) if "revises" in front else None
    published = _moment(front["published"])
    return RecordedArticle(
        slug=slug,
        address=original.address if original else f"https://{front['outlet']}.example/{published:%Y/%m/%d}/{slug[11:]}",
        feed=feeds[front["outlet"]],
        title=front["title"],
        published=published,
        seen=_moment(front.get("seen", front["published"])),
        text=text,
        is_revision=original is not None,
        expected=expected,
    )


def _named(slug: str, path: Path, known: dict[str, RecordedArticle]) -> RecordedArticle:
    if slug not in known:
        raise SettingsError(str(path), f"no article {slug} stands before it")
    return known[slug]


def _copied(text: str, lead: str | None) -> str:
    """A syndicated copy: the same text, at most under another first paragraph."""
    return "\n\n".join([lead, *text.split("\n\n")[1:]]) if lead else text


def _moment(value: datetime | str) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _expected(path: Path) -> Expected:
    row = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Expected(
        alerts=_wanted(row.get("alerts")),
        corrections=_wanted(row.get("corrections")),
        repeats=tuple(row.get("repeats", ())),
        either=tuple(replace(one, positions=()) for one in _wanted(row.get("either"))),
    )


def _wanted(rows: list[dict[str, Any]] | None) -> tuple[ExpectedClaim, ...]:
    return tuple(
        ExpectedClaim(
            who=tuple([row["who"]] if isinstance(row["who"], str) else row["who"]),
            topic=row["topic"],
            positions=tuple([row["position"]] if "position" in row else []) + tuple(row.get("also_ok", ())),
            novelty=row.get("novelty"),
        )
        for row in rows or ()
    )
