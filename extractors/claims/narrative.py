"""The outlet's own sentences that report a recognition-related act.

Only a sentence outside every statement counts, and only one that reports news: an act of the Russian side in a past or
perfect tense. What it only recalls (a year, "since", "last autumn", "as recently as") is a recap and no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.claims.context import CARRIED_OVER, Context
from extractors.claims.judging import claims_of
from extractors.claims.notation.folded_text import normalise
from extractors.claims.notation.rule_book import ClaimRules
from extractors.records import RUSSIA, Article, Claim, Position, Span, Statement, Topic
from extractors.sentences.modality import is_question
from extractors.sentences.sentence import Sentence

_ACTS: dict[Topic, tuple[Position, ...]] = {
    "recognition": ("decided", "done"),
    "delisting": ("considering", "decided", "done"),
    "representation": ("decided", "done"),
    "engagement": ("done",),
}


_NOT_DONE: tuple[Position, ...] = ("premature", "opposes")
_SUBJECT = 60  # characters in which a sentence names whom it is about; 30 and 120 read 468 articles alike
# A paragraph behind a label that ends as a question.
_LABELLED_QUESTION = re.compile(r"^[^\n:?!.]{1,40}:[^\n]*\?[\"”’»)\t ]*$", re.MULTILINE)


def narrative_statements(
    article: Article, statements: Sequence[Statement], context: Context, rules: ClaimRules
) -> tuple[Statement, ...]:
    """Sentences in which the outlet itself reports an act, each with the claims that it makes."""
    found = []
    for sentence in _free_sentences(context, statements):
        kinds = _kinds_of(context.text[sentence.start : sentence.end], rules)
        acts = "actor" in kinds or ("pronoun" in kinds and _is_of_russia(sentence, context, rules))
        if not acts or "recap" in kinds:
            continue
        statement = Statement(None, None, (sentence.whole,), article.text[sentence.start : sentence.end], "narrative")
        judged = claims_of(statement, article, context, rules)
        claims = tuple(c for c in judged if _is_act(c, rules) or ("denial" in kinds and _is_denied(c)))
        if claims:
            found.append(replace(statement, claims=claims))
    return tuple(found)


def _kinds_of(words: str, rules: ClaimRules) -> set[str]:
    """What the main clause of a sentence is: it names an actor, opens with a pronoun, is a denial or a recap.

    What a clause behind adds ("which had been on the list since 2003") makes no recap of the sentence.
    """
    return {row.kind for row in rules.narrative.matching(rules.clauses.main_clause(words))}


def _is_of_russia(sentence: Sentence, context: Context, rules: ClaimRules) -> bool:
    """Whether the sentence right before one in its paragraph is about the Russian side, which a pronoun takes up."""
    before = context.sentences[sentence.number - 1] if sentence.number else None
    if before is None or before.paragraph != sentence.paragraph:
        return False
    # The last part between commas, not the subject in the tree: by that four of 27 such sentences of retold-train are
    # judged otherwise, none more rightly, and six have no tree.
    about = context.text[before.start : before.end].rsplit(", ", 1)[-1][:_SUBJECT]
    return any(row.kind == "actor" for row in rules.narrative.matching(about))


def _is_denied(claim: Claim) -> bool:
    """Whether a claim reports that the Russian side has not done what was said of it."""
    return claim.party == RUSSIA and claim.topic == "recognition" and claim.position in _NOT_DONE


def _is_act(claim: Claim, rules: ClaimRules) -> bool:
    """Whether a claim reports what was done, not what is usual or what a carried-over word may mean."""
    carried = any(row.rule == CARRIED_OVER for row in claim.evidence)
    usual = any(
        row.kind == "usual" for evidence in claim.evidence for row in rules.narrative.matching(normalise(evidence.text))
    )
    return not carried and not usual and claim.party == RUSSIA and claim.position in _ACTS.get(claim.topic, ())


def _free_sentences(context: Context, statements: Sequence[Statement]) -> Iterator[Sentence]:
    taken = bytearray(len(context.text))
    said = (span for each in statements for span in (*each.content, *((each.cue,) if each.cue else ())))
    for span in (*said, *questions_in(context.text)):
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    for sentence in context.sentences:
        words = context.text[sentence.start : sentence.end]
        if not any(taken[sentence.start : sentence.end]) and not is_question(words):
            yield sentence


def questions_in(text: str) -> tuple[Span, ...]:
    """The questions of a transcript, label and all: what they presuppose, nobody has reported."""
    return tuple(Span(found.start(), found.end()) for found in _LABELLED_QUESTION.finditer(text))
