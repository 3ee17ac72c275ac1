"""人民日报, daily. The new site from 2024-12-01; the old one answers 403 and is kept for archived pages."""

from __future__ import annotations

import datetime as dt

from flows.sources.declaration import Certainty, DatedLayout, Evidence, Politeness, PublishingCalendar, Source
from flows.sources.layouts.amucsite import PEOPLE, amucsite
from flows.sources.layouts.classic import nbs

NAMES = ("人民日报", "人民网")
NEW = amucsite("rmrb A1", "https://paper.people.com.cn/rmrb/pc", PEOPLE, "node_01").named(*NAMES)
OLD = nbs("rmrb nbs", "http://paper.people.com.cn/rmrb", "renmrb").named(*NAMES)

RMRB = Source(
    source_id="rmrb",
    name_zh="人民日报",
    name_en="People's Daily",
    publisher="人民日报社",
    hosts=("paper.people.com.cn",),
    calendar=PublishingCalendar(established=True),
    politeness=Politeness(note="robots.txt is reported to ask for a crawl-delay of 120 s"),
    layouts=(
        DatedLayout(
            name=NEW.name,
            family="A1",
            make=NEW.reader,
            valid_from=dt.date(2024, 12, 1),
            scheme="https",
            example=NEW.first[0],
            evidence=Evidence("2026-10", Certainty.HIGH, "404 outside the public window of two years"),
        ),
        DatedLayout(
            name=OLD.name,
            family="B nbs",
            make=OLD.reader,
            valid_until=dt.date(2024, 11, 30),
            scheme="http",
            example=OLD.first[0],
            evidence=Evidence("2024-11", Certainty.HIGH, "403 since: historic pages only"),
        ),
    ),
)
