"""The checks of `sql/checks`: each returns the bad rows, and what they return is kept, with its dates, in `finding`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import duckdb
import polars as pl

from warehouse import frames, observe
from warehouse.connect import read_sql, run_sql
from warehouse.errors import SchemaError
from warehouse.load import transaction
from warehouse.resources import sql_directory

_HEADER = re.compile(r"^-- (?P<name>about|severity): (?P<value>integrity|trust|error|warn)$", re.MULTILINE)
_FINDING: frames.Schema = {
    "rule": pl.String, "about": pl.String, "severity": pl.String, "subject": pl.String, "subject_id": pl.String,
    "reason": pl.String, "suggested": frames.DECIMAL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of a row. `rule` is the file's name in `sql/checks`, `subject` the table."""

    rule: str
    about: str  # integrity: the warehouse is broken; trust: a number cannot be
    severity: str  # error, warn
    subject: str
    subject_id: str
    reason: str
    suggested: Decimal | None = None

    @property
    def is_broken(self) -> bool:
        """Whether the warehouse itself is at fault: `gongbao check` fails, nothing is published."""
        return self.about == "integrity" and self.severity == "error"


@cache
def rules() -> dict[str, tuple[str, str]]:
    """Every check's name with (about, severity), as its file's header says. Raises SchemaError where it does not."""
    found = {}
    for file in sorted((sql_directory() / "checks").glob("*.sql")):
        header = dict(_HEADER.findall(read_sql("checks", file.stem)))
        if header.keys() != {"about", "severity"}:
            raise SchemaError(f"expected `-- about:` and `-- severity:` at the head of {file}, found {header}")
        found[file.stem] = (header["about"], header["severity"])
    return found


def look(connection: duckdb.DuckDBPyConnection, about: str | None = None) -> list[Finding]:
    """What the checks (all, or those about `integrity` or `trust`) return now. Writes nothing."""
    findings = []
    for rule, (subject_matter, severity) in rules().items():
        if about in (None, subject_matter):
            rows = run_sql(connection, "checks", rule).fetchall()
            findings += [Finding(rule, subject_matter, severity, *row) for row in rows]
    return sorted(findings, key=lambda f: (f.about, f.severity, f.rule, f.subject, f.subject_id, f.reason))


def run(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Run every check and keep what it says: new findings open, vanished ones are closed, the rest stay.

    Observations of claims that are newly doubted, or doubted no more, choose their value again. Returns what is open.
    """
    findings = look(connection)
    rows = [(f.rule, f.about, f.severity, f.subject, f.subject_id, f.reason, f.suggested) for f in findings]
    with transaction(connection):
        frames.hand_over(connection, "incoming_finding", _FINDING, rows)
        connection.execute("CREATE OR REPLACE TEMP TABLE check_time AS SELECT ?::TIMESTAMP AS checked_at", [_now()])
        run_sql(connection, "load", "finding")
        doubted = [str(row[0]) for row in run_sql(connection, "load", "doubted_issue").fetchall()]
        for table in ("incoming_finding", "open_finding", "closed_finding", "added_finding", "check_time"):
            connection.execute(f"DROP TABLE {table}")
    if doubted:
        observe.refresh(connection, doubted)
    return findings


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
