"""Marked texts as articles: ``[[content]]`` and ``{{cue}}``, numbered ``[[1 ...]]`` where there are several.

``promised_by`` names whose promise a lone statement tells of, by words of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from spacy.language import Language as Pipeline

from extractors.languages.known import language_of
from extractors.records import Article, Cue, Span, Speaker, Statement, StatementKind
from extractors.sentences.sentence import Sentence, read_sentences
from extractors.sentences.tokenizing import BoundedTokenizer
from extractors.statements import components  # noqa: F401 - registers them

Want = dict[str, list[str]]

_MARK = re.compile(r"\[\[(?:(\d+) )?|\]\]|\{\{(?:(\d+) )?|\}\}")
_QUOTES = {"“", '"', "‘"}


@dataclass(frozen=True, slots=True)
class Marked:
    """An article, its statements, and for each the positions accepted by topic."""

    article: Article
    statements: tuple[Statement, ...]
    wants: tuple[Want, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The article's sentences."""
        return sentences_in(self.article.text)


def sentences_in(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, without trees."""
    return tuple(read_sentences(_cutter()(text), language_of("en").writing))


@cache
def _cutter() -> Pipeline:
    nlp = language_of("en").tokens()
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer, nlp.vocab)
    for component in ("rw_quotations", "rw_sentences"):
        nlp.add_pipe(component)
    return nlp


def read_marked(path: Path) -> list[Marked]:
    """The cases of a YAML file of rows with ``text`` and ``want``, one statement or several."""
    return [marked(**row) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]


def marked(text: str, want: dict[Any, Any] | None = None, title: str | None = None, **more: Any) -> Marked:
    """One article: the marks are taken out, their places become the statements'."""
    plain, contents, cues = _unmarked(text)
    wants = want or {}
    if set(contents) == {0}:
        wants = {0: wants}
    speakers = more.get("speakers") or {0: more.get("actor")}
    statements = [_statement(number, plain, contents, cues, speakers.get(number)) for number in contents]
    if name := more.get("promised_by"):
        start = plain.index(name)
        statements = [replace(one, embedded=Speaker(name, start, start + len(name), name, None)) for one in statements]
    article = Article(None, None, title, None, "Synthetic Courier", None, "en", plain)
    return Marked(article, tuple(statements), tuple(wants.get(number) or {} for number in contents))


def _unmarked(text: str) -> tuple[str, dict[int, list[Span]], dict[int, Span]]:
    plain, at, open_number, start = "", 0, 0, 0
    contents: dict[int, list[Span]] = defaultdict(list)
    cues: dict[int, Span] = {}
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark.group().startswith(("[[", "{{")):
            open_number, start = int(mark[1] or mark[2] or 0), len(plain)
        elif mark.group() == "]]":
            contents[open_number].append(Span(start, len(plain)))
        else:
            cues[open_number] = Span(start, len(plain))
    return plain + text[at:], dict(contents), cues


def _statement(
    number: int, plain: str, contents: dict[int, list[Span]], cues: dict[int, Span], actor: str | None
) -> Statement:
    spans = tuple(contents[number])
    quoted = any(mark in plain[span.start : span.end] for span in spans for mark in _QUOTES)
    direct = plain[max(spans[0].start - 1, 0)] in _QUOTES
    kind: StatementKind = "direct" if direct else "mixed" if quoted else "indirect"
    name = actor or f"Speaker {number}"
    cue = cues.get(number)
    return Statement(
        speaker=Speaker(name, 0, 1, name, actor),
        cue=Cue(plain[cue.start : cue.end], cue.start, cue.end) if cue and cue.end > cue.start else None,
        content=spans,
        text=" ".join(plain[span.start : span.end] for span in spans),
        kind=kind,
    )
