"""Titles and summaries as feeds write them, as one plain line."""

from __future__ import annotations

import pytest

from extractors.markup import plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ferry &amp; boat", "Ferry & boat"),
        ("Ferry &amp;amp; boat", "Ferry & boat"),
        ("&lt;b&gt;Ferry&lt;/b&gt; runs", "Ferry runs"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("re<b>cog</b>nition", "recognition"),
        ("<a href='x'>Ferry</a><script>alert(1)</script> runs<!-- not -->", "Ferry runs"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("a\u00a0b\u200bc\x07d\ud800e", "a bc d e"),
        ("“Curly” ‘quotes’ – stay", "“Curly” ‘quotes’ – stay"),
        ("", ""),
        (None, ""),
    ],
)
def test_markup_becomes_one_plain_line(written: str | None, read: str) -> None:
    assert plain(written) == read


def test_a_long_text_is_cut_behind_a_word() -> None:
    assert plain("one two three", 9) == "one two…"
