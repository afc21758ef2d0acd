"""Judges what a statement claims: topics named or carried over, a rung for each, and the claim made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.claims.context import (
    CARRIED_OVER,
    Context,
    answered_question,
    carried_by_nouns,
    carried_by_pronouns,
    goes_on,
    own_words_before,
    sentence_before,
    sources,
    speaks_of_something_else,
    what_the_article_is_about,
)
from extractors.claims.notation.cameo import cameo_of
from extractors.claims.notation.folded_text import FoldedText, normalise, sentences_of, view_of_spans
from extractors.claims.notation.rule_book import ClaimRules
from extractors.claims.notation.topics import TopicMention, find_topics, with_runes, without_traps
from extractors.claims.parties import party_of
from extractors.claims.said_before import as_said_now
from extractors.claims.stances import Marker, Stance, find_markers, judge_topics
from extractors.records import ALERTING_TOPICS, RUSSIA, Article, Claim, Evidence, Position, Span, Statement
from extractors.sentences.clauses import ClausedWords, clauses_in
from extractors.sentences.modality import are_questions

# Characters between a cue and its words: called the move by the court "…". Of 468 articles eight are read otherwise at
# 30, two parties less rightly, and seven at 120, with three topics more that are none.
_CUE_REACH = 60
_LONGEST = 4000  # characters that anybody says in one breath; so that work stays bounded
_EXCLAMATION = 5  # words: High time that they did it; three or ten read all of them alike
_BARE_NAME = 2  # words that name a topic and say nothing of it; at four one topic of 1,466 is lost, without it none
_BY_DOING = "done.by-doing"  # the row of what somebody did by an act: by recognising them he had ...
# What is done with a decision, a case or a bill that was spoken of before is not yet the act itself.
_BEFORE_IT_IS_DONE: Mapping[str, Position] = {
    "carrier.decision": "decided",
    "delisting.lists": "decided",
    "carrier.list": "considering",
}


@dataclass(frozen=True, slots=True)
class RuledStatement:
    """A statement in the rules' eyes: its view, what is said in it, also with topics as letters, and its stances."""

    view: FoldedText
    said: ClausedWords
    runes: str
    stances: tuple[Stance, ...]

    @property
    def alerts(self) -> bool:
        """Whether a topic that alerts is among them."""
        return any(stance.topic in ALERTING_TOPICS for stance in self.stances)


def claims_of(statement: Statement, article: Article, context: Context, rules: ClaimRules) -> tuple[Claim, ...]:
    """The claims that a statement makes, in the order in which their topics are named; a question makes none."""
    if _is_question(statement, rules) or _says_nothing(statement, article.text, rules):
        return ()
    statement = as_said_now(statement, article.text, rules)
    ruled = read_statement(statement, article.text, context, rules)
    if not ruled.stances and not speaks_of_something_else(ruled.view.text, rules):
        ruled = replace(ruled, stances=_answer_in_a_picture(statement, context, rules))
    return tuple(_claim(stance, statement, article.text, ruled, rules) for stance in ruled.stances)


def _is_question(statement: Statement, rules: ClaimRules) -> bool:
    """A reported question, or words of which every sentence ends in a question mark."""
    asks = statement.cue is not None and rules.tells("asks", statement.cue.text.lower())
    reported = asks and rules.modality.opens_question(statement.text.lower())
    words = normalise(statement.text)
    return reported or are_questions(words[one.start : one.end] for one in sentences_of(words))


def _says_nothing(statement: Statement, text: str, rules: ClaimRules) -> bool:
    """A refusal to speak: "declined to comment before the ruling"."""
    start = statement.cue.start if statement.cue else statement.content[0].start
    return rules.tells("no-comment", text[start : statement.content[0].end].lower())


# --- reading ---------------------------------------------------------------------------------------------------------


