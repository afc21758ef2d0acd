"""Text as the rules see it: lower case, marks blanked, character for character in step with the article.

A view has as many characters as the text it was made from, or, for a statement of several spans, one more between two
of them; ``place`` leads from the view's offsets back into the article.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.lexicon import FOLDER, load_rows
from extractors.lexicon.actors import PatternRow
from extractors.records import Span
from extractors.sentences.cutting import stretches
from extractors.text.folding import fold

SIGNS_FILE = "en/claim_signs.yaml"
_MARKS = set('"“”„‟«»‘‚‛`´[]{}<>…')
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]++[)']*+(?= ++[^ ])|[;\n]")
# No phrase goes over a wide blank, and expressions that could start anywhere in it would take forever.
_WIDE_BLANK = re.compile(r"(?<=[ \n]{4})[ \n]+(?=[ \n])")
_WALL = "|"
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
_APOSTROPHE_AS_MARK = re.compile(r"(?<![a-z0-9])'|'(?![a-z0-9])")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """Normalised text; for each of its pieces where it begins in the view, and its span in the article.

    ``lead_end`` is where a cue ends that stands before the words.
    """

    text: str
    starts: tuple[int, ...]
    spans: tuple[Span, ...]
    lead_end: int = 0

    def place(self, offset: int) -> int:
        """Where a character of the view stands in the article."""
        piece = self._piece(offset)
        return self.spans[piece].start + offset - self.starts[piece]

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the view stands in the article; of one that jumps back there, its first piece."""
        first, last = self.place(start), self.place(end - 1) + 1
        return Span(first, last if first < last else self.spans[self._piece(start)].end)

    def _piece(self, offset: int) -> int:
        return max(bisect_right(self.starts, offset) - 1, 0)


def view_of_spans(text: str, spans: Sequence[Span], lead: int = 0) -> FoldedText:
    """The spans as running text: a full stop between two sentences, a comma where the attribution stood in one.

    The first ``lead`` spans (a cue) are followed by a blank only.
    """
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for number, span in enumerate(spans):
        words = text[span.start : span.end]
        joint = "" if not pieces else " " if number == lead else _joint(pieces[-1], words)
        pieces += [joint, words] if joint else [words]
        length += len(joint)
        starts.append(length)
        length += len(words)
    return FoldedText(normalise("".join(pieces)), tuple(starts), tuple(spans), starts[lead])


def _joint(before: str, after: str) -> str:
    opens_sentence = after[:1].isupper() and not before.rstrip().endswith((".", "!", "?"))
    if before.rstrip().endswith((".", "!", "?", ",", ";", ":")):
        return " "
    return ". " if opens_sentence and len(before.split()) > 2 else ", "


@lru_cache(maxsize=8)
def normalise(text: str) -> str:
    """Lower case without accents, quotation marks and brackets, as long as the text was."""
    plain = text.translate(_PLAIN)
    plain = _INITIALS.sub(_without_dots, plain)
    plain = _APOSTROPHE_AS_MARK.sub(" ", plain)
    return _WIDE_BLANK.sub(lambda blank: _WALL * len(blank.group()), plain)


def _without_dots(initials: re.Match[str]) -> str:
    """ "u.n." as "un", other initials with a mark that ends no sentence."""
    return "un  " if initials.group() == "u.n." else initials.group().replace(".", "·")


class _PlainSigns(dict[int, str]):
    """The plain form of each sign that was met, by its code."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


_PLAIN = _PlainSigns()


def _plain(mark: str) -> str:
    if mark in _MARKS or mark.isspace():
        return "\n" if mark == "\n" else " "
    if mark == "’":
        return "'"
    if unicodedata.category(mark) == "Pd":
        return "-"
    base = fold(mark)
    return base if len(base) == 1 else mark  # sign for sign: offsets must stand


@lru_cache(maxsize=1)
def signs() -> Mapping[str, re.Pattern[str]]:
    """The rows of ``en/claim_signs.yaml`` by their ids, for what cuts a text before there is a lexicon."""
    return {row.id: re.compile(row.pattern) for row in load_rows(FOLDER / SIGNS_FILE, PatternRow)}


def sentences_of(text: str) -> Iterator[Span]:
    """Sentences by their closing marks; a full stop after a title or an initial closes nothing.

    Another thing than the sentences of an article: it cuts inside quotations, too, where speakers have sentences of
    their own, needs no capitals, and serves relevance in languages of which no ``Writing`` is known. The learned judge
    keeps it because it learned by it.
    """
    start = 0
    abbreviation = signs()["abbreviation"]
    for end in _SENTENCE_END.finditer(text):
        if end.group() == "." and abbreviation.search(text[max(start, end.end() - 8) : end.end()]):
            continue
        yield from stretches(text, start, end.end())
        start = end.end()
    yield from stretches(text, start, len(text))
