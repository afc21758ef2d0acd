"""How PostgreSQL is asked for the latest: by windows of time, from the latest back, until there are enough.

Its index of words keeps no order: the latest of what holds a word were found by sorting all that hold it, or by going
back through what does not. Each document is in an era of each width, and the index knows it by them, so that what holds
a word within a window is found without a look at the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

SHIFTS = (47, 50, 53, 56, 59)  # bits of a document's number: eras of 1.6, 12.7 and 102 days, 2.2 and 17.9 years
_OF_NEXT = 8  # eras of a width in one of the next
_FIRST = 2  # eras in the first window of a width
_LEAST = 4  # in the second one, which ends where an era of the next width does
_WIDEST = SHIFTS[3]  # the width of the last window
_TOGETHER = 3

Window = tuple[int, ...]  # eras by their tags


class Back(NamedTuple):
    """Windows from the latest back, and the number below which all that is left is asked for together, if any is.

    An era of years is in the index with most of the store: to look for a rare word in the widest took 3 to 10 ms among
    a million statements, without a look at eras 1 to 2.
    """

    windows: tuple[Window, ...]
    rest: int | None


def windows_back(top: int, bottom: int, *, few: bool) -> Back:
    """The windows from the document numbered ``top`` back to ``bottom``, each wider than the one before.

    ``few`` takes three together: for what makes every look into the index costly, as many words of which one will do.
    """
    found = list(_windows(top, bottom))
    begins = found[-1][1] if found else 0
    if few:
        groups = [found[start : start + _TOGETHER] for start in range(0, len(found), _TOGETHER)]
        if begins > bottom and len(groups[-1]) < _TOGETHER:
            groups.pop()
        found = [(sum((eras for eras, _ in group), ()), group[-1][1]) for group in groups]
        begins = found[-1][1] if found else 0
    return Back(tuple(eras for eras, _ in found), begins if begins > bottom else None)


def _windows(top: int, bottom: int) -> Iterator[tuple[Window, int]]:
    """Each with the lowest number that is in it."""
    end = (top >> SHIFTS[0]) + 1
    for level, shift in enumerate(SHIFTS):
        least = bottom >> shift
        aligned = (end - _FIRST - _LEAST) // _OF_NEXT * _OF_NEXT
        for begin in (end - _FIRST, aligned):
            begins = max(begin, least)
            if begins < end:
                yield tuple(_tag(level, era) for era in range(begins, end)), begins << shift
                end = begins
            if shift == _WIDEST:
                return
        if end <= least:
            return
        end //= _OF_NEXT


def _tag(level: int, era: int) -> int:
    return era * len(SHIFTS) + level


def eras_of(number: str) -> str:
    """The tags of all eras that the document of a number (an expression) is in, as migration 0012 has the index."""
    tags = (f"({number} >> {shift}) * {len(SHIFTS)} + {level}" for level, shift in enumerate(SHIFTS))
    return f"ARRAY[{', '.join(tags)}]"
