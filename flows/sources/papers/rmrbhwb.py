"""人民日报海外版. The layout of 人民日报; which days besides Sunday are free is not established."""

from __future__ import annotations

import datetime as dt

from flows.sources.declaration import Certainty, DatedLayout, Evidence, Politeness, PublishingCalendar, Source
from flows.sources.layouts.amucsite import PEOPLE, amucsite
from flows.sources.layouts.classic import NBS, classic

NAMES = ("人民日报海外版", "人民日报·海外版")
NEW = amucsite("rmrbhwb A1", "https://paper.people.com.cn/rmrbhwb/pc", PEOPLE, "node_01").named(*NAMES)
OLD = classic("rmrbhwb B", "http://paper.people.com.cn/rmrbhwb", "node_865", selectors=NBS).named(*NAMES)

RMRBHWB = Source(
    source_id="rmrbhwb",
    name_zh="人民日报海外版",
    name_en="People's Daily Overseas Edition",
    publisher="人民日报社",
    hosts=("paper.people.com.cn",),
    calendar=PublishingCalendar(frozenset(range(6)), note="issues of Tue, Thu and Fri seen; Sunday believed free"),
    politeness=Politeness(note="robots.txt is reported to ask for a crawl-delay of 120 s"),
    layouts=(
        DatedLayout(
            name=NEW.name,
            family="A1",
            make=NEW.reader,
            valid_from=dt.date(2024, 12, 1),
            example=NEW.first[0],
            evidence=Evidence("2026-09", Certainty.HIGH, "status of a day without an issue not established"),
        ),
        DatedLayout(
            name=OLD.name,
            family="B",
            make=OLD.reader,
            valid_until=dt.date(2024, 11, 30),
            scheme="http",
            example=OLD.first[0],
            evidence=Evidence("2024-11", Certainty.MEDIUM, "the old tree of this host answers 403 now"),
        ),
    ),
)
