"""Whether an article, or an entry before its page is fetched, is on Russia-IEA relations, and which words said so.

Both sides must be named, together and with a subject of their relation, or the subject again and again of the one and
the other elsewhere: whether others follow Russia is its matter, too. Words that only look like a side (the energy
agency's letters, the Pakistani Taliban, Moscow in Idaho, a Russian-made rifle) are taken out before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractors.claims.notation.folded_text import sentences_of
from extractors.languages.en.read_text import title_text
from extractors.lexicon import FOLDER, Lexicon, load_rows
from extractors.records import IEA, Article, Entry, Feed, Relevance, Side, SideMention

SideWords = Literal[
    "recogniser",
    "recognised",
    "core",
    "unnamed",
    "collected",
    "official",
    "matter",
    "state",
    "relation",
    "trap",
    "venue",
    "energy",
    "idaho",
    "aside",
    "rival",
]
_ENOUGH = 1.5  # points: a sentence with both sides and a word of relation gives 2, one on another matter .5
# So many points are plain where only the country is named, and neither the movement nor its capital: of 1,195 open
# articles one is taken wrongly without this, none with it.
_PLAIN = 3.0
_OFF_SUBJECT = 0.2  # of the points of an article on another subject, which needs five times as many
# Sentences on the subject that name the Afghan side, in an article that names Russia elsewhere. Of 1,195 open articles
# points alone pass over 25 relevant ones and take 4 others; with two such sentences it is 11 and 6, with one 6 and 13.
_OF_OTHERS = 2
_TITLE_COUNTS = 1.5  # times a sentence of the text
_LONGEST_HEADING = 200  # characters of a first line that may stand for a title
SIDES = ("recogniser", "recognised")

SidePatterns = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class SideRow:
    """Words for one side, for the subject, or what looks like one; ``weak`` ones count for less.

    With words of a subject that stands ``alone`` one side is enough for an entry to be worth fetching.
    """

    id: str
    side: SideWords
    language: str
    patterns: tuple[str, ...]
    weak: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Interest:
    """Whether an entry's page is worth fetching; false in a condition when it is not."""

    matters: bool
    reason: str

    def __bool__(self) -> bool:
        return self.matters


# --- articles --------------------------------------------------------------------------------------------------------


def judge_relevance(article: Article, lexicon: Lexicon) -> Relevance:
    """Scores an article by the sentences that name both sides; its reason reads as one line."""
    words = words_of(lexicon)
    language = article.language if article.language in words else "en"
    text = without_look_alikes(article.text, words[language])
    title = without_look_alikes(article.title or _heading(article.text), words[language], beside=article.text)
    read = {**words[language], **(_surnames(lexicon, article.text) if language == "en" else {})}
    points = _points(text, read) + _TITLE_COUNTS * _points(title, read)
    if _off_subject(article.text, text, words[language]):
        points *= _OFF_SUBJECT
    evidence = tuple(_mentions(article.text, text, words[language]))
    sides = {mention.side for mention in evidence}
    named = bool(words[language]["recognised"].search(text + "\n" + title)) or "Kabul" in text
    if points < _ENOUGH and _subject_of_others(f"{title}\n{text}", words[language]):
        points = _ENOUGH
    relevant = points >= _ENOUGH and len(sides) == len(SIDES) and (named or points >= _PLAIN)
    return Relevance(relevant, round(points / (points + _ENOUGH), 3), evidence, _reason(evidence, points, relevant))


def _heading(text: str) -> str:
    """The first line of a text that came without a title, where it is one."""
    line = text[:_LONGEST_HEADING].partition("\n")[0]
    return line if len(line) < _LONGEST_HEADING and not line.endswith(".") else ""


def _surnames(lexicon: Lexicon, text: str) -> SidePatterns:
    """What an article calls people whom it has named in full, by the kind of their side."""
    return {
        f"{side}-surname": re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(forms)))})\b")
        for side, people in _people_of(lexicon).items()
        if (forms := {form for name, forms in people if name in text for form in forms})
    }


