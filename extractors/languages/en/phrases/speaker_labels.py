"""The label of whoever speaks, where a paragraph begins with one: Q:, MR MILLER:, [Belan], Ada Pellworth, captain:"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.sentences.sentence import Sentence

_NAME = r"(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|of|the|and|for|in|to|at|de|al-[\w’'-]+)){0,5})"
_COLON = r":(?=\s|“|\"|$)(?: [(\[]\d{1,2}:\d\d(?::\d\d)?[)\]])?"  # and the minute of a recording
_FORMS = (
    re.compile(rf"{_NAME}(?: ?\([^()\n]{{1,40}}\))? ?{_COLON}"),
    re.compile(rf"\[{_NAME}(?:, [^\[\]\n]{{1,60}})?:?\]:?(?=\s|$)"),
    re.compile(r"(?P<name>[QA]\.|Q)(?= +[“\"A-Z])"),  # before a name and what he is: A. In Moscow, nothing: S
    re.compile(rf"{_NAME}, [^:;“\"\n.!?]{{2,80}}{_COLON}"),
    re.compile(rf"{_NAME} on [^:;“\"\n.!?]{{2,40}}{_COLON}"),  # and of what: Belan on the ferry: S
)
_SURE = re.compile(r"^\[|\d:\d\d[)\]]")
_BARE_ANSWER = re.compile(r"(?P<name>A)(?= +[“\"A-Z])")
QUESTIONS = frozenset({"q", "q.", "question"})
UNNAMED = QUESTIONS | {"a", "a.", "answer"}
ASKERS = frozenset({"reporter", "journalist", "correspondent", "moderator", "interviewer", "host", "anchor"})
_NO_SPEAKERS = frozenset({
    "profile", "commentary", "interview", "after", "before", "update", "updated", "correction",
    "note", "related", "watch", "video", "photo", "photos", "exclusive",
    "breaking", "opinion", "analysis", "read", "more", "source", "live", "factbox", "explainer", "editor's",
    "editor’s", "background", "sources", "see", "also", "contact", "tags", "topics", "share", "via", "q&a", "file",
    "disclaimer", "date", "time", "published", "world", "region", "headline", "highlights", "timeline", "key", "what",
    "when", "where", "who", "why", "how", "this", "these", "those", "that", "his", "her", "their", "its", "our",
})  # fmt: skip
_HONORIFICS = frozenset({"mr", "mrs", "ms", "dr"})


@dataclass(frozen=True, slots=True)
class Label:
    """Who speaks, in places of the sentence and as written, and the place at which the speech starts.

    ``sure`` is one that labels of other things are not written like: in brackets, or with a recording's minute.
    """

    source: tuple[int, int]
    start: int
    name: str
    sure: bool = False

    @property
    def key(self) -> str:
        """What recurs where the same one speaks again: Omar Belan: …, BELAN: …"""
        return self.name.lower().split()[-1]

    @property
    def asks(self) -> bool:
        """Whether it names nobody, but says that a question follows."""
        return self.key in QUESTIONS


def labels_of(paragraphs: Sequence[Sequence[Sentence]]) -> list[Label | None]:
    """The label of each paragraph, None for those without; a bare A is one only below a bare Q."""
    labels: list[Label | None] = []
    for paragraph in paragraphs:
        label = label_of(paragraph[0])
        if label is None and labels and labels[-1] and labels[-1].name == "Q":
            label = _read(paragraph[0], _BARE_ANSWER)
        labels.append(label)
    return labels


def label_of(sentence: Sentence) -> Label | None:
    """The label at the start of a sentence, by the first form that fits."""
    return next((label for form in _FORMS if (label := _read(sentence, form))), None)


def _read(sentence: Sentence, form: re.Pattern[str]) -> Label | None:
    found = form.match(sentence.text, sentence.begins[0], sentence.stops[-1])
    if found is None:
        return None
    first, stop, start = (_place(sentence, at) for at in (*found.span("name"), found.end()))
    while stop - first > 1 and sentence.words[first] in _HONORIFICS | {"mr.", "mrs.", "ms.", "dr.", "."}:
        first += 1  # MR. MILLER: S
    name = " ".join(sentence.forms[first:stop])
    if not name or sentence.words[first] in _NO_SPEAKERS or name.lower() == "the":
        return None
    return Label((first, stop), start, name, sure=_SURE.search(found[0]) is not None)


def _place(sentence: Sentence, at: int) -> int:
    """The first word that begins at an offset or behind it."""
    return next((place for place, begin in enumerate(sentence.begins) if begin >= at), len(sentence))
