"""Issues into tables: one transaction an issue, rows replaced where they differ, replaced claims kept in history."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb
import polars as pl

from warehouse.connect import run_sql, transaction
from warehouse.errors import LoadError
from warehouse.load import frames, touched
from warehouse.load.versions import Superseded, Versions
from warehouse.model import Article, Claim, Extraction, Issue, IssueStatus, Numeral


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A paper or a list of releases, as the warehouse describes it. `kind`: paper, releases, document."""

    source_id: str
    name: str
    name_en: str = ""
    kind: str = "paper"
    url: str = ""


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What loading one issue found and changed. `replaced` and `withdrawn` rows are in `claim_history`."""

    issue_id: str
    articles: int
    claims: int
    numerals: int
    not_understood: int
    added: int
    replaced: int
    withdrawn: int
    other_rows_changed: int  # articles and the ledger's row that came or went, numerals likewise

    @property
    def changed(self) -> int:
        """Claims added, replaced or withdrawn."""
        return self.added + self.replaced + self.withdrawn


def load_issue(
    connection: duckdb.DuckDBPyConnection,
    issue: Issue,
    readings: Sequence[tuple[Article, Extraction]],
    *,
    code_version: str,
    furniture: Sequence[Numeral] = (),
    reason: str = "",
) -> LoadSummary:
    """`write_issue` of a complete issue, in a transaction of its own."""
    with transaction(connection):
        return write_issue(connection, issue, readings, code_version=code_version, furniture=furniture, reason=reason)


def write_issue(
    connection: duckdb.DuckDBPyConnection,
    issue: Issue,
    readings: Sequence[tuple[Article, Extraction]],
    *,
    code_version: str,
    furniture: Sequence[Numeral] = (),
    reason: str = "",
    status: IssueStatus = IssueStatus.COMPLETE,
    detail: str = "",
    layout: str = "",
    is_settled: bool = True,
    versions: Versions | None = None,
) -> LoadSummary:
    """Make the warehouse hold exactly these readings of the issue, and its ledger row, within the caller's transaction.

    `readings` are all articles of the issue; what an earlier load held beside them is withdrawn. Rows that do not
    change stay untouched. `reason` says in `claim_history` why rows were replaced; `furniture` are the numerals
    outside every article, their offsets the file's; `versions` tells since when the texts stand and what they replaced.
    Raises LoadError, having written nothing.
    """
    _require_sound(issue, readings)
    versions = versions or Versions()
    articles = [article for article, _ in readings]
    claims = [claim for _, extraction in readings for claim in extraction.claims]
    ledger = (
        issue.issue_id, issue.source_id, issue.published_on, status.value, detail, _content_hash(articles),
        code_version, layout, is_settled, reason or f"read again by {code_version}", _now(),
    )  # fmt: skip
    rows = (
        ("incoming_article", frames.ARTICLE, frames.article_rows(issue, articles, versions.standing)),
        ("incoming_numeral", frames.NUMERAL, frames.numeral_rows(issue, readings, furniture)),
        ("incoming_claim", frames.CLAIM, frames.claim_rows(issue, claims)),
    )
    _announce(connection, ledger)
    for table, schema, content in rows:
        frames.hand_over(connection, table, schema, content)
    n_superseded = _write_superseded(connection, issue, versions.superseded)
    for statement in ("article", "numeral", "claim", "issue", "pending_issue"):
        run_sql(connection, "steps/load", statement)
    for step in ("touched_issue", "touched_reading"):
        touched.note(connection, "steps/load", step)
    counts = run_sql(connection, "steps/load", "summary").fetchone()
    assert counts is not None
    summary = LoadSummary(issue.issue_id, *counts)
    return replace(summary, other_rows_changed=summary.other_rows_changed + n_superseded)


def record_issue(
    connection: duckdb.DuckDBPyConnection,
    issue: Issue,
    status: IssueStatus,
    *,
    detail: str,
    code_version: str,
    layout: str = "",
    is_settled: bool = True,
) -> None:
    """Write the ledger row of an issue that gave nothing to load, within the caller's transaction.

    Articles of an earlier load stay as they are.
    """
    content = connection.execute("SELECT content_hash FROM issue WHERE issue_id = ?", [issue.issue_id]).fetchone()
    ledger = (
        issue.issue_id, issue.source_id, issue.published_on, status.value, detail, content[0] if content else "",
        code_version, layout, is_settled, detail, _now(),
    )  # fmt: skip
    _announce(connection, ledger)
    run_sql(connection, "steps/load", "issue")
    touched.note(connection, "steps/load", "touched_issue")


def record_sources(connection: duckdb.DuckDBPyConnection, sources: Sequence[SourceRow]) -> None:
    """Describe the sources: rows of the same id are replaced where they differ, others stay."""
    schema = dict.fromkeys(("source_id", "name", "name_en", "kind", "url"), pl.String)
    with transaction(connection):
        rows = [(s.source_id, s.name, s.name_en, s.kind, s.url) for s in sources]
        frames.hand_over(connection, "incoming_source", schema, rows)
        run_sql(connection, "steps/load", "source")


def _write_superseded(connection: duckdb.DuckDBPyConnection, issue: Issue, past: Sequence[Superseded]) -> int:
    """Make the warehouse hold exactly these texts that the issue printed before; gives how many came or went.

    Most issues have none and none held: then nothing is handed over and compared (a fifth of what a load costs).
    """
    held = "SELECT 1 FROM superseded_article WHERE published_on = ? AND issue_id = ? LIMIT 1"
    if not past and connection.execute(held, [issue.published_on, issue.issue_id]).fetchone() is None:
        return 0
    texts, claims = frames.superseded_rows(issue, past), frames.superseded_claim_rows(issue, past)
    frames.hand_over(connection, "incoming_superseded", frames.SUPERSEDED, texts)
    frames.hand_over(connection, "incoming_superseded_claim", frames.SUPERSEDED_CLAIM, claims)
    return int(run_sql(connection, "steps/load", "superseded").fetchall()[0][0])


def _announce(connection: duckdb.DuckDBPyConnection, ledger: tuple[object, ...]) -> None:
    run_sql(connection, "steps/load", "incoming_issue")
    connection.execute("INSERT INTO incoming_issue VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", list(ledger))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def _content_hash(articles: Sequence[Article]) -> str:
    digest = hashlib.sha256()
    for article in sorted(articles, key=lambda a: a.article_id):
        digest.update(article.article_id.encode() + b"\0" + article.text.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _require_sound(issue: Issue, readings: Sequence[tuple[Article, Extraction]]) -> None:
    if not readings:
        raise LoadError(
            f"{issue.issue_id}: expected at least one article, found none: look at its pages, or record why it has none"
        )
    _require_unique(issue, "article", [article.article_id for article, _ in readings])
    _require_unique(issue, "claim", [claim.claim_id for _, extraction in readings for claim in extraction.claims])
    for article, extraction in readings:
        if (article.source_id, article.published_on) != (issue.source_id, issue.published_on):
            found = f"{article.source_id} of {article.published_on}"
            raise LoadError(f"{article.article_id}: expected an article of {issue.issue_id}, found one of {found}")
        for claim in extraction.claims:
            _require_proof(article, claim)


def _require_unique(issue: Issue, what: str, keys: Sequence[str]) -> None:
    twice = [key for key, times in Counter(keys).items() if times > 1]
    if twice:
        raise LoadError(f"{issue.issue_id}: expected every {what} once, found {twice[0]} more than once")


def _require_proof(article: Article, claim: Claim) -> None:
    if claim.article_id != article.article_id:
        raise LoadError(f"{claim.claim_id}: expected a claim of {article.article_id}")
    printed = article.text[claim.char_start : claim.char_end]
    if printed != claim.quote:
        raise LoadError(
            f"{claim.claim_id}: expected the quote {claim.quote!r} at its place, found {printed!r}: mend the extractor"
        )
