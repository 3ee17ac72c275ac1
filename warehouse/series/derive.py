"""Values that follow from printed ones by arithmetic, with formula and inputs. Rules: `sql/steps/derive`."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from warehouse.connect import run_sql, transaction
from warehouse.load import touched

STATEMENTS = ("touched_family", "incoming_derived", "derived_observation")


@dataclass(frozen=True, slots=True)
class DeriveSummary:
    """How many derivations the observations looked at allow, and how many of them came or went since the last time."""

    derived: int
    added: int
    removed: int


def derive(connection: duckdb.DuckDBPyConnection, *, whole: bool = True) -> DeriveSummary:
    """Bring `derived_observation` up to the observations, in one transaction; rows that still hold stay untouched.

    A level and its growth or change give the level before it, a rate and its change in points the rate before it, a
    part and its share the whole. It never writes to `observation`. Not `whole`: only what the observations bear on that
    were touched since the readers' copy was made; all else must have been derived by then.
    """
    with transaction(connection):
        connection.execute("CREATE OR REPLACE TEMP TABLE derive_run AS SELECT ? AS whole", [whole])
        for statement in STATEMENTS:
            run_sql(connection, "steps/derive", statement)
        touched.note(connection, "steps/derive")
        counts = run_sql(connection, "steps/derive", "summary").fetchall()[0]
    return DeriveSummary(*counts)
