"""What a text must hold for an expression to match in it: then most texts need not be searched for most expressions.

``re``'s own parser reads the expression. From its tree come sets of strings of which every match holds one each, and
the signs that a match may begin with (the literal factors of Cox, "Regular Expression Matching with a Trigram Index",
2012). What the tree says that is not known here demands nothing: it costs time and hides no match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any

Strings = frozenset[str]

MOST_NEEDS = 3  # sets of strings looked for a pattern; the rarest leave few patterns to try
_EMPTY: Strings = frozenset({""})
_MOST = 96  # strings that a part is spelled out in, and signs of a class
_ZERO_WIDTH = (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


@dataclass(frozen=True, slots=True)
class Demands:
    """A match holds a string of each of ``needs``, the rarest first, and begins with one of ``opens``; None is any."""

    needs: tuple[Strings, ...]
    opens: Strings | None
    shortest: int


@dataclass(frozen=True, slots=True)
class _Part:
    """All strings that a part matches, if they are few, and sets of which whatever it matches holds one each."""

    exact: Strings | None
    needs: tuple[Strings, ...] = ()

    @property
    def all_needs(self) -> tuple[Strings, ...]:
        return (*self.needs, self.exact) if self.exact and "" not in self.exact else self.needs


def compiled(expression: str) -> tuple[re.Pattern[str], Demands]:
    """An expression ready for use, and what a match of it holds; raises ``re.error``."""
    tree = _parser.parse(expression)
    return _compiler.compile(tree), _demands(tree)  # a third of the time that reading it twice would take


def _demands(tree: Any) -> Demands:
    shortest = tree.getwidth()[0]
    if tree.state.flags & _constants.SRE_FLAG_IGNORECASE:
        return Demands((), None, shortest)
    opens = _opening(tree.data)
    needs = sorted(_sequence(tree.data).all_needs, key=_frequency)[:MOST_NEEDS]
    return Demands(tuple(needs), None if opens is None or "" in opens else opens, shortest)


def _frequency(strings: Strings) -> float:
    """How often a text holds one of some strings, roughly: of letters in a row each is one of four."""
    return sum(4.0 ** -len(string) for string in strings)


def _sequence(items: Iterable[tuple[Any, Any]]) -> _Part:
    run: Strings = _EMPTY
    needs: list[Strings] = []
    spelled = True
    for part in _parts(items):
        needs += part.needs
        if part.exact is not None and len(run) * len(part.exact) <= _MOST:
            run = frozenset(before + after for before in run for after in part.exact)
            continue
        spelled = False
        needs += _Part(run).all_needs
        run = part.exact or _EMPTY
    return _Part(run) if spelled and not needs else _Part(None, (*needs, *_Part(run).all_needs))


def _parts(items: Iterable[tuple[Any, Any]]) -> Iterator[_Part]:
    """The parts of a sequence, letters in a row as one."""
    for operation, found in groupby(items, key=itemgetter(0)):
        if operation is _constants.LITERAL:
            yield _Part(frozenset({"".join(chr(code) for _, code in found)}))
        else:
            yield from (_part(operation, argument) for _, argument in found)


def _part(operation: Any, argument: Any) -> _Part:
    if operation in _ZERO_WIDTH:
        return _Part(_EMPTY)
    if operation is _constants.LITERAL:
        return _Part(frozenset({chr(argument)}))
    if operation is _constants.IN:
        return _Part(_signs(argument))
    if operation is _constants.SUBPATTERN and not argument[1]:
        return _sequence(argument[3].data)
    if operation is _constants.BRANCH:
        return _branch([_sequence(items.data) for items in argument[1]])
    if operation in _REPEATS:
        least, most, items = argument
        return _Part(None) if least == 0 and most > 1 else _repeat(least, most, _sequence(items.data))
    return _Part(None)


def _signs(members: Iterable[tuple[Any, Any]]) -> Strings | None:
    """The signs of a class; None for many, or all but some."""
    found: set[str] = set()
    for kind, value in members:
        if kind is _constants.LITERAL:
            found.add(chr(value))
        elif kind is _constants.RANGE and value[1] - value[0] < _MOST:
            found |= {chr(code) for code in range(value[0], value[1] + 1)}
        else:
            return None
    return frozenset(found)


def _branch(parts: list[_Part]) -> _Part:
    every = [part.exact for part in parts if part.exact is not None]
    if len(every) == len(parts):
        return _Part(frozenset().union(*every))
    needs = [min(part.all_needs, key=_frequency, default=_EMPTY) for part in parts]
    return _Part(None) if _EMPTY in needs else _Part(None, (frozenset().union(*needs),))


def _repeat(least: int, most: int, part: _Part) -> _Part:
    if least == most == 1:
        return part
    if least == 0:
        return _Part(None if part.exact is None else part.exact | _EMPTY)
    return _Part(None, part.all_needs)


def _opening(items: Iterable[tuple[Any, Any]]) -> Strings | None:
    """The signs that a sequence may begin with, and "" where it may match nothing; None for any."""
    found = _EMPTY
    for operation, argument in items:
        here = _opening_of(operation, argument)
        if here is None:
            return None
        found = (found - _EMPTY) | here
        if "" not in here:
            return found
    return found


def _opening_of(operation: Any, argument: Any) -> Strings | None:
    if operation in _ZERO_WIDTH:
        return _EMPTY
    if operation is _constants.SUBPATTERN and not argument[1]:
        return _opening(argument[3].data)
    if operation is _constants.BRANCH:
        every = [_opening(items.data) for items in argument[1]]
        return None if None in every else frozenset().union(*(each for each in every if each is not None))
    if operation in _REPEATS:
        here = _opening(argument[2].data)
        return here if here is None or argument[0] else here | _EMPTY
    return _part(operation, argument).exact
