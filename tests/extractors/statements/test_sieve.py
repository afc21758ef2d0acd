"""The sieve holds back what is far from a statement, and never words between quotation marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.extraction import Extractor
from extractors.lexicon import Lexicon
from extractors.records import Article, Span
from extractors.sentences.marks import Attribution
from extractors.statements.sieve import Sieve, sieve_of
from extractors.statements.speakers.people import Figure
from extractors.statements.voice_signs import signs_of_voice

DRAFT = Attribution(
    (Span(0, 4),), "indirect", None, None, None, (), "object_of_cue", "did", None, (), "show", signs=("thin",)
)
SIEVE = Sieve(line=-1.0, always=1.0, weights={"thin": -3.0})


def test_what_weighs_less_than_the_line_is_held_back() -> None:
    assert not SIEVE.keeps(DRAFT, None)
    assert SIEVE.keeps(replace(DRAFT, signs=()), None)


@pytest.mark.parametrize(("line", "kept"), [(-2.0, True), (-1.999, False)])
def test_what_weighs_as_much_as_the_line_is_kept(line: float, kept: bool) -> None:
    assert replace(SIEVE, line=line).keeps(DRAFT, None) is kept


def test_a_sieve_adds_up_what_it_knows_the_weight_of() -> None:
    assert SIEVE.weight(("thin", "unheard of", "thin")) == -5.0


def test_who_is_meant_weighs_as_well() -> None:
    sieve = Sieve(line=0.0, always=0.0, weights={"voice=nobody": -1.0, "voice=person": 1.0})
    assert not sieve.keeps(DRAFT, None)
    assert sieve.keeps(DRAFT, Figure("person", "Jane Roe"))


def test_an_answer_of_a_transcript_is_kept_whatever_it_weighs() -> None:
    assert SIEVE.keeps(replace(DRAFT, act="answered"), None)


def test_words_between_quotation_marks_are_kept_whatever_they_weigh() -> None:
    assert SIEVE.keeps(replace(DRAFT, kind="direct"), None)


def test_the_shipped_sieve_says_what_it_reached() -> None:
    assert sieve_of().line < 0
    assert len(sieve_of().weights) > 100


def test_the_signs_of_a_voice_tell_what_it_is_and_whether_it_is_known(lexicon: Lexicon) -> None:
    signed = replace(DRAFT, signs=("tag=VBD", "length=2", "thin"))
    paper = Figure("words", "a note", number="plural", words={"document"})
    assert signs_of_voice(signed, paper) == (
        "voice=words", "voice+tag=VBD=words", "show+unknown", "unknown", "voice+length=2=words", "document=True",
        "number=plural", "side=-", "capital=False")  # fmt: skip
    lavrov = lexicon.by_id["sergey-lavrov"]
    assert signs_of_voice(replace(DRAFT, row=""), Figure("person", lavrov.name, lavrov)) == (
        "voice=person", "voice+tag=-=person", "-+known", "known", "voice+length=-=person", "document=False",
        "number=singular", "side=russia", "capital=True")  # fmt: skip
    assert signs_of_voice(signed, None) == ("voice=nobody",)


TOLD_BY = {
    "a reporter of the outlet's own": ("The flag was hoisted, a correspondent reports.", False),
    "a reporter by the outlet's letters": ("The flag was hoisted, an RC correspondent reported from the spot.", False),
    "a reporter of another medium": ("The flag was hoisted, a correspondent of Radio Azadi said.", True),
    "a reporter by name": ("The flag was hoisted, correspondent Ada Pellworth said.", True),
    "a reporter in quotation marks": ("“The flag was hoisted,” a correspondent said.", True),
    "somebody else": ("The flag was hoisted, a clerk said.", True),
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(learned=False)


@pytest.mark.parametrize("situation", TOLD_BY)
def test_what_the_outlets_own_reporter_tells_is_nobodys_statement(situation: str, extractor: Extractor) -> None:
    text, said = TOLD_BY[situation]
    article = Article(None, None, "The flag", None, "Reed Courier", None, "en", text)
    assert bool(extractor.drafts(article)) is said
