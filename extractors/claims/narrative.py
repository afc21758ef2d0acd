"""The outlet's own sentences that report a recognition-related act.

Only a sentence outside every statement counts, and only one that reports news: an act of the Russian side in a past or
perfect tense. What it only recalls (a year, "since", "last autumn", "as recently as") is a recap and no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.claims.context import CARRIED_OVER, Context
from extractors.claims.judge import claims_of
from extractors.claims.rules import ClaimRules
from extractors.claims.views import normalise
from extractors.records import Article, Claim, Position, Span, Statement, Topic

_ACTS: dict[Topic, tuple[Position, ...]] = {
    "recognition": ("decided", "done"),
    "delisting": ("considering", "decided", "done"),
    "representation": ("decided", "done"),
    "engagement": ("done",),
}


# What a clause behind adds ("which had been on the list since 2003", "removing what had stood there since")
# makes no recap of the sentence.
_RELATIVE_CLAUSE = re.compile(r", (?:which|who|whose|where|when|\w+ing) ")


def narrative_statements(
    article: Article, statements: Sequence[Statement], context: Context, rules: ClaimRules
) -> tuple[Statement, ...]:
    """Sentences in which the outlet itself reports an act, each with the claims that it makes."""
    found = []
    for sentence in _free_sentences(context, statements):
        words = context.text[sentence.start : sentence.end]
        if not _reports_an_act(words, rules):
            continue
        statement = Statement(None, None, (sentence,), article.text[sentence.start : sentence.end], "narrative")
        claims = tuple(claim for claim in claims_of(statement, article, context, rules) if _is_act(claim, rules))
        if claims:
            found.append(replace(statement, claims=claims))
    return tuple(found)


def _reports_an_act(words: str, rules: ClaimRules) -> bool:
    """Whether the Russian side acts in the sentence and the sentence is no recap."""
    main_clause = _RELATIVE_CLAUSE.split(words)[0]
    kinds = {rule.row.kind for rule in rules.narrative if rule.pattern.search(main_clause)}
    return "actor" in kinds and "recap" not in kinds


def _is_act(claim: Claim, rules: ClaimRules) -> bool:
    """Whether a claim reports what was done, not what is usual or what a carried-over word may mean."""
    carried = any(row.rule == CARRIED_OVER for row in claim.evidence)
    usual = any(
        rule.row.kind == "usual" and rule.pattern.search(normalise(row.text))
        for rule in rules.narrative
        for row in claim.evidence
    )
    return not carried and not usual and claim.party == "russia" and claim.position in _ACTS.get(claim.topic, ())


def _free_sentences(context: Context, statements: Sequence[Statement]) -> Iterator[Span]:
    taken = bytearray(len(context.text))
    for statement in statements:
        for span in (*statement.content, *((statement.cue,) if statement.cue else ())):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    for sentence in context.sentences:
        if not any(taken[sentence.start : sentence.end]):
            yield sentence
