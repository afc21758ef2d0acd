"""Who is signed in, kept in this process: a restart signs everybody out. Failed tries are counted and made to wait."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hmac import compare_digest
from threading import Lock

COOKIE = "recognition_watch"
MOST_SESSIONS = 2_000  # in memory; the sign-in form gives one to whoever asks for it
TRIES, WITHIN_S = 5, 900.0  # 480 guesses of a password a day
WRITES, WRITES_WITHIN_S = 120, 60.0  # two a second: quicker than anybody judges a claim


@dataclass(slots=True)
class Session:
    """One browser: its secrets, who has signed in with it (nobody before), what can be undone, what was skipped."""

    id: str
    csrf: str
    until: float
    name: str = ""
    undo: list[tuple[str, datetime]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def allows(self, token: str) -> bool:
        """Whether a form was made for this browser."""
        return compare_digest(self.csrf.encode(), token.encode())


class Sessions:
    """All sessions; ``clock`` counts seconds."""

    def __init__(self, hours: float, clock: Callable[[], float]) -> None:
        self._seconds = hours * 3600
        self._clock = clock
        self._held: dict[str, Session] = {}
        self._lock = Lock()

    def of(self, key: str | None) -> Session | None:
        """The session of a cookie, None where it is unknown or over."""
        with self._lock:
            found = self._held.get(key or "")
            return found if found and found.until > self._clock() else None

    def begin(self, name: str = "") -> Session:
        """A new session with secrets of its own; the oldest goes where there are too many."""
        made = Session(secrets.token_urlsafe(32), secrets.token_urlsafe(32), self._clock() + self._seconds, name)
        with self._lock:
            if len(self._held) >= MOST_SESSIONS:
                # Who has signed in keeps his, however many forms are asked for.
                nobody = (key for key, one in self._held.items() if not one.name)
                del self._held[next(nobody, next(iter(self._held)))]
            self._held[made.id] = made
        return made

    def end(self, key: str | None) -> None:
        """Forget a session."""
        with self._lock:
            self._held.pop(key or "", None)


class Limit:
    """At most ``most`` times within so many seconds for one key."""

    def __init__(self, most: int, within_s: float, clock: Callable[[], float]) -> None:
        self._most = most
        self._within = within_s
        self._clock = clock
        self._times: dict[str, deque[float]] = {}
        self._lock = Lock()

    def reached(self, key: str) -> bool:
        """Whether it must wait now."""
        with self._lock:
            return len(self._recent(key)) >= self._most

    def count(self, key: str) -> None:
        """One more time."""
        with self._lock:
            if len(self._times) > MOST_SESSIONS:
                self._times = {one: times for one in list(self._times) if (times := self._recent(one))}
            self._times.setdefault(key, deque(maxlen=self._most)).append(self._clock())

    def _recent(self, key: str) -> deque[float]:
        times, over = self._times.get(key, deque()), self._clock() - self._within
        while times and times[0] <= over:
            times.popleft()
        return times
