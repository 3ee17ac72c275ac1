"""One pass over a sentence: numerals, phrases of time, names that hold a number, words with their part in the sentence.

A token is looked at from where it begins; what a digit or a trigger word may begin is tried in order, each a named rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from flows.extract.en import numerals, periods
from flows.extract.calendar import Span
from warehouse.model import SetAside
from warehouse.vocabulary.english import Unit, cues, units

TAGS = cues().tags
UNITS = units()
WORD_LIMIT = 60  # characters; a longer word is none
QUICK = re.compile(
    r"[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|four|fif|six|seven|eigh|nine|twen|for|"
    r"half|quarter|doubl|tripl|quadrupl|twice|halv|hundred|thousand|million|billion|trillion|dozen|zero|first|second|fold|"
    r"largest|decade|a series of|a batch of)",
    re.IGNORECASE,
)
TOKEN = re.compile(
    r"(?P<digit>(?:(?<![A-Za-z])(?:(?:US|HK|NT|U\.S\.|[ACS])?[$¥￥€£]|RMB|CNY|USD|EUR|GBP) ?|(?<![\w.]))[0-9])"
    r"|(?P<word>(?:[A-Z]\.){2,}|[A-Za-z][A-Za-z0-9]*(?:[&'’‘/\-][A-Za-z0-9]+)*)"
    r"|(?P<mark>--|(?<= )-(?= )|[,;:()\[\]—–“”\"])"
)


class Token:
    """A word, a mark or a phrase read as one. `tag`: its part; numerals carry value, unit and kind, periods their phrase."""

    __slots__ = ("after", "end", "figure", "high", "kind", "low", "outcome", "rule", "scale", "span", "start", "tag", "text", "unit")

    def __init__(self, text: str, start: int, tag: str, rule: str = "") -> None:
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
        return f"{self.tag}:{self.text}"


Reader = Callable[[str, int, "list[Token]"], "Token | None"]

_number = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9])"
_prefix = r"(?:(?:US|HK|NT|U\.S\.|[ACS])?[$¥￥€£]|RMB|CNY|USD|EUR|GBP)"
AMOUNT = re.compile(rf"({_prefix})? ?({_number})")
RANGE = re.compile(rf"\s?[-–—~]\s?{_prefix}?({_number})")
TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?(?![a-z]))?|\d{1,2} ?[ap]\.?m\.?(?![a-z])", re.IGNORECASE)
ORDINAL_DIGITS = re.compile(r"\d{1,4}(?:st|nd|rd|th)(?![a-z])", re.IGNORECASE)
ADJECTIVE = re.compile(
    rf"(?:{_number}|[a-z]+)-(?:years?|months?|days?|weeks?|hours?|minutes?|points?|nations?|members?|part(?:y|ies)|seats?|"
    r"time|times|person|persons|way|ways|stor(?:e?y|ies)|degrees?|star|tier|level|child|dimensional|sided|pronged|step|"
    r"strong|generation|country|decade|odd|century|character|term|round|page|phase|magnitude|lane|wheel(?:er|ed)?|story|in-one|"
    r"plus|man|stage|inch|hectare-)(?:-[a-z]+)*(?![a-z])",
    re.IGNORECASE,
)
CODE = re.compile(r"\d+(?:\.\d+)?[A-Za-z]{1,4}(?:[\-+][A-Z0-9]+)?(?:\.\d+)?(?![A-Za-z0-9])")
LETTERS_AFTER = re.compile(r"[A-Za-z]")
YEAR = re.compile(r"(?:19|20)\d\d(?:'s|s)?(?![\d%]|,\d|\.\d|-[a-z])")
ISSUE = re.compile(r"\d+(?:[/.\-]\d+){2,}")
SERIES = re.compile(r"(?:series|batch|number-of) of(?! the)", re.IGNORECASE)
RANK_WORD = re.compile(
    r"(?:(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[ -])?(?:largest|biggest|highest)(?![a-z-])", re.IGNORECASE
)
YEARISH = frozenset(
    "in of by since from until till through during to and for than before after around early late mid year as between or "
    "over versus vs on the all over throughout and's".split()
)
NAME_HEADS = frozenset(
    "no no. article chapter phase level tier type model line route group class section item annex version volume fortune "
    "resolution flight top stage appendix decree order room building page figure table".split()
)


def scan(text: str) -> list[Token]:
    """The sentence's tokens, left to right; offsets are the sentence's."""
    tokens: list[Token] = []
    position, find = 0, TOKEN.search
    while found := find(text, position):
        token = _token(text, found, tokens)
        tokens.append(token)
        position = max(token.end, found.end())
    return tokens


HEAD = re.compile(r"[-'’]")


def _token(text: str, found: re.Match[str], tokens: list[Token]) -> Token:
    at, kind = found.start(), found.lastgroup
    if kind == "mark":
        return Token(found.group(), at, found.group())
    if kind == "digit":
        at += found.group().startswith(" ")
        for rule in DIGIT_RULES:
            token = rule(text, at, tokens)
            if token:
                return token
    word = found.group()
    low = word.lower()
    head = HEAD.split(low, maxsplit=1)[0]
    if head in WORD_RULES:
        for rule in WORD_RULES[head]:
            token = rule(text, at, tokens)
            if token:
                return token
    if any(char.isdigit() for char in word):
        return _aside(word[:WORD_LIMIT], at, SetAside.NAME, "letters and digits are a name")
    return Token(word, at, _tag(word, low))


def _tag(word: str, low: str) -> str:
    tag = TAGS.get(low)
    if tag:
        return tag
    if low.endswith("ed") and len(low) > 4 and "-" not in low and word[0].islower():
        return "done"
    if low.endswith("ing") and len(low) > 5 and "-" not in low and word[0].islower():
        return "doing"
    if low.endswith("ly") and "-" not in low and len(low) > 4:
        return "adv"
    return "w"


def _aside(text: str, at: int, outcome: SetAside, rule: str) -> Token:
    token = Token(text, at, "name", rule)
    token.outcome = outcome
    return token


def _time_of_day(text: str, at: int, tokens: list[Token]) -> Token | None:
    found = TIME.match(text, at)
    return _aside(found.group(), at, SetAside.TIME_OF_DAY, "time of day") if found else None


def _reference(text: str, at: int, tokens: list[Token]) -> Token | None:
    found = ISSUE.match(text, at)
    if not found:
        return None
    return _period(text, at, tokens) or _aside(found.group()[:WORD_LIMIT], at, SetAside.REFERENCE, "numbers in a row")


def _ordinal(text: str, at: int, tokens: list[Token]) -> Token | None:
    found = ORDINAL_DIGITS.match(text, at)
    if not found:
        return None
    token = Token(found.group(), at, "ord", "ordinal")
    token.figure, token.outcome = Decimal(numerals.ordinal(found.group())), SetAside.ORDINAL
    return token


def _ordinal_word(text: str, at: int, tokens: list[Token]) -> Token | None:
    word = re.compile(r"[A-Za-z]+").match(text, at)
    if not word or word.group().lower() not in numerals.ORDINALS or text[word.end() : word.end() + 5] == "-hand":
        return None
    token = Token(word.group(), at, "ord", "ordinal")
    token.figure, token.outcome = Decimal(numerals.ordinal(word.group())), SetAside.ORDINAL
    return token


def _adjective(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`a three-year action plan`, `the 100-day campaign`: a name's adjective."""
    found = ADJECTIVE.match(text, at)
    if not found:
        return None
    first = found.group().partition("-")[0].lower()
    if not first[0].isdigit() and first not in numerals.ONES and first not in numerals.TENS:
        return None
    return _aside(found.group(), at, SetAside.NAME, "number in a compound adjective")


