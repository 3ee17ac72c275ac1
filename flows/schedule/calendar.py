"""When each source is looked at, as cron says it."""

from __future__ import annotations

from flows.sources.declaration import DAILY, Source, SourceKind
from flows.sources.registry import SOURCES

DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
EARLY = 6  # the hour of a paper's first run, for readers at breakfast; the later ones find it whole
PAPER_HOURS = (1, 4, 12)  # hours after the issue is usually whole
RELEASE_HOURS = (9, 12, 15, 18, 21)


def cron_of(source: Source) -> str:
    """When a source is looked at, in cron's words and Shanghai's time: its days, a minute of its own."""
    minute = (7 * sorted(SOURCES).index(source.source_id)) % 60
    ready = source.calendar.ready_at.hour
    hours = RELEASE_HOURS if source.kind is SourceKind.RELEASES else (EARLY, *((ready + h) % 24 for h in PAPER_HOURS))
    calendar = source.calendar
    sure = calendar.established and calendar.weekdays != DAILY
    days = ",".join(DAYS[day] for day in sorted(calendar.weekdays)) if sure else "*"
    return f"{minute} {','.join(str(hour) for hour in sorted(set(hours)))} * * {days}"


def daily_cron(at: str) -> str:
    """Every day at that time, `08:30`, in cron's words."""
    hour, minute = at.split(":")
    return f"{int(minute)} {int(hour)} * * *"
