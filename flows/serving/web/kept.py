"""What is too dear to be made for each page: made once, then anew beside pages that show what there was, or in time."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock, RLock, Thread
from typing import Any

from flows.runtime.log import NAME, line

LOGGER = logging.getLogger(NAME)
# Making it anew takes no more than so much of the time.
_SHARE = 20


@dataclass(slots=True)
class _Held:
    value: Any
    until: float
    renewing: bool = False


class MadeBefore:
    """Values by name; ``clock`` counts seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._held: dict[str, _Held] = {}
        self._making, self._looking = RLock(), Lock()  # what is made may be made of what is kept

    def of(self, name: str, seconds: float, make: Callable[[], Any]) -> Any:
        """What was made last; where that is older than so many seconds, it is made anew meanwhile.

        Where that fails it is logged, and what there was stays.
        """
        held = self._held.get(name)
        if held is None:
            with self._making:  # whoever comes meanwhile waits for the same
                held = self._held.get(name) or self._make(name, seconds, make)
        elif self._begins(held):
            Thread(target=self._renew, args=(name, seconds, make, held), daemon=True).start()
        return held.value

    def _begins(self, held: _Held) -> bool:
        with self._looking:
            due = held.until < self._clock() and not held.renewing
            held.renewing = held.renewing or due
        return due

    def _renew(self, name: str, seconds: float, make: Callable[[], Any], held: _Held) -> None:
        try:
            self._make(name, seconds, make)
        except Exception as error:  # noqa: BLE001 - whatever it was, the pages show what there was
            LOGGER.warning(line("not-made-anew", what=name, why=f"{type(error).__name__}: {error}"))
        finally:
            held.renewing = False  # where it failed, the next page tries again

    def _make(self, name: str, seconds: float, make: Callable[[], Any]) -> _Held:
        begun = self._clock()
        value = make()
        now = self._clock()
        made = self._held[name] = _Held(value, now + max(seconds, _SHARE * (now - begun)))
        return made


class Recent:
    """The last ``most`` values by key, each for so many seconds; ``clock`` counts seconds."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float]) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._held: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What was made within the last seconds, else what is made now; two that ask at once may both make it."""
        with self._lock:
            until, value = self._held.get(key, (0.0, None))
        if until > self._clock():
            return value
        value = make()
        with self._lock:
            self._held.pop(key, None)
            self._held[key] = self._clock() + self._seconds, value
            if len(self._held) > self._most:
                self._held.popitem(last=False)
        return value
