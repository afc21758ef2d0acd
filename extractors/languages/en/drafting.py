"""Finds who says what in English sentences: gives every cue to the constructions in turn, the first that fits has it.

Drafts first, judgement after: constructions propose; ``outermost`` decides which of two that want the same words stays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from extractors.languages.en.clauses.cue_context import CueContext, context_of
from extractors.languages.en.constructions.according import according_to_source, for_somebody, in_ones_view
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
from extractors.languages.en.constructions.objects import (
    infinitive_of_cue,
    object_and_phrase,
    object_of_cue,
    phrase_after_preposition,
)
from extractors.languages.en.constructions.passives import passive_with_agent, that_before_passive
from extractors.languages.en.constructions.promises import promiser_in
from extractors.languages.en.constructions.quotation_runs import join_runs
from extractors.languages.en.constructions.quoted_as import quoted_as_saying
from extractors.languages.en.constructions.relays import Relays
from extractors.languages.en.constructions.told_that import clause_after_when, clause_behind_colon, report_called_false
from extractors.languages.en.constructions.unparsed_clauses import closing_clauses
from extractors.languages.en.constructions.unparsed_quotations import (
    name_after_dash,
    words_after_quotation,
    words_before_quotation,
)
from extractors.languages.en.signs import signs_of
from extractors.sentences.competing_drafts import outermost
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence
from extractors.sentences.text_names import TextNames

OnCue = Callable[[CueContext], Draft | None]

# The order decides little: of the fifteen pairs of neighbours eleven may change places, and nothing is drafted
# otherwise in the 468 articles of retold-train. What stands around a clause comes before what stands before it (else
# five more statements are none, and one is lost), a clause before quoted words alone (else three are lost). A question
# and a clause before its speaker, or that clause and an infinitive, want the same words in one article each.
CONSTRUCTIONS: tuple[OnCue, ...] = (
    quotation_around_clause,
    quotation_before_clause,
    quotation_after_clause,
    as_source_says,
    clause_after_when,
    report_called_false,
    clause_after_speaker,
    quoted_words_after_cue,
    question_after_speaker,
    clause_before_speaker,
    infinitive_of_cue,
    object_of_cue,
    object_and_phrase,
    phrase_after_preposition,
    that_before_passive,
    passive_with_agent,
    clause_behind_colon,
)


def drafts_in(sentences: Sequence[Sentence], named: TextNames) -> list[Draft]:
    """All drafts of a text whose sentences have their cues and trees, in the order of their content."""
    labelled, used = labelled_speech(sentences, named)
    labelled += (lines := [draft for draft in headlines(sentences, named.people) if draft.sentence.number not in used])
    used |= {draft.sentence.number for draft in lines}
    others = [sentence for sentence in sentences if sentence.number not in used]
    relays = Relays(named.media)
    drafts = [draft for sentence in others for draft in drafts_of(sentence, relays, named.people)]
    drafts = join_runs(others, neighbours(others, drafts, named.people)) + labelled
    for draft in drafts:
        draft.promiser, draft.signs = promiser_in(draft, named.words), signs_of(draft)
    return sorted(drafts, key=lambda draft: (draft.sentence.number, min(draft.places(), default=0)))


def drafts_of(sentence: Sentence, relays: Relays, people: Collection[int] = ()) -> list[Draft]:
    """The attributions of one sentence: every construction is tried on every cue, the first that fits has it."""
    taken: set[int] = set()
    if not sentence.parsed:
        return name_after_dash(sentence, taken) or words_before_quotation(sentence, taken)
    contexts = [context for cue in sentence.cues if (context := context_of(sentence, cue, taken))]
    drafts = [*quoted_as_saying(sentence), *according_to_source(sentence), *in_ones_view(sentence), *cue_noun(sentence)]
    drafts += for_somebody(sentence, people)
    used = {place for draft in drafts if draft.via and draft.clause for place in range(*draft.clause)}
    taken.update(at for draft in drafts for at in draft.quotes)
    for construction in CONSTRUCTIONS:
        for context in contexts:
            if context.cue.place not in used and (draft := construction(context)):
                used.add(context.cue.place)
                taken.update(draft.quotes)
                drafts.append(draft)
    drafts += name_after_dash(sentence, taken)
    drafts += words_after_quotation(sentence, taken)
    drafts += words_before_quotation(sentence, taken)
    drafts += closing_clauses(sentence, drafts)
    return outermost(relays.resolve(sentence, drafts))
