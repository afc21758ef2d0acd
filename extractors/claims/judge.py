"""Judges what a statement claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.claims.cameo import cameo_of
from extractors.claims.context import Context, carried_pronouns, carried_topics
from extractors.claims.modality import Verdict, find_markers, judge_topics
from extractors.claims.parties import party_of
from extractors.claims.rules import ClaimRules
from extractors.claims.topics import TopicMention, find_topics, with_runes, without_traps
from extractors.claims.views import View, view_of_spans
from extractors.records import ALERTING_TOPICS, Article, Claim, Evidence, Span, Statement

CARRIED_OVER = "carried-over"
_PROMISE = re.compile(r"\b(?:promis|pledg|assur|vow|guarantee|undert|gave his word|given his word|committ)\w*\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement in the rules' eyes: its view, the topics found and the verdicts on them."""

    view: View
    mentions: tuple[TopicMention, ...]
    verdicts: tuple[Verdict, ...]


def claims_of(statement: Statement, article: Article, context: Context, rules: ClaimRules) -> tuple[Claim, ...]:
    """The claims that a statement makes, in the order in which their topics are named."""
    reading = read_statement(statement, article.text, context, rules)
    return tuple(_claim(verdict, statement, article.text, reading.view, rules) for verdict in reading.verdicts)


def read_statement(statement: Statement, text: str, context: Context, rules: ClaimRules) -> Reading:
    """Looks for topics named in the statement, then for topics carried over by a noun, then by a pronoun."""
    spans = list(statement.content)
    if statement.cue:
        spans.insert(0, Span(statement.cue.start, statement.cue.end))
    view = view_of_spans(text, spans)
    words = without_traps(view.text, _original(text, spans, view), rules)
    at = statement.content[0].start
    mentions = find_topics(words, rules)
    mentions += carried_topics(words, at, mentions, context, rules)
    reading = _read(view, words, mentions, rules)
    if any(verdict.topic in ALERTING_TOPICS for verdict in reading.verdicts):
        return reading
    pronouns = carried_pronouns(words, at, mentions, context, rules)
    if pronouns:
        again = _read(view, words, mentions + pronouns, rules)
        if any(v.mention.carried and v.marker and v.marker.bound for v in again.verdicts):
            return again
    return reading


def _original(text: str, spans: Sequence[Span], view: View) -> str:
    """The statement's words with their capitals, in step with the view."""
    words = list(view.text)
    for start, span in zip(view.starts, spans, strict=True):
        words[start : start + span.end - span.start] = text[span.start : span.end]
    return "".join(words)


def _read(view: View, words: str, mentions: tuple[TopicMention, ...], rules: ClaimRules) -> Reading:
    if not mentions:
        return Reading(view, (), ())
    ordered = tuple(sorted(mentions, key=lambda mention: mention.start))
    runes = with_runes(words, ordered)
    return Reading(view, ordered, judge_topics(runes, ordered, find_markers(runes, rules)))


def _claim(verdict: Verdict, statement: Statement, text: str, view: View, rules: ClaimRules) -> Claim:
    return Claim(
        topic=verdict.topic,
        position=verdict.position,
        party=party_of(verdict, statement, view, rules),
        target="iea",
        negated=verdict.negated,
        confirmed=not _hearsay(statement, view),
        cameo=cameo_of(verdict.topic, verdict.position, view.text, rules),
        evidence=_evidence(verdict, text, view),
    )


def _hearsay(statement: Statement, view: View) -> bool:
    """Whether the statement only reports what somebody else promised."""
    return statement.kind != "direct" and bool(_PROMISE.search(view.text))


def _evidence(verdict: Verdict, text: str, view: View) -> tuple[Evidence, ...]:
    mention, marker = verdict.mention, verdict.marker
    rows = [(mention.start, mention.end, mention.rule)]
    if mention.carried:
        rows.append((mention.start, mention.end, CARRIED_OVER))
    if marker:
        rows.append((marker.start, marker.end, marker.rule))
    found = []
    for start, end, rule in rows:
        first, last = view.place(start), view.place(end - 1) + 1
        if first < last:
            found.append(Evidence(first, last, text[first:last], rule))
    return tuple(found)


def with_claims(statement: Statement, claims: tuple[Claim, ...]) -> Statement:
    """The statement with its claims."""
    return replace(statement, claims=claims)
