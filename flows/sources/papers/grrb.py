"""工人日报. A system of its own; one prober of 2026-09 could not reach it."""

from __future__ import annotations

from flows.sources.declaration import Certainty, DatedLayout, Evidence, Politeness, PublishingCalendar, Source
from flows.sources.layouts.workercn import workercn

LAYOUT = workercn("grrb own", "https://www.workercn.cn/papers/grrb").named("工人日报")

GRRB = Source(
    source_id="grrb",
    name_zh="工人日报",
    name_en="Workers' Daily",
    publisher="工人日报社",
    hosts=("www.workercn.cn",),
    calendar=PublishingCalendar(note="not established"),
    politeness=Politeness(browser_agent=True),
    layouts=(
        DatedLayout(
            name=LAYOUT.name,
            family="own",
            make=LAYOUT.reader,
            example=LAYOUT.first[0],
            evidence=Evidence("2026-07", Certainty.MEDIUM, "addresses of 2026-07; byline and subtitle not established"),
        ),
    ),
)
