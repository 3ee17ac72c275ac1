"""新华每日电讯. The letters in its page names change (HO 2019, DK 2020, BC 2026): the issue's index is followed."""

from __future__ import annotations

from flows.sources.declaration import Certainty, DatedLayout, Evidence, PublishingCalendar, Source
from flows.sources.layouts.paperindex import paperindex

LAYOUT = paperindex("mrdx C", "http://mrdx.cn", "Page01BC", "Page01DK").named("新华每日电讯")

MRDX = Source(
    source_id="mrdx",
    name_zh="新华每日电讯",
    name_en="Xinhua Daily Telegraph",
    publisher="新华通讯社",
    hosts=("mrdx.cn", "www.mrdx.cn"),
    calendar=PublishingCalendar(note="not established"),
    layouts=(
        DatedLayout(
            name=LAYOUT.name,
            family="C",
            make=LAYOUT.reader,
            scheme="http",
            example=LAYOUT.first[0],
            evidence=Evidence("2026-09", Certainty.HIGH, "each page lists the whole issue"),
        ),
    ),
)
