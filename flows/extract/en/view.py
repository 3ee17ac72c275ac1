"""A sentence under the rules, and the walk left from a number over its qualifiers to the word that governs it."""

from __future__ import annotations

import re
from dataclasses import field

from flows.extract.mention.cue.en import cues
from flows.extract.mention.phrase.en import trim
from flows.extract.mention.token_en import Token
from warehouse.model import Qualifier, Sentence
from warehouse.values import dataclass
from warehouse.vocabulary.places import PlaceMention

CUES = cues()
VERBS = frozenset(["reach", "have", "up", "down", "share", "be", "verb", "modal", "plan", "foresee", "may"])
NOUNLIKE = frozenset(["w", "name", "done", "doing", "ord", "rank"])
BREAKS = frozenset([";", ":", "--", "-", "—", "(", ")", "[", "]", "rel"])
FILLERS = CUES.words["fillers"]
QUALIFIERS: tuple[tuple[tuple[str, ...], Qualifier | None], ...] = (
    (("no", "less", "than"), Qualifier.GT),
    (("no", "fewer", "than"), Qualifier.GT),
    (("not", "less", "than"), Qualifier.GT),
    (("no", "more", "than"), Qualifier.LT),
    (("not", "more", "than"), Qualifier.LT),
    (("in", "excess", "of"), Qualifier.GT),
    (("as", "many", "as"), None),
    (("as", "much", "as"), None),
    (("as", "high", "as"), None),
    (("as", "low", "as"), None),
    (("as", "few", "as"), None),
    (("more", "than"), Qualifier.GT),
    (("greater", "than"), Qualifier.GT),
    (("less", "than"), Qualifier.LT),
    (("fewer", "than"), Qualifier.LT),
    (("at", "least"), Qualifier.GT),
    (("at", "most"), Qualifier.LT),
    (("upwards", "of"), Qualifier.GT),
    (("north", "of"), Qualifier.GT),
    (("close", "to"), Qualifier.LT),
    (("closer", "to"), Qualifier.LT),
    (("up", "to"), Qualifier.LT),
    (("between",), None),
    (("an", "estimated"), Qualifier.ABOUT),
    (("some",), Qualifier.ABOUT),
    (("about",), Qualifier.ABOUT),
    (("around",), Qualifier.ABOUT),
    (("roughly",), Qualifier.ABOUT),
    (("approximately",), Qualifier.ABOUT),
    (("circa",), Qualifier.ABOUT),
    (("over",), Qualifier.GT),
    (("above",), Qualifier.GT),
    (("beyond",), Qualifier.GT),
    (("nearly",), Qualifier.LT),
    (("almost",), Qualifier.LT),
    (("under",), Qualifier.LT),
    (("below",), Qualifier.LT),
    (("within",), Qualifier.LT),
)
QUALIFIER_ENDS = frozenset(words[-1] for words, _ in QUALIFIERS)
QUALIFYING_VERBS = {
    **dict.fromkeys(
        [
            "exceed",
            "exceeds",
            "exceeded",
            "exceeding",
            "surpass",
            "surpasses",
            "surpassed",
            "surpassing",
            "top",
            "tops",
            "topped",
            "topping",
            "cross",
            "crossed",
            "pass",
            "passed",
            "outnumbered",
        ],
        Qualifier.GT,
    ),
    **dict.fromkeys(["near", "neared", "nearing", "approach", "approached", "approaching"], Qualifier.LT),
}
OWNING = ("'s", "’s")
THRESHOLDS = CUES.words["thresholds"]
OF_HEADS = CUES.words["of_heads"]
LENGTHS = ("-month", "-year", "-quarter", "-week", "-decade", "-day")
UNNAMED = frozenset(["per", "(", ")", '"', "“", "”", "base"])
REGION = re.compile(
    r"^(?:(?:north|south)?(?:east|west|central|north|south)|central)(?:ern)? China(?:, |['’]s )", re.IGNORECASE
)
LEAD = re.compile(
    r"^(?:(?:the|a|an|its|their|this|these|our|about|some|all|his|total number of the)\s|"
    r"(?:China|Chinese mainland|[Cc]ountry|[Nn]ation|"
    r"[Pp]rovince|[Cc]ity|[Rr]egion|mainland|[Mm]unicipality)['’]s?\s|"
    r"record(?:[- ]high|[- ]low)?\s(?=[a-z])|(?:meanwhile|currently|however|also|and|of|in|with|that|as)\s)+",
    re.IGNORECASE,
)


