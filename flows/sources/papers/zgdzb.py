"""中国电子报, Tuesday and Friday (five dated issues, all of these days)."""

from __future__ import annotations

from flows.sources.declaration import Certainty, DatedLayout, Evidence, PublishingCalendar, Source
from flows.sources.layouts.amucsite import STANDARD, amucsite

LAYOUT = amucsite("zgdzb A2", "https://epaper.cena.com.cn/pc", STANDARD, "node_01").named("中国电子报")

ZGDZB = Source(
    source_id="zgdzb",
    name_zh="中国电子报",
    name_en="China Electronics News",
    publisher="中国电子信息产业发展研究院（赛迪）",
    hosts=("epaper.cena.com.cn",),
    calendar=PublishingCalendar(frozenset((1, 4)), note="Tuesday and Friday in five dated issues"),
    layouts=(
        DatedLayout(
            name=LAYOUT.name,
            family="A2",
            make=LAYOUT.reader,
            example=LAYOUT.first[0],
            evidence=Evidence("2026-08", Certainty.MEDIUM, "what a day without an issue gives is not established"),
        ),
    ),
)
