"""What language a text is in: what the page declares, checked against its words."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from extractors.pages.wordings import page_patterns

_CANDIDATES = ("ar", "az", "de", "en", "es", "fa", "fr", "hi", "id", "it", "ja", "kk", "ko", "ky", "nl", "pl", "ps",
               "pt", "ru", "tg", "tr", "uk", "ur", "uz", "zh")  # fmt: skip
_NOT_LATIN = frozenset({"ar", "be", "bg", "fa", "he", "hi", "ja", "kk", "ko", "ky", "ps", "ru", "tg", "uk", "ur", "zh"})
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS = 30  # two sentences: in fewer the share of small words is chance
_ENGLISH_SHARE = 0.2  # of the words: .28 at the median of 84 articles of PolNeAR, .197 in the least
_ENOUGH = 200  # letters: the model, which counts runs of letters, needs some
_SAMPLE = 2000  # characters: enough for the model, and no more work than needed
_SURE = 0.9  # by the model's own odds, to overrule what the page declares


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
    """Whether every fifth word is one that only English is full of: spares the model, which takes a second to load."""
    words, english = text.lower(), page_patterns()["english-word"]
    number = len(_WORD.findall(words))
    return number >= _ENOUGH_WORDS and len(english.findall(words)) >= _ENGLISH_SHARE * number


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
