"""Decides the rung: which words say where a speaker stands, and on which of the topics named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.claims.notation.patterns import TOPIC_OF_RUNE, topics_at_places
from extractors.claims.notation.row_types import MarkerRow
from extractors.claims.notation.rule_book import ClaimRules
from extractors.claims.notation.topics import TopicMention
from extractors.records import ALERTING_TOPICS, Position, Topic
from extractors.sentences.clauses import ClausedWords, Scope

# Figures here: the rules alone, on the 468 articles of retold-train, with 1,131 positions right on 1,466 topics.
# What outweighs what where several markers stand equally near: a condition governs whatever it is attached to. Where
# two neighbours of this order change places, two to eight articles are read otherwise, and one position more or
# less is right at most.
_WEIGHT: dict[Position, int] = {
    "conditional": 7,
    "opposes": 6,
    "premature": 5,
    "supports": 4,
    "done": 3,
    "decided": 2,
    "considering": 1,
}
_CUE, _BOUND, _CLAUSE, _SENTENCE, _ELSEWHERE = 4, 3, 2, 1, 0  # how near a marker stands to a topic
_NEARNESS: dict[Scope, int] = {"clause": _CLAUSE, "sentence": _SENTENCE, "elsewhere": _ELSEWHERE}
# A cue that is itself a stance ("condemned", "welcomed") outweighs what the content says; else two positions are lost.
_STANCES = ("opposes", "supports", "premature")
_FIRMER = frozenset({"conditional", "premature", "decided"})  # than what is thought of: three positions
MEANING = "premature.meaning"  # the row of what one thing does not mean
# And how far, in characters, after its subject a denial may start: at 6 two topics more are right and one more is too
# many, at 24 one fewer is right.
_DENIALS, _NEXT_WORDS = (MEANING, "premature.denial"), 12


@dataclass(frozen=True, slots=True)
class Marker:
    """Words of a view that name a rung, and the row that took them; ``bound`` are the topics in its places."""

    start: int
    end: int
    row: MarkerRow
    bound: frozenset[Topic]


@dataclass(frozen=True, slots=True)
class Stance:
    """A topic's rung, and what decided it."""

    topic: Topic
    position: Position
    mention: TopicMention
    marker: Marker | None
    negated: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    nearness: int
    position: Position
    marker: Marker | None


def find_markers(runes: str, rules: ClaimRules) -> tuple[Marker, ...]:
    """Every marker in a view whose topics are written as their letters."""
    found = [
        Marker(match.start(), match.end(), rule.row, topics_at_places(match))
        for rule in rules.markers.hopeful(runes)
        for match in rule.pattern.every_start(runes)
    ]
    return tuple(_outermost(found))


def _outermost(markers: Sequence[Marker]) -> Iterable[Marker]:
    """The markers that lie in no longer one: "not rule out" takes "rule out" in; of one row the shortest to an end."""
    shortest = {(marker.row.id, marker.end, marker.bound): marker for marker in markers}
    for marker in shortest.values():
        if not any(_swallows(other, marker) for other in shortest.values()):
            yield marker


def _swallows(outer: Marker, inner: Marker) -> bool:
    longer = outer.end - outer.start > inner.end - inner.start and not outer.row.asks
    return longer and outer.start <= inner.start and inner.end <= outer.end and inner.bound <= outer.bound


def judge_topics(
    runes: str,
    said: ClausedWords,
    mentions: Sequence[TopicMention],
    markers: Sequence[Marker],
    rules: ClaimRules,
    cue_end: int = 0,
    otherwise: Position | None = None,
) -> tuple[Stance, ...]:
    """One stance for each topic on which the speaker takes a stand; a cue may stand before the words.

    ``runes`` are the words that are ``said``, with the topics' letters in the places of their mentions.
    A topic that alerts and is named, with nothing to say where the speaker stands, gets the rung ``otherwise``.
    """
    stances = []
    for topic in dict.fromkeys(mention.topic for mention in mentions):
        candidates = list(_candidates(topic, mentions, markers, said))
        candidates += _stances_of_cue(topic, markers, cue_end)
        first = min((mention for mention in mentions if mention.topic == topic), key=lambda each: each.carried)
        stance = _decide(first, candidates, runes, otherwise if topic in ALERTING_TOPICS else None, rules)
        done = stance is not None and stance.position == "done" and topic in ALERTING_TOPICS
        if stance and done and rules.modality.is_awaited(runes[: first.start]):
            stance = replace(stance, position="considering")
        if stance:
            stances.append(stance)
    return tuple(_worth_telling(stances, runes, rules))


def _worth_telling(stances: Sequence[Stance], runes: str, rules: ClaimRules) -> Iterable[Stance]:
    """Leaves out what is only named as the reason why a topic that alerts is opposed."""
    opposed = any(stance.topic in ALERTING_TOPICS and stance.position == "opposes" for stance in stances)
    for stance in stances:
        mention = stance.mention
        if _only_a_limit(stance, stances, runes, rules):
            continue
        reason = mention.beside == "reason" and not rules.modality.is_condition(runes[: mention.start])
        if not (opposed and reason) and not _only_denied(stance, stances, runes, rules):
            yield stance