def read_statement(statement: Statement, text: str, context: Context, rules: ClaimRules) -> RuledStatement:
    """Topics that are named or carried over by a noun or pronoun; only without any, that of the question answered."""
    cue = _lead(statement)
    spans = [*cue, *_readable(statement.content)]
    view = view_of_spans(text, spans, lead=len(cue))
    words = without_traps(view.text, _original(text, spans, view), rules)
    named, carried = _mentions(statement, words, context, rules)
    otherwise = _rung_of(statement, rules) if len(statement.text.split()) > _BARE_NAME else None
    ruled = _as_reported(_read(view, words, named, carried, rules, otherwise), statement, context, rules)
    if ruled.alerts or speaks_of_something_else(view.text, rules):
        return ruled
    silent = _silently_carried(statement, context, words[view.lead_end :], rules, bool(ruled.stances))
    if not silent:
        return ruled
    by_answer = _read(view, words, named, (*carried, *silent), rules, otherwise, heard_from=view.lead_end)
    return by_answer if by_answer.alerts and not _only_hinted(by_answer) else ruled


def _mentions(
    statement: Statement, words: str, context: Context, rules: ClaimRules
) -> tuple[tuple[TopicMention, ...], tuple[TopicMention, ...]]:
    """The topics that words name, and those that their nouns and pronouns carry over, each as the speaker means it.

    No word of the cue is a mention. Pronouns are read last, as they may stand for what nouns name or carry over.
    """
    cue_words = len(statement.cue.text) if statement.cue else 0
    offered = tuple(sources(statement, context, rules))
    side = _side_of(statement, rules)
    found = (mention for mention in find_topics(words, rules, side=side) if mention.end > cue_words)
    named = _worth_reading(tuple(_as_meant(mention, statement, rules) for mention in found))
    carried = tuple(_as_meant(each, statement, rules) for each in carried_by_nouns(words, named, offered, rules))
    carried += carried_by_pronouns(words, (*named, *carried), offered, rules)
    named = _worth_reading(named, carried)
    carried = tuple(mention for mention in carried if mention.end > cue_words)
    rung = _rung_in_a_picture(statement, rules) if _likens(statement, rules) else None
    if rung is None:
        return named, carried
    return tuple(_with_default(each, rung) for each in named), tuple(_with_default(each, rung) for each in carried)


def _only_hinted(ruled: RuledStatement) -> bool:
    """Whether nothing but weak words say anything on a topic that alerts."""
    markers = (stance.marker for stance in ruled.stances if stance.topic in ALERTING_TOPICS)
    return all(marker is not None and marker.row.weak for marker in markers)


def _as_reported(ruled: RuledStatement, statement: Statement, context: Context, rules: ClaimRules) -> RuledStatement:
    """What the lead reports of an act tells how it is spoken of.

    Where nothing says where a speaker stands, an act of Russia's that is reported as done is spoken of as done, and
    before that a "not" is a "not yet"; "the decision was taken" is no more than that before the act is reported. What
    the Emirate's people are against is that the act is refused to them.
    """
    done = {topic for topic in ALERTING_TOPICS if context.reports(topic, statement.content[0].start)}
    rung = _rung_of(statement, rules)
    side = _side_of(statement, rules)
    alone = sum(stance.topic in ALERTING_TOPICS for stance in ruled.stances) == 1

    def position(stance: Stance) -> Position:
        unsaid = stance.marker is None and stance.position == "considering"
        if stance.position == "opposes" and stance.topic in ALERTING_TOPICS and side == "iea":
            return "supports"
        if rung == "opposes" and stance.marker is not None and stance.marker.row.id == _BY_DOING:
            return rung
        if stance.topic in done:
            ours = unsaid and party_of(stance, ruled.said, ruled.runes, statement.speaker, rules) == RUSSIA
            return "done" if ours else stance.position
        if stance.position == "done":
            return _BEFORE_IT_IS_DONE.get(stance.mention.rule, "done")
        return "premature" if unsaid and alone and rules.clauses.denies(ruled.view.text) else stance.position

    return replace(ruled, stances=tuple(replace(each, position=position(each)) for each in ruled.stances))


def _worth_reading(mentions: Sequence[TopicMention], others: Sequence[TopicMention] = ()) -> tuple[TopicMention, ...]:
    """Without words that count for nothing beside a topic that alerts: they would hide what is said of that."""
    alerting = any(mention.topic in ALERTING_TOPICS for mention in (*mentions, *others))
    return tuple(mention for mention in mentions if not (alerting and mention.beside == "none"))


