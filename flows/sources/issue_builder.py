"""What a reader has noted of an issue, whatever the order it came in; `close` lays it out as the issue's reading."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from bs4 import Tag

from flows.sources.compose import PlacedParts, empty, join_parts, lay_out, skip_reason, tidy
from flows.sources.errors import BadStatus, SoftMissing, WrongDate
from flows.sources.fit import doubt
from flows.sources.markup import line
from flows.sources.parts import Parts
from flows.sources.protocol import (
    Ask,
    Failure,
    IssueReading,
    LeftOut,
    Outcome,
    PageFound,
    PageRequest,
    Probe,
    Reason,
    Skeleton,
)
from warehouse.model import Issue

SAMPLE_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """A record that a page links, with the title of the link."""

    url: str
    title: str
    byline: str = ""


@dataclass(slots=True)
class PageNote:
    """A page of the issue and the records it links, None until it was read."""

    number: str
    name: str
    url: str
    entries: list[LinkedArticle] | None = None

    @property
    def advertisement(self) -> bool:
        """A page of advertisements only."""
        return skip_reason(self.name) is Reason.ADVERTISEMENT


@dataclass(slots=True)
class IssueBuilder:
    """Grows while responses come in. `pages` in the issue's order, `parts` by article address."""

    issue: Issue
    layout: str
    pages: dict[str, PageNote] = field(default_factory=dict)
    parts: dict[str, Parts] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)
    skeletons: dict[str, Skeleton] = field(default_factory=dict)
    probes: dict[tuple[str, str], Probe] = field(default_factory=dict)
    state: IssueReading = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing read."""
        self.state = IssueReading(
            self.issue.source_id, self.issue.published_on, self.layout, Outcome.UNREADABLE, note="nothing was read yet"
        )

    def settle(self, outcome: Outcome, note: str = "") -> None:
        """Say what the answers so far mean for the issue as a whole."""
        self.state = replace(self.state, outcome=outcome, note=note)

    def newest(self, *days: dt.date | None) -> None:
        """Note the newest issue that the source shows."""
        known = [day for day in (*days, self.state.newest_seen) if day is not None]
        self.state = replace(self.state, newest_seen=max(known, default=None))

    def failed(self, request: PageRequest, error: Exception) -> None:
        """Note a request that got no usable answer."""
        status = error.status if isinstance(error, BadStatus) else 0
        self.failures.append(Failure(request, type(error).__name__, str(error), status))

    def entry_lost(self, request: PageRequest, error: Exception) -> None:
        """The issue's one entry got no usable answer: say what that means."""
        if isinstance(error, WrongDate):
            self.newest(error.found_on)
            self.settle(Outcome.OTHER_DATE, str(error))
        elif isinstance(error, SoftMissing):
            self.settle(Outcome.NOT_FOUND, str(error))
        else:
            self.settle(Outcome.UNREADABLE, str(error))
            self.failed(request, error)

    def add_page(self, number: str, name: str, url: str) -> PageNote:
        """The page of that address, made if new; a name found later completes it."""
        page = self.pages.setdefault(url, PageNote(number, name, url))
        page.number, page.name = page.number or number, page.name or name
        return page

    def ask_once(self, url: str) -> bool:
        """True the first time an address is to be asked for."""
        new = url not in self.asked
        self.asked.add(url)
        return new

    def shape(self, url: str, ask: Ask, marks: frozenset[str]) -> None:
        """Note a page's skeleton."""
        self.skeletons[url] = Skeleton(url, ask, marks)

    def probe(self, url: str, ask: Ask, name: str, selector: str, found: list[Tag] | list[str]) -> None:
        """Note what a field of the declaration found on a page."""
        first = found[0] if found else ""
        sample = (first if isinstance(first, str) else line(first))[:SAMPLE_CHARACTERS]
        self.probes[(url, name)] = Probe(url, ask, name, selector, len(found), sample)

    def close(self) -> IssueReading:
        """The reading: articles with their place, left-out records with their reason."""
        pieces, left_out = self._pieces()
        kept, joined = join_parts(pieces)
        left_out += [LeftOut(piece.url, piece.page, piece.parts.title, Reason.JOINED) for piece in joined]
        return replace(
            self.state,
            pages=tuple(
                PageFound(page.number, page.name, page.url, len(page.entries or ()), page.advertisement)
                for page in self.pages.values()
            ),
            articles=tuple(lay_out(self.issue, piece) for piece in kept),
            left_out=tuple(left_out),
            failures=tuple(sorted(self.failures, key=lambda failure: failure.request.key)),
            skeletons=tuple(self.skeletons[url] for url in sorted(self.skeletons)),
            probes=tuple(self.probes[key] for key in sorted(self.probes)),
            doubt=doubt(((e.url, e.title) for page in self.pages.values() for e in page.entries or ()), self.parts),
        )

    def _pieces(self) -> tuple[list[PlacedParts], list[LeftOut]]:
        pieces: list[PlacedParts] = []
        left_out: list[LeftOut] = []
        owned: set[str] = set()
        bodies: set[tuple[str, tuple[str, ...]]] = set()
        times: dict[str, int] = {}
        for page in self.pages.values():
            times[page.number] = times.get(page.number, 0) + 1
            place = page.number + ("" if times[page.number] == 1 else f"x{times[page.number]}")  # a supplement's own 01
            for ordinal, entry in enumerate(page.entries or (), 1):
                parts = self.parts.get(entry.url)
                title = parts.title if parts and parts.title else entry.title
                reason = self._reason(entry, parts, title, owned, bodies)
                owned.add(entry.url)
                if reason is not None:
                    left_out.append(LeftOut(entry.url, page.number, title, reason))
                elif parts is not None:
                    parts = tidy(replace(parts, title=title, byline=parts.byline or entry.byline))
                    bodies.add((title, tuple(block.text for block in parts.blocks)))
                    identity = f"{self.issue.issue_id}-{place}-{ordinal}"
                    pieces.append(PlacedParts(identity, page.number, page.name, ordinal, entry.url, parts))
        return pieces, left_out

    def _reason(
        self,
        entry: LinkedArticle,
        parts: Parts | None,
        title: str,
        owned: set[str],
        bodies: set[tuple[str, tuple[str, ...]]],
    ) -> Reason | None:
        if entry.url in owned:
            return Reason.DUPLICATE
        if (reason := skip_reason(entry.title) or skip_reason(title)) or parts is None:
            return reason
        tidied = tidy(replace(parts, title=title))
        if empty(tidied):
            return Reason.EMPTY
        return Reason.DUPLICATE if (title, tuple(block.text for block in tidied.blocks)) in bodies else None
