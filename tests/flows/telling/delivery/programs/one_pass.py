"""One pass over one entry, from the inbox to the mail, that kills itself at a named step.

Arguments: the database's address, the machine's folder, the mail server's port, the step ("none" for no death), the
moment in ISO form.
The extraction is fixed; everything else is what a pass does.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

from extractors.records import (
    Article,
    Claim,
    Entry,
    Evidence,
    Extraction,
    FeedMemory,
    Relevance,
    Span,
    Speaker,
    Statement,
)
from flows.mail.message import Letterhead
from flows.mail.transports import SmtpMailer
from flows.passing.attendance import signed_on
from flows.passing.judging import Provenance, judge_article
from flows.telling.delivery import deliver_due
from flows.telling.policy import Readership
from storage.store import Store, open_store

TEXT = "The envoy said that the list has to be shortened."
URL = "https://river.example/1"


def found_in(article: Article) -> Extraction:
    """The one claim of the one article."""
    start = TEXT.index("the list")
    claim = Claim("delisting", "supports", "russia", "iea", False, True, None, (Evidence(start, 40, "has to", "x"),))
    statement = Statement(
        speaker=Speaker("The envoy", 0, 9, "The envoy", None),
        cue=None,
        content=(Span(start, len(TEXT) - 1),),
        text=TEXT[start:-1],
        kind="indirect",
        claims=(claim,),
    )
    return Extraction(article, Relevance(True, 1.0, (), "both sides named"), (statement,))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(method: Callable[..., Any], when: str) -> Callable[..., Any]:
    """The method, and death before or after it."""

    @wraps(method)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            die()
        result = method(*args, **kwargs)
        if when == "after":
            die()
        return result

    return wrapped


def arm(step: str) -> None:
    """Let the process die at ``before:NAME`` or ``after:NAME`` of a store's verb or of sending."""
    if step == "none":
        return
    when, name = step.split(":")
    home: Any = SmtpMailer if name == "send" else Store
    setattr(home, name, dying(getattr(home, name), when))


def main(database: str, folder: str, port: str, step: str, moment: str) -> None:
    now = datetime.fromisoformat(moment)
    arm(step)
    with open_store(database) as store, signed_on(store, Path(folder)) as holder:
        entry = Entry("key-1", "https://river.example/feed", URL, "List to shrink", "", "River Gazette", "en", now)
        store.record_poll(FeedMemory(entry.feed_url), [entry], now)
        for waiting in store.due_entries(now, 10):
            published = waiting.seen_at
            article = Article(URL, URL, "List to shrink", None, "River Gazette", published, "en", TEXT)
            judge_article(
                found_in(article),
                Readership(("ann@example.org", "bob@example.org")),
                Provenance(waiting.entry.key),
                store=store,
                lexicon=None,
                now=now,
            )
        mailer = SmtpMailer("127.0.0.1", int(port), "none", timeout_s=10, sender="watch@example.org")
        deliver_due(store, mailer, now, letterhead=Letterhead("watch@example.org"), holder=holder)


if __name__ == "__main__":
    main(*sys.argv[1:])
