"""What reads articles, told apart from what read them before: its version, its lexicon, its models."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extractors
from extractors.records.stored import ReadBy

_HOUSE = Path(extractors.__file__).parent
_SHORT = 16  # hex digits: enough to tell apart what has ever read one store


@cache
def read_by(model: str, learned: bool) -> ReadBy:
    """This program as it reads now, with ``model`` for its syntax if one is named; a fifth of a second, once.

    The hashes are over the bytes of all files: code and data that was changed in place is told apart, too.
    """
    code = _hash(path for path in _files() if path.suffix == ".py")
    words = _hash(path for path in _files() if path.suffix in (".yaml", ".json", ".txt") and not _is_model(path))
    models = _hash(path for path in _files() if _is_model(path) and (learned or "judge" not in path.parts))
    syntax = f"{model}-{_version_of(model)}+" if model else ""
    return ReadBy(f"{version('recognition-watch')}+{code}", words, f"{syntax}{models}" + ("" if learned else ", rules"))


def _files() -> list[Path]:
    return sorted(path for path in _HOUSE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _is_model(path: Path) -> bool:
    return "model" in path.relative_to(_HOUSE).parts[:1]


def _hash(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        # The name, too: else a line moved from one file to the next would change nothing.
        whole.update(str(path.relative_to(_HOUSE)).encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()[:_SHORT]


def _version_of(model: str) -> str:
    try:
        return version(model)
    except (PackageNotFoundError, ValueError):
        return "?"
