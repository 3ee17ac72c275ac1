"""The Prefect flow of the daily summary: one message of what the last day brought."""

from __future__ import annotations

from flows.fetch.throttle import utc_now
from flows.home import home_directory
from flows.schedule.hooks import HOOKS
from flows.schedule.orchestration import flow


@flow(name="daily", persist_result=False, **HOOKS)
async def daily() -> list[str]:
    """Say in one message what was read in the last day, what is missing, what publishers changed, what was found."""
    from flows.notices.daily import tell_of_day  # apprise takes a second: only where there is something to tell

    return await tell_of_day(home_directory(), utc_now())
