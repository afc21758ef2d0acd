"""Puts what the learned judge hears beside what the rules found: the claims that are told, each with its certainty.

It also says which drafts of statements are none: their sentences are then the outlet's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.claims.learned.passages import Passage, free_sentences, passage_of
from extractors.claims.learned.transformer import LearnedJudge, Prediction
from extractors.claims.learned.weighing import LEARNED, Weighed, Weights, certainty, heeded, is_statement, weighed
from extractors.claims.narrative import questions_in
from extractors.claims.notation.cameo import cameo_of
from extractors.claims.notation.folded_text import normalise, sentences_of
from extractors.claims.notation.rule_book import ClaimRules, rules_of
from extractors.claims.notation.topics import find_topics, without_traps
from extractors.claims.parties import named_party, opens
from extractors.claims.said_before import as_said_now
from extractors.claims.speaker_kinds import goes_by_name
from extractors.lexicon import Lexicon
from extractors.records import ALERTING_TOPICS, EVERYBODY, RUSSIA, Article, Claim, Evidence, Statement
from extractors.sentences.modality import is_question

_AGAINST = ("opposes", "premature")
# Chosen on retold-dev: parties right 173 of 195 without, 174 with, 177 at 0.7, where seen falls from .958 to under .95.
_SURE_OF_PARTY = 0.5
# Of 390 articles that the judge had not read, 6 of 15 such claims told were right, of others that no rule names 228 of
# 361; none was as sure as this.
_SURE_OF_BOTH = 0.8


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is heard in an article: its statements, and how likely anything in it is said, None where it holds nothing.

    The latter is the likelihood of the passage that is likeliest to be somebody's statement on the field.
    """

    statements: tuple[Statement, ...]
    said: float | None


def hear(
    article: Article, judged: Sequence[Statement], lexicon: Lexicon, judge: LearnedJudge, weights: Weights
) -> Hearing:
    """The statements with the claims of both judges, and the sentences of the outlet's own that claim something.

    ``judged`` are drafts of statements with the rules' claims. One that nobody says is left out where no claim is left.
    """
    rules = rules_of(lexicon)
    every = every_statement(article, judged)
    predictions = judge.read(article.text, passages_of(every, article.text, lexicon))
    said = {number for number, each in enumerate(judged) if _is_said(each, predictions.get(number), weights)}
    kept = [(each, predictions.get(number), True) for number, each in enumerate(judged) if number in said]
    own = [(each, predictions.get(number), False) for number, each in enumerate(every) if number >= len(judged)]
    left = [(judged[number], predictions[number]) for number in range(len(judged)) if number not in said]
    own += [
        (each, prediction, False) for each, prediction in _as_own(left, [each for each, _, _ in kept], article.text)
    ]
    heard = [
        _with_claims(each, prediction, article, rules, weights, known=known, named=goes_by_name(each, lexicon))
        for each, prediction, known in (*kept, *own)
    ]
    told = [each for each in heard if each.claims or each.kind != "narrative"]
    most = max((prediction.said for prediction in predictions.values()), default=None)
    return Hearing(tuple(sorted(told, key=lambda each: each.content[0].start)), most)


def _is_said(draft: Statement, prediction: Prediction | None, weights: Weights) -> bool:
    return prediction is None or is_statement(draft, prediction, weights)


def _as_own(
    left: Sequence[tuple[Statement, Prediction]], kept: Sequence[Statement], text: str
) -> Iterator[tuple[Statement, Prediction]]:
    """The sentences of drafts that are no statements, as the outlet's own, where no statement stands in them."""
    taken = [span for each in kept for span in (*each.content, *((each.cue,) if each.cue else ()))]
    free = [each.content[0] for each in free_sentences(tuple(sentences_of(text)), taken)]
    for span in free:
        read = [prediction for each, prediction in left if span.start <= each.content[0].start < span.end]
        if read:
            yield Statement(None, None, (span,), text[span.start : span.end], "narrative"), read[0]


def passages_of(every: Sequence[Statement], text: str, lexicon: Lexicon) -> list[Passage]:
    """What the learned judge reads of each statement: not what its speaker tells of having said before."""
    rules = rules_of(lexicon)
    return [passage_of(as_said_now(each, text, rules), lexicon.by_id) for each in every]


