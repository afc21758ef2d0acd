"""What systemd is told of a service of ``Type=notify``: ready, its status, that it makes progress, that it stops.

Everywhere else ``NOTIFY_SOCKET`` is not set, and nothing happens.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SOCKET = "NOTIFY_SOCKET"
WATCHDOG = "WATCHDOG_USEC"
WATCHDOG_PROCESS = "WATCHDOG_PID"

# The longest honest silence of a pass: fifty pages of one host that hangs, two at a time, thirty seconds each, take
# thirteen minutes until the first of them is told.
STEP_S = 1800.0
MISSED_PASSES = 3  # as the watchdog outside has it unless told otherwise
_LONGEST_STATUS = 500


def notify(**fields: str) -> bool:
    """Send the fields (``READY="1"``, ``STATUS="..."``) in one datagram; False where nobody listens."""
    address = os.environ.get(SOCKET, "")
    if not address.startswith(("/", "@")):
        return False
    message = "\n".join(f"{name}={_one_line(value)}" for name, value in fields.items())
    where = f"\0{address[1:]}" if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as telling:
            telling.settimeout(1)  # a full queue must not hold up a pass
            telling.sendto(message.encode(), where)
    except OSError:
        return False
    return True


def watchdog_pause_s() -> float | None:
    """Seconds between two signs of life, a third of what the service manager waits for; None where it waits for none.

    The variables may have been inherited from a process that they were meant for.
    """
    given, process = os.environ.get(WATCHDOG, ""), os.environ.get(WATCHDOG_PROCESS, "")
    if not given.isdigit() or int(given) == 0 or process not in ("", str(os.getpid())):
        return None
    return int(given) / 3_000_000


class Heart:
    """Gives signs of life to systemd's watchdog, but only as long as passes really progress.

    Within a pass, that is a step at least every half hour; between passes, a pass that begins before three intervals
    are over. A process that hangs in one of them is then ended by systemd and started again. Safe to use from threads.
    """

    def __init__(self, interval_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._between_s = MISSED_PASSES * interval_s + 60
        self._patience_s = self._between_s
        self._latest = clock()

    def ready(self, status: str) -> None:
        """The schedule stands."""
        self._rest()
        notify(READY="1", STATUS=status)

    def begins(self) -> None:
        """A pass begins."""
        self._patience_s = STEP_S
        self.beat()

    def beat(self, _step: object = None) -> None:
        """A step of the pass is done; fits wherever progress is observed."""
        self._latest = self._clock()

    def ends(self, summary: str) -> None:
        """A pass has ended, well or not: ``summary`` is what ``systemctl status`` shows until the next."""
        self._rest()
        notify(STATUS=summary)

    def stops(self) -> None:
        """The service is about to end."""
        notify(STOPPING="1", STATUS="stopping")

    @property
    def beats(self) -> bool:
        """Whether the last sign of progress is recent enough."""
        return self._clock() - self._latest <= self._patience_s

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Send signs of life beside the block, as often as the service manager asks for."""
        pause_s = watchdog_pause_s()
        if pause_s is None:
            yield
            return
        over = threading.Event()
        thread = threading.Thread(target=self._beat_until, args=(over, pause_s), name="watchdog", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _rest(self) -> None:
        self._patience_s = self._between_s
        self.beat()

    def _beat_until(self, over: threading.Event, pause_s: float) -> None:
        while not over.is_set():
            if self.beats:
                notify(WATCHDOG="1")
            over.wait(pause_s)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_STATUS]
