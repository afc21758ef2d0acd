"""Finds the words that may make an utterance of their surroundings, before anything is parsed.

A cue is a candidate: whether it attributes anything is for the constructions to say.
"""

from __future__ import annotations

from extractors.languages.en.words.inflection import cue_nouns, verb_forms
from extractors.lexicon import Lexicon
from extractors.sentences.reporting_words import CueNoun, CueVerb, VerbForm
from extractors.sentences.sentence import Sentence

BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re", "’re"})
HAVE = frozenset({"has", "have", "had", "having", "'ve", "’ve", "'d", "’d", "'s", "’s"})
AUXILIARIES = BE | HAVE | frozenset(
    {"do", "does", "did", "will", "would", "could", "can", "may", "might", "must", "should", "shall", "to",
     "not", "n't", "n’t", "'ll", "’ll"}
)  # fmt: skip
PARTICLE_REACH = 5  # words of an object before a particle: ruled the plan of the state out
FIRST_NAMES = frozenset({"said"})  # forms of verbs that are first names too
IMPERSONAL = frozenset({"it", "that", "this", "which", "what"})  # is certain: nobody says so
ADVERBS = frozenset({"once", "more", "again", "also", "repeatedly", "instead", "yet", "jointly", "publicly"})


def find_cues(sentence: Sentence, verbs: dict[str, VerbForm]) -> list[CueVerb]:
    """All verb forms of the lexicon outside quotations that are set apart, one row each, particle verbs preferred."""
    cues = []
    for place, word in enumerate(sentence.words):
        form = verbs.get(word)
        if form is None or sentence.apart(place) or is_first_name(sentence, place):
            continue
        if cue := _cue(sentence, place, form):
            cues.append(cue)
    return cues


def is_first_name(sentence: Sentence, place: int) -> bool:
    """Whether a word that could be a verb of saying is the first name of somebody: Said Omar Belani left."""
    forms, after = sentence.forms, place + 1
    if sentence.words[place] not in FIRST_NAMES or not forms[place][0].isupper() or not _is_capital(sentence, after):
        return False
    if place:
        return not _is_capital(sentence, place - 1)
    while _is_capital(sentence, after):
        after += 1
    quoted = any(quote.apart for quote in sentence.quotes) or ":" in sentence.words
    return not quoted or sentence.words[after : after + 1] != [","]


def _is_capital(sentence: Sentence, place: int) -> bool:
    return place < len(sentence) and sentence.forms[place][:1].isupper()


def _cue(sentence: Sentence, place: int, form: VerbForm) -> CueVerb | None:
    for row in form.rows:
        if not row.particle or (row.lemma == "be" and sentence.words[place - 1] in IMPERSONAL):
            continue
        last = _particle(sentence, place, row.particle.split())
        if last is not None:
            return CueVerb(place, row, last)
    plain = [row for row in form.rows if not row.particle]
    if not plain:
        return None
    after = place + 1
    while after < len(sentence) and sentence.words[after] in ADVERBS:
        after += 1
    following = sentence.words[after : after + 2]
    leading = [row for row in plain if row.prepositions and any(p in following for p in row.prepositions)]
    chosen = next((row for row in leading if row.lemma), plain[-1] if len(plain) > 1 and plain[0].lemma else plain[0])
    return CueVerb(place, chosen, place)


def _particle(sentence: Sentence, place: int, particle: list[str]) -> int | None:
    """The place of the last word of a particle that follows the verb soon enough, or None; "out of" is none."""
    words = sentence.words
    stop = min(len(words) - len(particle), place + PARTICLE_REACH)
    for at in range(place + 1, stop + 1):
        if words[at : at + len(particle)] == particle and words[at : at + 2] != ["out", "of"]:
            return at + len(particle) - 1
        if words[at] in {",", ".", ";", ":", "that"}:
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


class Cues:
    """Finds the verbs and nouns of a lexicon in sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._verbs: dict[str, VerbForm] = verb_forms(lexicon)
        self._nouns: dict[str, CueNoun] = cue_nouns(lexicon)

    def __call__(self, sentence: Sentence) -> None:
        """Writes a sentence's cues and cue nouns to it."""
        sentence.cues = find_cues(sentence, self._verbs)
        sentence.nouns = [(p, self._nouns[w]) for p, w in enumerate(sentence.words) if w in self._nouns]