def without_apposition(parts: list[Token]) -> list[Token]:
    """`industrial output, an important indicator`: the first part alone."""
    for k, token in enumerate(parts):
        if token.tag == "," and k and k + 1 < len(parts) and parts[k + 1].low in ("a", "an", "one"):
            return parts[:k]
    return parts


@dataclass(slots=True)
class Left:
    """What stands left of a number: `at`: the token that governs it (-1: none), `start`: where its words begin."""

    at: int
    start: int
    qualifier: Qualifier = Qualifier.EQ
    fillers: set[str] = field(default_factory=set)


@dataclass(slots=True)
class View:
    """One sentence and its tokens."""

    sentence: Sentence
    tokens: list[Token]
    places: list[PlaceMention] | None = None  # found when first asked for

    def tag(self, index: int) -> str:
        """The tag at `index`; empty outside the sentence."""
        try:  # asked some hundred times a number: cheaper than to ask for the length each time
            return self.tokens[index].tag if index >= 0 else ""
        except IndexError:
            return ""

    def low(self, index: int) -> str:
        """The lower-cased word at `index`; empty outside the sentence."""
        try:
            return self.tokens[index].low if index >= 0 else ""
        except IndexError:
            return ""

    def words(self, first: int, last: int) -> str:
        """The words of tokens `first:last`, without quotation marks and phrases of time."""
        parts = without_apposition(self.tokens[first:last])
        kept = [token for token in parts if token.tag not in UNNAMED and token.rule != "stock code"]
        text, end = "", -1
        for token in kept:
            hyphen = end >= 0 and self.sentence.text[end : token.start] == "-"  # `first-tier`
            text += ("-" if hyphen else " ") + token.text
            end = token.end
        text = text.strip()
        return text.replace(" ,", ",")


def look_left(view: View, index: int) -> Left:
    """Walk left over qualifiers, articles and adjectives of size to the word that governs the number."""
    left = Left(index - 1, index)
    at = index - 1
    for _ in range(10):
        low = view.low(at)
        taken = _qualifier(view, at, left) if low in QUALIFIER_ENDS else 0
        if not taken and low == "of" and view.low(at - 1) in OF_HEADS and _has_article(view, at - 1):
            left.fillers.add(view.low(at - 1))
            taken = 2
            if view.low(at - 1) == "range" and view.low(at - 3) in ("in", "within"):
                taken = 4  # `was in the range of`
        if (
            not taken
            and (low in FILLERS or view.tag(at) in ('"', "“"))
            and not (low == "high" and view.low(at - 1) == "as")
        ):
            left.fillers.add(low)
            taken = 1
        if not taken and OF_HEADS & left.fillers and view.tag(at) == "name" and low.endswith(LENGTHS):
            taken = 1  # `fell to a three-month low of`
        if not taken and view.tag(at) == "per" and low.endswith(OWNING):
            taken = 1  # `from May's 17.4 percent`
        if not taken:
            break
        at -= taken
        left.start = at + 1
    left.at = max(at, -1)
    if left.qualifier is Qualifier.EQ and view.low(at) in QUALIFYING_VERBS:
        left.qualifier = QUALIFYING_VERBS[view.low(at)]
    return left


def _has_article(view: View, at: int) -> bool:
    return any(view.tag(k) == "det" for k in range(max(at - 3, 0), at)) or view.low(at) in ("record", "average")


def _qualifier(view: View, at: int, left: Left) -> int:
    """How many tokens ending at `at` are a qualifier; notes it. `up to` after a verb of growth is none."""
    for words, qualifier in QUALIFIERS:
        size = len(words)
        if view.low(at) == words[-1] and tuple(view.low(k) for k in range(at - size + 1, at + 1)) == words:
            changed = view.tag(at - size) in ("up", "down")
            if changed and (words == ("up", "to") or (words == ("over",) and view.tokens[at + 1].kind != "percent")):
                return 0  # `grew over two years`; `grew over 30 percent` is more than
            if words == ("within",) or (words == ("above",) and view.low(at - 1) == "and"):
                return 0
            if qualifier and left.qualifier is Qualifier.EQ:
                left.qualifier = qualifier
            left.fillers.update(THRESHOLDS.intersection(words))
            return size
    return 0


def plain(words: str) -> str:
    """A phrase without the country's, an article, or quotes at its head: the indicator's own name."""
    return trim(LEAD.sub("", REGION.sub("", words)).strip(" ,'‘’“”\"-"))
