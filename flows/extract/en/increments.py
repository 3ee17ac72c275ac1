"""What came new in a time: `New yuan loans stood at 1.34 trillion yuan`, `newly-added social financing`: a change."""

from __future__ import annotations

import re

from flows.extract.en.work import Work
from warehouse.model import Measure

LENT = r"(?:loans?|lending|credit|deposits|(?:social |aggregate )?financing)"
NEW = re.compile(
    rf"(?:net |total )?(?:new (?:[\w-]+ ){{0,3}}?{LENT}\b|newly[- ](?:added|increased|extended|granted) )"
    r"|(?:total |aggregate )?social financing increments?\b",
    re.IGNORECASE,
)
CAME_NEW = "what came new"
NEWLY = re.compile(r"\bnewly[- ](?:added |increased )?$", re.IGNORECASE)


def set_increment(work: Work) -> None:
    """A level of what is new is a change with no base, as 新增贷款; its name keeps the `newly added` that says so."""
    draft = work.draft
    if draft.measure is not Measure.LEVEL:
        return
    text = work.view.sentence.text
    at = text.find(draft.indicator) if "ewly" in text else -1
    newly = NEWLY.search(text, 0, at) if at > 0 else None
    said = text[newly.start() : at] + draft.indicator if newly else ""
    if NEW.match(said):
        draft.indicator = said  # an adverb is no part of a name, this one is
    if NEW.match(draft.indicator):
        draft.measure, draft.base = Measure.CHANGE, None
        draft.note(CAME_NEW)
