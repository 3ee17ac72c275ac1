"""A figure behind its label: `Net profit: RMB 430 million`, as releases and tables in bullets have it."""

from __future__ import annotations

from flows.extract.en.rates import set_level
from flows.extract.en.view import plain
from flows.extract.en.work import Work

LABEL = 12  # tokens
INSIDE = frozenset(["w", "name", "done", "doing", "prep", "det", "conj", "ord", "(", ")", "per", "base", "up", "down"])
OPENERS = frozenset(["", ";", ",", "-", "--", "—", "–"])


def labelled(work: Work) -> bool:
    """`; net profit: RMB 430 million`, `Gross margin: 23.4 percent`: the words up to the colon."""
    view, colon = work.view, work.left.at
    if view.tag(colon) != ":":
        return False
    first = colon
    while colon - first < LABEL and view.tag(first - 1) in INSIDE:
        first -= 1
    name = plain(view.words(first, colon))
    cell = (
        view.tag(first - 1) == "num"
        and "|" in view.sentence.text[view.tokens[first - 1].end : view.tokens[first].start]
    )
    if (
        not (cell or view.tag(first - 1) in OPENERS)
        or not name
        or not any(view.tag(k) == "w" for k in range(first, colon))
    ):
        return False
    if work.draft.unit == "%":
        set_level(work, name, "")
    work.draft.indicator, work.draft.breakdown = name, ""
    return True
