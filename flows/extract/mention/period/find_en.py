"""Phrases of time in a sentence, and what a growth is against, found by where they begin."""

from __future__ import annotations

import re

from flows.extract.mention.cue.en import cues
from flows.extract.mention.numeral import en as numerals
from flows.extract.mention.other.en import is_name_before
from flows.extract.mention.period import en as periods
from flows.extract.mention.token_en import UNITS, WORD_LIMIT, Token, aside
from warehouse.model import SetAside

LETTERS_AFTER = re.compile(r"[A-Za-z]")
ON = re.compile(r"(?:on[ -](?:the )?(?:year|month|quarter|week|day)|sequentially)(?![\w-])", re.IGNORECASE)
OWNER = re.compile(r"['’]s(?![a-z])")  # `May's 50.2`
ISSUE = re.compile(r"\d+(?:[/.\-]\d+){2,}")
DECIMALS = re.compile(r"\d+\.\d+-\d+\.\d+")  # `4.5-4.6 GW`
YEAR = re.compile(r"(?:19|20)\d\d(?:'s|s)?(?![\d%]|,\d|\.\d|-[a-z])")
TOLD_OF = re.compile(  # `2016 profits reached`: of that year, for nobody counts them
    r"(?:(?!new\b)[a-z]+ ){0,2}(?:profits|revenues|sales|exports|imports|earnings|deliveries|shipments|prices|receipts"
    r"|investments|holdings|inflows|outflows|costs|results|figures|statistics)\b"
)
OPENS = frozenset(["with", "while", ",", ";", "and", "but"])  # what `2016 profits` may follow
PART_OF_MONTH = frozenset(["early", "earlier", "late", "later", "middle", "start", "beginning", "end", "rest", "days"])
YEARISH = cues().words["yearish"]
COMPARED = re.compile(
    r"(?:year|month|quarter|week)(?:ly)?(?: - |[ \-])(?:on|over|to)(?: - |[ \-])"
    r"(?:year|month|quarter|week)(?! date)(?:ly)?(?: basis)?"
    r"|(?:monthly|quarterly|yearly|annual) basis|(?:yoy|y/y|y-o-y|mom|m/m|m-o-m|qoq|q/q|q-o-q|wow|w/w|w-o-w)(?![a-z])",
    re.IGNORECASE,
)


def reference(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`5.1.2`, `2025/3/1`: numbers in a row."""
    found = ISSUE.match(text, at)
    if not found or DECIMALS.fullmatch(found.group()):
        return None
    return time_phrase(text, at, tokens) or aside(
        found.group()[:WORD_LIMIT], at, SetAside.REFERENCE, "numbers in a row"
    )


def time_phrase(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`the end of August`, `the first seven months`: found from its first word or digit."""
    found = periods.PHRASE.match(text, at)
    if not found or LETTERS_AFTER.match(text, found.end()):
        return None
    phrase = found.group()
    if phrase.lower() in ("may", "mar", "second half", "first half") and text[found.end() : found.end() + 8] in (
        " of the ",
    ):
        return None
    if phrase == "May" and (at == 0 or not tokens) and text[4:5].islower():
        return None
    if phrase == "month" and not _of_the_month(tokens):
        return None
    if phrase == "year" and [token.low for token in tokens[-2:]] != ["for", "the"]:
        return None
    owner = OWNER.match(text, found.end())
    return Token(phrase + owner.group() if owner else phrase, at, "per", "phrase of time")


def _of_the_month(tokens: list[Token]) -> bool:
    """`sales for the month`; not `later in the month`, `the start of the month`."""
    words = ["", "", "", *(token.low for token in tokens[-3:])]
    return words[-1] == "the" and words[-2] in ("for", "in", "during", "of") and words[-3] not in PART_OF_MONTH


def bare_year(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`2025` that is a year and no count, or the year in a name."""
    found = YEAR.match(text, at)
    if not found or not _reads_as_year(text, found, tokens):
        return None
    if tokens and is_name_before(text, at, tokens):
        return aside(found.group(), at, SetAside.NAME, "year in a name")
    if found.group().endswith("s"):
        return aside(found.group(), at, SetAside.DATE, "decade")
    return None if found.group() != found.group().strip("s") else time_phrase(text, at, tokens)


def _reads_as_year(text: str, found: re.Match[str], tokens: list[Token]) -> bool:
    before = tokens[-1].low if tokens else ""
    after = text[found.end() : found.end() + 24].lstrip(" -")
    if UNITS.pattern.match(after) or numerals.SCALE.match(" " + after):
        return False
    if (not tokens or before in OPENS) and TOLD_OF.match(after):
        return True
    return before in YEARISH or not re.match(r"[a-z]+s\b(?<!'s)", after) or bool(re.match(r"was|has|is\b", after))


def dated(text: str, at: int, tokens: list[Token]) -> Token | None:
    """A phrase of time that a day, an ordinal or a plan's number begins; a bare year is `bare_year`'s."""
    return None if YEAR.match(text, at) else time_phrase(text, at, tokens)


def year_span(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`2016-2020`, `2025-08-31`; digits and hyphens that are no range of quantities."""
    found = re.compile(r"(?:19|20)\d\d[-–/]\d").match(text, at)
    return time_phrase(text, at, tokens) if found else None


def on_the_month(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`up 2.1% on the month`, `fell 3 percent on-year`, `up 4% sequentially`: behind a number alone."""
    found = ON.match(text, at)
    if not found or not tokens or tokens[-1].tag not in ("num", "base"):
        return None
    token = Token(found.group(), at, "base", "compared with")
    token.after = "yoy" if "year" in token.low else "mom"
    return token


def compared(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`year on year`, `month-on-month`, `yoy`: what a growth is against."""
    found = COMPARED.match(text, at)
    if not found:
        return None
    token = Token(found.group(), at, "base", "compared with")
    token.after = "yoy" if token.low[0] in "ya" else "mom"
    return token
