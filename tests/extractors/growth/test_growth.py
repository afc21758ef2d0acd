"""What a stage costs grows with the size of what it is given: over three doublings under 2.6 times a doubling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from spacy.language import Language

from extractors.claims import judge_claims
from extractors.claims.stored_claims import claim_records
from extractors.languages.en.phrases.mentions import english_names, find_mentions, reader_of
from extractors.lexicon import Lexicon, load_lexicon
from extractors.novelty import judge_novelty
from extractors.pages.articles import read_html
from extractors.pages.articles.plain_text import article_from_text
from extractors.pages.feeds import parse_feed
from extractors.pages.listings import parse_listing
from extractors.reading_copy import reading_copy
from extractors.records import Article, ClaimRecord, Extraction, Feed, Listing, Relevance, Span, Statement
from extractors.relevance.by_names import judge_relevance
from extractors.statements import build_pipeline, statements_of
from extractors.text.decoding import decode

from ...bench.marked import sentences_in
from . import markup_shapes, text_shapes
from .measuring import A_DOUBLING, Input, growth_of

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FEED = Feed("https://a.example/feed", "Reed Courier", "en", "GB", "world")
LISTED = replace(FEED, listing=Listing(item="li", link="a", title="a", date="time", summary="p"))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The lexicon that is shipped."""
    return load_lexicon()


@pytest.fixture(scope="module")
def nlp(lexicon: Lexicon) -> Language:
    """The pipeline, which has read a text already, so that what is loaded but once is loaded."""
    nlp = build_pipeline(lexicon)
    news = article_of(text_shapes.NEWS)
    judge_claims(news, statements_of(nlp, news), lexicon, sentences_in(news.text))
    return nlp


def holds(work: Callable[[Input], object], make: Callable[[int], Input], least: int) -> None:
    """Fails where the work's cost grows faster than its input."""
    seconds, moderate = growth_of(work, make, least)
    shown = ", ".join(f"{each:.3f}" for each in seconds)
    assert moderate, (
        f"CPU seconds of four sizes, each twice the one before: {shown}; allowed is {A_DOUBLING} a step on average"
    )


def article_of(text: str) -> Article:
    """An article of nothing but a text."""
    return article_from_text(text, language="en", published_at=NOW)


@pytest.mark.parametrize("name", markup_shapes.DECODE)
def test_decoding(name: str) -> None:
    holds(decode, markup_shapes.DECODE[name], 2000)


@pytest.mark.parametrize("name", markup_shapes.FEED)
def test_reading_a_feed(name: str) -> None:
    holds(lambda body: parse_feed(body, FEED, None, NOW), markup_shapes.FEED[name], 300)


@pytest.mark.parametrize("name", markup_shapes.LISTING)
def test_reading_a_listing(name: str) -> None:
    holds(lambda body: parse_listing(body, LISTED, None, NOW), markup_shapes.LISTING[name], 60)


@pytest.mark.parametrize("name", markup_shapes.PAGE)
def test_reading_a_page(name: str) -> None:
    holds(lambda body: read_html(body, "https://a.example/1", now=NOW), markup_shapes.PAGE[name], 100)


@pytest.mark.parametrize("name", text_shapes.RELEVANCE)
def test_judging_relevance(name: str, lexicon: Lexicon) -> None:
    holds(lambda text: judge_relevance(article_of(text), lexicon), text_shapes.RELEVANCE[name], 500)


@pytest.mark.parametrize("name", text_shapes.COPIES)
def test_copying_what_is_read(name: str, lexicon: Lexicon) -> None:
    holds(lambda text: reading_copy(article_of("a" + text), lexicon), text_shapes.COPIES[name], 1000)


@pytest.mark.parametrize("name", text_shapes.STATEMENTS)
def test_finding_statements(name: str, nlp: Language) -> None:
    holds(lambda text: statements_of(nlp, article_of("a" + text)), text_shapes.STATEMENTS[name], 60)


@pytest.mark.parametrize("name", text_shapes.CLAIMS)
def test_judging_claims(name: str, nlp: Language, lexicon: Lexicon) -> None:
    def judged(size: int) -> tuple[Article, tuple[Statement, ...]]:
        article = article_of(text_shapes.CLAIMS[name](size))
        return article, statements_of(nlp, article)

    def work(given: tuple[Article, tuple[Statement, ...]]) -> None:
        article, statements = given
        statements = judge_claims(article, statements, lexicon, sentences_in(article.text))
        claim_records(Extraction(article, Relevance(True, 1.0, (), ""), statements), NOW)

    holds(work, judged, 15)


@pytest.mark.parametrize("form", text_shapes.COMMAS)
@pytest.mark.parametrize("between", [",", "(", ", ", "(a) ", "it, "])
def test_what_stands_between_two_words_of_a_claim(form: str, between: str, lexicon: Lexicon) -> None:
    def made(size: int) -> tuple[Article, tuple[Statement, ...]]:
        text = form.format(between * size)
        return article_of(text), (Statement(None, None, (Span(0, len(text)),), text, "direct"),)

    holds(lambda given: judge_claims(*given, lexicon, sentences_in(given[0].text)), made, 8)


def test_finding_mentions(lexicon: Lexicon) -> None:
    index = english_names(lexicon)
    text = "Omar Belan, a baker, met the envoy in Herat on Monday; the Russian Foreign Ministry said nothing. "
    holds(lambda text: find_mentions(reader_of(text, index)), lambda size: text * size, 40)


@pytest.mark.parametrize("words", ["Russia will recognise the Taliban in {} weeks, he said", "no", "{} " * 200])
@pytest.mark.parametrize("one_voice", [True, False], ids=["of one voice", "of many voices"])
def test_judging_novelty(one_voice: bool, words: str) -> None:
    def history(size: int) -> list[ClaimRecord]:
        return [claim(number, one_voice, words.format(*[text_shapes.letters(number)] * 200)) for number in range(size)]

    holds(lambda known: judge_novelty(claim(-1, True, words), known, NOW), history, 50)


def claim(number: int, one_voice: bool, words: str) -> ClaimRecord:
    """A claim with a number of its own, by the one voice or by another for each number."""
    day = date(2020, 1, 1) + timedelta(days=number % 2000)
    speaker = "name:jane roe" if one_voice else f"name:{text_shapes.letters(number % 10_000)}"
    return ClaimRecord(
        id=f"claim {number}", statement_id=f"statement {number}", speaker_key=speaker, speaker_name=speaker, actor=None,
        topic="recognition", position="considering" if number % 3 else "supports", party="russia", target="iea",
        negated=False, confirmed=True, cameo=None, kind="indirect", words=words, context=words, said_on=day,
        addressee=None, via=(), place=None, outlet="Reed Courier", url=f"https://a.example/{number}", title="A title",
        published_at=datetime.combine(day, datetime.min.time(), UTC), seen_at=NOW,
    )  # fmt: skip
