"""The parser that ships with the package: its trees, its word pieces, and the best tree among scored arcs."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest
from tokenizers import Tokenizer

from extractors.languages.en.parsing.biaffine import FOLDER, BiaffineReader
from extractors.languages.en.parsing.spanning_tree import best_heads
from extractors.languages.en.parsing.word_pieces import (
    FIRST_LARGE,
    LARGE,
    LONGEST,
    MARK,
    MIXED,
    SMALL,
    WITH_DIGIT,
    shape_of,
    word_pieces,
)


@pytest.fixture(scope="module")
def reader() -> BiaffineReader:
    return BiaffineReader()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _is_tree(heads: list[int]) -> bool:
    """Whether every word leads to the one root; a root is its own head."""
    roots = {at for at, head in enumerate(heads) if head == at}
    for at in range(len(heads)):
        for _ in heads:
            at = heads[at]
        if at not in roots:
            return False
    return len(roots) == 1


def test_a_plain_sentence_is_read_as_a_grammar_says(reader: BiaffineReader) -> None:
    words = ["The", "mayor", "said", "that", "the", "old", "bridge", "had", "been", "closed", "."]
    ((tags, relations, heads),) = reader.read([words])
    read = {word: (relation, words[head]) for word, relation, head in zip(words, relations, heads, strict=True)}
    assert read["said"] == ("ROOT", "said")
    assert read["mayor"] == ("nsubj", "said")
    assert read["closed"] == ("ccomp", "said")
    assert read["bridge"] == ("nsubj:pass", "closed")
    assert tags[2] == "VBD"


def test_a_sentence_reads_alike_whatever_stands_beside_it(reader: BiaffineReader) -> None:
    one, other = ["He", "spoke", "."], ["Harbour"] * 60
    assert reader.read([one, other])[0] == reader.read([one])[0]


@pytest.mark.parametrize("words", [["Yes"], [], ["\u200b", "\x01"], ["(", ")", "?"], ["a"] * 250, ["1-" * 45] * 9])
def test_any_words_make_one_tree(words: list[str], reader: BiaffineReader) -> None:
    ((tags, relations, heads),) = reader.read([words])
    assert len(tags) == len(relations) == len(heads) == len(words)
    assert not words or _is_tree(heads)


def test_words_without_room_hang_on_the_word_before_them(reader: BiaffineReader) -> None:
    words = ["1-" * 45] * 9
    ((_, relations, heads),) = reader.read([words])
    without_room = [at for at, relation in enumerate(relations) if relation == "punct" and heads[at] == at - 1]
    assert without_room[-1] == len(words) - 1


def test_each_word_knows_where_its_pieces_begin_and_end(tokenizer: Tokenizer) -> None:
    (read,) = word_pieces([["Unrecognisably", "\u200b", "so"]], tokenizer)
    whole = [tokenizer.decode(read.ids[first : last + 1]) for first, last in zip(read.first, read.last, strict=True)]
    assert whole[1] == "unrecognisably"
    assert read.ids[read.first[2] : read.last[2] + 1] == [tokenizer.token_to_id("[UNK]")]
    assert whole[3] == "so"
    assert len(read.ids) == len(read.shapes) == read.last[-1] + 2


def test_no_more_pieces_are_made_than_the_network_can_place(tokenizer: Tokenizer) -> None:
    (read,) = word_pieces([["so"] * (LONGEST + 3)], tokenizer)
    assert len(read.ids) == LONGEST + 2
    assert len(read.first) == LONGEST + 1


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("so", SMALL),
        ("So", FIRST_LARGE),
        ("A", FIRST_LARGE),
        ("UN", LARGE),
        ("iOS", MIXED),
        ("7th", WITH_DIGIT),
        ("—", MARK),
    ],
)
def test_how_a_word_is_written_is_told_beside_its_small_letters(word: str, shape: int) -> None:
    assert shape_of(word) == shape


def _best_of_all(scores: np.ndarray) -> float:
    """The weight of the best tree with the root that ``best_heads`` takes, by trying them all."""
    words = len(scores)
    root = next(at for at, head in enumerate(best_heads(scores)) if at and head == 0)
    best = -np.inf
    for heads in product(range(words), repeat=words - 1):
        own = [0, *heads]
        roots = [at for at in range(1, words) if own[at] == 0]
        shifted = [at - 1 if own[at] == 0 else own[at] - 1 for at in range(1, words)]
        if roots == [root] and _is_tree(shifted):
            best = max(best, sum(scores[at, own[at]] for at in range(1, words)))
    return float(best)


@pytest.mark.parametrize("seed", range(12))
def test_the_best_tree_is_the_best_of_all(seed: int) -> None:
    chance = random.Random(seed)
    scores = np.array([[chance.gauss(0, 3) for _ in range(5)] for _ in range(5)], np.float32)
    heads = best_heads(scores)
    assert _is_tree([at - 1 if heads[at] == 0 else heads[at] - 1 for at in range(1, 5)])
    assert sum(scores[at, heads[at]] for at in range(1, 5)) == pytest.approx(_best_of_all(scores), abs=1e-4)
