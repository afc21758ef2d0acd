"""Finds who said what: the language drafts it, and drafts become attributions with offsets."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from extractors.languages.language import Language
from extractors.records import Span
from extractors.sentences.drafts import Draft
from extractors.sentences.marks import Attribution
from extractors.sentences.text_names import TextNames
from extractors.statements.anchoring import attribution_of, content_of
from extractors.statements.kinds import QuotedText


def attributions_of(doc: Doc, language: Language) -> tuple[Attribution, ...]:
    """All attributions of a Doc whose sentences are read and parsed, in the order of their content."""
    return finished(language.drafts(doc._.sentences, _named(doc)), doc)


def _named(doc: Doc) -> TextNames:
    if doc._.mentions is None:
        return TextNames()
    people = {m.start for m in doc._.mentions if m.phrase.kind == "person" and m.phrase.actors}
    media = [Span(m.start, m.end) for m in doc._.mentions if m.phrase.kind == "medium"]
    return TextNames(people, media, doc._.phrases.words)


def finished(drafts: Sequence[Draft], doc: Doc) -> tuple[Attribution, ...]:
    """Attributions with offsets, in the order of their content; a draft without a word of content is none."""
    quoted = QuotedText(doc.text, doc._.quotations)
    contents = {id(draft): content_of(draft, quoted.text) for draft in drafts}
    kept = sorted((d for d in drafts if contents[id(d)]), key=lambda d: contents[id(d)][0].start)
    places = {id(draft): at for at, draft in enumerate(kept)}
    return tuple(attribution_of(draft, contents[id(draft)], quoted, places) for draft in kept)
