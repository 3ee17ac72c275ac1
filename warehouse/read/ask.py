"""Questions to the published copy: what the command line prints. An answer is columns and rows; nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import open_reader, read_sql, run_sql
from warehouse.errors import QueryError
from warehouse.load import runs
from warehouse.model import Claim
from warehouse.read import drafts, guard, named
from warehouse.read.answer import Answer
from warehouse.read.bounds import Bounds
from warehouse.read.names import wanted
from warehouse.read.public import with_floats, with_text_ids
from warehouse.series import checks
from warehouse.vocabulary.explain import told_nearest

MOST_FOUND = 5000  # series of one search


def trend(
    home: Path, name: str, *, measure: str | None = None, modality: str = "actual", place: str | None = None
) -> Answer:
    """Values over time of what `name` stands for: the table macro `trend`.

    `value_float` stands beside `value`, and the series goes by its public key.

    A name in any dress (full width, traditional, English, another case or order of words) finds its series; one whose
    own series holds nothing is refused with what there is instead. Raises QueryError.
    """
    with open_reader(home) as connection:
        known = named.resolve(connection, name)
        asked = named.filters(known, measure=measure, modality=modality, place=place)
        given = {"name": known.name, "measure": asked.measure, "modality": asked.modality, "place": asked.place}
        found = _answer(connection.execute(read_sql("ask", "trend"), given))
    if not found.rows:
        raise QueryError(named.nothing(known, asked))
    return with_floats(found)


def search(home: Path, words: str) -> Answer:
    """Series all of whose words stand in a name, in any order and dress, else in a sentence. May be empty."""
    given = {**wanted(words).given(), "place": "", "measure": "", "modality": "", "n": MOST_FOUND}
    with open_reader(home) as connection:
        for in_sentences in (False, True):
            found = _answer(connection.execute(read_sql("ask", "find"), {**given, "in_sentences": in_sentences}))
            if found.rows:
                break
    return found


def sql(home: Path, statement: str, bounds: Bounds | None = None) -> Answer:
    """What one statement that only reads returns, within `bounds` (None: the environment's), ids as text.

    Raises as `guard.ask`.
    """
    return with_text_ids(Answer(*guard.ask(home, statement, bounds or Bounds.told())))


def status(home: Path) -> Answer:
    """What the copy holds: counts, days, the last run. Below it the runs that the copy cannot know the end of."""
    with open_reader(home) as connection:
        found = _answer(run_sql(connection, "ask", "status"))
    alive, gone = runs.holders(home)
    now = [("run under way", _named(each)) for each in alive]
    lost = [("run cut off", f"{_named(each)}: the next run notes it") for each in gone]
    return Answer(found.columns, (*found.rows, *now, *lost))


def _named(holder: runs.Holder) -> str:
    return f"{holder.command} {holder.started_at} UTC process {holder.pid} on {holder.host}"


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
