"""The plan of the house as its imports draw it: modules, folders, rooms, and the arrows between them.

A lazy import counts like any other, one for type checkers too. A room is a folder right below a floor
(``flows/telling``, with all that is in it), or a file that stands there alone (``extractors/errors.py``).
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
FLOORS = ("extractors", "storage", "flows")
# On these every other room of their floor may stand; a picture that shows it shows nothing else.
GROUND = frozenset({
    "extractors/records", "extractors/text", "extractors/errors", "storage/engine", "storage/layout", "flows/runtime",
    "flows/settings",
})  # fmt: skip

Arrows = Mapping[str, Set[str]]


@cache
def modules() -> dict[str, Path]:
    """Every module of the house by its dotted name; a package by that of its folder."""
    paths = (path for floor in FLOORS for path in sorted((HOUSE / floor).rglob("*.py")))
    return {".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


def imports_of(path: Path) -> Iterator[str]:
    """What a file imports, wherever in it: names as written, and for ``from a import b`` both ``a`` and ``a.b``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in modules() else node.module or ""


@cache
def arrows() -> Arrows:
    """From each module to the modules of the house that it imports."""
    return {
        name: frozenset(used for used in imports_of(path) if used in modules() and used != name)
        for name, path in modules().items()
    }


def folder_of(module: str) -> str:
    """``flows/cli/terminal`` for a module in it and for the package itself; a file that stands alone is its own."""
    path = modules()[module].relative_to(HOUSE)
    return room_of(module) if len(path.parts) == 2 else str(path.parent)


def room_of(module: str) -> str:
    """``flows/cli`` for a module in any folder of it, ``extractors/errors`` for a file that stands alone."""
    parts = module.split(".")
    return "/".join(parts[:2])


@cache
def between(place_of: Callable[[str], str]) -> Arrows:
    """The arrows between places, where a module's place is what ``place_of`` says."""
    drawn: dict[str, set[str]] = defaultdict(set)
    for module, used in arrows().items():
        drawn[place_of(module)] |= {place_of(name) for name in used} - {place_of(module)}
    return drawn


def circles(graph: Arrows) -> list[list[str]]:
    """A way round for every place from which one leads back to it; empty where nothing runs back."""
    return [way for start in graph if (way := _way_back(graph, start))]


def _way_back(graph: Arrows, start: str) -> list[str]:
    came_from: dict[str, str] = {}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for there in graph.get(here, ()):
            if there == start:
                way = [here]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return [*reversed(way), start]
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return []
