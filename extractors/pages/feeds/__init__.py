"""A feed's bytes to entries: RSS and its ancestors, Atom, RDF, JSON Feed, news sitemaps; as malformed as real ones are.

The body is decoded here, looked at for what is no feed, and only then given to feedparser, as bytes in memory: it never
fetches, opens or resolves anything. What is kept of an entry is cleaned here.
"""

from extractors.pages.feeds.parsing import parse_feed

__all__ = ["parse_feed"]
