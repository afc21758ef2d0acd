"""The extractor: loads its lexicon and pipeline once, then answers who said what in an article."""

from __future__ import annotations

from extractors.claims import judge_claims
from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Article, Extraction
from extractors.relevance import judge_relevance
from extractors.statements import build_pipeline, statements_of


class Extractor:
    """Judges relevance, finds statements and judges their claims. Keep one and use it for many articles."""

    def __init__(self, lexicon: Lexicon | None = None, model: str | None = None) -> None:
        """``model`` names an installed spaCy pipeline to take instead of the project's own; raises LexiconError."""
        self.lexicon = lexicon or load_lexicon()
        self._nlp = build_pipeline(self.lexicon, model)

    def extract(self, article: Article, everything: bool = False) -> Extraction:
        """The article's answer; an irrelevant one has no statements unless ``everything`` is asked for."""
        relevance = judge_relevance(article, self.lexicon)
        if not relevance.relevant and not everything:
            return Extraction(article, relevance, ())
        statements = statements_of(self._nlp, article)
        return Extraction(article, relevance, judge_claims(article, statements, self.lexicon))
