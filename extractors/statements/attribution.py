"""Finds who said what: gives every cue of a sentence to the constructions in turn, then settles what they share.

Drafts first, judgement after: constructions propose; ``settle`` decides which of two that want the same words stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extractors.languages.en.clauses.cue_context import View, view_of
from extractors.languages.en.constructions.according import according_to_source, in_ones_view
from extractors.languages.en.constructions.direct import (
    quotation_after_clause,
    quotation_around_clause,
    quotation_before_clause,
    quoted_words_after_cue,
)
from extractors.languages.en.constructions.headlines import headlines
from extractors.languages.en.constructions.indirect import (
    as_source_says,
    clause_after_speaker,
    clause_before_speaker,
    question_after_speaker,
)
from extractors.languages.en.constructions.labels import labelled_speech
from extractors.languages.en.constructions.neighbouring_sentences import neighbours
from extractors.languages.en.constructions.nouns import cue_noun
from extractors.languages.en.constructions.objects import infinitive_of_cue, object_of_cue, phrase_after_preposition
from extractors.languages.en.constructions.passives import passive_with_agent, that_before_passive
from extractors.languages.en.constructions.quotation_runs import join_runs
from extractors.languages.en.constructions.quoted_as import quoted_as_saying
from extractors.languages.en.constructions.relays import Relays
from extractors.languages.en.constructions.told_that import clause_after_when
from extractors.languages.en.constructions.unparsed_clauses import closing_clauses
from extractors.languages.en.constructions.unparsed_quotations import (
    name_after_dash,
    words_after_quotation,
    words_before_quotation,
)
from extractors.records import Span
from extractors.sentences.drafts import Draft
from extractors.sentences.marks import Attribution
from extractors.sentences.sentence import Sentence
from extractors.statements.anchoring import attribution_of, content_of
from extractors.statements.competing_drafts import settle
from extractors.statements.kinds import QuotedText

Construction = Callable[[View], Draft | None]

CONSTRUCTIONS: tuple[Construction, ...] = (
    quotation_around_clause,
    quotation_before_clause,
    quotation_after_clause,
    as_source_says,
    clause_after_when,
    clause_after_speaker,
    quoted_words_after_cue,
    question_after_speaker,
    clause_before_speaker,
    infinitive_of_cue,
    object_of_cue,
    phrase_after_preposition,
    that_before_passive,
    passive_with_agent,
)


def attributions_of(doc: Doc) -> tuple[Attribution, ...]:
    """All attributions of a Doc whose sentences are read and parsed, in the order of their content."""
    people = {m.start for m in doc._.mentions if m.phrase.kind == "person" and m.phrase.actors}
    labelled, used = labelled_speech(doc._.reading, people)
    labelled += (lines := [draft for draft in headlines(doc._.reading) if draft.sentence.number not in used])
    used |= {draft.sentence.number for draft in lines}
    sentences = [sentence for sentence in doc._.reading if sentence.number not in used]
    relays = Relays([Span(m.start, m.end) for m in doc._.mentions if m.phrase.kind == "medium"])
    drafts = [draft for sentence in sentences for draft in drafts_of(sentence, relays)]
    drafts = join_runs(sentences, neighbours(sentences, drafts)) + labelled
    drafts.sort(key=lambda draft: (draft.sentence.number, min(draft.places(), default=0)))
    return finished(drafts, doc)


def drafts_of(sentence: Sentence, relays: Relays) -> list[Draft]:
    """The attributions of one sentence: every construction is tried on every cue, the first that fits has it."""
    taken: set[int] = set()
    if not sentence.parsed:
        return name_after_dash(sentence, taken) or words_before_quotation(sentence, taken)
    views = [view for cue in sentence.cues if (view := view_of(sentence, cue, taken))]
    drafts = [*quoted_as_saying(sentence), *according_to_source(sentence), *in_ones_view(sentence), *cue_noun(sentence)]
    used = {place for draft in drafts if draft.via and draft.clause for place in range(*draft.clause)}
    taken.update(at for draft in drafts for at in draft.quotes)
    for construction in CONSTRUCTIONS:
        for view in views:
            if view.cue.place not in used and (draft := construction(view)):
                used.add(view.cue.place)
                taken.update(draft.quotes)
                drafts.append(draft)
    drafts += name_after_dash(sentence, taken)
    drafts += words_after_quotation(sentence, taken)
    drafts += words_before_quotation(sentence, taken)
    drafts += closing_clauses(sentence, drafts)
    return settle(relays.resolve(sentence, drafts))


def finished(drafts: Sequence[Draft], doc: Doc) -> tuple[Attribution, ...]:
    """Attributions with offsets, in the order of their content; a draft without a word of content is none."""
    quoted = QuotedText(doc.text, doc._.quotations)
    contents = {id(draft): content_of(draft, quoted.text) for draft in drafts}
    kept = sorted((d for d in drafts if contents[id(d)]), key=lambda d: contents[id(d)][0].start)
    places = {id(draft): at for at, draft in enumerate(kept)}
    words = doc._.phrases.words
    return tuple(attribution_of(draft, contents[id(draft)], quoted, places, words) for draft in kept)


@Language.component("rw_attribution", requires=["doc._.reading"], assigns=["doc._.attributions"])
def attribution_component(doc: Doc) -> Doc:
    """Writes ``doc._.attributions``; it needs ``rw_cues`` and ``rw_syntax`` before it."""
    doc._.attributions = attributions_of(doc)
    return doc


if not Doc.has_extension("attributions"):
    Doc.set_extension("attributions", default=())
