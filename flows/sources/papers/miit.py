"""工业和信息化部. List pages are shells; a build service hands out their lists, articles are static."""

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
from flows.sources.layouts.listings import build_service
from flows.sources.layouts.releases import Column, ReleaseLayout

BASE = "https://www.miit.gov.cn"
LAYOUT = ReleaseLayout(
    name="miit releases",
    columns=(
        Column("gxdt", "工信动态", f"{BASE}/xwdt/gxdt/index.html"),
        Column("sjdt", "司局动态", f"{BASE}/xwdt/gxdt/sjdt/index.html"),
        Column("wjfb", "文件发布", f"{BASE}/zwgk/zcwj/wjfb/index.html"),
        Column("zcjd", "政策解读", f"{BASE}/zwgk/zcjd/index.html"),
    ),
    form=build_service(".page-content > ul > li > a, ul > li > a.fl"),
    selectors=Selectors(
        page_day=("#con_time",),
        title=("h1",),
        credit=(".cinfo",),
        body=("#con_con", ".ccontent", ".con_content", "#artical_content"),
    ),
)

MIIT = Source(
    source_id="miit",
    name_zh="工业和信息化部",
    name_en="Ministry of Industry and Information Technology",
    publisher="工业和信息化部",
    hosts=("www.miit.gov.cn",),
    calendar=PublishingCalendar(note="releases have no fixed days"),
    kind=SourceKind.RELEASES,
    politeness=Politeness(
        browser_agent=True, cookies=True, note="the service wants the Referer and the shell's cookie"
    ),
    layouts=(
        DatedLayout(
            name=LAYOUT.name,
            family="releases",
            make=LAYOUT.reader,
            example=LAYOUT.columns[0].url,
            evidence=Evidence(
                "2026-08", Certainty.HIGH, "the mechanism; classes of 工信动态's list are not established"
            ),
        ),
    ),
)
