"""What hosts' robots.txt said, kept in a file between runs, so that a run every five minutes need not ask again."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from flows.fetching.robots import Robots, RobotsBook
from storage.engine.private import open_private, private_folder


def load_robots(path: Path) -> RobotsBook:
    """The book kept at ``path``; an empty one if there is none or it cannot be read: it is only a memory aid."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return RobotsBook(tuple(_page(row) for row in rows))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return RobotsBook()


def save_robots(book: RobotsBook, path: Path, now: datetime) -> None:
    """Keep what is still fresh and was really said; OSError if the file cannot be written."""
    pages = [page for page in book.pages() if page.failure is None and page.is_fresh(now)]
    rows = [{"origin": page.origin, "asked_at": page.asked_at.isoformat(), "text": page.text} for page in pages]
    private_folder(path.parent)
    draft = path.with_suffix(".new")
    with open_private(draft) as file:
        file.write(json.dumps(rows).encode())
    draft.replace(path)  # another pass reads the old one or the new one, never half of it


def _page(row: dict[str, str]) -> Robots:
    asked_at = datetime.fromisoformat(row["asked_at"])
    if asked_at.tzinfo is None:
        raise ValueError(asked_at)
    return Robots(str(row["origin"]), asked_at, str(row["text"]))
