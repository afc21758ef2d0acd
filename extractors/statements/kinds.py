"""What kind a statement is: direct, indirect or mixed, by the share of its words that stand in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from extractors.records import Kind, Span
from extractors.statements.raw import Quotation

WORD = re.compile(r"\w+")


def kind_of(content: Sequence[Span], text: str, quotations: Sequence[Quotation]) -> Kind:
    """Direct when every word of the content is quoted, indirect when none is, mixed between.

    Guillemets around a name and the titles of works do not count as quotation.
    """
    outer = [q for q in quotations if q.depth == 0 and q.role != "title"]
    starts = [q.start for q in outer]
    words = quoted = 0
    for span in content:
        for word in WORD.finditer(text, span.start, span.end):
            at = bisect_right(starts, word.start()) - 1
            words += 1
            quoted += at >= 0 and outer[at].inner_start <= word.start() < outer[at].inner_end
    if not quoted:
        return "indirect"
    return "direct" if quoted == words else "mixed"
