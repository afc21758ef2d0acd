"""The bare parse of a text: its words, sentence by sentence, and the tree of each by the package's own parser."""

from __future__ import annotations

from spacy.lang.en import English

from extractors.claims.notation.folded_text import sentences_of
from extractors.languages.en.parsing.biaffine import BiaffineReader

LONGEST = 250  # words, as the extractor leaves longer ones out


class BareParse:
    """All sentences of a text, not those alone from which a statement could come."""

    def __init__(self) -> None:
        self._tokens = English()
        self._reader = BiaffineReader()

    def words(self, text: str) -> int:
        """How many words a text has."""
        return len(self._tokens(text))

    def __call__(self, text: str) -> None:
        sentences = [[token.text for token in self._tokens(text[span.start : span.end])] for span in sentences_of(text)]
        self._reader.read([words[:LONGEST] for words in sentences])
