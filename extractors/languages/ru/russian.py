"""Russian, as the language-free half sees it. Nothing of the program asks for it yet: it proves the doors."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.lang.ru import Russian as Tokens
from spacy.language import Language as Pipeline

from extractors.languages.ru.calendar import find_times
from extractors.languages.ru.constructions import according_to_source, on_cues
from extractors.languages.ru.writing import WRITING
from extractors.lexicon import Lexicon
from extractors.sentences.competing_drafts import outermost
from extractors.sentences.drafts import Draft
from extractors.sentences.reporting_words import CueVerb, ReportingVerb
from extractors.sentences.sentence import Sentence
from extractors.sentences.text_names import TextNames
from extractors.sentences.times import TimeExpression
from extractors.sentences.writing import Writing

FILE = "ru/reporting_verbs.yaml"


def _unparsed(sentences: Sequence[Sentence]) -> None:
    """Leaves sentences as they are."""


class Russian:
    """The doors of Russian. Its constructions read words in their order, so that it needs no parse."""

    code = "ru"
    writing: Writing = WRITING

    def tokens(self) -> Pipeline:
        """spaCy's tokens."""
        return Tokens()

    def cues(self, lexicon: Lexicon) -> Callable[[Sentence], None]:
        """The verbs of saying, in the forms that the lexicon lists."""
        verbs = {form: row for row in lexicon.rows(FILE, ReportingVerb, unique=("forms",)) for form in row.forms}

        def read(sentence: Sentence) -> None:
            sentence.cues = [CueVerb(at, verbs[word], at) for at, word in enumerate(sentence.words) if word in verbs]

        return read

    def parser(self, model: str | None) -> Callable[[Sequence[Sentence]], None]:  # noqa: ARG002 - the door's signature
        """No parse."""
        return _unparsed

    def times(self, text: str) -> Sequence[TimeExpression]:
        """Days by date, weekday and distance."""
        return find_times(text)

    def drafts(self, sentences: Sequence[Sentence], named: TextNames) -> list[Draft]:  # noqa: ARG002 - the door's signature
        """What the constructions propose in each sentence, settled."""
        found = [outermost([*according_to_source(sentence), *on_cues(sentence)]) for sentence in sentences]
        return [draft for drafts in found for draft in drafts]


RUSSIAN = Russian()
