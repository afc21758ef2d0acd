"""Carries a topic over: "this step", "the decision", "it" mean what was spoken of before.

Where a topic may come from, in this order: the question that a statement answers, the sentence it stands in, the
speaker's own words just before, the sentence before, and what the article is about. Each source is a function.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from extractors.claims.notation.row_types import CarrierRow
from extractors.claims.notation.rule_book import ClaimRules, Rule
from extractors.claims.notation.topics import TopicMention
from extractors.records import ALERTING_TOPICS, Claim, Span, Statement, Topic
from extractors.sentences.modality import is_question
from extractors.sentences.sentence import Sentence

CARRIED_OVER = "carried-over"

# In characters, the last in topics. In 514 open annotated articles the half or the double of one of them changes the
# claims of none to eighteen, and the count of right ones by one at most: half the lead reads one more, one topic in
# place of three makes one wrong. They are there so that what stands far apart is not joined.
_OWN_WORDS_REACH = 700
_QUESTION_REACH = 200
_LEAD = 400
_LAST_NAMED = 3
_LAST_JUDGED = 100  # statements; those before have no say in what one means
_ATTRIBUTION_REACH = 80  # characters; at 40 and at 160 nothing changes there


@dataclass(frozen=True, slots=True)
class CarriedTopic:
    """A topic that may be taken over, and where in the article it was named."""

    topic: Topic
    place: Span | None
    main: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """The article around a statement: its text as rules read it, topics named in it and in its title."""

    text: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[TopicMention, ...]
    title: tuple[TopicMention, ...]
    judged: tuple[Statement, ...] = ()
    firsts: Mapping[Topic, TopicMention] = field(default_factory=dict)

    def back_from(self, at: int) -> Iterator[TopicMention]:
        """Those that end before a place, the nearest first."""
        until = bisect_right(self.mentions, at, key=lambda mention: mention.end)
        return (self.mentions[number] for number in range(until - 1, -1, -1))

    def reports(self, topic: Topic, before: int) -> bool:
        """Whether the title or the lead says that what a topic is about has been done."""
        lead = takewhile(lambda mention: mention.start < min(_LEAD, before), self.mentions)
        return any(mention.topic == topic and mention.position == "done" for mention in (*self.title, *lead))

    def after(self, judged: Sequence[Statement]) -> Context:
        """The same article once these statements have been judged."""
        return replace(self, judged=tuple(judged[-_LAST_JUDGED:]))


def context_of(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[TopicMention], title: Sequence[TopicMention]
) -> Context:
    """What an article offers before any of its statements is judged; mentions of topics that do not alert are left."""
    alerting = _alerting(mentions)
    firsts = {mention.topic: mention for mention in reversed(alerting)}
    return Context(text, tuple(sentences), alerting, _alerting(title), firsts=firsts)


def _alerting(mentions: Sequence[TopicMention]) -> tuple[TopicMention, ...]:
    return tuple(mention for mention in mentions if mention.topic in ALERTING_TOPICS)


# --- where a topic may come from -------------------------------------------------------------------------------------


def sources(statement: Statement, context: Context, rules: ClaimRules) -> Iterator[CarriedTopic]:
    """Every topic that the statement may take over, the likeliest first."""
    # By the rules alone, on the 468 articles of retold-train and the 503 of retold-more: without what the article is
    # about 42 of 1,466 topics right and 94 of 2,205 are lost, without the question none and three, without the sentence
    # before one and three. That sentence, asked before the speaker's own words, would be right three times more and as
    # often, and without own words five and one more would be right.
    yield from answered_question(statement, context, rules)
    yield from same_sentence(statement, context)
    yield from own_words_before(statement, context)
    yield from sentence_before(statement, context)
    yield from what_the_article_is_about(statement, context)


def answered_question(statement: Statement, context: Context, rules: ClaimRules) -> Iterator[CarriedTopic]:
    """Topics of the question that the statement answers: in its own sentence, or in the one before."""
    at = statement.content[0].start
    yield from _asked_before(at, context)
    yield from _asked_behind(statement, context, rules)
    own, before = _stretches_before(at, context)
    answered = any(earlier.content[-1].start >= before.start for earlier in context.judged)
    for stretch in (own,) if answered else (own, before):
        words = context.text[stretch.start : stretch.end]
        if any(row.question for row in rules.carriers.matching(words)):
            yield from _named_in(stretch, context)


def _asked_before(at: int, context: Context) -> Iterator[CarriedTopic]:
    """Topics of the statement before, where that was a question."""
    asked = context.judged[-1] if context.judged else None
    if asked and is_question(asked.text) and 0 <= at - asked.content[-1].end < _QUESTION_REACH:
        yield from _named_in(Span(asked.content[0].start, asked.content[-1].end), context)


def _asked_behind(statement: Statement, context: Context, rules: ClaimRules) -> Iterator[CarriedTopic]:
    """Topics that the attribution names behind the words: "he said when asked about", "she said of"."""
    end = statement.content[-1].end
    if statement.cue is None or not 0 <= statement.cue.start - end < _ATTRIBUTION_REACH:
        return
    here = bisect_right(context.sentences, end, key=lambda sentence: sentence.start) - 1
    behind = Span(statement.cue.end, context.sentences[here].end) if here >= 0 else Span(end, end)
    about = rules.signs["about"].search(context.text, behind.start, behind.end)
    if about:
        yield from _named_in(Span(about.end(), behind.end), context)


def same_sentence(statement: Statement, context: Context) -> Iterator[CarriedTopic]:
    """Topics named in the statement's sentence before its words begin."""
    at = statement.content[0].start
    yield from _named_in(_stretches_before(at, context)[0], context)


