"""What statements claim: topic, position, party, target, and the words that decided.

``judge_claims`` adds claims to statements and finds the outlet's own. The words are in the lexicon
(``en/topics.yaml``, ``en/stances.yaml``, ``en/carriers.yaml``, ``en/topic_traps.yaml``, ``en/claim_signs.yaml``,
``en/claim_words.yaml``); what is asked, denied or only thought of is read in ``extractors.sentences``, by its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.claims.context import Context, context_of
from extractors.claims.judging import claims_of
from extractors.claims.narrative import narrative_statements
from extractors.claims.notation.folded_text import normalise, sentences_of
from extractors.claims.notation.rule_book import ClaimRules, rules_of
from extractors.claims.notation.topics import TopicMention, find_topics, without_traps
from extractors.lexicon import Lexicon
from extractors.records import ALERTING_TOPICS, Article, Span, Statement
from extractors.sentences.cutting import stretches
from extractors.sentences.sentence import Sentence

__all__ = ["judge_claims"]


def judge_claims(
    article: Article, statements: Sequence[Statement], lexicon: Lexicon, sentences: Sequence[Sentence]
) -> tuple[Statement, ...]:
    """The statements with their claims, and narrative statements where the outlet itself makes one, in text order.

    ``sentences`` are those of the article's text, as who said what was looked for in them.
    """
    rules = rules_of(lexicon)
    context = _context(article, sentences, rules)
    judged: list[Statement] = []
    for statement in sorted(statements, key=lambda each: each.content[0].start):
        claims = claims_of(statement, article, context.after(judged), rules)
        judged.append(replace(statement, claims=claims))
    judged += narrative_statements(article, statements, context, rules)
    return tuple(sorted(judged, key=lambda each: each.content[0].start))


def _context(article: Article, sentences: Sequence[Sentence], rules: ClaimRules) -> Context:
    text = without_traps(normalise(article.text), article.text, rules)
    title = without_traps(normalise(article.title or ""), article.title or "", rules)
    in_text = (piece for one in sentences for piece in stretches(article.text, one.start, one.end))
    return context_of(text, sentences, _topics_in(text, in_text, rules), _topics_in(title, sentences_of(title), rules))


def _topics_in(text: str, pieces: Iterable[Span], rules: ClaimRules) -> tuple[TopicMention, ...]:
    """The topics that alert, piece by piece: most sentences need only a look at their letters."""
    return tuple(
        replace(mention, start=mention.start + piece.start, end=mention.end + piece.start)
        for piece in pieces
        for mention in find_topics(text[piece.start : piece.end], rules, ALERTING_TOPICS)
    )
