"""What both languages share about named bodies: one as it stands in an article."""

from __future__ import annotations

from enum import StrEnum

from warehouse.values import dataclass


class BodyRole(StrEnum):
    """What a body does where it is named."""

    SAID = "said"
    TELLING = "telling"  # 据某某协会统计: it only tells the figure
    PARTNER = "partner"  # 与某某公司签约
    PRONOUN = "pronoun"  # 该公司: `name` is empty, the body named before is meant


@dataclass(frozen=True, slots=True)
class Body:
    """A company, bank, association or project at `start:end` of an article's even text. `name`: the one it goes by."""

    start: int
    end: int
    name: str
    role: BodyRole
    coded: bool = False  # its stock's code stands behind it
