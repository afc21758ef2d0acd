"""Carries a topic over: "this step", "the decision", "it" mean what was spoken of before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.claims.rows import CarrierRow
from extractors.claims.rules import ClaimRules, Rule
from extractors.claims.topics import TopicMention
from extractors.records import ALERTING_TOPICS, Topic

_FAR = 600


@dataclass(frozen=True, slots=True)
class Context:
    """What was spoken of before a statement, the nearest last."""

    mentions: tuple[TopicMention, ...]
    own: tuple[Topic, ...] = ()

    def topic_for(self, row: CarrierRow, at: int) -> Topic | None:
        """The topic that a carrier at this place of the article takes over."""
        allowed = row.topics or ALERTING_TOPICS
        before = [mention for mention in self.mentions if mention.topic in allowed and mention.end <= at]
        if row.topics and not before:
            return None
        near = [mention for mention in before if at - mention.end < _FAR]
        for topic in self.own if not near else ():
            if topic in allowed:
                return topic
        return (near or before)[-1].topic if before else None


def carried_topics(
    text: str, at: int, mentions: Sequence[TopicMention], context: Context, rules: ClaimRules
) -> tuple[TopicMention, ...]:
    """Places in a statement where a noun such as "the decision" stands for a topic named before it."""
    return tuple(
        carried
        for rule in rules.carriers
        if not rule.row.pronoun
        for carried in _carried(rule, text, at, mentions, context)
    )


def carried_pronouns(
    text: str, at: int, mentions: Sequence[TopicMention], context: Context, rules: ClaimRules
) -> tuple[TopicMention, ...]:
    """Places in a statement where a pronoun may stand for a topic named before it."""
    return tuple(
        carried
        for rule in rules.carriers
        if rule.row.pronoun
        for carried in _carried(rule, text, at, mentions, context)
    )


def _carried(
    rule: Rule[CarrierRow], text: str, at: int, mentions: Sequence[TopicMention], context: Context
) -> list[TopicMention]:
    topic = context.topic_for(rule.row, at)
    if topic is None:
        return []
    model = TopicMention(0, 0, topic, rule.row.id, carried=True)
    found = [replace(model, start=match.start(), end=match.end()) for match in rule.pattern.finditer(text)]
    return [each for each in found if all(each.end <= m.start or m.end <= each.start for m in mentions)]
