"""工人日报's own system: `papers/grrb/YYYY/MM/DD/N/page.html` and `news-n.html` beside it."""

from __future__ import annotations

from flows.sources.fields import Selectors
from flows.sources.layouts.paged import PagedLayout

SELECTORS = Selectors(
    page_links=("ul#pageUrl li a", "#pageTitle a[href$='page.html']"),
    page_label=("#pageName",),
    page_day=("#paperDate", ".paperDate", "title"),
    article_links=("ul#pageTitle li a",),
    kicker=("#pretitle",),
    title=("#ctitle",),
    subtitle=("#subtitle",),
    byline=("#author",),
    body=("#ccontent",),
)


def workercn(name: str, base: str) -> PagedLayout:
    """A layout under `base` (`https://www.workercn.cn/papers/grrb`)."""
    return PagedLayout(
        name=name,
        first=(f"{base}/%Y/%m/%d/1/page.html",),
        page_path=r"/%Y/%m/%d/(?P<page>\w+)/page\.html$",
        article_path=r"/%Y/%m/%d/(?P<page>\w+)/news-(?P<article>\d+)\.html$",
        selectors=SELECTORS,
    )
