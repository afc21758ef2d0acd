"""Writes the picture and the tables of docs/architecture.md from the imports: ``python -m tests.architecture``."""

from __future__ import annotations

import ast
import re

from .house_plan import FLOORS, GROUND, HOUSE, between, imports_of, modules, room_of

PAGE = HOUSE / "docs" / "architecture.md"
MARK = "<!-- made by tests/architecture.py from the imports -->"
# What of the world outside a library reaches. Whoever imports none of them touches nothing but what it is handed.
TOUCHES = {
    "aiohttp": "network",
    "smtplib": "mail",
    "aiosmtpd": "mail",
    "apprise": "channels",
    "sqlalchemy": "database",
    "alembic": "database",
    "sqlite3": "database",
    "prefect": "Prefect",
    "pebble": "processes",
    "subprocess": "processes",
    "typer": "terminal",
    "rich": "terminal",
    "spacy": "the parser",
    "onnxruntime": "networks",
}


def rooms(floor: str) -> list[str]:
    """The rooms of a floor, each behind those that it stands on; files that only lead into a room are none."""
    drawn = between(room_of)
    found = [room for room in drawn if room.startswith(f"{floor}/") and not (HOUSE / f"{room}.py").is_file()]
    return sorted(found, key=lambda room: (_depth(room), room))


def _depth(room: str) -> int:
    return 1 + max(
        (_depth(to) for to in between(room_of).get(room, ()) if to.split("/")[0] == room.split("/")[0]), default=0
    )


def picture() -> str:
    """The rooms of all floors as a Mermaid flowchart, without the arrows to the ground."""
    lines = ["```mermaid", "flowchart TB"]
    drawn = between(room_of)
    for floor in reversed(FLOORS):
        lines.append(f"  subgraph {floor}")
        lines += [f"    {_key(room)}[{room.split('/')[-1]}]" for room in reversed(rooms(floor))]
        lines.append("  end")
    for floor in reversed(FLOORS):
        for room in rooms(floor):
            lines += [
                f"  {_key(room)} --> {_key(to)}"
                for to in sorted(drawn[room])
                if to in rooms(floor) and to not in GROUND
            ]
    lines += ["  flows ==> storage", "  flows ==> extractors", "  storage ==> extractors_records", "```"]
    return "\n".join(lines)


def _key(room: str) -> str:
    return room.replace("/", "_")


def table(floor: str) -> str:
    """A row a room: what it is for, the rooms of its floor that it stands on, and what it touches of the world."""
    rows = ["| room | is for | stands on | touches |", "| --- | --- | --- | --- |"]
    for room in reversed(rooms(floor)):
        below = sorted(to.split("/")[-1] for to in between(room_of)[room] if to.startswith(f"{floor}/"))
        rows.append(
            f"| `{room}/` | {_purpose(room)} | {', '.join(below) or '—'} | {', '.join(_touched(room)) or '—'} |"
        )
    return "\n".join(rows)


def _purpose(room: str) -> str:
    text = ast.get_docstring(ast.parse((HOUSE / room / "__init__.py").read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split())


def _touched(room: str) -> list[str]:
    own = (path for name, path in modules().items() if room_of(name) == room)
    return sorted({TOUCHES[lib] for path in own for name in imports_of(path) if (lib := name.split(".")[0]) in TOUCHES})


def page_of(text: str) -> str:
    """The page with its made parts made anew; what stands between them stays."""
    made = iter((picture(), *map(table, reversed(FLOORS))))
    return re.sub(rf"({re.escape(MARK)}\n\n).*?(?=\n\n)", lambda found: found[1] + next(made), text, flags=re.S)


if __name__ == "__main__":
    PAGE.write_text(page_of(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
