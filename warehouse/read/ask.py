"""Questions to the published copy: what the command line prints. An answer is columns and rows; nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.connect import open_reader, read_sql
from warehouse.errors import QueryError
from warehouse.model import Claim
from warehouse.read import guard, named
from warehouse.read.answer import Answer
from warehouse.read.bounds import USUAL, Bounds
from warehouse.read.names import wanted
from warehouse.read.public import with_floats

if TYPE_CHECKING:
    from warehouse.read.drafts import Judged

MOST_FOUND = 5000  # series of one search


def trend(
    home: Path,
    name: str,
    *,
    measure: str | None = None,
    modality: str = "actual",
    place: str | None = None,
    entity: str | None = None,
    bounds: Bounds = USUAL,
) -> Answer:
    """Values over time of what `name` stands for: the table macro `trend`.

    `value_float` stands beside `value`, and the series goes by its public key.

    A name in any dress (full width, traditional, English, another case or order of words) finds its series; one whose
    own series holds nothing is refused with what there is instead. Raises QueryError.
    """
    with guard.own(home, bounds) as connection:
        known = named.resolve(connection, name)
        asked = named.filters(known, measure=measure, modality=modality, place=place, entity=entity)
        found = guard.fetch(connection.execute(read_sql("ask", "trend"), {"name": known.name, **asdict(asked)}), bounds)
    if not found.rows:
        raise QueryError(named.nothing(known, asked))
    return with_floats(found)


def search(home: Path, words: str) -> Answer:
    """Series all of whose words stand in a name, in any order and dress, else in a sentence. May be empty."""
    want, query = wanted(words), read_sql("ask", "find")
    found = guard.ask_own(home, query, want.given(MOST_FOUND))
    return found if found.rows else guard.ask_own(home, query, want.given(MOST_FOUND, in_sentences=True))


def as_of(home: Path, day: dt.date, name: str) -> Answer:
    """What `name` was known to be on a day: the macro `as_of`. Raises QueryError for a name that the copy has not."""
    with guard.own(home, USUAL) as connection:
        given = {"name": named.resolve(connection, name).name, "day": day}
        return guard.fetch(connection.execute(read_sql("ask", "as_of"), given), USUAL)


def evidence(home: Path, name: str, *, measure: str | None, place: str | None, entity: str | None) -> Answer:
    """Every printing of what `name` stands for: the macro `evidence`. Raises QueryError as `trend`."""
    with guard.own(home, USUAL) as connection:
        known = named.resolve(connection, name)
        asked = named.filters(known, measure=measure, modality="actual", place=place, entity=entity)
        given = {"name": known.name, "measure": asked.measure, "place": asked.place, "entity": asked.entity}
        return guard.fetch(connection.execute(read_sql("ask", "evidence"), given), USUAL)


def claim(home: Path, claim_id: str) -> dict[str, Any]:
    """A claim with its article, its series and its observation. Raises QueryError where the copy has none such."""
    found = guard.ask_own(home, read_sql("ask", "claim"), {"key": claim_id})
    if not found.rows:
        raise QueryError(f"expected the key of a claim, found {claim_id[:100]!r}: take one from another answer")
    return dict(zip(found.columns, found.rows[0], strict=True))


def compare(home: Path, name: str, other: str, measure: str) -> Answer:
    """Two indicators side by side: the macro `compare`. Raises QueryError as `trend`."""
    with guard.own(home, USUAL) as connection:
        known = [named.resolve(connection, each) for each in (name, other)]
        for each in known:
            named.filters(each, measure=measure, modality="actual", place=None)
        given = {"name": known[0].name, "other": known[1].name, "measure": measure}
        return guard.fetch(connection.execute(read_sql("ask", "compare"), given), USUAL)


def sentences(home: Path, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The claim of the latest value of each series, by the series' public key."""
    found = guard.ask_own(home, read_sql("ask", "sentences"), {"keys": list(keys)})
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    return {str(row["series"]): row for row in rows}


def status(home: Path) -> Answer:
    """What the copy holds: counts, days, the last run."""
    return guard.ask_own(home, read_sql("ask", "status"))


def coverage(home: Path) -> Answer:
    """Every source and month that the ledger knows, a mark for each day."""
    return guard.ask_own(home, read_sql("ask", "coverage"))


def gaps(home: Path) -> Answer:
    """Every stretch of days without a complete issue, and why."""
    return guard.ask_own(home, read_sql("ask", "gaps"))


def sources(home: Path) -> Answer:
    """Every source, with what is held of it."""
    return guard.ask_own(home, read_sql("ask", "sources"))


def unmatched(home: Path, limit: int) -> Answer:
    """The `limit` most frequent phrases that the catalogue does not hold, each with the entries nearest to it."""
    from warehouse.vocabulary.explain import told_nearest  # the catalogue: not for every question

    found = guard.ask_own(home, read_sql("ask", "unmatched"), {"limit": limit})
    printed = found.columns.index("printed")
    rows = tuple((*row, told_nearest(row[printed])) for row in found.rows)
    return Answer((*found.columns, "nearest"), rows)


def judged(home: Path, claims: Sequence[Claim], day: dt.date) -> list[Judged]:
    """The claims of a draft of that day, each held against the copy."""
    from warehouse.read import drafts  # polars and the catalogue: only a draft's numbers need them

    bounds = USUAL
    with guard.own(home, bounds) as connection:

        def rows(name: str, given: Mapping[str, object]) -> list[dict[str, Any]]:
            found = guard.fetch(connection.execute(read_sql("ask", name), given), bounds)
            return [dict(zip(found.columns, row, strict=True)) for row in found.rows]

        return drafts.judge(claims, day, rows)


def newest_day(home: Path) -> dt.date:
    """The day of the newest issue with a number in it. Raises QueryError where the copy holds none."""
    last = guard.ask_own(home, read_sql("ask", "held")).only(["last"]).rows[0][0]
    if last is None:
        raise QueryError("expected an issue in the copy, found none: run `gongbao init`, or say the day")
    day: dt.date = last
    return day


def metrics(home: Path) -> Answer:
    """Figures that a monitor watches: issues by source and status, newest issues (seconds of the epoch), findings."""
    return guard.ask_own(home, read_sql("ask", "metrics"))


def findings_since(home: Path, since: dt.datetime) -> Answer:
    """The open findings that were found since then (aware), the gravest first."""
    return _since(home, "findings_since", since)


def revisions_since(home: Path, since: dt.datetime) -> Answer:
    """What publishers were seen to change since then (aware)."""
    return _since(home, "revisions_since", since)


def daily(home: Path, since: dt.datetime, days: int) -> Answer:
    """What is said once a day: read, changed, found since then (aware), and missing of so many days before."""
    return _since(home, "daily", since, days=days)


def _since(home: Path, name: str, since: dt.datetime, **more: object) -> Answer:
    moment = since.astimezone(dt.UTC).replace(tzinfo=None)
    return guard.ask_own(home, read_sql("ask", name), {"since": moment, **more})


def check(home: Path, bounds: Bounds = USUAL) -> tuple[Answer, bool]:
    """What every check says of the copy, and whether one of them says that the warehouse itself is broken.

    Raises LimitError where it takes more than `bounds`.
    """
    from warehouse.series import checks

    with open_reader(home, memory_mib=bounds.memory_mib) as connection, guard.within(connection, bounds):
        findings = checks.look(connection)
    columns = ("rule", "about", "severity", "subject", "subject_id", "reason", "suggested", "suggested_unit")
    rows = tuple(tuple(getattr(finding, name) for name in columns) for finding in findings)
    return Answer(columns, rows), any(finding.is_broken for finding in findings)
