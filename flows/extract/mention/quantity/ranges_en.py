"""`200 to 300 workers`, `between 4.5 percent and 5 percent`: two numbers that say one, from the lower to the upper."""

from __future__ import annotations

from flows.extract.mention.cue.en import cues
from flows.extract.mention.token_en import Token

PREPOSITIONS = ("up", "down", "by", "of", "to", "at")
DASHES = ("-", "–", "—", "~")
HEDGES = cues().words["hedges"]


def join_ranges(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with every `A to B` of one quantity as one number; `from A to B` and `rose A to B` stay two."""
    if not any(token.low in ("to", "and", "or") for token in tokens) and not any(dash in text for dash in DASHES):
        return tokens
    joined: list[Token] = []
    k = 0
    while k < len(tokens):
        if k + 1 < len(tokens) and _is_dashed(tokens[k], tokens[k + 1], text):
            joined.append(_join(tokens[k], tokens[k + 1], text))
            k += 2
            continue
        if k + 2 < len(tokens) and tokens[k].tag == tokens[k + 2].tag == "num":
            before = joined[-1] if joined else None
            opener = next((token for token in reversed(joined[-6:]) if token.low not in HEDGES), None)
            unsure = any(token.tag in ("may", "foresee") for token in joined[-6:])
            if _is_range(opener, tokens[k], tokens[k + 1], tokens[k + 2], unsure):
                joined.append(_join(tokens[k], tokens[k + 2], text))
                k += 3
                continue
            if _lends(before, tokens[k], tokens[k + 1], tokens[k + 2], text):
                _lend(tokens[k], tokens[k + 2])
        joined.append(tokens[k])
        k += 1
    return joined


def _is_dashed(low: Token, high: Token, text: str) -> bool:
    """`$980M-$1.07B`, `19%-21%`: each end has its own unit."""
    if low.tag != "num" or high.tag != "num" or low.high is not None or high.high is not None:
        return False
    alike = low.unit == high.unit and low.kind == high.kind and low.kind in ("money", "percent", "physical")
    return alike and text[low.end : high.start] in DASHES and 0 < low.figure < high.figure


def _lends(before: Token | None, first: Token, link: Token, second: Token, text: str) -> bool:
    """`up 3.2 and 3.6 percentage points`, `3 trillion and 2 trillion yuan`: the unit printed once serves both."""
    if link.low != "and" or before is None:
        return False
    alike = first.kind == "bare" and second.kind in ("percent", "points", "money", "physical")
    alike = alike and (first.scale in (1, second.scale) or second.kind == "money")
    governed = before.tag in ("up", "down", "reach", "share", "doing") or before.low in PREPOSITIONS
    return alike and governed and ("." in first.text or "respectively" in text[second.end : second.end + 60])


def _lend(first: Token, second: Token) -> None:
    first.kind, first.unit = second.kind, second.unit
    if first.scale == 1:
        first.scale, first.figure = second.scale, first.figure * second.scale


def _is_range(opener: Token | None, low: Token, link: Token, high: Token, unsure: bool) -> bool:
    """Whether the two numbers are ends of one: the lower bare or of the other's unit."""
    if low.high is not None or high.high is not None:
        return False
    opened = opener.low if opener else ""
    if link.low == "or":  # `two or three years`
        return (
            low.kind == "bare"
            and low.rule == high.rule == "number words"
            and high.figure == (low.figure + 1) * high.scale
        )
    if (link.low == "and" and opened != "between") or link.low not in ("and", "to") or opened == "from":
        return False
    grew = opener is not None and opener.tag in ("up", "down")
    bare = low.kind == "bare"
    if unsure and low.kind == high.kind == "percent" and grew and low.figure < high.figure:
        return True  # `could shrink 5 percent to 8 percent`
    if link.low == "to" and (
        (grew and not (bare and high.kind != "bare")) or (not bare and opened not in ("of", "at"))
    ):
        return False  # `rose 3 million to 5 million`, `by 2 billion yuan to 5 billion yuan`: change and level
    if opened == "by" and low.scale != 1:
        return False  # `falling by 1.4 million to 1.4 billion`: change and level
    value = low.figure * high.scale if bare and low.scale == 1 else low.figure
    return (bare or low.unit == high.unit) and value < high.figure


def _join(low: Token, high: Token, text: str) -> Token:
    token = Token(text[low.start : high.end], low.start, "num", "range")
    bare = low.kind == "bare" and low.scale == 1
    token.figure, token.high = low.figure * high.scale if bare else low.figure, high.figure
    token.kind, token.unit, token.scale = high.kind, high.unit, high.scale
    return token
