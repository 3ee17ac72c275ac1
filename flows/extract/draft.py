"""A claim while the rules are still at work on it. Both languages fill drafts; `finish` makes the frozen Claim."""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from decimal import Decimal

from warehouse.model import Article, Claim, Measure, Modality, Qualifier, Sentence, Tier
from warehouse.values import dataclass


@dataclass(slots=True)
class Draft:
    """`start`, `end`: offsets of the quote in the article's text. Everything else as in Claim."""

    start: int
    end: int
    value: Decimal
    unit: str
    value_high: Decimal | None = None
    indicator: str = ""
    breakdown: str = ""
    ref_area: str = "CN"
    measure: Measure = Measure.LEVEL
    base: str | None = None
    qualifier: Qualifier = Qualifier.EQ
    modality: Modality = Modality.ACTUAL
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    period_text: str = ""
    tier: Tier = Tier.MUST
    trail: list[str] = field(default_factory=list)
    confidence: Decimal = Decimal(1)
    suspect: bool = False
    suggested: Decimal | None = None

    def note(self, rule: str) -> None:
        """Remember that `rule` (its readable name) had a hand in this claim."""
        if rule not in self.trail:
            self.trail.append(rule)


def finish(draft: Draft, article: Article, sentence: Sentence) -> Claim:
    """The frozen claim; its quote is sliced from the text by its offsets, so that the two cannot disagree."""
    return Claim(
        article_id=article.article_id,
        char_start=draft.start,
        char_end=draft.end,
        sentence=sentence.text,
        quote=article.text[draft.start : draft.end],
        value=draft.value,
        unit=draft.unit,
        indicator=draft.indicator,
        measure=draft.measure,
        value_high=draft.value_high,
        breakdown=draft.breakdown,
        ref_area=draft.ref_area,
        base=draft.base,
        qualifier=draft.qualifier,
        modality=draft.modality,
        period_start=draft.period_start,
        period_end=draft.period_end,
        period_text=draft.period_text,
        tier=draft.tier,
        lang=sentence.lang,
        rule_trail=tuple(draft.trail),
        confidence=draft.confidence,
        suspect=draft.suspect,
        suggested=draft.suggested,
    )
