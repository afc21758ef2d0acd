"""English attributed statements: who said what, to whom, when, through which media, and by which rule we know it.

``build_pipeline`` makes the spaCy pipeline once; ``statements_of`` runs it over one article::

    nlp = build_pipeline(load_lexicon())
    statements = statements_of(nlp, article)
"""

from __future__ import annotations

from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc

from extractors.languages.en.parsing import parser  # noqa: F401 - registers its component, as others below do
from extractors.languages.en.phrases import mentions
from extractors.lexicon import Lexicon
from extractors.records import Article, Statement
from extractors.sentences import (
    boundaries,  # noqa: F401
    cues,
    quotations,  # noqa: F401
)
from extractors.sentences.tokenizing import BoundedTokenizer
from extractors.statements import (
    attribution,  # noqa: F401
    time_and_place,  # noqa: F401
)
from extractors.statements.assemble import statements_from
from extractors.statements.speakers import resolution  # noqa: F401

COMPONENTS = (
    "rw_quotations",
    "rw_sentences",
    "rw_mentions",
    "rw_cues",
    "rw_syntax",
    "rw_attribution",
    "rw_resolution",
    "rw_occasions",
)

__all__ = ["build_pipeline", "document_of", "statements_of"]


def build_pipeline(lexicon: Lexicon, model: str | None = None) -> Language:
    """The pipeline for English; ``model`` names an installed spaCy pipeline to parse with instead of our own."""
    nlp = English()
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer, nlp.vocab)
    for component in COMPONENTS:
        nlp.add_pipe(component, config={"model": model} if component == "rw_syntax" else {})
    for name in ("rw_mentions", "rw_cues"):
        component_of = nlp.get_pipe(name)
        if isinstance(component_of, mentions.MentionFinder | cues.CueFinder):
            component_of.use(lexicon)
    return nlp


def document_of(nlp: Language, article: Article) -> Doc:
    """An article's text, read by all components."""
    doc = nlp.make_doc(article.text)
    doc.user_data["published_at"] = article.published_at
    doc.user_data["published_day"] = article.published_day
    doc.user_data["title"] = article.title
    return nlp(doc)


def statements_of(nlp: Language, article: Article, everything: bool = False) -> tuple[Statement, ...]:
    """The statements of an article in the order of their content, without claims.

    With ``everything`` also what the sieve would hold back.
    """
    return statements_from(document_of(nlp, article), everything)