def _only_a_limit(stance: Stance, stances: Sequence[Stance], runes: str, rules: ClaimRules) -> bool:
    """Whether a matter is named for nothing but the time of another: no ambassador before recognition."""
    mention, before = stance.mention, runes[: stance.mention.start]
    others = any(other.topic in ALERTING_TOPICS and other is not stance for other in stances)
    told = rules.modality
    if mention.form == "state" and told.is_lasting(before):
        return True
    limit = told.is_limit(before) or (mention.topic == "recognition" and told.is_lacked(before))
    at_once = stance.position in ("conditional", "considering") and limit
    done_by_then = stance.position == "considering" and told.is_awaited(before)
    return others and mention.topic in ALERTING_TOPICS and (at_once or done_by_then)


def _only_denied(stance: Stance, stances: Sequence[Stance], runes: str, rules: ClaimRules) -> bool:
    """Whether a matter is taken up only to say what it does not mean: the step does not mean recognition."""
    mention, end = stance.mention, stance.mention.end
    denied_to = rules.modality.end_of_denial(runes, end)
    another = denied_to is not None and runes[denied_to : denied_to + 1] in TOPIC_OF_RUNE
    taken_up = mention.carried or mention.topic in ("delisting", "engagement") or another
    return taken_up and any(
        other.marker is not None and other.marker.row.id in _DENIALS and _denies_of(other.marker, mention)
        for other in stances
        if other.topic != stance.topic
    )


def _denies_of(denial: Marker, mention: TopicMention) -> bool:
    """Whether a denial begins right behind a matter, or takes in what stands for one: nobody should read the law as."""
    inside = denial.start <= mention.start < mention.end <= denial.end
    return 0 <= denial.start - mention.end <= _NEXT_WORDS or (mention.carried and inside)


def _candidates(
    topic: Topic,
    mentions: Sequence[TopicMention],
    markers: Sequence[Marker],
    said: ClausedWords,
) -> Iterable[_Candidate]:
    for mention in mentions:
        if mention.topic == topic and mention.position and not _denied(mention, topic, markers):
            firm = mention.position in ("opposes", "supports")
            yield _Candidate(_BOUND if firm else _CLAUSE, mention.position, None)
    for marker in markers:
        if topic in marker.bound:
            yield _Candidate(_ELSEWHERE if marker.row.weak else _BOUND, marker.row.position, marker)
        elif topic in marker.row.topics and not marker.bound:
            nearness = _nearness(topic, marker, mentions, said)
            if nearness is not None:
                position = _turned(topic, marker, mentions)
                condemned = nearness == _CLAUSE and marker.row.judgement and marker.row.position == "opposes"
                strongly = _BOUND if position == marker.row.position else _CUE
                yield _Candidate(strongly if condemned else nearness, position, marker)


def _denied(mention: TopicMention, topic: Topic, markers: Sequence[Marker]) -> bool:
    """Whether a marker speaks for the topic by words that would keep a state: no reason to keep them listed."""
    return mention.form == "state" and any(
        topic in marker.bound and marker.row.position == "supports" and marker.start < mention.start < marker.end
        for marker in markers
        if not marker.row.asks
    )


def _turned(topic: Topic, marker: Marker, mentions: Sequence[TopicMention]) -> Position:
    """A judgement on the state that the topic would end, turned round: an unjust ban speaks for delisting."""
    about = [mention for mention in mentions if mention.topic == topic]
    before = [mention for mention in about if mention.start < marker.start] or about
    on_state = bool(before) and before[-1].form == "state" and marker.row.judgement
    turned: dict[Position, Position] = {"opposes": "supports", "supports": "opposes"}
    return turned.get(marker.row.position, marker.row.position) if on_state else marker.row.position


def _stances_of_cue(topic: Topic, markers: Sequence[Marker], cue_end: int) -> Iterable[_Candidate]:
    for marker in markers:
        is_stance = marker.start < cue_end and marker.row.position in _STANCES and not marker.row.asks
        if is_stance and topic in (marker.bound or marker.row.topics):
            yield _Candidate(_CUE, marker.row.position, marker)


def _nearness(topic: Topic, marker: Marker, mentions: Sequence[TopicMention], said: ClausedWords) -> int | None:
    """How near a marker that names no topic stands to this one; None when it speaks of another."""
    rivals = [mention for mention in mentions if mention.topic in marker.row.topics]
    scope, meant = said.spoken_of(marker.start, [mention.start for mention in rivals])
    return _NEARNESS[scope] if any(rivals[number].topic == topic for number in meant) else None


def _decide(
    mention: TopicMention,
    candidates: Sequence[_Candidate],
    runes: str,
    otherwise: Position | None,
    rules: ClaimRules,
) -> Stance | None:
    if not candidates:
        default = mention.default or (None if mention.carried else otherwise)
        return Stance(mention.topic, default, mention, None, False) if default else None
    best = max(candidates, key=lambda each: (each.nearness, _WEIGHT[each.position]))
    if best.position == "considering":
        best = max((best, *_firmer(candidates)), key=lambda each: (each.position in _FIRMER, _WEIGHT[each.position]))
    words = runes[best.marker.start : best.marker.end] if best.marker else ""
    negated = rules.clauses.negation.search(words) is not None  # a "but" inside the words that decide turns nothing
    return Stance(mention.topic, best.position, mention, best.marker, negated)


def _firmer(candidates: Sequence[_Candidate]) -> Iterable[_Candidate]:
    """What is said more firmly than that something is thought of: in the last stage; it could, but only after that."""
    for each in candidates:
        reach = _SENTENCE if each.position == "conditional" else _CLAUSE
        if each.position in _FIRMER and each.nearness >= reach:
            yield each
