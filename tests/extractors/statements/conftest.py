"""What the tests of statements share: the lexicon, and texts marked by hand.

In a marked text who speaks can be tested without finding what was said:

⟦…⟧ is a speaker, ⟨…⟩ what was said, ⟪…⟫ whom it was said to; marks stand around one attribution each, in the order of
the text: an attribution is made of the speaker and the contents that share its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc

from extractors.languages.en.phrases.mentions import MentionFinder
from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Span
from extractors.sentences.marks import Attribution
from extractors.statements.speakers.resolution import Resolution, Resolved
from extractors.statements.time_and_place import Occasion, Occasions

CUE = re.compile(r"\b(?:said|told|added|proposed|urged|wanted|thanked)\b")
WORD = re.compile(r"[\w’']+")
MARK = re.compile("[⟦⟧⟨⟩⟪⟫]")
NAMES = {"⟦": "speaker", "⟨": "content", "⟪": "addressee"}


@dataclass
class Marked:
    """A text without its marks, and the spans that they marked: (what, start, end)."""

    text: str
    spans: list[tuple[str, int, int]]


def unmarked(marked: str) -> Marked:
    """Takes the marks out."""
    plain = ""
    spans: list[tuple[str, int, int]] = []
    opened: list[tuple[str, int]] = []
    for part in re.split("([⟦⟧⟨⟩⟪⟫])", marked):
        if part in NAMES:
            opened.append((NAMES[part], len(plain)))
        elif part and MARK.fullmatch(part):
            what, start = opened.pop()
            spans.append((what, start, len(plain)))
        else:
            plain += part
    return Marked(plain, sorted(spans, key=lambda span: span[1]))


def attributions_of(doc: Doc, spans: Iterable[tuple[str, int, int]]) -> tuple[Attribution, ...]:
    """One attribution for each speaker: with the contents and the addressee of its sentence."""
    sentences = [(s.start_char, s.end_char) for s in doc.sents]
    spans = list(spans)
    made = []
    for what, start, end in spans:
        if what != "speaker":
            continue
        inside = next((a, b) for a, b in sentences if a <= start < b)
        near = [s for s in spans if inside[0] <= s[1] < inside[1]]
        content = tuple(Span(a, b) for kind, a, b in near if kind == "content") or (Span(end, end),)
        addressee = next((Span(a, b) for kind, a, b in near if kind == "addressee"), None)
        cue = CUE.search(doc.text, end, inside[1]) or WORD.search(doc.text, end)
        made.append(
            Attribution(
                content=content,
                kind="indirect",
                cue=Span(*cue.span()) if cue else None,
                speaker=Span(start, end),
                addressee=addressee,
                via=(),
                rule="marked",
                act="said",
                inherits=None,
                insertions=(),
            )
        )
    return tuple(made)


class Reader:
    """Reads marked texts with the components that find nothing but speakers and occasions."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.nlp: Language = English()
        for component in ("rw_quotations", "rw_sentences"):
            self.nlp.add_pipe(component)
        self.mentions = MentionFinder().use(lexicon)
        self.resolution = Resolution()
        self.occasions = Occasions()
        if not Doc.has_extension("attributions"):
            Doc.set_extension("attributions", default=())

    def read(
        self, marked: str, published: str | None = "2025-07-10", title: str = "", outlet: str | None = None
    ) -> Doc:
        """The Doc of a marked text, resolved and dated."""
        bare = unmarked(marked)
        doc = self.mentions(self.nlp(bare.text))
        doc.user_data["title"] = title
        doc.user_data["outlet"] = outlet
        moment = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
        doc.user_data["published_at"] = moment
        doc.user_data["published_day"] = moment.date() if moment else None
        doc._.attributions = attributions_of(doc, bare.spans)
        return self.occasions(self.resolution(doc))

    def resolved(
        self, marked: str, published: str | None = "2025-07-10", title: str = "", outlet: str | None = None
    ) -> tuple[Resolved, ...]:
        """Who speaks in each attribution."""
        answer: tuple[Resolved, ...] = self.read(marked, published, title, outlet)._.resolved
        return answer

    def occasions_in(self, marked: str, published: str | None = "2025-07-10") -> tuple[Occasion, ...]:
        """When and where each attribution was said."""
        answer: tuple[Occasion, ...] = self.read(marked, published)._.occasions
        return answer


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    return load_lexicon()


@pytest.fixture(scope="session")
def reader(lexicon: Lexicon) -> Reader:
    """Reads marked texts."""
    return Reader(lexicon)
