"""What the program found in the annotated articles when the judge was last taught: ``as-found.json.gz`` beside them.

So the judge can be made again as it was, whatever becomes of the program since, and without parsing a thousand
articles. An article that is not in the file, such as a reviewed one, is read anew; ``make found`` reads all.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractors.claims.learned.passages import Passage, passage_of
from extractors.claims.notation.rule_book import rules_of
from extractors.claims.said_before import as_said_now
from extractors.extraction import Extractor
from extractors.lexicon import Lexicon
from extractors.records import Span, Statement
from extractors.records.identity import digest
from extractors.training.newsrooms import FOLDER, Annotated

FILE = FOLDER / "as-found.json.gz"


@dataclass(frozen=True, slots=True)
class FoundSpeaker:
    """Who is told to speak: a name, and the lexicon's key."""

    name: str
    actor: str | None


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """What the constructions found, and whose they take it to be."""

    passage: Passage
    speaker: FoundSpeaker | None

    @property
    def content(self) -> tuple[Span, ...]:
        """Where its words stand."""
        return self.passage.content


FoundStatements = tuple[FoundStatement, ...]


@dataclass(slots=True)
class DraftFinder:
    """Finds drafts in articles: those that are stored, by the digest of the text, else what the program finds."""

    lexicon: Lexicon
    stored: Mapping[str, FoundStatements] = field(default_factory=dict)
    extractor: Extractor | None = None

    def drafts(self, case: Annotated) -> FoundStatements:
        """What may be a statement in an article, whatever is thought of its relevance."""
        known = self.stored.get(digest(case.article.text))
        if known is not None:
            return known
        self.extractor = self.extractor or Extractor(self.lexicon, learned=False)
        return tuple(self._draft(each, case.article.text) for each in self.extractor.drafts(case.article))

    def _draft(self, statement: Statement, text: str) -> FoundStatement:
        speaker = statement.speaker
        voice = FoundSpeaker(speaker.name, speaker.actor) if speaker else None
        said = as_said_now(statement, text, rules_of(self.lexicon))
        return FoundStatement(passage_of(said, self.lexicon.by_id), voice)


def read_found(path: Path = FILE) -> dict[str, FoundStatements]:
    """The stored drafts, by the digest of their article's text."""
    rows = json.loads(gzip.decompress(path.read_bytes()))
    return {key: tuple(_draft(row) for row in drafts) for key, drafts in rows.items()}


def write_found(cases: Iterable[Annotated], finder: DraftFinder, path: Path = FILE) -> int:
    """Stores what the finder finds; returns in how many articles."""
    rows = {digest(case.article.text): [_row(one) for one in finder.drafts(case)] for case in cases}
    text = json.dumps(rows, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
    return len(rows)


def _row(draft: FoundStatement) -> list[Any]:
    one, voice = draft.passage, draft.speaker
    content = [[span.start, span.end] for span in one.content]
    places = ([each.start, each.end] if each else None for each in (one.cue, one.speaker))
    return [one.kind, one.side, content, *places, [voice.name, voice.actor] if voice else None]


def _draft(row: list[Any]) -> FoundStatement:
    kind, side, content, cue, speaker, voice = row
    spans = tuple(Span(*each) for each in content)
    passage = Passage(spans, kind, side, Span(*cue) if cue else None, Span(*speaker) if speaker else None)
    return FoundStatement(passage, FoundSpeaker(*voice) if voice else None)
