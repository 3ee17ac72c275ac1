"""From a name as typed to what the copy holds of it; where that is nothing, to what it holds instead.

The exact entry is answered with, or nothing: never another indicator in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from warehouse.connect import read_sql
from warehouse.errors import QueryError
from warehouse.model import Measure, Modality
from warehouse.read.names import area, even, wanted

OFFERED = 5
Held = tuple[str, str, str]  # measure, modality, place


@dataclass(frozen=True, slots=True)
class Known:
    """`typed`, and the name by which the copy knows it, with the combinations that have values, most of them first."""

    typed: str
    name: str
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of a name, in the warehouse's own codes."""

    measure: str | None
    modality: str
    place: str | None
    entity: str | None


def resolve(connection: duckdb.DuckDBPyConnection, typed: str) -> Known:
    """The name of the copy that `typed` stands for. Raises QueryError, with the nearest where there is none."""
    whole = even(typed)
    known = _known(connection, typed, whole)  # the copy has the catalogue's names: the catalogue itself takes longer
    if known:
        return known
    entry = wanted(typed).entry
    known = _known(connection, typed, entry.id) if entry else None
    if known:
        return known
    near = _near(connection, typed)
    if entry:
        raise QueryError(
            f"expected values of {entry.name_zh} ({entry.id}), found none in the copy: {_meant(near, typed)}"
        )
    if len(near) == 1:  # a part of one name alone
        known = _known(connection, typed, next(iter(near)))
        if known:
            return known
    raise QueryError(f"expected an indicator of the copy for {typed!r}, found none of that name: {_meant(near, typed)}")


def _known(connection: duckdb.DuckDBPyConnection, typed: str, name: str) -> Known | None:
    held = connection.execute(read_sql("ask", "exact_series"), {"name": name}).fetchall()
    return Known(typed, name, tuple(held)) if held else None


def filters(
    known: Known, *, measure: str | None, modality: str, place: str | None, entity: str | None = None
) -> Filters:
    """The filters in codes. Raises QueryError for a word that is none, with those that there are."""
    _require("--measure", measure, [each.value for each in Measure], known)
    _require("--modality", modality, [each.value for each in Modality], known)
    return Filters(measure, modality, None if place is None else _area(place, known), entity)


def nothing(known: Known, asked: Filters) -> str:
    """What is said where the name is known and the filters leave nothing: what there is instead."""
    wanted_ = ", ".join(word for word in (asked.measure, asked.modality, asked.place, asked.entity) if word)
    held = "; ".join(dict.fromkeys(" ".join(each) for each in known.held[:OFFERED]))
    return f"expected {wanted_} values of {known.typed!r}, found none that is not in doubt: it has {held}"


def _require(option: str, given: str | None, words: list[str], known: Known) -> None:
    if given is not None and given not in words:
        held = _listed(each[0 if option == "--measure" else 1] for each in known.held)
        raise QueryError(
            f"expected one of {', '.join(words)} for {option}, found {given!r}: {known.typed!r} has {held}"
        )


def _area(place: str, known: Known) -> str:
    held = list(dict.fromkeys(each[2] for each in known.held))
    code = place if place in held else area(place)
    if code is None:
        raise QueryError(
            f"expected a place (a code such as CN-GD, or a name) for --place, found {place!r}:"
            f" {known.typed!r} has {_listed(held)}"
        )
    if code not in held:
        raise QueryError(f"expected values of {known.typed!r} in {place} ({code}), found none: it has {_listed(held)}")
    return code


def _near(connection: duckdb.DuckDBPyConnection, typed: str) -> dict[str, int]:
    """Indicators of the copy one of whose names holds all the words, best first."""
    rows = connection.execute(read_sql("ask", "find"), wanted(typed).given(50, entry=""))
    at = [column[0] for column in rows.description or ()].index("indicator")
    return dict.fromkeys((str(row[at]) for row in rows.fetchall()), 0)


def _meant(near: Iterable[str], typed: str) -> str:
    offered = list(near)[:OFFERED]
    if offered:
        return f"did you mean {', '.join(offered)}? or try `gongbao search`"
    from warehouse.vocabulary.explain import told_nearest  # the catalogue: not for a name that is found

    told = told_nearest(typed)
    return f"nearest in the catalogue: {told}; or try `gongbao search`" if told else "try `gongbao search`"


def _listed(values: Iterable[str]) -> str:
    unique = list(dict.fromkeys(values))
    return ", ".join(unique[:OFFERED]) + (f" and {len(unique) - OFFERED} more" if len(unique) > OFFERED else "")