def every_statement(article: Article, judged: Sequence[Statement]) -> list[Statement]:
    """The statements, and behind them each sentence of the outlet's own as one."""
    return [*judged, *_own_sentences(article, judged)]


# By the cut that the judge learned by: by that of the statements, recorded readers were told of two acts less.
def _own_sentences(article: Article, judged: Sequence[Statement]) -> Iterator[Statement]:
    taken = [span for each in judged for span in (*each.content, *((each.cue,) if each.cue else ()))]
    taken += questions_in(article.text)
    for passage in free_sentences(tuple(sentences_of(article.text)), taken):
        words = article.text[passage.content[0].start : passage.content[0].end]
        if not is_question(words):
            yield Statement(None, None, passage.content, words, "narrative")


def _with_claims(
    statement: Statement,
    prediction: Prediction | None,
    article: Article,
    rules: ClaimRules,
    weights: Weights,
    known: bool,
    named: bool,
) -> Statement:
    line = weights.claimed_from if known else weights.narrative_from
    found = [weighed(one, weights) for one in (heeded(statement, prediction, named) if prediction else ())]
    told = [each for each in found if each.claimed > line and not _only_looks_so(each, rules)]
    claims = tuple(_claim(each, article, rules, weights) for each in told if not _echoes(each, told, weights))
    return replace(statement, claims=claims)


def _only_looks_so(found: Weighed, rules: ClaimRules) -> bool:
    """Whether no rule names the topic that the learned judge hears, and what words look like it mean another thing."""
    topic, words = found.one.heard.topic, found.one.statement.text
    if found.one.rule is not None or topic not in ALERTING_TOPICS:
        return False
    view = normalise(words)
    bare = without_traps(view, words, rules)
    return bare != view and bool(find_topics(view, rules, (topic,))) and not find_topics(bare, rules, (topic,))


def _echoes(found: Weighed, told: Sequence[Weighed], weights: Weights) -> bool:
    """Whether only the learned judge hears a topic, and hears it where a rule names another on the same rung."""
    if found.one.rule is not None or found.one.heard.topic not in ALERTING_TOPICS:
        return False
    named = (each for each in told if each.one.rule is not None and each.one.heard.topic in ALERTING_TOPICS)
    same = any(each.position == found.position for each in named)
    return same and certainty(found, weights) < _SURE_OF_BOTH


def _claim(found: Weighed, article: Article, rules: ClaimRules, weights: Weights) -> Claim:
    statement, rule, topic = found.one.statement, found.one.rule, found.one.heard.topic
    agreed = rule if rule is not None and rule.position == found.position else None
    words = normalise(statement.text)
    party = _party(found, words, article.text, rules)
    return Claim(
        topic=topic,
        position=found.position,
        party=party,
        target="iea",
        negated=agreed.negated if agreed else found.position in _AGAINST and rules.clauses.denies(words),
        confirmed=statement.embedded is None,
        cameo=cameo_of(topic, found.position, party, words, rules.cameo),
        evidence=agreed.evidence if agreed else _evidence(statement, article.text),
        certainty=certainty(found, weights),
    )


def _party(found: Weighed, words: str, text: str, rules: ClaimRules) -> str:
    """Whose act it would be: as the learned judge hears it, unless the words open with another country or name one.

    Where it is not sure the rules say it, if they hear a claim. No third acts where the words open with Russia alone,
    and all others would where somebody turns to them.
    """
    one = found.one
    if one.statement.kind != "narrative" and found.position == "supports" and rules.tells("to-other-states", words):
        return EVERYBODY
    if one.rule is not None and max(share for _, share in one.heard.parties) < _SURE_OF_PARTY:
        return one.rule.party
    opening = opens(words, rules)
    if one.heard.party is None and opening != RUSSIA:
        return named_party(one.statement, text, one.rule.party if one.rule else None, rules)
    return (opening if one.heard.party in (RUSSIA, None) else None) or one.heard.party or RUSSIA


def _evidence(statement: Statement, text: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(span.start, span.end, text[span.start : span.end], LEARNED) for span in statement.content)