@lru_cache(maxsize=4)
def _people_of(lexicon: Lexicon) -> dict[SideWords, list[tuple[str, tuple[str, ...]]]]:
    """The people of each side: a full name, and what they are called behind it."""
    found: dict[SideWords, list[tuple[str, tuple[str, ...]]]] = {"recogniser": [], "recognised": []}
    for actor in lexicon.actors:
        side: SideWords | None = {"russia": "recogniser", "iea": "recognised"}.get(actor.side)  # type: ignore[assignment]
        if side and actor.kind == "person" and actor.short.get("en"):
            found[side] += [(name, actor.short["en"]) for name in actor.names["en"] if " " in name]
    return found


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> dict[str, SidePatterns]:
    """The words of the sides and, in English, the names of their people and bodies."""
    rows = list(lexicon.rows("sides.yaml", SideRow))
    for actor in lexicon.actors:
        side: SideWords | None = {"russia": "recogniser", "iea": "recognised"}.get(actor.side)  # type: ignore[assignment]
        forms = (*actor.names.get("en", ()), *(actor.metonyms.get("en", ()) if side == "recogniser" else ()))
        named = tuple(re.escape(form).replace("'", "['’]") + "(?:['’]s)?" for form in forms if form[:1].isupper())
        if side and actor.kind != "medium" and named:
            rows.append(SideRow(f"actor.{actor.id}", side, "en", named))
    return _words(tuple(rows))


@lru_cache(maxsize=4)
def _words(rows: tuple[SideRow, ...]) -> dict[str, SidePatterns]:
    """One expression for each kind of word and language; weak words of a side stand apart, those alone also do."""
    patterns: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        kind = f"{row.side}-weak" if row.weak else row.side
        for each in (kind, f"{kind}-alone") if row.alone else (kind,):
            patterns.setdefault(row.language, {}).setdefault(each, []).extend(row.patterns)
    return {
        language: {
            # English words mean other things in other case; English in capitals is read in mixed case before.
            kind: re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", 0 if language == "en" else re.IGNORECASE)
            for kind, forms in kinds.items()
        }
        for language, kinds in patterns.items()
    }


