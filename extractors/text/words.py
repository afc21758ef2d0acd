"""How alike two wordings are, standing reprints, truncation, edits and small changes of vocabulary.

Words are folded, stripped of function words and cut to stems of
six letters, so that "recognised", "recognizing" and "recognition" meet. Two measures are combined: the share of common
stems (Jaccard) and, for wordings long enough, how much of the shorter one the longer one contains.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from extractors.text.folding import fold, words_of

STEM_LETTERS = 6  # as the module's first lines say
CONTAINED_FROM = 5  # stems: fewer stand in any longer wording of the matter


# What is said of one event is compared with all else that is said of it, over and over.
@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the content words; of all words if nothing else is left."""
    words = words_of(text)
    content = [word for word in words if word not in _function_words()]
    return frozenset(word[:STEM_LETTERS] for word in content or words)


def similarity(one: str, other: str) -> float:
    """Return how alike two wordings are, 0 to 1; 1 means the same words in any order."""
    mine, theirs = stems(one), stems(other)
    if not mine or not theirs:
        return 0.0
    common = len(mine & theirs)
    jaccard = common / len(mine | theirs)
    shorter = min(len(mine), len(theirs))
    contained = 0.9 * common / shorter if shorter >= CONTAINED_FROM else 0.0
    return max(jaccard, contained)


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    lines = files("extractors.text").joinpath("function_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())