def _as_meant(mention: TopicMention, statement: Statement, rules: ClaimRules) -> TopicMention:
    """A mention by its speaker: the Emirate's people speak of a demand to refuse it, of "the step" to welcome it."""
    if _side_of(statement, rules) != "iea":
        return mention
    named = "opposes" if mention.topic == "conditions" else mention.default
    return replace(mention, default="supports" if mention.carried else named)


def _readable(content: Sequence[Span]) -> list[Span]:
    """The content up to a length that anybody says in one breath; what goes beyond it is not looked at."""
    kept: list[Span] = []
    left = _LONGEST
    for span in content:
        kept.append(Span(span.start, min(span.end, span.start + left)))
        left -= kept[-1].end - kept[-1].start
        if left <= 0:
            break
    return kept


def _rung_of(statement: Statement, rules: ClaimRules) -> Position | None:
    """The rung of somebody who only speaks of a topic: the Emirate wants it, others at least think of it.

    An outsider of whom a reporter quotes half a sentence that no rule knows has mostly something against it; what a
    passer-by says in so many words is mostly a joke.
    """
    side, kind = _side_of(statement, rules), statement.kind
    official = _is_official(statement, rules)
    if kind == "narrative" or (kind == "direct" and not official):
        return None
    foreign = statement.speaker is not None and side is None and rules.tells("foreign", statement.speaker.name.lower())
    outsider = side == "other" or foreign or not official
    return "supports" if side == "iea" else "opposes" if outsider and kind == "mixed" else "considering"


def _likens(statement: Statement, rules: ClaimRules) -> bool:
    """Whether a speaker calls something by a picture of his own: called the law “a pardon with a blank”."""
    cue = statement.cue
    return statement.kind == "mixed" and cue is not None and rules.tells("likens", cue.text.lower())


def _rung_in_a_picture(statement: Statement, rules: ClaimRules) -> Position | None:
    """Where a picture that no rule knows puts its painter: the Emirate's people paint to praise, outsiders to blame."""
    side = _side_of(statement, rules)
    return "supports" if side == "iea" else None if side == "russia" else "opposes"


def _with_default(mention: TopicMention, rung: Position) -> TopicMention:
    taken = mention.topic in ALERTING_TOPICS or (mention.topic == "engagement" and mention.default is None)
    return replace(mention, default=rung, position=None) if taken else mention


def _side_of(statement: Statement, rules: ClaimRules) -> str | None:
    actor = rules.actors.get(statement.speaker.actor or "") if statement.speaker else None
    return actor.side if actor else None


def _lead(statement: Statement) -> list[Span]:
    """The cue, with what stands between it and the words ("called the move ...") where it comes right before them."""
    if statement.cue is None:
        return []
    cue, content = statement.cue, statement.content[0]
    near = cue.end <= content.start <= cue.end + _CUE_REACH
    return [Span(cue.start, content.start if near else cue.end)]


def _original(text: str, spans: Sequence[Span], view: FoldedText) -> str:
    """The statement's words with their capitals, in step with the view."""
    words = list(view.text)
    for start, span in zip(view.starts, spans, strict=True):
        words[start : start + span.end - span.start] = text[span.start : span.end]
    return "".join(words)


def _read(
    view: FoldedText,
    words: str,
    named: Sequence[TopicMention],
    carried: Sequence[TopicMention],
    rules: ClaimRules,
    otherwise: Position | None,
    heard_from: int = 0,
) -> RuledStatement:
    """``carried`` mentions are taken both as their topic and as the words they are.

    Markers before ``heard_from`` do not count: whoever criticises something else is not heard on what nothing names.
    """
    mentions = tuple(sorted((*named, *carried), key=lambda mention: mention.start))
    visible = tuple(mention for mention in mentions if mention.end > mention.start)
    runes = with_runes(words, visible)
    said = _said(words, runes, rules)
    if not mentions:
        return RuledStatement(view, said, runes, ())
    markers = find_markers(runes, rules)
    if carried:
        markers += find_markers(with_runes(words, named), rules)
    markers = tuple(marker for marker in markers if marker.start >= heard_from)
    stances = judge_topics(runes, said, mentions, markers, rules, view.lead_end, otherwise)
    return RuledStatement(view, said, runes, stances)


