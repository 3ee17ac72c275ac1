"""English numerals and what they are worth: digits with a scale, words, fractions, multiples, ordinals.

The patterns are bounded, so that a text of nothing but digits or scales is read in linear time.
"""

from __future__ import annotations

import re
from decimal import Decimal

from warehouse.values import dataclass

SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10) ** 6,
    "mln": Decimal(10) ** 6,
    "mn": Decimal(10) ** 6,
    "m": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "bln": Decimal(10) ** 9,
    "bn": Decimal(10) ** 9,
    "b": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "trln": Decimal(10) ** 12,
    "tn": Decimal(10) ** 12,
    "k": Decimal(1000),
}
ONES = dict(
    zip(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(20),
        strict=True,
    )
)
TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
}
PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
PARTS |= {"eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100}
MULTIPLES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "sextupl": 6}
CROWDS = {"dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "millions": 10**6, "billions": 10**9}
CROWDS |= {"trillions": 10**12}
LONGEST = 30  # characters; a longer row of digits is no statistic

_scale_word = r"hundred|thousand|million|billion|trillion|mln|bln|trln"
_ones = "|".join(sorted(ONES, key=len, reverse=True))
_tens = "|".join(TENS)
_parts = r"half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?"
SCALE = re.compile(
    rf"[ \-](?:{_scale_word}|bn|tn|mn)(?![a-z])(?:[ \-](?:million|billion|trillion)(?![a-z]))?"
    r"|(?:bn|tn|mn|mln|bln|[mbk])(?![\w])",
    re.IGNORECASE,
)
LOWER = re.compile(r" (?:and )?([0-9]{1,3}(?:\.[0-9]+)?) (thousand|million|billion)(?![a-z])")  # behind a higher scale
_big = r"thousand|million|billion|trillion|mln|bln|trln"
_small = rf"(?:(?:{_tens})(?:-(?:{_ones}))?|{_ones})"
_below = rf"{_small}(?: point(?: (?:{_ones}))+| and a half)?(?: hundred(?: (?:and )?{_small})?)?"
_scaled = rf" (?:and )?(?:{_big})(?: (?:{_big}))?"
CARDINAL = re.compile(
    rf"(?:{_below}|half a|an?(?: hundred)?){_scaled}(?![a-z])|(?:half a|an?) hundred(?: (?:and )?{_small})?(?![a-z])"
    rf"|{_below}(?![a-z])",
    re.IGNORECASE,
)
LOWER_WORDS = re.compile(rf",? (?:and )?{_below} ({_big})(?![a-z])", re.IGNORECASE)  # behind a higher scale
FRACTION = re.compile(
    rf"(?:an?|one|two|three|four|five|six|seven|eight|nine)[ \-](?:{_parts})(?![a-z])"
    r"(?![ -](?:century|time|year|month|party|straight|consecutive|quarter|term|round|phase|stage|day|week))"
    rf"|half(?! (?:an? )?year)(?= of| the| that| their| its| an? |[ ,.;]|$)"
    rf"|one in (?:every )?(?:{_ones})(?![a-z])"
    rf"|(?:one|two|three)-(?:third|quarter|fifth|half|tenth)s?(?![a-z])",
    re.IGNORECASE,
)
MULTIPLE = re.compile(
    r"(?:more than |nearly |almost )?(?:doubl|tripl|trebl|quadrupl|quintupl|sextupl)(?:e|es|ed|ing)(?![a-z])|"
    r"(?:twice|thrice|halv(?:e|ed|es|ing))(?![a-z])",
    re.IGNORECASE,
)
FOLD = re.compile(rf"(?:{_ones}|\d+(?:\.\d+)?)[ \-]?fold(?![a-z])", re.IGNORECASE)
CROWD = re.compile(
    r"(?:(?:tens|hundreds|thousands|dozens|scores) of )?"
    r"(?:dozens|scores|hundreds|thousands|millions|billions|trillions)"
    r"(?= of\b)|a dozen(?![a-z])|(?:a )?couple of dozen",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a numeral's own characters say. `share` where it is a part of one (half, two-thirds): value in per cent."""

    value: Decimal
    share: bool = False
    vague: bool = False  # thousands of: at least that many


def digits(text: str) -> Decimal | None:
    """The value of `3,282.5`; None where the row is too long to be a statistic."""
    return Decimal(text.replace(",", "")) if len(text) <= LONGEST else None


def scale_of(text: str) -> Decimal:
    """The factor of ` million`, `-billion`, `bn`, ` hundred million`; 1 for nothing."""
    factor = Decimal(1)
    for word in re.findall(r"[a-z]+", text.lower()):
        factor *= SCALES[word]
    return factor


def cardinal_at(text: str, at: int) -> str:
    """The words of the number that begins at `at`: `one million two hundred thousand`; "" where none does.

    Two numbers stay two: `between two million and three million`.
    """
    found = CARDINAL.match(text, at)
    if found is None:
        return ""
    end, last = found.end(), scale_of(" ".join(word for word in found.group().lower().split() if word in SCALES))
    while (more := LOWER_WORDS.match(text, end)) and SCALES[more[1].lower()] < last:
        end, last = more.end(), SCALES[more[1].lower()]
    return text[at:end]


def cardinal(text: str) -> Decimal:
    """`twenty-five`, `half a million`, `two hundred and five million`, `one point five billion`, `three and a half`."""
    lower = text.lower().replace(" and a half", " half")
    total = group = place = Decimal(0)
    if lower.startswith("half a"):
        lower, group = lower[6:], Decimal("0.5")
    for word in re.findall(r"[a-z]+", lower):
        if word == "hundred":
            group *= 100
        elif word in SCALES:  # `two hundred thousand million`: the second multiplies the first
            total, group, place = (
                (total + group * SCALES[word] if group else total * SCALES[word]),
                Decimal(0),
                Decimal(0),
            )
        elif word == "point":
            place = Decimal(1)
        elif place:
            place /= 10
            group += ONES[word] * place
        elif word == "half":
            group += Decimal("0.5")
        elif word != "and":
            group += 1 if word in ("a", "an") else ONES.get(word, TENS.get(word, 0))
    return total + group


def fraction(text: str) -> Decimal:
    """`two-thirds` -> 66.67, `half` -> 50, `one in five` -> 20; in per cent, to two places."""
    words = re.findall(r"[a-z]+", text.lower())
    if "in" in words:
        part, whole = 1, ONES[words[-1]]
    else:
        whole = PARTS[words[-1]] if words[-1] in PARTS else PARTS[words[-1].removesuffix("s")]
        part = ONES.get(words[0], 1) if len(words) > 1 else 1
    return (Decimal(100 * part) / whole).quantize(Decimal("0.01")).normalize() + 0


def multiple(text: str) -> Decimal:
    """`doubled` -> 2, `tripling` -> 3, `twice` -> 2, `halved` -> 0.5."""
    lower = text.lower()
    for stem, value in MULTIPLES.items():
        if stem in lower:
            return Decimal(value)
    return {"twice": Decimal(2), "thrice": Decimal(3)}.get(lower, Decimal("0.5"))


def fold(text: str) -> Decimal:
    """`threefold`, `2.5-fold`."""
    number = text[: text.lower().index("fold")].rstrip(" -").lower()
    return Decimal(ONES[number]) if number in ONES else Decimal(number)


def crowd(text: str) -> Decimal:
    """`tens of thousands` -> 10000, `hundreds of` -> 100, `a dozen` -> 12."""
    words = text.lower().split()
    if words[-1] == "dozen":
        return Decimal(12)
    first = {"tens": 10, "hundreds": 100, "thousands": 1000, "dozens": 12, "scores": 20}.get(words[0], 1)
    return Decimal(CROWDS[words[-1]] * (first if len(words) > 1 else 1))


def ordinal(text: str) -> int:
    """`31st` -> 31, `second` -> 2."""
    lower = text.lower()
    return ORDINALS[lower] if lower in ORDINALS else int(re.sub(r"\D", "", lower)[:6])
