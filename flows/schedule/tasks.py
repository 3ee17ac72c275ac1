"""Prefect tasks: plain functions wrapped, so that a run shows its steps. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from flows.runs import issues as issue_run
from flows.schedule.orchestration import NO_CACHE, task

P = ParamSpec("P")
R = TypeVar("R")


def as_task(function: Callable[P, R], name: str, run_name: str | None = None) -> Callable[P, R]:
    """`function` as a task of this name. Its arguments are handed through unseen: neither hashed nor stored."""
    made = task(name=name, task_run_name=run_name, cache_policy=NO_CACHE, persist_result=False)(function)
    return cast(Callable[P, R], made)


def issue_steps() -> issue_run.RunSteps:
    """The steps of a run over issues: a task an issue. Retries belong to the fetching inside it."""
    plain = issue_run.RunSteps()
    return issue_run.RunSteps(
        work=as_task(plain.work, "work on an issue", "{assignment.issue.issue_id}"),
        publish=as_task(plain.publish, "check and publish"),
    )
