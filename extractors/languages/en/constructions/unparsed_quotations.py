"""Constructions that read words in their order, for quotations whose clause the parser did not understand."""

from __future__ import annotations

from extractors.languages.en.clauses.arguments import FINITE_TAGS, MARKS, Range, trim
from extractors.languages.en.constructions.direct import lone_quotations
from extractors.languages.en.words.calendar import MONTHS, WEEKDAYS
from extractors.languages.en.words.cues import AUXILIARIES
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence

SpeakerAndCue = tuple[Range | None, Range, str]

WORDS_AFTER_QUOTATION = Construction("words_after_quotation", "said")
WORDS_BEFORE_QUOTATION = Construction("words_before_quotation", "said")
NAME_AFTER_DASH = Construction("name_after_dash", "read")

# Of the 468 articles of retold-train one or three read otherwise by 4 or 16 words of a label, and no statement is right
# or wrong for it; by 7 words of a source one speaker is lost; the half or the double of the others changes nothing.
LABEL_WORDS = 8  # words of a name before a colon
FARTHEST = 40  # words that may lead to a quotation; time must not grow with a list that holds one
SOURCE_WORDS = 14  # words of a name with an office
SIGNATURE_WORDS = 24  # of a name with what describes it, where and when
UTTERS = frozenset({"say", "tell", "ask", "manner"})
PRONOUNS = frozenset({"he", "she", "they"})
LABEL_STOPS = frozenset({"on", "to", "in", "at", "about"})
DASHES = frozenset({"—", "–", "-", "--", "―", "‒", "~"})
COLONS = frozenset({":", "):", ":]"})  # after a title in brackets the tokenizer takes both for one mark
NAME_STOPS = frozenset({",", "(", "."})
LEADS_ON = frozenset({"and", "but", "also", "then", "now", "this", "these", "here", "more", "finally", "first", "next",
                      "earlier", "later", "meanwhile", "another", "one", "yet", "just", "again", "in"})  # fmt: skip
NEXT = frozenset({"then", "now", "next", "later", "here", "finally", "again"})
IS = frozenset({"and", "but", "also", "is", "'s", "’s", "was", ","})
TIMES = frozenset({*WEEKDAYS, *MONTHS})


def words_after_quotation(sentence: Sentence, taken: set[int]) -> list[Draft]:
    """“S,” NOUN VERB … / “S,” VERB NOUN …, by the order of words alone."""
    drafts = []
    for at in lone_quotations(sentence, taken):
        quoted = sentence.quotes[at]
        stop = next((q.first for q in sentence.quotes[at + 1 :] if q.apart), len(sentence))
        found = _clause(sentence, quoted.stop, stop)
        if found:
            drafts.append(Draft(sentence, WORDS_AFTER_QUOTATION, found[2], found[0], found[1], [], [at]))
            taken.add(at)
    return drafts


def words_before_quotation(sentence: Sentence, taken: set[int]) -> list[Draft]:
    """NOUN VERB: “S.” / NOUN: “S.”, by the order of words alone."""
    drafts = []
    for at in lone_quotations(sentence, taken):
        first = sentence.quotes[at].first
        if (
            not 2 <= first <= FARTHEST
            or not _leads(sentence, first - 1)
            or any(sentence.apart(p) for p in range(first))
        ):
            continue
        found = _clause(sentence, 0, first - 1) or _from(sentence, first - 1) or _label(sentence, first - 1)
        if found:
            drafts.append(Draft(sentence, WORDS_BEFORE_QUOTATION, found[2], found[0], found[1], [], [at]))
            taken.add(at)
    return drafts


def _leads(sentence: Sentence, mark: int) -> bool:
    """Whether a mark leads on to a quotation: a colon, or the end of a name in brackets: [NP] “S.”"""
    return sentence.words[mark] in COLONS or (sentence.words[mark] == "]" and sentence.words[0] == "[")


def name_after_dash(sentence: Sentence, taken: set[int]) -> list[Draft]:
    """“S” — NP, who NP is."""
    lone = lone_quotations(sentence, taken)
    stop = sentence.quotes[lone[-1]].stop if lone else len(sentence)
    if stop + 1 >= len(sentence) or sentence.words[stop] not in DASHES or not ends_with_name(sentence, stop + 1):
        return []
    if any(sentence.inside[at] < 0 and sentence.words[at] not in MARKS for at in range(stop)):
        return []
    end = next((at for at in range(stop + 1, len(sentence)) if sentence.words[at] in NAME_STOPS), len(sentence))
    taken.update(lone)
    return [Draft(sentence, NAME_AFTER_DASH, "", None, (stop + 1, end), [], lone)]


