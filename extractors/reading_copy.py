"""The copy of an article that is read for it, character for character in step with it.

In the copy, text in capitals stands in mixed case, every mark that people use for a quotation is one of the usual, and
what is no part of the story (a correction's words) is blank. What is found in it is cut from the article as written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from extractors.languages.en.read_text import story_text, title_text
from extractors.lexicon import Lexicon
from extractors.records import Article, Claim, Cue, Evidence, Extraction, Mention, Speaker, Statement

# What stands for a quotation mark in type that lacks one, in other scripts, and in copies from other programs.
_QUOTATION_MARKS = str.maketrans({
    "″": '"', "＂": '"', "ʺ": '"', "˝": '"', "״": '"', "‶": '"', "〝": "“", "〞": "”", "〟": "”", "❝": "“", "❞": "”",
    "「": "“", "」": "”", "『": "“", "』": "”", "﹁": "“", "﹂": "”", "《": "“", "》": "”", "⹂": "„",
    "＇": "'", "‛": "‘", "❛": "‘", "❜": "’",
})  # fmt: skip

_Words = TypeVar("_Words", Cue, Mention)


def reading_copy(article: Article, lexicon: Lexicon) -> Article:
    """The article as it is read; the same object where nothing differs."""
    text = story_text(_marked(article.text), lexicon)
    title = title_text(_marked(article.title or ""), lexicon)
    if text == article.text and title == (article.title or ""):
        return article
    return replace(article, text=text, title=title or None)


def _marked(text: str) -> str:
    return text if text.isascii() else text.translate(_QUOTATION_MARKS)


def shown(article: Article, copy: Article) -> Article:
    """The article as it is shown: a title in capitals as it was read, since nothing points into it."""
    return replace(article, title=copy.title) if article.title and article.title.isupper() else article


def as_written(extraction: Extraction, text: str) -> Extraction:
    """What was found in the copy of an article, with its quoted words cut from the article's own ``text``."""
    relevance = extraction.relevance
    evidence = tuple(replace(one, text=text[one.start : one.end]) for one in relevance.evidence)
    return replace(
        extraction,
        relevance=replace(relevance, evidence=evidence),
        statements=tuple(_statement(one, text) for one in extraction.statements),
    )


def _statement(statement: Statement, text: str) -> Statement:
    return replace(
        statement,
        speaker=_speaker(statement.speaker, text),
        cue=_cut(statement.cue, text),
        text=" ".join(text[span.start : span.end] for span in statement.content),
        addressee=_cut(statement.addressee, text),
        via=tuple(replace(one, text=text[one.start : one.end]) for one in statement.via),
        place=_cut(statement.place, text),
        embedded=_speaker(statement.embedded, text),
        claims=tuple(_claim(one, text) for one in statement.claims),
    )


def _speaker(speaker: Speaker | None, text: str) -> Speaker | None:
    return replace(speaker, text=text[speaker.start : speaker.end]) if speaker else None


def _cut(words: _Words | None, text: str) -> _Words | None:
    return replace(words, text=text[words.start : words.end]) if words else None


def _claim(claim: Claim, text: str) -> Claim:
    return replace(claim, evidence=tuple(_evidence(one, text) for one in claim.evidence))


def _evidence(evidence: Evidence, text: str) -> Evidence:
    return replace(evidence, text=text[evidence.start : evidence.end])
