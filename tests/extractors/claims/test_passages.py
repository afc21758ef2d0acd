"""Windows for the learned judge hold every passage once, whole where there is room, and say whose words they are."""

from __future__ import annotations

import pytest

from extractors.claims.learned.passages import (
    CUE,
    LONGEST,
    NARRATIVE,
    ROLES,
    SPEAKER,
    Passage,
    Pieces,
    free_sentences,
    windows_of,
)
from extractors.records import Span


def pieces(words: int) -> Pieces:
    """Words of four letters and a blank; the numbers say which word it is."""
    return Pieces(range(1000, 1000 + words), range(0, 5 * words, 5), range(4, 5 * words + 4, 5))


def words(first: int, last: int) -> Span:
    """From the first word to the last, both included."""
    return Span(5 * first, 5 * last + 4)


def said(first: int, last: int, **more: object) -> Passage:
    return Passage((words(first, last),), "direct", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("length", [1, 30, LONGEST - 2, LONGEST, 700, 5000])
def test_every_passage_is_judged_in_one_window_that_is_not_too_long(length: int) -> None:
    passages = [said(at, min(at + 7, length - 1)) for at in range(0, length, 20)]
    windows = list(windows_of(pieces(length), passages, [words(at, at + 9) for at in range(0, length, 10)]))

    assert sorted(number for window in windows for number, _ in window.passages) == list(range(len(passages)))
    assert max(len(window.ids) for window in windows) <= LONGEST
    for window in windows:
        for number, places in window.passages:
            assert window.ids[places[0]] - 1000 == 20 * number


def test_a_passage_is_not_cut_where_a_sentence_begins_before_it() -> None:
    sentences = [words(at, at + 9) for at in range(0, 600, 10)]
    passages = [said(215, 245)]
    (window,) = windows_of(pieces(600), passages, sentences)

    (_, places) = window.passages[0]
    assert [window.ids[at] for at in places] == list(range(1215, 1246))


def test_a_later_window_opens_with_the_first_sentence_and_what_stands_before() -> None:
    (window,) = windows_of(pieces(600), [said(400, 410)], [words(0, 4), words(5, 599)])

    assert window.ids[1:6] == (1000, 1001, 1002, 1003, 1004)
    assert window.passages[0][1][0] > 6 + 40


def test_words_carry_the_role_of_their_passage_its_cue_and_its_speaker() -> None:
    one = said(4, 6, side="iea", cue=words(2, 2), speaker=words(0, 1))
    own = Passage((words(8, 9),), "narrative")
    (window,) = windows_of(pieces(10), [one, own], [words(0, 9)])

    inside = window.roles[1:-1]
    assert inside == (SPEAKER, SPEAKER, CUE, 0, one.role, one.role, one.role, 0, NARRATIVE, NARRATIVE)


def test_each_side_and_kind_has_a_role_of_its_own() -> None:
    roles = {
        Passage((), kind, side).role
        for kind in ("direct", "mixed", "indirect")
        for side in ("russia", "iea", "other", None)
    }

    assert len(roles | {NARRATIVE, CUE, SPEAKER, 0}) == ROLES


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        pytest.param([], [0, 1, 2], id="nothing is taken"),
        pytest.param([words(12, 14)], [0, 2], id="within one"),
        pytest.param([words(5, 25)], [], id="across all"),
        pytest.param([words(0, 25), words(3, 4)], [], id="a long one before a short one"),
    ],
)
def test_sentences_in_which_nothing_is_taken_are_the_outlets_own(taken: list[Span], free: list[int]) -> None:
    sentences = [words(10 * at, 10 * at + 9) for at in range(3)]

    assert [one.content[0] for one in free_sentences(sentences, taken)] == [sentences[at] for at in free]


def test_two_passages_that_begin_with_the_same_word_are_both_judged() -> None:
    (window,) = windows_of(pieces(10), [said(2, 4), said(2, 8)], [words(0, 9)])

    assert [number for number, _ in window.passages] == [0, 1]


def test_a_passage_without_pieces_is_in_no_window() -> None:
    assert list(windows_of(pieces(10), [Passage((Span(4, 5),), "direct")], [words(0, 9)])) == []
    assert list(windows_of(Pieces([], [], []), [said(0, 1)], [])) == []
