"""The extractor: loads its lexicon and pipeline once, then answers who said what in an article."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from extractors.claims import judge_claims
from extractors.claims.learned.hearing import hear
from extractors.claims.learned.transformer import learned_judge
from extractors.claims.learned.weighing import weights_of
from extractors.lexicon import Lexicon, load_lexicon
from extractors.reading_copy import as_written, reading_copy, shown
from extractors.records import Article, Extraction, Relevance, Statement
from extractors.relevance.by_claims import may_claim, relevant_by_claims, unless_unsaid
from extractors.relevance.by_names import judge_relevance
from extractors.statements import build_pipeline, document_of
from extractors.statements.assemble import statements_from

# Characters. The longest of 1,105 annotated articles has 53,000; spaCy refuses a million. A text of this length takes
# some 9 s of CPU; what is longer is a live blog of weeks, a transcript of days or a page that nobody wrote.
LONGEST_READ = 200_000


class Extractor:
    """Judges relevance, finds statements and judges their claims. Keep one and use it for many articles."""

    def __init__(self, lexicon: Lexicon | None = None, model: str | None = None, learned: bool = True) -> None:
        """``model`` names an installed spaCy pipeline to take instead of the project's own; raises LexiconError.

        Without ``learned`` the rules judge alone and nothing is weighed: every claim then counts as certain.
        """
        self._learned = learned
        self.lexicon = lexicon or load_lexicon()
        self._nlp = build_pipeline(self.lexicon, model)

    def parsed(self, article: Article) -> Doc:
        """The article's text with all that the components of the pipeline find in it."""
        return document_of(self._nlp, reading_copy(article, self.lexicon))

    def drafts(self, article: Article) -> tuple[Statement, ...]:
        """All that the constructions take for a statement, with the rules' claims, before anything weighs it."""
        copy = reading_copy(article, self.lexicon)
        doc = document_of(self._nlp, copy)
        return judge_claims(copy, statements_from(doc, everything=True), self.lexicon, doc._.sentences)

    def extract(self, article: Article, everything: bool = False) -> Extraction:
        """The article's answer; an irrelevant one has no statements unless ``everything`` is asked for.

        Of a text that is longer than ``LONGEST_READ`` the beginning is read, up to the end of a paragraph; the answer
        and the reason of its relevance say so.
        """
        read_to = reading_end(article.text)
        read = article if read_to is None else replace(article, text=article.text[:read_to])
        copy = reading_copy(read, self.lexicon)
        found = self._extract(shown(article, copy), copy, read_to, everything)
        return found if copy is read else as_written(found, article.text)

    def _extract(self, article: Article, read: Article, read_to: int | None, everything: bool) -> Extraction:
        relevance = judge_relevance(read, self.lexicon)
        if read_to is not None:
            relevance = _of_beginning(relevance, read_to, len(article.text))
        if not relevance.relevant and not everything and not may_claim(read, relevance, self.lexicon):
            return Extraction(article, relevance, (), read_to)
        doc = document_of(self._nlp, read)
        judged = judge_claims(read, statements_from(doc, everything=self._learned), self.lexicon, doc._.sentences)
        if self._learned:
            heard = hear(read, judged, self.lexicon, learned_judge(), weights_of())
            judged, relevance = heard.statements, unless_unsaid(relevance, heard, read)
        if not relevance.relevant:
            relevance = relevant_by_claims(relevance, judged, read, self.lexicon, doc._.sentences)
        return Extraction(article, relevance, judged if relevance.relevant or everything else (), read_to)


def reading_end(text: str) -> int | None:
    """Where reading stops in a text that is too long: behind a paragraph, else a sentence or a word; None in others."""
    if len(text) <= LONGEST_READ:
        return None
    ends = (text.rfind(mark, LONGEST_READ // 2, LONGEST_READ) for mark in ("\n", ". ", " "))
    return next((end + 1 for end in ends if end >= 0), LONGEST_READ)


def _of_beginning(relevance: Relevance, read_to: int, length: int) -> Relevance:
    return replace(
        relevance, reason=f"{relevance.reason}; only the first {read_to:,} of {length:,} characters were read"
    )
