"""A word, a mark or a phrase of a sentence, and what the scan notes on it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from flows.extract.calendar import Span
from flows.extract.mention.cue.en import cues, units
from warehouse.model import SetAside

WORD_LIMIT = 60  # characters; a longer word is none
TAGS = cues().tags
UNITS = units()


class Token:
    """A word, a mark or a phrase read as one. `tag`: its part; numerals carry value, unit and kind."""

    __slots__ = (
        "after",
        "end",
        "figure",
        "high",
        "kind",
        "low",
        "outcome",
        "rule",
        "scale",
        "span",
        "start",
        "tag",
        "text",
        "unit",
    )

    def __init__(self, text: str, start: int, tag: str, rule: str = "") -> None:
        """`rule` names what found it."""
        self.text = text
        self.low = text.lower()
        self.start = start
        self.end = start + len(text)
        self.tag = tag
        self.rule = rule
        self.figure: Decimal = Decimal(0)
        self.high: Decimal | None = None
        self.kind = ""
        self.unit = ""
        self.scale = Decimal(1)
        self.span: Span | None = None
        self.outcome: SetAside | None = None
        self.after = ""

    def __repr__(self) -> str:
        """Tag and text, for a debugger."""
        return f"{self.tag}:{self.text}"


def aside(text: str, at: int, outcome: SetAside, rule: str) -> Token:
    """A token that holds a numeral and no quantity, with the reason."""
    token = Token(text, at, "name", rule)
    token.outcome = outcome
    return token


Reader = Callable[[str, int, "list[Token]"], "Token | None"]
