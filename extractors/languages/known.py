"""The languages that there are, by their codes."""

from __future__ import annotations

from extractors.languages.en.english import ENGLISH
from extractors.languages.language import Language
from extractors.languages.ru.russian import RUSSIAN

KNOWN: dict[str, Language] = {language.code: language for language in (ENGLISH, RUSSIAN)}


def language_of(code: str | None) -> Language:
    """The language of a code; KeyError for one that there is not."""
    return KNOWN[code or ""]
