"""Claims of one fact become one observation: phrases mapped to the catalogue, series and periods keyed, values chosen.

The mapping is made here, not when a text is read, so a new alias re-maps what is stored. Rules in `sql/steps/observe`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import duckdb
import polars as pl

from warehouse.connect import read_sql, run_sql, transaction
from warehouse.errors import NotLoadedError
from warehouse.load import frames, touched
from warehouse.resources import sql_directory
from warehouse.series import reprints
from warehouse.vocabulary.indicators import catalogue
from warehouse.vocabulary.relations import relations, usual_shares
from warehouse.vocabulary.series_parts import resolve

PART = 500_000  # claims whose evidence is gathered at once
SHARE = 2_000_000  # observations whose values are chosen at once
OF_PART = ("article_origin", "incoming_evidence", "evidence", "moved_evidence", "told_series", "claim_series")
OF_SUPERSEDED = ("article_origin", "incoming_evidence", "superseded_evidence")
OF_SHARE = ("stored_observation", "counted_observation", "observation")
OF_SERIES = ("series_phrase", "series", "series_name")

_PHRASE: frames.Schema = {
    "indicator": pl.String, "breakdown": pl.String, "unit": pl.String, "measure": pl.String, "lang": pl.String,
    "whole": pl.String, "entity": pl.String,
    "indicator_id": pl.String, "series_phrase": pl.String, "series_breakdown": pl.String, "series_unit": pl.String,
    "unit_factor": pl.Float64,
    "is_stock": pl.Boolean, "share_part": pl.String, "share_whole": pl.String,
}  # fmt: skip
_DOUBT: frames.Schema = {"claim_id": pl.String, "published_on": pl.Date}
_INDICATOR: frames.Schema = {
    "indicator_id": pl.String, "name_zh": pl.String, "name_en": pl.String, "aliases": pl.List(pl.String),
    "unit": pl.String, "kind": pl.String, "frequency": pl.String, "parent_id": pl.String,
    "range_low": frames.DECIMAL, "range_high": frames.DECIMAL,
}  # fmt: skip
_RELATION: frames.Schema = {
    "kind": pl.String, "whole_id": pl.String, "part_id": pl.String, "share_id": pl.String, "division": pl.Int32,
}  # fmt: skip
_USUAL_SHARE: frames.Schema = {
    "part_word": pl.String, "whole_word": pl.String, "low": frames.DECIMAL, "high": frames.DECIMAL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RefreshSummary:
    """What a refresh looked at (issues, their claims) and what it did to `observation`."""

    issues: int
    claims: int
    added: int
    changed: int
    removed: int


def refresh(connection: duckdb.DuckDBPyConnection, issue_ids: Sequence[str] | None = None) -> RefreshSummary:
    """Bring evidence, observations and series up to the claims of these issues (None: of all), in one transaction.

    Issues that were loaded since their last refresh are always among them: `refresh(connection, [])` does only those.
    Touches only the observations that these issues speak of. Where the vocabulary or the rules are others than at the
    last refresh, every issue is looked at, whatever was asked. Raises NotLoadedError for an issue not in the ledger.
    """
    _require_loaded(connection, issue_ids)
    digest = _rules_digest()
    with transaction(connection):
        known = connection.execute("FROM warehouse_state WHERE name = 'vocabulary' AND value = ?", [digest]).fetchall()
        if not known:
            issue_ids = None
            touched.forget(connection)
            _renew_catalogue(connection, digest)
        scope = {"issue_ids": None if issue_ids is None else list(issue_ids)}
        connection.execute(read_sql("steps/observe", "refreshed_issue"), scope)
        reprints.recognise(connection)
        touched.note(connection, "steps/reprints")
        _gather_evidence(connection)
        if not known:
            run_sql(connection, "steps/observe", "renewed_evidence")
        _choose_values(connection)
        run_sql(connection, "steps/observe", "pending_issue")
        counts = run_sql(connection, "steps/observe", "summary").fetchall()[0]
    return RefreshSummary(*counts)


def doubt(connection: duckdb.DuckDBPyConnection, claims: Sequence[tuple[str, dt.date]]) -> None:
    """Choose values anew after these claims (id and day) came to be doubted, or ceased to be, in one transaction.

    Nothing else of their evidence is looked at: a doubt changes no claim. What it comes to is what a refresh of their
    issues would. Where the vocabulary or the rules are others than at the last refresh, all is refreshed.
    """
    known = connection.execute("FROM warehouse_state WHERE name = 'vocabulary' AND value = ?", [_rules_digest()])
    if not known.fetchall():
        refresh(connection, [])
        return
    with transaction(connection):
        frames.hand_over(connection, "moved_doubt", _DOUBT, claims)
        rewritten = run_sql(connection, "steps/observe", "doubted_superseded").fetchall()
        for statement in ("changed", "doubted_evidence", "moved_evidence"):
            run_sql(connection, "steps/observe", statement)
        touched.note(connection, "steps/observe", "touched_evidence")
        _choose_values(connection)
    if rewritten:  # texts of before are evidence too: few, and looked at as a refresh does
        refresh(connection, [issue_id for (issue_id,) in rewritten])


def _gather_evidence(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the evidence up to the claims of the refreshed issues, part by part; what it touches is noted."""
    run_sql(connection, "steps/observe", "changed")
    connection.execute(read_sql("steps/observe", "refreshed_part"), {"size": PART})
    for (part,) in connection.execute("SELECT DISTINCT part FROM refreshed_part ORDER BY part").fetchall():
        connection.execute(read_sql("steps/observe", "part_issue"), {"part": part})
        for statement in ("refreshed_claim", "inherited"):
            run_sql(connection, "steps/observe", statement)
        printed = run_sql(connection, "steps/observe", "phrases").fetchall()
        frames.hand_over(connection, "phrase", _PHRASE, (resolve(*phrase) for phrase in printed))
        for statement in OF_PART:
            run_sql(connection, "steps/observe", statement)
        touched.note(connection, "steps/observe", "touched_evidence")
        touched.note(connection, "steps/observe", "touched_claim")
        _gather_superseded(connection)


