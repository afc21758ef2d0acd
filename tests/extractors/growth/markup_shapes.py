"""Bytes, feeds and pages that somebody might serve to cost a reader dear: each a function of how many parts it has."""

from __future__ import annotations

from collections.abc import Callable

Shapes = dict[str, Callable[[int], bytes]]

PARAGRAPH = "<p>The mayor said that the toll was fair, but the baker said it was not, and the bridge stayed closed.</p>"


def page(body: str, head: str = "") -> bytes:
    """An English page with a title."""
    return f'<html lang="en"><head><title>A title of it</title>{head}</head><body>{body}</body></html>'.encode()


def article(body: str) -> bytes:
    """A page whose article goes on with ``body``."""
    return page(f"<article>{PARAGRAPH * 6}{body}</article>")


def feed(items: str, attributes: str = "") -> bytes:
    """An RSS feed."""
    head = f'<?xml version="1.0"?><rss version="2.0" {attributes}><channel><title>t</title>'
    return f"{head}<link>https://a.example/</link>{items}</channel></rss>".encode()


def item(number: int, more: str = "") -> str:
    """An item of an RSS feed."""
    link = f"<link>https://a.example/{number}</link>"
    return f"<item><title>Title {number}</title>{link}<description>Words about it</description>{more}</item>"


def many(form: str, times: int) -> str:
    """A form with a number in it, so many times."""
    return "".join(form.format(number) for number in range(times))


ITEM = item(1)

