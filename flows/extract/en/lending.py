"""The thing spoken of, lent to a bare figure: `Crude steel output fell. … Inventories stood at 14 million`."""

from __future__ import annotations

import re

from flows.extract.draft import Draft
from flows.extract.en.view import CUES
from flows.extract.en.work import Scope

FIGURES = CUES.words["figures_of_things"]
TRADED = ("exports", "imports")
WAYS = re.compile("^(?:(?:daily|weekly|monthly|average|total|overall|the) )+", re.I)
NO_THINGS = CUES.words["no_things"]
OF_THING = re.compile(r"(?P<figure>\w+) of (?P<thing>[a-z][a-z-]*(?: [a-z][a-z-]*){0,2})", re.I)
HAS_FIGURE = re.compile(r"(?P<thing>[a-z][a-z-]*(?: [a-z][a-z-]*){0,2}) (?P<figure>\w+)", re.I)
LENT = "subject: the thing told of before"


def lend(drafts: list[Draft], scope: Scope) -> None:
    """Names the thing in bare figures of a sentence, and remembers the thing that its full names tell of.

    Exports and imports of an article on a good are of the good where they are counted in tonnes or pieces.
    """
    counted = {draft.indicator for draft in drafts if draft.unit and draft.unit != "%" and not draft.unit.isupper()}
    for draft in drafts:
        figure = WAYS.sub("", draft.indicator).lower()
        bare = figure in FIGURES and (figure not in TRADED or draft.indicator in counted)
        if bare and scope.thing and not draft.breakdown:
            draft.indicator = f"{draft.indicator} of {scope.thing}"
            draft.note(LENT)
        elif told := _thing(draft.indicator):
            scope.thing = told


def _thing(indicator: str) -> str:
    """`crude steel output`, `output of lithium carbonate`: what the figure is of; empty where it is no thing."""
    for pattern in (OF_THING, HAS_FIGURE):
        found = pattern.fullmatch(indicator)
        if found and found["figure"].lower() in FIGURES and not NO_THINGS.intersection(found["thing"].lower().split()):
            return found["thing"]
    return ""
