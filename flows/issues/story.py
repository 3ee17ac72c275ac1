"""The story of an issue: what each visit showed, in the order of time, told as present texts and superseded ones.

A publisher corrects a release at its own address: the new text takes the old one's place, known from the day on which
it was seen. What came after a day's issue was known whole came late. What is shown no more stays, noted as absent. The
same visits give the same story, so that the warehouse can be made anew from the archive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace

from flows.issues import drift
from flows.issues.dates import today_in_china
from flows.issues.listing import Listing
from flows.issues.pool import ExtractionPool
from flows.issues.reading import LOADED, Reading, extracted
from flows.issues.verdict import Verdict
from flows.sources.protocol import Ask, Failure, IssueReading, Outcome, Reason
from warehouse.load.ledger import PageShape
from warehouse.load.versions import Standing, Superseded, Versions
from warehouse.model import Article, Extraction, Issue, IssueStatus

Judge = Callable[[Reading], Awaitable[Verdict]]
"""The last word on a visit's reading, by the source's history."""

VANISHED, GONE, EMPTIED, UNREADABLE = "vanished", "gone", "emptied", "unreadable"
NOT_LISTED = frozenset(
    {Ask.CALENDAR, Ask.LATEST, Ask.FIRST, Ask.PAGE, Ask.LIST}
)  # without them nothing is known absent


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as it stands now, and which of its article's it is."""

    article: Article
    extraction: Extraction
    standing: Standing
    version: int = 1


