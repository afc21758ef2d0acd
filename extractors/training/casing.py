"""Makes ``extractors/languages/en/small_words.txt``: what English writes small, by which text in capitals is read.

``python -m extractors.training.casing UD-FILE...`` counts the words of Universal Dependencies files and of the open
annotated newsrooms, those that open a sentence left out. A word is small where at least one in four is.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractors.claims.notation.folded_text import sentences_of
from extractors.languages.en.casing import SMALL_WORDS
from extractors.lexicon import load_lexicon
from extractors.training.newsrooms import FOLDER, read_set
from extractors.training.treebank import read_trees

_WORD = re.compile(r"[^\W\d_]+")
_OPEN_SETS = ("seen-*.yaml", "retold-train-*.yaml")
_SMALL_SHARE = 1 / 4
_ACRONYM, _OFTEN = 2, 20  # so short a word is an acronym ("UN") or a misprint unless it is met often
_HEAD = "# Made by extractors.training.casing: what English writes small, one word a blank.\n"


def small_words(words: Iterable[str]) -> list[str]:
    """The words, in lower case, that are mostly small or at least one time in four; letters alone."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for word in words:
        if word.islower():
            small[word] += 1
        elif word.istitle():
            large[word.lower()] += 1
    return sorted(
        word
        for word, seen in small.items()
        if word.isascii() and seen >= _SMALL_SHARE * (seen + large[word]) and (len(word) > _ACRONYM or seen >= _OFTEN)
    )


def main(paths: list[str]) -> int:
    """Counts, and writes the list."""
    words = [word for path in paths for word in _of_trees(Path(path))] + list(_of_newsrooms())
    lines = textwrap.wrap(" ".join(small_words(words)), 118, break_long_words=False, break_on_hyphens=False)
    SMALL_WORDS.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _of_trees(path: Path) -> Iterator[str]:
    for tree in read_trees(path):
        yield from (word.form for word in tree[1:] if _WORD.fullmatch(word.form))


def _of_newsrooms() -> Iterator[str]:
    lexicon = load_lexicon()
    for pattern in _OPEN_SETS:
        for path in sorted(FOLDER.glob(pattern)):
            for case in read_set(path, lexicon):
                text = case.article.text
                for sentence in sentences_of(text):
                    yield from _WORD.findall(text[sentence.start : sentence.end])[1:]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
