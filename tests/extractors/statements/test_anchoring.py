"""What was said becomes offsets without marks at their edges, in order, and of a kind by what of it is quoted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from extractors.records import Span
from extractors.sentences.drafts import Draft, Range
from extractors.sentences.marks import Quotation
from extractors.sentences.sentence import Quoted, Sentence
from extractors.statements.anchoring import attribution_of, content_of, insertions, merged, strip
from extractors.statements.kinds import QuotedText


@dataclass(frozen=True, slots=True)
class Rule:
    """As much of a construction as becomes part of an attribution."""

    id: str = "marked"
    act: str = "said"
    whole: bool = False


def words_of(text: str, start: int = 0) -> Sentence:
    """A text from ``start`` on as one sentence whose words are what stands between blanks."""
    begins: list[int] = []
    at = start
    for word in text[start:].split(" "):
        begins.append(at)
        at += len(word) + 1
    words = text[start:].split(" ")
    stops = [begin + len(word) for begin, word in zip(begins, words, strict=True)]
    return Sentence(text, 0, 0, words, words, begins, stops, [], [-1] * len(words), 0)


def draft(sentence: Sentence, *ranges: Range, whole: bool = False) -> Draft:
    return Draft(sentence, Rule(whole=whole), "row", None, None, list(ranges))  # type: ignore[arg-type]


STRIPPED = {
    "nothing at its edges": ("it is late", True, "it is late"),
    "blanks and commas": (" , it is late, ", True, "it is late"),
    "quotation marks": ("“it is late,”", True, "it is late"),
    "a stop that belongs to it": ("“It is late.”", True, "It is late."),
    "a stop of the sentence around it": ("it is late.", False, "it is late"),
    "a stop before a mark": ("it is late.”", False, "it is late"),
    "a question mark stays": ("is it late?", False, "is it late?"),
    "nothing but marks": ("“ — ”", True, ""),
}


@pytest.mark.parametrize("situation", STRIPPED)
def test_a_span_loses_the_marks_at_its_edges(situation: str) -> None:
    words, final, left = STRIPPED[situation]
    text = f"«x{words}y»"
    span = strip(text, Span(2, 2 + len(words)), final)
    assert text[span.start : span.end] == left
    assert 2 <= span.start <= span.end <= 2 + len(words)


MERGED: dict[str, tuple[list[Range], list[Range]]] = {
    "apart": ([(5, 9), (0, 4)], [(0, 4), (5, 9)]),
    "side by side": ([(0, 4), (4, 9)], [(0, 4), (4, 9)]),
    "one over the other": ([(0, 5), (4, 9)], [(0, 9)]),
    "one within the other": ([(0, 9), (2, 4)], [(0, 9)]),
    "three in a row": ([(0, 3), (2, 5), (4, 6)], [(0, 6)]),
    "an empty one": ([(3, 3), (5, 4), (6, 8)], [(6, 8)]),
    "none": ([], []),
}


@pytest.mark.parametrize("situation", MERGED)
def test_spans_come_in_order_and_none_overlaps_another(situation: str) -> None:
    given, wanted = MERGED[situation]
    assert merged([Span(*each) for each in given]) == tuple(Span(*each) for each in wanted)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They [the guild] went", ["[the guild]"]),
        ("The Guild (TG) and the league (outlawed there – Gazette) met", ["(TG)", "(outlawed there – Gazette)"]),
        ("He said (sic) it was (ed.) so", ["(sic)", "(ed.)"]),
        ("It was cold (and dark) there", []),
    ],
)
def test_what_an_editor_put_in_is_found(text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in insertions(text, Span(0, len(text)))] == found


def test_what_an_editor_put_in_elsewhere_is_not() -> None:
    text = "[One] said that [two] went [three]"
    assert [text[span.start : span.end] for span in insertions(text, Span(6, 26))] == ["[two]"]


@pytest.mark.parametrize(("whole", "left"), [(False, "boats go"), (True, "boats go.")])
def test_only_a_construction_of_whole_sentences_keeps_their_stop(whole: bool, left: str) -> None:
    text = "He said boats go."
    (span,) = content_of(draft(words_of(text), (2, 4), whole=whole), text)
    assert text[span.start : span.end] == left


def test_content_is_what_the_sentence_its_quotations_and_those_after_it_hold() -> None:
    text = "He said boats go. Ferries too. “All wait.”"
    first, rest, quoted = words_of(text), words_of(text, 18), words_of(text, 31)
    start = text.index("“")
    quotation = Quotation(start, len(text), start + 1, len(text) - 1, True, 0, "speech")
    quoted.quotes = [Quoted(0, 2, quotation, apart=False)]
    made = replace(draft(first, (2, 4), (4, 4)), rest=[(rest, (0, 2))], more=[(quoted, 0)])
    assert [text[span.start : span.end] for span in content_of(made, text)] == ["boats go", "Ferries too.", "All wait."]
    assert content_of(replace(draft(quoted), quotes=[0]), text) == (Span(start + 1, len(text) - 1),)


def test_content_without_a_word_is_none() -> None:
    text = "He said … – …"
    assert content_of(draft(words_of(text), (2, 5)), text) == ()


def test_an_attribution_tells_where_its_words_stand_and_by_which_rule() -> None:
    text = "Jane Roe told Gazette, citing Herald, that [old] boats go."
    sentence = words_of(text)
    first = draft(sentence, (0, 1))
    made = replace(
        draft(sentence, (7, 10)), cue=(2, 3), source=(0, 2), listener=(3, 4), via=[(5, 6)], inherits=first,
        promiser=Span(0, 4), signs=("thin",),
    )  # fmt: skip
    quoted = QuotedText(text, ())
    found = attribution_of(made, (Span(43, 57),), quoted, {id(first): 4})

    def told(span: Span | None) -> str | None:
        return text[span.start : span.end] if span else None

    assert (told(found.cue), told(found.speaker), told(found.addressee)) == ("told", "Jane Roe", "Gazette,")
    assert [told(span) for span in found.via] == ["Herald,"]
    assert [told(span) for span in found.insertions] == ["[old]"]
    assert (found.content, found.kind, found.inherits) == ((Span(43, 57),), "indirect", 4)
    assert (found.rule, found.act, found.row) == ("marked", "said", "row")
    assert (found.promiser, found.signs) == (Span(0, 4), ("thin",))


def test_the_words_that_name_the_source_may_stand_in_another_sentence() -> None:
    text = "Jane Roe spoke. Boats go."
    named, said = words_of(text[:15]), words_of(text, 16)
    made = replace(draft(said, (0, 2)), source=(0, 2), cue=(2, 3), clause_in=named)
    found = attribution_of(made, (Span(16, 24),), QuotedText(text, ()), {})
    assert (found.speaker, found.cue) == (Span(0, 8), Span(9, 15))
    bare = attribution_of(draft(said), (Span(16, 24),), QuotedText(text, ()), {})
    assert (bare.speaker, bare.cue, bare.addressee, bare.via, bare.inherits) == (None, None, None, (), None)


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the quotations of a text stand, each between “ and ”."""

    text: str
    more: dict[str, object] = field(default_factory=dict)

    def read(self) -> QuotedText:
        first, last = self.text.index("“"), self.text.index("”")
        plain = Quotation(first, last + 1, first + 1, last, True, 0, "speech")
        return QuotedText(self.text, [replace(plain, **self.more)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("It is late", "direct"),
        ("“It is late”", "direct"),
        ("it rained", "indirect"),
        ("rained. “It", "mixed"),
        ("late” and", "mixed"),
    ],
)
def test_a_kind_is_told_by_what_of_the_words_is_quoted(words: str, kind: str) -> None:
    text = "He said it rained. “It is late” and left."
    start = text.index(words)
    assert Marks(text).read().kind_of([Span(start, start + len(words))]) == kind
    assert Marks(text).read().kind_of([Span(start, start + len(words)), Span(start, start)]) == kind


def test_words_in_and_out_of_quotation_marks_are_mixed_whatever_their_order() -> None:
    text = "He said it rained. “It is late” and left."
    outside, inside = Span(8, 17), Span(20, 30)
    assert {Marks(text).read().kind_of(order) for order in ([outside, inside], [inside, outside])} == {"mixed"}


@pytest.mark.parametrize("more", [{"role": "title"}, {"depth": 1}], ids=["a title", "within another"])
def test_titles_and_quotations_within_others_make_nothing_direct(more: dict[str, object]) -> None:
    text = "He read “War and Ice” twice."
    assert Marks(text, more).read().kind_of([Span(9, 20)]) == "indirect"
    assert Marks(text).read().kind_of([Span(9, 20)]) == "direct"
