"""Family A, the Founder system of today: `layout/YYYYMM/DD/node_NN.html` and `content/YYYYMM/DD/content_N.html`."""

from __future__ import annotations

from flows.sources.fields import Selectors
from flows.sources.layouts.paged import PagedLayout

PAGE_PATH = r"/(?:layout|col|column)/%Y%m/%d/(?:node_|l|col)(?P<page>\w+)\.html?$"
ARTICLE_PATH = r"/(?:content|con)/%Y%m/%d/content_(?P<article>\w+)\.html?$"

PEOPLE = Selectors(
    page_links=(".swiper-container .swiper-slide a", "a#pageLink", "a[href*='node_']"),
    page_label=("p.left.ban", "p.ban", ".ban"),
    page_day=(".newstime", "p.sec .date", ".article .date"),
    article_links=("ul.news-list li a", "a[href*='content_']"),
    kicker=(".article > h3",),
    title=(".article > h1",),
    subtitle=(".article > h2",),
    byline=("p.sec",),
    body=("#ozoom", "#articleContent", "founder-content"),
)
STANDARD = Selectors(
    page_links=("ul#layoutlist li a", "#layoutlist a", "a[href*='node_']"),
    page_label=("#layout",),
    page_day=("#paperdate",),
    article_links=("ul#articlelist.newsList li a", "ul#articlelist li a", "a[href*='content_']"),
    title=("div.detail-art h2#Title", "h2#Title", "#Title"),
    subtitle=("div.detail-art p#SubTitle", "p#SubTitle", "#SubTitle"),
    byline=("#Author.author", "#Author"),
    body=("#ozoom", "founder-content"),
)
GMW = Selectors(
    page_links=("a[href*='node_']",),
    page_label=(".m-title-list .m-type span", ".m-type span", ".m-type"),
    page_day=(".m-article-date", ".m-date"),
    article_links=(".m-title-list a[href*='content_']", "a[href*='content_']"),
    kicker=(".m-article-content h3",),
    title=(".m-article-content h1",),
    subtitle=(".m-article-content h2",),
    byline=(".m-article-author",),
    body=(".m-article-main", "#ozoom", "#articleContent", "founder-content"),
)


def amucsite(name: str, base: str, selectors: Selectors, *first: str) -> PagedLayout:
    """A layout under `base` (scheme, host and path before `/layout`). `first`: names of the first page, in turn."""
    return PagedLayout(
        name=name,
        first=tuple(f"{base}/layout/%Y%m/%d/{page}.html" for page in first or ("node_01", "node_1")),
        page_path=PAGE_PATH,
        article_path=ARTICLE_PATH,
        selectors=selectors,
        latest=f"{base}/layout/index.html",
    )
