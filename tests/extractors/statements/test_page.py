"""The page on statements says what the tests hold."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import yaml


def _page_module() -> Any:
    path = Path(__file__).with_name("page.py")
    spec = importlib.util.spec_from_file_location("statements_page", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_made_from_the_table() -> None:
    page = _page_module()
    table, promises = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in (page.TABLE, page.PROMISES))
    assert page.PAGE.read_text(encoding="utf-8") == page.page_of(table, promises), f"run: python {page.__file__}"
