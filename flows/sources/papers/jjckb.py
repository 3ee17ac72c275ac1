"""经济参考报. The classic system; weekdays seen, the rest not established."""

from __future__ import annotations

from flows.sources.declaration import (
    WEEKDAYS,
    Certainty,
    DatedLayout,
    Evidence,
    Politeness,
    PublishingCalendar,
    Source,
)
from flows.sources.layouts.classic import classic

LAYOUT = classic("jjckb B", "http://dz.jjckb.cn/www/pages/webpage2009", "node_2", "node_1", "node_3").named(
    "经济参考报"
)

JJCKB = Source(
    source_id="jjckb",
    name_zh="经济参考报",
    name_en="Economic Information Daily",
    publisher="新华社",
    hosts=("dz.jjckb.cn",),
    calendar=PublishingCalendar(WEEKDAYS, note="weekdays seen"),
    politeness=Politeness(note="the root of the host answers 403"),
    layouts=(
        DatedLayout(
            name=LAYOUT.name,
            family="B",
            make=LAYOUT.reader,
            scheme="http",
            example=LAYOUT.first[0],
            evidence=Evidence("2026-09", Certainty.HIGH, "what an unpublished date gives is not established"),
        ),
    ),
)
