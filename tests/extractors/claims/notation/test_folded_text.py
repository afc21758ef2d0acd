"""Views of a text: sign for sign, sentences to their closing marks, pieces of a statement joined as running text."""

from __future__ import annotations

import pytest

from extractors.claims.notation.folded_text import FoldedText, normalise, sentences_of, view_of_spans
from extractors.records import Span

# Two pieces of a statement, and how they are joined.
JOINTS = {
    "a word and a word": ("this", "must be done", ", "),
    "two words and a sentence": ("not now", "It must", ", "),
    "three words and a sentence": ("it was late", "It must", ". "),
    "a sentence and a sentence": ("It was late.", "It must", " "),
    "a question and a sentence": ("Was it late? ", "It must", " "),
    "a comma and a word": ("this,", "must", " "),
    "a colon and a sentence": ("he asks for three:", "It must", " "),
    "three words and a word": ("it was late", "and dark", ", "),
}


@pytest.mark.parametrize("situation", JOINTS)
def test_pieces_are_joined_as_running_text(situation: str) -> None:
    first, second, joint = JOINTS[situation]
    text = f"{first} – he said – {second}"
    start = text.index("–", len(first) + 3) + 2
    view = view_of_spans(text, [Span(0, len(first)), Span(start, len(text))])
    assert view.text == f"{first}{joint}{second}".lower()
    assert view.starts == (0, len(first) + len(joint))
    assert view.place(view.starts[1]) == start


def test_a_cue_is_followed_by_a_blank_only() -> None:
    text = "warned It was late, they warned"
    view = view_of_spans(text, [Span(0, 6), Span(7, 18), Span(20, 31)], lead=1)
    assert view.text == "warned it was late, they warned"
    assert view.lead_end == 7
    assert view_of_spans(text, [Span(7, 18)]).lead_end == 0


VIEW = FoldedText("abc, def", (0, 5), (Span(20, 23), Span(10, 13)))


@pytest.mark.parametrize(("offset", "place"), [(0, 20), (2, 22), (5, 10), (7, 12)])
def test_a_sign_of_a_view_leads_back_to_the_article(offset: int, place: int) -> None:
    assert VIEW.place(offset) == place


@pytest.mark.parametrize(
    ("start", "end", "span"), [(0, 2, (20, 22)), (5, 8, (10, 13)), (1, 8, (21, 23)), (0, 3, (20, 23))]
)
def test_a_stretch_that_jumps_back_is_its_first_piece(start: int, end: int, span: tuple[int, int]) -> None:
    assert VIEW.span(start, end) == Span(*span)


PLAIN = {
    "quotation marks, brackets and dots": ("«a» [b] {c} <d> „e‟ `f´ …", " a   b   c   d   e   f   "),
    "a line stays one": ("a\nb\tc\u00a0d", "a\nb c d"),
    "apostrophes within words": ("don’t 'now' the girls'", "don't  now  the girls "),
    "dashes": ("a‑b–c—d", "a-b-c-d"),
    "initials that end no sentence": ("J.R. spoke, a U.N. envoy too, e.g.", "j·r· spoke, a un   envoy too, e·g·"),
    "a single initial": ("J. Roe", "j. roe"),
    "signs without a plain form": ("ß Жук", "ß жук"),
}


@pytest.mark.parametrize("situation", PLAIN)
def test_a_text_is_read_in_plain_signs(situation: str) -> None:
    text, plain = PLAIN[situation]
    assert normalise(text) == plain


def test_over_a_wide_blank_no_phrase_goes() -> None:
    assert normalise(f"a{' ' * 8}b") == "a    |||  b".replace("  b", " b")
    assert "|" not in normalise(f"a{' ' * 5}b")


SENTENCES = {
    "behind marks that close it": ("it ended.) then more", ["it ended.)", "then more"]),
    "several marks": ("what?! yes", ["what?!", "yes"]),
    "three stops within": ("well... so be it", ["well...", "so be it"]),
    "no blank behind": ("version 2.5 came", ["version 2.5 came"]),
    "a semicolon": ("one; two", ["one;", "two"]),
    "a line": ("one\n\ntwo", ["one", "two"]),
    "a title": ("then gen. roe spoke. so", ["then gen. roe spoke.", "so"]),
    "an initial": ("(j. roe) spoke", ["(j. roe) spoke"]),
    "a word that only ends like a title": ("a ban. then", ["a ban.", "then"]),
    "a title before another mark": ("the last dr! then", ["the last dr!", "then"]),
    "blanks around": ("  one.   two  ", ["one.", "two"]),
    "a month": ("on 3 sept. it fell", ["on 3 sept. it fell"]),
}


@pytest.mark.parametrize("situation", SENTENCES)
def test_a_sentence_ends_at_its_closing_marks(situation: str) -> None:
    text, sentences = SENTENCES[situation]
    assert [text[span.start : span.end] for span in sentences_of(text)] == sentences


def test_what_has_no_end_is_cut_after_two_thousand_signs() -> None:
    spans = list(sentences_of(f"one. {'x' * 4500}"))
    assert spans == [Span(0, 4), Span(5, 2005), Span(2005, 4005), Span(4005, 4505)]