def _period(text: str, at: int, tokens: list[Token]) -> Token | None:
    found = periods.PHRASE.match(text, at)
    if not found or LETTERS_AFTER.match(text, found.end()):
        return None
    phrase = found.group()
    if phrase.lower() in ("may", "mar", "second half", "first half") and text[found.end() : found.end() + 8] in (" of the ",):
        return None
    if phrase == "May" and (at == 0 or not tokens) and text[4:5].islower():
        return None
    return Token(phrase, at, "per", "phrase of time")


def _year(text: str, at: int, tokens: list[Token]) -> Token | None:
    found = YEAR.match(text, at)
    if not found or not _reads_as_year(text, found, tokens):
        return None
    if tokens and _is_name_before(text, at, tokens):
        return _aside(found.group(), at, SetAside.NAME, "year in a name")
    if found.group().endswith("s"):
        return _aside(found.group(), at, SetAside.DATE, "decade")
    return None if found.group() != found.group().strip("s") else _period(text, at, tokens)


def _reads_as_year(text: str, found: re.Match[str], tokens: list[Token]) -> bool:
    before = tokens[-1].low if tokens else ""
    after = text[found.end() : found.end() + 24].lstrip(" -")
    if UNITS.pattern.match(after) or numerals.SCALE.match(" " + after):
        return False
    return before in YEARISH or not re.match(r"[a-z]+s\b(?<!'s)", after) or bool(re.match(r"was|has|is\b", after))


