"""Noun phrases: the subject before a verb, the noun before `of`, each walk bounded."""

from __future__ import annotations

from flows.extract.en.view import BREAKS, CUES, NOUNLIKE, VERBS, View

LISTING = ("including", "especially", "particularly", "notably", "namely")
EXPLAINING = CUES.words["explaining"]
QUANTITIES = CUES.words["bare_nouns"]
TIES = ("and", "in", "for", "from", "per")
LATELY = ("last ", "this ", "next ")
SIZES = ("毫米", "厘米", "英寸")
PHRASE_LIMIT = 26  # tokens of a subject
LIST_LIMIT = 8  # members of a list before a comma
NOUN_LIMIT = 12  # tokens of a counted noun's phrase


def verb_group_start(view: View, at: int) -> int:
    """The first token of the verb group that ends at `at`: over auxiliaries, modals, adverbs, `is expected to`."""
    k = at
    while k > 0:
        tag = view.tag(k - 1)
        helper = tag in ("aux", "modal", "may", "be", "adv", "foresee", "plan") or view.low(k - 1) in (
            "has",
            "have",
            "had",
            "having",
        )
        infinitive = view.low(k - 1) == "to" and view.tag(k - 2) in ("foresee", "plan", "be", "may", "w", "verb")
        if (
            infinitive
            and view.tag(k - 2) in ("w", "verb")
            and view.low(k - 2) not in ("set", "expected", "continued", "able")
        ):
            infinitive = False
        if not helper and not infinitive:
            if view.low(k - 1) == "and" and view.tag(k - 2) == view.tag(k) == "verb" and view.tag(k - 3) in NOUNLIKE:
                k -= 2  # `imported and exported`
                continue
            break
        k -= 1
    return k


def subject(view: View, verb: int) -> tuple[int, int]:
    """Token range of the noun phrase before the verb group at `verb`; empty where none stands there."""
    last = verb_group_start(view, verb)
    while last > 0 and view.tag(last - 1) in (",", "adv") and view.tag(last - 2) not in ("num", "base"):
        last -= 1
    if view.tag(last - 1) == "per" and view.low(last - 1).startswith(LATELY) and view.tag(last - 2) in NOUNLIKE:
        last -= 1  # `exports of salt last month rose`
    if view.tag(last - 1) == "," and (aside := _explained(view, last - 1)):
        return subject(view, aside)  # `profits, compiled from firms with revenue of over 3 billion yuan, fell`
    first, bracketed = last, "(" in view.sentence.text
    while first > 0 and last - first < PHRASE_LIMIT:
        bracket = _name_in_brackets(view, first - 1) if bracketed and view.tag(first - 1) == ")" else 0
        if not bracket and _ends_phrase(view, first - 1, first, last):
            break
        first = bracket or first - 1
    if view.tag(first - 1) == "," and (members := _members_start(view, first)):
        return subject(view, members)
    aside = _aside_start(view, first, last)
    return subject(view, aside) if aside else trim(view, first, last)


def _members_start(view: View, first: int) -> int:
    """The `comprising` of `the sale of steel comprising rebar, wire rod and coil rose`; 0 for none."""
    for k in range(first - 1, max(first - PHRASE_LIMIT, 0), -1):
        if view.low(k) in ("comprising", "including", "covering"):
            return k if view.tag(k - 1) in ("w", "name") else 0
        if view.tag(k) not in ("w", "name", ",", "conj", "det"):
            return 0
    return 0


def _name_in_brackets(view: View, k: int) -> int:
    """Where the short name that ends with the bracket at `k` begins: `the money supply (M1) rose`; 0 for none."""
    opens = next((j for j in range(k - 1, max(k - 5, 0), -1) if view.tag(j) == "("), 0)
    named = all(view.tag(j) in ("w", "name") for j in range(opens + 1, k))
    return opens if opens and named else 0


