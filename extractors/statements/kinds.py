"""What kind a statement is: direct, indirect or mixed, by the share of its words that stand in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from extractors.records import Span, StatementKind
from extractors.sentences.marks import Quotation

WORD = re.compile(r"\w+")


class QuotedText:
    """A text and its quotations, ready to tell the kind of any number of contents."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self._outer = [q for q in quotations if q.depth == 0 and q.role != "title"]
        self._starts = [q.start for q in self._outer]

    def kind_of(self, content: Sequence[Span]) -> StatementKind:
        """Direct when every word of the content is quoted, indirect when none is, mixed between.

        Guillemets around a name and the titles of works do not count as quotation.
        """
        words = quoted = 0
        for span in content:
            for word in WORD.finditer(self.text, span.start, span.end):
                words += 1
                quoted += self._is_quoted(word.start())
        if not quoted:
            return "indirect"
        return "direct" if quoted == words else "mixed"

    def _is_quoted(self, place: int) -> bool:
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and self._outer[at].inner_start <= place < self._outer[at].inner_end
