"""Any text gives an answer whose offsets hold, in time that grows with its length."""

from __future__ import annotations

import cProfile
import pstats
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extractors.languages.en.words.writing import WRITING
from extractors.lexicon import Lexicon
from extractors.records import Article, Statement
from extractors.sentences.quotations import find_quotations
from extractors.statements import build_pipeline, statements_of

PIECES = (
    "The mayor said ",
    "that the toll was fair",
    "“",
    "”",
    '"',
    "‘",
    "’",
    "'",
    "''",
    "«",
    "»",
    ", ",
    ". ",
    "\n",
    "he added",
    "according to ",
    "Tamila Orzu",
    " told reporters ",
    "adding that ",
    "(IEA)",
    "[maintain]",
    "Q: ",
    "A: ",
    "— ",
    "\x00",
    "\u200f",
    "\u202e",
    "😀",
    "اهلا",
    "Да, сказал он",
    "did not say whether ",
    "the toll's claim that ",
    "“Yes,” she said. ",
    "…",
    "?",
    "!",
    ":",
    ";",
    "said",
    " and ",
    "1 2 3",
    "   ",
    "-" * 50,
    "a" * 300,
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
EXTREMES = {
    "nothing": "",
    "fifty thousand line ends": "\n" * 50_000,
    "blanks": " \n\n \t\n",
    "no sentence end in 50 000 characters": "the envoy said that he went to the market and " * 1100,
    "ten thousand quotation marks": '"' * 10_000,
    "ten thousand opening marks": "“" * 10_000,
    "five thousand quoted words": "“lamp” " * 5_000,
    "marks of every kind, none closed": '“ « ‘ " ' * 1_500,
    "right-to-left marks, emoji and NULs": "\u200f«اهلا» he said \u202e that it\x00was so 😀. " * 200,
    "one word of 200 000 letters": "a" * 200_000,
    "dashes and names": "— A\n" * 2_000,
    "labels": "A: " * 2_000,
}


@pytest.fixture(scope="module")
def nlp(lexicon: Lexicon) -> Language:
    """The whole pipeline."""
    return build_pipeline(lexicon)


def read(nlp: Language, text: str) -> tuple[Statement, ...]:
    """The statements of a bare text."""
    return statements_of(nlp, Article(None, None, None, None, None, None, "en", text))


def check(text: str, statements: tuple[Statement, ...]) -> None:
    """What holds of every answer."""
    for statement in statements:
        spans = statement.content
        assert spans
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans)), spans
        assert statement.text == " ".join(text[span.start : span.end] for span in spans)
        assert statement.rules or statement.kind == "narrative"
        for named in (statement.speaker, statement.cue, statement.addressee, *statement.via):
            assert named is None or text[named.start : named.end] == named.text
        for inserted in statement.insertions:
            assert any(span.start <= inserted.start < inserted.end <= span.end for span in spans)
    starts = [statement.content[0].start for statement in statements]
    assert starts == sorted(starts)


@given(TEXTS)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_offsets_hold_and_the_same_text_gives_the_same_answer(nlp: Language, text: str) -> None:
    first = read(nlp, text)
    check(text, first)
    assert read(nlp, text) == first


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_quotations_nest_and_point_at_their_marks(text: str) -> None:
    for quotation in find_quotations(text, WRITING):
        assert 0 <= quotation.start < quotation.inner_start <= quotation.inner_end <= quotation.end <= len(text)
        assert "\n" not in text[quotation.inner_start : quotation.inner_end]


def test_an_answer_does_not_depend_on_what_was_read_before(nlp: Language) -> None:
    texts = ["“A toll is a toll,” the mayor said.", "The baker said that it was not.", "According to Orlanova, it was."]
    alone = [read(nlp, text) for text in texts]
    assert [read(nlp, text) for text in reversed(texts)] == alone[::-1]


@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_texts_give_an_answer(nlp: Language, name: str) -> None:
    check(EXTREMES[name], read(nlp, EXTREMES[name]))


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said the toll was fair, but Orlanova said it was not.\n“It is late,” he added. “Go home.”\n",
        "“It is late now,” he said. ",
        "the envoy said that he went to the market and ",
    ],
    ids=["an article", "one paragraph of quotations", "one sentence"],
)
def test_work_grows_no_faster_than_the_text(nlp: Language, text: str) -> None:
    def calls(times: int) -> int:
        profile = cProfile.Profile()
        profile.runcall(read, nlp, text * times)
        total: int = getattr(pstats.Stats(profile), "total_calls")  # noqa: B009 - the stub does not know it
        return total

    read(nlp, text)
    assert calls(160) <= 5.5 * calls(40)  # sixteen times were quadratic
