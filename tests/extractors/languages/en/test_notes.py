"""What stands in an article and tells nothing of its story."""

from __future__ import annotations

import pytest

from extractors.languages.en.notes import without_notes

STORY = "Moscow has not recognised the Taliban, Peskov said."
NOTES = {
    "a correction": "CORRECTION: An earlier version of this article said Russia had recognised it. It has not.",
    "a correction with its day": "Correction, May 28: Mr Kabulov is an envoy, and Russia has not recognised anybody.",
    "a clarification": "Clarification — Russia lifted a ban and recognised nobody.",
    "a correction under a heading of its own": "Correction\nRussia had not recognised the Taliban, as we wrote.",
    "an agency's line": "(Corrects paragraph 3 to say that the court lifted the ban)",
    "a version": "An earlier version of our story said that Moscow had recognised the Taliban.",
    "an editor's note": "Editor's note: This report was updated. Russia was said to have recognised the Taliban.",
    "an error owned up to": "This story wrongly said that Russia had recognised the Taliban.",
    "an error that is regretted": "We wrongly reported on Sunday that Russia had recognised the Taliban. We regret it.",
    "a headline that was another": "The headline of this story originally said that Russia had recognised the Taliban.",
    "an agency's line of what went": "(Removes reference to recognition in headline, adds quote)",
    "an earlier story": "In an earlier story, the Post misattributed a recognition of the Taliban to Mr Lavrov.",
    "a post that is gone": "A previous tweet saying that Russia had recognised the Taliban has been deleted.",
    "a caption": "Photo: Taliban ambassador hands his credentials to Putin",
    "a pointer to another story": "Read also: Russia recognises the Taliban",
}
STORIES = {
    "another's report is denied": "Peskov said that reports wrongly stated that Russia had recognised the Taliban.",
    "a correction that is spoken of": "The correction of the list was overdue, Kabulov said.",
    "an earlier version of something else": "An earlier version of the bill named the Taliban.",
    "somebody's post that is gone": "An earlier post by the ministry on recognition was deleted, Kabulov said.",
    "an error of others": "The ministry wrongly said that Russia had recognised the Taliban, Kabulov said.",
    "what somebody adds": "(Adds up to four, the ministry said, with the recognition of the Taliban.)",
    "what is said originally": "Lavrov originally said that Russia would recognise the Taliban.",
    "what a video shows": "The video shows the flag over the embassy.",
}


@pytest.mark.parametrize("situation", NOTES)
def test_a_note_is_blank_and_the_story_around_it_stays(situation: str) -> None:
    note = NOTES[situation]
    left = without_notes(f"{STORY}\n{note}\n{STORY}")
    assert len(left) == 2 * len(STORY) + len(note) + 2
    assert left.replace(" ", "").replace("\n", "") == 2 * STORY.replace(" ", "")


@pytest.mark.parametrize("situation", STORIES)
def test_what_only_looks_like_a_note_stays(situation: str) -> None:
    assert without_notes(STORIES[situation]) == STORIES[situation]


def test_of_a_line_only_what_tells_of_the_change_goes() -> None:
    left = without_notes(f"{STORY} This article has been amended. It had named another day.\n{STORY}")
    assert left.split("\n")[0].rstrip() == STORY
    assert left.endswith(STORY)


def test_of_an_agencys_line_before_the_story_the_brackets_go() -> None:
    assert without_notes(f"(Refiles to fix typo in headline) {STORY}").strip() == STORY


def test_of_a_note_in_brackets_the_brackets_go() -> None:
    note = "(an earlier version of this report named another court)"
    left = without_notes(f"Moscow lifted the ban {note} on Thursday.")
    assert left.split() == ["Moscow", "lifted", "the", "ban", "on", "Thursday."]