def _said(words: str, runes: str, rules: ClaimRules) -> ClausedWords:
    """Words with their sentences and clauses; what stands inside those of a topic begins none."""
    sentences = tuple(sentences_of(runes))
    return ClausedWords(words, sentences, tuple(clauses_in(runes, sentences, rules.clauses)))


def _silently_carried(
    statement: Statement, context: Context, words: str, rules: ClaimRules, about_something: bool
) -> tuple[TopicMention, ...]:
    """The topic of an answer, of words that go on, or of the article where an actor of the field says nothing else."""
    if statement.cue and rules.tells("denies", statement.cue.text.lower()):
        return ()
    offered = list(answered_question(statement, context, rules))
    if not about_something:
        offered += own_words_before(statement, context)
    known = _is_official(statement, rules)
    if _exclaims(words, rules):
        offered += own_words_before(statement, context)
    if (known or _passes_judgement(words, rules)) and not about_something:
        offered += what_the_article_is_about(statement, context)
    return tuple(
        TopicMention(0, 0, source.topic, CARRIED_OVER, carried=True, source=source.place) for source in offered[:1]
    )


def _answer_in_a_picture(statement: Statement, context: Context, rules: ClaimRules) -> tuple[Stance, ...]:
    """What a Russian official is quoted to say in full right after others spoke of a matter, or when asked of it.

    Words that name nothing are said of it: whoever answers with a picture at least thinks of it, or says "not yet".
    """
    if statement.kind != "direct" or _side_of(statement, rules) != "russia" or goes_on(statement, context):
        return ()
    spoken_of = (*answered_question(statement, context, rules), *sentence_before(statement, context))
    if not spoken_of:
        return ()
    source = spoken_of[0]
    mention = TopicMention(0, 0, source.topic, CARRIED_OVER, carried=True, source=source.place)
    negated = rules.clauses.denies(statement.text.lower())
    return (Stance(source.topic, "premature" if negated else "considering", mention, None, negated),)


def _is_official(statement: Statement, rules: ClaimRules) -> bool:
    """Whether a speaker is an actor of the field, or spoken of as the holder of an office."""
    speaker = statement.speaker
    if speaker is None:
        return False
    return speaker.actor in rules.actors or rules.tells("official", speaker.name.lower())


def _exclaims(words: str, rules: ClaimRules) -> bool:
    """Whether the first sentence is nothing but a stance: "High time." says it of what was spoken of before."""
    first = next(sentences_of(words), None)
    start = words[first.start : first.end] if first else ""
    return len(start.split()) <= _EXCLAMATION and any(_spans(marker, start) for marker in find_markers(start, rules))


def _spans(marker: Marker, words: str) -> bool:
    """Whether a marker takes up most of some words."""
    return 2 * (marker.end - marker.start) > len(words)


def _passes_judgement(words: str, rules: ClaimRules) -> bool:
    """Whether somebody judges and names a state or those concerned: then it is clear what a stranger speaks of."""
    named = rules.agents.search(words) is not None or rules.tells("concerned", words)
    return named and any(marker.row.judgement for marker in find_markers(words, rules))


# --- making claims ---------------------------------------------------------------------------------------------------


def _claim(stance: Stance, statement: Statement, text: str, ruled: RuledStatement, rules: ClaimRules) -> Claim:
    party = party_of(stance, ruled.said, ruled.runes, statement.speaker, rules)
    return Claim(
        topic=stance.topic,
        position=stance.position,
        party=party,
        target="iea",
        negated=stance.negated,
        confirmed=statement.embedded is None,
        cameo=cameo_of(stance.topic, stance.position, party, ruled.view.text, rules.cameo),
        evidence=_evidence(stance, text, ruled.view),
    )


def _evidence(stance: Stance, text: str, view: FoldedText) -> tuple[Evidence, ...]:
    """The words that name the topic or stand for it, where it was taken over from, and the words that decide."""
    mention, marker = stance.mention, stance.marker
    places = []
    if mention.end > mention.start:
        places.append((view.span(mention.start, mention.end), mention.rule))
    if marker:
        places.append((view.span(marker.start, marker.end), marker.row.id))
    if mention.carried:
        places.append((mention.source or places[0][0], CARRIED_OVER))
    return tuple(Evidence(span.start, span.end, text[span.start : span.end], rule) for span, rule in places)
