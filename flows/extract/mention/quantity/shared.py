"""What a number with its unit is, in every language."""

from __future__ import annotations

from decimal import Decimal

from warehouse.values import dataclass
from warehouse.vocabulary.units import Unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. `value` in the base unit; `unit` None where none is printed; `more`: 多, 余, 几, 数."""

    value: Decimal
    unit: Unit | None
    high: Decimal | None = None
    more: bool = False
    rule: str = "number and unit"


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in an order: 第二, 首位, 前三."""

    value: Decimal
