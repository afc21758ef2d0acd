"""The functions that the bench of extraction puts its clock around are those that extraction calls."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def test_each_part_that_is_measured_is_one_of_extraction() -> None:
    spec = importlib.util.spec_from_file_location("bench_extraction", Path(__file__).with_name("extraction.py"))
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    missing = [
        name for owner, names in bench.PARTS.values() for name in names if not callable(getattr(owner, name, None))
    ]
    assert not missing
