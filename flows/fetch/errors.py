"""What can go wrong on the way to a page or into the archive: two small trees, every message one line.

FetchError
├── Refused             nothing was asked: the rules forbid it
│   ├── BadUrl              not an absolute http(s) URL, or one with a user name in it
│   ├── HostNotAllowed      the host (or port) is not of this source
│   ├── AddressForbidden    the host's address is private, loopback, link-local, ...
│   ├── RobotsDenied        robots.txt forbids the path, or asks for a longer delay than is allowed
│   └── RobotsUnknown       robots.txt cannot be read: RFC 9309 says to ask for nothing
│       └── RobotsUnreachable   for want of a network; a NetworkDown too
├── TooManyRedirects    redirects and meta refreshes beyond the hop limit
├── NetworkDown         no name, no connection, or the connection was lost before an answer
├── TooSlow             a time-out: connecting, between two reads, or in total
├── BadAnswer           the answer cannot be used
│   ├── Truncated           fewer bytes than announced, or compressed data without its end
│   ├── TooLarge            more than the limit, on the wire or decoded
│   └── Garbled             not HTTP, or not in the content coding it names
└── HttpStatus          a whole answer, archived, whose status is no success (`status`, `page`)
    ├── NotFound            404, 410
    ├── Forbidden           401, 403, 451
    ├── RateLimited         429
    └── ServerFailed        5xx

ArchiveError
├── ArchiveFull         no space, over quota, file too large: nothing half-written is kept
├── ArchiveUnwritable   a folder or file cannot be made, opened or written
├── ArchiveDamaged      a record that does not decompress, parse, or give its digest
└── RecordMissing       no record at this place, or a revisit whose original is not in the archive
"""

# N818 wants every name to end in Error. These say what happened, as httpx's ReadTimeout and TooManyRedirects do, and
# stand in the ledger as an issue's reason; the roots of the trees, which are what is caught, are named Error.
# ruff: noqa: N818 - the names say what happened

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.fetch.model import FetchedPage


class FetchError(Exception):
    """A page could not be had. `retry_after` is what the server asked for, in seconds."""

    retry_after: float | None = None


class Refused(FetchError):
    """The rules forbid the request; nothing was sent to this host."""


class BadUrl(Refused):
    """Not an absolute http or https URL."""


class HostNotAllowed(Refused):
    """The URL's host or port is not in the source's list."""


class AddressForbidden(Refused):
    """The host's address is not one of the public internet."""


class RobotsDenied(Refused):
    """The site's robots.txt forbids this path to us."""


class RobotsUnknown(Refused):
    """The site's robots.txt cannot be read."""


class TooManyRedirects(FetchError):
    """More hops than allowed."""


class NetworkDown(FetchError):
    """No name, no connection, or no answer on it."""


class TooSlow(FetchError):
    """A time-out was reached."""


class RobotsUnreachable(RobotsUnknown, NetworkDown):
    """The site's robots.txt cannot be reached. Not tried again for each of its pages."""


class BadAnswer(FetchError):
    """An answer came and cannot be used."""


class Truncated(BadAnswer):
    """The body ends before its announced end."""


class TooLarge(BadAnswer):
    """The body is larger than the limit."""


class Garbled(BadAnswer):
    """The answer is not HTTP, or its body is not in the coding it names."""


class HttpStatus(FetchError):
    """A whole answer whose status is no success. `page` is that answer, already archived."""

    def __init__(self, page: FetchedPage, retry_after: float | None = None) -> None:
        """`retry_after`: the seconds that the answer asks to wait, None where it does not."""
        wait = f", asks to wait {retry_after:.0f} s" if retry_after is not None else ""
        super().__init__(f"expected a page, found HTTP {page.status}{wait}: {page.final_url}")
        self.page = page
        self.status = page.status
        self.retry_after = retry_after

    def __reduce__(self) -> tuple[type[HttpStatus], tuple[FetchedPage, float | None]]:
        """How to make it again in another process."""
        return type(self), (self.page, self.retry_after)


class NotFound(HttpStatus):
    """404 or 410. No proof that there was no issue."""


class Forbidden(HttpStatus):
    """401, 403 or 451."""


class RateLimited(HttpStatus):
    """429."""


class ServerFailed(HttpStatus):
    """5xx."""


def http_status(page: FetchedPage, retry_after: float | None) -> HttpStatus:
    """The error for an answer's status, of the narrowest class."""
    kinds: dict[int, type[HttpStatus]] = {
        401: Forbidden,
        403: Forbidden,
        404: NotFound,
        410: NotFound,
        429: RateLimited,
        451: Forbidden,
    }
    fallback = ServerFailed if page.status >= 500 else HttpStatus
    return kinds.get(page.status, fallback)(page, retry_after)


class ArchiveError(Exception):
    """The archive cannot be written or read."""


class ArchiveFull(ArchiveError):
    """No space for the record. The archive ends with the last whole record."""


class ArchiveUnwritable(ArchiveError):
    """The archive's folder or file cannot be written."""


class ArchiveDamaged(ArchiveError):
    """A record is not what was written."""


class RecordMissing(ArchiveError):
    """No such record."""


NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def unwritable(what: str, path: Path, error: OSError) -> ArchiveError:
    """ArchiveFull or ArchiveUnwritable for what the system said when we wanted to do `what`."""
    if error.errno in NO_SPACE:
        return ArchiveFull(
            f"cannot {what} {path}: {error.strerror}; free space and run again, the archive ends with a whole record"
        )
    return ArchiveUnwritable(f"cannot {what} {path}: {error.strerror}; check the path and its permissions")
