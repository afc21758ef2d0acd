"""The figures that statements have reached on annotated articles are held, where these lie beside the repository."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extractors.lexicon import Lexicon
from extractors.records import Article
from extractors.statements import build_pipeline, statements_of

BENCH = Path(__file__).parents[2] / "bench" / "statements.py"
NEEDS = "set RECOGNITION_WATCH_SHARED to the folder with data/polnear and data/claims-dev.jsonl"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The benchmark, as a module."""
    spec = importlib.util.spec_from_file_location("bench_statements", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_floors_are_held(bench: Any, lexicon: Lexicon) -> None:
    shared = bench.shared_folder()
    if shared is None:
        pytest.skip(NEEDS)
    nlp = build_pipeline(lexicon)
    figures = bench.polnear_figures(shared, nlp) | bench.claims_figures(shared, nlp)
    floors = tomllib.loads(bench.FLOORS.read_text(encoding="utf-8"))["statements"]
    under = [(name, figure, floor) for name, figure, floor, held in bench.compared(figures, floors) if not held]
    assert not under


def test_the_seed_comes_out_whole(bench: Any, lexicon: Lexicon) -> None:
    shared = bench.shared_folder()
    if shared is None:
        pytest.skip(NEEDS)
    text = (shared / "seed" / "ariana-2024-05-29.txt").read_text(encoding="utf-8")
    statements = statements_of(build_pipeline(lexicon), Article(None, None, None, None, None, None, "en", text))
    found = [(s.speaker.actor if s.speaker else None, s.kind) for s in statements]
    putin, kabulov, kirby = "vladimir-putin", "zamir-kabulov", "john-kirby"
    assert found == [
        (putin, "indirect"),
        (putin, "mixed"),
        (putin, "direct"),
        (putin, "mixed"),
        (putin, "direct"),
        (putin, "direct"),
        (kabulov, "indirect"),
        (kabulov, "direct"),
        (kabulov, "indirect"),
        (kabulov, "direct"),
        ("iea-mfa", "indirect"),
        ("iea", "indirect"),
        (kirby, "mixed"),
        (kirby, "direct"),
    ]