class Story:
    """Grows visit by visit; `told` gives it as a reading."""

    def __init__(self, issue: Issue, pool: ExtractionPool, accepted: frozenset[str] = frozenset()) -> None:
        """Nothing is known yet. `accepted`: addresses of releases that an operator does without."""
        self._issue, self._pool = issue, pool
        self._listing = Listing(issue, accepted)
        self._extracted: dict[Article, Extraction] = {}
        self._texts: dict[str, _Text] = {}
        self._past: list[Superseded] = []
        self._shapes: list[PageShape] = []
        self._ids: dict[str, tuple[str, int]] = {}
        self._last: Reading | None = None
        self._layout = ""
        self._verdict: Verdict | None = None
        self._kept = ""
        self._seen_at = dt.datetime.min.replace(tzinfo=dt.UTC)
        self._was_whole = False  # a visit saw all that there was
        self._known_whole = False  # one after the day was over did

    @property
    def has_texts(self) -> bool:
        """Whether anything is held."""
        return bool(self._texts)

    def given_up(self, pages: IssueReading, n: int) -> frozenset[str]:
        """Addresses of a visit, the `n`th, that are done without; see `Listing`."""
        return self._listing.given_up(pages, n)

    async def extract(self, pages: IssueReading) -> None:
        """Extract a visit's articles before it is taken in, which then finds most of them known."""
        known = set(self._extracted)
        wanted = [article for article in pages.articles if article not in known]
        for article, said in zip(wanted, await self._pool.extract(wanted), strict=True):
            if not isinstance(said, str):
                self._extracted[article] = said

    async def take(self, pages: IssueReading, ruled: Verdict, seen_at: dt.datetime, judge: Judge, n: int = 1) -> None:
        """Take in what the `n`th visit showed; `ruled`: the verdict on it before the source's history was asked.

        By a clock that was set back it is seen no earlier than the visit before it: what was known is not made unknown.
        """
        seen_at = self._seen_at = max(seen_at, self._seen_at)
        pages = replace(pages, articles=tuple(self._known_again(pages)))
        reading = await extracted(self._pool, Reading(pages, ruled), self._extracted)
        reading = replace(reading, verdict=await judge(reading))
        ruled, day = reading.verdict, today_in_china(seen_at)
        self._rule(ruled)
        if ruled.status in LOADED:
            self._merge(reading, seen_at, day)
            self._layout = pages.layout
        self._note_absent(pages, ruled, seen_at)
        if ruled.status is IssueStatus.COMPLETE:
            self._was_whole = True
            self._shapes += drift.shapes_of(pages)
        if day > self._issue.published_on and (ruled.status is IssueStatus.COMPLETE or pages.outcome is Outcome.ABSENT):
            self._known_whole = True
        self._listing.take(pages, n)
        self._last = reading

    def told(self) -> Reading:
        """The whole as a reading: present texts with how they stand, superseded ones, the verdict on them."""
        assert self._last is not None and self._verdict is not None, "a story of at least one visit"
        texts = list(self._texts.values())
        pages = replace(self._last.pages, articles=tuple(text.article for text in texts))
        pages = replace(pages, layout=self._layout or pages.layout)
        standing = {text.article.article_id: text.standing for text in texts}
        return Reading(
            pages,
            self._verdict,
            [text.extraction for text in texts],
            Versions(standing, tuple(self._past)),
            tuple(self._shapes),
            self._kept,
            self._listing.told({_key(text.article): text.standing.absent_why for text in texts}),
        )

    # ---- the verdict --------------------------------------------------------------------------------------------

    def _rule(self, ruled: Verdict) -> None:
        """What is held is never given up for less: a worse verdict on a later visit is noted beside it."""
        before, said = self._verdict, f"{ruled.status.value}: {ruled.reason}"[:500]
        if before is None or not self._texts or ruled.status is IssueStatus.COMPLETE:
            self._verdict, self._kept = ruled, ""
        elif before.status is IssueStatus.COMPLETE:
            self._kept = said
        elif ruled.status is IssueStatus.PARTIAL:
            self._verdict, self._kept = ruled, ""
        else:
            self._verdict = replace(before, reason=f"kept as it was: {ruled.reason}"[:500], settled=ruled.settled)
            self._kept = said

    # ---- texts --------------------------------------------------------------------------------------------------

    def _known_again(self, pages: IssueReading) -> Iterator[Article]:
        """Articles under the ids that they had before: one that came or went before them in the list moves none."""
        taken = {article_id for article_id, _ in self._ids.values()}
        for article in pages.articles:
            key = _key(article)
            if key not in self._ids:
                article_id, ordinal, place = article.article_id, article.ordinal, article.article_id.rpartition("-")[0]
                while article_id in taken:
                    ordinal += 1
                    article_id = f"{place}-{ordinal}"
                self._ids[key] = article_id, ordinal
                taken.add(article_id)
            article_id, ordinal = self._ids[key]
            yield replace(article, article_id=article_id, ordinal=ordinal)

    def _merge(self, reading: Reading, seen_at: dt.datetime, day: dt.date) -> None:
        seen = _naive(seen_at)
        for article, extraction in zip(reading.pages.articles, reading.extractions, strict=True):
            key, known_from = _key(article), self._issue.published_on
            held = self._texts.get(key)
            if held is None:
                known_from = max(day, known_from) if self._known_whole else known_from
                version = sum(_key(past.article) == key for past in self._past) + 1
                self._texts[key] = _Text(article, extraction, Standing(known_from, seen), version)
            elif (held.article.title, held.article.text) == (article.title, article.text):
                standing = replace(held.standing, absent_since=None, absent_why="")
                self._texts[key] = _Text(article, extraction, standing, held.version)
            elif not (self._was_whole or reading.pages.listing):  # its rest may lie on a page that failed
                self._texts[key] = _Text(article, extraction, replace(held.standing, seen_at=seen), held.version)
            else:
                known_from = self._supersede(held, day, seen)
                self._texts[key] = _Text(article, extraction, Standing(known_from, seen), held.version + 1)

    def _supersede(self, held: _Text, day: dt.date, seen: dt.datetime) -> dt.date:
        """Keep a text that something else takes the place of; gives the day from which on that is known."""
        known_from = max(day, held.standing.valid_from or day)
        stood = replace(held.standing, absent_since=None, absent_why="")
        self._past.append(Superseded(held.article, held.extraction, stood, held.version, known_from, seen))
        return known_from

    # ---- what is shown no more ----------------------------------------------------------------------------------

    def _note_absent(self, pages: IssueReading, ruled: Verdict, seen_at: dt.datetime) -> None:
        """Note which texts the visit did not show. They stay: being shown no more takes nothing back."""
        if ruled.status not in LOADED and pages.outcome is not Outcome.ABSENT:
            return
        shown = {_key(article) for article in pages.articles}
        left_out = {left.url: left.reason for left in pages.left_out}
        failed = {failure.request.url: failure for failure in pages.failures}
        unlisted = any(failure.request.ask in NOT_LISTED for failure in pages.failures)
        for key, text in list(self._texts.items()):
            if key in shown:
                continue
            if key in left_out and left_out[key] is not Reason.EMPTY:
                self._drop(key, text, seen_at)  # a part of another article now, or printed there
                continue
            surveyed = pages.surveyed is None or text.article.page in pages.surveyed
            why = _absence(key, left_out, failed) or (
                VANISHED if surveyed and not unlisted and key not in failed else ""
            )
            if why and why != text.standing.absent_why:
                standing = replace(text.standing, absent_since=_naive(seen_at), absent_why=why)
                self._texts[key] = replace(text, standing=standing)

    def _drop(self, key: str, text: _Text, seen_at: dt.datetime) -> None:
        if self._known_whole:
            self._supersede(text, today_in_china(seen_at), _naive(seen_at))
        del self._texts[key]


def _key(article: Article) -> str:
    """By what an article is known again: its address."""
    return article.url or article.article_id


def _absence(key: str, left_out: dict[str, Reason], failed: dict[str, Failure]) -> str:
    """Why an address gives no text any more, where the visit says so."""
    if key in left_out:
        return EMPTIED
    failure = failed.get(key)
    if failure is None:
        return ""
    if failure.status in (404, 410):
        return GONE
    return UNREADABLE if failure.kind == "LayoutMismatch" else ""


def _naive(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)
