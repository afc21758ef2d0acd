"""Decides who a lead means that only says what somebody is: a minister said S. “S,” NAME told reporters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.sentences.around import mentions_in
from extractors.sentences.phrases import NamedMention
from extractors.statements.speakers.people import Figure
from extractors.statements.speakers.roles import GENERAL, Roles

HEAD = 600  # characters within which headline, byline and dateline end; half and double read 468 articles alike
SENTENCE_ENDS = (".", ".”", '."', ".’", "!", "?", "?”", '?"')
PERSONS, GROUPS = frozenset({"person", "role"}), frozenset({"words", "body"})
VAGUE = GENERAL | {"leader", "member", "analyst", "politician", "diplomat"}  # what many may be called


class Speaking(NamedTuple):
    """Who speaks where, and how that was found."""

    at: int
    figure: Figure
    how: str


class Leads:
    """The leads of one text."""

    def __init__(self, text: str, mentions: Sequence[NamedMention], roles: Roles) -> None:
        self.text = text
        self.mentions = mentions
        self.roles = roles
        self.start = _body_start(text)

    def named_behind(self, voices: Iterable[Speaking]) -> tuple[Figure, Figure] | None:
        """The figure of a lead that bears no name, and whom the next paragraph names first, if that is who is meant."""
        told = sorted((v for v in voices if v.at >= self.start), key=lambda voice: voice.at)
        for kinds in (PERSONS, GROUPS):
            lead = next((v for v in told if v.figure.kind in kinds), None)
            if lead is None or not self._is_nameless(lead.figure) or "\n" in self.text[self.start : lead.at]:
                continue
            behind = next((v.figure for v in told if v.figure.kind in kinds and v.figure is not lead.figure), None)
            if behind is not None and self._is_introduced(behind, lead) and self._fits(behind, lead.figure):
                return lead.figure, behind
        return None

    def _is_nameless(self, figure: Figure) -> bool:
        """Whether a figure is somebody or a group of people, by what it is only."""
        group = figure.kind == "words" and bool(figure.heads & self.roles.people.index.words["body_nouns"])
        return figure.number == "singular" and (figure.kind == "role" or group)

    def _is_introduced(self, behind: Figure, lead: Speaking) -> bool:
        """Whether the paragraph behind a lead names somebody by a full name, who was not named before."""
        ends = self.text.find("\n", lead.at)
        stop = self.text.find("\n", self._past_breaks(ends)) if ends >= 0 else -1
        named = behind.kind in {"person", "body"} and (behind.actor is not None or " " in behind.name)
        return named and 0 <= ends < behind.first < (stop if stop >= 0 else len(self.text))

    def _past_breaks(self, at: int) -> int:
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at

    def _fits(self, behind: Figure, lead: Figure) -> bool:
        """Whether he has the office, or bears a name that the article takes for known without one."""
        if not self.roles.agree(lead, behind):
            return False
        first = next(iter(mentions_in(self.mentions, behind.first, behind.first + 1)), None)
        bare = first is not None and not first.phrase.roles and behind.actor is None
        return bare or lead.roles <= VAGUE or self.roles.share_office(lead, behind)


def _body_start(text: str) -> int:
    """Where the first line that ends as sentences do begins: behind headline, byline and dateline."""
    start = 0
    while (stop := text.find("\n", start, HEAD)) >= 0 and not text[start:stop].rstrip().endswith(SENTENCE_ENDS):
        start = stop + 1
    return start
