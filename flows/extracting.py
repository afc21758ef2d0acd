"""The extractor of this process: loading it takes longer than extracting from many articles."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from spacy.util import is_package

from extractors.errors import SettingsError
from extractors.extraction import Extractor


@cache
def load_extractor(model: str) -> Extractor:
    """The extractor, with ``model`` for its syntax if one is named; LexiconError, SettingsError."""
    if model and not is_package(model) and not Path(model).is_dir():
        why = f"no spaCy pipeline {model!r} is installed"
        raise SettingsError("setting model", why, "install it into this environment, or empty the setting")
    return Extractor(model=model or None)
