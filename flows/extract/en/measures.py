"""The rules of each kind of number, in the order in which they are tried; the first that fits names it."""

from __future__ import annotations

from collections.abc import Callable

from flows.extract.en.brackets import at_another_time, next_of_a_list, part_of_the_one_before
from flows.extract.en.counts import counted_thing
from flows.extract.en.growth import (
    change_noun_right,
    compared_right,
    growth_verb,
    points_of_change,
    signed_in_brackets,
    up_or_down,
)
from flows.extract.en.labels import labelled
from flows.extract.en.quantities import (
    amount_after_change,
    amount_noun,
    amount_of,
    by_subject,
    change_by,
    change_noun,
    compared_amount,
    in_brackets,
    more_than_before,
    part_of_which,
    reached,
)
from flows.extract.en.rates import (
    exchange_rate,
    level_after_change,
    like_the_one_before,
    noun_of,
    percent_that_acts,
    put_at,
    rate_compared,
    rate_reached,
    second_subject,
)
from flows.extract.en.shares import one_in_some, share_noun_right, share_of_whole, share_verb
from flows.extract.en.spans import doubling, rank, series, span_of_time, times
from flows.extract.en.work import PART, Work
from flows.extract.mention.token_en import Token

Rule = Callable[[Work], bool]
PERCENT: tuple[tuple[str, Rule], ...] = (
    ("signed in brackets", signed_in_brackets),
    ("the same at another time", at_another_time),
    ("behind its label", labelled),
    ("one in some", one_in_some),
    ("growth noun after the number", change_noun_right),
    ("share noun after the number", share_noun_right),
    ("percent of a whole", share_of_whole),
    ("higher or lower than", compared_right),
    ("up or down", up_or_down),
    ("the rate compared with", rate_compared),
    ("second subject of one verb", second_subject),
    ("share verb", share_verb),
    ("growth verb", growth_verb),
    ("level reached by growth", level_after_change),
    ("put at so much", put_at),
    ("noun of the number", noun_of),
    ("percent that acts", percent_that_acts),
    ("rate reached", rate_reached),
    ("like the one before", like_the_one_before),
)
POINTS: tuple[tuple[str, Rule], ...] = (("percentage points of change", points_of_change),)
AMOUNT_RULES: tuple[tuple[str, Rule], ...] = (
    ("exchange rate", exchange_rate),
    ("the same in another money", in_brackets),
    ("the same at another time", at_another_time),
    ("behind its label", labelled),
    ("the part of which", part_of_which),
    (PART, part_of_the_one_before),
    ("the next of a list", next_of_a_list),
    ("the amount compared with", compared_amount),
    ("more than before", more_than_before),
    ("second subject of one verb", second_subject),
    ("noun of change", change_noun),
    ("changed by", change_by),
    ("level reached by growth", amount_after_change),
    ("put at so much", put_at),
    ("noun of the number", amount_noun),
    ("value reached", reached),
    ("counted thing", counted_thing),
    ("amount of", amount_of),
    ("named by the subject", by_subject),
)
MULTIPLE: tuple[tuple[str, Rule], ...] = (("times", times),)
DOUBLING: tuple[tuple[str, Rule], ...] = (("doubled", doubling),)
TIME_RULES: tuple[tuple[str, Rule], ...] = (("span of time", span_of_time),)
RANK: tuple[tuple[str, Rule], ...] = (("rank", rank),)
SERIES_RULES: tuple[tuple[str, Rule], ...] = (("a series or batch", series),)
RULES = {
    "percent": PERCENT,
    "points": POINTS,
    "multiple": MULTIPLE,
    "time": TIME_RULES,
    "series": SERIES_RULES,
}


def rules_for(token: Token) -> tuple[tuple[str, Rule], ...]:
    """The rules of the number's kind."""
    if token.tag in ("ord", "rank"):
        return RANK
    if token.kind == "multiple" and token.rule == "multiple word":
        return DOUBLING
    return RULES.get(token.kind, AMOUNT_RULES)
