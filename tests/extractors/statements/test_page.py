"""The page on statements says what the tests hold, and the explaining page shows what was found."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.lexicon import Lexicon
from extractors.records import Article, Extraction, Relevance
from extractors.statements import build_pipeline, statements_of
from extractors.statements.explain import explain_html, pieces_of, reasons_of


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


@pytest.fixture(scope="module")
def extraction(lexicon: Lexicon) -> Extraction:
    """A short synthetic article with a sign that HTML knows."""
    text = "“The toll (IEA) is <fair>,” the mayor told reporters.\nThe baker said that it was not."
    article = Article(None, None, "Tolls & lamps", None, None, None, "en", text)
    return Extraction(article, Relevance(True, 1.0, (), ""), statements_of(build_pipeline(lexicon), article))


def test_pieces_make_up_the_whole_text_and_tell_what_each_is(extraction: Extraction) -> None:
    pieces = pieces_of(extraction)
    assert "".join(piece.text for piece in pieces) == extraction.article.text
    assert {"content", "speaker", "cue", "insertion", "plain"} == {piece.part for piece in pieces}
    assert ("rules", "quotation_before_clause, tell") in reasons_of(extraction.statements[0])


def test_the_explaining_page_escapes_links_and_names_rules(extraction: Extraction) -> None:
    html = explain_html(extraction)
    assert "&lt;fair&gt;" in html
    assert "Tolls &amp; lamps" in html
    assert '<a href="#s1">1</a>' in html
    assert 'id="s2"' in html
    assert "clause_after_speaker" in html
    assert "http" not in html