def ends_with_name(sentence: Sentence, start: int) -> bool:
    """Whether a paragraph ends with a name and a description, without a verb."""
    if not 0 < len(sentence) - start <= SIGNATURE_WORDS or not opens_name(sentence.forms[start]):
        return False
    end = next((at for at in range(start, len(sentence)) if sentence.words[at] in NAME_STOPS), len(sentence))
    named = 0 < end - start <= SOURCE_WORDS and opens_name(sentence.forms[end - 1])
    last = sentence.text[sentence.stops[-1] : sentence.stops[-1] + 1]
    return named and last in {"", "\n"} and not FINITE_TAGS.intersection(sentence.tags[start:])


def opens_name(form: str) -> bool:
    """Whether a name can begin so; an account's begins with @."""
    return form[:1].isupper() or (form[:1] == "@" and len(form) > 1)


def led_to(sentence: Sentence, colon: int) -> Range | None:
    """The name in "And from NP:", "This from NP on Monday:", "Then NP:"; None where something else stands there."""
    at = next((p for p in range(min(colon, LABEL_WORDS)) if sentence.words[p] not in LEADS_ON | IS), colon)
    first = at + 1 if sentence.words[at] == "from" else at if _leads_to_name(sentence, at, colon) else colon
    if first >= colon or FINITE_TAGS.intersection(sentence.tags[at:colon]):
        return None
    stop = next((p for p in range(first + 1, colon) if sentence.words[p] in LABEL_STOPS | {","}), colon)
    named = any(form[:1].isupper() for form in sentence.forms[first:stop])
    return (first, stop) if named and stop - first <= SOURCE_WORDS else None


def _leads_to_name(sentence: Sentence, at: int, colon: int) -> bool:
    """Whether words that only lead on stand before a name that ends the line: Then Ada Pellworth:"""
    leads = set(sentence.words[:at])
    named = opens_name(sentence.forms[colon - 1]) or bool(LABEL_STOPS.intersection(sentence.words[at:colon]))
    return bool(leads & NEXT) and leads <= NEXT | IS and named and sentence.words[at] not in TIMES


def _clause(sentence: Sentence, start: int, stop: int) -> SpeakerAndCue | None:
    """(cue, source, row) of the first verb of uttering in a range whose neighbours can be its subject."""
    start, stop = trim(sentence, start, stop)
    for place in range(start, min(stop, start + SOURCE_WORDS)):
        cue = next((c for c in sentence.cues if c.place == place), None)
        if cue is None or cue.row.kind not in UTTERS or "quote" not in cue.row.takes:
            continue
        source = (start, place) if place > start else (place + 1, _name_stop(sentence, place + 1, stop))
        source = trim(sentence, *_before_passive(sentence, source))
        if source[0] < source[1] and _could_speak(sentence, source):
            return (place, cue.last + 1), source, cue.row.id
        return None
    return None


def _before_passive(sentence: Sentence, source: Range) -> Range:
    """A source without "was quoted as" behind it."""
    first, stop = source
    if sentence.words[stop - 2 : stop] in (["quoted", "as"], ["cited", "as"]):
        stop = next((p for p in range(first + 1, stop) if sentence.words[p] in AUXILIARIES), stop)
    return first, stop


def _could_speak(sentence: Sentence, source: Range) -> bool:
    """Whether words can name a source: a name or a noun among them and no finite verb."""
    tags = sentence.tags[source[0] : source[1]] if sentence.tags else []
    words = sentence.forms[source[0] : source[1]]
    if any(tag in {"VBZ", "VBP", "MD"} for tag in tags):
        return False
    return any(w[:1].isupper() for w in words) or any(t in {"PRP", "NN", "NNS"} for t in tags)


def _name_stop(sentence: Sentence, start: int, stop: int) -> int:
    place = start
    while place < stop and sentence.words[place] not in MARKS:
        place += 1
    return place


def _from(sentence: Sentence, colon: int) -> SpeakerAndCue | None:
    source = led_to(sentence, colon)
    return (None, source, "") if source else None


def _label(sentence: Sentence, colon: int) -> SpeakerAndCue | None:
    """A name with a colon after it: the words before the colon, without "on …"."""
    first, stop = trim(sentence, 0, colon)
    while first < stop and not sentence.words[first][:1].isalpha():
        first += 1  # the hour of a live page
    pronoun = next((p for p in range(first, min(stop, first + 3)) if sentence.words[p] in PRONOUNS), None)
    if pronoun is not None:
        return None, (pronoun, pronoun + 1), ""
    stop = next((p for p in range(first + 1, stop) if sentence.words[p] in LABEL_STOPS | {"(", "]"}), stop)
    if not 0 < stop - first <= LABEL_WORDS or not sentence.forms[first][:1].isupper():
        return None
    return None, (first, stop), ""
