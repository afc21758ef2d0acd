"""Decides who promised what a statement tells of, and whether that is anybody but the speaker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.lexicon import Actor
from extractors.records import Span, Speaker
from extractors.sentences.around import lies_within, mentions_in
from extractors.sentences.marks import Attribution
from extractors.sentences.phrases import NamedMention, Phrase
from extractors.statements.speakers.coreference import agrees_with_pronoun
from extractors.statements.speakers.entities import Entities
from extractors.statements.speakers.people import Figure, Identified
from extractors.statements.speakers.source_phrases import SourceReader

STEPS_UP = 4  # from a spokesman over his ministry to his country


class Promisers:
    """Resolves promisers with an article's entities; ``met`` are the figures of its mentions by where they start."""

    def __init__(
        self, entities: Entities, sources: SourceReader, mentions: Sequence[NamedMention], met: Mapping[int, Figure]
    ) -> None:
        self.entities = entities
        self.words = entities.index.words
        self.sources = sources
        self.mentions = mentions
        self.met = met
        self._found: dict[int, tuple[Phrase, Figure, str]] = {}

    def read(self, number: int, attribution: Attribution) -> None:
        """Reads who promised in an attribution when the text has come so far."""
        phrase = self._phrase(attribution.promiser) if attribution.promiser else None
        if phrase is None:
            return
        found = self._subject_of_content(phrase, attribution.content) if phrase.kind == "pronoun" else None
        self._found[number] = (phrase, *(found or self.entities.figure(phrase, self.sources.written(phrase))))

    def embedded(
        self, number: int, attribution: Attribution, speaker: Figure | None, at: Span | None
    ) -> Speaker | None:
        """Who promised, None where that is the speaker, who stands ``at`` a span, or what the speaker speaks for."""
        span = attribution.promiser
        if number not in self._found or span is None:
            return None
        phrase, figure, how = self._found[number]
        if speaker and (figure is speaker or figure.key in self._spoken_for(speaker)):
            return None
        if phrase.kind == "pronoun" and self._can_only_be(speaker, phrase, how, at):
            return None
        start = phrase.start if span.start < phrase.start < span.end else span.start
        return Speaker(self.entities.reader.text[start : span.end], start, span.end, figure.name, figure.key, how)

    def _phrase(self, span: Span) -> Phrase | None:
        """The phrase of a span; where it is nobody, whoever is named at its end ("his visit in May Jane Roe")."""
        phrase = self.sources.phrase(span)
        if phrase is None or phrase.kind not in {"words", "place"}:
            return phrase
        inside = mentions_in(self.mentions, span.start + 1, span.end)
        at_end = (m.phrase for m in inside if m.end == span.end and m.subject)
        return next(at_end, phrase)

    def _can_only_be(self, speaker: Figure | None, pronoun: Phrase, how: str, at: Span | None) -> bool:
        """Whether a pronoun means the speaker: "He had promised S", NP said; the ministry said "they", and nobody else.

        A pronoun before the speaker that the speaker agrees with is his, as is one of a body that nothing explains.
        """
        if speaker is None:
            return False
        if at and pronoun.start < at.start and agrees_with_pronoun(speaker, pronoun.head, self.words):
            return True
        return how == "unresolved" and pronoun.head in self.words["it_forms"] | self.words["they_forms"]

    def _subject_of_content(self, pronoun: Phrase, content: Sequence[Span]) -> Identified | None:
        """The last subject of the same words that a pronoun can mean: NP said NP was there and he had promised S."""
        within = [
            m for m in mentions_in(self.mentions, content[0].start, pronoun.start) if lies_within(content, m.start)
        ]
        subjects = (self.met[m.start] for m in reversed(within) if m.subject and m.start in self.met)
        figure = next((each for each in subjects if agrees_with_pronoun(each, pronoun.head, self.words)), None)
        return (figure, "pronoun: subject of the same words") if figure else None

    def _spoken_for(self, speaker: Figure) -> set[str]:
        """The body, the government and the country that somebody speaks for: a promise of theirs is his own."""
        if speaker.actor is None:
            return set(speaker.of)
        actors: Mapping[str, Actor] = self.entities.index.actors
        keys = {key for key in (speaker.actor.belongs_to, speaker.actor.country) if key}
        for _ in range(STEPS_UP):
            above = (actors[key] for key in keys)
            keys |= {key for actor in above for key in (actor.belongs_to, actor.country) if key}
        return keys
