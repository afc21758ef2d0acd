"""The parse of a sentence while repairs may still change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.sentences.reporting_words import CueVerb
from extractors.sentences.sentence import Sentence

FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})


@dataclass(slots=True)
class Tree:
    """The parse of a sentence while it can still be changed."""

    sentence: Sentence
    tags: list[str]
    deps: list[str]
    heads: list[int]

    def kids(self, place: int, *deps: str) -> Iterator[int]:
        """The dependents of a word, all of them or those with one of some relations."""
        for kid, head in enumerate(self.heads):
            if head == place != kid and (not deps or self.deps[kid] in deps):
                yield kid

    def has(self, place: int, *deps: str) -> bool:
        """Whether a word has a dependent with one of these relations."""
        return next(self.kids(place, *deps), None) is not None

    def hang(self, place: int, head: int, dep: str) -> None:
        """Gives a word another head."""
        self.heads[place], self.deps[place] = head, dep

    def cue(self, place: int) -> CueVerb:
        """The cue at a place that a repair is asked for; StopIteration where there is none."""
        return next(cue for cue in self.sentence.cues if cue.place == place)

    def words(self, first: int, stop: int) -> list[str]:
        """Words of the sentence; none outside it."""
        return self.sentence.words[max(first, 0) : max(stop, 0)]


def is_aided(tree: Tree, place: int) -> bool:
    """Whether an auxiliary stands before a participle."""
    return any(tree.deps[kid].startswith("aux") or tree.deps[kid] == "nsubj:pass" for kid in tree.kids(place))
