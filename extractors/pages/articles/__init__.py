"""Pages, bare HTML and plain text to articles.

``read_article`` reads a page that was fetched, ``read_html`` any HTML (for ``extract``), ``article_from_text`` plain
text. All raise ``ArticleError`` with the reason ``not-html``, ``no-text`` or ``language``, and for a page that is
something else ``soft-404`` (an error page that answers 200) or ``no-article`` (a consent page, a login, a list).
"""

from extractors.pages.articles.plain_text import article_from_text
from extractors.pages.articles.reading import read_article, read_html

__all__ = ["article_from_text", "read_article", "read_html"]
