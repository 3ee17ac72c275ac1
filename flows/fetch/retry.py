"""What is tried again, how often, and after how long."""

from __future__ import annotations

import datetime as dt
import email.utils
import random

from flows.fetch.errors import (
    AddressForbidden,
    FetchError,
    Garbled,
    HostNotAllowed,
    HttpStatus,
    NetworkDown,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Truncated,
)

# Tries after the first one. A 404 is an answer; a 403 is often a firewall's mood, so it gets a second chance.
STATUS_RETRIES = {
    403: 1, 408: 4, 421: 1, 425: 4, 429: 4, 500: 4, 502: 4, 503: 4, 504: 4, 520: 4, 521: 4, 522: 4, 523: 4, 524: 4,
}  # fmt: skip
HOP_RETRIES: dict[type[FetchError], int] = {NetworkDown: 4, Truncated: 4, TooSlow: 3, Garbled: 2, TooLarge: 1}
# A redirect into the dark is a fault of the moment as often as of the site (a captive portal, a poisoned name).
CHAIN_RETRIES: dict[type[FetchError], int] = {TooManyRedirects: 1, AddressForbidden: 1, HostNotAllowed: 1}


def hop_retries(error: FetchError) -> int:
    """How often a single request is repeated after this error."""
    if isinstance(error, HttpStatus):
        return STATUS_RETRIES.get(error.status, 0)
    return HOP_RETRIES.get(type(error), 0)


def chain_retries(error: FetchError) -> int:
    """How often a whole chain of redirects is repeated after this error."""
    return CHAIN_RETRIES.get(type(error), 0)


def backoff(attempt: int, base: float, longest: float, chance: random.Random) -> float:
    """Seconds before try `attempt` + 1 (the first is 0): doubled each time, then shortened by up to a half."""
    return min(longest, base * float(2**attempt)) * chance.uniform(0.5, 1.0)


def parse_retry_after(value: str | None, now: dt.datetime) -> float | None:
    """Seconds that a `Retry-After` asks for (a number or an HTTP date), not below 0; None where it says nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        until = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return max(0.0, (aware - now).total_seconds())
