"""经济日报, daily. http only: https answers 504."""

from __future__ import annotations

import datetime as dt

from flows.sources.declaration import Certainty, DatedLayout, Evidence, Politeness, PublishingCalendar, Source
from flows.sources.layouts.amucsite import STANDARD, amucsite
from flows.sources.layouts.classic import classic

NAMES = ("经济日报", "中国经济网")
NEW = amucsite("jjrb A2", "http://paper.ce.cn/pc", STANDARD, "node_01").named(*NAMES)
OLD = classic("jjrb B", "http://paper.ce.cn/jjrb", "node_2").named(*NAMES)

JJRB = Source(
    source_id="jjrb",
    name_zh="经济日报",
    name_en="Economic Daily",
    publisher="经济日报社",
    hosts=("paper.ce.cn", "ipaper.ce.cn"),
    calendar=PublishingCalendar(established=True),
    politeness=Politeness(note="http only"),
    layouts=(
        DatedLayout(
            name=NEW.name,
            family="A2",
            make=NEW.reader,
            valid_from=dt.date(2021, 1, 1),
            scheme="http",
            example=NEW.first[0],
            evidence=Evidence("2026-10", Certainty.HIGH, "2018 gives 404 on this path, 2021-01 is served"),
        ),
        DatedLayout(
            name=OLD.name,
            family="B",
            make=OLD.reader,
            valid_from=dt.date(2008, 1, 1),
            valid_until=dt.date(2020, 12, 31),
            scheme="http",
            example=OLD.first[0],
            evidence=Evidence("2020-12", Certainty.MEDIUM, "whether it is served today is not established"),
        ),
    ),
)
