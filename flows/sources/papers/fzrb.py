"""法治日报, to 2020 法制日报. Two page designs on the same addresses, changed between early 2025 and 2026-03."""

from __future__ import annotations

from flows.sources.declaration import Certainty, DatedLayout, Evidence, Politeness, PublishingCalendar, Source
from flows.sources.layouts.paperindex import paperindex

LAYOUT = paperindex("fzrb C", "http://epaper.legaldaily.com.cn/fzrb", "Page01TB").named("法治日报", "法制日报")

FZRB = Source(
    source_id="fzrb",
    name_zh="法治日报",
    name_en="Legal Daily",
    publisher="法治日报社",
    hosts=("epaper.legaldaily.com.cn",),
    calendar=PublishingCalendar(note="not established; an address of 2017 is a Sunday"),
    politeness=Politeness(note="http; /fzrb/ itself answers 403"),
    layouts=(
        DatedLayout(
            name=LAYOUT.name,
            family="C",
            make=LAYOUT.reader,
            scheme="http",
            example=LAYOUT.first[0],
            evidence=Evidence(
                "2026-09",
                Certainty.MEDIUM,
                "addresses high; the newer design rests on one source; kicker, subtitle, byline not established; "
                "h5epaper.legaldaily.com.cn shows the same articles",
            ),
        ),
    ),
)
