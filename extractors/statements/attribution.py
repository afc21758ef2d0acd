"""Finds who said what in sentences, one construction a function; a first, parser-free set of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Span
from extractors.statements.kinds import kind_of
from extractors.statements.raw import Attribution, Quotation
from extractors.statements.verbs import verb_forms

NAME = (
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e|(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne of the|[Ss]ome|[Oo]ther) )?"
    r"[\w.’'-]+(?: (?:of|for|and|the|in) [\w.’'-]+| [\w.’'-]+){0,7}?(?:, [^,“”\"\n]{3,90},)?)"
)


class Attributor:
    """Holds the patterns that the lexicon's verbs make and applies every construction to a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        kinds = {"say", "tell", "ask", "think", "manner"}
        words = [
            f for f, v in verb_forms(lexicon).items() if any(r.kind in kinds and "quote" in r.takes for r in v.rows)
        ]
        verb = rf"(?P<cue>\b(?:has |had |also |have )*(?:{'|'.join(sorted(words, key=len, reverse=True))})\b)"
        self.after = re.compile(
            rf"[\s,]*(?:{verb} (?P<who>{NAME})(?=[,.;:\n]| (?:in|on|at|to|during)\b|$)|(?P<who2>{NAME}),? {verb.replace('cue', 'cue2')})"
        )
        self.before = re.compile(rf"(?P<who>{NAME}),? {verb}(?P<rest>[^“”\"\n]{{0,60}}?)[:,]?(?: that)?\s*$")
        self.that = re.compile(rf"(?P<who>{NAME}),? {verb}(?: [^,“”\"\n]{{0,60}}?)? that (?P<content>[^\n]+?)[.”\"]*$")
        self.bare = re.compile(
            rf"(?P<who>{NAME}) (?P<cue>(?:has |had |also )?(?:said|says|believes|thinks)) (?!on |in |at |to )(?P<content>[^\n]+?)[.”\"]*$"
        )
        self.tail = re.compile(rf"(?P<content>[^\n]+?)[,”\"]+ (?P<who>{NAME}),? {verb}(?=[ .,;])")
        self.according = re.compile(rf"(?P<cue>[Aa]ccording to) (?P<who>{NAME})(?=[,.])")
        self.constructions: tuple[Callable[[Doc, int, int], Iterator[Attribution]], ...] = (
            self.quotation_with_clause, self.content_after_speaker, self.content_before_speaker,
            self.according_to_source)  # fmt: skip

    def attributions(self, doc: Doc) -> tuple[Attribution, ...]:
        """All attributions of a Doc, in the order of their content; no two share a word of content."""
        found: list[Attribution] = []
        for sentence in doc.sents:
            for construction in self.constructions:
                for attribution in construction(doc, sentence.start_char, sentence.end_char):
                    if not any(
                        a.start < b.end and b.start < a.end
                        for f in found[-6:]
                        for a in f.content
                        for b in attribution.content
                    ):
                        found.append(attribution)
        return tuple(sorted(found, key=lambda a: a.content[0].start))

    def quotation_with_clause(self, doc: Doc, start: int, end: int) -> Iterator[Attribution]:
        """“S,” NP said. / NP said: “S.”"""
        text = doc.text
        quotations = [q for q in doc._.quotations if start <= q.start < end and q.depth == 0 and q.role == "speech"]
        for quotation in quotations[:1]:
            content = tuple(_inner(text, q) for q in quotations)
            if clause := self.after.match(text, quotation.end, end):
                who, cue = ("who", "cue") if clause["who"] else ("who2", "cue2")
                yield _made(doc, content, clause.span(who), clause.span(cue), "quotation_before_clause")
            elif clause := self.before.search(text, start, quotation.start):
                yield _made(doc, content, clause.span("who"), clause.span("cue"), "quotation_after_clause")

    def content_after_speaker(self, doc: Doc, start: int, end: int) -> Iterator[Attribution]:
        """NP said (that) S."""
        for pattern in (self.that, self.bare):
            if clause := pattern.match(doc.text, start, len(doc.text[:end].rstrip())):
                span = Span(*clause.span("content"))
                yield _made(doc, (span,), clause.span("who"), clause.span("cue"), "content_after_speaker")
                return

    def content_before_speaker(self, doc: Doc, start: int, end: int) -> Iterator[Attribution]:
        """S, NP said."""
        if clause := self.tail.match(doc.text, start, end):
            span = Span(*clause.span("content"))
            yield _made(doc, (span,), clause.span("who"), clause.span("cue"), "content_before_speaker")

    def according_to_source(self, doc: Doc, start: int, end: int) -> Iterator[Attribution]:
        """According to NP, S. / S, according to NP."""
        if clause := self.according.search(doc.text, start, end):
            first = clause.start() == start
            stop = len(doc.text[:end].rstrip(" .\n"))
            span = Span(clause.end() + 2, stop) if first else Span(start, len(doc.text[: clause.start()].rstrip(" ,")))
            if span.start < span.end:
                yield _made(doc, (span,), clause.span("who"), clause.span("cue"), "according_to_source")


def _inner(text: str, quotation: Quotation) -> Span:
    inner = text[quotation.inner_start : quotation.inner_end].rstrip(" ,\n")
    return Span(quotation.inner_start, quotation.inner_start + len(inner))


def _made(doc: Doc, content: tuple[Span, ...], who: tuple[int, int], cue: tuple[int, int], rule: str) -> Attribution:
    speaker = Span(who[0], who[1] - 1 if doc.text[who[1] - 1] == "," else who[1])
    kind = kind_of(content, doc.text, doc._.quotations)
    return Attribution(content, kind, Span(*cue), speaker, None, (), rule, None, ())


@Language.factory("rw_attribution", assigns=["doc._.attributions"])
def make_attribution(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """A component that writes ``doc._.attributions``."""
    attributor = Attributor(load_lexicon())

    def component(doc: Doc) -> Doc:
        doc._.attributions = attributor.attributions(doc)
        return doc

    return component


if not Doc.has_extension("attributions"):
    Doc.set_extension("attributions", default=())
