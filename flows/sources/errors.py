"""What can be wrong with a source or one of its pages. Every message is one line: expected, found, where, what to do.

SourceError
├── UnknownSource        no declaration of that id
├── NotPublished         no layout of the source covers that day
└── PageError            a response is not what its request asked for; `again`: asking again may help
    ├── BadStatus        an HTTP status that is no page
    ├── NoText           a file or a picture in the place of a page
    ├── SoftMissing      status 200, but the page says that there is none, or the server led elsewhere
    ├── TruncatedPage    the text stops before its end
    ├── UndecodablePage  bytes that are no text in any encoding the page may have
    ├── UnwieldyPage     more elements, or deeper nested, than any page of a paper
    ├── WrongDate        the page belongs to another day's issue
    ├── OutOfReach       a list that ends before it comes to the day
    ├── TooManyHops      refreshes that lead nowhere
    └── LayoutMismatch   the page is whole but holds nothing the declaration knows: a redesign
"""

# N818 wants every name to end in Error. These say what happened, as those of flows/fetch/errors.py do, and for the same
# reason; the two roots that are caught are named Error.
# ruff: noqa: N818 - the names say what happened

from __future__ import annotations

import datetime as dt


class SourceError(ValueError):
    """Root of the tree."""


class UnknownSource(SourceError):
    """No declaration has this id."""


class NotPublished(SourceError):
    """The source has no layout for that day."""


class PageError(SourceError):
    """One response is not what was asked for. `again`: another fetch, past every cache, may bring the page."""

    again = True

    def __init__(self, *, expected: str, found: str, where: str, todo: str) -> None:
        """Say what was found, and where."""
        self.expected, self.found, self.where, self.todo = expected, found, where, todo
        super().__init__(f"expected {expected}, found {found}, at {where}: {todo}")


class BadStatus(PageError):
    """The status is neither a page nor a plain 'there is none'."""

    def __init__(self, status: int, where: str) -> None:
        """Say what was found, and where."""
        self.status = status
        self.again = status not in (404, 410)
        super().__init__(
            expected="status 200", found=f"status {status}", where=where, todo="ask again later, or see the page"
        )


class NoText(PageError):
    """A file or a picture where a page is expected: there is nothing to read."""

    again = False

    def __init__(self, found: str, where: str) -> None:
        """Say what was found, and where."""
        super().__init__(expected="a page of text", found=found, where=where, todo="see the archived file")


class SoftMissing(PageError):
    """The server says 200 and means 404."""

    def __init__(self, found: str, where: str) -> None:
        """Say what was found, and where."""
        super().__init__(
            expected="a page of the issue", found=found, where=where, todo="ask again, then hold it for not found"
        )


class TruncatedPage(PageError):
    """The text ends in the middle."""

    def __init__(self, found: str, where: str) -> None:
        """Say what was found, and where."""
        super().__init__(expected="a whole page", found=found, where=where, todo="fetch it again without a cache")


class UndecodablePage(PageError):
    """Bytes that no encoding of the page explains."""

    def __init__(self, found: str, where: str) -> None:
        """Say what was found, and where."""
        super().__init__(expected="text", found=found, where=where, todo="fetch it again, then see the archived bytes")


class UnwieldyPage(PageError):
    """More markup than any page has: damaged, or no page at all."""

    def __init__(self, expected: str, found: str, where: str) -> None:
        """Say what was found, and where."""
        super().__init__(
            expected=expected, found=found, where=where, todo="fetch it again, then see the archived bytes"
        )


class WrongDate(PageError):
    """The page is another day's. `found_on` is that day."""

    def __init__(self, asked: dt.date, found_on: dt.date, where: str) -> None:
        """Say what was found, and where."""
        self.found_on = found_on
        super().__init__(
            expected=f"the issue of {asked}",
            found=f"that of {found_on}",
            where=where,
            todo="ask again; the day may have no issue, or not yet",
        )


class OutOfReach(PageError):
    """A list of releases is too short for the day."""

    again = False

    def __init__(self, asked: dt.date, where: str) -> None:
        """Say what was found, and where."""
        super().__init__(
            expected=f"a list back to {asked}",
            found="one that ends later",
            where=where,
            todo="fetch days while the list still shows them",
        )


class TooManyHops(PageError):
    """Meta refreshes or script redirects in a ring."""

    def __init__(self, hops: int, where: str) -> None:
        """Say what was found, and where."""
        super().__init__(
            expected="a page", found=f"{hops} refreshes in a row", where=where, todo="see the source's entry page"
        )


class LayoutMismatch(PageError):
    """A whole page that holds nothing the declaration looks for."""

    again = False

    def __init__(self, expected: str, found: str, where: str) -> None:
        """Say what was found, and where."""
        super().__init__(
            expected=expected, found=found, where=where, todo="run `gongbao sources check` and add a dated layout"
        )
