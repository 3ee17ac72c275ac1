"""One fact in two languages: an English claim is linked to the Chinese one that its paragraph's counterpart prints."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Sequence

from warehouse.model import Article, Claim, Language
from warehouse.values import replace


def link_translations(article: Article, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims; an English one has `translation_of` where its paragraph's counterpart prints the same in Chinese.

    Within a pair of paragraphs (`Paragraph.pair`) claims are taken in reading order, each Chinese one once. The same
    fact has the same value and measure; where several do (two shares of 80 %), the nearest in order is taken. Units may
    differ for counts, whose English has no measure word.
    """
    pairs = {number: paragraph.pair for number, paragraph in enumerate(article.paragraphs)}
    if not any(pair is not None for pair in pairs.values()):
        return tuple(claims)
    starts = [paragraph.start for paragraph in article.paragraphs]
    sides: dict[int, dict[Language, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, claim in enumerate(claims):
        pair = pairs[max(0, bisect.bisect_right(starts, claim.char_start) - 1)]
        if pair is not None:
            sides[pair][claim.lang].append(number)
    linked = list(claims)
    for side in sides.values():
        for english, chinese in _match(claims, side[Language.EN], side[Language.ZH]):
            linked[english] = replace(claims[english], translation_of=claims[chinese].claim_id)
    return tuple(linked)


def _match(claims: Sequence[Claim], english: list[int], chinese: list[int]) -> list[tuple[int, int]]:
    """Pairs of claim numbers: equal value first, the smallest distance in order first, each claim once."""
    scored = sorted(
        (0 if claims[e].unit == claims[c].unit else 1, abs(place_e - place_c), e, c)
        for place_e, e in enumerate(english)
        for place_c, c in enumerate(chinese)
        if _same(claims[e], claims[c])
    )
    found: list[tuple[int, int]] = []
    taken: set[int] = set()
    for _, _, e, c in scored:
        if e not in taken and c not in taken:
            found.append((e, c))
            taken.update((e, c))
    return found


def _same(one: Claim, other: Claim) -> bool:
    return (
        one.value == other.value
        and one.value_high == other.value_high
        and one.measure is other.measure
        and one.modality is other.modality
    )
