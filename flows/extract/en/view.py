"""A sentence under the rules: its tokens, and walks over them - left to what governs a number, out to a noun phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flows.extract.en.scan import Token
from warehouse.model import Qualifier, Sentence
from warehouse.vocabulary.english import cues
from warehouse.vocabulary.places import PlaceMention

CUES = cues()
PHRASE_LIMIT = 18  # tokens of a subject
NOUN_LIMIT = 12  # tokens of a counted noun's phrase
VERBS = frozenset("reach have up down share be verb modal plan foresee may".split())
NOUNLIKE = frozenset("w name done doing ord rank".split())
BREAKS = frozenset([";", ":", "--", "-", "—", "(", ")", "[", "]", "rel"])
FILLERS = frozenset(
    "a an the its their his our another additional record total whopping staggering combined cumulative historic high new further "
    "only just mere average estimated full accumulated stunning record-high record-breaking impressive robust solid modest strong "
    "aggregate all-time fresh respective remarkable slight marginal stable nominal real some-of overall respectable mild steady "
    "respectively historical peak annual yearly whole entire annualized slightly well sharply also further now still already then "
    "even cumulatively together altogether roughly-speaking reportedly significantly steadily directly maximum minimum mere".split()
)
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
        "exceed exceeds exceeded exceeding surpass surpasses surpassed surpassing top tops topped topping cross crossed pass "
        "passed outnumbered".split(),
        Qualifier.GT,
    ),
    **dict.fromkeys("near neared nearing approach approached approaching".split(), Qualifier.LT),
}
THRESHOLDS = frozenset(["below", "above", "under", "beyond"])
OF_HEADS = frozenset("scale total average high low record maximum minimum peak level combined estimated sum tally".split())


def without_apposition(parts: list[Token]) -> list[Token]:
    """`industrial output, an important indicator`: the first part alone."""
    for k, token in enumerate(parts):
        if token.tag == "," and k and k + 1 < len(parts) and parts[k + 1].low in ("a", "an", "one"):
            return parts[:k]
    return parts


@dataclass(slots=True)
class Left:
    """What stands left of a number: `at` indexes the token that governs it (-1: none), `start` where the number's words begin."""

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
        return self.tokens[index].tag if 0 <= index < len(self.tokens) else ""

    def low(self, index: int) -> str:
        """The lower-cased word at `index`; empty outside the sentence."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def words(self, first: int, last: int) -> str:
        """The words of tokens `first:last`, without quotation marks and phrases of time."""
        parts = without_apposition(self.tokens[first:last])
        text = " ".join(token.text for token in parts if token.tag not in ("per", "(", ")", '"', "“", "”", "base"))
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
        if not taken and (low in FILLERS or view.tag(at) in ('"', "“")) and not (low == "high" and view.low(at - 1) == "as"):
            left.fillers.add(low)
            taken = 1
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
            if words in (("up", "to"), ("over",)) and view.tag(at - size) in ("up", "down"):
                return 0
            if words == ("within",) or (words == ("above",) and view.low(at - 1) == "and"):
                return 0
            if qualifier and left.qualifier is Qualifier.EQ:
                left.qualifier = qualifier
            left.fillers.update(THRESHOLDS.intersection(words))
            return size
    return 0


def verb_group_start(view: View, at: int) -> int:
    """The first token of the verb group that ends at `at`: over auxiliaries, modals, adverbs, `is expected to`."""
    k = at
    while k > 0:
        tag = view.tag(k - 1)
        helper = tag in ("aux", "modal", "may", "be", "adv", "foresee", "plan") or view.low(k - 1) in ("has", "have", "had", "having")
        infinitive = view.low(k - 1) == "to" and view.tag(k - 2) in ("foresee", "plan", "be", "may", "w", "verb")
        if infinitive and view.tag(k - 2) in ("w", "verb") and view.low(k - 2) not in ("set", "expected", "continued", "able"):
            infinitive = False
        if not helper and not infinitive:
            break
        k -= 1
    return k


def subject(view: View, verb: int) -> tuple[int, int]:
    """Token range of the noun phrase before the verb group at `verb`; empty where none stands there."""
    last = verb_group_start(view, verb)
    while last > 0 and view.tag(last - 1) in (",", "adv") and view.tag(last - 2) not in ("num", "base", "per"):
        last -= 1
    first = last
    while first > 0 and last - first < PHRASE_LIMIT and not _ends_phrase(view, first - 1, first, last):
        first -= 1
    aside = _aside_start(view, first, last)
    return subject(view, aside) if aside else trim(view, first, last)


def _aside_start(view: View, first: int, last: int) -> int:
    """The comma before what only explains: `the CPI, a gauge of inflation, edged up`, `the index, which measures prices, fell`; 0 for none."""
    if first == last or view.tag(last) != ",":
        return 0
    for k in range(first, max(first - 12, 1), -1):
        if view.tag(k - 1) == ",":
            explains = view.tag(k) in ("rel", "done") or view.low(k) in ("a", "an", "one", "known", "including", "with")
            return k - 1 if explains and view.tag(k - 2) in ("w", "name", "det", "done") else 0
    return 0


def _ends_phrase(view: View, k: int, first: int, last: int) -> bool:
    """Whether the phrase `first:last` cannot take in token `k` to its left."""
    tag = view.tag(k)
    if tag in NOUNLIKE or tag in ("det", "adv", '"', "“", "”"):
        return False
    if tag == ",":
        return _comma_ends(view, k, first)
    if tag in BREAKS or tag in ("num", "base", "pron"):
        return True
    if tag == "per":
        return view.tag(k - 1) not in ("prep", "det") and k > 0 or _leads(view, k)
    if tag == "conj":
        return view.low(k) not in ("and", "or") or view.tag(k - 1) not in ("w", "name", ",", "done") or not _noun_before(view, k)
    if tag == "prep":
        return view.low(k) in ("with", "as", "than", "while") and view.tag(k - 1) not in ("w", "name")
    return not _reduced_relative(view, k)


def _reduced_relative(view: View, k: int) -> bool:
    """`applications filed by enterprises increased`: the clause has its verb already, so this one only tells which."""
    low, tag = view.low(k), view.tag(k)
    if tag not in ("verb", "done", "doing", "up", "down", "reach", "have", "share") or low in CUES.reporting:
        return False
    if low.endswith(("ed", "ing")):
        return view.tag(k - 1) in ("w", "name", "det", "prep", "adv", "done", "num", "")
    return tag == "verb" and view.tag(k + 1) == "prep" and view.tag(k - 1) in ("w", "name") and low.endswith(("ilt", "ld", "wn", "de", "nt"))


def _leads(view: View, k: int) -> bool:
    """`In 2024 exports rose`: a phrase of time that opens the sentence."""
    first = k
    while first > 0 and view.tag(first - 1) in ("prep", "det"):
        first -= 1
    return first == 0 or view.tag(first - 1) in BREAKS or view.tag(first - 1) == ","


def _noun_before(view: View, k: int) -> bool:
    """Whether a noun list, not a clause of its own, stands before `and` at `k`."""
    for j in range(k - 1, max(k - 8, -1), -1):
        tag = view.tag(j)
        if tag in VERBS and not (tag != "be" and view.tag(j + 1) in ("w", "name") and view.low(j).endswith(("ed", "ing"))):
            return view.tag(j - 1) in ("det", "prep")
        if tag in ("num", "base"):
            return False
        if tag in (",", ";", "prep", "rel"):
            return True
    return True


def _comma_ends(view: View, k: int, first: int) -> bool:
    """Whether the comma at `k` parts the phrase from an opening, a clause or an attribution before it."""
    j, seen = k - 1, 0
    while j >= 0 and view.tag(j) != "," and view.tag(j) not in BREAKS:
        if view.tag(j) in ("num", "base", "pron", "be", "modal", "have") or (view.tag(j) in VERBS and seen == 0):
            return True
        seen += 1
        if seen > 7:
            return True
        j -= 1
    opening = view.tag(j + 1)
    if opening == "doing" and seen == 1 and view.tag(j) == ",":
        return False
    if opening in ("prep", "adv", "conj", "per", "ord", "doing", "") or seen == 0 or view.low(j + 1) in ("with", "meanwhile"):
        return not (opening == "prep" and view.low(j + 1) == "with" and view.low(first) == "and")
    tags = {view.tag(m) for m in range(j + 1, k)}
    return bool(tags & VERBS)


def trim(view: View, first: int, last: int) -> tuple[int, int]:
    """Cut articles, prepositions, conjunctions and marks off both edges of a phrase."""
    loose = ("det", "prep", "conj", ",", "adv", "per", '"', "“", "”", "aux")
    while first < last and view.tag(first) in loose and view.low(first) not in ("per", "all"):
        first += 1
    while last > first and view.tag(last - 1) in loose:
        last -= 1
    return first, last


def right_phrase(view: View, at: int, limit: int = NOUN_LIMIT) -> tuple[int, int]:
    """Token range of the noun phrase that begins at `at`: over `of`, and over other prepositions that name it closer."""
    last, noun = at, False
    while last < len(view.tokens) and last - at < limit:
        tag, low = view.tag(last), view.low(last)
        if tag in ("w", "name", "rank"):
            noun = True
        elif tag in ("done", "doing", "up", "down", "verb", "share", "have", "reach", "ord", "foresee", "plan"):
            if not _modifies(view, last, noun):
                break
        elif tag == "prep" and noun:
            if not _extends(view, last):
                break
        elif tag == "conj" and low in ("and", "or") and noun:
            if not _joins_nouns(view, last):
                break
        elif tag == "," and noun and not _lists_on(view, last):
            break
        elif tag not in ("det", "adv", '"', "“", "”", ",") or (tag == "adv" and noun):
            break
        last += 1
    return trim(view, at, last)


def _modifies(view: View, k: int, noun: bool) -> bool:
    """`newly built homes`, `residents living in poverty`: a participle inside the phrase."""
    low, after = view.low(k), view.tag(k + 1)
    if not low.endswith(("ed", "ing", "ilt", "own", "en", "old")):
        return low in ("export", "import", "project", "cut", "target", "range", "support", "share", "record", "plan", "top") and not noun
    if not noun:
        return after in ("w", "name", "done", "doing", "conj", ",")
    return low.endswith("ing") and after in ("prep", "w", "det") and view.tag(k) != "share" or after == "w" and view.tag(k - 1) != "w"


def _extends(view: View, k: int) -> bool:
    low = view.low(k)
    if low == "of":
        return True
    after = view.tag(k + 1)
    if view.tag(k + 1) == "det":
        after = view.tag(k + 2)
    return low in ("on", "for", "under", "above", "among", "with", "against", "along", "in", "from", "across", "at", "per", "into") and after in (
        "w",
        "name",
        "done",
        "ord",
    )


def _joins_nouns(view: View, k: int) -> bool:
    """Whether nouns, and no new clause or number, follow the conjunction."""
    for j in range(k + 1, k + 6):
        tag = view.tag(j)
        if tag in ("num", "per", "pron", ""):
            return tag == "" and j > k + 1
        if tag in ("reach", "have", "be", "modal", "rel", "up", "down", "share"):
            return view.tag(j + 1) in ("w",) and view.low(j).endswith(("ed", "ing"))
        if tag in ("verb", "aux", "done"):
            return False if j == k + 1 or view.tag(j - 1) == "adv" else True
        if tag in (",", ";", ".", "prep", "--", ")"):
            return j > k + 1
    return True


def _lists_on(view: View, k: int) -> bool:
    """`small, medium and micro enterprises`: one or two words, then `,` or `and`, and no number or verb."""
    for j in range(k + 1, k + 5):
        tag = view.tag(j)
        if tag in (",", "conj"):
            return j > k + 1 and (tag == "," or (view.low(j) == "and" and view.tag(j + 1) in ("w", "name")))
        if tag not in ("w", "name"):
            return False
    return False


def plain(words: str) -> str:
    """A phrase without the country's, an article, or quotes at its head: the indicator's own name."""
    return LEAD.sub("", words).strip(" ,'‘’“”\"-")


LEAD = re.compile(
    r"^(?:(?:the|a|an|its|their|this|these|our|about|some|all|his|total number of the)\s|(?:China|Chinese mainland|[Cc]ountry|[Nn]ation|"
    r"[Pp]rovince|[Cc]ity|[Rr]egion|mainland|[Mm]unicipality)['’]s?\s|(?:meanwhile|currently|however|also|and|of|in|with|that|as)\s)+",
    re.IGNORECASE,
)
