"""Titles and summaries as feeds write them, as one plain line."""

from __future__ import annotations

import pytest

from extractors.text.markup import bounded_tags, plain


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


@pytest.mark.parametrize(
    "page",
    [
        '<p title="5" screen">' + "A word and a number. " * 200 + '<a class="x" b=1>' * 300 + "</p>",
        "<p ' " + "k=v " * 30 + ">" + "It's a page, isn't it? " * 300,
        '<script>if (a<b && c == "d") { e = "' + "f=g " * 400 + '" }</script><p>Words.</p>',
    ],
    ids=["a stray mark", "an open mark", "a comparison in a script"],
)
def test_nothing_behind_a_tag_is_taken_for_its_attributes(page: str) -> None:
    words = [word for word in page.split(">")[-1].split() if word.isalpha()]
    kept = bounded_tags(page)

    assert all(word in kept for word in words)
    assert len(kept) >= len(page) * 0.5


def test_a_tag_keeps_its_first_two_hundred_attributes() -> None:
    kept = bounded_tags("<p " + " ".join(f"a{number}=x" for number in range(1_000)) + ">Words.</p>")

    assert "a199=x" in kept
    assert "a300=x" not in kept
    assert kept.endswith(">Words.</p>")
