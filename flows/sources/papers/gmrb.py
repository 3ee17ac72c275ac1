"""光明日报, daily. New addresses since the turn of 2026; the old ones are still served for 2012 to 2025."""

from __future__ import annotations

import datetime as dt

from flows.sources.declaration import Certainty, DatedLayout, Evidence, PublishingCalendar, Source
from flows.sources.layouts.amucsite import GMW, amucsite
from flows.sources.layouts.classic import nbs

NAMES = ("光明日报", "光明网")
NEW = amucsite("gmrb A3", "https://epaper.gmw.cn/gmrb/html", GMW, "node_01").named(*NAMES)
OLD = nbs("gmrb nbs", "https://epaper.gmw.cn/gmrb", "gmrb").named(*NAMES)

GMRB = Source(
    source_id="gmrb",
    name_zh="光明日报",
    name_en="Guangming Daily",
    publisher="光明日报社",
    hosts=("epaper.gmw.cn",),
    calendar=PublishingCalendar(established=True),
    layouts=(
        DatedLayout(
            name=NEW.name,
            family="A3",
            make=NEW.reader,
            valid_from=dt.date(2025, 10, 1),
            example=NEW.first[0],
            evidence=Evidence("2026-10", Certainty.HIGH, "changed between 2025-10 and 2026-01: both layouts are tried"),
        ),
        DatedLayout(
            name=OLD.name,
            family="B nbs",
            make=OLD.reader,
            valid_from=dt.date(2012, 1, 1),
            valid_until=dt.date(2025, 12, 31),
            example=OLD.first[0],
            evidence=Evidence("2026-10", Certainty.HIGH, "404 from 2026-01"),
        ),
    ),
)
