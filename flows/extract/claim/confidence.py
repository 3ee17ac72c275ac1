"""How sure a claim is: the probability that what it says is right in every field, calibrated on annotated documents.

Evidence are the names of the rules that made the claim, how well both readers of its period agree, how sure the
article's home is and whether the claim is told of it, and what a sound name looks like.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterator, Mapping
from decimal import Decimal

from flows.extract.choice.choose import weights_of
from warehouse.model import Claim, Modality
from warehouse.values import dataclass

FIELD = "confidence"
BANDS = (0.3, 0.5, 0.7, 0.85, 0.95)
OVER = tuple(f"over {low}" for low in (0, *BANDS))
SHORT, LONG = 3, 12  # characters of a name


@dataclass(frozen=True, slots=True)
class Sureness:
    """How probable the second reader holds the claim's period, and the article's place with its own probability."""

    period: float
    home: str
    home_probability: float


def evidence_of(claim: Claim, sure: Sureness | None) -> tuple[str, ...]:
    """The names of what speaks for or against a claim; `sure` is None where one reader alone has read it."""
    return ("any claim", *_of_readers(claim, sure), *_of_claim(claim), *(f"rule: {name}" for name in claim.rule_trail))


def _of_readers(claim: Claim, sure: Sureness | None) -> Iterator[str]:
    if sure is None:
        yield f"read once: {claim.lang.value}"
        return
    yield f"period: {_band(sure.period)}"
    at_home = "at home" if claim.ref_area == sure.home else "in the country" if claim.ref_area == "CN" else "elsewhere"
    yield f"place: {at_home}, home {_band(sure.home_probability)}"


def _band(probability: float) -> str:
    return OVER[bisect.bisect_right(BANDS, probability)]


def _of_claim(claim: Claim) -> Iterator[str]:
    name = claim.indicator
    yield f"measure: {claim.measure.value}"
    if claim.modality is not Modality.ACTUAL:
        yield f"modality: {claim.modality.value}"
    if claim.period_end is None:
        yield "no period"
    yield (
        "no name"
        if not name
        else "a short name"
        if len(name) < SHORT
        else "a long name"
        if len(name) > LONG
        else "a name"
    )
    if claim.ref_area in ("全市", "全省", "全区", "全县"):
        yield "a place without a name"
    if claim.entity:
        yield "a body's figure"


def confidence(evidence: tuple[str, ...], weights: Mapping[str, float] | None = None) -> Decimal:
    """The probability that a claim is right, with two decimals: the choice between right, and wrong of no evidence."""
    weigh = (weights_of(FIELD) if weights is None else weights).get
    return Decimal(f"{1 / (1 + math.exp(-sum([weigh(name, 0.0) for name in evidence]))):.2f}")
