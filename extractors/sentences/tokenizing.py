"""A tokenizer whose time grows with the text's length, whatever stands in the text.

spaCy takes marks off the ends of a word one by one and looks at the whole word each time: ten thousand quotation marks
without a blank between them cost it a quarter of a minute. A run of signs that is too long for a word is one token.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.tokens import Doc
from spacy.vocab import Vocab

LONGEST_WORD = 200  # characters: longer than any word, shorter than what takes long
LONG_RUN = re.compile(rf"\S{{{LONGEST_WORD},}}")


class BoundedTokenizer:
    """Wraps a spaCy tokenizer; texts without an overlong run are handed through."""

    def __init__(self, tokenizer: Callable[[str], Doc], vocab: Vocab) -> None:
        self.tokenizer = tokenizer
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        if LONG_RUN.search(text) is None:
            return self.tokenizer(text)
        masked = self.tokenizer(LONG_RUN.sub(lambda run: "x" * len(run.group()), text))
        words = [text[token.idx : token.idx + len(token)] for token in masked]
        return Doc(self.vocab, words=words, spaces=[bool(token.whitespace_) for token in masked])
