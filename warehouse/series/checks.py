"""The checks of `sql/checks`: each returns the bad rows, and what they return is kept, with its dates, in `finding`.

Checks of numbers read what `sql/steps/examine` lays out before: the claims at hand, and what other numbers say of each.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import duckdb
import polars as pl

from warehouse.connect import read_sql, run_sql, temporary_tables, transaction
from warehouse.errors import SchemaError
from warehouse.load import frames, touched
from warehouse.resources import sql_directory
from warehouse.series import observe

LAID_OUT = (
    "examined_series", "examined_claim", "period_of", "examined_period", "examined_value", "reference", "judged_value",
    "agreed_value", "factor_vote", "factor_doubt", "settled_period", "stated_part",
)  # fmt: skip
HELD = ("held_issue", "held_text", "held_observation", "held_series")  # what checks of integrity read
READABLE = (  # period_of is a macro of the tables of periods
    "examined_issue", *(name for name in LAID_OUT if name != "period_of"), *HELD,
)  # fmt: skip
_HEADER = re.compile(
    r"^-- (?P<name>about|severity|reach): "
    r"(?P<value>integrity|trust|ledger|error|warn|warehouse|series|article)$",
    re.MULTILINE,
)
ONE_THREAD = 1_000_000  # claims; with 144,000 a second thread saved a tenth of the time and held half as much again
TOLD = ("subject", "subject_id", "reason", "suggested")
MAY_TELL = {
    "suggested_unit": "NULL",
    "evidence": "[]",
}  # what a check may leave out, and what is then said


@dataclass(frozen=True, slots=True)
class Check:
    """A check as its file's head declares it. `reach`: what an answer can hang on: all, a series, an article."""

    name: str
    about: str
    severity: str
    reach: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of a row. `rule` is the file's name in `sql/checks`, `subject` the table.

    `suggested` is the value it must have been, `suggested_unit` the unit where that is what is wrong; `evidence` are
    the claims that prove it. `confidence`: how sure the reading of its claim is; `one_article`: whether one article
    prints that claim and its proofs. An error whose claim, or all whose proofs, are doubtful readings is a warning.
    """

    rule: str
    about: str  # integrity: the warehouse is broken; trust: a number cannot be
    severity: str  # error: the value is doubted; warn: worth a look
    subject: str
    subject_id: str
    reason: str
    suggested: Decimal | None = None
    suggested_unit: str | None = None
    evidence: tuple[str, ...] = ()
    confidence: Decimal | None = None
    one_article: bool | None = None

    @property
    def is_broken(self) -> bool:
        """Whether the warehouse itself is at fault: `gongbao check` fails, nothing is published."""
        return self.about == "integrity" and self.severity == "error"


@cache
def rules() -> dict[str, Check]:
    """Every check by its name, as its file's head says. Raises SchemaError where it does not."""
    found = {}
    for file in sorted((sql_directory() / "checks").glob("*.sql")):
        header = {"reach": "warehouse"} | dict(_HEADER.findall(read_sql("checks", file.stem)))
        if not {"about", "severity"} <= header.keys() or (header["about"] == "trust") == (
            header["reach"] == "warehouse"
        ):
            raise SchemaError(
                f"expected `-- about:`, `-- severity:` and, for trust, `-- reach: series|article` at the head of"
                f" {file}, found {header}"
            )
        found[file.stem] = Check(file.stem, header["about"], header["severity"], header["reach"])
    return found


@contextmanager
def laid_out(connection: duckdb.DuckDBPyConnection, issue_ids: Sequence[str] | None = None) -> Iterator[None]:
    """What the checks of numbers read, as temporary tables, for the claims that these issues (None: all) bear on."""
    scope = {"issue_ids": None if issue_ids is None else list(issue_ids)}
    with temporary_tables(connection):
        connection.execute(read_sql("steps/examine", "examined_issue"), scope)
        for table in LAID_OUT:
            run_sql(connection, "steps/examine", table)
        yield
    connection.execute("DROP MACRO TABLE IF EXISTS period_of")


@contextmanager
def held(connection: duckdb.DuckDBPyConnection, *, whole: bool = True) -> Iterator[None]:
    """What the checks of integrity read, as temporary tables: all, or what was touched since the last copy was made."""
    with temporary_tables(connection):
        for table in HELD:
            connection.execute(read_sql("steps/examine", table), {"whole": whole})
        yield


def look(connection: duckdb.DuckDBPyConnection, about: str | None = None) -> list[Finding]:
    """What the checks (all, or those about `integrity` or `trust`) return now. Stores nothing."""
    asked = [rule for rule in rules().values() if about in (None, rule.about)]
    of_numbers = any(rule.about == "trust" for rule in asked)
    with laid_out(connection) if of_numbers else nullcontext(), held(connection):
        _answer(connection, asked)
        return _findings(connection)