DECODE: Shapes = {
    "stray bytes in UTF-8": lambda n: ("Посол вручил ".encode() + b"\x97 ") * n,
    "sequences that break off": lambda n: b"\xe2\x82 abc \xd0\xb0\xd0\xb1\xd0\xb2\xd0\xb0\xd0\xb0\xd0\xb0" * n,
    "an encoding that is not declared": lambda n: "Посол вручил ".encode("koi8-r") * n,
    "declarations that never end": lambda n: b"<?xml <meta " * n + b"\xe9",
}
FEED: Shapes = {
    "ampersands in a link": lambda n: feed(f"<item><title>t</title><link>{'a&b' * n}</link></item>"),
    "links that never end": lambda n: feed("<link>&" * n + ITEM),
    "names for single signs": lambda n: b"<!DOCTYPE rss [" + b'<!ENTITY n "x">' * n + b"]>" + feed(ITEM),
    "comments before the feed": lambda n: b"<!-- <rss> -->" * n + feed(ITEM),
    "pages of a sitemap": lambda n: b"<urlset>" + b"<url><loc>https://a.example/1</loc><title>a</title></url>" * n,
    "pages in pages of a sitemap": lambda n: b"<urlset><url><title>a</title>" + b"<url>" * n,
    "items of a JSON Feed": lambda n: b'{"version": "jsonfeed", "items": [' + b'{"url": "/1"},' * n + b"{}]}",
    "items": lambda n: feed(many("<item><title>T{0}</title><link>https://a.example/{0}</link></item>", n)),
    "instructions that never end": lambda n: b"<?" * n + feed(ITEM),
    "comments that never end": lambda n: b"<!--" * n + feed(ITEM),
    "types that never end": lambda n: b"<!DOCTYPE" * n + feed(ITEM),
    "sections that never end": lambda n: b"<![CDATA[" * n + b"<!ENTITY" + feed(ITEM),
    "sections inside that never end": lambda n: feed("<description><![CDATA[ <!ENTITY " * n + ITEM),
    "comments inside that never end": lambda n: feed("<!--" * n + ITEM),
    "tags that never end": lambda n: feed("<title>" + "<a " * n + "</title>" + ITEM),
    "elements in elements": lambda n: feed("<a>" * n + ITEM),
    "elements that are only closed": lambda n: feed("</a>" * n + ITEM),
    "divisions in an entry's XHTML": lambda n: (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>a</title>'
        b'<link href="https://a.example/1"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        + b"<div>" * n + b"x" + b"</div>" * n + b"</div></content></entry></feed>"
    ),
    "ampersands": lambda n: feed("<title>" + "&foo &#" * n + "</title>" + ITEM),
    "entities": lambda n: feed("<title>" + "&amp;lt; &eacute;" * n + "</title>" + ITEM),
    "attributes of one element": lambda n: feed(ITEM, many('a{0}="b" ', n)),
    "name spaces": lambda n: feed(many('<x{0}:a xmlns:x{0}="http://n.example/{0}">b</x{0}:a>', n + 200) + ITEM),
    "bases in bases": lambda n: feed(many('<x xml:base="a{0}/">', n + 600) + ITEM),
    "categories of one entry": lambda n: feed(item(1, many("<category>c{0}</category>", n + 1500))),
    "links of one entry": lambda n: feed(item(1, many('<enclosure url="https://a.example/{0}" type="a/b"/>', n))),
    "a date without end": lambda n: feed(item(1, f"<pubDate>{'1 May ' * n}</pubDate>")),
    "an address without end": lambda n: feed(f"<item><title>t</title><link>https://a.b/{'../' * n}</link></item>"),
    "blanks before the feed": lambda n: b" \n" * n + feed(ITEM),
    "comments behind the feed": lambda n: feed(ITEM) + b"<!-- x --> " * n,
}  # fmt: skip
LISTING: Shapes = {
    "items": lambda n: page(many('<li><a href="/{0}">Title {0}</a></li>', n)),
    "items in items": lambda n: page('<ul><li><a href="/x">Title</a>' * n),
    "items that are never closed": lambda n: page("<li><b>" * n),
    "links of one item": lambda n: page("<li>" + many('<a href="/{0}">Title {0}</a>', n)),
    "divisions in divisions": lambda n: page("<div>" * n + '<li><a href="/x">Title</a></li>'),
    "attributes of one item": lambda n: page(f"<li {many('a{0}=b ', n)}><a href='/x'>Title</a></li>"),
    "words of one title": lambda n: page(f"<li><a href='/x'>{'word ' * n}</a></li>"),
}
PAGE: Shapes = {
    "paragraphs": lambda n: page(f"<article>{PARAGRAPH * n}</article>"),
    "linked headings": lambda n: article('<h3><a href="/x">Another title of it all</a></h3>' * n),
    "headings and blanks": lambda n: article('<h3><a href="/x">Another title of it all</a></h3><p> </p><p></p>' * n),
    "quotations": lambda n: article("<p>" + "<q>some words</q> " * n),
    "quotations in quotations": lambda n: article("<q>a" * n),
    "attributes of one tag": lambda n: article(f"<p {many('a{0}=b ', n)}>words of it</p>"),
    "one huge attribute": lambda n: article(f'<p class="{"word " * n}">words of it</p>'),
    "pointers in pointers": lambda n: article('<div>Read also <a href="/x">this</a>' * n),
    "links": lambda n: article('<a href="/x">words of a link</a> ' * n),
    "divisions in divisions": lambda n: article("<div>x" * n),
    "quoted blocks in quoted blocks": lambda n: article("<blockquote><p>words of it" * n),
    "tables in tables": lambda n: article("<table><tr><td>x" * n),
    "lists in lists": lambda n: article("<ul><li>words of it" * n),
    "items of a list": lambda n: article(f"<ul>{'<li>words of an item</li>' * n}</ul>"),
    "rows of a table": lambda n: article(f"<table>{'<tr><td>one</td><td>two</td></tr>' * n}</table>"),
    "articles in articles": lambda n: article("<article>x" * n),
    "paragraphs in divisions in divisions": lambda n: article(f"<div>{PARAGRAPH}" * n),
    "paragraphs in asides in asides": lambda n: page(f"<aside>{PARAGRAPH}" * n),
    "buttons": lambda n: article("<p>a <button>word</button> and</p><button>Share</button>" * n),
    "buttons in buttons": lambda n: article("<p>a <button>" * n),
    "line breaks": lambda n: article("words of a line<br>" * n),
    "entities": lambda n: article("<p>" + "&amp;&eacute;&#x41;&nbsp;&foo" * n),
    "blocks of JSON-LD": lambda n: page(
        PARAGRAPH * 6, '<script type="application/ld+json">{"@type":"NewsArticle","headline":"a"}</script>' * n
    ),
    "objects in objects of JSON-LD": lambda n: page(
        PARAGRAPH * 6, '<script type="application/ld+json">' + '{"a":' * n + "1" + "}" * n + "</script>"
    ),
    "meta tags": lambda n: page(PARAGRAPH * 6, many('<meta name="author" content="Jane Roe {0}">', n)),
    "comments that never end": lambda n: article("<!--" * n),
    "scripts that never end": lambda n: article("<script>" * n),
    "captions": lambda n: article("<figure><img src=x><figcaption>Photo: somebody</figcaption></figure>" * n),
    "the same line": lambda n: article("<p>Read more about it here</p>" * n),
    "soft hyphens and combining marks": lambda n: article("<p>" + "wo\u00adrd e\u0301" * n),
    "blanks": lambda n: article("<p>" + " \n\u00a0" * n + "x"),
    "dates": lambda n: article(many('<time datetime="2026-01-0{0}">x</time> 1 March 2026 ', n)),
}
