"""Trees of sentences while repairs may still change them."""

from __future__ import annotations

from extractors.languages.en.parsing.trees import Tree, first_of
from extractors.sentences.sentence import Sentence


def tree_of(words: str, heads: list[int]) -> Tree:
    """A tree of words between blanks, all of one relation."""
    forms = words.split()
    begins = [sum(len(form) + 1 for form in forms[:at]) for at in range(len(forms))]
    stops = [begin + len(form) for begin, form in zip(begins, forms, strict=True)]
    sentence = Sentence(words, 0, 0, [f.lower() for f in forms], forms, begins, stops, [], [-1] * len(forms), 0)
    return Tree(sentence, ["NN"] * len(forms), ["nmod"] * len(forms), heads)


def test_what_hangs_from_a_word_is_followed_down_to_its_first_word() -> None:
    assert first_of(tree_of("in the old town they met", [3, 3, 3, 5, 5, 5]), 3) == 0


def test_a_circle_that_a_repair_left_is_gone_through_once() -> None:
    assert first_of(tree_of("in the town they met", [2, 2, 3, 2, 4]), 2) == 0
