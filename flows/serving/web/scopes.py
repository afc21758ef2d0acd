"""What a token lets a program do with the live pages. In a file of its own, for the command line to know it at once."""

from __future__ import annotations

from typing import Literal

Scope = Literal["read", "review"]
