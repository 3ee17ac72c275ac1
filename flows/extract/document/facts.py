"""All that holds for a whole article, proposed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from flows.extract.calendar import Span
from flows.extract.mention.period.shared import Reckoned, Role, Said
from flows.extract.record import Decision, Mention
from warehouse.values import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """`published` is the day of publication, `period` the period that the article reports (None: that day)."""

    published: dt.date
    period: Decision[Span | None]
    main: Mapping[dt.date, float]  # how probable it is that the article's period ends on a day
    ends: Mapping[dt.date, Mention[Said]]  # each of those days, as a mention of the article's that stands nowhere


def facts_of(published: dt.date, period: Decision[Span | None]) -> Facts:
    """The facts of an article."""
    main: dict[dt.date, float] = {}
    ends: dict[dt.date, Mention[Said]] = {}
    for candidate, probability in zip(period.candidates, period.probabilities, strict=True):
        end = candidate.value.end if candidate.value else published
        main[end] = main.get(end, 0.0) + probability
        said = Said(candidate.value, Role.SAID, Reckoned.SAID, "")
        ends.setdefault(end, Mention("period", -1, -1, said, "of the article"))
    return Facts(published, period, main, ends)
