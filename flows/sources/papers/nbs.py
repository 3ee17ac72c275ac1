"""国家统计局. Static lists over numbered pages, an RSS feed for each where the list fails."""

from __future__ import annotations

from flows.sources.declaration import (
    Certainty,
    DatedLayout,
    Evidence,
    Politeness,
    PublishingCalendar,
    Source,
    SourceKind,
)
from flows.sources.fields import Selectors
from flows.sources.layouts.listings import links_form, numbered_pages
from flows.sources.layouts.releases import Column, ReleaseLayout

BASE = "https://www.stats.gov.cn/sj"
LAYOUT = ReleaseLayout(
    name="nbs releases",
    columns=(
        Column("zxfb", "最新发布", f"{BASE}/zxfb/", f"{BASE}/zxfb/rss.xml"),
        Column("sjjd", "数据解读", f"{BASE}/sjjd/", f"{BASE}/sjjd/rss.xml"),
    ),
    form=numbered_pages(links_form(".list-content a.pchide, .list-content a[title]"), most=40),
    selectors=Selectors(
        page_day=(".detail-title-des h2 p",),
        title=(".detail-title h1", "h1"),
        credit=(".detail-title-des",),
        body=(".txt-content", ".TRS_Editor", ".TRS_UEDITOR"),
        drop=(".pchide",),
    ),
)

NBS = Source(
    source_id="nbs",
    name_zh="国家统计局",
    name_en="National Bureau of Statistics of China",
    publisher="国家统计局",
    hosts=("www.stats.gov.cn",),
    calendar=PublishingCalendar(note="releases have no fixed days"),
    kind=SourceKind.RELEASES,
    politeness=Politeness(browser_agent=True, cookies=True, note="sets wzws_sessionid"),
    layouts=(
        DatedLayout(
            name=LAYOUT.name,
            family="releases",
            make=LAYOUT.reader,
            example=LAYOUT.columns[0].url,
            evidence=Evidence(
                "2026-09", Certainty.HIGH, "further pages index_10 and index_20 seen in 2026-09; 404 after the last"
            ),
        ),
    ),
)
