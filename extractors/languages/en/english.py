"""English, as the language-free half sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.lang.en import English as Tokens
from spacy.language import Language as Pipeline

from extractors.languages.en.drafting import drafts_in
from extractors.languages.en.parsing.parser import SyntaxReader
from extractors.languages.en.phrases import mentions  # noqa: F401 - registers its component
from extractors.languages.en.words.calendar import find_times
from extractors.languages.en.words.cues import Cues
from extractors.languages.en.words.writing import WRITING
from extractors.lexicon import Lexicon
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence
from extractors.sentences.text_names import TextNames
from extractors.sentences.times import TimeExpression
from extractors.sentences.writing import Writing


class English:
    """The doors of English."""

    code = "en"
    writing: Writing = WRITING

    def tokens(self) -> Pipeline:
        """spaCy's tokens."""
        return Tokens()

    def cues(self, lexicon: Lexicon) -> Callable[[Sentence], None]:
        """The reporting verbs and cue nouns of the lexicon, in every form."""
        return Cues(lexicon)

    def parser(self, model: str | None) -> Callable[[Sequence[Sentence]], None]:
        """The package's own small model, or an installed one; loaded with the first sentences."""
        return SyntaxReader(model)

    def times(self, text: str) -> Sequence[TimeExpression]:
        """Days, and words that only seem to name one."""
        return find_times(text)

    def drafts(self, sentences: Sequence[Sentence], named: TextNames) -> list[Draft]:
        """What all constructions propose, settled."""
        return drafts_in(sentences, named)


ENGLISH = English()
