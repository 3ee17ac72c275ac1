"""`gongbao schedule` for weeks, a day a minute: outages, pauses, restarts, corrections. GONGBAO_SOAK_MINUTES of it.

Prefect's crons cannot be compressed. A due run is asked for as the cron asks for it, by the deployment's own interface,
when the faster clock comes to its hour; whether and what is asked of the publishers is the product's.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.schedule.server import healthy, login_file
from tests.runs import issue_runs
from tests.schedule.prefect_runs import pause, told
from tests.soak import runs
from tests.soak.runs import resident, say
from tests.soak.soak_schedule import await_true, free_port
from tests.sources.fake_sites.faults import Fault, FaultRule
from tests.sources.fake_sites.server import Press
from tests.sources.fake_sites.sites import press

MINUTES = runs.asked_for("MINUTES", 20)
SOURCES, PAUSED = ("rmrb", "fzrb"), "fzrb"
FIRST = dt.datetime(2025, 3, 3, tzinfo=dt.timezone(dt.timedelta(hours=8)))  # in Shanghai
DAY_S, HOUR_DUE = 60.0, 6
CYCLE = 7  # days: a correction on the second, no network from the third to the sixth, a pause on the seventh
RESTART, KILL = 2, 4  # days of a cycle, in the first half
CALM = 3  # days at the end on which nothing happens: what is amiss heals
FLAT, SLACK = 1.10, 4 << 20


@dataclass
class Schedule:
    """The schedule of a home, started and ended by the test, and its interface."""

    home: Path
    port: int
    environment: dict[str, str]
    process: subprocess.Popen[str] | None = None
    kills: int = 0
    deployments: dict[str, str] = field(default_factory=dict)

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    def start(self) -> None:
        log = (self.home / "schedule.log").open("a")
        self.process = subprocess.Popen(
            runs.words("schedule", "--port", str(self.port)),
            cwd=runs.TOP, env=self.environment, stdout=log, stderr=log, text=True, start_new_session=True,
        )  # fmt: skip
        log.close()
        await_true("the server up", lambda: healthy(self.api), 240)
        await_true("every deployment written", self.listed, 240)
        pause(self.api, self.login)  # by the true clock nothing is to begin

    def listed(self) -> bool:
        """Whether all deployments are there, those of the sources noted: what is started by hand is written last."""
        found = told(self.api, "deployments/filter", {}, self.login)
        self.deployments = {each["name"]: each["id"] for each in found if each["name"] in SOURCES}
        return any(each["name"] == "by hand" for each in found)

    @property
    def login(self) -> str:
        return login_file(self.home).read_text().strip()

    def stop(self, kill: bool) -> None:
        assert self.process is not None
        self.kills += kill
        os.killpg(self.process.pid, signal.SIGKILL if kill else signal.SIGTERM)
        self.process.wait(120)
        await_true("the server gone with its schedule", lambda: not healthy(self.api), 60)

    def begin(self, source: str) -> str:
        """Ask for a run as the cron does; gives its id."""
        given = {"parameters": {"sources": [source]}, "state": {"type": "SCHEDULED"}}
        return str(told(self.api, f"deployments/{self.deployments[source]}/create_flow_run", given, self.login)["id"])

    def states(self, ids: list[str]) -> list[str]:
        found = told(self.api, "flow_runs/filter", {"flow_runs": {"id": {"any_": ids}}}, self.login)
        return [str(run["state_type"]) for run in found]

    def await_ended(self, ids: list[str]) -> None:
        final = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
        await_true("the day's runs ended", lambda: set(self.states(ids)) <= final, 600)


@contextmanager
def scheduled(home: Path, site: Press) -> Iterator[tuple[Schedule, float]]:
    """The schedule of a home against the press, by a clock that begins at FIRST; and when that was set."""
    set_at, clock = time.time(), Path(__file__).parent / "clock"
    schedule = Schedule(home, free_port(), {
        **os.environ, "GONGBAO_HOME": str(home), "PYTHONPATH": os.pathsep.join([str(clock), str(runs.TOP)]),
        "SOAK_CLOCK": f"{set_at} {FIRST.timestamp()} {86_400 / DAY_S}",
        **{f"GONGBAO_ORIGIN_{source.upper()}": site.origin(source) for source in SOURCES},
    })  # fmt: skip
    try:
        schedule.start()
        yield schedule, set_at
    finally:
        if schedule.process is not None and schedule.process.poll() is None:
            schedule.stop(kill=False)


def command(home: Path, *arguments: str) -> None:
    running = runs.command(home, *arguments)
    _, err = running.communicate(timeout=120)
    assert running.returncode == 0, err


def corrected(site: Press, day: dt.date) -> None:
    """From now on the issue of that day says otherwise."""
    before = site.sites["rmrb"].redesign

    def redesign(path: str, body: bytes) -> bytes:
        body = before(path, body) if before else body
        return body.replace("增长".encode(), "减少".encode()) if f"{day:%Y%m}/{day:%d}/" in path else body

    site.sites["rmrb"].redesign = redesign


def asked(site: Press, source: str) -> int:
    return sum(entry.source_id == source for entry in site.log)


def test_weeks_at_a_day_a_minute(tmp_path: Path) -> None:
    days = max(MINUTES, CALM + 3)
    held: list[int] = []
    changed: dict[dt.date, dt.date] = {}  # by the issue, when the publisher corrected it
    late = 0
    with press(*SOURCES, pages=1, per_page=2) as site, scheduled(tmp_path, site) as (schedule, set_at):
        paused_since: int | None = None
        for n in range(days):
            today = (FIRST + dt.timedelta(days=n)).date()
            wait = set_at + DAY_S * (n + HOUR_DUE / 24) - time.time()
            late = max(late, -int(wait))
            time.sleep(max(0.0, wait))
            at, eventful = n % CYCLE, n < days - CALM
            if at == 1 and eventful:
                issue = today - dt.timedelta(days=1)
                changed[issue] = (FIRST + dt.timedelta(days=(time.time() - set_at) / DAY_S)).date()
                corrected(site, issue)
            offline = eventful and 2 <= at <= 5
            site.faults.rules = (FaultRule(".", Fault.RESET),) if offline else ()
            if at == 6 and eventful:
                command(tmp_path, "sources", "pause", PAUSED, "--why", "the publisher asked")
                paused_since = asked(site, PAUSED)
            if paused_since is not None and at == 0:
                assert asked(site, PAUSED) == paused_since, "none asked after a pause"
                command(tmp_path, "sources", "resume", PAUSED)
                paused_since = None
            ids = [schedule.begin(source) for source in SOURCES]
            if at in (RESTART, KILL) and n < days // 2:  # in the middle of the runs
                time.sleep(4)
                schedule.stop(kill=at == KILL)
                schedule.start()
                held.clear()
            schedule.await_ended(ids)
            assert schedule.process is not None
            held.append(resident(schedule.process.pid)[0])
    say(f"runs at most {late} s late")
    _require_whole(tmp_path, (FIRST + dt.timedelta(days=days - 1)).date(), changed, days)
    third = max(1, len(held) // 3)
    early, end = statistics.median(held[1 : 1 + third]), statistics.median(held[-third:])
    say(
        f"{days} days of {len(SOURCES)} papers, {schedule.kills} kills, {len(changed)} corrected; runs at most "
        f"{late} s late; server and worker {early / 2**20:.0f} MB, then {end / 2**20:.0f} MB over {len(held)} days"
    )
    assert end <= FLAT * early + SLACK


def _require_whole(home: Path, last: dt.date, changed: dict[dt.date, dt.date], days: int) -> None:
    """No issue is missed that the site still had, and a correction is seen at the age of a second look."""
    query = "SELECT source_id, published_on, status FROM issue ORDER BY ALL"
    found = {(source, day): status for source, day, status in issue_runs.rows(home, query)}
    wanted = {(source, FIRST.date() + dt.timedelta(days=n)) for source in SOURCES for n in range(days)}
    missed: dict[Any, Any] = {each: found.get(each) for each in wanted if found.get(each) != "complete"}
    assert missed == {}
    seen = {day for (day,) in issue_runs.rows(home, "SELECT DISTINCT published_on FROM revisions")}
    # what a busy machine's publisher corrects when the issue is a week old is asked for no more
    asked_again = {day for day, at in changed.items() if at < day + dt.timedelta(days=7) <= last}
    assert asked_again <= seen <= set(changed), f"corrected {changed}"
