"""Short marked texts as articles: ``[[content]]``, ``{{cue}}``, and what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from extractors.records import Article, Cue, Kind, Span, Speaker, Statement

_MARK = re.compile(r"\[\[|\]\]|\{\{|\}\}")


@dataclass(frozen=True, slots=True)
class Marked:
    """An article of one statement, and the positions accepted by topic."""

    article: Article
    statement: Statement
    want: dict[str, list[str]]


def read_marked(path: Path) -> list[Marked]:
    """The cases of a YAML file of rows with ``text`` and ``want``."""
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [marked(row["text"], row["want"], row.get("actor")) for row in rows]


def marked(text: str, want: dict[str, list[str]] | None = None, actor: str | None = None) -> Marked:
    """One case: the marks are taken out, their places become the statement's."""
    places: dict[str, list[int]] = {"[[": [], "]]": [], "{{": [], "}}": []}
    plain = ""
    at = 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        places[mark.group()].append(len(plain))
        at = mark.end()
    plain += text[at:]
    content = tuple(Span(*pair) for pair in zip(places["[["], places["]]"], strict=True))
    cues = [Cue(plain[start:end], start, end) for start, end in zip(places["{{"], places["}}"], strict=True)]
    words = " ".join(plain[span.start : span.end] for span in content)
    kind: Kind = "direct" if plain[content[0].start - 1 : content[0].start] in {"“", '"'} else "indirect"
    speaker = Speaker("speaker", 0, 7, "Speaker", actor)
    article = Article(None, None, None, None, "Synthetic Courier", None, "en", plain)
    return Marked(article, Statement(speaker, cues[0] if cues else None, content, words, kind), want or {})