def _aside_start(view: View, first: int, last: int) -> int:
    """The comma before what only explains: `the index, which measures prices, fell`; 0 for none."""
    if first == last or view.tag(last) != ",":
        return 0
    for k in range(first, max(first - 12, 1), -1):
        if view.tag(k - 1) == ",":
            explains = view.tag(k) in ("rel", "done") or view.low(k) in EXPLAINING
            owned = explains and view.tag(k - 2) in ("w", "name", "det", "done", ")")
            return k - 1 if owned and not _leading(view, k - 1) else _examples(view, last) or _explained(view, last)
    return _examples(view, last) or _explained(view, last)


def _explained(view: View, last: int) -> int:
    """The comma of `, which covers A, B and C,`, `, covering A and B,`, `, the sum of A and B,` that ends at `last`."""
    for k in range(last - 1, max(last - PHRASE_LIMIT, 0), -1):
        if view.tag(k) != ",":
            if view.tag(k) in (";", ":", "--", "pron", "modal"):
                return 0
            continue
        opens = k + 1 + (view.tag(k + 1) == "adv")  # `, often seen as`
        explains = view.tag(opens) in ("rel", "done") or view.low(opens) == "with"
        explains = explains or _is_participle(view, opens) or _is_apposition(view, k + 1)
        if explains:
            return k if view.tag(k - 1) in ("w", "name", "done", ")") and not _leading(view, k) else 0
        if view.tag(k + 1) not in ("w", "name", "conj", "done"):
            return 0
    return 0


def _is_participle(view: View, k: int) -> bool:
    past = view.low(k).endswith("ed") or view.low(k) in ("seen", "known")
    told = past and view.tag(k) in ("have", "verb") and view.tag(k + 1) == "prep"
    return told or (view.low(k).endswith("ing") and view.tag(k) in ("doing", "verb", "share"))


def _is_apposition(view: View, k: int) -> bool:
    """`, the amount of cash, loans and notes,`: a list behind the noun that sums it up."""
    near = [view.low(j) for j in range(k, k + 5)]
    return near[0] in ("a", "an", "the") and "of" in near[2:]


def _leading(view: View, comma: int) -> bool:
    """`According to the bureau, the`: the comma ends a phrase that opens the sentence, and no noun is explained."""
    k = comma - 1
    while k > 0 and view.tag(k - 1) not in BREAKS and view.tag(k - 1) not in (",", "num"):
        k -= 1
    return view.tag(k) in ("prep", "adv", "conj", "per", "doing", "done")


def _examples(view: View, last: int) -> int:
    """The comma before `, such as lamps, clocks and toys,` where that ends at the comma `last`; 0 for none."""
    for k in range(last - 1, max(last - PHRASE_LIMIT, 1), -1):
        if view.tag(k) in BREAKS or view.tag(k) in ("num", "modal", "be", "reach", "up", "down", "pron"):
            return 0
        listing = (view.low(k + 1), view.low(k + 2)) == ("such", "as") or view.low(k + 1) in LISTING
        if view.tag(k) == "," and listing:
            return k
    return 0


def _ends_phrase(view: View, k: int, first: int, last: int) -> bool:
    """Whether the phrase `first:last` cannot take in token `k` to its left."""
    tag = view.tag(k)
    if tag in NOUNLIKE or tag in ("det", "adv", '"', "“", "”"):
        return False
    if tag == ",":
        return _comma_ends(view, k, first)
    if tag == "num" and view.low(k - 1) == "aged":
        return False  # `people aged 60 and above`
    near = [m for m in (k - 1, k - 2) if view.tag(m) == "prep" and view.low(m) not in ("to", "by", "than")]
    if tag == "num" and view.tokens[k].kind == "bare" and (near or _names_agents(view, k)):
        return False  # `the price of homes in 70 cities fell`
    if tag == "num" and view.tokens[k].unit in SIZES and view.tag(k + 1) == "w" and view.tag(k - 1) in ("w", "name"):
        return False  # `the price of AB400 20 mm rebar`
    if tag in BREAKS or tag in ("num", "base", "pron"):
        return True
    if tag == "per":
        return (view.tag(k - 1) not in ("prep", "det") and k > 0) or _leads(view, k)
    if view.low(k) == "or" and view.low(k + 1) in ("above", "more", "below", "less", "over"):
        return False  # `lines with speeds of 1 Gbps or above`
    if tag == "conj":
        return (
            view.low(k) not in ("and", "or")
            or (view.tag(k - 1) not in ("w", "name", ",", "done") and not _two_works(view, k))
            or not _noun_before(view, k)
        )
    if tag == "prep":
        ends = view.low(k) in ("with", "as", "than", "while") and view.tag(k - 1) not in ("w", "name")
        return ends and view.low(k - 1) != "such"
    return not _reduced_relative(view, k)