def broken(connection: duckdb.DuckDBPyConnection, *, whole: bool = True) -> list[Finding]:
    """What the checks of integrity call broken: in the whole warehouse, or in what was touched since the last copy."""
    asked = [rule for rule in rules().values() if (rule.about, rule.severity) == ("integrity", "error")]
    with held(connection, whole=whole):
        _answer(connection, asked)
        return _findings(connection)


def run(connection: duckdb.DuckDBPyConnection, issue_ids: Sequence[str] | None = None) -> int:
    """Run every check and keep what it says: new findings open, vanished ones are closed, the rest stay.

    With `issue_ids`, only the checks of the ledger and of numbers, these only over what these issues bear on: their
    articles, and every claim of the series they speak of or that the catalogue ties to these. Integrity is looked at
    before publishing. Observations of claims that are newly doubted, or doubted no more, choose their value again.
    Returns how many are open of what was looked at: they are in `finding`, and may be too many to hold twice.
    """
    asked = [rule for rule in rules().values() if issue_ids is None or rule.about in ("trust", "ledger")]
    with _sparing_memory(connection, few=issue_ids is not None):
        scope = held(connection) if issue_ids is None else nullcontext()
        with transaction(connection), laid_out(connection, issue_ids), scope:
            _answer(connection, asked, anew=issue_ids is None)
            doubted = _keep(connection, asked, whole=issue_ids is None)
            n_open = connection.table("incoming_finding").count("*").fetchall()[0][0]
        if doubted:
            observe.doubt(connection, doubted)
    return int(n_open)


@contextmanager
def _sparing_memory(connection: duckdb.DuckDBPyConnection, *, few: bool) -> Iterator[None]:
    """One thread where that is enough, as for a `few` issues: each holds hash tables and buffers of its own."""
    before = connection.execute("SELECT current_setting('threads')").fetchall()[0][0]
    few = few or connection.table("claim").count("*").fetchall()[0][0] <= ONE_THREAD
    connection.execute(f"SET threads = {1 if few else before}")
    try:
        yield
    finally:
        connection.execute(f"SET threads = {before}")


def _answer(connection: duckdb.DuckDBPyConnection, asked: Sequence[Check], *, anew: bool = True) -> None:
    """Put down what the checks say in the table `incoming_finding`, weighed by how sure its grounds are.

    Not `anew`: what is open and rests on nothing that was touched since the last copy keeps the weight it has.
    """
    run_sql(connection, "steps/load", "incoming_finding")
    for rule in asked:
        _put_down(connection, rule)
    if any(rule.about == "trust" for rule in asked):
        connection.execute(read_sql("steps/examine", "weighed_before"), {"anew": anew})
        run_sql(connection, "steps/examine", "weighed_finding")


def _findings(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    answer = connection.execute("SELECT * EXCLUDE (evidence), evidence FROM incoming_finding")
    names = [column[0] for column in answer.description or ()]
    findings = []
    for row in answer.fetchall():
        told: dict[str, Any] = dict(zip(names, row, strict=True))
        findings.append(Finding(**(told | {"evidence": tuple(told["evidence"] or ())})))
    return sorted(findings, key=lambda f: (f.about, f.severity, f.rule, f.subject, f.subject_id, f.reason))


def _put_down(connection: duckdb.DuckDBPyConnection, rule: Check) -> None:
    """Append the check's answer to the temporary table `incoming_finding`, without a detour through Python."""
    answer = connection.query(read_sql("checks", rule.name))
    heads = [f"'{word}' AS {name}" for name, word in (("rule", rule.name), ("about", rule.about))]
    more = [f"coalesce({name}, {absent})" if name in answer.columns else absent for name, absent in MAY_TELL.items()]
    more += ["NULL AS confidence", "NULL AS one_article"]  # weighed when all is put down
    # a check may tell for each row how grave it is; its head names the gravest
    severity = "severity" if "severity" in answer.columns else f"'{rule.severity}' AS severity"
    answer.project(", ".join([*heads, severity, *TOLD, *more])).insert_into("incoming_finding")


def _keep(connection: duckdb.DuckDBPyConnection, asked: Sequence[Check], *, whole: bool) -> list[tuple[str, dt.date]]:
    """Store the incoming findings; the claims (id and day) that they newly doubt, or doubt no more, come back."""
    reach: frames.Schema = {"rule": pl.String, "reach": pl.String}
    frames.hand_over(connection, "asked_rule", reach, [(rule.name, rule.reach) for rule in asked])
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE check_run AS SELECT ?::TIMESTAMP AS checked_at, ? AS whole", [now, whole]
    )
    run_sql(connection, "steps/examine", "in_reach")
    run_sql(connection, "steps/load", "finding")
    touched.note(connection, "steps/load", "touched_finding")
    return run_sql(connection, "steps/load", "doubted_claim").fetchall()
