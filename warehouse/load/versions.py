"""What is known of an article's text beside its words: since when it stands, and what stood in its place before.

A publisher corrects a release at its own address, or takes it off: the text that was shown keeps its claims, dated by
when it was seen, so that a day's knowledge can be asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from warehouse.model import Article, Extraction


@dataclass(frozen=True, slots=True)
class Standing:
    """Since when a text is known (`valid_from`; None: since its publication) and was seen (UTC without a zone).

    `absent_since`, `absent_why`: since when its publisher shows it no more.
    """

    valid_from: dt.date | None = None
    seen_at: dt.datetime | None = None
    absent_since: dt.datetime | None = None
    absent_why: str = ""


@dataclass(frozen=True, slots=True)
class Superseded:
    """A text that was changed since, with its claims; `version` 1 is an article's first. Known up to `valid_to`."""

    article: Article
    extraction: Extraction
    standing: Standing
    version: int
    valid_to: dt.date
    seen_to: dt.datetime


@dataclass(frozen=True, slots=True)
class Versions:
    """Of an issue: how its present texts stand, by article id, and its superseded ones."""

    standing: Mapping[str, Standing] = field(default_factory=dict)
    superseded: Sequence[Superseded] = ()
