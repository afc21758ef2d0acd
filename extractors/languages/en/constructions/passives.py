"""Constructions whose content stands before a passive of saying: the step was welcomed by NP; that S was told by NP."""

from __future__ import annotations

from extractors.languages.en.clauses.arguments import MARKS, Range, has_finite_verb, trim
from extractors.languages.en.clauses.content_ends import complement_stop
from extractors.languages.en.clauses.cue_context import CueContext
from extractors.languages.en.parsing.predicate_repairs import PREDICATES
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft

PASSIVE_WITH_AGENT = Construction("passive_with_agent", "did")
THAT_BEFORE_PASSIVE = Construction("that_before_passive", "said")

OBJECTS = frozenset({"object", "object_to", "object_as", *PREDICATES})
PREPOSITIONS = frozenset({"for", "as", "to", "about", "over", "not"})
KINDS = frozenset({"act", "ask", "think", "say"})
TELLS = frozenset({"quote", "cite", "reference", "list", "discuss", "report", "relay", "announce", "explain",
                   "say", "state", "mention", "attack", "support", "back", "oppose", "press", "challenge", "order",
                   "expect", "dispute", "invite"})  # fmt: skip
NEWS = frozenset({"news", "information", "report", "reports", "opinion", "statement", "announcement"})
POINTING = frozenset({"it", "this", "that", "he", "she", "they", "which", "who", "these", "those", "i", "we", "you"})
UNREAL = frozenset(
    {"not", "n't", "n’t", "never", "to", "would", "could", "can", "may", "might", "must", "should", "will"}
)


def passive_with_agent(context: CueContext) -> Draft | None:
    """The step was welcomed by NP. / NP was thanked by NP for N. / NP were urged by NP to VP."""
    source = context.source
    if not context.passive or source is None or context.first_person or UNREAL & context.auxiliaries():
        return None
    row = context.cue.row
    if row.kind not in KINDS or row.id in TELLS or row.particle:
        return None
    if not OBJECTS & set(context.takes) and not row.prepositions:
        return None
    about, rest = _subject(context), _rest(context)
    if rest is None and not {"object", "object_to"} & set(context.takes):
        return None
    ranges = [words for words in (about, rest) if words]
    return context.draft(PASSIVE_WITH_AGENT, ranges) if ranges else None


def that_before_passive(context: CueContext) -> Draft | None:
    """That S was confirmed by NP."""
    sentence, place = context.sentence, context.cue.place
    if (
        not context.passive
        or context.source is None
        or sentence.words[0] != "that"
        or "that" not in (*context.takes, "that")
    ):
        return None
    if not {"that", "clause"} & set(context.takes) or sentence.words[1] in MARKS or context.source.first < place:
        return None
    first, stop = trim(sentence, 1, _group_start(context))
    return context.draft(THAT_BEFORE_PASSIVE, [(first, stop)]) if has_finite_verb(sentence, first, stop) else None


def _group_start(context: CueContext) -> int:
    """Where the verb group of the cue begins."""
    first = context.cue.place
    while first and (
        context.sentence.tags[first - 1] in {"RB", "MD"} or context.sentence.deps[first - 1].startswith("aux")
    ):
        first -= 1
    return first


def _subject(context: CueContext) -> Range | None:
    """The words of the passive's subject; nothing where it only points elsewhere or belongs to the noun before."""
    sentence, place = context.sentence, context.cue.place
    subject = sentence.subject(place)
    if subject is None or subject > place:
        return None
    first, stop = trim(sentence, sentence.left[subject], min(sentence.right[subject] + 1, _group_start(context)))
    alone = (stop - first == 1 and sentence.words[first] in POINTING) or sentence.words[subject] in NEWS
    return None if alone or first >= stop or any(sentence.apart(at) for at in range(first, stop)) else (first, stop)


def _rest(context: CueContext) -> Range | None:
    """What goes on behind the agent: for doing it, as a threat, to hold back."""
    sentence, source = context.sentence, context.source
    start = source.stop if source else context.cue.last + 1
    if start >= len(sentence) - 1 or (sentence.words[start] not in PREPOSITIONS and sentence.inside[start] < 0):
        return None
    first, stop = trim(sentence, start, complement_stop(context, start))
    comma = next((at for at in range(first + 1, stop) if sentence.words[at] == "," and _leaves(context, at)), stop)
    return (first, comma) if comma - first > 1 else None


def _leaves(context: CueContext, comma: int) -> bool:
    """Whether what a comma parts off no longer belongs to what was said: who, which, while."""
    return context.sentence.words[comma + 1] in {"who", "which", "while", "whose", "where", "when", "after"}