def _two_works(view: View, k: int) -> bool:
    """`the metal smelting and rolling industry`: two works of one trade."""
    return view.tag(k - 1) == view.tag(k + 1) == "doing" and view.tag(k + 2) == "w"


def _names_agents(view: View, k: int) -> bool:
    """`loans offered by the country's five banks rose`: a count of those who did it."""
    by = next((m for m in range(k - 1, max(k - 4, 0), -1) if view.tag(m) not in ("det", "w", "name")), 0)
    return view.low(by) == "by" and view.tag(by - 1) in ("done", "verb") and view.low(by - 1).endswith("ed")


def _leads(view: View, k: int) -> bool:
    """`In 2024 exports rose`: a phrase of time that opens the sentence."""
    first = k
    while first > 0 and view.tag(first - 1) in ("prep", "det"):
        first -= 1
    return first == 0 or view.tag(first - 1) in BREAKS or view.tag(first - 1) == ","


def trim(view: View, first: int, last: int) -> tuple[int, int]:
    """Cut articles, prepositions, conjunctions and marks off both edges of a phrase."""
    loose = ("det", "prep", "conj", ",", "adv", "per", '"', "“", "”", "aux")
    while first < last and view.tag(first) in loose and view.low(first) not in ("per", "all"):
        first += 1
    while last > first and view.tag(last - 1) in loose:
        last -= 1
    return first, last


def noun_before(view: View, last: int) -> tuple[int, int]:
    """Token range of the noun phrase that ends before `last` (at `of`, say); verbs end it on the left."""
    first = last
    while first > 0 and last - first < 12:
        tag = view.tag(first - 1)
        if (
            tag in ("w", "name", "det", "done", "doing", "ord")
            or view.low(first - 1) == "of"
            or (tag in ("up", "down", "verb", "have", "share", "reach") and _inside(view, first - 1, last))
            or (view.low(first - 1) in TIES and view.tag(first - 2) == "w" and first < last)
        ):
            first -= 1
        else:
            break
    while view.tag(first) == "doing" and view.tag(first + 1) == "det":
        first += 1  # `missing an estimate`
    return trim(view, first, last)


def listed_before(view: View, last: int) -> tuple[int, int]:
    """As `noun_before`, over the members of a list: `growth in the output of lamps, clocks and toys last month`."""
    while last > 1 and (view.tag(last - 1) in ("per", "det") or view.low(last - 1) in ("during", "over")):
        last -= 1
    first, last = noun_before(view, last)
    k, joined = first, any(view.low(j) == "and" for j in range(first, last))
    for _ in range(LIST_LIMIT):
        j = k - 1
        if view.low(j) == "and" and not joined:
            joined, j = True, j - 1
        if view.tag(j) == "," and joined:
            j -= 1
        if j == k - 1 or not joined or view.tag(j) not in ("w", "name"):
            break
        k = noun_before(view, j + 1)[0]
    if view.low(k - 1) not in ("of", "in") and not any(view.low(j) == "of" for j in range(k, first)):
        return first, last  # no head that the members share
    for j in range(k, first):
        if view.low(j) in CUES.change_nouns and view.low(j + 1) in ("in", "of"):
            return trim(view, j + 2, last)  # `growth in the output of`
    return k, last


