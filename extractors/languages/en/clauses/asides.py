"""Where content stops before what the outlet adds to it: what it makes of the words, when they fell, who declines more.

Of 6 tails each kind of an answer that ended too late in open articles, none was ever the speaker's.
"""

from __future__ import annotations

from extractors.languages.en.clauses.arguments import FINITE_TAGS
from extractors.sentences.sentence import Sentence

JUDGED = frozenset({"claim", "assertion", "allegation", "accusation", "charge", "answer", "reply", "remark", "comment",
                    "statement", "formula", "formulation", "phrase", "wording", "figure", "argument", "contention",
                    "prediction", "view", "position", "words", "something", "promise", "denial"})  # fmt: skip
RELATIVES = frozenset({"that", "which", "who", "of", "at", "by", "echoed", "repeated", "denied", "made"})
SPANS = frozenset({"day", "days", "hour", "hours", "week", "weeks", "month", "months", "minutes", "year", "years"})
APART = frozenset({"before", "after"})
COUNTS = frozenset({"a", "an", "one", "two", "three", "four", "five", "six", "several", "just", "only", "some", "less",
                    "more", "than", "barely", "nearly", "almost", "few", "many", "hours", "days", "weeks", "months",
                    "years"})  # fmt: skip
DECLINES = frozenset({"declined", "refused", "sidestepped", "dodged", "stopped", "avoided", "gave", "steered"})
SILENT = frozenset({"say", "specify", "elaborate", "name", "comment", "repeat", "mention", "give", "explain",
                    "disclose", "clarify", "go", "confirm", "add", "answer"})  # fmt: skip
LEAVES_OUT = frozenset({"mentioning", "saying", "naming", "specifying", "giving", "elaborating", "adding", "explaining",
                        "going", "commenting", "identifying", "citing", "referring", "disclosing"})  # fmt: skip
WORDLESS = frozenset({"elaborate", "comment", "specify"})
NEGATED = frozenset({"did", "does", "would", "has", "could"})
REPORTED = frozenset({"reported", "quoted", "cited", "carried"})
CLOSING = frozenset({"”", '"', "''", "’", "'"})
CARRIES = frozenset({"reported", "reports", "informs", "informed", "writes", "wrote"})
REACH = 6  # words; by 3 one statement of 468 articles ends wrongly, by 12 none otherwise
HAND = 7  # words: as reported by, and a medium's name of a few words


def before_aside(sentence: Sentence, start: int, stop: int) -> int:
    """The end of content that begins at ``start``: before a comma behind which the outlet speaks, else ``stop``.

    ``stop`` may lie behind the sentence's end: a text may break off there.
    """
    for place in range(start + 2, min(stop - 2, len(sentence) - 1)):
        if _is_comma(sentence, place) and _is_outlets(sentence, place + 1):
            return place
        if (
            sentence.words[place] == "without"
            and sentence.words[place + 1] in LEAVES_OUT
            and sentence.inside[place] < 0
        ):
            return place - (sentence.words[place - 1] == ",")
        joint = sentence.words[place] if sentence.inside[place] < 0 else ""
        if (joint == "but" and _declines(sentence, place + 1)) or (joint == "and" and _is_silent(sentence, place + 1)):
            return place - (sentence.words[place - 1] == ",")
    return stop


def _is_comma(sentence: Sentence, place: int) -> bool:
    """A comma, or a quotation's end behind one."""
    word = sentence.words[place]
    return (word == "," and sentence.inside[place] < 0) or (word in CLOSING and sentence.words[place - 1] == ",")


def _is_outlets(sentence: Sentence, first: int) -> bool:
    return _judges(sentence, first) or _tells_when(sentence, first) or _hands_on(sentence, first)


def _judges(sentence: Sentence, first: int) -> bool:
    """Whether a noun says what the words are, and a clause more of it: S, a claim that NP denies."""
    words = sentence.words[first : first + REACH]
    opened = words[0] in {"a", "an", "something", "words", "the"}
    noun = next((at for at, word in enumerate(words) if word in JUDGED), None)
    if not opened or noun is None or first + noun + 1 >= len(sentence):
        return False
    if words[0] == "the" and "first" not in words:
        return False
    behind = first + noun + 1
    contact = any(tag in FINITE_TAGS for tag in sentence.tags[behind : behind + REACH])
    plain = not any(tag in FINITE_TAGS for tag in sentence.tags[first:behind])
    return plain and (sentence.words[behind] in RELATIVES or contact)


def _tells_when(sentence: Sentence, first: int) -> bool:
    """Whether a span of time parts the words from another event: S, a day before NP VP."""
    words = sentence.words[first : first + REACH]
    apart = next((at for at, word in enumerate(words) if word in APART), 0)
    return apart > 0 and words[apart - 1] in SPANS and set(words[:apart]) <= COUNTS | SPANS


def _hands_on(sentence: Sentence, first: int) -> bool:
    """Whether a medium's name follows that carried it: S, as reported by NP."""
    words = sentence.words[first : first + HAND]
    if words[:1] != ["as"] or not words[1:]:
        return False
    named = sentence.tags[first + 1] in {"NNP", "NNPS", "DT", "NN", "JJ"} and bool(CARRIES & set(words[2:]))
    return words[1] == "per" or (words[1] in REPORTED and words[2:3] == ["by"]) or named


def _is_silent(sentence: Sentence, first: int) -> bool:
    """Whether nothing but the speaker's silence is told: S, and would not be drawn; and declined to elaborate."""
    words = sentence.words[first : first + 4]
    if words[:2] in (["declined", "to"], ["refused", "to"]):
        return bool(SILENT & set(words[2:3]))
    negated = words[:2] in (["would", "not"], ["did", "not"])
    return negated and (words[2:] == ["be", "drawn"] or bool(WORDLESS & set(words[2:3])))


def _declines(sentence: Sentence, first: int) -> bool:
    """Whether the speaker himself holds something back, no subject named again: S, but would not say N."""
    words = [word for word in sentence.words[first : first + REACH] if not word.endswith("ly")]
    if words[:1] and words[0] in DECLINES:
        return True
    negated = len(words) > 1 and words[0] in NEGATED and words[1] in {"not", "n't", "n’t"}
    return negated and bool(SILENT & set(words[2:3]))
