"""What the walk over a sentence finds, as the readers know it."""

from __future__ import annotations

from flows.extract.mention.quantity.shared import Quantity, Rank
from warehouse.model import SetAside
from warehouse.values import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start:end` of a sentence and what they are. A period keeps its words; resolving them needs a date."""

    start: int
    end: int
    what: Quantity | Rank | SetAside | str
