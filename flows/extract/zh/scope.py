"""What holds beyond its own words: the period, the place and the subject that clauses and sentences hand on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from flows.extract.draft import Draft
from flows.extract.zh.periods import Resolved


@dataclass(slots=True)
class Scope:
    """The state of reading. `frame` is the period in force, `place` the place; `article_*` are what a paragraph starts with."""

    published: dt.date
    article_frame: Resolved | None = None
    article_place: str = "CN"
    frame: Resolved | None = None
    frame_words: str = ""
    long_span: Resolved | None = None
    place: str = "CN"
    members: list[tuple[str, str]] = field(default_factory=list)  # (indicator, ref_area) of the last list, for 分别
    topic: str = ""
    within: str = ""  # 在…中: the whole of which the next clause tells a part
    level: Draft | None = None  # the last claim of an amount: growth takes its name
    rate: Draft | None = None  # the last share, ratio or growth: 个百分点 takes its name
    base: str | None = None  # 与…相比 said in a clause of its own
    plan: bool = False  # the text lays out a plan
    forecast: bool = False

    def paragraph(self) -> None:
        """A new paragraph forgets the last one's period, place and subject."""
        self.frame, self.frame_words, self.long_span = self.article_frame, "", None
        self.place = self.article_place
        self.level = self.rate = None
        self.sentence()

    def sentence(self) -> None:
        """A new sentence forgets what only clauses hand on."""
        self.members = []
        self.topic = self.within = ""
        self.base = None
        self.forecast = False
