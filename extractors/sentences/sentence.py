"""A sentence as all read it who look for something in it: words, tags and heads, quotations, verbs and nouns of saying.

Who said what is looked for in its words and its tree; what is claimed and whether it matters, in its stretch of the
text.

spaCy's tokens are convenient and slow to ask; the rules ask hundreds of questions a sentence. A sentence is read once
from its Doc. A quotation that is no part of its sentence's grammar ("…," he said) is *set apart*: the parser sees two
words in its place, and its own words have no head.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.records import Span
from extractors.sentences.marks import Quotation
from extractors.sentences.reporting_words import CueNoun, CueVerb
from extractors.sentences.writing import Writing

if TYPE_CHECKING:  # what is claimed is read from sentences, too, by processes that parse none
    from spacy.tokens import Doc

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"})
OPENS_APART = frozenset(",:—–-(")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in a sentence, in token places: the marks at ``first`` and before ``stop`` included."""

    first: int
    stop: int
    quotation: Quotation
    apart: bool


@dataclass(slots=True)
class Sentence:
    """One sentence. Places are counted from its first token; offsets are those of the text."""

    text: str
    number: int
    base: int
    words: list[str]
    forms: list[str]
    begins: list[int]
    stops: list[int]
    quotes: list[Quoted]
    inside: list[int]
    paragraph: int
    cues: list[CueVerb] = field(default_factory=list)
    nouns: list[tuple[int, CueNoun]] = field(default_factory=list)
    parsed: bool = False
    tags: list[str] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    kids: list[list[int]] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def start(self) -> int:
        """Where its first word begins, in characters of the text."""
        return self.begins[0]

    @property
    def end(self) -> int:
        """Where its last word or mark ends."""
        return self.stops[-1]

    @property
    def whole(self) -> Span:
        """The offsets of all its words."""
        return Span(self.start, self.end)

    def span(self, first: int, stop: int) -> Span:
        """The offsets of the words from ``first`` up to, not including, ``stop``."""
        return Span(self.begins[first], self.stops[stop - 1])

    def apart(self, place: int) -> bool:
        """Whether a word lies inside a quotation that is set apart."""
        return self.inside[place] >= 0 and self.quotes[self.inside[place]].apart

    def kid(self, place: int, *deps: str) -> int | None:
        """The first dependent of a word with one of these relations."""
        return next((k for k in self.kids[place] if self.deps[k] in deps), None)

    def subject(self, place: int) -> int | None:
        """The head of a verb's own subject."""
        return next((k for k in self.kids[place] if self.deps[k] in SUBJECTS), None)

    def set_tree(self, tags: list[str], deps: list[str], heads: list[int]) -> None:
        """Takes a parse; edges of subtrees are computed once."""
        size = len(self.words)
        self.tags, self.deps, self.heads = tags, deps, heads
        self.kids = [[] for _ in range(size)]
        for place, head in enumerate(heads):
            if head != place:
                self.kids[head].append(place)
        self.left, self.right = list(range(size)), list(range(size))
        for place in _leaves_first(self.kids, heads):
            head = heads[place]
            self.left[head] = min(self.left[head], self.left[place])
            self.right[head] = max(self.right[head], self.right[place])
        self.parsed = True


def _leaves_first(kids: list[list[int]], heads: list[int]) -> list[int]:
    """Places so that every word comes before its head; no recursion, so that a deep tree costs no stack."""
    order: list[int] = [place for place, head in enumerate(heads) if head == place]
    for place in order:
        order.extend(kids[place])
    return order[::-1]


def read_sentences(doc: Doc, writing: Writing) -> list[Sentence]:
    """All sentences of a Doc in a language that is written so; white space is left out."""
    text = doc.text
    quotations: Sequence[Quotation] = [q for q in doc._.quotations if q.depth == 0]
    sentences: list[Sentence] = []
    current: list[tuple[int, str, int]] = []
    paragraph, first_paragraph, base = 0, 0, 0
    for token in doc:
        if token.is_sent_start and current:
            sentences.append(_sentence(text, len(sentences), base, current, first_paragraph))
            current = []
        if token.is_space:
            paragraph += "\n" in token.text
            continue
        if not current:
            base, first_paragraph = token.i, paragraph
        current.append((token.i, token.text, token.idx))
    if current:
        sentences.append(_sentence(text, len(sentences), base, current, first_paragraph))
    _place_quotations(sentences, quotations, writing)
    return sentences


def _sentence(text: str, number: int, base: int, tokens: list[tuple[int, str, int]], paragraph: int) -> Sentence:
    forms = [form for _, form, _ in tokens]
    begins = [idx for *_, idx in tokens]
    stops = [idx + len(form) for _, form, idx in tokens]
    words = [form.lower() for form in forms]
    return Sentence(text, number, base, words, forms, begins, stops, [], [-1] * len(forms), paragraph)


def _place_quotations(sentences: list[Sentence], quotations: Sequence[Quotation], writing: Writing) -> None:
    at = 0
    for sentence in sentences:
        first_char, end = sentence.begins[0], sentence.stops[-1]
        while at < len(quotations) and quotations[at].end <= first_char:
            at += 1
        k = at
        while k < len(quotations) and quotations[k].start < end:
            _place(sentence, quotations[k], writing)
            k += 1


def _place(sentence: Sentence, quotation: Quotation, writing: Writing) -> None:
    first = bisect_left(sentence.begins, quotation.start)
    stop = bisect_left(sentence.begins, quotation.end)
    if first >= stop:
        return
    quoted = Quoted(first, stop, quotation, _is_apart(sentence, first, stop, quotation, writing))
    for place in range(first, stop):
        sentence.inside[place] = len(sentence.quotes)
    sentence.quotes.append(quoted)


def _is_apart(sentence: Sentence, first: int, stop: int, quotation: Quotation, writing: Writing) -> bool:
    """Whether a quotation stands beside its sentence's grammar: at its start or after a comma or colon, as speech."""
    if quotation.role == "title" or stop - first <= 2:
        return False
    before = sentence.words[first - 1] if first else ""
    last = sentence.text[quotation.inner_start : quotation.inner_end].rstrip(" '’")[-1:]
    after = sentence.words[stop] if stop < len(sentence) else ""
    if before and before[-1] not in OPENS_APART and not (sentence.inside[first - 1] >= 0):
        return sentence.text[quotation.inner_start : quotation.inner_start + 1].isupper() and stop - first > 6
    if (last and last in ",.?!…—-") or after in {",", "", ".", "-", "—", "–"}:
        return True
    opens = not after.isalpha() or (not before and after in writing.said_behind)
    return quotation.role == "speech" and stop - first > 8 and opens
