"""Remembers who was spoken of, where and how prominently, and finds whom a pronoun or a role takes up again.

Agreement in number and gender comes first; of those that agree the most prominent wins: who spoke last, then subjects,
then others, each less with every sentence and paragraph that passed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extractors.records import Span
from extractors.sentences.around import lies_within
from extractors.statements.speakers.people import Figure

# How prominent who is spoken of is by his part in a sentence, and what each sentence and paragraph since takes of it.
# Orders, more than sizes: the half and the double of those for subjects within others and in subordinate clauses, and
# of REACH, read the 468 articles of retold-train alike; with RECENT at one, six are read otherwise, none more rightly.
# With half of PER_SENTENCE seven, and three speakers fewer are right, with the double ten and none fewer; with half of
# PER_PARAGRAPH two speakers fewer, with the double one more.
SPEAKER, SUBJECT, OTHER, WITHIN, QUOTED = 3.0, 2.5, 1.5, 0.4, -0.6
ASKED = 3.6  # the answer is his, whoever is named in the question
SUBJECT_WITHIN = 0.3  # named within another's name or office, as a subject
SUBORDINATE_SUBJECT = 2.0  # after NP had gone: of whom the sentence tells comes first
PER_SENTENCE, PER_PARAGRAPH = 0.9, 0.3  # a speaker three sentences ago is less than a name now
FAVOUR, KNOWN = 1.0, 0.6  # called by this very word; known to be a man or a woman
RECENT = 3  # sentences within which a speaker is the last one spoken of
REACH = 80  # appearances; nobody further back is taken up by a pronoun
FORGOTTEN = -99.0  # less than anybody has
PERSONS = frozenset({"person", "role"})
BODIES = frozenset({"body", "country", "institution", "collective", "words", "medium"})

Fits = Callable[[Figure], bool]
Bars = Sequence[Span]


@dataclass(frozen=True, slots=True)
class Appearance:
    """A figure at a place of the text, with its prominence there."""

    figure: Figure
    at: int
    weight: float


def sentence_starts(doc: Doc) -> list[int]:
    """Where the sentences of a Doc start, in characters; read once a Doc, since asking it is slow."""
    starts: list[int] | None = doc.user_data.get("sentence_starts")
    if starts is None:
        flags = doc.to_array(["SENT_START", "IDX"])
        starts = [int(at) for flag, at in flags if flag == 1] or [0]
        starts = starts if starts[0] == 0 else [0, *starts]
        doc.user_data["sentence_starts"] = starts
    return starts


class Memory:
    """The appearances so far, in the order they were read."""

    def __init__(self, sentence_starts: Sequence[int], paragraph_starts: Sequence[int]) -> None:
        self._sentences = sentence_starts
        self._paragraphs = paragraph_starts
        self.appearances: list[Appearance] = []
        self.forums: list[Appearance] = []

    def note(self, figure: Figure, at: int, weight: float) -> None:
        """Remembers that a figure stands at an offset."""
        self.appearances.append(Appearance(figure, at, weight))
        if figure.actor and figure.actor.forum:
            self.forums.append(self.appearances[-1])

    def best(
        self, at: int, fits: Fits, bars: Bars = (), favoured: Fits | None = None, favour: float = FAVOUR
    ) -> Appearance | None:
        """The most prominent appearance before an offset among figures that fit; the later one of equals.

        What lies within ``bars`` counts for nothing: the words whose speaker is looked for. Those who are ``favoured``
        stand a little before the others: known to be a woman, called by this very word.
        """
        here = (bisect_right(self._sentences, at), bisect_right(self._paragraphs, at))
        best, chosen = FORGOTTEN, None
        for appearance in reversed(self.appearances[-REACH:]):
            if appearance.at >= at or lies_within(bars, appearance.at):
                continue
            past = self._past(appearance, here)
            if ASKED + FAVOUR - past < best:
                break  # whoever stands further back cannot be more prominent
            if appearance.weight + FAVOUR - past > best and fits(appearance.figure):
                gain = favour if favoured and favoured(appearance.figure) else 0.0
                if appearance.weight + gain - past > best:
                    best, chosen = appearance.weight + gain - past, appearance
        return chosen

    def possessor(self, pronoun: str, at: int, words: Mapping[str, frozenset[str]], bars: Bars = ()) -> Figure | None:
        """Whom "his", "her" or "its" takes up: first those of whom it is known that they are a man or a woman."""
        known = {"male": words["he_forms"], "female": words["she_forms"]}
        found = self.best(
            at,
            lambda figure: agrees_with_pronoun(figure, pronoun, words),
            bars,
            lambda figure: figure.gender is not None and pronoun in known[figure.gender],
            KNOWN,
        )
        return found.figure if found else None

    def sentence_start(self, start: int, end: int) -> int:
        """Where the last sentence that begins in a stretch does; ``start`` where none begins behind it."""
        before = bisect_left(self._sentences, end)
        return max(start, self._sentences[before - 1]) if before else start

    def beside(self, one: int, other: int) -> bool:
        """Whether two offsets lie in one paragraph, at most a sentence apart."""
        same = bisect_right(self._paragraphs, one) == bisect_right(self._paragraphs, other)
        return same and abs(bisect_right(self._sentences, one) - bisect_right(self._sentences, other)) <= 1

    def sentences_between(self, one: int, other: int) -> int:
        """How many sentences further on an offset lies than one before it."""
        return bisect_right(self._sentences, other) - bisect_right(self._sentences, one)

    def last_speaker(self, at: int, bars: Bars = ()) -> Appearance | None:
        """Who spoke last before an offset, outside the ``bars``, not many sentences ago."""
        here = bisect_right(self._sentences, at)
        for appearance in reversed(self.appearances[-REACH:]):
            if appearance.weight == SPEAKER and appearance.at < at and not lies_within(bars, appearance.at):
                near = here - bisect_right(self._sentences, appearance.at) <= RECENT
                return appearance if near else None
        return None

    def _past(self, appearance: Appearance, here: tuple[int, int]) -> float:
        """What an appearance has lost of its prominence by the sentences and paragraphs since."""
        sentences = here[0] - bisect_right(self._sentences, appearance.at)
        paragraphs = here[1] - bisect_right(self._paragraphs, appearance.at)
        return PER_SENTENCE * sentences + PER_PARAGRAPH * paragraphs


def agrees_with_pronoun(figure: Figure, pronoun: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether "he", "she", "it" or "they" can mean a figure: number, gender, person or thing; never a mere place.

    ``words`` are the lexicon's sets, which tell the forms of each pronoun.
    """
    if figure.kind == "place":
        return False
    if pronoun in words["he_forms"]:
        return _is_somebody(figure) and figure.gender != "female"
    if pronoun in words["she_forms"]:
        return _is_somebody(figure) and figure.gender != "male"
    if pronoun in words["it_forms"]:
        return figure.kind in BODIES and figure.number == "singular"
    meeting = figure.actor is not None and figure.actor.forum  # those who take part in it
    return figure.number == "plural" or figure.kind in {"collective"} or bool(meeting)


def _is_somebody(figure: Figure) -> bool:
    """A single person; a lone capitalised word is one only if something more is known of it."""
    told = " " in figure.name or figure.gender is not None or bool(figure.roles)
    return figure.kind in PERSONS and figure.number == "singular" and told
