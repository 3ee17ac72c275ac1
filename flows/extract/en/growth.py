"""Rules for growth in per cent and in percentage points, the sign by the verb or the noun."""

from __future__ import annotations

from flows.extract.draft import Draft
from flows.extract.en.counted import right_phrase
from flows.extract.en.indicators import PACE, carried, change_verb, named_by, own_subject, subject_or_carried
from flows.extract.en.phrases import listed_before, noun_before
from flows.extract.en.view import CUES, THRESHOLDS, plain
from flows.extract.en.work import Work, governor
from warehouse.model import Measure, Modality

SUPERLATIVES = CUES.words["superlatives"]
CHANGE_TAILS = (
    "growth rate",
    "growth",
    "increase",
    "rise",
    "decline",
    "decrease",
    "drop",
    "rate of growth",
    "expansion",
    "contraction",
)


def change_noun_right(work: Work) -> bool:
    """`a 5.2 percent year-on-year increase in exports`."""
    view, at = work.view, _over_list(work)
    while view.tag(at) in ("base", "adv", "per") or view.low(at) in (
        "annual",
        "average",
        "real",
        "nominal",
        "yearly",
        "monthly",
        "quarterly",
        "compound",
        "gdp",
        "economic",
    ):
        at += 1
    if at > _over_list(work) + 4 or view.low(at) not in CUES.change_nouns or view.low(at + 1) == "of":
        return False
    sign = CUES.change_nouns[view.low(at)]
    work.draft.measure = Measure.GROWTH
    work.draft.value *= sign
    if view.low(at + 1) in ("target", "goal", "objective"):
        work.draft.modality = Modality.TARGET
    named = range(work.index + 1, at + (work.draft.modality is Modality.TARGET))  # `the 5 percent growth target`
    name = " ".join(view.tokens[k].text for k in named if view.low(k) in ("gdp", "economic", "growth"))
    if view.low(at + 1) in ("in", "for"):
        begin = at + 2
        while view.tag(begin) in ("per", "det"):
            begin += 1  # `a decline in second-quarter net profit`
        first, last = right_phrase(view, begin)
        name = (plain(view.words(first, last)) if view.tag(begin) != "," else "") or name
    work.draft.indicator, work.draft.breakdown = (name, "") if name else subject_or_carried(work)
    return True


def _over_list(work: Work) -> int:
    """The token behind the number, or behind the list it opens: `12 percent and 9 percent more than`."""
    view, at = work.view, work.index + 1
    while view.low(at) in ("and", ",") and view.tag(at + 1) == "num" and view.tokens[at + 1].kind == "percent":
        at += 2
    return at


def compared_right(work: Work) -> bool:
    """`5 percent higher than a year earlier`, `12 percent more than`."""
    view, at = work.view, _over_list(work)
    low = view.low(at)
    if low not in (
        "higher",
        "more",
        "lower",
        "less",
        "fewer",
        "faster",
        "slower",
        "above",
        "below",
        "cheaper",
        "greater",
        "bigger",
        "larger",
        "better",
        "worse",
    ) and not (low in ("ahead", "behind") and view.low(at + 1) in ("of", "the", "last")):
        return False
    if low in ("more", "less", "fewer") and view.low(at + 1) != "than" and view.tag(at + 1) not in (",", ""):
        return False
    negative = low in ("lower", "less", "fewer", "slower", "below", "cheaper", "behind", "worse")
    work.draft.measure = Measure.GROWTH
    work.draft.value *= -1 if negative else 1
    work.draft.indicator, work.draft.breakdown = subject_or_carried(work)
    return True


def up_or_down(work: Work) -> bool:
    """`, up 12.5 percent year on year`: growth of the quantity before."""
    low, at = governor(work), work.left.at
    if low == "by" and work.view.low(at - 1) in ("up", "down"):
        low, at = work.view.low(at - 1), at - 1
    if low not in ("up", "down") or work.view.tag(at - 1) in ("up", "down", "reach", "share"):
        return False
    work.draft.measure = Measure.GROWTH
    work.draft.value *= -1 if low == "down" else 1
    while work.view.tag(at - 1) == "adv":
        at -= 1  # `exports of cars alone up 21 percent`
    tag = work.view.tag(at - 1)
    indicator = ""
    if tag == "," and work.previous is None:  # `a jump in the sale of tools, up 61 percent`
        indicator = plain(work.view.words(*listed_before(work.view, at - 1)))
    went = work.view.low(at - 1) in ("went", "gone", "going", "go", "goes")
    if went or tag in ("be", "w", "name"):
        indicator, _ = named_by(work, at - 1 if went or tag == "be" else at)
    whole = _behind_share(work)
    if whole is not None and not indicator:
        work.draft.indicator, work.draft.breakdown = whole.indicator, whole.breakdown
        return True
    work.draft.indicator, work.draft.breakdown = (indicator, "") if indicator else carried(work)
    return True