def _gather_superseded(connection: duckdb.DuckDBPyConnection) -> None:
    """The same for texts of the part that their publisher changed since: what they were evidence for then."""
    for (version,) in run_sql(connection, "steps/observe", "superseded_part").fetchall():
        for statement in ("superseded_claim", "superseded_article"):
            connection.execute(read_sql("steps/observe", statement), {"version": version})
        run_sql(connection, "steps/observe", "inherited")
        printed = run_sql(connection, "steps/observe", "phrases").fetchall()
        frames.hand_over(connection, "phrase", _PHRASE, (resolve(*phrase) for phrase in printed))
        for statement in OF_SUPERSEDED:
            run_sql(connection, "steps/observe", statement)
    run_sql(connection, "steps/observe", "moved_superseded")


def _choose_values(connection: duckdb.DuckDBPyConnection) -> None:
    """Choose the values of the touched observations anew, share by share; their series follow."""
    connection.execute(read_sql("steps/observe", "touched_observation"), {"size": SHARE})
    run_sql(connection, "steps/observe", "touched_series")
    for (share,) in connection.execute("SELECT DISTINCT share FROM touched_observation ORDER BY share").fetchall():
        connection.execute(read_sql("steps/observe", "share_observation"), {"share": share})
        for statement in OF_SHARE:
            run_sql(connection, "steps/observe", statement)
    for statement in OF_SERIES:
        run_sql(connection, "steps/observe", statement)
    touched.note(connection, "steps/observe")


def _require_loaded(connection: duckdb.DuckDBPyConnection, issue_ids: Sequence[str] | None) -> None:
    asked = "SELECT unnest(?::VARCHAR[]) EXCEPT SELECT issue_id FROM issue ORDER BY 1 LIMIT 1"
    for (issue_id,) in connection.execute(asked, [list(issue_ids or ())]).fetchall():
        raise NotLoadedError(f"expected the issue {issue_id} in the ledger, found none: load it first")


def _renew_catalogue(connection: duckdb.DuckDBPyConnection, digest: str) -> None:
    rows = (
        (
            entry.id, entry.name_zh, entry.name_en, [*entry.aliases_zh, *entry.aliases_en], entry.unit, entry.kind,
            entry.frequency, entry.parent or None, entry.low, entry.high,
        )
        for entry in catalogue().entries.values()
    )  # fmt: skip
    frames.hand_over(connection, "incoming_indicator", _INDICATOR, rows)
    run_sql(connection, "steps/observe", "indicator")
    related = ((r.kind, r.whole_id, r.part_id, r.share_id, r.division) for r in relations())
    frames.hand_over(connection, "incoming_relation", _RELATION, related)
    usual = ((u.part_word, u.whole_word, u.low, u.high) for u in usual_shares())
    frames.hand_over(connection, "incoming_usual_share", _USUAL_SHARE, usual)
    run_sql(connection, "steps/observe", "relation")
    connection.execute("DELETE FROM warehouse_state WHERE name = 'vocabulary'")
    connection.execute("INSERT INTO warehouse_state VALUES ('vocabulary', ?)", [digest])


@cache
def _rules_digest() -> str:
    """sha256 over the vocabulary and `sql/steps/observe`: what the observations of given claims hang on."""
    digest = hashlib.sha256()
    for name, content in sorted(_files(files("warehouse.vocabulary"))):
        digest.update(name.encode() + b"\0" + content + b"\0")
    rooms = [sql_directory() / "steps" / room for room in ("observe", "reprints")]
    for file in sorted(file for room in rooms for file in room.glob("*.sql")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry)
        elif entry.name.endswith((".toml", ".csv", ".py")):
            yield entry.name, entry.read_bytes()
