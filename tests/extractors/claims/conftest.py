"""What the tests of claims share: one lexicon, and marked texts."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractors.claims import judge_claims
from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Claim, Statement

_MARKED = Path(__file__).parents[2] / "bench" / "marked.py"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def marked() -> Callable[..., Any]:
    """Reads ``[[content]]`` and ``{{cue}}`` out of a text; see tests/bench/marked.py."""
    spec = importlib.util.spec_from_file_location("marked", _MARKED)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["marked"] = module
    spec.loader.exec_module(module)
    reader: Callable[..., Any] = module.marked
    return reader


Judge = Callable[..., dict[str, Claim]]


@pytest.fixture
def judge(marked: Callable[..., Any], lexicon: Lexicon) -> Judge:
    """The claims of a marked text's last statement, by topic."""

    def claims(text: str, **more: Any) -> dict[str, Claim]:
        case = marked(text, **more)
        judged = judge_claims(case.article, case.statements, lexicon, case.sentences)
        last = max((one for one in judged if one.kind != "narrative"), key=lambda one: one.content[0].start)
        return {claim.topic: claim for claim in last.claims}

    return claims


@pytest.fixture
def narrated(marked: Callable[..., Any], lexicon: Lexicon) -> Callable[[str], tuple[Statement, ...]]:
    """The narrative statements of a text without any other."""

    def statements(text: str) -> tuple[Statement, ...]:
        case = marked(text)
        return judge_claims(case.article, (), lexicon, case.sentences)

    return statements
