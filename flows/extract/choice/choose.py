"""Chooses one of a field's candidates: the weights of its evidence are added up and turned into probabilities.

The weights lie in weights.toml, made by `make train` and readable: a table a field, one line a piece of evidence.
"""

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources

from flows.extract.record import Candidate, Decision, Value

FILE = "weights.toml"


class WeightsError(ValueError):
    """weights.toml is missing, torn, or not of the form that this version reads."""


def read_weights(text: str) -> dict[str, dict[str, float]]:
    """The weights of every field. Raises WeightsError for a text that is no TOML of tables of numbers."""
    remedy = "restore the file or make it anew with `make train`"
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WeightsError(f"{FILE}: expected TOML, found {error}; {remedy}") from error
    for field, table in tables.items():
        if not isinstance(table, dict):
            raise WeightsError(f"{FILE}: expected a table [{field}], found {table!r}; {remedy}")
        for name, weight in table.items():
            if isinstance(weight, bool) or not isinstance(weight, int | float) or not math.isfinite(weight):
                raise WeightsError(f"{FILE}: expected a number for {name!r} in [{field}], found {weight!r}; {remedy}")
    return {field: {name: float(weight) for name, weight in table.items()} for field, table in tables.items()}


@functools.cache
def weights_of(field: str) -> Mapping[str, float]:
    """The weights of one field, from the package's own file. Raises WeightsError where it has none."""
    try:
        text = resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WeightsError(f"{FILE}: expected the file beside choose.py, found {error}; install again") from error
    tables = read_weights(text)
    if field not in tables:
        raise WeightsError(f"{FILE}: expected a table [{field}], found {sorted(tables)}; run `make train`")
    return tables[field]


def choose(field: str, candidates: Sequence[Candidate[Value]], weights: Mapping[str, float]) -> Decision[Value]:
    """The candidate whose evidence weighs most, the first of equals. At least one candidate is needed.

    Evidence without a weight weighs nothing.
    """
    weigh = weights.get
    sums = [sum([weigh(name, 0.0) for name in candidate.evidence]) for candidate in candidates]
    most = max(sums)
    powers = [math.exp(each - most) for each in sums]
    whole = sum(powers)
    return Decision(field, tuple(candidates), tuple(power / whole for power in powers), sums.index(most))
