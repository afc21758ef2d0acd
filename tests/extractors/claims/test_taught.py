"""What the judges are taught and weighed with: stored passages, verdicts, and weights on average."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.claims.learned.transformer import learned_judge
from extractors.extraction import Extractor
from extractors.lexicon import load_lexicon
from extractors.pages.articles import article_from_text
from extractors.records import Span
from extractors.training.certainty import cases_of, doubts_of, fit, heard_in
from extractors.training.judge.found import DraftFinder, read_found, write_found
from extractors.training.newsrooms import Annotated, Wanted, WantedClaim

TEXT = (
    "Russia recognised the Taliban on Thursday. Envoy Zamir Kabulov said it was too early to open an embassy. "
    "Zamir Kabulov said Moscow would soon take the Taliban off its list of terrorist organisations."
)


def _case(partial: bool) -> Annotated:
    words = "it was too early to open an embassy"
    span = Span(TEXT.index(words), TEXT.index(words) + len(words))
    claims = (WantedClaim("representation", ("premature",)),)
    wanted = Wanted("Zamir Kabulov", "zamir-kabulov", "indirect", (span,), words, claims, uncertain=False)
    published = datetime(2025, 7, 4, tzinfo=UTC)
    article = article_from_text(TEXT, outlet="Synthetic Courier", published_at=published, language="en")
    return Annotated("synthetic", article, True, (wanted,), partial)


def test_what_is_found_is_stored_and_read_as_it_was(tmp_path: Path) -> None:
    case, finder = _case(partial=False), DraftFinder(load_lexicon())
    path = tmp_path / "found.json.gz"

    assert write_found([case], finder, path) == 1
    stored = DraftFinder(finder.lexicon, read_found(path))
    assert stored.drafts(case) == finder.drafts(case)
    assert [draft.speaker.actor for draft in stored.drafts(case) if draft.speaker] == ["zamir-kabulov"] * 2
    assert stored.extractor is None


@pytest.mark.parametrize("partial", [True, False], ids=["reviewed", "annotated"])
def test_of_a_reviewed_article_only_what_was_reviewed_is_weighed(partial: bool) -> None:
    case = _case(partial)
    heard = heard_in(0, case, frozenset({"zamir-kabulov"}), Extractor(learned=False), learned_judge())
    topics = {one.one.heard.topic for one in cases_of(heard)}

    assert "representation" in topics
    assert ("delisting" in topics) is not partial
    assert [one.right for one in doubts_of(heard)] == ([] if partial else [True, False])


def test_a_case_that_counts_double_weighs_like_two() -> None:
    yes, no = ({"sign": 1.0, "always": 1.0},), ({"always": 1.0},)
    once = fit([yes, yes, no], [(1,), (1,), (0,)], [1.0, 1.0, 1.0])
    double = fit([yes, no], [(1,), (0,)], [2.0, 1.0])

    assert once == pytest.approx(double)
    assert once["sign"] > 0
