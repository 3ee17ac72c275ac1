"""中国高新技术产业导报, a weekly believed to appear on Monday. No page of it could be seen."""

from __future__ import annotations

from flows.sources.declaration import Certainty, DatedLayout, Evidence, Politeness, PublishingCalendar, Source
from flows.sources.layouts.amucsite import STANDARD, amucsite

LAYOUT = amucsite("gxdb A2", "http://paper.chinahightech.com/pc", STANDARD, "node_A1", "node_A01", "node_01").named(
    "中国高新技术产业导报", "中国高新网"
)

GXDB = Source(
    source_id="gxdb",
    name_zh="中国高新技术产业导报",
    name_en="China High-Tech Industry Herald",
    publisher="科技日报社",
    hosts=("paper.chinahightech.com",),
    calendar=PublishingCalendar(frozenset((0,)), note="weekly, believed Monday"),
    politeness=Politeness(note="http"),
    layouts=(
        DatedLayout(
            name=LAYOUT.name,
            family="A2",
            make=LAYOUT.reader,
            scheme="http",
            example=LAYOUT.first[0],
            evidence=Evidence("2024-01", Certainty.MEDIUM, "a crawler of 2023 and an entry in a list of 2024"),
        ),
    ),
)
