"""Family B, the classic Founder system: `html/YYYY-MM/DD/node_N.htm` with `content_N.htm`, and its nbs/nw names."""

from __future__ import annotations

from flows.sources.fields import Selectors
from flows.sources.layouts.paged import PagedLayout

CALENDARS = ("period.xml", "navi.xml")

TABLE = Selectors(
    page_links=("a#pageLink", "div.bmname a", "a[href*='node_']"),
    page_label=("td:has(> strong)", ".bmname a.cur"),
    page_day=("span.paperdate", "#riqi_", ".paperdate"),
    article_links=(
        "ul.ul02_l li a",
        "#titleList ul li a",
        "#btdh a",
        "td.default a[href*='content_']",
        "a[href*='content_']",
    ),
    kicker=(".yinti", "founder-introtitle"),
    title=("founder-title", "td.font01", "td.hei16b", ".biaoti"),
    subtitle=("founder-subtitle", ".futi"),
    byline=("founder-author", ".zuozhe"),
    body=("#ozoom", "founder-content", "td.black14", ".box0-right .article"),
    lines=True,
)
NBS = Selectors(
    page_links=("#pageList .right_title-name a", ".swiper-slide a", "a#pageLink", "a[href*='nbs.']"),
    page_label=(".list_l .l_t", ".ban_t li", "p.left.ban", ".ban"),
    page_day=(".newstime", ".lai", ".article .date", "p.sec .date"),
    article_links=("#titleList ul li a", "ul.news-list li a", "a[href*='nw.']"),
    kicker=(".text_c > h3", ".article > h3"),
    title=(".text_c > h1", ".article > h1"),
    subtitle=(".text_c > h2", ".article > h2"),
    byline=(".text_c > h4", ".lai > :first-child:not(b)", "p.sec"),
    body=("#ozoom", "#articleContent", "founder-content"),
)


def classic(name: str, base: str, *first: str, selectors: Selectors = TABLE) -> PagedLayout:
    """A layout of `node_N.htm` pages under `base`. `first`: names of the first page, in turn."""
    return PagedLayout(
        name=name,
        first=tuple(f"{base}/html/%Y-%m/%d/{page}.htm" for page in first or ("node_2", "node_1", "node_3")),
        page_path=r"/html/%Y-%m/%d/node_(?P<page>\w+)\.htm$",
        article_path=r"/html/%Y-%m/%d/content_(?P<article>\d+(?:_\d+)?)\.htm$",
        selectors=selectors,
        latest=f"{base}/paperindex.htm",
        calendar=tuple(f"{base}/html/%Y-%m/{name}" for name in CALENDARS),
    )


def nbs(name: str, base: str, code: str) -> PagedLayout:
    """A layout of `nbs.D110000{code}_NN.htm` pages under `base`."""
    return PagedLayout(
        name=name,
        first=(f"{base}/html/%Y-%m/%d/nbs.D110000{code}_01.htm",),
        page_path=rf"/html/%Y-%m/%d/nbs\.D110000{code}_(?P<page>\w+)\.htm$",
        article_path=rf"/html/%Y-%m/%d/nw\.D110000{code}_%Y%m%d_(?P<article>\d+)-(?P<page>\w+)\.htm$",
        selectors=NBS,
        latest=f"{base}/paperindex.htm",
        calendar=tuple(f"{base}/html/%Y-%m/{name}" for name in CALENDARS),
    )
