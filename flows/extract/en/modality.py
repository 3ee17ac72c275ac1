"""Whether a number is fact, plan or expectation: the nearest cue in its clause, a coming period, an imperative."""

from __future__ import annotations

import datetime as dt
import re

from flows.extract.en.view import CUES, View
from flows.extract.en.work import Work
from warehouse.model import Modality

TARGETS = CUES.words["targets"]
PLAN_NOUNS = CUES.words["plan_nouns"]
FORECASTS = CUES.words["forecasts"]
CLAUSE_STARTS = CUES.words["clause_starts"]
IMPERATIVE_VERBS = CUES.words["imperative_verbs"]
HANGING = frozenset(["reach", "have", "up", "down", "share", "verb", "prep", "doing"])
MODAL_CUE = tuple(f"cue of plan or expectation: {word}" for word in ("could", "may", "might", "will"))
EXPECTED = CUES.words["expected"]
FORESEEN = CUES.words["foreseen"]
BESIDE = "measured against an expectation"
PROVISIONAL = ("provisionally", "preliminarily", "initially")
BEHIND = frozenset(["after", "from", "versus", "vs", "than", "against", "compared", "following"])
EXPECTED_YEAR = re.compile(r"\d{4}[EF]")
PAST = 60  # days after its period at which a number is no plan any more
REACH = 28  # tokens to the left that may hold the cue


def set_modality(work: Work) -> None:
    """Target or forecast by the nearest cue before the number in its clause, or by an imperative."""
    draft, view = work.draft, work.view
    if work.earlier and work.previous is not None and _is_foreseen(work.previous.indicator):
        draft.modality = work.previous.modality  # `cut its 2026 forecast to 4 percent from 4.5 percent`
    if work.earlier or draft.modality is not Modality.ACTUAL:
        return  # the rule that named the number has said it: `a target of`, `an estimate of`
    if work.before and _expected(view, work.index):
        draft.modality = Modality.FORECAST
        draft.note(BESIDE)
        return
    last = work.before[-1][0] if work.before else -1
    skip = work.index
    for k in range(work.left.start - 1, max(work.index - REACH, -1), -1):
        tag = view.tag(k)
        if tag == "," and k < skip:
            skip = _relative_start(view, k)
        if skip <= k < work.left.start and skip < work.index:
            continue
        if tag == "rel" and _foretold(view, k):
            draft.modality = Modality.FORECAST
            draft.note(f"cue of plan or expectation: {view.low(k - 1)}")
            return
        if tag in (";", "rel") or view.low(k) in CLAUSE_STARTS or _told(work, k):
            break
        if view.low(k) in ("after", "reversing", "following") and last < k and view.tag(k - 1) in (",", "conj"):
            break  # `missing forecasts for 3% and reversing a growth of 8% in May`
        if k == last and work.previous is not None and _hangs_on(view, k):
            draft.modality = work.previous.modality
            return
        if view.low(k) == "guidance" and not any(view.tag(j) in (",", "num") for j in range(k, work.index)):
            draft.modality = Modality.FORECAST
            return
        found = _cue(view, k)
        if found is Modality.FORECAST and view.low(k) == "estimated" and view.low(k - 1) in PROVISIONAL:
            return  # `was provisionally estimated at`: a statistician's first figure
        if found is not None:
            draft.modality = found
            draft.note(f"cue of plan or expectation: {view.low(k)}")
            return
    behind = _cue_behind(work)
    if draft.modality is Modality.ACTUAL and behind is not None:
        draft.modality = behind
        draft.note("cue of plan or expectation behind the number")
    if draft.modality is Modality.ACTUAL and _imperative(work):
        draft.modality = Modality.TARGET
        draft.note("imperative")


def _foretold(view: View, k: int) -> bool:
    """`economists forecast that exports grew 5 percent`; what is estimated is told."""
    foreseen = view.low(k) == "that" and view.tag(k - 1) == "foresee"
    return foreseen and not view.low(k - 1).startswith("estimat") and not _is_noun(view, k - 1)


