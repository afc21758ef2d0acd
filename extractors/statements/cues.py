"""Finds the words that may make an utterance of their surroundings, before anything is parsed.

A cue is a candidate: whether it attributes anything is for the constructions to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.statements.reading import Sentence
from extractors.statements.verbs import ReportingVerb, VerbForm

BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re", "’re"})
HAVE = frozenset({"has", "have", "had", "having", "'ve", "’ve", "'d", "’d", "'s", "’s"})
AUXILIARIES = BE | HAVE | frozenset(
    {"do", "does", "did", "will", "would", "could", "can", "may", "might", "must", "should", "shall", "to",
     "not", "n't", "n’t", "'ll", "’ll"}
)  # fmt: skip
PARTICLE_REACH = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that may attribute: its place, its row, and the place of its particle, or its own."""

    place: int
    row: ReportingVerb
    last: int


def find_cues(sentence: Sentence, verbs: dict[str, VerbForm]) -> list[Cue]:
    """All verb forms of the lexicon outside quotations that are set apart, one row each, particle verbs preferred."""
    cues = []
    for place, word in enumerate(sentence.words):
        form = verbs.get(word)
        if form is not None and not sentence.apart(place) and (cue := _cue(sentence, place, form)):
            cues.append(cue)
    return cues


def _cue(sentence: Sentence, place: int, form: VerbForm) -> Cue | None:
    for row in form.rows:
        if not row.particle:
            continue
        last = _particle(sentence, place, row.particle.split())
        if last is not None:
            return Cue(place, row, last)
    plain = [row for row in form.rows if not row.particle]
    if not plain:
        return None
    following = sentence.words[place + 1 : place + 3]
    leading = [row for row in plain if row.prepositions and any(p in following for p in row.prepositions)]
    chosen = next((row for row in leading if row.lemma), plain[-1] if len(plain) > 1 and plain[0].lemma else plain[0])
    return Cue(place, chosen, place)


def _particle(sentence: Sentence, place: int, particle: list[str]) -> int | None:
    """The place of the last word of a particle that follows the verb soon enough, or None."""
    words = sentence.words
    stop = min(len(words) - len(particle), place + PARTICLE_REACH)
    for at in range(place + 1, stop + 1):
        if words[at : at + len(particle)] == particle:
            return at + len(particle) - 1
        if words[at] in {",", ".", ";", ":"}:
            return None
    return None


def cue_first(sentence: Sentence, place: int) -> int:
    """Where the verb group starts: auxiliaries, negation and adverbs before the verb."""
    first = place
    while first and (sentence.words[first - 1] in AUXILIARIES or _is_adverb(sentence, first - 1)):
        first -= 1
    while first < place and _is_adverb(sentence, first):
        first += 1
    return first


def _is_adverb(sentence: Sentence, place: int) -> bool:
    return bool(sentence.tags) and sentence.tags[place] in {"RB", "RBR"}
