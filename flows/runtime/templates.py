"""Templates for pages that show text from outside: all of it is escaped and fit to be shown.

A name that is not given is an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.runtime.shown import shown


def templates_in(*folders: Path) -> Environment:
    """The templates that lie in these folders, each without the lines that only steer it."""
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=fit_to_show,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def fit_to_show(value: Any) -> Any:
    """What a template prints, without what may not be shown; marked-up text is a template's own work, and stays."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value
