"""Units and scales of the Chinese press, read from units.toml: what a printed unit is in its base unit."""

from __future__ import annotations

import functools
import tomllib
from decimal import Decimal
from importlib import resources

from warehouse.values import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: one `surface` is `factor` of `base`. `kind` groups units that can be compared."""

    surface: str
    base: str
    factor: Decimal
    kind: str
    weak: bool  # counts of weak analytic value: 四大类, 三个方面's 方面, durations


SCALES: dict[str, Decimal] = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "十亿": Decimal(10**9),
    "百亿": Decimal(10**10),
    "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
    "十万亿": Decimal(10**13),
    "百万亿": Decimal(10**14),
    "千万亿": Decimal(10**15),
    "兆": Decimal(10**12),  # 1.3兆元, as Taiwan counts
}


@functools.cache
def units() -> dict[str, Unit]:
    """Every unit by its printed form. Raises ValueError where units.toml gives one form twice."""
    table = tomllib.loads(resources.files(__package__).joinpath("units.toml").read_text(encoding="utf-8"))
    found: dict[str, Unit] = {}
    for section, group in table.items():
        for surface, base, factor in group["units"]:
            if surface in found:
                raise ValueError(f"units.toml: expected {surface} once, found it again in [{section}]; remove one")
            weak = group.get("tier") == "may"
            found[surface] = Unit(surface, base, Decimal(factor), group["kind"], weak)
    return found


@functools.cache
def _one_quantity() -> dict[str, tuple[str, Decimal, str]]:
    """Every unit of one_quantity.toml: its group, how much of the group's first unit it is, what a series keeps."""
    table = tomllib.loads(resources.files(__package__).joinpath("one_quantity.toml").read_text(encoding="utf-8"))
    return {
        unit: (name, Decimal(factor), group["keeps"].get(unit, unit))
        for name, group in table.items()
        for unit, factor in group["units"].items()
    }


def one_unit(unit: str, wanted: str = "") -> tuple[str, Decimal]:
    """The unit in which a series keeps what is printed in `unit`, and how much of it one printed unit is.

    `wanted`: the catalogue's unit of the indicator, kept where it measures the same quantity. Else 斤 are kept as 吨,
    公顷 as 亩; a unit that stands alone is kept as it is, with the factor 1.
    """
    known, target = _one_quantity().get(unit), _one_quantity().get(wanted)
    if known is None or unit == wanted:
        return unit, Decimal(1)
    if target is None or target[0] != known[0]:
        target, wanted = _one_quantity()[known[2]], known[2]
    return wanted, Decimal(1) if wanted == unit else known[1] / target[1]
