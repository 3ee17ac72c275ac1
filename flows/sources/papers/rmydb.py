"""人民邮电报. Family D; the site is said to ask browsers for a script's answer, so a plain client may get none."""

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
from flows.sources.fields import Selectors
from flows.sources.layouts.outline import OutlineLayout

BASE = "https://rmydb.cnii.com.cn/html/%Y/%Y%m%d"
LAYOUT = OutlineLayout(
    name="rmydb D",
    outline=f"{BASE}/data.json",
    article=f"{BASE}/%Y%m%d_{{page}}/{{href}}",
    selectors=Selectors(title=("h1", "h2"), body=("#ozoom",)),
)

RMYDB = Source(
    source_id="rmydb",
    name_zh="人民邮电报",
    name_en="People's Posts and Telecommunications News",
    publisher="人民邮电报社",
    hosts=("rmydb.cnii.com.cn",),
    calendar=PublishingCalendar(WEEKDAYS, note="weekdays seen; some dates have no data"),
    politeness=Politeness(browser_agent=True, note="anti-bot script and request limits reported"),
    layouts=(
        DatedLayout(
            name=LAYOUT.name,
            family="D",
            make=LAYOUT.reader,
            example=LAYOUT.outline,
            evidence=Evidence("2025-05", Certainty.MEDIUM, "title's element not established: the outline's is used"),
        ),
    ),
)
