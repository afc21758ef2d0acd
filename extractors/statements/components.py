"""The steps that read a text before anybody is resolved, as spaCy components; each asks the pipeline's language."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any, Protocol, runtime_checkable

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.languages.known import language_of
from extractors.lexicon import Lexicon
from extractors.sentences.boundaries import sentence_starts
from extractors.sentences.quotations import find_quotations
from extractors.sentences.sentence import Sentence, read_sentences
from extractors.statements.attribution import attributions_of

Component = Callable[[Doc], Doc]


@runtime_checkable
class ReadsLexicon(Protocol):
    """A component that finds what a lexicon names."""

    def use(self, lexicon: Lexicon) -> object:
        """Finds the names or words of this lexicon from now on."""


for extension, default in (("quotations", ()), ("mentions", None), ("sentences", ()), ("attributions", ())):
    if not Doc.has_extension(extension):
        Doc.set_extension(extension, default=default)


@Language.factory("rw_quotations", assigns=["doc._.quotations"])
def make_quotations(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy's signature
    """A component that writes the quotations of a Doc's text to ``doc._.quotations``."""
    writing = language_of(nlp.lang).writing

    def quotations(doc: Doc) -> Doc:
        doc._.quotations = find_quotations(doc.text, writing)
        return doc

    return quotations


@Language.factory("rw_sentences", requires=["doc._.quotations"], assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy's signature
    """A component that marks the sentence starts of a Doc."""
    writing = language_of(nlp.lang).writing

    def sentences(doc: Doc) -> Doc:
        _mark_starts(doc, set(sentence_starts(doc.text, doc._.quotations, writing)))
        return doc

    return sentences


def _mark_starts(doc: Doc, starts: Container[int]) -> None:
    """A sentence begins with the first word behind its start, which may lie inside the blanks before it."""
    marks: list[int] = []
    begin = True
    for token in doc:
        space = token.is_space
        begin = begin or any(at in starts for at in range(token.idx, token.idx + (len(token) if space else 1)))
        marks.append(1 if begin and not space else -1)
        begin = begin and space
    if marks:
        # One call for all: setting token.is_sent_start looks through the whole Doc each time.
        column: Any = numpy.array([marks], dtype="int64").astype("uint64").T
        doc.from_array(["SENT_START"], column)


def _nothing(sentence: Sentence) -> None:
    """Finds no cue."""


class Attributing:
    """Reads a Doc's sentences into ``doc._.sentences``, with cues and trees, and writes ``doc._.attributions``."""

    def __init__(self, lang: str | None, model: str | None) -> None:
        self.language = language_of(lang)
        self._parse = self.language.parser(model)
        self._read_cues: Callable[[Sentence], None] = _nothing

    def use(self, lexicon: Lexicon) -> None:
        """Finds the verbs and nouns of this lexicon from now on; nothing is found before."""
        self._read_cues = self.language.cues(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        doc._.sentences = read_sentences(doc, self.language.writing)
        for sentence in doc._.sentences:
            self._read_cues(sentence)
        self._parse(doc._.sentences)
        doc._.attributions = attributions_of(doc, self.language)
        return doc


@Language.factory("rw_attribution", requires=["doc._.quotations"], default_config={"model": None})
def make_attribution(nlp: Language, name: str, model: str | None) -> Attributing:  # noqa: ARG001 - spaCy's signature
    """A component that finds who said what; ``model`` names an installed spaCy pipeline to parse with."""
    return Attributing(nlp.lang, model)
