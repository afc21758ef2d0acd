"""Articles that stand in unusual boxes are read whole, and nothing beside them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extractors.pages.articles import read_html

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LINES = [
    f"The ferry ran again in week {number}, the river office said, after a winter on the slip at the far bank."
    for number in range(1, 9)
]
PARAGRAPHS = [f"<p>{line}</p>" for line in LINES]
ALL = "".join(PARAGRAPHS)
TEASER = '<h3><a href="/x">Another story of the day, and a long one</a></h3><p>A baker was elected on Friday.</p>'
OTHERS = "".join(
    f'<article><h2><a href="/{n}">Story {n}</a></h2><p>The mill at bend {n} of the river is closed for all of this '
    "winter and for the spring, its owner told the office in a letter.</p></article>"
    for n in range(9)
)
COMMENT = "<p>I disagree with it all, as I wrote many times before in this very place.</p>"
BOXES = {
    "a heading that is a link": f'<div><h2><a href="/a">The ferry runs after a winter</a></h2><div>{ALL}</div></div>',
    "an aside": f"<div><aside><section><article>{ALL}</article></section></aside></div>",
    "several boxes": '<div class="chunks">'
    + "".join(f'<div class="chunk">{one}</div><div class="ad"></div>' for one in PARAGRAPHS)
    + "</div>",
    "a navigation left open": f'<nav><ul><li><a href="/">Home</a></li></ul><article>{ALL}</article>',
    "a teaser below": f"<article>{ALL}<div>{TEASER}</div></article>",
    "other stories below": f"<main><article>{ALL}</article>{OTHERS}</main>",
    "comments below": f'<main>{ALL}</main><div class="comments">{COMMENT * 30}</div>',
}
BUTTONS = {
    "a word in a sentence": (
        "<p>The ferry, said <button>Jane Roe</button>, runs again after a winter on the slip.</p>",
        "The ferry, said Jane Roe, runs again after a winter on the slip.",
    ),
    "a button to press": (
        "<p>The ferry runs again after a winter.</p><button>Share</button>",
        "The ferry runs again after a winter.",
    ),
}


@pytest.mark.parametrize("situation", BOXES)
def test_an_article_is_whole_whatever_it_stands_in(situation: str) -> None:
    page = f'<html lang="en"><head><title>Ferry</title></head><body>{BOXES[situation]}</body></html>'
    assert read_html(page, "https://riverpost.example/a", now=NOW).text.split("\n") == LINES


@pytest.mark.parametrize("situation", BUTTONS)
def test_of_buttons_the_words_of_sentences_stay(situation: str) -> None:
    markup, line = BUTTONS[situation]
    page = f'<html lang="en"><body><article>{markup}{ALL}</article></body></html>'
    assert read_html(page, "https://riverpost.example/a", now=NOW).text.split("\n") == [line, *LINES]
