"""What a sentence is worth to relevance, what only looks like a side, and how the reason tells it. Synthetic."""

from __future__ import annotations

import pytest

from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Article, Relevance
from extractors.relevance.by_names import judge_relevance, without_look_alikes, words_of


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def _judged(text: str, lexicon: Lexicon, title: str | None = "News of the day", language: str = "en") -> Relevance:
    return judge_relevance(Article(None, None, title, None, None, None, language, text), lexicon)


def _points(relevance: Relevance) -> float:
    return float(relevance.reason.partition("(")[2].partition(" points")[0])


POINTS = {
    "both sides and the core subject": ("Russia may recognise the Taliban.", 3.0),
    "both sides and their relation": ("Russia went on with its dialogue with the Taliban.", 2.0),
    "both sides alone": ("Russia and the Taliban watched the rain.", 0.5),
    "the country stands for the side by half, with the core subject": ("Russia may recognise Afghanistan.", 1.5),
    "the country stands for the side by half, with the relation": ("Russia has a dialogue with Afghanistan.", 1.0),
    "the country beside the side takes nothing off": ("Russia may recognise the Taliban in Afghanistan.", 3.0),
    "one side with the core subject": ("Russia may recognise anybody.", 0.0),
    "the other side with the core subject": ("The Taliban wish to be recognised.", 0.0),
    "two sentences add up": ("Russia may recognise the Taliban. Moscow says the Taliban are still banned.", 6.0),
    "sides in neighbouring sentences count a third": ("Moscow may recognise a state. The Taliban listened.", 1.0),
    "sides with a sentence between them count nothing": ("Moscow waited. It rained. The Taliban listened.", 0.0),
    "the sentence behind counts a third of what it goes on about": (
        "Russia and the Taliban watched the rain. It fell all day.",
        0.7,
    ),
    "another subject that outweighs it leaves a fifth": (
        "Russia may recognise the Taliban. Cricket, football and a cricket match filled the week.",
        0.8,
    ),
    "two words of another subject do not outweigh it": (
        "Russia may recognise the Taliban. The week went to cricket and football.",
        4.0,
    ),
    "an embassy that is but the place is no core subject": ("The embassy in Kabul told Russia of the Taliban.", 0.5),
    "as many words of another subject as of the core one do not outweigh it": (
        "Russia may recognise the Taliban, lift the ban and accredit them. The week went to cricket and futsal teams, "
        "and to football.",
        4.0,
    ),
    "two sentences on the subject of others are just enough": (
        "Kyrgyzstan may recognise the Taliban. The Taliban are banned there. It rained. Russia kept silent.",
        1.5,
    ),
}


@pytest.mark.parametrize("situation", POINTS)
def test_a_sentence_counts_by_the_sides_and_the_subject_in_it(situation: str, lexicon: Lexicon) -> None:
    text, points = POINTS[situation]
    relevance = _judged(text, lexicon)
    assert _points(relevance) == points
    assert relevance.score == pytest.approx(points / (points + 1.5), abs=0.02)


def test_a_title_counts_half_as_much_again(lexicon: Lexicon) -> None:
    assert _points(_judged("It rained.", lexicon, "Russia may recognise the Taliban")) == 4.5


HEADINGS = {
    "a first line without a stop": ("Russia may recognise the Taliban\nIt rained.", 8.5),
    "a first line that is a sentence": ("Russia may recognise the Taliban.\nIt rained.", 4.0),
    "a first line as long as a paragraph": (f"Russia may recognise the Taliban {'and so on ' * 20}\nIt rained.", 4.0),
    "a first line just shorter": (f"Russia may recognise the Taliban {'x' * 160}\nIt rained.", 8.5),
}


@pytest.mark.parametrize("situation", HEADINGS)
def test_without_a_title_the_first_line_is_one_where_it_is_no_sentence(situation: str, lexicon: Lexicon) -> None:
    text, points = HEADINGS[situation]
    assert _points(_judged(text, lexicon, title=None)) == points


def test_somebody_named_in_full_is_known_by_the_surname_afterwards(lexicon: Lexicon) -> None:
    named = "Maria Zakharova was asked. The Taliban were recognised as a topic by Zakharova."
    unnamed = "Somebody was asked. The Taliban were recognised as a topic by Somebody."
    assert _points(_judged(named, lexicon)) >= 3.0
    assert _points(_judged(unnamed, lexicon)) == 0.0


