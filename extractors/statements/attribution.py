"""Finds who said what: gives every cue of a sentence to the constructions in turn, then settles what they share.

Drafts first, judgement after: constructions propose; ``settle`` decides which of two that want the same words stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Span
from extractors.statements.according import according_to_source
from extractors.statements.cues import find_cues
from extractors.statements.direct import (
    quotation_after_clause,
    quotation_around_clause,
    quotation_before_clause,
    quoted_words_after_cue,
)
from extractors.statements.drafts import Draft
from extractors.statements.fallbacks import words_after_quotation, words_before_quotation
from extractors.statements.finish import attribution_of
from extractors.statements.indirect import (
    as_source_says,
    clause_after_speaker,
    clause_before_speaker,
    question_after_speaker,
)
from extractors.statements.labels import labelled_speech
from extractors.statements.objects import infinitive_of_cue, object_of_cue, phrase_after_preposition
from extractors.statements.raw import Attribution
from extractors.statements.reading import Sentence, read_sentences
from extractors.statements.relays import Relays
from extractors.statements.runs import join_runs
from extractors.statements.settle import settle
from extractors.statements.syntax import LONGEST, Parser
from extractors.statements.verbs import VerbForm, verb_forms
from extractors.statements.views import View, view_of

Construction = Callable[[View], Draft | None]

CONSTRUCTIONS: tuple[Construction, ...] = (
    quotation_around_clause,
    quotation_before_clause,
    quotation_after_clause,
    as_source_says,
    clause_after_speaker,
    quoted_words_after_cue,
    question_after_speaker,
    clause_before_speaker,
    infinitive_of_cue,
    object_of_cue,
    phrase_after_preposition,
)


class Attributor:
    """The constructions, the verbs and the parser they need."""

    def __init__(self, lexicon: Lexicon, model: str | None = None) -> None:
        self.verbs: dict[str, VerbForm] = verb_forms(lexicon)
        self.parser = Parser.load(model)

    def attributions(self, doc: Doc) -> tuple[Attribution, ...]:
        """All attributions of a Doc, in the order of their content."""
        sentences = read_sentences(doc)
        labelled, used = labelled_speech(sentences)
        others = [s for s in sentences if s.number not in used]
        self.parser.parse([s for s in others if len(s) <= LONGEST and self._needs_parse(s)])
        relays = Relays([Span(m.start, m.end) for m in doc._.mentions if m.phrase.kind == "medium"])
        drafts = [draft for sentence in others for draft in self._drafts(sentence, relays)]
        drafts = join_runs(others, drafts) + labelled
        drafts.sort(key=lambda draft: (draft.sentence.number, min(draft.places(), default=0)))
        return finished(drafts, doc)

    def _needs_parse(self, sentence: Sentence) -> bool:
        return bool(find_cues(sentence, self.verbs)) or "according" in sentence.words

    def _drafts(self, sentence: Sentence, relays: Relays) -> Sequence[Draft]:
        if not sentence.parsed:
            return words_before_quotation(sentence, set(), self.verbs)
        cues = find_cues(sentence, self.verbs)
        taken: set[int] = set()
        views = [v for v in (view_of(sentence, cue, cues, taken) for cue in cues) if v]
        drafts = list(according_to_source(sentence))
        used: set[int] = set()
        for construction in CONSTRUCTIONS:
            for view in views:
                if view.cue.place not in used and (draft := construction(view)):
                    used.add(view.cue.place)
                    taken.update(draft.quotes)
                    drafts.append(draft)
        drafts += words_after_quotation(sentence, taken, self.verbs)
        drafts += words_before_quotation(sentence, taken, self.verbs)
        return settle(relays.resolve(sentence, drafts))


def finished(drafts: Sequence[Draft], doc: Doc) -> tuple[Attribution, ...]:
    """Attributions with offsets, in the order of their content."""
    places = {id(draft): at for at, draft in enumerate(drafts)}
    return tuple(attribution_of(draft, doc, places) for draft in drafts)


@Language.factory("rw_attribution", assigns=["doc._.attributions"], default_config={"model": None})
def make_attribution(nlp: Language, name: str, model: str | None) -> Callable[[Doc], Doc]:
    """A component that writes ``doc._.attributions``."""
    attributor = Attributor(load_lexicon(), model)

    def component(doc: Doc) -> Doc:
        doc._.attributions = attributor.attributions(doc)
        return doc

    return component


if not Doc.has_extension("attributions"):
    Doc.set_extension("attributions", default=())
