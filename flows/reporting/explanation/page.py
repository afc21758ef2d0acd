"""The explanation as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractors.records import Extraction
from flows.reporting.explanation.facts import facts_of
from flows.reporting.explanation.pieces import marks_of, pieces_of
from flows.runtime.templates import templates_in


def explanation_page(extractions: Sequence[Extraction]) -> str:
    """A page with every article's text, its statements marked, speakers linked to them, rules named."""
    shown = [
        {
            "article": one.article,
            "relevance": one.relevance,
            "pieces": pieces_of(one.article.text, marks_of(one)),
            "statements": [(number, each, facts_of(each)) for number, each in enumerate(one.statements, 1)],
        }
        for one in extractions
    ]
    return templates_in(Path(__file__).parent).get_template("explanation.html").render(shown=shown)
