"""The notation of claim rules, and the views they are read in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extractors.claims.notation.folded_text import normalise, sentences_of, view_of_spans
from extractors.claims.notation.patterns import RUNES, compile_pattern, topic_places, topics_at_places
from extractors.claims.notation.rule_book import rules_of
from extractors.errors import LexiconError
from extractors.lexicon import FOLDER, Lexicon, load_lexicon
from extractors.records import Span

WORDS = {
    "fruit": "apples?|pears?",
    "turns": "but",
    "subordinates": "until",
    **topic_places(["recognition", "delisting"]),
}
RECOGNITION = RUNES["recognition", "name"] * 5
ENGAGEMENT = RUNES["engagement", "name"] * 5

PATTERNS = {
    "words": ("too early", "it was too early", "too early"),
    "any run of blanks": ("too early", "it was too   early", "too   early"),
    "a word list": ("two {fruit}", "two pears", "two pears"),
    "a narrow gap": ("not .. ripe", "not yet quite ripe", "not yet quite ripe"),
    "a narrow gap is three words wide": ("not .. ripe", "not one two three four ripe", None),
    "a narrow gap stays in its clause": ("not .. ripe", "not until ripe", None),
    "a narrow gap crosses no topic": ("not .. ripe", f"not {RECOGNITION} ripe", None),
    "a wide gap": ("not ... ripe", "not one two three four ripe", "not one two three four ripe"),
    "a wide gap ends at a turn": ("not ... ripe", "not red but ripe", None),
    "a place of anything but a state": ("before {T.act}", f"before {RECOGNITION}", f"before {RECOGNITION}"),
    "a gap stays in its sentence": ("not ... ripe", "not yet. ripe", None),
    "whole words only": ("ban", "banner", None),
    "a place of a topic": ("before {T}", f"before {RECOGNITION}", f"before {RECOGNITION}"),
    "a place of a topic that the row is not for": ("before {T}", f"before {ENGAGEMENT}", None),
    "a place of one topic": ("before {delisting}", f"before {RECOGNITION}", None),
    "a place in another form": ("before {T.past}", f"before {RECOGNITION}", None),
}


@pytest.mark.parametrize("situation", PATTERNS)
def test_a_pattern_finds(situation: str) -> None:
    pattern, text, expected = PATTERNS[situation]
    match = compile_pattern([pattern], WORDS, "here").search(text)
    assert (match.group() if match else None) == expected


def test_a_topic_in_a_gap_is_not_at_a_place() -> None:
    pattern = compile_pattern(["not ... {delisting}"], WORDS, "here")
    match = pattern.search(f"not {RECOGNITION} and {RUNES['delisting', 'past'] * 3}")
    assert match is not None
    assert topics_at_places(match) == {"delisting"}


@pytest.mark.parametrize(
    ("pattern", "why", "mend"),
    [
        ("two {nuts}", "no word list 'nuts'", "add it to en/claim_words.yaml"),
        ("two (", "no regular expression", "mend the pattern"),
        ("(?:two)?", "matches where there are no words", "mend the pattern"),
    ],
)
def test_a_wrong_pattern_is_refused_with_its_place_and_mend(pattern: str, why: str, mend: str) -> None:
    with pytest.raises(LexiconError, match=why) as refusal:
        compile_pattern([pattern], WORDS, "en/topics.yaml: row x")
    assert str(refusal.value).startswith("en/topics.yaml: row x: ")
    assert str(refusal.value).endswith(f"; {mend}")


def test_a_row_with_a_wrong_pattern_is_refused(tmp_path: Path) -> None:
    lexicon = tmp_path / "lexicon"
    shutil.copytree(FOLDER, lexicon, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    with (lexicon / "en" / "topics.yaml").open("a", encoding="utf-8") as topics:
        topics.write('- id: broken.row\n  topic: recognition\n  patterns: ["see {nothing}"]\n')
    with pytest.raises(LexiconError, match=r"broken\.row"):
        rules_of(load_lexicon(lexicon))


def test_the_rules_of_a_lexicon_are_made_once(lexicon: Lexicon) -> None:
    assert rules_of(lexicon) is rules_of(lexicon)


# --- views -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "“The ban”, he said…",
        "chargé d’affaires",
        "Ünïcode ﬁ ligature",
        "İstanbul",
        "ẞ",
        "e\u0301",
        "\u200bzero",
        "U.N. U.S.",
        "",
    ],
)
def test_a_view_keeps_step_with_its_text(text: str) -> None:
    assert len(normalise(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“An AWFUL message”", " an awful message "),
        ("chargé d’affaires", "charge d'affaires"),
        ("the girls’ schools", "the girls  schools"),
        ("the U.N. and the U.S.", "the un   and the u·s·"),
        ("long—dash", "long-dash"),
    ],
)
def test_a_view_is_lower_case_without_marks(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("one two. three four.", ["one two.", "three four."]),
        ("mr. smith went. he ate.", ["mr. smith went.", "he ate."]),
        ("one paragraph\nanother", ["one paragraph", "another"]),
        ("no end", ["no end"]),
        ("", []),
    ],
)
def test_sentences_end_at_their_marks(text: str, sentences: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentences_of(text)] == sentences


def test_a_statement_in_pieces_reads_as_running_text_and_leads_back() -> None:
    text = "“This,” he said, “must be done. It must.” “Now we wait for it,” he said. “They know.”"
    this, must = Span(1, 5), Span(text.index("must"), text.index("It must.") + 8)
    view = view_of_spans(text, [this, must])
    assert view.text == "this, must be done. it must."
    at = view.text.index("must")
    assert view.place(at) == must.start
    assert view.span(0, len(view.text)) == Span(this.start, must.end)


def test_a_cue_that_stands_after_the_words_leads_back_to_itself() -> None:
    text = "“It was a mistake,” they warned."
    cue, content = Span(text.index("warned"), text.index("warned") + 6), Span(1, 17)
    view = view_of_spans(text, [cue, content], lead=1)
    assert view.text == "warned it was a mistake"
    assert view.span(0, len(view.text)) == cue