def _is_foreseen(indicator: str) -> bool:
    """`growth forecast`, `sales target`: what is named is a plan or an expectation itself."""
    return bool(FORESEEN.intersection(indicator.lower().split()))


def _expected(view: View, index: int) -> bool:
    """`versus an expected rise of 3%`, `below the 5% forecast in a poll`: what a fact is measured against."""
    for k in range(index - 1, max(index - 7, -1), -1):
        noun = view.low(k) in CUES.either and view.tag(k - 1) == "foresee"
        if (view.tag(k) in (",", "num", "reach", "up", "down", "modal") and not noun) or view.low(k) in ("to", "will"):
            break
        if view.low(k) in EXPECTED and view.tag(k - 1) not in ("be", "have", "w", "name", "pron"):
            return True
    for k in range(index + 1, min(index + 6, len(view.tokens))):
        low = view.low(k)
        if view.tag(k) in (",", "num", ";", "--", "be", "conj"):
            return False
        if (
            low in EXPECTED
            and view.tag(k - 1) != "det"
            and (view.tag(k + 1) in ("prep", ",", "") and view.low(k + 1) != "to")
        ):
            return True
        if low in ("analysts", "economists") and view.tag(k + 1) in ("have", "foresee", "verb"):
            return True
    return False


def set_modality_by_period(work: Work, today: dt.date) -> None:
    """A number of a period still to come is a plan's, where nothing else is said."""
    draft = work.draft
    if EXPECTED_YEAR.fullmatch(draft.period_text):
        draft.modality = Modality.FORECAST  # `revenue of 3 billion yuan in 2026E`
        return
    if _looks_back(work, today):
        draft.modality = Modality.ACTUAL
        return
    dated = draft.period_end is not None and any(step.startswith("phrase of time") for step in draft.trail)
    modal = any(step.startswith(MODAL_CUE) for step in draft.trail)
    if dated and modal and draft.period_end is not None and (today - draft.period_end).days > PAST:
        draft.modality = Modality.ACTUAL  # `could fall 2 percent after growing 5.9 percent in 2024`
    if draft.modality is not Modality.ACTUAL or draft.period_end is None or draft.period_end <= today:
        return
    done = any(work.view.low(k) in ("has", "have", "had", "was", "were") for k in range(work.index))
    if not done and (draft.period_start is None or draft.period_start > today):
        draft.modality = Modality.TARGET
        draft.note("a period still to come")


def _looks_back(work: Work, today: dt.date) -> bool:
    """`expects output to exceed 700 million tons this year, after 706 million tons last year`: that year is over."""
    end, previous, view = work.draft.period_end, work.previous, work.view
    if previous is None or end is None or previous.period_end is None or work.draft.modality is Modality.ACTUAL:
        return False
    between = [view.low(k) for k in range(work.before[-1][0] + 1, work.index)]
    return (today - end).days > PAST and end < previous.period_end and bool(BEHIND.intersection(between))


def _relative_start(view: View, comma: int) -> int:
    """Where the relative clause that ends at `comma` begins: `, which will open in May,`; the comma for none."""
    for k in range(comma - 1, max(comma - 14, 0), -1):
        if view.tag(k) == ",":
            break
        if view.tag(k) == "rel" and view.tag(k - 1) == ",":
            return k - 1
    return comma + 1


