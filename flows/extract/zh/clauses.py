"""A sentence cut into clauses, its mentions masked, and each quantity set between what stands before and behind it."""

from __future__ import annotations

from dataclasses import field

from flows.extract.mention.found import Mention
from flows.extract.mention.quantity.shared import Quantity, Rank
from flows.extract.zh.text import PERIOD, QUANTITY
from warehouse.values import dataclass
from warehouse.vocabulary.anchor import Anchored

BOUNDARY = Anchored(
    r",;。!?…:\s·◆●■▲★导-",
    rf"[,;。!?…]|(?<=报)导[〕】)\]\s]\s*|(?<!{QUANTITY}):|:(?!{QUANTITY})|(?<=[\u4e00-\u9fff”])\s+(?=[\u4e00-\u9fff“])|--|·{(2,)}|◆|●|■|▲|★",
)

MOST_NUMBERS = 40  # in one clause; a row of more is no prose, and stays not understood


@dataclass(slots=True)
class Slot:
    """A quantity or rank in its clause. `left` runs from the last one (or the clause's start), `right` to the next."""

    mention: Mention
    start: int  # where the number begins in the sentence
    end: int  # where its unit ends
    left_start: int
    right_end: int


@dataclass(slots=True)
class Clause:
    """Characters `start:end` of the sentence; `stop` is the mark that ends it."""

    start: int
    end: int
    stop: str
    slots: list[Slot] = field(default_factory=list)
    periods: list[Mention] = field(default_factory=list)  # those not yet taken up by the frame
    said: list[Mention] = field(default_factory=list)  # all of them


def mask(text: str, mentions: list[Mention]) -> str:
    """The text with every period, quantity and rank replaced by as many mask characters."""
    parts: list[str] = []
    at = 0
    for mention in mentions:
        what = mention.what
        sign = QUANTITY if isinstance(what, Quantity | Rank) else PERIOD if type(what) is str else ""
        if sign:
            parts.append(text[at : mention.start])
            parts.append(sign * (mention.end - mention.start))
            at = mention.end
    parts.append(text[at:])
    return "".join(parts)


def cut(masked: str, mentions: list[Mention]) -> list[Clause]:
    """The clauses in order; every quantity, rank and period lies in one of them."""
    clauses: list[Clause] = []
    start = 0
    names = iter([m for m in mentions if not isinstance(m.what, Quantity | Rank)])
    name = next(names, None)
    for found in BOUNDARY.finditer(masked):
        at = found.start()
        while name is not None and name.end <= at:
            name = next(names, None)
        if name is not None and name.start <= at:
            continue
        if at > start:
            clauses.append(Clause(start, at, found.group().strip() or " "))
        start = found.end()
    if start < len(masked):
        clauses.append(Clause(start, len(masked), ""))
    _place(clauses, mentions)
    return clauses


def _place(clauses: list[Clause], mentions: list[Mention]) -> None:
    at = 0
    for mention in mentions:
        while at < len(clauses) and clauses[at].end <= mention.start:
            at += 1
        if at == len(clauses):
            return
        clause = clauses[at]
        if isinstance(mention.what, Quantity | Rank):
            before = clause.slots[-1].end if clause.slots else clause.start
            if clause.slots:
                clause.slots[-1].right_end = mention.start
            clause.slots.append(Slot(mention, mention.start, mention.end, before, clause.end))
        elif type(mention.what) is str:  # a period's words; SetAside is a str too, but not of this very type
            clause.periods.append(mention)
            clause.said.append(mention)
