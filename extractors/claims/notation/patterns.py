"""The notation of claim rules: phrases with placeholders, as they stand in the lexicon, made into regular expressions.

A pattern is a regular expression over a view (lower case, no quotation marks) with these conveniences: a blank is any
run of blanks; `` .. `` leaves room for up to three words that neither name a topic nor open another clause, `` ... ``
for up to nine of any kind but "but", both within the sentence; ``{name}`` is a word list of ``en/claim_words.yaml``.
``{T}`` is a place where a topic was found, ``{T.base}``, ``{T.past}``, ``{T.name}`` one in that form (a state is a name
too, ``{T.act}`` only what is no state), ``{recognition}``, ``{delisting.past}`` ... one topic's, and
``{~recognition}`` one of which the rule says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Literal

from extractors.claims.notation.expressions import Wording, Wordings, wording_of
from extractors.errors import LexiconError
from extractors.records import TOPICS, Topic

TermForm = Literal["name", "base", "past", "state"]
FormsById = Mapping[str, str]

# One letter for each topic and form stands where its words stood, so that rules can speak of "the topic" by place.
FORMS: tuple[TermForm, ...] = ("name", "base", "past", "state")
RUNES: dict[tuple[Topic, TermForm], str] = {
    (topic, form): chr(0x16A0 + len(FORMS) * number + place)
    for number, topic in enumerate(TOPICS)
    for place, form in enumerate(FORMS)
}
TOPIC_OF_RUNE: dict[str, Topic] = {rune: topic for (topic, _), rune in RUNES.items()}

_PLACEHOLDER = re.compile(r"\{(~?[a-zA-Z][a-zA-Z_.]*)\}")
# A blank that is not already part of a class of characters.
_BLANK = re.compile(r"(?<!\[) ")
# No sign may be both part of a word and between two: twenty commas in a row would be cut up in a million ways.
_WIDE_GAP = r"(?:[ ,()]+(?!{turns} )[^ ,().;!?\n]+){0,9}?[ ,()]+"
_NARROW_GAP = rf"(?:[ ,()]+(?!{{subordinates}}\b)[^ ,().;!?\n{''.join(RUNES.values())}]+){{0,3}}?[ ,()]+"


def topic_places(topics: Iterable[Topic]) -> FormsById:
    """The placeholders for places where a topic was found; ``T`` stands for any of those given."""
    places: dict[str, str] = {}
    chosen = tuple(topics)
    for name, group in [("T", chosen), *((topic, (topic,)) for topic in TOPICS)]:
        places[name] = _letters(group, FORMS)
        places[f"~{name}"] = f"[{''.join(RUNES[topic, form] for topic in group for form in FORMS)}]+"
        places[f"{name}.act"] = _letters(group, ("name", "base", "past"))
        for form in FORMS:
            places[f"{name}.{form}"] = _letters(group, ("name", "state") if form == "name" else (form,))
    return places


def _letters(topics: Iterable[Topic], forms: Iterable[TermForm]) -> str:
    chosen = tuple(forms)
    return f"(?P<place>[{''.join(RUNES[topic, form] for topic in topics for form in chosen)}]+)"


def compile_pattern(patterns: Iterable[str], words: FormsById, where: str) -> Wordings:
    """The patterns of a row, ready to be searched for; raises LexiconError."""
    return Wordings(tuple(_phrase(_numbered(expand(pattern, words, where)), where) for pattern in patterns))


def _phrase(expression: str, where: str) -> Wording:
    try:
        phrase = wording_of(rf"(?<!\w)(?:{expression})(?!\w)")
    except re.error as error:
        raise LexiconError(where, f"is no regular expression: {error}", "mend the pattern") from None
    if not phrase.demands.shortest:
        raise LexiconError(where, "matches where there are no words", "mend the pattern")
    return phrase


def topics_at_places(match: re.Match[str]) -> frozenset[Topic]:
    """The topics that stand where the pattern asks for one; those in its gaps are none of its business."""
    return frozenset(TOPIC_OF_RUNE[letters[0]] for name, letters in match.groupdict().items() if letters)


def _numbered(expression: str) -> str:
    """Gives the groups around places of topics names of their own: a name may occur once in an expression."""
    numbers = count()
    return re.sub(r"\(\?P<place>", lambda _: f"(?P<place{next(numbers)}>", expression)


def expand(pattern: str, words: FormsById, where: str) -> str:
    """A pattern with its placeholders, gaps and blanks written out."""

    def replace(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise LexiconError(where, f"there is no word list {match[1]!r}", "add it to en/claim_words.yaml")
        return f"(?:{words[match[1]]})"

    gaps = pattern.replace(" ... ", "\0").replace(" .. ", "\1").replace(" *", r"[ \n]*")
    gaps = _BLANK.sub(r"[ \\n]+", gaps)
    return _PLACEHOLDER.sub(replace, gaps.replace("\0", _WIDE_GAP).replace("\1", _NARROW_GAP))
