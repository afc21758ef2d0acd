"""Reads the words that an attribution takes for its source: the phrase itself, and what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.languages.en.phrases.noun_phrases import PhraseReader
from extractors.records import Span
from extractors.sentences.phrases import NamedMention, Phrase

DATELINE = re.compile(r"(?:[A-Z][\w.]+[ /,]{0,2}){1,4}(?: ?\([\w /]{2,20}\))? ?[–—-]+ (?=\S)")
CLOCK = re.compile(r"\d{1,2}[:.]\d\d (?=\S)")
SPEAKERS = frozenset({"person", "role"})
SOMEBODY = frozenset({"person", "role", "body", "institution", "country"})
CLAUSE = 80  # characters back from a day to the subject of its clause; by 40 one of 468 articles reads otherwise
BESIDE = 3  # characters that may lie between a subject and its verb: a space, a comma


class SourceReader:
    """Reads sources and addressees of one text."""

    def __init__(self, reader: PhraseReader, mentions: Sequence[NamedMention]) -> None:
        self.reader = reader
        self.text = reader.text
        self.words = reader.words
        self.patterns = reader.index.patterns
        self._unsaid = (
            self.patterns["cited-by"],
            self.patterns["at-a-time"],
            self.patterns["possessive"],
            self.patterns["when-or-where"],
            self.patterns["adverb-at-end"],
        )
        self.mentions = mentions

    def source(self, span: Span, cue: Span | None) -> Phrase | None:
        """Who is meant by the words before a cue; where they are nobody, who stands right before the cue itself."""
        if joined := self._joined(span):
            return joined
        phrase = self.phrase(span)
        if one := self._told_of(span, phrase) or self._one_of_them(span) or self._pronoun_at_end(span, phrase):
            return one
        if phrase is None or cue is None:
            return phrase
        if phrase.kind not in {"person", "pronoun"} and (named := self._named_at_end(span, whole=True)):
            return named
        if phrase.owner:
            return phrase
        if phrase.head in self.words["calendar"] and span.end - span.start == len(phrase.head):
            return self._subject(span.start - CLAUSE, span.start) or phrase
        if phrase.kind not in {"words", "place"}:
            return phrase
        if named := self._named_at_end(span):
            return named
        subject = self._subject(cue.start - BESIDE, cue.start)
        return subject if subject and subject.start >= span.end else phrase

    def phrase(self, span: Span) -> Phrase | None:
        """The phrase of a span, with what the text around adds to the same name: title, apposition."""
        unsaid = (CLOCK, DATELINE, self.patterns["bids-reader"])
        if before := next((found for each in unsaid if (found := each.match(self.text, span.start, span.end))), None):
            span = Span(before.end(), span.end)
        phrase = self.reader.read(*self.reader.tokens.within(span.start, span.end))
        if phrase is None:
            return None
        if phrase.head in self.words["durations"] and (
            since := self.patterns["since"].search(self.text, span.start, span.end)
        ):
            return self.phrase(Span(since.end(), span.end)) or phrase
        if phrase.kind in {"words", "place"} and phrase.core_end < span.end and phrase.head not in self._offices:
            phrase = self._after_break(phrase, span)
        around = next((m.phrase for m in self._over(span) if m.phrase.name_start == phrase.name_start), None)
        if around is None or phrase.name is None:
            return self._renamed(phrase, span)
        return replace(
            phrase, roles=phrase.roles | around.roles, of=phrase.of | around.of, words=phrase.words | around.words,
            heads=phrase.heads | around.heads, gender=phrase.gender or around.gender,
            of_institution=phrase.of_institution or around.of_institution,
            owner=phrase.owner or around.owner)  # fmt: skip

    def written(self, phrase: Phrase) -> str:
        """How the text puts it, without a comma and without where a body sits ("the Paris-based …")."""
        words = " ".join(self.text[phrase.start : max(phrase.core_end, phrase.start)].split()).strip(" ,;:–—")
        for unsaid in self._unsaid:
            words = unsaid.sub("", words)
        if (
            phrase.certain
            and phrase.name
            and phrase.kind != "person"
            and phrase.head not in self.reader.index.institutions
        ):
            article = words.split()[0] if words.split()[0].lower() in self.words["definite_article"] else ""
            return f"{article} {phrase.name}".strip()
        return self.patterns["based"].sub("", words) if phrase.kind == "body" else words

    @property
    def _offices(self) -> frozenset[str] | set[str]:
        return self.words["offices"]

    def _joined(self, span: Span) -> Phrase | None:
        """Several countries that speak together are none of them: "Pakistan, China and Russia"."""
        opens = self.patterns["both"].match(self.text, span.start, span.end)
        begins = {span.start, opens.end() if opens else span.start}
        named = [m for m in self._over(span) if m.start >= span.start and m.phrase.kind in {"country", "collective"}]
        if len(named) < 2 or named[0].phrase.name_start not in begins:
            return None
        ends = [m.phrase.name_end for m in named]
        gaps = zip(ends, (m.phrase.name_start for m in named[1:]), strict=False)
        if not all(self.patterns["between"].fullmatch(self.text, end, start) for end, start in gaps):
            return None
        rest = self.text[ends[-1] : span.end].strip()
        if rest and not self.patterns["when-or-where"].fullmatch(self.text, ends[-1], span.end):
            return None
        start = named[0].phrase.name_start
        return Phrase(start, ends[-1], "words", "countries", core_end=ends[-1], number="plural")

    def _after_comma(self, span: Span) -> Phrase | None:
        """The person behind a body that ends the clause before: S at the Lake Forum, Jane Roe, who leads it, said."""
        named = [m.phrase for m in self._over(span) if m.phrase.kind == "person" and m.start > span.start]
        if not named or self.text[named[0].start - 2 : named[0].start] != ", ":
            return None
        ends = self.text[named[0].name_end : named[0].name_end + 1]
        return named[0] if ends == "," or named[0].name_end == span.end else None

    def _told_of(self, span: Span, phrase: Phrase | None) -> Phrase | None:
        """The person whose remark it is that "who" takes up: "a remark by the former envoy Jane Roe, who said"."""
        if phrase and phrase.kind in {"body", "place"} and not phrase.certain:
            return self._after_comma(span)
        if phrase is None or phrase.kind != "words" or self.patterns["some-of"].match(self.text, span.start, span.end):
            return None
        near = [m for m in self._over(span) if m.phrase.kind in SPEAKERS and m.start > span.start]
        who = self.patterns["who"]
        return next((m.phrase for m in near if who.match(self.text, max(m.phrase.core_end, m.phrase.name_end))), None)

    def _one_of_them(self, span: Span) -> Phrase | None:
        """The name right behind "one of them": said one of them, Jane Roe."""
        if not self.patterns["one-of"].match(self.text, span.start, span.end):
            return None
        near = self._over(Span(span.start, span.end + 1 + BESIDE))
        return next((m.phrase for m in near if m.phrase.kind == "person" and m.start >= span.end), None)

    def _pronoun_at_end(self, span: Span, phrase: Phrase | None) -> Phrase | None:
        """The pronoun right before the verb where what it says stands before it: The talks in Town he called “N”."""
        before, _, last = self.text[span.start : span.end].rpartition(" ")
        if (
            last not in self.words["speaking_pronouns"]
            or not before
            or (phrase is not None and phrase.kind in {"person", "role"})
        ):
            return None
        return self.phrase(Span(span.end - len(last), span.end))

    def _named_at_end(self, span: Span, whole: bool = False) -> Phrase | None:
        """The full name behind other words, no preposition between: "At a meeting on finance Jane Roe".

        With ``whole`` only a name that ends the words counts: "activist and former member of parliament Jane Roe".
        """
        people = [m for m in self._over(span) if m.phrase.kind == "person"]
        named = [m for m in people if " " in (m.phrase.name or "") or (whole and m.phrase.certain)]
        if whole and (not named or named[-1].phrase.name_end != span.end):
            return None
        if not named or not span.start < (begin := named[-1].phrase.start) < span.end:
            return None
        before = self.text[span.start : begin].split()
        return named[-1].phrase if before and before[-1].lower() not in self.words["leads"] else None

    def _subject(self, start: int, end: int) -> Phrase | None:
        """The last subject whose mention ends in a stretch."""
        near = [m for m in self._over(Span(max(0, start), end)) if m.subject and m.end <= end]
        return next((m.phrase for m in reversed(near) if m.phrase.kind in SOMEBODY), None)

    def _after_break(self, phrase: Phrase, span: Span) -> Phrase:
        """The person behind a comma where what stands before it is nobody: "In the corridor, a delegate"."""
        found = phrase
        rest: Phrase | None = phrase
        while rest is not None and rest.kind != "person" and rest.core_end < span.end:
            rest = self.reader.read(*self.reader.tokens.within(rest.core_end + 1, span.end))
            named = rest is not None and rest.kind == "person" and (rest.certain or " " in (rest.name or ""))
            if rest and (named or (rest.kind == "role" and found is phrase)):
                found = rest
        return found

    def _renamed(self, phrase: Phrase, span: Span) -> Phrase:
        """A role whose name stands right after the span: "the present charge", Jane Roe, said."""
        if phrase.kind != "role" or phrase.number == "plural":
            return phrase
        around = [m.phrase for m in self._over(span) if m.phrase.start <= span.start or m.phrase.name_start >= span.end]
        named = [other for other in around if other.kind == "person" and phrase.head in other.heads]
        return named[0] if named else self._apposed(phrase, span)

    def _apposed(self, phrase: Phrase, span: Span) -> Phrase:
        """The name between commas behind an office: the deputy head of the committee on dams, Jane Roe, said."""
        if not phrase.definite or self.text[span.end : span.end + BESIDE - 1] != ", ":
            return phrase
        near = self._over(Span(span.end, span.end + BESIDE))
        person = next((m.phrase for m in near if m.phrase.kind == "person" and m.start == span.end + 2), None)
        full = person is not None and (person.certain or " " in (person.name or ""))
        return person if person and full and self.text[person.name_end : person.name_end + 2] == ", " else phrase

    def _over(self, span: Span) -> Iterator[NamedMention]:
        at = bisect_right(self.mentions, span.start, key=lambda mention: mention.end)
        for mention in self.mentions[at : at + 8]:
            if mention.start < span.end:
                yield mention
