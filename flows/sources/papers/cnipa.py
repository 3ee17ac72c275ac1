"""国家知识产权局. Columns whose records lie in CDATA of a script, or in a plain list."""

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
from flows.sources.layouts.listings import cdata_form
from flows.sources.layouts.releases import Column, ReleaseLayout

BASE = "https://www.cnipa.gov.cn/col"
LAYOUT = ReleaseLayout(
    name="cnipa releases",
    columns=(
        Column("53", "局要闻", f"{BASE}/col53/index.html"),
        Column("74", "公告", f"{BASE}/col74/index.html"),
        Column("75", "通知", f"{BASE}/col75/index.html"),
    ),
    form=cdata_form("li a[href*='/art/']"),
    selectors=Selectors(
        title=("h1", ".article-title", "title"),
        credit=(".article-source", ".source"),
        body=("div.article", "#zoom", ".TRS_Editor"),
    ),
)

CNIPA = Source(
    source_id="cnipa",
    name_zh="国家知识产权局",
    name_en="China National Intellectual Property Administration",
    publisher="国家知识产权局",
    hosts=("www.cnipa.gov.cn",),
    calendar=PublishingCalendar(note="releases have no fixed days"),
    kind=SourceKind.RELEASES,
    politeness=Politeness(browser_agent=True, note="a crawler needed a browser in 2026"),
    layouts=(
        DatedLayout(
            name=LAYOUT.name,
            family="releases",
            make=LAYOUT.reader,
            example=LAYOUT.columns[0].url,
            evidence=Evidence(
                "2026-08", Certainty.MEDIUM, "col74 answered plainly with five entries; title's element not established"
            ),
        ),
    ),
)