NAMED = {
    "the movement": ("Russia may recognise the Taliban.", True),
    "its capital": ("Russia may reopen its embassy and recognise whoever rules in Kabul.", True),
    "only the country, once": ("Russia may recognise Afghanistan.", False),
    "only the country, again": ("Russia may recognise Afghanistan. " * 2, True),
    "only the Russian side": ("Russia may recognise anybody. " * 4, False),
}


@pytest.mark.parametrize("situation", NAMED)
def test_an_article_must_name_the_movement_or_its_capital_or_be_plain(situation: str, lexicon: Lexicon) -> None:
    text, relevant = NAMED[situation]
    assert _judged(text, lexicon).relevant is relevant


REASONS = {
    "on their relation": (
        "Russia may recognise the Taliban. Moscow says so.",
        "on their relation (4.0 points, 1.5 needed): Russia x1, Moscow x1; Taliban x1",
    ),
    "both are named, and that is all": (
        "Russia slept. It rained. Nobody came. The Taliban slept.",
        "not on their relation (0.0 points, 1.5 needed): Russia x1; Taliban x1",
    ),
    "one side alone": ("The Taliban slept.", "not both sides (0.0 points, 1.5 needed): no Russian side; Taliban x1"),
    "the other alone": ("Russia slept.", "not both sides (0.0 points, 1.5 needed): Russia x1; no Afghan side"),
    "three words a side, the commonest first": (
        "Putin met Lavrov. Lavrov met Peskov. Zakharova slept. Lavrov met Putin.",
        "not both sides (0.0 points, 1.5 needed): Lavrov x3, Putin x2, Peskov x1; no Afghan side",
    ),
}


@pytest.mark.parametrize("situation", REASONS)
def test_the_reason_says_what_was_named_how_often_and_what_it_was_worth(situation: str, lexicon: Lexicon) -> None:
    text, reason = REASONS[situation]
    assert _judged(text, lexicon).reason == reason


def test_mentions_come_in_the_order_of_the_text(lexicon: Lexicon) -> None:
    evidence = _judged("The Taliban met Lavrov in Kabul, and Russia said so.", lexicon).evidence
    assert [(one.text, one.side) for one in evidence] == [
        ("Taliban", "recognised"),
        ("Lavrov", "recogniser"),
        ("Kabul", "recognised"),
        ("Russia", "recogniser"),
    ]


# What is left of a text, and what stands beside it (an article's text beside its title).
LOOK_ALIKES = {
    "a town in Idaho": ("Moscow's bakers came from Boise, Idaho", "", "bakers came from Boise, Idaho"),
    "Moscow where a text beside it is about Idaho": ("Moscow honours bakers", "They live in Idaho.", "honours bakers"),
    "the energy agency": ("The IEA sees oil fall", "", "The sees oil fall"),
    "the energy agency's": ("The IEA's figures", "", "The figures"),
    "the energy agency in a text that names Kabul": ("Kabul wants IEA barrels", "", "Kabul wants barrels"),
    "the Emirate's letters": ("The IEA thanked Kabul", "", "The IEA thanked Kabul"),
    "the Emirate's letters beside its name": ("The IEA on oil", "the Taliban said", "The IEA on oil"),
    "the Emirate's letters in a title alone": ("The IEA thanks all", "Muttaqi said so", "The IEA thanks all"),
}  # fmt: skip


@pytest.mark.parametrize("situation", LOOK_ALIKES)
def test_what_only_looks_like_a_side_is_blanked(situation: str, lexicon: Lexicon) -> None:
    text, beside, left = LOOK_ALIKES[situation]
    bare = without_look_alikes(text, words_of(lexicon)["en"], beside)
    assert len(bare) == len(text)
    assert bare.replace(",", " ").split() == left.replace(",", " ").split()


def test_another_language_has_no_look_alikes(lexicon: Lexicon) -> None:
    words = {kind: pattern for kind, pattern in words_of(lexicon)["en"].items() if kind != "trap"}
    assert without_look_alikes("The IEA sees oil fall", words) == "The IEA sees oil fall"


def test_an_article_in_a_language_without_words_is_read_by_the_english_ones(lexicon: Lexicon) -> None:
    assert _points(_judged("Russia may recognise the Taliban.", lexicon, language="de")) == 3.0
