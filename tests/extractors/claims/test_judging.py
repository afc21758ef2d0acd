"""What makes a statement claim anything: questions, refusals, who speaks, what was reported. Synthetic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from extractors.claims.context import Context, context_of
from extractors.claims.judging import claims_of, read_statement
from extractors.claims.notation.folded_text import normalise
from extractors.claims.notation.rule_book import ClaimRules, rules_of
from extractors.claims.notation.topics import find_topics
from extractors.lexicon import Lexicon
from extractors.records import Claim, Cue, Position, Span, Speaker, Statement, Topic

from ...bench.marked import sentences_in

LAVROV = ("Sergey Lavrov", "sergey-lavrov")
MUJAHID = ("Zabihullah Mujahid", "zabihullah-mujahid")
ENVOY = ("the Utopian envoy", None)
PASSER_BY = ("Ada Pellworth", None)
Claims = Callable[..., dict[Topic, Claim]]


@pytest.fixture(scope="module")
def rules(lexicon: Lexicon) -> ClaimRules:
    return rules_of(lexicon)


def read_in(text: str, rules: ClaimRules, title: str = "") -> Context:
    words, heading = normalise(text), normalise(title)
    sentences = sentences_in(text)
    return context_of(words, sentences, find_topics(words, rules), find_topics(heading, rules))


def stated(text: str, words: str, cue: str | None = None, by: Any = LAVROV, kind: Any = "indirect") -> Statement:
    """The statement of some words of a text."""
    start, at = text.index(words), text.index(cue) if cue else 0
    speaker = Speaker(by[0], 0, 1, by[0], by[1]) if by else None
    return Statement(
        speaker, Cue(cue, at, at + len(cue)) if cue else None, (Span(start, start + len(words)),), words, kind
    )


@pytest.fixture
def claims(rules: ClaimRules, marked: Callable[..., Any]) -> Claims:
    """The claims of the words of a text, by topic."""

    def made(text: str, words: str, cue: str | None = None, title: str = "", **more: Any) -> dict[Topic, Claim]:
        said = stated(text, words, cue, **more)
        article = replace(marked(f"{text} [[x]]").article, text=text)
        return {one.topic: one for one in claims_of(said, article, read_in(text, rules, title), rules)}

    return made


# --- what asserts nothing --------------------------------------------------------------------------------------------

ASKS: dict[str, tuple[str, str, str | None, bool]] = {
    "words that end in a question mark": (
        "“Will you recognise us?” he asked.",
        "Will you recognise us?",
        "asked",
        True,
    ),
    "two questions": ("“Why? Will you recognise us?”", "Why? Will you recognise us?", None, True),
    "a question and an answer": (
        "“Recognise us? Russia will recognise us.”",
        "Recognise us? Russia will recognise us.",
        None,
        False,
    ),
    "a reported question": (
        "He asked whether Russia would recognise us.",
        "whether Russia would recognise us",
        "asked",
        True,
    ),
    "a reported question that somebody wanted to know": (
        "He wanted to know if Russia would recognise us.",
        "if Russia would recognise us",
        "wanted to know",
        True,
    ),
    "what was said behind whether": (
        "He said whether Russia would recognise us was open.",
        "whether Russia would recognise us was open",
        "said",
        False,
    ),
    "what was asked for": ("He asked Russia to recognise us.", "Russia to recognise us", "asked", False),
}


@pytest.mark.parametrize("situation", ASKS)
def test_a_question_claims_nothing(situation: str, claims: Claims) -> None:
    text, words, cue, asks = ASKS[situation]
    assert ("recognition" not in claims(text, words, cue)) is asks


REFUSALS: dict[str, tuple[str, str, str, bool]] = {
    "declined to comment": ("He declined to comment on recognition.", "on recognition", "declined", True),
    "has nothing to add": ("He has nothing to add on recognition.", "on recognition", "has", True),
    "did not answer": ("He did not answer on recognition.", "on recognition", "did", True),
    "a refusal of something else": ("He declined recognition for now.", "recognition for now", "declined", False),
    "a refusal before the cue": (
        "Having declined to comment, he spoke of full recognition now.",
        "full recognition now",
        "spoke",
        False,
    ),
}


@pytest.mark.parametrize("situation", REFUSALS)
def test_a_refusal_to_speak_claims_nothing(situation: str, claims: Claims) -> None:
    text, words, cue, silent = REFUSALS[situation]
    assert (claims(text, words, cue) == {}) is silent


# --- who only speaks of it -------------------------------------------------------------------------------------------

# The speaker, how it is rendered, and the rung of whoever only speaks of recognition.
STANCES: dict[str, tuple[Any, str, Position | None]] = {
    "a Russian official": (LAVROV, "indirect", "considering"),
    "a Russian official's own words": (LAVROV, "direct", "considering"),
    "the Emirate's people": (MUJAHID, "indirect", "supports"),
    "an office nobody knows": (ENVOY, "indirect", "considering"),
    "an office nobody knows, half quoted": (ENVOY, "mixed", "considering"),
    "an outsider, half quoted": (PASSER_BY, "mixed", "opposes"),
    "a foreign office, half quoted": (("a U.S. official", None), "mixed", "opposes"),
    "a foreign office": (("a U.S. official", None), "indirect", "considering"),
    "a passer-by's own words": (PASSER_BY, "direct", None),
    "the outlet": (None, "narrative", None),
}


@pytest.mark.parametrize("situation", STANCES)
def test_whoever_only_speaks_of_a_topic_takes_the_rung_of_his_kind(situation: str, claims: Claims) -> None:
    by, kind, position = STANCES[situation]
    found = claims(
        "He spoke at length of recognition in the hall.", "at length of recognition in the hall", by=by, kind=kind
    )
    assert {topic: one.position for topic, one in found.items()} == ({"recognition": position} if position else {})


def test_a_bare_name_of_a_topic_is_no_stand(claims: Claims) -> None:
    text = "He spoke of full recognition and then of full recognition now."
    assert claims(text, "full recognition") == {}
    assert "recognition" in claims(text, "full recognition now")


LIKENED: dict[str, tuple[Any, str, str, Position | None]] = {
    "an outsider who calls it something": (PASSER_BY, "mixed", "called", "opposes"),
    "the Emirate's people who call it something": (MUJAHID, "mixed", "called", "supports"),
    "a Russian who calls it something": (LAVROV, "mixed", "called", "considering"),
    "an outsider who speaks of it in his own words": (PASSER_BY, "indirect", "called", "considering"),
}


@pytest.mark.parametrize("situation", LIKENED)
def test_a_picture_is_painted_to_praise_or_to_blame(situation: str, claims: Claims) -> None:
    by, kind, cue, position = LIKENED[situation]
    found = claims(
        f"He {cue} recognition a lantern in the snow.", "recognition a lantern in the snow", cue, by=by, kind=kind
    )
    assert {topic: one.position for topic, one in found.items()} == ({"recognition": position} if position else {})


# --- what was reported -----------------------------------------------------------------------------------------------


def position_of(found: dict[Topic, Claim], topic: Topic) -> Position | None:
    return found[topic].position if topic in found else None


def test_an_act_that_the_lead_reports_is_spoken_of_as_done(claims: Claims) -> None:
    words = "at length of recognition in the hall"
    done = f"Russia recognised the Taliban on Thursday. He spoke {words}."
    assert position_of(claims(done, words), "recognition") == "done"
    assert (
        position_of(claims(f"He spoke {words}.", words, title="Russia recognised the Taliban"), "recognition") == "done"
    )
    assert position_of(claims(f"It rained. He spoke {words}.", words), "recognition") == "considering"


def test_a_not_is_a_not_yet_before_the_act_is_reported(claims: Claims) -> None:
    words = "at no length of recognition in the hall"
    assert position_of(claims(f"He spoke {words}.", words), "recognition") == "premature"
    done = f"Russia recognised the Taliban on Thursday. He spoke {words}."
    assert position_of(claims(done, words), "recognition") == "done"


def test_what_the_emirates_people_oppose_is_that_it_is_refused_to_them(claims: Claims) -> None:
    words = "it was wrong to refuse recognition"
    assert position_of(claims(f"He said {words}.", words, by=MUJAHID), "recognition") == "supports"


# --- how much is read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("gap", "named"), [(3900, True), (4001, False)])
def test_what_nobody_says_in_one_breath_is_not_looked_at(gap: int, named: bool, claims: Claims) -> None:
    words = f"{'x' * 50} " * (gap // 51) + "that Russia will recognise them"
    assert ("recognition" in claims(f"He said {words}.", words)) is named


def test_of_several_pieces_as_much_is_read_as_one_breath_holds(rules: ClaimRules) -> None:
    text = f"{'x' * 3000} . {'y' * 3000} . {'z' * 10}"
    spans = (Span(0, 3000), Span(3003, 6003), Span(6006, 6016))
    said = replace(stated(text, "x"), content=spans)
    view = read_statement(said, text, read_in(text, rules), rules).view
    assert view.spans == (Span(0, 3000), Span(3003, 4003))


def test_a_cue_is_read_with_what_stands_between_it_and_the_words(rules: ClaimRules) -> None:
    for gap, lead in ((40, True), (61, False)):
        text = f"He called{' ' * gap}it late."
        said = stated(text, "it late", "called")
        spans = read_statement(said, text, read_in(text, rules), rules).view.spans
        assert spans[0] == Span(3, 9 + gap if lead else 9)
    behind = stated("It late, he called.", "It late", "called")
    assert read_statement(behind, "It late, he called.", read_in("", rules), rules).view.spans[0] == Span(12, 18)


def test_a_topic_that_only_the_cue_names_is_not_of_the_words(claims: Claims) -> None:
    text = "He recognised the Taliban saying it had rained."
    assert claims(text, "it had rained", "recognised the Taliban") == {}


# --- what nothing names ----------------------------------------------------------------------------------------------

ASKED = "She was asked about recognition of the Taliban.\n"
PICTURES: dict[str, tuple[str, str, Any, str, Position | None]] = {
    "a Russian official's picture": (ASKED, "Bread is baked by bakers.", LAVROV, "direct", "considering"),
    "a picture with a not": (ASKED, "No bread bakes itself.", LAVROV, "direct", "premature"),
    "half a picture": (ASKED, "Bread is baked by bakers.", PASSER_BY, "mixed", None),
    "a passer-by's picture": (ASKED, "Bread is baked by bakers.", PASSER_BY, "direct", None),
    "a picture of nothing": ("It rained.\n", "Bread is baked by bakers.", LAVROV, "direct", None),
    "another subject": (ASKED, "Bread depends on the weather.", LAVROV, "direct", None),
}


@pytest.mark.parametrize("situation", PICTURES)
def test_an_answer_in_a_picture_is_given_on_what_was_asked(situation: str, claims: Claims) -> None:
    before, words, by, kind, position = PICTURES[situation]
    found = claims(f"{before}“{words}” so the answer.", words, by=by, kind=kind)
    assert {topic: one.position for topic, one in found.items()} == ({"recognition": position} if position else {})
    if position:
        assert found["recognition"].negated is (position == "premature")
        assert [one.rule for one in found["recognition"].evidence] == ["carried-over"]


@pytest.mark.parametrize(("cue", "position"), [("added", "premature"), ("denied", None), ("doubted", None)])
def test_whoever_denies_takes_nothing_over_in_silence(cue: str, position: Position | None, claims: Claims) -> None:
    text = f"{ASKED}He {cue} that nothing had been decided."
    assert position_of(claims(text, "that nothing had been decided", cue), "recognition") == position


def test_evidence_names_the_topic_then_the_words_that_decide_then_where_it_was_taken_from(claims: Claims) -> None:
    text = f"{ASKED}He added that it was too early for this step."
    (found,) = claims(text, "it was too early for this step", "added").values()
    told = [text[one.start : one.end] for one in found.evidence]
    assert told[0] == "this step"
    assert "too early" in told[1]
    assert (found.evidence[-1].rule, told[-1].startswith("recognition")) == ("carried-over", True)
    assert (found.target, found.confirmed) == ("iea", True)
