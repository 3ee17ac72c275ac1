"""What was read and extracted of an issue, before the warehouse has its say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flows.issues.pool import ExtractionPool
from flows.issues.verdict import Verdict
from flows.sources.protocol import IssueReading
from warehouse.load.ledger import Counts, PageShape
from warehouse.load.releases import ReleaseRow
from warehouse.load.versions import Versions
from warehouse.model import Article, Extraction, IssueStatus

LOADED = frozenset({IssueStatus.COMPLETE, IssueStatus.PARTIAL})


@dataclass
class Reading:
    """An issue as read. `kept`: why the last visit did not take the place of what was known before, else empty."""

    pages: IssueReading
    verdict: Verdict
    extractions: list[Extraction] = field(default_factory=list)
    versions: Versions = field(default_factory=Versions)
    shapes: Sequence[PageShape] = ()
    kept: str = ""
    releases: Sequence[ReleaseRow] = ()

    @property
    def counts(self) -> Counts:
        """As the ledger will count them."""
        articles = self.pages.articles
        return Counts(
            self.pages.published_on,
            len({article.page for article in articles if article.page}),
            len(articles),
            sum(len(article.text) for article in articles),
            sum(len(extraction.claims) for extraction in self.extractions),
        )


async def extracted(pool: ExtractionPool, reading: Reading, known: dict[Article, Extraction] | None = None) -> Reading:
    """The reading with what its articles hold; an article that cannot be extracted leaves the issue partial.

    `known`: what was extracted before, which grows.
    """
    if reading.verdict.status not in LOADED:
        return reading
    known = {} if known is None else known
    wanted = [article for article in reading.pages.articles if article not in known]
    lost = []
    for article, said in zip(wanted, await pool.extract(wanted), strict=True):
        if isinstance(said, str):
            lost.append(f"{article.article_id}: {said}")
        else:
            known[article] = said
    extractions = [known.get(article, Extraction()) for article in reading.pages.articles]
    if not lost:
        return replace(reading, extractions=extractions)
    reason = f"{len(lost)} articles could not be extracted, first {lost[0]}"
    return replace(reading, verdict=Verdict(IssueStatus.PARTIAL, reason, settled=False), extractions=extractions)
