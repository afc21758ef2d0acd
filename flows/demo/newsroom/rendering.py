"""Turns outlets and stories into the bytes that a server would send."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.demo.newsroom.stories import Outlet, Story

MEDIA_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "rdf": "application/rdf+xml"}


def environment() -> Environment:
    """Templates of pages and feeds; everything is escaped."""
    made = Environment(loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined)
    made.filters["rfc822"] = format_datetime
    return made


def render_feed(
    templates: Environment, outlet: Outlet, stories: Sequence[Story], home: str, updated: datetime
) -> bytes:
    """An outlet's feed, newest story first; ``home`` is its address and ends with a slash."""
    ordered = sorted(stories, key=lambda story: story.published_at, reverse=True)
    template = templates.get_template(f"feed.{outlet.format}.j2")
    text = template.render(outlet=outlet, stories=ordered, home=home, updated=updated)
    return (_sloppy(text) if outlet.fault == "sloppy" else text).encode()


def render_page(templates: Environment, outlet: Outlet, story: Story, others: Sequence[str], home: str) -> bytes:
    """A story's page with the furniture of a news site around it."""
    url = f"{home}{story.key}"
    metadata = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.published_at.isoformat(),
        "author": {"@type": "Person", "name": story.author},
        "publisher": {"@type": "Organization", "name": outlet.name},
        "mainEntityOfPage": url,
    }
    encoded = json.dumps(metadata, ensure_ascii=False).replace("<", "\\u003c")
    template = templates.get_template("page.html.j2")
    return template.render(outlet=outlet, story=story, others=others, url=url, metadata=encoded).encode()


def _sloppy(feed: str) -> str:
    """The same feed as careless systems write it: bare ampersands, an undeclared entity, the end cut off."""
    bare = feed.replace("&amp;", "&").replace("</description>", "&nbsp;</description>")
    return bare.removesuffix("</channel>\n</rss>")
