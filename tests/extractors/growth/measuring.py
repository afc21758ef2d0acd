"""Measures how the CPU time of a function grows while its input doubles three times.

Only CPU time of this thread counts, and of each size the least of all tries: a machine that is busy with other work
makes some tries dearer and none cheaper. A growth that looks too steep is measured again before it is believed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from extractors.errors import RecognitionWatchError

Input = TypeVar("Input")

FACTORS = (1, 2, 4, 8)
A_DOUBLING = 2.6
MEASURABLE = 0.008  # seconds of the smallest size
LARGEST = 1_000_000
TRIES = 30


def growth_of(work: Callable[[Input], object], make: Callable[[int], Input], least: int) -> tuple[list[float], bool]:
    """The CPU seconds of four sizes, each twice the one before, and whether they grow no faster than allowed.

    ``make`` gives an input of so many parts; the first size is ``least`` parts or more, so that it can be measured.
    Three doublings together must stay under ``A_DOUBLING`` cubed: between two sizes a stage may change its way, as
    where a sentence becomes too long to be parsed, and beside other work a single ratio is noise.
    """
    size = least
    while _cost(work, make(size)) < MEASURABLE and size < LARGEST:
        size *= 4
    inputs = [make(size * factor) for factor in FACTORS]
    seconds = [float("inf")] * len(inputs)
    for tried in range(TRIES):
        seconds = [min(best, _cost(work, each)) for best, each in zip(seconds, inputs, strict=True)]
        if tried and _is_moderate(seconds):
            return seconds, True
    return seconds, False


def _is_moderate(seconds: list[float]) -> bool:
    """Over all three doublings: a square law gives 64 times, three times 2.6 is 17.6; one doubling alone is noise."""
    return seconds[-1] < max(seconds[0], 1e-4) * A_DOUBLING ** (len(seconds) - 1)


def _cost(work: Callable[[Input], object], given: Input) -> float:
    """Seconds of CPU of this thread; a refusal with an error of the house's own costs like an answer."""
    began = time.thread_time()
    with suppress(RecognitionWatchError):
        work(given)
    return time.thread_time() - began
