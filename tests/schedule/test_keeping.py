"""A restart keeps the operator's word, and an outage is made up for by one run a deployment, at a real server."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from flows.schedule.server import login_of
from flows.schedule.serving import local_server
from flows.sources.registry import SOURCES
from tests.postgres import free_port
from tests.schedule.keeping_steps import EDITED
from tests.soak.runs import TOP


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    home = tmp_path_factory.mktemp("home")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "GONGBAO_"))}
    with pytest.MonkeyPatch.context() as patched:
        for name in set(os.environ) - set(kept):  # what another test's flow set: another home's server
            patched.delenv(name)
        patched.setenv("PREFECT_API_AUTH_STRING", "")  # put back at the end
        with local_server(home, free_port()) as api:
            given = {**kept, "GONGBAO_HOME": str(home), "PREFECT_API_URL": api, "PYTHONPATH": str(TOP)}
            database = str(home / "prefect" / "prefect.db")
            done = subprocess.run(
                [sys.executable, "-m", "tests.schedule.keeping_steps", database],
                cwd=_clone(tmp_path_factory.mktemp("clone")),
                env={**given, "PREFECT_API_AUTH_STRING": login_of(home)},
                capture_output=True,
                text=True,
            )
    assert done.returncode == 0, done.stderr[-3000:]
    assert stat.S_IMODE((home / "prefect").stat().st_mode) == 0o700
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _clone(folder: Path) -> Path:
    """A checkout with a commit and a remote: there Prefect makes versions of deployments from the commit."""
    somebody = ["-c", "user.name=n", "-c", "user.email=n@paper.invalid"]
    for command in (
        ["init", "-q"],
        ["remote", "add", "origin", "https://paper.invalid/code.git"],
        [*somebody, "commit", "-q", "--allow-empty", "-m", "."],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def test_a_paused_deployment_stays_paused(told: dict[str, object]) -> None:
    assert told["paused"] == {"rmrb": False, "nbs": False, "gov": True}


def test_an_edited_schedule_stays_and_others_are_ours(told: dict[str, object]) -> None:
    from flows.schedule.calendar import cron_of

    wanted = {"rmrb": [cron_of(SOURCES["rmrb"])], "nbs": [EDITED], "gov": [cron_of(SOURCES["gov"])]}
    assert told["crons"] == wanted, f"what was written and what stands: {told['versions']}"


def test_what_came_due_in_an_outage_runs_once(told: dict[str, object]) -> None:
    assert told["overdue"] == {"rmrb": 1, "nbs": 0, "gov": 0}, "three came due"


def test_runs_that_pile_up_become_one(told: dict[str, object]) -> None:
    assert (told["ended"], told["left"]) == (2, [1])


def test_a_schedule_without_a_planned_run_is_named(told: dict[str, object]) -> None:
    assert told["unplanned"] == [] and told["unplanned then"] == ["nbs"]
