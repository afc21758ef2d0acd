"""What stands in an article's text and tells nothing of its story: corrections, captions, pointers to other stories.

What an earlier version "misstated" is nobody's statement; a caption or another story's headline belongs to no story.
"""

from __future__ import annotations

import re

_THIS = r"(?:article|story|report|piece|post|headline|caption|item|dispatch|page|photo|video)"
_WRONGLY = (
    r"(?:(?:incorrect|wrong|mistaken|erroneous|inaccurate)ly\s+(?:said|stated|reported|wrote|quoted|gave|described"
)
_PART = r"(?:headlines?|paragraphs?|paras?|leads?|bylines?|datelines?|typos?|quotes?|background|details|throughout)"
_MARKS = r"[ \t(\[*_•—–-]{0,20}"
_LABEL = re.compile(
    rf"^{_MARKS}(?:corrections?(?:\s+and\s+clarifications?)?|clarifications?|corrigend(?:um|a)|errat(?:um|a))\b"
    r"(?:[^:.\n]{0,40}[:—–]|[^\w\n]{0,20}$)"
    r"|^[ \t]{0,20}\((?:corrects|correcting|corrected|refiles|refiling|repeats|recasts)\b"
    r"|^[ \t]{0,20}\((?:adds|changes|clarifies|deletes|drops|fixes|removes|updates|writes)\b"
    rf"[^()\n]{{0,200}}\b{_PART}\b"
    rf"|^{_MARKS}(?:(?:file\s+)?(?:photo|image|picture)(?:\s+(?:by|credit))?|caption|watch|video|read\s+(?:also|more|next)"
    r"|also\s+read|see\s+also|related(?:\s+(?:stories|articles|news|coverage))?|more\s+on\s+this)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE = re.compile(
    rf"\b(?:earlier|previous|original|prior|first)\s+(?:version|edition)s?\s+of\s+(?:this|the|our)\s+{_THIS}\b"
    rf"|\b(?:this|our|the\s+above)\s+{_THIS}\s+(?:has\s+been|was|is\s+being|had\s+been)\s+(?:corrected|amended|updated"
    r"|clarified|changed|revised|edited)\b"
    rf"|\b(?:this|our)\s+(?:\w+\s+)?(?:{_THIS}|version)\s+corrects\b"
    rf"|\b(?:this|our|earlier|previous)\s+(?:\w+\s+)?{_THIS}\s+(?:had\s+|has\s+)?(?:misstated|misquoted|misidentified"
    rf"|{_WRONGLY})))"
    rf"|\b(?:this|our)\s+{_THIS}\s+(?:originally|initially|previously|at\s+first)\s+(?:said|stated|reported|read|claimed"
    r"|described|quoted|gave)\b"
    r"|\bwe\s+(?:(?:had|have)\s+)?(?:(?:incorrect|wrong|mistaken|erroneous|inaccurate)ly\s+(?:reported|said|stated|wrote|quoted|named|identified)\b"
    r"|mis(?:stated|quoted|identified|attributed|reported))"
    rf"|\bin\s+an?\s+(?:earlier|previous|prior)\s+{_THIS}\b[^.!?\n]{{0,100}}\b(?:mis(?:stated|quoted|identified|attributed"
    r"|reported)|(?:incorrect|wrong|mistaken|erroneous|inaccurate)ly)\b"
    r"|\b(?:an?|our|the)\s+(?:earlier|previous|original)\s+(?:tweet|post|alert|headline)\b(?!\s+(?:by|from|of)\b)"
    r"[^.!?\n]{0,200}\b(?:has|have|was|were)\s+(?:since\s+)?(?:been\s+)?(?:deleted|removed|withdrawn|corrected)\b",
    re.IGNORECASE,
)
# Back from the telling words to where their sentence starts, before quotations are looked for; where an abbreviation
# ("Mr. ") has a few words too little blanked, what is left is still no statement.
_SENTENCE_START = re.compile(r"[.!?][”\"’)]*\s+(?=[A-Z“\"(\[])")
_LONGEST = 2000  # characters that a note's sentence is looked for before its telling words


def without_notes(text: str) -> str:
    """``text`` with blanks for what is no part of its story, as long as it was.

    A line with a label goes, and the one behind it where the label stands alone; of a line that says somewhere that
    the article was changed, that sentence and what follows it.
    """
    spans = [_line_of(text, label) for label in _LABEL.finditer(text)]
    spans += [_around(text, found) for found in _SENTENCE.finditer(text)]
    if not spans:
        return text
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            pieces += [text[done : max(start, done)], _blank(text[max(start, done) : end])]
            done = end
    return "".join([*pieces, text[done:]])


def _line_of(text: str, label: re.Match[str]) -> tuple[int, int]:
    """To the end of the line; of a note in brackets, to where they close."""
    end = _line_end(text, label.end())
    closed = text.find(")", label.start(), end) if label[0].lstrip().startswith("(") else -1
    if closed >= 0:
        return label.start(), closed + 1
    if not text[label.end() : end].strip():
        end = _line_end(text, end + 1)
    return label.start(), end


def _around(text: str, found: re.Match[str]) -> tuple[int, int]:
    """From the sentence to the end of the line; of a note in brackets, its brackets."""
    start, end = _start_of(text, found.start()), _line_end(text, found.end())
    opened = text.rfind("(", start, found.start())
    if opened <= start or ")" in text[opened : found.start()]:
        return start, end
    closed = text.find(")", found.end(), end)
    return opened, end if closed < 0 else closed + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _start_of(text: str, at: int) -> int:
    start = max(text.rfind("\n", 0, at) + 1, at - _LONGEST)
    return max((end.end() for end in _SENTENCE_START.finditer(text, start, at + 1)), default=start)


def _blank(text: str) -> str:
    return "".join("\n" if mark == "\n" else " " for mark in text)
