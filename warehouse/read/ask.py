"""Questions to the published copy: what the command line prints. An answer is columns and rows; nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import open_reader, read_sql, run_sql
from warehouse.errors import QueryError
from warehouse.model import Claim
from warehouse.read import drafts, guard
from warehouse.read.bounds import Bounds
from warehouse.series import checks
from warehouse.vocabulary.explain import told_nearest


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows as DuckDB gives them: Decimal, date, str, int, bool, list or None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def only(self, columns: Sequence[str]) -> Answer:
        """The same rows with these columns, in this order."""
        at = [self.columns.index(name) for name in columns]
        return Answer(tuple(columns), tuple(tuple(row[place] for place in at) for row in self.rows))


def trend(
    home: Path,
    name: str,
    *,
    measure: str | None = None,
    modality: str = "actual",
    place: str | None = None,
    entity: str | None = None,
) -> Answer:
    """Values over time of what `name` stands for: the table macro `trend`. Raises QueryError where there is none."""
    with open_reader(home) as connection:
        query = "FROM trend(?, measure := ?, modality := ?, place := ?, entity := ?)"
        found = _answer(connection.execute(query, [name, measure, modality, place, entity]))
    if not found.rows:
        near = told_nearest(name)
        cure = f"nearest in the catalogue: {near}; or try `gongbao search`" if near else "try `gongbao search`"
        raise QueryError(f"expected an indicator with {modality} values for {name!r}, found none: {cure}")
    return found


def search(home: Path, words: str) -> Answer:
    """Series whose names hold the words, or that a sentence with them speaks of: the macro `search`. May be empty."""
    with open_reader(home) as connection:
        return _answer(connection.execute("FROM search(?)", [words]))


def sql(home: Path, statement: str, bounds: Bounds | None = None) -> Answer:
    """What one statement that only reads returns, within `bounds` (None: the environment's). Raises as `guard.ask`."""
    return Answer(*guard.ask(home, statement, bounds or Bounds.told()))


def status(home: Path) -> Answer:
    """What the copy holds: counts, days, the last run."""
    with open_reader(home) as connection:
        return _answer(run_sql(connection, "ask", "status"))


def coverage(home: Path) -> Answer:
    """Every source and month that the ledger knows, a mark for each day."""
    with open_reader(home) as connection:
        return _answer(run_sql(connection, "ask", "coverage"))


def gaps(home: Path) -> Answer:
    """Every stretch of days without a complete issue, and why."""
    with open_reader(home) as connection:
        return _answer(run_sql(connection, "ask", "gaps"))


def sources(home: Path) -> Answer:
    """Every source, with what is held of it."""
    with open_reader(home) as connection:
        return _answer(run_sql(connection, "ask", "sources"))


def unmatched(home: Path, limit: int) -> Answer:
    """The `limit` most frequent phrases that the catalogue does not hold, each with the entries nearest to it."""
    with open_reader(home) as connection:
        found = _answer(run_sql(connection, "ask", "unmatched"))
    printed = found.columns.index("printed")
    rows = tuple((*row, told_nearest(row[printed])) for row in found.rows[:limit])
    return Answer((*found.columns, "nearest"), rows)


def judged(home: Path, claims: Sequence[Claim], day: dt.date) -> list[drafts.Judged]:
    """The claims of a draft of that day, each held against the copy."""
    with open_reader(home) as connection:

        def rows(name: str, given: Mapping[str, object]) -> list[dict[str, Any]]:
            found = _answer(connection.execute(read_sql("ask", name), given))
            return [dict(zip(found.columns, row, strict=True)) for row in found.rows]

        return drafts.judge(claims, day, rows)


def newest_day(home: Path) -> dt.date:
    """The day of the newest issue with a number in it. Raises QueryError where the copy holds none."""
    with open_reader(home) as connection:
        last = _answer(run_sql(connection, "ask", "held")).only(["last"]).rows[0][0]
    if last is None:
        raise QueryError("expected an issue in the copy, found none: run `gongbao init`, or say the day")
    day: dt.date = last
    return day


def check(home: Path) -> tuple[Answer, bool]:
    """What every check says of the copy, and whether one of them says that the warehouse itself is broken."""
    with open_reader(home) as connection:
        findings = checks.look(connection)
    columns = ("rule", "about", "severity", "subject", "subject_id", "reason", "suggested", "suggested_unit")
    rows = tuple(tuple(getattr(finding, name) for name in columns) for finding in findings)
    return Answer(columns, rows), any(finding.is_broken for finding in findings)


def _answer(result: duckdb.DuckDBPyConnection) -> Answer:
    columns = tuple(str(column[0]) for column in result.description or ())
    return Answer(columns, tuple(result.fetchall()) if columns else ())
