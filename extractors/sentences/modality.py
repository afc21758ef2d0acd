"""What is not told as a fact, by its signs: asked, waited for, a condition, a limit in time, or only thought of.

Modality in the sense of a mark on what is said, not of its topic. Most signs are read over the words before a place, up
to the beginning of their clause or sentence, which the signs themselves keep to; so statements put together of pieces,
and quotations, which have no tree, are read like any words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.lexicon import Lexicon
from extractors.sentences.clauses import compiled_signs

_BEHIND_A_QUESTION = " \t\n)'\"”’»"  # what closes behind a question mark: brackets and quotation marks


@dataclass(frozen=True, slots=True)
class ModalSigns:
    """How a language shows that something is not told as a fact, read over words in lower case.

    ``asked`` matches where the words of a reported question open. Of the words before a place: ``awaited`` tells that
    it is so once, or if, ``conditional`` the same anywhere in the sentence, ``lasting`` as long as it is so, ``limit``
    that it is the time of something else, ``lacked`` that something else goes without it, ``unaccomplished`` that a
    past form is of the passive or an infinitive, ``imagined`` that a present form is of a day to come. ``other``
    matches behind a matter where that is said not to be another.
    """

    asked: re.Pattern[str]
    awaited: re.Pattern[str]
    conditional: re.Pattern[str]
    lasting: re.Pattern[str]
    limit: re.Pattern[str]
    lacked: re.Pattern[str]
    unaccomplished: re.Pattern[str]
    imagined: re.Pattern[str]
    other: re.Pattern[str]

    def opens_question(self, words: str) -> bool:
        """Whether words open as a reported question: "whether the ban would go"."""
        return self.asked.search(words) is not None

    def is_awaited(self, before: str) -> bool:
        """Whether what follows is so only once or if, in the same clause: "trade grows once they have ..."."""
        return self.awaited.search(before) is not None

    def is_condition(self, before: str) -> bool:
        """Whether what follows is a condition or a time, commas between: "unless, they say, the ..."."""
        return self.conditional.search(before) is not None

    def is_lasting(self, before: str) -> bool:
        """Whether something else is so as long as what follows: "nothing moves while they are ..."."""
        return self.lasting.search(before) is not None

    def is_limit(self, before: str) -> bool:
        """Whether what follows is the time up to which something else is spoken of: "no envoy before ..."."""
        return self.limit.search(before) is not None

    def is_lacked(self, before: str) -> bool:
        """Whether something else does without what follows: "an envoy without any ..."."""
        return self.lacked.search(before) is not None

    def is_unreal(self, before: str, present: bool) -> bool:
        """Whether a past form that follows, or a ``present`` one, tells nothing done: "may be ...", "when they ..."."""
        unaccomplished = self.unaccomplished.search(before) is not None
        return unaccomplished or (present and self.imagined.search(before) is not None)

    def end_of_denial(self, words: str, end: int) -> int | None:
        """Where "is not a" ends that begins right behind a matter, so that the next word is what it is not."""
        found = self.other.match(words, end)
        return found.end() if found else None


def is_question(words: str) -> bool:
    """Whether a sentence ends in a question mark, whatever closes behind it."""
    return words.rstrip(_BEHIND_A_QUESTION).endswith("?")


def are_questions(sentences: Iterable[str]) -> bool:
    """Whether every one of some sentences ends in a question mark."""
    return all(map(is_question, sentences))


def modal_signs_of(lexicon: Lexicon) -> ModalSigns:
    """The signs of a lexicon, compiled."""
    clause_signs = compiled_signs(lexicon)
    return ModalSigns(
        clause_signs["question"],
        clause_signs["once"],
        clause_signs["as-condition"],
        clause_signs["while"],
        clause_signs["limit"],
        clause_signs["lack"],
        clause_signs["to-be"],
        clause_signs["unreal"],
        clause_signs["is-not"],
    )
