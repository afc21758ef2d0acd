"""The CAMEO code is that of the first row whose topic, rung, party and words all fit."""

from __future__ import annotations

import pytest

from extractors.claims.notation.cameo import cameo_of
from extractors.claims.notation.row_types import CameoRow

ROWS = (
    CameoRow("words", "recognition", ("done",), "1", words=("flag", "envoy")),
    CameoRow("ours", "recognition", ("done", "decided"), "2", russia=True),
    CameoRow("others", "recognition", ("done", "decided"), "3", russia=False),
    CameoRow("any", "delisting", ("done",), "4"),
)


@pytest.mark.parametrize(
    ("topic", "position", "party", "words", "code"),
    [
        ("recognition", "done", "russia", "the flag rose", "1"),
        ("recognition", "done", "china", "two envoys came", "1"),
        ("recognition", "done", "russia", "a redflag", "2"),
        ("recognition", "decided", "russia", "the flag rose", "2"),
        ("recognition", "decided", "china", "", "3"),
        ("recognition", "opposes", "russia", "", None),
        ("delisting", "done", "china", "the flag rose", "4"),
        ("engagement", "done", "russia", "", None),
    ],
)
def test_the_first_row_that_fits_gives_the_code(topic: str, position: str, party: str, words: str, code: str) -> None:
    assert cameo_of(topic, position, party, words, ROWS) == code  # type: ignore[arg-type]
