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
from extractors.extraction import Extractor
from extractors.lexicon import Lexicon
from extractors.records import Span
from extractors.records.identity import digest
from extractors.training.newsrooms import FOLDER, Annotated

FILE = FOLDER / "as-found.json.gz"

Found = tuple[Passage, ...]


@dataclass(slots=True)
class Finder:
    """Finds passages of articles: those that are stored, by the digest of the text, else what the program finds."""

    lexicon: Lexicon
    stored: Mapping[str, Found] = field(default_factory=dict)
    extractor: Extractor | None = None

    def passages(self, case: Annotated) -> Found:
        """The statements in an article, whatever is thought of its relevance."""
        known = self.stored.get(digest(case.article.text))
        if known is not None:
            return known
        self.extractor = self.extractor or Extractor(self.lexicon, learned=False)
        found = self.extractor.extract(case.article, everything=True).statements
        return tuple(passage_of(each, self.lexicon.by_id) for each in found)


def read_found(path: Path = FILE) -> dict[str, Found]:
    """The stored passages, by the digest of their article's text."""
    rows = json.loads(gzip.decompress(path.read_bytes()))
    return {key: tuple(_passage(row) for row in passages) for key, passages in rows.items()}


def write_found(cases: Iterable[Annotated], finder: Finder, path: Path = FILE) -> int:
    """Stores what the finder finds; returns in how many articles."""
    rows = {digest(case.article.text): [_row(one) for one in finder.passages(case)] for case in cases}
    text = json.dumps(rows, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
    return len(rows)


def _row(one: Passage) -> list[Any]:
    content = [[span.start, span.end] for span in one.content]
    return [one.kind, one.side, content, *([each.start, each.end] if each else None for each in (one.cue, one.speaker))]


def _passage(row: list[Any]) -> Passage:
    kind, side, content, cue, speaker = row
    spans = tuple(Span(*each) for each in content)
    return Passage(spans, kind, side, Span(*cue) if cue else None, Span(*speaker) if speaker else None)
