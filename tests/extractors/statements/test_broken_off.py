"""A text may break off anywhere, in the middle of any construction: no rule looks past the end of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractors.extraction import Extractor
from extractors.languages.en import constructions
from extractors.languages.en.words.inflection import FILE, cue_nouns, verb_forms
from extractors.lexicon import load_lexicon
from extractors.records import Article
from extractors.sentences.reporting_words import ReportingVerb

from .test_any_text import check

LEXICON = load_lexicon()
EXTRACTOR = Extractor(LEXICON)
RULES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(constructions.__file__).with_name("examples.yaml").read_text(encoding="utf-8")
)
ROWS = LEXICON.rows(FILE, ReportingVerb)
CUES = sorted({*verb_forms(LEXICON), *cue_nouns(LEXICON), "according", "view", "words", "citing"})
LINKS = sorted(
    {word for row in ROWS for word in (*row.prepositions, *row.particle.split())} | {"that", "whether", "to"}
)
NAMES = (
    "Kabulov", "the envoy", "Russia's", "the Kremlin", "the Taliban", "TASS", "he", "it", "his office", "Said",
    "the ministry", "which", "nobody", "a statement", "the ban", "recognition", "on Monday", "a day earlier", "however",
    "not", "was", "Reminded that", "For Kabulov,", "called it a", "adding that", "not only", "but that", "•", "MR ROE:",
    "5:10 p.m.", "()", "(TASS)",
)  # fmt: skip
MARKS = (
    "“", "”", '"', "‘", "’", "''", "«", "»", "„", "‹", "›", "`", ",", ".", "?", "?!", ":", ";", "—", "–", "--", "- ",
    "(", ")", "[", "\n", "\n\n", "…", "...", "'s", "Q:", "",
)  # fmt: skip
PIECES = st.sampled_from(CUES) | st.sampled_from(LINKS) | st.sampled_from(NAMES) | st.sampled_from(MARKS)
BROKEN = {
    "after a preposition": "Kabulov said of\nLavrov warned of\nWhat Lavrov warned of\nMuttaqi complained about",
    "after a listener and a preposition": "Kabulov informed TASS of\nLavrov, asked about\nthe list, declined.",
    "after “that”": "The mayor said earlier that\nThe mayor said, however, that\nHe told them, on Monday, that",
    "after an attribution": "“The toll is fair,” according to\nIn the words of\nThe mayor's claim that",
    "behind the marks after a speaker": "The toll is fair, he said, ;\nThe toll is fair, he said, ,\nIt is, he said, –",
    "after a deed that is denied": "The toll stays, he said, but did\nThe mayor said that it is fair, but did really",
    "in a label": "Kabulov:“it\nA:“it\nQ. Moscow:“it\nMR ROE:\n5:10 p.m. TASS:",
    "in a quotation": "The mayor called it “\nThe mayor said “the\n“The toll,” he said, “",
}


def extracted(text: str) -> None:
    """Extracts from a text whatever it is about, and checks where the answer points."""
    article = Article(None, None, None, None, "Reed Courier", datetime(2026, 3, 2, tzinfo=UTC), "en", text)
    statements = EXTRACTOR.extract(article, everything=True).statements
    check(text, statements)
    for statement in statements:
        assert statement.embedded is None or 0 <= statement.embedded.start < statement.embedded.end <= len(text)
        for words in (words for claim in statement.claims for words in claim.evidence):
            assert text[words.start : words.end] == words.text


def beginnings(text: str) -> Iterator[str]:
    """A text cut behind each of its tokens."""
    return (text[: token.end()] for token in re.finditer(r"[\w’'-]+|[^\w\s]", text))


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_sentence_breaks_off(text: str) -> None:
    extracted(text)
    for line in text.splitlines():
        extracted(line)


@pytest.mark.parametrize("rule", RULES)
def test_a_construction_breaks_off_behind_any_of_its_words(rule: str) -> None:
    for row in RULES[rule]:
        if "\n" not in row["text"]:
            extracted("\n".join(beginnings(row["text"])))


@given(st.lists(PIECES, min_size=1, max_size=16))
@example(
    words=[
        "affirmed",
        "optimistic",
        "was",
        "convey",
        "briefs",
        ";",
        "alludes",
        "was",
        "forward",
        "according",
        "emphatic",
    ]
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_words_of_saying_in_any_order_break_off_anywhere(words: list[str]) -> None:
    text = " ".join(words)
    extracted(text)
    extracted("\n".join(beginnings(text)))
