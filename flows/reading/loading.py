"""The lexicon and the extractor of this process: loading takes longer than extracting from many articles."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import SettingsError
from extractors.lexicon import Lexicon, load_lexicon

if TYPE_CHECKING:
    from extractors.extraction import Extractor


@cache
def load_words() -> Lexicon:
    """The lexicon; LexiconError."""
    return load_lexicon()


@cache
def load_extractor(model: str, learned: bool = True) -> Extractor:
    """The extractor, with ``model`` for its syntax if one is named; without ``learned`` the rules judge alone.

    LexiconError, SettingsError.
    """
    from extractors.extraction import Extractor  # spaCy: a second that a pass without articles need not wait for

    refuse_unknown_model(model)
    return Extractor(load_words(), model or None, learned)


def refuse_unknown_model(model: str) -> None:
    """SettingsError if no such pipeline is installed; an empty name is the project's own."""
    if not model or Path(model).is_dir():
        return
    try:
        distribution(model)
    except (PackageNotFoundError, ValueError):
        why = f"no spaCy pipeline {model!r} is installed"
        raise SettingsError("setting model", why, "install it into this environment, or empty the setting") from None
