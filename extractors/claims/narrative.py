"""The outlet's own sentences that make a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.claims.context import Context
from extractors.claims.judge import claims_of
from extractors.claims.rules import ClaimRules
from extractors.claims.views import sentences_of, view_of_text
from extractors.records import ALERTING_TOPICS, Article, Span, Statement

_ASSERTED = ("decided", "done")
_AGENT = re.compile(
    r"\b(?:russian?|russia's|moscow|moscow's|putin|kremlin|duma|lawmakers|supreme court|foreign minist\w+|"
    r"foreign ministry|justice ministry|prosecutor general|rudenko|lavrov)\b"
)


def narrative_statements(
    article: Article, statements: Sequence[Statement], context: Context, rules: ClaimRules
) -> tuple[Statement, ...]:
    """Sentences outside every statement in which the outlet itself reports a recognition-related act."""
    found = []
    for sentence in _free_sentences(article.text, statements):
        statement = Statement(None, None, (sentence,), article.text[sentence.start : sentence.end], "narrative")
        claims = tuple(
            claim
            for claim in claims_of(statement, article, context, rules)
            if claim.topic in (*ALERTING_TOPICS, "engagement") and claim.position in _ASSERTED
        )
        words = view_of_text(statement.text).text
        if (
            claims
            and _AGENT.search(words)
            and not any(row.rule == "carried-over" for c in claims for row in c.evidence)
        ):
            found.append(Statement(None, None, (sentence,), statement.text, "narrative", claims=claims))
    return tuple(found)


def _free_sentences(text: str, statements: Sequence[Statement]) -> Iterator[Span]:
    taken = [(span.start, span.end) for statement in statements for span in statement.content]
    taken += [(s.cue.start, s.cue.end) for s in statements if s.cue]
    for sentence in sentences_of(view_of_text(text).text):
        if all(end <= sentence.start or sentence.end <= start for start, end in taken):
            yield sentence
