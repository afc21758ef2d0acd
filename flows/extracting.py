"""The extractor of this process: loading it takes longer than extracting from many articles."""

from __future__ import annotations

from functools import cache

from extractors.errors import SettingsError
from extractors.extraction import Extractor


@cache
def load_extractor(model: str) -> Extractor:
    """The extractor, with ``model`` for its syntax if one is named; LexiconError, SettingsError."""
    try:
        return Extractor(model=model or None)
    except OSError as error:
        if not model:
            raise
        why = f"the spaCy pipeline {model!r} cannot be loaded"
        raise SettingsError("setting model", why, "install it into this environment, or empty the setting") from error