def without_look_alikes(text: str, words: SidePatterns, beside: str = "") -> str:
    """The text with blanks where words only look like a side, as long as it was."""
    if "trap" not in words:
        return text
    text = words["trap"].sub(_blank, text)
    whole = text + "\n" + beside
    if words["idaho"].search(whole):
        text = re.sub(r"\bMoscow(?:'s|’s)?\b", _blank, text)
    afghan = re.search(r"\b(?:Tal[ei]ban|Islamic Emirate|Kabul|Afghan\w*|Muttaqi|Mujahid)\b", whole)
    if not afghan or (words["energy"].search(whole) and not re.search(r"Tal[ei]ban|Islamic Emirate", whole)):
        text = re.sub(r"\bI?IEA(?:'s|’s)?\b", _blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _points(text: str, words: SidePatterns) -> float:
    """Three for a sentence with both sides and their core subject, less for less; neighbours count a little."""
    points, before = 0.0, frozenset[str]()
    subject = without_venues(text, words)
    for sentence in sentences_of(text):
        place = (sentence.start, sentence.end)
        kinds = frozenset(kind for kind in words if words[kind].search(subject if kind == "core" else text, *place))
        here = _sentence_points(kinds)
        points += here or 0.34 * _sentence_points(kinds | before)
        before = kinds
    return points


def _subject_of_others(text: str, words: SidePatterns) -> bool:
    """Whether the core subject is spoken of with the Afghan side in sentences enough, whoever it is spoken of by."""
    subject = without_venues(text, words)
    found = (
        words["core"].search(subject, one.start, one.end) and words["recognised"].search(text, one.start, one.end)
        for one in sentences_of(text)
    )
    return sum(map(bool, found)) >= _OF_OTHERS


def without_venues(text: str, words: SidePatterns) -> str:
    """The text with blanks where an embassy is but the place of what is told, and not its subject."""
    return words["venue"].sub(_blank, text) if "venue" in words else text


def _sentence_points(kinds: frozenset[str]) -> float:
    afghan = kinds & {"recognised", "recognised-surname", "recognised-weak"}
    if not afghan or not kinds & {"recogniser", "recogniser-surname"}:
        return 0.0
    subject = 3.0 if "core" in kinds else 2.0 if "relation" in kinds else 0.5
    return subject / 2 if afghan == {"recognised-weak"} else subject


def _off_subject(original: str, text: str, words: SidePatterns) -> bool:
    """Whether another subject (sport, a disaster, the Soviet war) outweighs the relation's own words."""
    if "aside" not in words:
        return False
    off = len(words["aside"].findall(original))
    return off > 2 and off > len(words["core"].findall(without_venues(text, words)))


def _mentions(original: str, text: str, words: SidePatterns) -> Iterator[SideMention]:
    sides: tuple[tuple[str, Side], ...] = (
        ("recogniser", "recogniser"),
        ("recognised", "recognised"),
        ("recognised-weak", "recognised"),
    )
    found = [
        SideMention(side, match.start(), match.end(), original[match.start() : match.end()])
        for kind, side in sides
        if kind in words
        for match in words[kind].finditer(text)
    ]
    yield from sorted(found, key=lambda mention: (mention.start, mention.end))


def _reason(evidence: Sequence[SideMention], points: float, relevant: bool) -> str:
    counts: dict[str, Counter[str]] = {"recogniser": Counter(), "recognised": Counter()}
    for mention in evidence:
        counts[mention.side][mention.text] += 1
    sides = [_listed(counts["recogniser"], "no Russian side"), _listed(counts["recognised"], "no Afghan side")]
    verdict = "on their relation" if relevant else "not on their relation" if all(counts.values()) else "not both sides"
    return f"{verdict} ({points:.1f} points, {_ENOUGH} needed): {sides[0]}; {sides[1]}"


def _listed(counts: Counter[str], none: str) -> str:
    return ", ".join(f"{text} x{count}" for text, count in counts.most_common(3)) or none


# --- entries ---------------------------------------------------------------------------------------------------------


def may_matter(entry: Entry, feed: Feed, lexicon: Lexicon | None = None) -> Interest:
    """Whether an entry's title and summary speak of what its feed does not cover anyway.

    A feed on Russia needs a word for the Afghan side, or for an act or an occasion that names nobody, or a recognition
    or a list in its title beside a body of the Russian state; one on Afghanistan a word for the Russian or for an act
    of theirs (who else recognises is told of there without it), or a foreign ministry in its title; one on the world
    both, or one of them with a core subject, or the Afghan side with any dealings. A briefing, an interview, a forum or
    a live page of either side or of a foreign ministry is worth fetching for what its title cannot name, and so is
    whatever has somebody of the lexicon from Afghanistan in its title. Words of every language count: feeds mix them.
    """
    words = _words(lexicon.rows("sides.yaml", SideRow) if lexicon else load_rows(FOLDER / "sides.yaml", SideRow))
    text = f"{entry.title}\n{entry.summary}"
    text = title_text(text, lexicon) if lexicon else text
    # On Afghanistan the letters of the Islamic Emirate are no energy agency's.
    text = without_look_alikes(text, words["en"], beside="Taliban" if feed.covers == "afghanistan" else "")
    title = text.partition("\n")[0]
    russian, afghan, core, act, unnamed, dealings = (_first(text, words, kinds) for kinds in _ENTRY_KINDS)
    ministry = _first(title, words, ("official",))
    matter = _first(title, words, ("matter",)) if _first(text, words, ("state",)) else ""
    wanted = {
        "russia": afghan or unnamed or matter,
        "afghanistan": russian or (afghan and (act or ministry)),
        "world": (russian and afghan) or ((russian or afghan) and core) or (afghan and dealings),
    }
    collected = _first(title, words, ("collected",)) if _first(title, words, _HOLDERS) else ""
    known = _somebody_afghan(title, lexicon) if lexicon else ""
    found = [
        word for word in (russian, afghan, core or matter, unnamed, ministry or dealings, collected, known) if word
    ]
    if wanted[feed.covers] or collected or known:
        return Interest(True, f"names {', '.join(found)} in a feed on {feed.covers}")
    return Interest(False, f"a feed on {feed.covers}: names {', '.join(found) or 'neither side'}, which is not enough")


# Of 900 relevant open articles whose title and first lines name the Afghan side 109 name no Russian word there: 53 of
# them name an act, and of 78 others only 9.
_ENTRY_KINDS = (
    ("recogniser",),
    ("recognised", "recognised-weak"),
    ("core",),
    ("core-alone",),
    ("unnamed",),
    ("relation", "official"),
)
_HOLDERS = ("recogniser", "recognised", "recognised-weak", "official")  # of what many subjects are spoken of in


# Of 914 stories of open newsrooms 47 are passed over without it and a matter beside a body of the state. Eight of them
# alert: three are fetched by each, and none of the other 39 by either.
def _somebody_afghan(title: str, lexicon: Lexicon) -> str:
    """The first whom a title names of the people of the lexicon who are of the Afghan side, or from its country."""
    found = _afghans(lexicon).search(title)
    return found.group() if found else ""


@lru_cache(maxsize=4)
def _afghans(lexicon: Lexicon) -> re.Pattern[str]:
    people = (one for one in lexicon.actors if one.kind == "person" and IEA in (one.side, one.home))
    names = (re.escape(name) for one in people for forms in one.names.values() for name in forms)
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(names))})(?!\w)")


def _first(text: str, words: Mapping[str, SidePatterns], kinds: Sequence[str]) -> str:
    for by_kind in words.values():
        for kind in kinds:
            match = by_kind[kind].search(text) if kind in by_kind else None
            if match:
                return match.group()
    return ""