def _inside(view: View, k: int, last: int) -> bool:
    """A participle or a noun that looks like a verb, after an article or an adjective."""
    if k + 1 == last:
        return view.tag(k - 1) in ("det", "w", "base", "prep", "name")
    return view.tag(k - 1) in ("det", "prep") and view.tag(k + 1) in ("w", "name")


def _reduced_relative(view: View, k: int) -> bool:
    """`applications filed by enterprises increased`: the clause has its verb already, so this one only tells which."""
    low, tag = view.low(k), view.tag(k)
    if tag not in ("verb", "done", "doing", "up", "down", "reach", "have", "share") or low in CUES.reporting:
        return False
    if low.endswith(("ed", "ing")):
        return view.tag(k - 1) in ("w", "name", "det", "prep", "adv", "done", "num", "")
    return (
        (tag == "verb" or low in ("made", "taken"))
        and view.tag(k + 1) == "prep"
        and (view.tag(k - 1) in ("w", "name") or view.low(k - 1) in ("those", "that"))
        and low.endswith(("ilt", "ld", "wn", "de", "nt"))
    )


def _noun_before(view: View, k: int) -> bool:
    """Whether a noun list, not a clause of its own, stands before `and` at `k`."""
    if view.low(k - 1) in QUANTITIES and view.low(k + 1) in QUANTITIES:
        return True  # `saw imports and exports jump`, `total exports and imports dropped`
    for j in range(k - 1, max(k - 8, -1), -1):
        tag = view.tag(j)
        if tag in VERBS and not (
            tag != "be" and view.tag(j + 1) in ("w", "name") and view.low(j).endswith(("ed", "ing"))
        ):
            return view.tag(j - 1) in ("det", "prep")
        if tag in ("num", "base"):
            return False
        if tag in (",", ";", "prep", "rel"):
            return True
    return True


def _comma_ends(view: View, k: int, first: int) -> bool:
    """Whether the comma at `k` parts the phrase from an opening, a clause or an attribution before it."""
    if view.low(k + 1) == "and" and view.tag(k + 2) == "det":
        return True  # `a record high, and its throughput reached`
    listed = _is_long_list(view, k)
    if listed and _lists_objects(view, k):
        return False  # `supply of electricity, heat and water grew`: all three are supplied
    if view.low(k + 1) in ("the", "its", "their") and not listed:
        return True  # `Including batteries and related fields, the sector's revenue`
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
    if (
        opening in ("prep", "adv", "conj", "per", "ord", "doing", "")
        or seen == 0
        or view.low(j + 1) in ("with", "meanwhile")
    ):
        return not (
            opening == "prep" and view.low(j + 1) == "with" and (view.low(first) == "and" or (listed and j > 0))
        )
    if view.tag(k - 1) == "doing":
        return True  # `Generally speaking, exports rose`
    tags = {view.tag(m) for m in range(j + 1, k)}
    return bool(tags & VERBS)


def _lists_objects(view: View, k: int) -> bool:
    """Whether the list that goes on at the comma `k` began behind a preposition: its members are objects."""
    j = k - 1
    while j > k - 6 and view.tag(j) in ("w", "name", "ord"):
        j -= 1
    return view.low(j) in ("of", "from", "for") and view.tag(j - 1) in ("w", "name", "done") and j < k - 1


def _is_long_list(view: View, k: int) -> bool:
    """`exports to the bloc, the two neighbours and Peru`: an `and` after nouns alone makes a list of it."""
    for j in range(k + 1, k + 9):
        tag = view.tag(j)
        if tag == "conj":
            return view.low(j) == "and" and view.tag(j + 1) in ("w", "name", "det") and view.tag(j - 1) in ("w", "name")
        if tag not in ("w", "name", "det", ","):
            return False
    return False
