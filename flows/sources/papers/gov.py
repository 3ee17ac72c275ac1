"""中国政府网 (国务院). Lists as JSON arrays, newest first."""

from __future__ import annotations

from flows.sources.declaration import (
    Certainty,
    DatedLayout,
    Evidence,
    PublishingCalendar,
    Source,
    SourceKind,
)
from flows.sources.fields import Selectors
from flows.sources.layouts.listings import json_array
from flows.sources.layouts.releases import Column, ReleaseLayout

BASE = "https://www.gov.cn"
LAYOUT = ReleaseLayout(
    name="gov releases",
    columns=(
        Column("yaowen", "要闻", f"{BASE}/yaowen/liebiao/YAOWENLIEBIAO.json"),
        Column("zhengce", "最新政策", f"{BASE}/zhengce/zuixin/ZUIXINZHENGCE.json"),
    ),
    form=json_array("TITLE", "URL", "DOCRELPUBTIME"),
    selectors=Selectors(
        title=("#ti", "h1"),
        credit=(".pages-date", ".font"),
        body=("#UCAP-CONTENT", "div.TRS_UEDITOR", ".pages_content"),
    ),
)

GOV = Source(
    source_id="gov",
    name_zh="中国政府网",
    name_en="The State Council of China (gov.cn)",
    publisher="中国政府网",
    hosts=("www.gov.cn",),
    calendar=PublishingCalendar(note="releases have no fixed days"),
    kind=SourceKind.RELEASES,
    layouts=(
        DatedLayout(
            name=LAYOUT.name,
            family="releases",
            make=LAYOUT.reader,
            example=LAYOUT.columns[0].url,
            evidence=Evidence(
                "2026-09", Certainty.HIGH, "title and source of an article page: element names not established"
            ),
        ),
    ),
)
