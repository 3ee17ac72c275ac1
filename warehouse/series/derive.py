"""Values that follow from printed ones by arithmetic, with formula and inputs. Rules: `sql/steps/derive`."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from warehouse.connect import run_sql, transaction


@dataclass(frozen=True, slots=True)
class DeriveSummary:
    """How many derivations the observations allow, and how many of them came or went since the last time."""

    derived: int
    added: int
    removed: int


def derive(connection: duckdb.DuckDBPyConnection) -> DeriveSummary:
    """Bring `derived_observation` up to the observations, in one transaction; rows that still hold stay untouched.

    A level and its growth or change give the level before it, a rate and its change in points the rate before it, a
    part and its share the whole. It never writes to `observation`.
    """
    with transaction(connection):
        for statement in ("incoming_derived", "derived_observation"):
            run_sql(connection, "steps/derive", statement)
        counts = run_sql(connection, "steps/derive", "summary").fetchall()[0]
    return DeriveSummary(*counts)