def _cue(view: View, k: int) -> Modality | None:
    """What the word at `k` makes of the number behind it."""
    tag, low = view.tag(k), view.low(k)
    if view.low(k - 1) in ("than", "as") and tag == "foresee":
        return None  # `grew faster than expected`
    if low in FORECASTS or (tag == "foresee" and not _is_noun(view, k)):
        return Modality.FORECAST
    if (low in ("goal", "target") and view.low(k + 1) == "of" and view.tag(k + 2) in ("doing", "have", "reach")) or (
        low in ("is", "are") and view.low(k + 1) == "to" and view.tag(k + 2) != "det"
    ):
        return Modality.TARGET  # `its target of having`, `spending is to rise`
    if low == "called" and view.low(k + 1) == "for" and "guidance" in (view.low(j) for j in range(k - 3, k)):
        return Modality.FORECAST  # `its guidance had called for shipments of 3 GW`
    if tag == "modal":
        foreseen = any(
            view.tag(j) == "foresee" and not _is_noun(view, j) and (k - j <= 20 or view.low(j + 1) == "that")
            for j in range(max(k - 60, 0), k)
        )
        foreseen = foreseen or _foreseen_behind(view, k)
        return Modality.FORECAST if foreseen else Modality.TARGET
    if tag == "may" and low != "can":
        return Modality.FORECAST
    planned = tag == "plan" and low in TARGETS and not _is_noun(view, k)
    return Modality.TARGET if planned or (low == "set" and view.low(k + 1) in ("to", "at")) else None


def _foreseen_behind(view: View, k: int) -> bool:
    """`…will reach 424 million tons, the steel association predicted.`: who says so closes the sentence."""
    last = len(view.tokens) - 1
    while last > k and view.tag(last) in ("", ",", ";", "--"):
        last -= 1
    if last <= k or view.tag(last) != "foresee" or _is_noun(view, last) or view.low(last - 1) in ("as", "than"):
        return False
    return any(view.tag(j) == "," for j in range(max(k, last - 8), last))


def _cue_behind(work: Work) -> Modality | None:
    """`over 12 million jobs will be created`: the number stands in the subject, the cue in its verb."""
    view = work.view
    if view.tag(work.left.at) not in ("", ",", ";", ":", "--", "rel", "conj", "verb", "name"):
        return None
    for k in range(work.index + 1, work.index + 13):
        tag = view.tag(k)
        if tag == "modal":
            return Modality.FORECAST if view.low(k) == "would" else Modality.TARGET
        if tag in ("foresee", "may") and view.low(k) != "can" and view.tag(k - 1) in ("be", "adv", "w"):
            return Modality.FORECAST
        if tag in ("", ",", ";", "num", "have", "reach", "rel", "verb", "done"):
            return None
    return None


def _told(work: Work, k: int) -> bool:
    """Whether the word at `k` is a verb of fact between the number and any cue."""
    tag, low = work.view.tag(k), work.view.low(k)
    if tag in ("be", "have"):
        return low in ("was", "were", "had")
    passive = work.view.tag(k - 1) in ("be", "modal", "aux", "may") or work.view.low(k - 1) == "to"
    return tag in ("reach", "up", "down") and low.endswith("ed") and k < work.left.at - 1 and not passive


def _hangs_on(view: View, k: int) -> bool:
    """Whether a participle or `with` behind the number at `k` goes on with its clause: one plan for both."""
    return view.tag(k + 1) == "," and (view.tag(k + 2) in HANGING or view.low(k + 2) in ("with", "up", "down"))


def _is_noun(view: View, k: int) -> bool:
    """`the plan`, `a project`: the noun."""
    if view.low(k) in EXPECTED and (view.tag(k - 1) == "num" or (view.tag(k - 1), view.low(k + 1)) == ("det", "of")):
        return True  # `above the 49.3 forecast`, `missing a forecast of 5 percent`
    if view.low(k) not in PLAN_NOUNS or view.low(k - 1) == "to":
        return False
    behind_noun = view.tag(k - 1) in ("w", "name")
    return view.tag(k - 1) in ("det", "prep", "num", "done", "up") or (behind_noun and view.low(k + 1) != "to")


def _imperative(work: Work) -> bool:
    """`Third, optimize the network, build 5-10 more centers`: a base form at the clause's head with no subject."""
    view, at = work.view, work.left.at
    if view.low(at) not in IMPERATIVE_VERBS:
        return False
    before = view.low(at - 1)
    listed = before in (",", "and", ":", ";") and view.tag(0) in ("ord", "verb", "adv", "up", "down")
    return at == 0 or listed or before == "to"
