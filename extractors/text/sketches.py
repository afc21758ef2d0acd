"""Sketches of texts: equal sketches mean equal words, shared bands mean nearly equal words.

MinHash over 3-word shingles, 128 permutations in 32 bands of 4 (Leskovec, Rajaraman and Ullman, Mining of Massive
Datasets, chapter 3): two texts that share 61 % of their shingles share a band in nine cases of ten. The numbers are
stored: a change of any constant here makes the stored ones useless.

No language is known here: words are runs of letters and digits of any script, and a sentence ends at a stop whatever
stands before it. "Mr. Roe" is cut in two, in every copy alike, so nothing is lost but a mark or two.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.text.folding import words_of

if TYPE_CHECKING:
    from datasketch import MinHash

SHINGLE_WORDS = 3
PERMUTATIONS = 128
# Of four numbers each: two texts share a band in even odds where .38 of their shingles are the same, in 99 of 100 cases
# from .61 on, in 5 from .20.
BANDS = 32
ROWS = PERMUTATIONS // BANDS

MARKED_FROM_SHINGLES = 20  # a few sentences: what is shorter shares its words with others by chance
MARKED_SENTENCE_WORDS = 8  # shorter sentences stand in many articles ("He declined to comment.")

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)]*\s+|\n")


def folded_words(text: str) -> tuple[str, ...]:
    """The folded words of ``text``; an apostrophe parts none, since outlets write and leave it ("Talibans")."""
    return tuple(words_of(text.replace("’", "").replace("'", "")))


def words_key(text: str) -> str:
    """32 hexadecimal digits, equal for texts of equal words."""
    return hashlib.sha256(" ".join(folded_words(text)).encode()).hexdigest()[:32]


@lru_cache(maxsize=64)  # an article is asked for its own several times
def shingles(text: str) -> frozenset[str]:
    """All runs of three words; a shorter text is one shingle, a text without words none."""
    words = folded_words(text)
    runs = max(len(words) - SHINGLE_WORDS + 1, 1)
    return frozenset(" ".join(words[i : i + SHINGLE_WORDS]) for i in range(runs)) if words else frozenset()


@lru_cache(maxsize=1024)
def bands(text: str) -> tuple[int, ...]:
    """32 signed 64-bit numbers, one a band; texts of which one is equal are near duplicates, probably."""
    parts = shingles(text)
    if not parts:
        return ()
    sketch = _blank_sketch().copy()
    sketch.update_batch([part.encode() for part in sorted(parts)])
    return tuple(_band(index, sketch.hashvalues[index * ROWS : (index + 1) * ROWS].tolist()) for index in range(BANDS))


@lru_cache(maxsize=1)
def _blank_sketch() -> MinHash:
    """Made once: its permutations cost as much as a short text's words."""
    from datasketch import MinHash  # it loads scipy: seconds that a list of claims need not wait for

    return MinHash(num_perm=PERMUTATIONS, seed=1)  # stored bands would be lost with another seed


def marks(text: str) -> tuple[int, ...]:
    """Signed 64-bit numbers of an article: its bands, and one for each longer sentence.

    The bands find edited copies, the sentences find shortened ones. A text of less than a few sentences has none.
    """
    if len(shingles(text)) < MARKED_FROM_SHINGLES:
        return ()
    sentences = (folded_words(sentence) for sentence in _SENTENCE_END.split(text))
    longer = {" ".join(words) for words in sentences if len(words) >= MARKED_SENTENCE_WORDS}
    return tuple(dict.fromkeys((*bands(text), *(_number(f"s:{sentence}") for sentence in sorted(longer)))))


def contained(one: str, other: str) -> float:
    """Which share of the shorter text's shingles stands in the longer one, 0 to 1."""
    first, second = shingles(one), shingles(other)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def _band(index: int, values: list[int]) -> int:
    return _number(f"{index}:{values}")


def _number(key: str) -> int:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True)
