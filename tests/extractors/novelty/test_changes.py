"""What changed in an article between two readings of it, on named situations; words and outlets are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.novelty.changes import MOST_TOLD, changes_between, told_changes
from extractors.records import Article, Change

LEAD = "The envoy came back from Kabul on Monday."
TALKS = "Talks on the list of banned movements go on, Mr. Orlov said."
NEARLY = "Talks on the list of banned movements have ended, Mr. Orlov said."
END = "No day was named."
ARTICLE = Article("https://a.example/1", None, "Envoy back", None, "Post", None, "en", "")
# What outlets do to a page under one address (ecprice/newsdiffs#20).
SITUATIONS = {
    "nothing": (f"{LEAD} {TALKS}", f"{LEAD} {TALKS}", []),
    "a sentence is added": (f"{LEAD}\n{END}", f"{LEAD}\n{TALKS}\n{END}", [Change("", TALKS)]),
    "a sentence is added within a paragraph": (f"{LEAD} {END}", f"{LEAD} {TALKS} {END}", [Change("", TALKS)]),
    "a sentence is taken out": (f"{LEAD} {TALKS}\n{END}", f"{LEAD}\n{END}", [Change(TALKS, "")]),
    "a sentence is rewritten": (f"{LEAD}\n{TALKS}", f"{LEAD}\n{NEARLY}", [Change(TALKS, NEARLY)]),
    "a sentence is replaced by another": (f"{LEAD} {END}", f"{LEAD} {TALKS}", [Change(END, TALKS)]),
    "a rewritten sentence among new ones": (
        f"{LEAD} {TALKS}",
        f"{LEAD} {END} {NEARLY}",
        [Change("", END), Change(TALKS, NEARLY)],
    ),
    "a sentence moves": (f"{LEAD} {TALKS} {END}", f"{TALKS} {LEAD} {END}", []),
    "a paragraph is cut in two": (f"{LEAD} {TALKS}", f"{LEAD}\n{TALKS}", []),
    "marks and case change": (f"{LEAD} {TALKS}", f"{LEAD.upper()} {TALKS.replace(',', ' –')}", []),
}


def _article(text: str, title: str = "Envoy back") -> Article:
    return replace(ARTICLE, text=text, title=title)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_is_new_stands_beside_what_it_replaced(situation: str) -> None:
    before, after, expected = SITUATIONS[situation]
    assert list(changes_between(_article(before), _article(after))) == expected


def test_a_new_headline_comes_first() -> None:
    changes = changes_between(_article(LEAD), _article(f"{LEAD} {TALKS}", "Envoy back, list to shrink"))
    assert changes == (Change("Envoy back", "Envoy back, list to shrink", "headline"), Change("", TALKS))


def test_what_is_told_goes_before_other_changes_and_all_keep_their_order() -> None:
    others = [f"The hall with the number {number} was full of people again." for number in range(9)]
    changes = changes_between(_article(LEAD), _article("\n".join([LEAD, *others, TALKS, END])))
    shown, more = told_changes(changes, ["the list of banned movements go on"])
    assert [change.after for change in shown] == [*others[: MOST_TOLD - 1], TALKS]
    assert more == len(others) + 2 - MOST_TOLD


def test_a_long_change_is_cut_behind_a_word() -> None:
    (shown,), _ = told_changes([Change("", "Afghanistan " * 400)], [])
    assert shown.after.endswith("Afghanistan …")
    assert len(shown.after) < 700


def test_two_sentences_of_the_same_words_are_shown_once_each() -> None:
    changes = (Change("", TALKS), Change("", TALKS))
    assert told_changes(changes * 4, []) == ((Change("", TALKS),) * MOST_TOLD, 2)
