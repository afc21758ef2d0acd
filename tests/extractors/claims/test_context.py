"""Where a topic may be taken over from: each source by itself, on constructed articles. Synthetic.

In a text ``R``, ``D`` and ``L`` stand for words that name recognition, delisting and representation; ``E`` names
engagement, which no "step" takes up. ``⟨…⟩`` is the statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from extractors.claims.context import (
    CARRIED_OVER,
    CarriedTopic,
    Context,
    answered_question,
    carried_by_nouns,
    carried_by_pronouns,
    context_of,
    goes_on,
    own_words_before,
    same_sentence,
    sentence_before,
    sources,
    what_the_article_is_about,
)
from extractors.claims.notation.row_types import CarrierRow
from extractors.claims.notation.rule_book import ClaimRules, rules_of
from extractors.claims.notation.topics import TopicMention
from extractors.lexicon import Lexicon
from extractors.records import Claim, Cue, Evidence, Span, Speaker, Statement, Topic

from ...bench.marked import sentences_in

NAMED: dict[str, Topic] = {"R": "recognition", "D": "delisting", "L": "representation", "E": "engagement"}
ANN = Speaker("Ann Roe", 0, 1, "Ann Roe", None)
BOB = Speaker("Bob Doe", 0, 1, "Bob Doe", None)


@pytest.fixture(scope="module")
def rules(lexicon: Lexicon) -> ClaimRules:
    return rules_of(lexicon)


def topics_in(text: str, **more: Any) -> tuple[TopicMention, ...]:
    return tuple(
        TopicMention(found.start(), found.end(), NAMED[found.group()], "row", **more)
        for found in re.finditer(r"\b[RDLE]\b", text)
    )


def article(marked: str, title: str = "", cue: str | None = None) -> tuple[Context, Statement]:
    """The context of a marked text, and its statement."""
    text = re.sub("[⟨⟩]", "", marked)
    span = Span(marked.index("⟨"), marked.index("⟩") - 1)
    at = text.index(cue) if cue else 0
    said = Statement(
        ANN, Cue(cue, at, at + len(cue)) if cue else None, (span,), text[span.start : span.end], "indirect"
    )
    return context_of(text, sentences_in(text), topics_in(text), topics_in(title)), said


def told(offered: Iterable[CarriedTopic]) -> list[Topic]:
    return [one.topic for one in offered]


def earlier(context: Context, words: str, speaker: Speaker | None, *claims: Claim) -> Statement:
    start = context.text.index(words)
    return Statement(speaker, None, (Span(start, start + len(words)),), words, "direct", claims=claims)


def claim(topic: Topic, start: int, *rules: str) -> Claim:
    evidence = tuple(Evidence(start + at, start + at + 1, "x", rule) for at, rule in enumerate(rules or ("row",)))
    return Claim(topic, "done", "russia", "iea", False, True, None, evidence)


# --- sentences -------------------------------------------------------------------------------------------------------

STRETCHES: dict[str, tuple[str, list[Topic], list[Topic]]] = {
    "before the words": ("Of R he said ⟨it was late⟩.", ["recognition"], []),
    "the last named first": ("Of R and D he said ⟨it was late⟩.", ["delisting", "recognition"], []),
    "behind the words": ("He said ⟨it was late⟩ of R.", [], []),
    "in the words": ("He said ⟨it was R⟩.", [], []),
    "in the sentence before": ("R came. He said ⟨it was late⟩.", [], ["recognition"]),
    "two sentences before": ("R came. It rained. He said ⟨it was late⟩.", [], []),
    "where the words open their sentence": ("R came. ⟨It was late⟩, he said.", [], ["recognition"]),
    "in the first sentence": ("⟨It was late⟩, he said.", [], []),
    "a topic that does not alert": ("E came. Of E he said ⟨it was late⟩.", [], []),
}


@pytest.mark.parametrize("situation", STRETCHES)
def test_topics_are_offered_by_the_own_sentence_and_the_one_before(situation: str) -> None:
    text, own, before = STRETCHES[situation]
    context, said = article(text)
    assert told(same_sentence(said, context)) == own
    assert told(sentence_before(said, context)) == before


def test_what_is_offered_tells_where_it_was_named() -> None:
    context, said = article("Of R he said ⟨it was late⟩.")
    (offered,) = same_sentence(said, context)
    assert offered == CarriedTopic("recognition", Span(3, 4), main=False)


# --- the article -----------------------------------------------------------------------------------------------------

ABOUT: dict[str, tuple[str, str, list[tuple[Topic, bool]]]] = {
    "the title, then the lead, then the last named": (
        "R came. D came. He said ⟨it was late⟩.",
        "L",
        [
            ("representation", True),
            ("recognition", False),
            ("delisting", False),
            ("delisting", False),
            ("recognition", False),
        ],
    ),
    "without a title the lead's first": (
        "R came. D came. He said ⟨it was late⟩.",
        "",
        [("recognition", True), ("delisting", False), ("delisting", False), ("recognition", False)],
    ),
    "nothing that comes later": ("He said ⟨it was late⟩. R came.", "", []),
}


@pytest.mark.parametrize("situation", ABOUT)
def test_an_article_is_about_its_title_or_else_its_lead(situation: str) -> None:
    text, title, offered = ABOUT[situation]
    context, said = article(text, title)
    assert [(one.topic, one.main) for one in what_the_article_is_about(said, context)] == offered


def test_a_title_stands_where_the_text_first_names_its_topic_before_the_words() -> None:
    context, said = article("Rain. R came, R went. He said ⟨it was late⟩.", "R")
    assert next(what_the_article_is_about(said, context)).place == Span(6, 7)
    context, said = article("He said ⟨it was late⟩. R came.", "R")
    assert next(what_the_article_is_about(said, context)) == CarriedTopic("recognition", None, main=True)
    context, said = article("He said ⟨it was late⟩.", "R")
    assert next(what_the_article_is_about(said, context)).place is None


def test_a_lead_is_about_recognition_that_is_done_before_what_it_names_first() -> None:
    text = "D came. R came. He said ⟨it was late⟩."
    context, said = article(text)
    done = tuple(replace(one, position="done") for one in context.mentions)
    for mentions, main in ((context.mentions, "delisting"), (done, "recognition")):
        offered = what_the_article_is_about(said, replace(context, mentions=mentions))
        assert [one.topic for one in offered if one.main] == [main]


def test_of_what_lies_behind_the_lead_the_last_three_are_offered() -> None:
    context, said = article(f"{'It rained. ' * 40}R came. D came. L came. R went. He said ⟨it was late⟩.")
    assert told(what_the_article_is_about(said, context)) == ["recognition", "representation", "delisting"]


# (the text up to the statement, whether it opens with a done act, whether it is told to be done)
@pytest.mark.parametrize(
    ("rain", "before", "reported"), [(0, 1000, True), (39, 1000, True), (40, 1000, False), (0, 0, False), (0, 1, True)]
)
def test_an_act_is_reported_where_the_title_or_the_lead_before_the_words_says_it_is_done(
    rain: int, before: int, reported: bool
) -> None:
    text = f"{'It rained.' * rain}R came. D came"
    done = [replace(one, position="done") for one in topics_in(text) if one.topic == "recognition"]
    context = context_of(text, sentences_in(text), done, ())
    assert context.reports("recognition", before) is reported
    assert not context.reports("delisting", 1000)
    assert context_of("", (), (), done).reports("recognition", 0)
    assert not context_of("", (), (), topics_in("R")).reports("recognition", 0)


# --- the speaker's own words -----------------------------------------------------------------------------------------


def offered_by(speaker: Speaker | None, said_by: Speaker | None, gap: str = "", *claims: Claim) -> list[CarriedTopic]:
    context, said = article(f"“R it is.” {gap}Again: ⟨it was late⟩.")
    before = earlier(context, "R it is", speaker, *(claims or (claim("recognition", 1),)))
    return list(own_words_before(replace(said, speaker=said_by), context.after([before])))


KNOWN = replace(ANN, actor="ann-roe")
VOICES: dict[str, tuple[Speaker | None, Speaker | None, bool]] = {
    "the same name": (ANN, replace(ANN, text="she"), True),
    "another name": (ANN, BOB, False),
    "nobody": (None, None, False),
    "one of them nobody": (ANN, None, False),
    "the same actor by another name": (KNOWN, replace(BOB, actor="ann-roe"), True),
    "the same name, one of them an actor": (KNOWN, ANN, False),
}


@pytest.mark.parametrize("situation", VOICES)
def test_a_speakers_own_words_before_offer_their_claims(situation: str) -> None:
    one, other, same = VOICES[situation]
    assert told(offered_by(one, other)) == (["recognition"] if same else [])
    assert told(offered_by(other, one)) == (["recognition"] if same else [])


def test_own_words_offer_every_claim_that_alerts_where_it_was_taken_from() -> None:
    claims = claim("engagement", 1), claim("delisting", 3, "row", CARRIED_OVER), claim("recognition", 5, "row", "more")
    assert offered_by(ANN, ANN, "", *claims) == [
        CarriedTopic("delisting", Span(4, 5)),
        CarriedTopic("recognition", Span(5, 6)),
    ]


def test_own_words_are_remembered_for_seven_hundred_characters() -> None:
    # Between the words and those after it stand a stop, a mark, a blank and "Again: ".
    assert told(offered_by(ANN, ANN, "x" * 690)) == ["recognition"]
    assert offered_by(ANN, ANN, "x" * 691) == []


def test_own_words_behind_the_statement_are_none_before() -> None:
    context, said = article("He said ⟨it was late⟩. “R it is.”")
    later = earlier(context, "R it is", ANN, claim("recognition", 24))
    assert list(own_words_before(said, context.after([later]))) == []


@pytest.mark.parametrize(
    ("between", "speaker", "goes"), [(" ", BOB, True), ("\n", BOB, False), ("\n", ANN, True), (" ", None, True)]
)
def test_words_go_on_by_the_same_voice_or_in_the_same_paragraph(between: str, speaker: Any, goes: bool) -> None:
    context, said = article(f"“R it is.”{between}⟨It was late⟩.")
    assert goes_on(said, context.after([earlier(context, "R it is", speaker)])) is goes
    assert not goes_on(said, context)


def test_only_the_last_hundred_statements_are_looked_back_at() -> None:
    context, said = article("“R it is.” ⟨It was late⟩.")
    first, other = (earlier(context, "R it is", each) for each in (ANN, BOB))
    assert len(context.after([first] * 150).judged) == 100
    assert list(own_words_before(said, context.after([first, *[other] * 100]))) == []
    assert told(own_words_before(said, context.after([first, *[other] * 99]))) == []
    assert told(own_words_before(said, context.after([replace(first, claims=(claim("delisting", 1),)), other]))) == [
        "delisting"
    ]


# --- questions -------------------------------------------------------------------------------------------------------

ASKED: dict[str, tuple[str, str | None, list[Topic]]] = {
    "in the own sentence": ("When asked about R, she said ⟨it was late⟩.", None, ["recognition"]),
    "in the sentence before": ("She was asked about R. ⟨It was late⟩, she said.", None, ["recognition"]),
    "no question before": ("R came. ⟨It was late⟩, she said.", None, []),
    "behind the words": ("⟨It was late⟩, she said of R.", "said", ["recognition"]),
    "behind the words, of nothing": ("⟨It was late⟩, she said R.", "said", []),
    "behind the words, before the link": ("⟨It was late⟩, she R said of it.", "said", []),
    "in the sentence behind": ("⟨It was late⟩, she said of it. R came.", "said", []),
    "far behind the words": (f"⟨It was late⟩, {'x' * 80} said of R.", "said", []),
    "before the words by their cue": ("She said of R: ⟨it was late⟩.", "said", []),
}


@pytest.mark.parametrize("situation", ASKED)
def test_a_statement_answers_what_was_asked(situation: str, rules: ClaimRules) -> None:
    text, cue, offered = ASKED[situation]
    context, said = article(text, cue=cue)
    assert told(answered_question(said, context, rules)) == offered


@pytest.mark.parametrize(
    ("words", "gap", "offered"),
    [
        ("“R, will it?”", "", ["recognition"]),
        ("“R, it will.”", "", []),
        ("“R, will it?”", "x" * 180, ["recognition"]),
        ("“R, will it?”", "x" * 200, []),
    ],
)
def test_a_statement_answers_the_question_before_it(
    words: str, gap: str, offered: list[Topic], rules: ClaimRules
) -> None:
    context, said = article(f"{words} {gap}\n⟨It was late⟩.")
    before = earlier(context, words.strip("“”"), BOB)
    assert told(answered_question(said, context.after([before]), rules)) == offered


def test_a_question_that_somebody_has_answered_is_not_answered_again(rules: ClaimRules) -> None:
    context, said = article("She was asked about R and said little. ⟨It was late⟩, he said.")
    assert told(answered_question(said, context, rules)) == ["recognition"]
    answered = context.after([earlier(context, "little", BOB)])
    assert told(answered_question(said, answered, rules)) == []


def test_sources_come_the_likeliest_first(rules: ClaimRules) -> None:
    context, said = article("L came.\nD it is. R came. Of R she said ⟨it was late⟩.")
    before = earlier(context, "D it is", ANN, claim("delisting", 9))
    offered = told(sources(said, context.after([before]), rules))
    assert offered[:3] == ["recognition", "delisting", "recognition"]
    assert offered[3] == "representation"


# --- what takes it over ----------------------------------------------------------------------------------------------

OFFERED = (CarriedTopic("delisting", Span(1, 2)), CarriedTopic("recognition", Span(3, 4), main=True))


def rows(rules: ClaimRules, **more: Any) -> list[CarrierRow]:
    return [
        rule.row for rule in rules.carriers if all(getattr(rule.row, name) == value for name, value in more.items())
    ]


def taken(text: str, rules: ClaimRules, offered: Sequence[CarriedTopic] = OFFERED, by: Any = carried_by_nouns) -> Any:
    return [(text[one.start : one.end], one.topic, one.source) for one in by(text, topics_in(text), offered, rules)]


def test_a_noun_takes_over_the_likeliest_topic_or_what_the_article_is_about(rules: ClaimRules) -> None:
    assert taken("the matter was old", rules) == [("the matter", "delisting", Span(1, 2))]
    assert taken("the move was late", rules) == [("the move", "recognition", Span(3, 4))]
    assert taken("the move was late", rules, OFFERED[:1]) == [("the move", "delisting", Span(1, 2))]
    assert taken("the move was late", rules, ()) == []
    assert taken("the move was late", rules, [CarriedTopic("engagement", None)]) == []


def test_a_noun_that_goes_with_one_topic_says_what_the_others_mean(rules: ClaimRules) -> None:
    by_kind = ("the law", "delisting", Span(1, 2))
    assert taken("the law was old", rules, OFFERED[1:]) == []
    assert taken("the law was old and the matter too", rules, OFFERED[::-1]) == [by_kind]
    recognition_first = [OFFERED[1], CarriedTopic("delisting", Span(1, 2))]
    assert taken("the matter was old before the law", rules, recognition_first) == [
        by_kind,
        ("the matter", "delisting", Span(1, 2)),
    ]


def test_what_was_remarked_is_taken_over_whatever_was_named(rules: ClaimRules) -> None:
    assert taken("his remarks were kind", rules, ()) == [("his remarks", "engagement", None)]


def test_a_no_before_a_noun_is_left_for_those_who_deny(rules: ClaimRules) -> None:
    assert taken("no decision was taken", rules) == [("decision", "recognition", Span(3, 4))]


def test_a_noun_behind_a_topic_of_the_statement_means_that(rules: ClaimRules) -> None:
    assert taken("R came and the matter was old", rules) == []
    assert taken("the matter was old for R", rules) == [("the matter", "delisting", Span(1, 2))]
    assert taken("E came and the matter was old", rules) == [("the matter", "delisting", Span(1, 2))]


def test_a_pronoun_takes_over_as_a_noun_does(rules: ClaimRules) -> None:
    assert taken("it was late", rules, by=carried_by_pronouns) == [("it", "delisting", Span(1, 2))]
    assert taken("the matter was old", rules, by=carried_by_pronouns) == []
    assert all(words != "it" for words, *_ in taken("it was late", rules))


def test_a_carrier_is_marked_as_taken_over_by_its_row(rules: ClaimRules) -> None:
    (found,) = carried_by_nouns("the matter was old", (), OFFERED, rules)
    row = next(row for row in rows(rules) if row.id == found.rule)
    assert (found.carried, found.default) == (True, row.default)