def own_words_before(statement: Statement, context: Context) -> Iterator[CarriedTopic]:
    """Topics of what the same speaker said just before, the first claim of it first."""
    at = statement.content[0].start
    for earlier in reversed(context.judged):
        end = earlier.content[-1].end
        if at - end > _OWN_WORDS_REACH:
            return
        if _same_voice(earlier, statement) and end <= at:
            for claim in earlier.claims:
                if claim.topic in ALERTING_TOPICS:
                    yield CarriedTopic(claim.topic, _place_of(claim))


def goes_on(statement: Statement, context: Context) -> bool:
    """Whether the same speaker spoke last, or anybody in the same paragraph: then the words answer nothing."""
    earlier = context.judged[-1] if context.judged else None
    if earlier is None:
        return False
    between = context.text[earlier.content[-1].end : statement.content[0].start]
    return _same_voice(earlier, statement) or "\n" not in between


def _place_of(claim: Claim) -> Span:
    """Where the words of a claim, or what they took over, name its topic."""
    place = next((words for words in claim.evidence if words.rule == CARRIED_OVER), claim.evidence[0])
    return Span(place.start, place.end)


def sentence_before(statement: Statement, context: Context) -> Iterator[CarriedTopic]:
    """Topics named in the sentence before the statement's, the last named first."""
    yield from _named_in(_stretches_before(statement.content[0].start, context)[1], context)


def what_the_article_is_about(statement: Statement, context: Context) -> Iterator[CarriedTopic]:
    """The topic of the title, as the text first names it, else that of the lead, else the last one named before."""
    at = statement.content[0].start
    for named in context.title:
        first = context.firsts.get(named.topic)
        known = first is not None and first.end <= at
        yield CarriedTopic(named.topic, Span(first.start, first.end) if first and known else None, main=True)
    lead = tuple(takewhile(lambda mention: mention.start < _LEAD and mention.end <= at, context.mentions))
    main = None if context.title else _weightiest(lead)
    for mention in lead:
        yield replace(_source(mention), main=mention is main)
    for mention in islice(context.back_from(at), _LAST_NAMED):
        yield _source(mention)


def _weightiest(lead: Sequence[TopicMention]) -> TopicMention | None:
    """What a lead without a title is about: recognition that is done, else what it names first."""
    done = (mention for mention in lead if mention.topic == "recognition" and mention.position == "done")
    return next(done, lead[0] if lead else None)


def _source(mention: TopicMention) -> CarriedTopic:
    return CarriedTopic(mention.topic, Span(mention.start, mention.end))


def _stretches_before(at: int, context: Context) -> tuple[Span, Span]:
    """The statement's own sentence up to its words, and the sentence before that."""
    here = bisect_right(context.sentences, at, key=lambda sentence: sentence.start)
    sentences = [sentence.whole for sentence in context.sentences[max(here - 2, 0) : here]]
    nowhere = Span(at, at)
    if sentences and sentences[-1].start < at < sentences[-1].end:
        return Span(sentences[-1].start, at), sentences[-2] if len(sentences) > 1 else nowhere
    ended = [sentence for sentence in sentences if sentence.end <= at]
    return nowhere, ended[-1] if ended else nowhere


