"""Whether a number is fact, plan or expectation: the nearest cue in its clause, a period still to come, an imperative."""

from __future__ import annotations

import datetime as dt

from flows.extract.en.view import CUES, View
from flows.extract.en.work import Work
from warehouse.model import Modality

TARGETS = CUES.words["targets"]


def set_modality(work: Work, today: dt.date) -> None:
    """Target or forecast by the nearest cue before the number in its clause, or by a period still to come."""
    draft, view = work.draft, work.view
    for k in range(work.index - 1, max(work.index - 28, -1), -1):
        tag, low = view.tag(k), view.low(k)
        if tag in (";", "rel") or low in ("while", "but", "whereas"):
            break
        if (
            tag == "num"
            and k == (work.before[-1][0] if work.before else -1)
            and view.tag(k + 1) == ","
            and work.previous is not None
        ):
            follows = view.tag(k + 2) in ("reach", "have", "up", "down", "share", "verb", "prep", "doing") or view.low(
                k + 2
            ) in ("with", "up", "down")
            if follows:  # a participle or `with` hangs on the clause before: its plan is this one's
                draft.modality = work.previous.modality
                return
        if (
            (tag == "foresee" and low not in ("project", "projects", "likely-to") and not _is_noun(view, k))
            or low in ("expected", "projected", "forecast", "predicted")
            or (
                tag == "modal"
                and any(view.tag(j) == "foresee" and not _is_noun(view, j) for j in range(max(k - 20, 0), k))
            )
        ):
            draft.modality = Modality.FORECAST
        elif (
            (tag == "modal" and low != "would")
            or (tag == "plan" and low in TARGETS and not _is_noun(view, k))
            or (low == "set" and view.low(k + 1) == "to")
        ):
            draft.modality = Modality.TARGET
        elif low == "would":
            draft.modality = Modality.FORECAST
        else:
            if (tag in ("be", "have") and low in ("was", "were", "had")) or (
                tag in ("reach", "up", "down") and low.endswith("ed") and k < work.left.at - 1
            ):
                break
            continue
        draft.note(f"cue of plan or expectation: {low}")
        return
    if (
        draft.modality is Modality.ACTUAL
        and draft.period_end
        and draft.period_end > today
        and (draft.period_start is None or draft.period_start > today)
    ):
        draft.modality = Modality.TARGET
        draft.note("a period still to come")
    elif draft.modality is Modality.ACTUAL and _imperative(work):
        draft.modality = Modality.TARGET
        draft.note("imperative")


def _is_noun(view: View, k: int) -> bool:
    """`the plan`, `a project`: the noun."""
    low = view.low(k)
    return low in (
        "plan",
        "plans",
        "project",
        "projects",
        "target",
        "targets",
        "need",
        "needs",
        "goals",
        "goal",
        "set",
        "estimate",
        "estimates",
    ) and (
        view.tag(k - 1) in ("det", "w", "prep", "name", "num", "done", "up")
        and view.low(k - 1) != "to"
        and low not in ("target", "targets", "goal", "goals")
        and not (view.tag(k - 1) in ("w", "name") and view.low(k + 1) == "to")
    )


def _imperative(work: Work) -> bool:
    """`Third, optimize the network, build 5-10 more centers`: a base form at the clause's head with no subject."""
    view, at = work.view, work.left.at
    if view.low(at) not in (
        "build",
        "construct",
        "cultivate",
        "complete",
        "create",
        "develop",
        "establish",
        "train",
        "attract",
        "launch",
        "support",
        "promote",
        "form",
        "keep",
        "expand",
        "increase",
        "reduce",
        "cut",
        "raise",
        "add",
        "boost",
    ):
        return False
    before = view.low(at - 1)
    return (
        at == 0
        or (before in (",", "and", ":", ";") and view.tag(0) in ("ord", "verb", "adv", "up", "down"))
        or before == "to"
    )
