"""A sentence's words as the word pieces that the parser's network reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 510  # pieces of words that the network can place, beside its two marks
PLAIN_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "\x00": "?"})
SHAPES = 7  # how a word is written
PADDING, SMALL, FIRST_LARGE, LARGE, MIXED, WITH_DIGIT, MARK = range(SHAPES)


@dataclass(frozen=True, slots=True)
class WordPieces:
    """The pieces of a sentence and how their words are written, and where each word begins and ends among them.

    The first word stands for no head; it is the mark that opens a sentence. Words that had no room are left out.
    """

    ids: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


def shape_of(word: str) -> int:
    """How a word is written: the network's pieces are small letters."""
    if any(c.isdigit() for c in word):
        return WITH_DIGIT
    if not any(c.isalpha() for c in word):
        return MARK
    if word == word.lower():
        return SMALL
    if word[0].isupper() and word[1:] == word[1:].lower():
        return FIRST_LARGE
    return LARGE if word == word.upper() else MIXED


def word_pieces(sentences: Sequence[Sequence[str]], tokenizer: Tokenizer) -> list[WordPieces]:
    """The pieces of each sentence. A word that has none (a stray mark) counts as one unknown piece."""
    encoded = tokenizer.encode_batch(
        [list(words) for words in sentences], is_pretokenized=True, add_special_tokens=False
    )
    opening, closing, unknown = (int(tokenizer.token_to_id(mark) or 0) for mark in ("[CLS]", "[SEP]", "[UNK]"))
    found = []
    for words, pieces in zip(sentences, encoded, strict=True):
        of_word: list[list[int]] = [[] for _ in words]
        for piece, number in zip(pieces.ids, pieces.word_ids, strict=True):
            if number is not None:
                of_word[number].append(piece)
        read = WordPieces([opening], [PADDING], [0], [0])
        for word, own in zip(words, of_word, strict=True):
            if not _take(read, own or [unknown], shape_of(word)):
                break
        read.ids.append(closing)
        read.shapes.append(PADDING)
        found.append(read)
    return found


def _take(read: WordPieces, own: list[int], shape: int) -> bool:
    """Adds a word, if there is room for it."""
    if len(read.ids) + len(own) > LONGEST + 1:
        return False
    read.first.append(len(read.ids))
    read.ids.extend(own)
    read.shapes.extend([shape] * len(own))
    read.last.append(len(read.ids) - 1)
    return True
