"""When words say that they were uttered: the first and the last day that fit, counted from publication. Synthetic."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.novelty.utterance_times import UtteranceTime, _around, looks_back, told_in_words

from .test_novelty import claim_of

PUBLISHED = date(2024, 5, 15)
TOLD = {
    "a day of this year": ("He said so on March 3.", "2024-03-03", "2024-03-03"),
    "a day in another order": ("He said so on 3 March.", "2024-03-03", "2024-03-03"),
    "a month in short": ("He said so on Mar. 3.", "2024-03-03", "2024-03-03"),
    "the day of publication": ("He said so on May 15.", "2024-05-15", "2024-05-15"),
    "a day of another year": ("He said so on March 3, 2021.", "2021-03-03", "2021-03-03"),
    "a day that is over only in the year before": ("He said so on December 20.", "2023-12-20", "2023-12-20"),
    "a day that is nearer ahead than behind": ("He will say so on June 3.", None, None),
    "a day that is as near ahead as behind": ("He will say so on November 14.", "2023-11-14", "2023-11-14"),
    "a day of a year to come": ("He will say so on March 3, 2025.", None, None),
    "a day that no month has": ("He said so on April 31.", None, None),
    "a month": ("He said so in March.", "2024-03-01", "2024-03-31"),
    "a short month of a leap year": ("He said so back in early February.", "2024-02-01", "2024-02-29"),
    "a month of a year": ("He said so in March 2021.", "2021-03-01", "2021-03-31"),
    "a month of the year before": ("He said so in March last year.", "2023-03-01", "2023-03-31"),
    "a month that this year has not had": ("He said so in September.", "2023-09-01", "2023-09-30"),
    "the month of publication": ("He said so in May.", None, None),
    "the month that ended days ago": ("He said so in April.", "2024-04-01", "2024-04-30"),
    "a month with last before it": ("He said so last March.", "2024-03-01", "2024-03-31"),
    "a year": ("He said so in 2021.", "2021-01-01", "2021-12-31"),
    "the first year that counts": ("He said so in 1990.", "1990-01-01", "1990-12-31"),
    "a year before that": ("He said so in 1989.", None, None),
    "the year of publication": ("He said so in 2024.", None, None),
    "last year": ("He said so last year.", "2023-01-01", "2023-12-31"),
    "last month": ("He said so last month.", "2024-04-01", "2024-04-30"),
    "weeks ago": ("He said so two weeks ago.", "2024-04-24", "2024-05-08"),
    "a week earlier": ("He said so a week earlier.", "2024-05-04", "2024-05-12"),
    "a counted month before": ("He said so 3 months before.", "2024-01-12", "2024-03-14"),
    "weeks back": ("Two weeks back he said so.", "2024-04-24", "2024-05-08"),
    "a year ago": ("He said so a year ago.", "2022-11-13", "2023-11-14"),
    "an event since which it is so": ("Nobody has said so since the town fell last August.", None, None),
    "a month since which it is so": ("Nobody has said so since last March.", "2024-03-01", "2024-03-31"),
    "several years ago": ("He said so several years ago.", "2017-05-10", "2019-05-12"),
    "nothing": ("He said so.", None, None),
}


@pytest.mark.parametrize("situation", TOLD)
def test_words_tell_the_days_on_which_something_may_have_been_said(situation: str) -> None:
    text, first, last = TOLD[situation]
    days = UtteranceTime(date.fromisoformat(first), date.fromisoformat(last), told=True) if first and last else None
    assert told_in_words(text, PUBLISHED) == days


def test_the_month_before_january_is_december() -> None:
    told = told_in_words("He said so last month.", date(2024, 1, 31))
    assert told == UtteranceTime(date(2023, 12, 1), date(2023, 12, 31), told=True)


def test_a_month_that_ended_within_the_reporting_lag_is_no_look_back() -> None:
    assert told_in_words("He said so in April.", date(2024, 5, 3)) is None
    assert told_in_words("He said so in April.", date(2024, 5, 4)) is not None


def _days(first: int, last: int) -> UtteranceTime:
    return UtteranceTime(date(2024, 5, first), date(2024, 5, last), told=True)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [((3, 5), (5, 9), True), ((3, 5), (6, 9), False), ((3, 9), (5, 6), True), ((4, 4), (4, 4), True)],
)
def test_occasions_meet_where_they_share_a_day(one: tuple[int, int], other: tuple[int, int], meet: bool) -> None:
    assert _days(*one).meets(_days(*other)) is meet
    assert _days(*other).meets(_days(*one)) is meet


LOOKS_BACK = {
    "a month well back before the words": ("it was too early", "In March he said it was too early.", True),
    "a month well back behind the words": ("it was too early", "That it was too early, he said last March.", True),
    "the month before, most of which lies well back": (
        "it was too early",
        "Last month he said it was too early.",
        True,
    ),
    "a day that lies more than a week back": ("it was too early", "On May 7 he said it was too early.", True),
    "a day just a week back": ("it was too early", "On May 8 he said it was too early.", False),
    "a day of last week": ("it was too early", "On May 9 he said it was too early.", False),
    "the words themselves, of what somebody welcomed": (
        "the recognition last March",
        "China, which welcomed the recognition last March, was silent.",
        True,
    ),
    "a date within a quotation": (
        "the ban of “March 2021” was a mistake",
        "He said the ban of “March 2021” was a mistake.",
        False,
    ),
    "a paragraph's label": ("it was too early", "July 2023: The envoy says it was too early.", True),
    "a label of this month": ("it was too early", "May 2024: The envoy says it was too early.", False),
    "a clause that tells of the speaker": (
        "it is too early",
        "He, who was jailed in 2021, says it is too early.",
        False,
    ),
    "a clause that tells of the speaker at the end": (
        "it is too early",
        "That it is too early, says he, who was jailed in 2021.",
        False,
    ),
    "a clause in which it is told": ("it was too early", "He, who in March said it was too early, was silent.", True),
    "a participle with what was said before": (
        "it is time",
        "Recalling that he objected last year, he said it is time.",
        False,
    ),
    "a clause that tells of whom it is": (
        "it is time",
        "It is time, he, whom the town elected last year, told the Post.",
        False,
    ),
    "what somebody says now that another had promised": (
        "it would be done",
        "His office said in a post that the guest had promised it would be done.",
        False,
    ),
    "what somebody had said of what another promised": (
        "it would be done",
        "His office had already said that the guest had promised it would be done.",
        True,
    ),
    "what somebody said back then": ("the time had come", "He said back then that the time had come.", True),
    "then": ("a reward for them", "She spoke then of a reward for them.", True),
    "what somebody goes on holding": ("it was too early", "He still maintains that it was too early.", True),
    "no date": ("it was too early", "He said it was too early.", False),
}


@pytest.mark.parametrize("situation", LOOKS_BACK)
def test_what_lies_well_back_by_its_sentence_or_paragraph_is_a_look_back(situation: str) -> None:
    words, context, back = LOOKS_BACK[situation]
    row = {"who": "envoy", "rung": "premature", "published": PUBLISHED, "words": words, "context": context}
    assert looks_back(claim_of(row, 0)) is back


def test_a_quotation_dates_nothing_but_its_own_day_is_known() -> None:
    row = {"who": "envoy", "rung": "premature", "published": PUBLISHED, "words": "in March it was too early"}
    told = {"context": "He said: in March it was too early.", "kind": "direct"}
    assert not looks_back(claim_of(row | told, 0))
    assert not looks_back(claim_of(row | told | {"kind": "indirect", "said": date(2024, 5, 14)}, 0))
    assert looks_back(claim_of(row | told | {"kind": "indirect"}, 0))


def test_an_outlet_recalls_nobody_else_by_the_tense_of_its_own_sentence() -> None:
    told = "His office had already said that it would be done."
    row = {"who": "envoy", "rung": "decided", "published": PUBLISHED, "words": "it would be done", "context": told}
    assert looks_back(claim_of(row, 0))
    assert not looks_back(claim_of(row | {"who": "outlet"}, 0))


AROUND = {
    "the sentence of the claim, less the claim": (
        "the list is too long",
        "It rained. On Monday he said the list is too long in Moscow. It rained again.",
        "On Monday he said   in Moscow",
    ),
    "a claim in two pieces, with all that stands between them": (
        "the list … is too long",
        "It rained. He said on Monday the list, he has it, is too long, again. It rained.",
        "He said on Monday  , again",
    ),
    "words that stand nowhere in it": ("the list", "It rained.", ""),
    "no words": (" … ", "It rained.", ""),
}


@pytest.mark.parametrize("situation", AROUND)
def test_what_stands_around_a_claim_is_its_sentences_without_it(situation: str) -> None:
    words, context, around = AROUND[situation]
    assert _around(words, context) == around
