"""What a page says of itself: title, byline, dates, address, outlet, language; in JSON-LD, meta tags, the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from extractors.pages.facts.json_ld import JsonLd, read_json_ld

_TELLING = etree.XPath(
    "//meta[@content] | //head/title | //link[translate(@rel, 'CANOIL', 'canoil') = 'canonical']"
    " | //script[contains(@type, 'ld+json')]"
)
_MOST_TAGS = 400  # so that a page made to be slow is not; what tells of an article stands before
_META_NAMES = ("property", "name", "itemprop", "http-equiv")
_AUTHORS = frozenset({"author", "article:author", "dc.creator", "parsely-author", "sailthru.author"})
PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "date", "pubdate", "publishdate",
    "publish-date", "publish_date", "cxenseparse:recs:publishtime", "rnews:datepublished",
)  # fmt: skip
MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
READ_METAS = frozenset(
    {*_AUTHORS, *PUBLISHED, *MODIFIED, "og:site_name", "application-name", "og:title", "twitter:title", "dc.title",
     "parsely-title", "og:url", "og:type", "og:locale", "content-language"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metadata:
    """The head of a page: meta tags by name (the first of each), links by relation, the title, the JSON-LD article."""

    metas: dict[str, str] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    canonical: str = ""
    title: str = ""
    language: str = ""
    json_ld: JsonLd = field(default_factory=JsonLd)

    def meta(self, *names: str) -> str:
        """The first of the named meta tags that says something."""
        return next((self.metas[name] for name in names if self.metas.get(name)), "")


def read_metadata(tree: HtmlElement) -> Metadata:
    """The metadata of a parsed page."""
    metas: dict[str, str] = {}
    authors: list[str] = []
    links: list[str] = []
    titles: list[str] = []
    scripts: list[str] = []
    for element in islice(filter(_is_read, _TELLING(tree)), _MOST_TAGS):
        if element.tag == "meta":
            name, content = _meta_name(element), (element.get("content") or "").strip()
            if name and content:
                metas.setdefault(name, content)
            if name in _AUTHORS and content:
                authors.append(content)
        elif element.tag == "link":
            links.append((element.get("href") or "").strip())
        else:
            (titles if element.tag == "title" else scripts).append("".join(element.itertext()))
    return Metadata(
        metas=metas,
        authors=tuple(dict.fromkeys(authors)),
        canonical=next(iter(links), ""),
        title=next(iter(titles), ""),
        language=tree.get("lang") or tree.get("xml:lang") or "",
        json_ld=read_json_ld(scripts),
    )


def _is_read(element: HtmlElement) -> bool:
    return element.tag != "meta" or _meta_name(element) in READ_METAS


def _meta_name(element: HtmlElement) -> str:
    return next((value for key in _META_NAMES if (value := element.get(key))), "").strip().lower()
