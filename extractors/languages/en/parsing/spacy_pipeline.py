"""Trees from an installed spaCy pipeline, where a setting names one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import spacy
from spacy.tokens import Doc

from extractors.languages.en.parsing.biaffine import ReadTree


class PipelineReader:
    """A spaCy pipeline with a tagger and a dependency parser; what the rules do not ask for stays out."""

    def __init__(self, model: str) -> None:
        self.nlp = spacy.load(model, exclude=["ner", "lemmatizer", "attribute_ruler", "textcat", "senter"])

    def read(self, sentences: Sequence[Sequence[str]], spaces: Sequence[Sequence[bool]]) -> list[ReadTree]:
        """The tree of each sentence."""
        docs = [Doc(self.nlp.vocab, words=list(w), spaces=list(s)) for w, s in zip(sentences, spaces, strict=True)]
        return [self._tree(doc) for doc in self.nlp.pipe(docs, batch_size=128)]

    def _tree(self, doc: Doc) -> ReadTree:
        rows: Any = doc.to_array(["TAG", "DEP", "HEAD"]).tolist()
        names = self.nlp.vocab.strings
        heads = [at + _signed(head) for at, (_, _, head) in enumerate(rows)]
        return [names[tag] for tag, _, _ in rows], [names[dep] for _, dep, _ in rows], heads


def _signed(head: int) -> int:
    return head - (1 << 64) if head >= 1 << 63 else head
