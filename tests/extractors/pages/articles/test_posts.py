"""Posts that an article carries as text are its text, with their author as who speaks; all words are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from extractors.extraction import Extractor
from extractors.pages.articles import read_html

NOW = datetime(2024, 6, 1, tzinfo=UTC)
LEAD = "<p>Synthetic: the ferry of the Lantern company will be sold, the River Post wrote on Monday from the quay.</p>"
END = "<p>The rain went on for the whole of the week, and nobody of the company could be reached by telephone.</p>"
WORDS = '<p lang="en" dir="ltr">We sell nothing. {}</p>'
PICTURE = '<a href="https://t.co/ab12">pic.twitter.com/ab12</a>'
SIGNED = '&mdash; Ada Pellworth (@adap) <a href="https://twitter.com/adap/status/17?ref_src=x">May 27, 2024</a>'
TWEET = f'<blockquote class="twitter-tweet">{WORDS.format(PICTURE)}{SIGNED}</blockquote><script src="w.js"></script>'
TELEGRAM = (
    '<div class="tgme_widget_message js-widget" data-post="lantern/12"><a class="tgme_widget_message_owner_name">'
    '<span dir="auto">Lantern Company \U0001f6a2</span></a><div class="tgme_widget_message_text">We sell nothing.<br>'
    '{}</div><time datetime="2024-05-27T10:00:00+00:00">10:00</time></div>'
)
# A reader that throws a post away loses what the article is about (mozilla/readability#63); one that keeps its words
# alone loses whose they are (the-grid/ed#279). Telegram's are drawn by a script, or stand there (hackmdio/codimd#1198).
POSTS = {
    "a tweet": (TWEET, "“We sell nothing.” — Ada Pellworth (@adap) May 27, 2024"),
    "a tweet in boxes that readers leave out": (
        f'<figure class="wp-block-embed social-embed"><div class="embed-wrapper">{TWEET}</div></figure>',
        "“We sell nothing.” — Ada Pellworth (@adap) May 27, 2024",
    ),
    "lines, hashtags and a name with pictures": (
        '<blockquote class="twitter-tweet"><p>We sell<br>nothing. <a href="/h">#ferry</a></p>— Ada ⛴ P. (old) (@adap) '
        "May 27, 2024</blockquote>",
        "“We sell nothing. #ferry” — Ada P (@adap) May 27, 2024",
    ),
    "a signature in a paragraph of its own": (
        '<blockquote class="twitter-tweet"><p>We sell nothing.</p><p>-- Ada Pellworth (@adap)</p></blockquote>',
        "“We sell nothing.” — Ada Pellworth (@adap)",
    ),
    "no signature but an address": (
        '<blockquote class="twitter-tweet"><p>We sell nothing.</p><a href="https://x.com/adap/status/17">x</a>'
        "</blockquote>",
        "“We sell nothing. x” — @adap",
    ),
    "marks of its own": (
        '<blockquote class="twitter-tweet"><p>“We sell nothing.”</p>— Ada Pellworth (@adap)</blockquote>',
        "“We sell nothing.” — Ada Pellworth (@adap)",
    ),
    "Bluesky": (
        '<blockquote class="bluesky-embed"><p>We sell nothing.</p>&mdash; Ada Pellworth (<a href="https://bsky.app/p">'
        '@ada.bsky.social</a>) <a href="https://bsky.app/q">May 27, 2024 at 10:00 AM</a></blockquote>',
        "“We sell nothing.” — Ada Pellworth (@ada.bsky.social) May 27, 2024 at 10:00 AM",
    ),
    "Facebook": (
        '<div class="fb-post"><blockquote class="fb-xfbml-parse-ignore"><p>We sell nothing.</p>Posted by <a href="#">'
        'Lantern Company</a> on&nbsp;<a href="#">Monday, May 27, 2024</a></blockquote></div>',
        "“We sell nothing.” — Lantern Company, Monday, May 27, 2024",
    ),
    "Instagram": (
        '<blockquote class="instagram-media"><a href="#">View this post on Instagram</a><p>We sell nothing.</p>'
        '<p><a href="#">A post shared by Ada Pellworth (@adap)</a></p></blockquote>',
        "“We sell nothing.” — Ada Pellworth (@adap)",
    ),
    "Mastodon": (
        '<blockquote class="mastodon-embed"><p>We sell nothing.</p><a>Post by @adap@fedi.example</a>'
        "<a>View on Mastodon</a></blockquote>",
        "“We sell nothing.” — @adap@fedi.example",
    ),
    "Threads, signed above": (
        '<blockquote class="text-post-media"><a href="#">Post by @adap</a><p>We sell nothing.</p></blockquote>',
        "“We sell nothing.” — @adap",
    ),
    "a signed quotation without a class": (
        "<blockquote><p>We sell nothing.</p><p>— Ada Pellworth (@adap) May 27, 2024</p></blockquote>",
        "“We sell nothing.” — Ada Pellworth (@adap) May 27, 2024",
    ),
    "Telegram": (TELEGRAM.format("Not now."), "“We sell nothing. Not now.” — Lantern Company, 2024-05-27"),
    "Telegram as a quotation": (
        '<blockquote data-telegram-post="lantern/12">We sell nothing.</blockquote>',
        "“We sell nothing.” — @lantern",
    ),
}


def _text(post: str) -> str:
    page = f"<html lang=en><head><title>Ferry</title></head><body><article><h1>Ferry</h1>{LEAD}{post}{END}</article>"
    return read_html(page, "https://post.example/1", now=NOW, published_at=datetime(2024, 5, 28, tzinfo=UTC)).text


@pytest.mark.parametrize("situation", POSTS)
def test_a_post_is_a_line_with_its_author(situation: str) -> None:
    post, line = POSTS[situation]
    first, *middle, last = _text(post).split("\n")
    assert (first[:9], middle, last[:8]) == ("Synthetic", [line], "The rain")


def test_a_quotation_of_the_articles_own_stays_as_it_is() -> None:
    lines = _text("<blockquote><p>We sell nothing at all, and we never did it.</p></blockquote>").split("\n")
    assert lines[1] == "We sell nothing at all, and we never did it."


@pytest.mark.parametrize(
    "empty", ['<blockquote class="twitter-tweet"></blockquote>', TELEGRAM.replace("We sell nothing.", "").format("")]
)
def test_a_post_without_words_leaves_the_article_whole(empty: str) -> None:
    lines = _text(empty).split("\n")
    assert (lines[0][:9], lines[-1][:8]) == ("Synthetic", "The rain")


def test_the_author_of_a_post_speaks() -> None:
    words = "It is too early to recognise the Taliban."
    post = TWEET.replace("We sell nothing.", words).replace("Ada Pellworth", "Zamir Kabulov")
    page = f"<html lang=en><body><article>{LEAD}{post}{END}</article></body></html>"
    article = read_html(page, "https://post.example/1", now=NOW, published_at=datetime(2024, 5, 28, tzinfo=UTC))
    found = [one for one in Extractor(learned=False).extract(article, everything=True).statements if one.text == words]
    assert [(one.speaker and one.speaker.actor, one.kind, one.said_on) for one in found] == [
        ("zamir-kabulov", "direct", date(2024, 5, 27))
    ]
