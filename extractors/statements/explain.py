"""Shows what was found and why: a plain model of marked text for any screen, and a self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

from extractors.records import Extraction, Statement

Part = Literal["plain", "content", "speaker", "cue", "insertion"]
HUES = (210, 25, 140, 280, 50, 340, 180, 95)
RANK: dict[Part, int] = {"plain": 0, "content": 1, "speaker": 2, "cue": 3, "insertion": 4}

STYLE = """
body{font:16px/1.6 Georgia,serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
.p{margin:.6em 0}.content{background:hsl(var(--h) 80% 90%);border-bottom:2px solid hsl(var(--h) 60% 55%)}
.speaker{background:hsl(var(--h) 70% 80%);font-weight:bold;border-radius:3px;padding:0 2px}
.cue{text-decoration:underline;text-decoration-color:hsl(var(--h) 60% 45%);text-decoration-thickness:2px}
.insertion{outline:1px dashed hsl(var(--h) 40% 50%)}sup a{font:11px sans-serif;text-decoration:none}
table{border-collapse:collapse;font:14px/1.4 sans-serif;width:100%}td,th{text-align:left;vertical-align:top;
padding:.3em .6em;border-bottom:1px solid #ddd}code{font-size:90%}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}.content{background:hsl(var(--h) 40% 22%)}
.speaker{background:hsl(var(--h) 45% 32%)}td,th{border-color:#444}}
""".strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is one thing; ``statement`` is its place in the extraction, None for plain text."""

    text: str
    part: Part
    statement: int | None


def pieces_of(extraction: Extraction) -> tuple[Piece, ...]:
    """The article's text cut where a statement's content, speaker, cue or insertion begins or ends."""
    text = extraction.article.text
    marks = sorted(_marks(extraction.statements), key=lambda m: (RANK[m[2]], m[0]))
    owners: dict[int, tuple[Part, int]] = {}
    edges = sorted({0, len(text), *(edge for start, end, *_ in marks for edge in (start, end))})
    places = {edge: at for at, edge in enumerate(edges)}
    for start, end, part, number in marks:
        for at in range(places[start], places[end]):
            owners[at] = (part, number)
    pieces = []
    for at in range(len(edges) - 1):
        part, statement = owners.get(at, ("plain", None))
        pieces.append(Piece(text[edges[at] : edges[at + 1]], part, statement))
    return tuple(pieces)


def _marks(statements: tuple[Statement, ...]) -> Iterator[tuple[int, int, Part, int]]:
    for number, statement in enumerate(statements):
        yield from ((span.start, span.end, "content", number) for span in statement.content)
        yield from ((span.start, span.end, "insertion", number) for span in statement.insertions)
        if statement.speaker:
            yield statement.speaker.start, statement.speaker.end, "speaker", number
        if statement.cue:
            yield statement.cue.start, statement.cue.end, "cue", number


def reasons_of(statement: Statement) -> tuple[tuple[str, str], ...]:
    """What is known of a statement, as (name, value) rows without empty ones."""
    speaker = statement.speaker
    rows = [
        ("speaker", f"{speaker.name} ({speaker.text})" if speaker else "nobody found"),
        ("actor", (speaker.actor or "") if speaker else ""),
        ("promised by", f"{statement.embedded.name} ({statement.embedded.text})" if statement.embedded else ""),
        ("found by", speaker.resolved_by if speaker else ""),
        ("cue", statement.cue.text if statement.cue else ""),
        ("kind", statement.kind),
        ("said to", statement.addressee.text if statement.addressee else ""),
        ("via", ", ".join(medium.text for medium in statement.via)),
        ("said on", statement.said_on.isoformat() if statement.said_on else ""),
        ("place", statement.place.text if statement.place else ""),
        ("rules", ", ".join(statement.rules)),
        ("claims", "; ".join(f"{c.topic}: {c.position}" for c in statement.claims)),
    ]
    return tuple((name, value) for name, value in rows if value)


def explain_html(extraction: Extraction) -> str:
    """A page with the statements coloured in the text, their speakers linked and the rules named."""
    title = escape(extraction.article.title or "Statements")
    text = "".join(_html(piece) for piece in pieces_of(extraction)).replace("\n", '</div>\n<div class="p">')
    rows = "".join(_row(number, statement) for number, statement in enumerate(extraction.statements))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>\n'
        f'<body><h1>{title}</h1>\n<div class="p">{text}</div>\n'
        f"<h2>{len(extraction.statements)} statements</h2>\n<table>{rows}</table>\n</body></html>\n"
    )


def _html(piece: Piece) -> str:
    words = escape(piece.text)
    if piece.statement is None:
        return words
    style = f"--h:{HUES[piece.statement % len(HUES)]}"
    opened = f'<span class="{piece.part}" style="{style}">'
    marked = "\n".join(f"{opened}{line}</span>" if line else "" for line in words.split("\n"))
    number = piece.statement + 1
    return marked + (f'<sup><a href="#s{number}">{number}</a></sup>' if piece.part == "speaker" else "")


def _row(number: int, statement: Statement) -> str:
    reasons = "<br>".join(f"<b>{escape(name)}</b> {escape(value)}" for name, value in reasons_of(statement))
    words = escape(statement.text)
    hue = HUES[number % len(HUES)]
    cells = f"<th>{number + 1}</th><td>{words}</td><td>{reasons}</td>"
    return f'<tr id="s{number + 1}" style="--h:{hue}">{cells}</tr>\n'
