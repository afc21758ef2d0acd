"""The explanation for a terminal: coloured where there is colour, with numbered brackets everywhere."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from extractors.records import Extraction
from flows.reporting.explanation.facts import facts_of
from flows.reporting.explanation.pieces import Piece, StatementPart, marks_of, pieces_of
from flows.runtime.shown import shown, shown_line

COLOURS = ("cyan", "green", "yellow", "magenta", "blue", "red")
_PARTS: dict[StatementPart, str] = {
    "insertion": "dim",
    "claim": "reverse",
    "cue": "italic",
    "addressee": "underline",
    "via": "underline",
    "embedded": "underline",
    "speaker": "bold underline",
}


def print_explanation(console: Console, extraction: Extraction) -> None:
    """The text with statements marked, then each statement with what found it."""
    article, relevance = extraction.article, extraction.relevance
    console.rule(Text(shown_line(article.title or article.url or "article")), style="dim")
    verdict = "relevant" if relevance.relevant else "not relevant"
    console.print(
        Text(f"{verdict} ({relevance.score:.2f}): {shown_line(relevance.reason)}", style="dim"), soft_wrap=False
    )
    console.print()
    console.print(Text.assemble(*(_styled(piece) for piece in pieces_of(article.text, marks_of(extraction)))))
    for number, one in enumerate(extraction.statements, 1):
        console.print()
        console.print(Text(f"[{number}] {shown_line(one.text)}", style=f"bold {colour_of(number)}"))
        for name, words in facts_of(one):
            line = Text.assemble((f"{name:<8} ", "dim"), shown_line(words))
            console.print(Padding(line, (0, 0, 0, 4)))


def colour_of(number: int) -> str:
    """A statement's colour; neighbours differ."""
    return COLOURS[(number - 1) % len(COLOURS)]


def _styled(piece: Piece) -> Text:
    styles = [colour_of(piece.numbers("content")[-1])] if piece.numbers("content") else []
    styles += [style for part, style in _PARTS.items() if piece.numbers(part)]
    opening = "".join(f"[{number}:" for number in piece.opens)
    closing = "".join(f":{number}]" for number in reversed(piece.closes))
    speaks = "".join(f"<{number}>" for number in piece.speaks)
    text = shown(piece.text)
    return Text.assemble((opening, "dim"), (text, " ".join(styles)), (speaks, "dim"), (closing, "dim"))
