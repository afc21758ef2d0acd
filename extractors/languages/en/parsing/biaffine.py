"""The parser that ships with the package: a small transformer that scores for every pair of words whether they belong.

It is trained by ``make parser`` and lies in ``extractors/model/parser`` as an int8 ONNX graph with its tokenizer. Each
sentence is read alone, so that no sentence's tree depends on its neighbours. Nothing comes from the network.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.languages.en.parsing.spanning_tree import best_heads
from extractors.languages.en.parsing.word_pieces import WordPieces, word_pieces
from extractors.text.networks import load_network

FOLDER = Path(__file__).parents[3] / "model" / "parser"

# Of each word its tag, its relation and the place of its head, its own place at the root.
ReadTree = tuple[list[str], list[str], list[int]]


class BiaffineReader:
    """Reads sentences given as words. Keep one: it holds the loaded graph (about 60 MB)."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._session, self._tokenizer = load_network(folder / "parser.onnx")
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._tags, self._relations = labels["tags"], labels["relations"]

    def read(self, sentences: Sequence[Sequence[str]], _spaces: object = None) -> list[ReadTree]:
        """The tree of each sentence, whatever blanks it has.

        Words for which the network has no room hang on the word before them.
        """
        pieces = word_pieces(sentences, self._tokenizer)
        return [self._tree(len(words), read) for words, read in zip(sentences, pieces, strict=True)]

    def _tree(self, size: int, pieces: WordPieces) -> ReadTree:
        if not size:
            return [], [], []
        given = {name: np.array([getattr(pieces, name)], np.int64) for name in ("ids", "shapes", "first", "last")}
        tags, arcs, relations = (scores[0] for scores in self._session.run(["tags", "arcs", "relations"], given))
        heads = best_heads(arcs)
        read = range(1, len(heads))
        left = size - len(read)
        found_tags, found_relations = tags.argmax(-1), relations.argmax(-1)
        return (
            [*(self._tags[found_tags[at]] for at in read), *[""] * left],
            [*(self._relation(found_relations, at, heads[at]) for at in read), *["punct"] * left],
            [
                *(heads[at] - 1 if heads[at] else at - 1 for at in read),
                *(max(at - 1, 0) for at in range(len(read), size)),
            ],
        )

    def _relation(self, found: NDArray[np.int64], at: int, head: int) -> str:
        relation: str = self._relations[found[at, head]]
        return relation if head else "ROOT"
