"""A draft held against the warehouse: each of its numbers confirmed, contradicted, tentative or unknown, with proof.

The reading of the draft is the flows' (their grammar); here its claims are keyed as the warehouse keys its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from warehouse.model import Claim
from warehouse.vocabulary.places import canonical
from warehouse.vocabulary.series_parts import resolve

Ask = Callable[[str, Mapping[str, object]], list[dict[str, Any]]]


class Verdict(StrEnum):
    """What the warehouse says of a draft's number."""

    CONFIRMED = "confirmed"  # the same value is printed for the same period
    CONTRADICTED = "contradicted"  # another value is printed for the same period
    TENTATIVE = "tentative"  # the value is printed for another period, or what is printed is itself in doubt
    UNKNOWN = "unknown"  # nothing is printed of it


@dataclass(frozen=True, slots=True)
class Judged:
    """A number of the draft with the printed one that decides; `printed` is None where there is none at all."""

    claim: Claim
    verdict: Verdict
    printed: Mapping[str, Any] | None


def judge(claims: Sequence[Claim], day: dt.date, ask: Ask) -> list[Judged]:
    """Hold every claim of a draft of that day against the copy. `ask` answers `sql/ask/<name>.sql`, rows by column."""
    return [_judged(claim, ask("like_draft", _asked(claim, day))) for claim in claims]


def counts(judged: Sequence[Judged]) -> dict[str, int]:
    """How many of each verdict."""
    return {verdict.value: sum(each.verdict is verdict for each in judged) for verdict in Verdict}


def _asked(claim: Claim, day: dt.date) -> dict[str, object]:
    measure, lang = claim.measure.value, claim.lang.value
    keyed = resolve(claim.indicator, claim.breakdown, claim.unit, measure, lang, entity=claim.entity)
    factor = Decimal(str(keyed.unit_factor))  # a draft's 斤 against a series of 吨
    high = claim.value_high if claim.value_high is not None else claim.value
    return {
        "indicator_id": keyed.indicator_id,
        "phrase": keyed.series_phrase,
        "breakdown": keyed.series_breakdown,
        "entity": claim.entity,
        "ref_area": canonical(claim.ref_area),
        "measure": measure,
        "base": claim.base,
        "unit": keyed.series_unit,
        "modality": claim.modality.value,
        "value": claim.value * factor,
        "high": high * factor,
        "quote": claim.quote,
        "qualifier": claim.qualifier.value,
        "first": claim.period_start,
        "last": claim.period_end or day,
    }


def _judged(claim: Claim, rows: Sequence[dict[str, Any]]) -> Judged:
    """Rows come with those of the claim's own period first, then those that agree, then the newest."""
    if not rows:
        return Judged(claim, Verdict.UNKNOWN, None)
    same = [row for row in rows if row["is_same_period"]]
    agreeing = next((row for row in same if row["agrees"] and row["status"] != "suspect"), None)
    if agreeing:
        return Judged(claim, Verdict.CONFIRMED, agreeing)
    if same:
        doubted = same[0]["status"] == "suspect"
        return Judged(claim, Verdict.TENTATIVE if doubted else Verdict.CONTRADICTED, same[0])
    elsewhere = next((row for row in rows if row["agrees"]), None)
    return Judged(claim, Verdict.TENTATIVE if elsewhere else Verdict.UNKNOWN, elsewhere or rows[0])
