"""The members of a list that several numbers share, and each number's name by its member."""

from __future__ import annotations

import re

from flows.extract.draft import Draft
from flows.extract.en.view import CUES
from warehouse.vocabulary.places import place

MEMBERS = re.compile(r",? and |, ")
LISTED = re.compile(r"(.+) (of|in|for|from|with|to|by) (.+?)")
SITED = ("of", "in", "for")  # `exports to Peru`: a partner is no place
SHARED_HEADS = (
    "sectors",
    "industries",
    "projects",
    "companies",
    "enterprises",
    "services",
    "businesses",
    "regions",
    "areas",
)
ONE_ALONE = ("retail", "wholesale", "net", "gross")  # `retail sales and exports`: the second has its own name
QUANTITIES = CUES.words["bare_nouns"]


def name_each(row: list[Draft], names: list[str]) -> None:
    """Give each number of the row its own member of the list; none where the two do not have the same length."""
    for draft, name in zip(row, names, strict=False):
        draft.indicator = name
        draft.breakdown = row[0].breakdown
        draft.note("respectively")
        last = LISTED.fullmatch(name)
        found = place(last[3]) if last and last[2] in SITED else None
        if last and found is not None:
            draft.indicator, draft.ref_area = last[1], found.ref_area


def head_of(name: str) -> str:
    """`sales of cars` -> `sales`, `car sales` -> `sales`: the word that says what is measured."""
    return re.split(r" (?:of|in|for|from|to|with) ", name)[0].rpartition(" ")[2].lower()


def _with_shared_head(parts: list[str]) -> list[str]:
    """`steel and coal sectors`: the noun that the last member has for all of them."""
    head = parts[-1].rpartition(" ")[2]
    if head not in SHARED_HEADS or any(part.rpartition(" ")[2] in SHARED_HEADS for part in parts[:-1]):
        return parts
    return [*(f"{part} {head}" for part in parts[:-1]), parts[-1]]


def members(indicator: str, count: int) -> list[str]:
    """`output of A and B` -> `output of A`, `output of B`; `sales and output of C` -> both of C; [] for none."""
    parts = _with_shared_head(MEMBERS.split(indicator))
    if len(parts) != count:
        parts = indicator.split(" and the ")  # `the rate of A and B and the rate of C`
        return parts if len(parts) == count else []
    if all(head_of(part) in QUANTITIES and LISTED.fullmatch(part) for part in parts):
        return parts  # `exports of cars and imports of toys`
    found = LISTED.fullmatch(parts[0])
    if found:
        return [f"{found[1]} {found[2]} {part}" for part in (found[3], *parts[1:])]
    owner, _, head = parts[0].rpartition(" ")
    if owner and owner.lower() not in ONE_ALONE and all(part.lower() in QUANTITIES for part in (head, *parts[1:])):
        return [parts[0], *(f"{owner} {part}" for part in parts[1:])]  # `car production and sales`
    last, of, whole = parts[-1].partition(" of ")
    return [*(f"{part} of {whole}" for part in (*parts[:-1], last))] if of else parts