def _named_in(stretch: Span, context: Context) -> Iterator[CarriedTopic]:
    for mention in context.back_from(stretch.end):
        if mention.start < stretch.start:
            return
        yield _source(mention)


def speaks_of_something_else(words: str, rules: ClaimRules) -> bool:
    """Whether a statement names a subject that is none of ours."""
    return any(row.elsewhere for row in rules.carriers.matching(words))


def _same_voice(one: Statement, other: Statement) -> bool:
    if one.speaker is None or other.speaker is None:
        return False
    if one.speaker.actor or other.speaker.actor:
        return one.speaker.actor == other.speaker.actor
    return one.speaker.name == other.speaker.name


# --- what takes it over ----------------------------------------------------------------------------------------------


def carried_by_nouns(
    text: str, mentions: Sequence[TopicMention], offered: Sequence[CarriedTopic], rules: ClaimRules
) -> tuple[TopicMention, ...]:
    """Places in a statement where a noun such as "the decision" stands for a topic named before it.

    A noun that goes with one topic only, such as "the law", says what the others of its statement mean.
    """
    hopeful = rules.carriers.hopeful(text)
    nouns = [rule for rule in hopeful if not (rule.row.pronoun or rule.row.question or rule.row.elsewhere)]
    told = [rule for rule in nouns if rule.row.topics]
    others = [rule for rule in nouns if not rule.row.topics]
    by_kind = tuple(_carried(told, text, mentions, offered, rules))
    meant = {mention.topic for mention in by_kind if mention.topic in ALERTING_TOPICS}
    likely = sorted(offered, key=lambda source: source.topic not in meant)
    return by_kind + tuple(_carried(others, text, (*mentions, *by_kind), likely, rules))


def carried_by_pronouns(
    text: str, mentions: Sequence[TopicMention], offered: Sequence[CarriedTopic], rules: ClaimRules
) -> tuple[TopicMention, ...]:
    """Places in a statement where a pronoun may stand for a topic named before it."""
    pronouns = [rule for rule in rules.carriers.hopeful(text) if rule.row.pronoun]
    return tuple(_carried(pronouns, text, mentions, offered, rules))


def _carried(
    carriers: Iterable[Rule[CarrierRow]],
    text: str,
    mentions: Sequence[TopicMention],
    offered: Sequence[CarriedTopic],
    rules: ClaimRules,
) -> Iterator[TopicMention]:
    taken = list(mentions)
    for rule in carriers:
        source = _chosen(rule.row, offered)
        if source is None:
            continue
        for match in rule.pattern.finditer(text):
            carrier = _mention(rule.row, match, source, rules)
            free = all(carrier.end <= other.start or other.end <= carrier.start for other in taken)
            if free and not _named_before(carrier, rule.row, mentions):
                taken.append(carrier)
                yield carrier


def _mention(row: CarrierRow, match: re.Match[str], source: CarriedTopic, rules: ClaimRules) -> TopicMention:
    """The carrier as a mention; a "no" before it is left for the markers."""
    no = rules.signs["no"].match(match.group())
    start = match.start() + (no.end() if no else 0)
    return TopicMention(
        start, match.end(), source.topic, row.id, default=row.default, carried=True, source=source.place
    )


def _named_before(carrier: TopicMention, row: CarrierRow, mentions: Sequence[TopicMention]) -> bool:
    """Whether the statement itself names a topic before, which the carrier then means."""
    return any(mention.end <= carrier.start and mention.topic in _topics(row) for mention in mentions)


def _topics(row: CarrierRow) -> tuple[Topic, ...]:
    return row.topics or ALERTING_TOPICS


def _chosen(row: CarrierRow, offered: Sequence[CarriedTopic]) -> CarriedTopic | None:
    fitting = [source for source in offered if source.topic in _topics(row)]
    if row.topics == ("engagement",):
        return CarriedTopic("engagement", None)
    if row.main:
        fitting.sort(key=lambda source: not source.main)
    return fitting[0] if fitting else None
