"""科技日报. A JSON service now; the old pages to 2025-05 at least. The changeover is not known: both are tried."""

from __future__ import annotations

import datetime as dt

from flows.sources.declaration import Certainty, DatedLayout, Evidence, Politeness, PublishingCalendar, Source
from flows.sources.layouts.classic import classic
from flows.sources.layouts.service import ServiceLayout

NEW = ServiceLayout(
    name="kjrb E",
    base="https://epaper.stdaily.com/stdailynewspaperapi/uv/article",
    site_id="811c18b08cf04e79be3b67d6902ee1a7",
    code="KJRB",
    reader_url="https://epaper.stdaily.com/statics/technology-site/index.html"
    "#/home?isDetail=1&currentNewsId={id}&timeValue=%Y-%m-%d",
)
OLD = classic("kjrb B", "https://digitalpaper.stdaily.com/http_www.kjrb.com/kjrb", "node_2").named("科技日报")

KJRB = Source(
    source_id="kjrb",
    name_zh="科技日报",
    name_en="Science and Technology Daily",
    publisher="科技日报社",
    hosts=("epaper.stdaily.com", "digitalpaper.stdaily.com"),
    calendar=PublishingCalendar(note="the service names the days"),
    politeness=Politeness(note="the service wants X-Requested-With"),
    layouts=(
        DatedLayout(
            name=NEW.name,
            family="E",
            make=NEW.reader,
            valid_from=dt.date(2025, 5, 1),
            example=f"{NEW.base}/period/periodTime",
            evidence=Evidence("2026-09", Certainty.HIGH, "the site's id is a constant of its script and may change"),
        ),
        DatedLayout(
            name=OLD.name,
            family="B",
            make=OLD.reader,
            valid_until=dt.date(2025, 12, 31),
            example=OLD.first[0],
            evidence=Evidence("2025-05", Certainty.HIGH, "whether it is served today is not established"),
        ),
    ),
)
