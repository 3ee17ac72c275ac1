"""What no name is made of: such a claim is tentative, and its figure belongs to its article alone.

The reason goes into the trail under one beginning, by which confidence and the warehouse know it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from flows.extract.mention.phrase.en import fault as english_fault
from flows.extract.mention.phrase.zh import fault as chinese_fault
from warehouse.model import NAMELESS, Claim, Language, Tier
from warehouse.values import replace

FAULTS: dict[Language, Callable[[str], str]] = {Language.ZH: chinese_fault, Language.EN: english_fault}
AT_MOST = Decimal("0.1")  # of confidence: of the annotated articles' few such claims none was right


def gate(claim: Claim) -> Claim:
    """The claim, marked and of little confidence where its indicator is no name and no breakdown says of what."""
    fault = FAULTS[claim.lang](claim.indicator) if claim.tier is Tier.MUST and not claim.breakdown else ""
    if not fault:
        return claim
    trail = (*claim.rule_trail, f"{NAMELESS}: {fault}")
    return replace(claim, rule_trail=trail, confidence=min(claim.confidence, AT_MOST))
