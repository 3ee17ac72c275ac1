"""The noun phrase behind a number, word by word: what goes on with it and what ends it."""

from __future__ import annotations

from flows.extract.en.phrases import NOUN_LIMIT, trim
from flows.extract.en.view import View


def right_phrase(view: View, at: int, limit: int = NOUN_LIMIT) -> tuple[int, int]:
    """Token range of the noun phrase that begins at `at`: over `of` and the prepositions that name it closer."""
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
        elif (
            (tag == "," and noun and not _lists_on(view, last))
            or tag not in ("det", "adv", '"', "“", "”", ",")
            or (tag == "adv" and noun)
        ):
            break
        if low == "more" and view.low(last + 1) == "than":
            break
        last += 1
    while last - 1 > at and view.tag(last - 1) == "doing":
        last -= 1
    return trim(view, at, last)


def _modifies(view: View, k: int, noun: bool) -> bool:
    """`newly built homes`, `residents living in poverty`: a participle inside the phrase."""
    low, after = view.low(k), view.tag(k + 1)
    if view.tag(k) == "ord" and not noun:
        return True  # `the third batch of firms`
    if not low.endswith(("ed", "ing", "ilt", "own", "en", "old")):
        return (
            low
            in ("export", "import", "project", "cut", "target", "range", "support", "share", "record", "plan", "top")
            and not noun
        )
    if not noun:
        return after in ("w", "name", "done", "doing", "conj", ",")
    return (low.endswith("ing") and after in ("prep", "w", "det") and view.tag(k) != "share") or (
        after == "w" and view.tag(k - 1) != "w"
    )


def _extends(view: View, k: int) -> bool:
    low = view.low(k)
    if view.low(k + 1) in ("more", "less", "over", "about", "around", "nearly", "some", "almost", "fewer"):
        return False
    if low == "of":
        return True
    after = view.tag(k + 1)
    if view.tag(k + 1) == "det":
        after = view.tag(k + 2)
    return low in (
        "on",
        "for",
        "under",
        "above",
        "among",
        "with",
        "against",
        "along",
        "in",
        "from",
        "across",
        "at",
        "per",
        "into",
    ) and after in (
        "w",
        "name",
        "done",
        "ord",
    )


def _joins_nouns(view: View, k: int) -> bool:
    """Whether nouns, and no new clause or number, follow the conjunction."""
    for j in range(k + 1, k + 6):
        tag = view.tag(j)
        if tag == "prep" and any(view.tag(m) == "num" for m in range(j + 1, j + 4 - 2 * (view.tag(j + 1) == "per"))):
            return False  # `branches and annual revenue of 10 billion yuan`
        if tag in ("num", "per", "pron", ""):
            return tag == "" and j > k + 1
        if tag in ("reach", "have", "be", "modal", "rel", "up", "down", "share"):
            return view.tag(j + 1) in ("w",) and view.low(j).endswith(("ed", "ing"))
        if tag in ("verb", "aux", "done"):
            return j != k + 1 and view.tag(j - 1) != "adv"
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
