"""Attributed statements: who said what, to whom, when, through which media, and by which rule we know it.

``build_pipeline`` makes the spaCy pipeline once; ``statements_of`` runs it over one article::

    nlp = build_pipeline(load_lexicon())
    statements = statements_of(nlp, article)

What is asked of a language is in ``extractors.languages.language``; who somebody is can be told in English only.
"""

from __future__ import annotations

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from extractors.languages.known import language_of
from extractors.lexicon import Lexicon
from extractors.records import Article, Statement
from extractors.sentences.tokenizing import BoundedTokenizer
from extractors.statements import time_and_place  # noqa: F401 - registers its component, as others below do
from extractors.statements.assemble import statements_from
from extractors.statements.components import ReadsLexicon
from extractors.statements.speakers import resolution  # noqa: F401

ATTRIBUTING = ("rw_quotations", "rw_sentences", "rw_attribution")
COMPONENTS = ("rw_quotations", "rw_sentences", "rw_mentions", "rw_attribution", "rw_resolution", "rw_occasions")

__all__ = ["attributing_pipeline", "build_pipeline", "document_of", "statements_of"]


def build_pipeline(lexicon: Lexicon, model: str | None = None) -> Pipeline:
    """The pipeline for English; ``model`` names an installed spaCy pipeline to parse with instead of our own."""
    return _pipeline("en", COMPONENTS, lexicon, model)


def attributing_pipeline(code: str, lexicon: Lexicon) -> Pipeline:
    """The pipeline of any language up to who said what: ``doc._.attributions``, before anybody is resolved."""
    return _pipeline(code, ATTRIBUTING, lexicon, None)


def _pipeline(code: str, components: tuple[str, ...], lexicon: Lexicon, model: str | None) -> Pipeline:
    nlp = language_of(code).tokens()
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer, nlp.vocab)
    for name in components:
        component: object = nlp.add_pipe(name, config={"model": model} if name == "rw_attribution" else {})
        if isinstance(component, ReadsLexicon):
            component.use(lexicon)
    return nlp


def document_of(nlp: Pipeline, article: Article) -> Doc:
    """An article's text, read by all components."""
    doc = nlp.make_doc(article.text)
    doc.user_data["published_at"] = article.published_at
    doc.user_data["published_day"] = article.published_day
    doc.user_data["title"] = article.title
    doc.user_data["outlet"] = article.outlet
    return nlp(doc)


def statements_of(nlp: Pipeline, article: Article, everything: bool = False) -> tuple[Statement, ...]:
    """The statements of an article in the order of their content, without claims.

    With ``everything`` also what the sieve would hold back.
    """
    return statements_from(document_of(nlp, article), everything)
