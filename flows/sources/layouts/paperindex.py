"""Family C: `content/PaperIndex.htm` -> `YYYYMMDD/IssueIndex.htm` -> `PageNNXX.htm` -> `ArticelNNMMMYY.htm` (sic).

The letters XX and YY differ between papers and years: they are followed, never made up, but for a known first page.
"""

from __future__ import annotations

from flows.sources.fields import Selectors
from flows.sources.layouts.paged import PagedLayout

SELECTORS = Selectors(
    page_links=(
        "td a.atitle",
        ".banlist-li a",
        "div.listdaohang h4 a",
        "a[href*='Page']",
    ),
    page_label=(".banci", ".bmname", ".curban"),
    page_day=(".date", "#riqi", ".riqi", "title"),
    article_links=(
        ".newslist a[href*='Articel']",
        "a.atitle[href*='Articel']",
        "a[daoxiang]",
        "a[href*='Articel']",
    ),
    title=(".xha-view-title h1", "span[align=center] strong", "h2", "h1"),
    subtitle=("h2 + h4", "h2 ~ h4"),
    body=("#article_view_content", "#oldcontenttext", "#contenttext", "#ozoom"),
    lines=True,
)


def paperindex(name: str, base: str, *first: str) -> PagedLayout:
    """A layout under `base` (before `/content`). `first`: names of the first page known, else the issue's index."""
    return PagedLayout(
        name=name,
        first=tuple(f"{base}/content/%Y%m%d/{page}.htm" for page in (*first, "IssueIndex")),
        page_path=r"/content/%Y%m%d/Page(?P<page>[A-Z]?\d{2,3})[A-Z]{2}\.htm$",
        article_path=r"/content/%Y%m%d/Articel(?P<page>[A-Z]?\d{2})(?P<article>\d{3})[A-Z]{2}\.htm$",
        selectors=SELECTORS,
        latest=f"{base}/content/PaperIndex.htm",
    )
