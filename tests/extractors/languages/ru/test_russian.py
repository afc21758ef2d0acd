"""Russian through the same doors as English: sentences, quotations, days, and who said what on invented sentences."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language
from spacy.tokens import Doc

from extractors.languages.ru import russian
from extractors.languages.ru.russian import RUSSIAN
from extractors.lexicon import Lexicon, load_lexicon
from extractors.sentences.boundaries import sentence_starts
from extractors.sentences.marks import Attribution
from extractors.sentences.quotations import find_quotations
from extractors.statements import attributing_pipeline

FILE = Path(russian.__file__).with_name("examples.yaml")
TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
CASES = [pytest.param(rule, case, id=f"{rule}: {case['situation']}") for rule, cases in TABLE.items() for case in cases]
PUBLISHED = date(2025, 7, 10)  # a Thursday


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return load_lexicon()


@pytest.fixture(scope="module")
def nlp(lexicon: Lexicon) -> Language:
    """The Russian pipeline up to who said what."""
    return attributing_pipeline("ru", lexicon)


def written(doc: Doc, found: Attribution) -> str:
    """An attribution as the table writes it."""
    spans = (found.speaker, found.cue)
    speaker, cue = (doc.text[span.start : span.end] if span else "-" for span in spans)
    content = " … ".join(doc.text[span.start : span.end] for span in found.content)
    return f"{speaker} | {cue} | {content} | {found.kind}"


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_construction_finds_its_statement(nlp: Language, rule: str, case: dict[str, Any]) -> None:
    doc = nlp(case["text"])
    assert [written(doc, found) for found in doc._.attributions] == case["statements"]
    assert (rule in {found.rule for found in doc._.attributions}) == case.get("found", True)


@pytest.mark.parametrize(
    ("text", "sentences"),
    {
        "a stop and a capital": ("Мост закрыт. Паром стоит.", 2),
        "a street and a year": ("Порт на ул. Речной открыли в 2024 г. Белани.", 1),
        "initials": ("Об этом сказал А. Б. Белани. Паром стоит.", 2),
        "a quotation of two sentences is never torn": ("«Мост закрыт. Паром стоит», — сказал мэр.", 1),
        "a question that somebody asks": ("«Кто заплатит?» — спросил мэр.", 1),
    }.values(),
)
def test_sentences_end_where_they_end(text: str, sentences: int) -> None:
    found = find_quotations(text, RUSSIAN.writing)
    assert len({start for start in sentence_starts(text, found, RUSSIAN.writing) if start < len(text)}) == sentences


@pytest.mark.parametrize(
    ("text", "inner"),
    {
        "guillemets": ("Он сказал: «Мост закрыт».", ["Мост закрыт"]),
        "low and high marks": ("Он сказал: „Мост закрыт“.", ["Мост закрыт"]),
        "one within the other": ("«Он сказал „нет“ и ушёл»", ["Он сказал „нет“ и ушёл", "нет"]),
        "a lost mark ends before the clause of attribution": ("«Мост закрыт, — сказал мэр.", ["Мост закрыт,"]),
    }.values(),
)
def test_quotations_stand_between_their_marks(text: str, inner: list[str]) -> None:
    assert [text[q.inner_start : q.inner_end] for q in find_quotations(text, RUSSIAN.writing)] == inner


@pytest.mark.parametrize(
    ("text", "day"),
    {
        "a date": ("Мост открыли 3 мая 2024 года.", date(2024, 5, 3)),
        "a date without its year is the last one": ("Мост открыли 3 марта.", date(2025, 3, 3)),
        "a date without its year that is nearer ahead": ("Мост откроют 3 декабря.", None),
        "a weekday": ("Мост открыли во вторник.", date(2025, 7, 8)),
        "yesterday": ("Мост открыли вчера.", date(2025, 7, 9)),
        "today": ("Мост открыли сегодня.", PUBLISHED),
        "no such day": ("Мост открыли 31 июня.", None),
    }.values(),
)
def test_an_expression_of_time_names_its_day(text: str, day: date | None) -> None:
    assert [time.day(PUBLISHED, None) for time in RUSSIAN.times(text)] == [day]
