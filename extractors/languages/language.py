"""What the language-free half of the program asks of a language: five doors, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from spacy.language import Language as Pipeline

from extractors.lexicon import Lexicon
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence
from extractors.sentences.text_names import TextNames
from extractors.sentences.times import TimeExpression
from extractors.sentences.writing import Writing


class Language(Protocol):
    """A language that statements can be found in. One object a language, in a folder of its own."""

    @property
    def code(self) -> str:
        """The two letters of ISO 639-1."""

    @property
    def writing(self) -> Writing:
        """Tokens and sentences: how its quotations, sentences and datelines look."""

    def tokens(self) -> Pipeline:
        """Tokens and sentences: a pipeline that only cuts words."""

    def cues(self, lexicon: Lexicon) -> Callable[[Sentence], None]:
        """The lexicon: what writes the verbs and nouns of saying of a sentence to it."""

    def parser(self, model: str | None) -> Callable[[Sequence[Sentence]], None]:
        """The parse: what gives trees to those sentences that its constructions need them of; may do nothing.

        ``model`` names an installed spaCy pipeline to parse with instead of the package's own.
        """

    def times(self, text: str) -> Sequence[TimeExpression]:
        """The calendar: every expression of time, in the order of the text."""

    def drafts(self, sentences: Sequence[Sentence], named: TextNames) -> list[Draft]:
        """The constructions: who says what in sentences that have their cues and trees."""
