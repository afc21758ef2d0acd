"""What language a text is in: what the page declares, checked against its words."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_CANDIDATES = ("ar", "az", "de", "en", "es", "fa", "fr", "hi", "id", "it", "ja", "kk", "ko", "ky", "nl", "pl", "ps",
               "pt", "ru", "tg", "tr", "uk", "ur", "uz", "zh")  # fmt: skip
_ENGLISH = frozenset(
    {
        "the", "of", "and", "that", "was", "were", "is", "are", "has", "have", "had", "been", "with", "from", "which",
        "this", "these", "those", "they", "their", "he", "his", "she", "her", "not", "would", "will", "said", "who",
        "when", "it", "its", "by", "be", "at", "as", "for", "to", "on",
    }
)  # fmt: skip
_NOT_LATIN = frozenset({"ar", "be", "bg", "fa", "he", "hi", "ja", "kk", "ko", "ky", "ps", "ru", "tg", "uk", "ur", "zh"})
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS = 30
_ENOUGH = 200
_SAMPLE = 2000
_SURE = 0.9


def language_of(text: str, declared: str | None) -> str | None:
    """The two-letter language of ``text``: its words decide where there are enough, else what is ``declared``."""
    declared = (declared or "").strip().lower().replace("_", "-").split("-")[0] or None
    sample = text[:_SAMPLE]
    if _is_english(sample):
        return "en"
    if sum(letter.isalpha() for letter in sample) < _ENOUGH:
        return _of_few_words(sample, declared)
    detected, probability = _detected(sample)
    return detected if declared is None or probability >= _SURE else declared


def _of_few_words(text: str, declared: str | None) -> str:
    """What is declared, unless the letters say otherwise."""
    if _is_latin(text):
        return declared or "en"
    return declared if declared in _NOT_LATIN else _detected(text)[0]


def _is_english(text: str) -> bool:
    """Whether every fourth word is one that only English is full of: spares the model, which takes a second to load."""
    words = _WORD.findall(text.lower())
    return len(words) >= _ENOUGH_WORDS and sum(word in _ENGLISH for word in words) >= 0.2 * len(words)


def _detected(text: str) -> tuple[str, float]:
    code, probability = _identifier().classify(text)
    return str(code), float(probability)


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.nb_classes)
    identifier.set_languages([code for code in _CANDIDATES if code in known])
    return identifier


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter < "\u0250" for letter in letters) > 0.9 * len(letters)