def _behind_share(work: Work) -> Draft | None:
    """`was 11 GWh, accounting for 27 percent of the total, up 7 percent`: the amount grew, not its share."""
    shares = [k for k, (_, draft) in enumerate(work.before) if draft.measure is Measure.SHARE]
    if not shares or any(draft.measure is not Measure.GROWTH for _, draft in work.before[shares[0] + 1 :]):
        return None
    levels = [draft for _, draft in work.before[: shares[0]] if draft.measure is Measure.LEVEL]
    return levels[-1] if levels else None


def growth_verb(work: Work) -> bool:
    """`grew 5.2 percent`, `fell by 3 percent`, `cut emissions by 18 percent`; not `rose to`."""
    if governor(work) in ("to", "from") or work.left.fillers & THRESHOLDS:
        return False
    found = change_verb(work)
    if found is None:
        return False
    verb, what = found
    work.draft.measure = Measure.GROWTH
    work.draft.value *= -1 if work.view.tag(verb) == "down" else 1
    work.draft.indicator, work.draft.breakdown = (what, own_subject(work, verb)) if what else named_by(work, verb)
    if not work.draft.indicator:
        work.draft.indicator = plain(_agent(work, verb))
    return True


def _agent(work: Work, verb: int) -> str:
    """`China grew 5 percent`: the economy."""
    return "economy"


def cut_change(name: str) -> str:
    """`GDP growth rate` -> `GDP`; `year-on-year increase` -> nothing."""
    lower = name.lower()
    for tail in CHANGE_TAILS:
        if lower.endswith((tail, f"{tail}s")):
            name = name[: lower.rindex(tail)].strip()
            break
    if name and name.split()[-1].lower() in SUPERLATIVES:
        return ""  # `marks the fastest growth`
    if name.lower() in CUES.change_nouns or all(
        word in PACE or word.endswith("-year") for word in name.lower().split()
    ):
        return ""
    gone = (
        "annual",
        "average annual",
        "average",
        "average yearly",
        "yearly",
        "compound annual",
        "record",
        "sharp",
        "steady",
        "further",
        "robust",
        "slight",
    )
    return "" if name.lower() in gone else name.removesuffix(" average annual").removesuffix(" annual")


def _grown(work: Work, first: int) -> tuple[str, str]:
    """Whose growth an unnamed growth is: the subject of the verb before it, else the quantity before."""
    view = work.view
    k = first - 1
    while k >= 0 and view.tag(k) in ("det", "base", "adv", "w", "prep") and first - k < 5:
        k -= 1
    if view.tag(k) in ("have", "reach", "share", "verb", "be", "doing", "done"):
        indicator, breakdown = named_by(work, k)
        if indicator:
            return indicator, breakdown
    return carried(work)


def points_of_change(work: Work) -> bool:
    """`up 0.3 percentage points`, `0.7 percentage points faster`, `narrowed by 1.2 percentage points`."""
    view = work.view
    if signed_in_brackets(work):
        work.draft.measure = Measure.CHANGE_PP
        return True
    work.draft.measure = Measure.CHANGE_PP
    found = change_verb(work)
    after = {view.low(k) for k in range(work.index + 1, work.index + 3)}
    fell = "down" in (governor(work), governor(work) == "by" and view.low(work.left.at - 1)) or bool(
        after & {"lower", "slower", "down", "less", "decline", "drop", "decrease", "below", "fall", "narrower"}
    )
    if found and governor(work) not in ("up", "down"):
        fell = view.tag(found[0]) == "down"
    head = noun_before(view, work.left.at) if governor(work) == "of" else (0, 0)
    if head[0] < head[1]:
        fell = fell or CUES.change_nouns.get(view.low(head[1] - 1), 1) < 0
    if fell:
        work.draft.value = -abs(work.draft.value)
    named = found and governor(work) not in ("up", "down")
    if not named or found is None:
        indicator, breakdown = subject_or_carried(work)
    elif found[1]:
        indicator, breakdown = found[1], own_subject(work, found[0])
    else:
        indicator, breakdown = named_by(work, found[0])
    if not indicator:
        indicator, breakdown = carried(work)
    if view.low(work.index + 1) in CUES.change_nouns and view.low(work.index + 2) in ("of", "in"):
        what = plain(view.words(*right_phrase(view, work.index + 3)))  # `a 0.5-percentage-point rise of the index`
        indicator, breakdown = (what, indicator) if what else (indicator, breakdown)
    if found and view.low(found[0]).startswith("add") and view.low(work.index + 1) == "to":
        what = plain(view.words(*right_phrase(view, work.index + 2)))  # `add 0.8 percentage points to growth`
        indicator, breakdown = (what, indicator) if what else (indicator, breakdown)
    work.draft.indicator, work.draft.breakdown = indicator, breakdown
    return True


def signed_in_brackets(work: Work) -> bool:
    """`RMB 87.4 billion (+19 % y/y)`: growth of the quantity before the bracket."""
    sign = work.view.sentence.text[work.token.start - 1 : work.token.start]
    if (
        sign not in ("+", "-", "−", "–")
        or work.previous is None
        or work.view.tag(work.index - 1) not in ("(", ",", "-", "–")
    ):
        return False
    work.draft.measure = Measure.GROWTH
    work.draft.value *= 1 if sign == "+" else -1
    work.draft.indicator, work.draft.breakdown = carried(work)
    return True
