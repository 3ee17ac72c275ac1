"""`gongbao schedule` as an operator has it: started, told of each run's end, killed, started again, stopped."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows.cli.command import run
from flows.errors import TroubleError
from flows.schedule import hooks as notices
from flows.schedule.processes import flow_runs_here
from flows.schedule.server import healthy, login_file
from flows.sources.registry import SOURCES
from tests.postgres import free_port
from tests.runs.issue_runs import DAY
from tests.schedule.prefect_runs import due, origins, pause
from tests.soak.runs import TOP
from tests.sources.fake_sites.sites import press

OTHERS = re.compile(r"^  (?!rmrb-)| UTC ingest (?!rmrb )")  # lines of another source's run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def port() -> int:
    return free_port()


class Schedules:
    """Schedules of one home as processes, each with a log of its own."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port, self.api = home, port, f"http://127.0.0.1:{port}/api"
        self.started: list[subprocess.Popen[bytes]] = []
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "GONGBAO_"))}
        self.environment = {**kept, "GONGBAO_HOME": str(home)}

    def start(self) -> subprocess.Popen[bytes]:
        code = "from flows.cli.command import main; main()"
        with self.log(len(self.started)).open("wb") as log:
            command = [sys.executable, "-c", code, "schedule", "--port", str(self.port)]
            process = subprocess.Popen(
                command, cwd=TOP, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.started.append(process)
        await_true(lambda: b"serving" in self.log(len(self.started) - 1).read_bytes(), 600)
        return process

    @property
    def login(self) -> str:
        return login_file(self.home).read_text().strip()

    def log(self, number: int) -> Path:
        return self.home.parent / f"{self.home.name}-{number}.log"

    def said(self, number: int) -> list[str]:
        """The lines of a log that tell of no other source's run, whose hour may strike in the middle of a test."""
        return [line for line in self.log(number).read_text().splitlines() if not OTHERS.search(line)]

    def ask(self, **parameters: object) -> str:
        """A run of the deployment of rmrb, and the line of its last state."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.schedule.prefect_runs", "ingest/rmrb", json.dumps(parameters), "600"],
            cwd=TOP, env={**self.environment, "PREFECT_API_URL": self.api, "PREFECT_API_AUTH_STRING": self.login},
            capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout.splitlines()[-1]


@pytest.fixture
def schedules(home: Path, port: int) -> Iterator[Schedules]:
    made = Schedules(home, port)
    yield made
    for process in made.started:
        process.terminate()
        process.wait(300)
    await_true(lambda: not healthy(made.api), 120)


def await_true(told: Callable[[], bool], patience: float) -> None:
    until = time.monotonic() + patience
    while not told():
        assert time.monotonic() < until, "expected it sooner"
        time.sleep(0.2)


def test_a_day_of_a_schedule(
    schedules: Schedules,
    home: Path,
    port: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with press("rmrb", pages=2, per_page=2) as running:
        origin = running.origin("rmrb")
        schedules.environment |= origins(SOURCES, rmrb=origin)
        first = schedules.start()
        api, login = schedules.api, schedules.login
        await_true(lambda: due(api, login) == len(SOURCES), 300)  # a limit for a loaded machine
        pause(api, login)
        assert due(api, login) == 0
        asked = {"sources": ["rmrb"], "date": str(DAY), "lookback": 0}
        assert schedules.ask(**asked, origin=origin).startswith("Completed")
        asked["date"] = "2025-03-05"
    assert schedules.ask(**asked, origin=origin).startswith("Failed")
    await_true(lambda: len(schedules.said(0)) >= 4, 300)  # a run's last state is there before what its hook tells of it
    said = schedules.said(0)
    assert "ingest rmrb (" in said[1] and "completed: 1 issues asked for: 1 complete" in said[1]
    assert "failed: expected every issue complete, found 1 failed" in said[2]
    assert said[3].startswith("  rmrb-2025-03-05 failed: ")
    assert len(said) == 4, said
    assert schedules.ask(**asked, origin="http://127.0.0.1:8900").startswith("Failed")
    await_true(lambda: len(schedules.said(0)) >= 5, 300)
    assert "but one that the operator allows" in schedules.said(0)[4]

    monkeypatch.setenv("GONGBAO_HOME", str(home))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert run(["schedule", "--port", str(port)]) == 1
    assert "found one running" in capsys.readouterr().err
    first.send_signal(signal.SIGKILL)
    first.wait()
    await_true(lambda: not healthy(schedules.api), 120)  # a killed schedule leaves no server behind

    second = schedules.start()
    second.send_signal(signal.SIGTERM)
    assert second.wait(300) == 0
    told = schedules.said(1)
    assert told[-1] == "stopped; what was under way is taken up at the next start"
    assert len(told) == 2, told
    assert not healthy(schedules.api)
    assert schedules.login == login, "made once"
    assert login not in schedules.log(0).read_text() + schedules.log(1).read_text()


def test_a_port_in_use_is_one_line(
    home: Path, port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GONGBAO_HOME", str(home))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        assert run(["schedule", "--port", str(port)]) == 1
        assert capsys.readouterr().err.startswith(f"gongbao: expected port {port} free, found it taken")
        assert run(["schedule", "--pool", "any", "--health-port", str(port)]) == 1
        assert capsys.readouterr().err.endswith("give another --health-port\n")


def test_a_run_with_a_living_process_is_not_taken_up() -> None:
    run_id = str(uuid.uuid4())
    environment = {**os.environ, "PREFECT__FLOW_RUN_ID": run_id}
    with subprocess.Popen(["sleep", "60"], env=environment) as process:
        await_true(lambda: run_id in flow_runs_here(), 60)
        process.kill()
    assert run_id not in flow_runs_here()


def test_the_log_tells_of_deployments_alone(capsys: pytest.CaptureFixture[str]) -> None:
    flow = SimpleNamespace(name="ingest")
    trouble = TroubleError("expected every issue complete, found 1 drifted", notes=["rmrb-2025-03-05 drifted: thin"])
    state = SimpleNamespace(name="Failed", message="long", data=trouble)
    parameters = {"sources": ["rmrb"]}
    failed = notices.failure_hook
    asyncio.run(failed(flow, SimpleNamespace(name="owl", deployment_id=None, parameters=parameters), state))
    assert capsys.readouterr().err == ""
    asyncio.run(failed(flow, SimpleNamespace(name="owl", deployment_id=1, parameters=parameters), state))
    first, second = capsys.readouterr().err.splitlines()
    assert first.endswith("UTC ingest rmrb (owl) failed: expected every issue complete, found 1 drifted")
    assert second == "  rmrb-2025-03-05 drifted: thin"