def _is_name_before(text: str, at: int, tokens: list[Token]) -> bool:
    """`Boao Forum 2018`, `Made in China 2025`, `No. 1`: the capitalised word right before owns the number."""
    before = tokens[-1]
    gap = text[before.end : at]
    if gap not in (" ", "-", ". ", ".") or before.tag in ("per", "num") or before.end == 0:
        return False
    if before.low in NAME_HEADS:
        return True
    first = before.start == 0 or before.tag not in ("w", "name")
    return gap in (" ", "-") and before.text[0].isupper() and not first and not before.low.endswith(("'s", "’s"))


def _named(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`No. 1`, `Fortune Global 500`, `iPhone 17`, `the top 500`: bare digits behind a name."""
    found = AMOUNT.match(text, at)
    if not found or found.group(1) or not tokens or not _is_name_before(text, at, tokens):
        return None
    after = text[found.end() : found.end() + 30]
    if tokens[-1].low not in NAME_HEADS:
        if numerals.SCALE.match(after) or UNITS.pattern.match(after.lstrip(" -")) or re.match(r" [a-z]+s\b", after):
            return None
        if re.match(r"[,.]?\d", after):
            return None
    return _aside(found.group(2)[:WORD_LIMIT], found.start(2), SetAside.NAME, "number in a name")


def _code(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`5G`, `4K`, `5G-A`; not `5GW` and not `20km`."""
    found = CODE.match(text, at)
    if not found:
        return None
    letters = re.sub(r"^[\d.]+", "", found.group())
    if _unit_of(letters) or numerals.SCALE.fullmatch(letters):
        return None
    return _aside(found.group(), at, SetAside.NAME, "letters and digits are a name")


def _amount(text: str, at: int, tokens: list[Token]) -> Token | None:
    found = AMOUNT.match(text, at)
    if not found:
        return None
    if at and not found.group(1) and text[at - 1] in "”’\"'":
        return _aside(found.group(2)[:3], at, SetAside.REFERENCE, "footnote mark")
    if len(found.group(2)) > numerals.LONGEST:
        return _aside(found.group(), at, SetAside.NOT_UNDERSTOOD, "row of digits too long")
    prefix = (found.group(1) or "").strip()
    token = Token(found.group(), at, "num", "digits")
    token.figure = numerals.digits(found.group(2)) or Decimal(0)
    end = found.end()
    other = RANGE.match(text, end)
    if other and not _spoils_range(token.figure, other.group(1)):
        token.high, end, token.rule = numerals.digits(other.group(1)), other.end(), "range"
    _finish(token, text, end, prefix)
    return token


def _spoils_range(low: Decimal, other: str) -> bool:
    high = numerals.digits(other)
    return high is None or high <= low


def _finish(token: Token, text: str, end: int, prefix: str = "") -> None:
    """Take the scale and the unit that follow the figure into the token."""
    scale = numerals.SCALE.match(text, end)
    if scale and not (len(scale.group()) == 1 and UNITS.pattern.match(text, end)):
        token.scale = numerals.scale_of(scale.group())
        end = scale.end()
    if text.startswith("-plus", end) or text.startswith("+", end):
        token.after, end = "gt", end + (5 if text[end] == "-" else 1)
    end = _take_unit(token, text, end, prefix)
    tail = LONG.match(text, end) if token.kind == "physical" else None
    if tail:
        token.rule, end = "measure in an adjective", tail.end()
    token.text, token.end = text[token.start : end], end
    token.figure *= token.scale
    token.high = token.high * token.scale if token.high is not None else None


LONG = re.compile(r"-(?:long|high|wide|deep|tall|thick|heavy)(?![a-z])")
UNIT_GAP = re.compile(r" ?-?(?:(?:Chinese|metric|short) (?=tons|yuan))?|\s?")


def _take_unit(token: Token, text: str, end: int, prefix: str) -> int:
    gap = UNIT_GAP.match(text, end)
    begin = gap.end() if gap else end
    if text[begin - 1 : begin + 9].startswith("-percentage"):
        begin = begin + 0
    found = UNITS.pattern.match(text, begin)
    unit = _unit_of(found.group()) if found else None
    if prefix:
        code = UNITS.prefixes[prefix]
        token.kind, token.unit = "money", code
        return found.end() if found and unit and unit.kind == "money" else end
    if not found or unit is None:
        token.kind = "bare"
        return end
    token.kind, token.unit = unit.kind, unit.unit
    token.scale *= unit.factor
    return found.end()


def _unit_of(word: str) -> Unit | None:
    return UNITS.exact.get(word) or UNITS.words.get(word.lower().replace("-", " ")) or UNITS.words.get(word.lower())


SHOUTED = re.compile(r" (?:U\.S\.|US|RMB|Chinese|British|Hong|New|GW|MW|TWh|EVs|NEVs|African|Japanese|American|European|Asian)")


def _cardinal(text: str, at: int, tokens: list[Token]) -> Token | None:
    found = numerals.CARDINAL.match(text, at)
    if not found:
        return None
    if re.match(r" [A-Z]", text[found.end() : found.end() + 2]) and not SHOUTED.match(text, found.end()):
        return _aside(found.group(), at, SetAside.NAME, "number in a name")
    token = Token(found.group(), at, "num", "number words")
    token.figure = numerals.cardinal(found.group())
    _finish(token, text, found.end())
    if token.text.lower() in ("one", "ones"):
        token.tag, token.outcome = "det", SetAside.IDIOM
    return token


def _fraction(text: str, at: int, tokens: list[Token]) -> Token | None:
    found = numerals.FRACTION.match(text, at)
    if not found or (found.group().lower().endswith("quarter") and re.match(r" (?:earlier|ago)", text[found.end() :])):
        return None
    token = Token(found.group(), at, "num", "fraction")
    token.figure, token.kind, token.unit = numerals.fraction(found.group()), "percent", "%"
    return token


def _multiple(text: str, at: int, tokens: list[Token]) -> Token | None:
    if text.startswith(" down on", at + 6) or text.startswith(" down", at + 7):
        return None
    found = numerals.MULTIPLE.match(text, at) or numerals.FOLD.match(text, at)
    if not found:
        return None
    token = Token(found.group(), at, "num", "multiple word")
    value = numerals.fold if "fold" in token.low else numerals.multiple
    token.figure, token.kind, token.unit = value(found.group()), "multiple", "x"
    return token


def _crowd(text: str, at: int, tokens: list[Token]) -> Token | None:
    found = numerals.CROWD.match(text, at)
    if not found:
        return None
    token = Token(found.group(), at, "num", "tens, hundreds, thousands of")
    token.figure, token.kind, token.after = numerals.crowd(found.group()), "bare", "gt"
    end = found.end()
    unit = re.compile(r" of ").match(text, end)
    if unit:
        named = UNITS.pattern.match(text, unit.end())
        known = _unit_of(named.group()) if named else None
        if named and known and known.kind in ("money", "time", "physical"):
            token.kind, token.unit, token.text, token.end = known.kind, known.unit, text[at : named.end()], named.end()
            token.low = token.text.lower()
    return token


def _largest(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`the world's largest`, `second-largest`: a rank."""
    found = RANK_WORD.match(text, at)
    if not found:
        return None
    token = Token(found.group(), at, "rank", "largest")
    first = token.low.replace("-", " ").split()[0]
    if not (tokens and tokens[-1].low in ("world's", "world’s")) or not re.match(r" (?!and )[a-z]", text[found.end() :]):
        return None
    token.figure = Decimal(numerals.ORDINALS.get(first, 1))
    token.outcome = SetAside.ORDINAL if first in numerals.ORDINALS else None
    return token


def _series(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`a series of`, `a batch of`: some, counted as one."""
    if text[at : at + 2].lower() != "a " or not SERIES.match(text, at + 2):
        return None
    word = "系列" if text[at + 2] in "sS" else "批"
    token = Token(text[at : at + (8 if word == "系列" else 7)], at, "num", "a series of")
    token.figure, token.kind, token.unit = Decimal(1), "series", word
    return token


def _dated(text: str, at: int, tokens: list[Token]) -> Token | None:
    """A phrase of time that a day, an ordinal or a plan's number begins; a bare year is `_year`'s."""
    return None if YEAR.match(text, at) else _period(text, at, tokens)


def _year_span(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`2016-2020`, `2025-08-31`; digits and hyphens that are no range of quantities."""
    found = re.compile(r"(?:19|20)\d\d[-–/]\d").match(text, at)
    return _period(text, at, tokens) if found else None


def _compared(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`year on year`, `month-on-month`, `yoy`: what a growth is against."""
    found = COMPARED.match(text, at)
    if not found:
        return None
    token = Token(found.group(), at, "base", "compared with")
    token.after = "yoy" if token.low[0] == "y" else "mom"
    return token


COMPARED = re.compile(
    r"(?:year|month|quarter|week)(?:ly)?[ \-](?:on|over|to)[ \-](?:year|month|quarter|week)(?! date)(?:ly)?(?: basis)?"
    r"|(?:yoy|y/y|y-o-y|mom|m/m|m-o-m|qoq|q/q)(?![a-z])",
    re.IGNORECASE,
)
DIGIT_RULES: tuple[Reader, ...] = (
    _reference,
    _time_of_day,
    _year_span,
    _adjective,
    _multiple,
    _year,
    _named,
    _dated,
    _ordinal,
    _code,
    _amount,
)
WORD_RULES: dict[str, tuple[Reader, ...]] = {}
for _word in periods.TRIGGERS:
    WORD_RULES[_word] = (_period,)
for _word in ("year", "month", "quarter", "week", "yearly", "monthly", "yoy", "y/y", "y", "mom", "m", "m/m", "qoq", "q/q", "q"):
    WORD_RULES[_word] = (_compared, *WORD_RULES.get(_word, ()))
for _word in (*numerals.ONES, *numerals.TENS, "a", "an", "half"):
    WORD_RULES[_word] = (*WORD_RULES.get(_word, ()), _adjective, _multiple, _fraction, _crowd, _series, _cardinal)
for _word in numerals.ORDINALS:
    WORD_RULES[_word] = (*WORD_RULES.get(_word, ()), _largest, _adjective, _ordinal_word)
for _word in ("largest", "biggest"):
    WORD_RULES[_word] = (_largest,)
for _stem in numerals.MULTIPLES:
    for _ending in ("e", "es", "ed", "ing"):
        WORD_RULES[_stem + _ending] = (_multiple,)
for _word in ("twice", "thrice", "halve", "halved", "halves", "halving", *(f"{number}fold" for number in numerals.ONES)):
    WORD_RULES[_word] = (_multiple,)
for _word in ("tens", *numerals.CROWDS):
    WORD_RULES[_word] = (_crowd,)
