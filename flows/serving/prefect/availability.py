"""Whether Prefect can be had, told in the log once at each change."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock

from flows.runtime.log import line


class Availability:
    """Unknown at first, then here or away. Safe to use from threads."""

    def __init__(self, logger: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        self._logger = logger
        self._clock = clock
        self._lock = Lock()
        self._away_since: float | None = clock()
        self._told: bool | None = None
        self.reason = "it has not answered yet"

    @property
    def is_here(self) -> bool:
        """Whether it answered the last time it was asked."""
        return self._away_since is None

    @property
    def away_s(self) -> float:
        """For how many seconds it has been away; 0 when it is here."""
        since = self._away_since
        return 0.0 if since is None else self._clock() - since

    def here(self, address: str) -> None:
        """It answers."""
        with self._lock:
            self._away_since = None
            if self._told is not True:
                self._logger.info(line("prefect-here", address=address))
            self._told = True

    def away(self, reason: str) -> None:
        """It does not answer, or not in time."""
        with self._lock:
            self.reason = " ".join(reason.split())
            if self._away_since is None:
                self._away_since = self._clock()
            if self._told is not False:
                self._logger.warning(line("prefect-away", reason=self.reason, passes="go on without it"))
            self._told = False
