"""The health port: what Prometheus is told of a home, and that nobody who hangs keeps others from hearing."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from prometheus_client.parser import text_string_to_metric_families

from flows import pauses
from flows.schedule import health
from flows.schedule.health import AT_ONCE, Home, told_at
from flows.schedule.server import listening
from tests.runs.issue_runs import DAY, extracting_here, ingest
from tests.sources.fake_sites.faults import Fault, Faults
from tests.sources.fake_sites.sites import press


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    with press("rmrb", pages=2) as running, extracting_here():
        ingest(folder, "rmrb", running.origin("rmrb"))
    nonsense = Faults(share=1.0, kinds=(Fault.NONSENSE,), most_in_a_row=999)
    with press("gmrb", pages=2, faults=nonsense) as running, extracting_here():
        ingest(folder, "gmrb", running.origin("gmrb"))
    pauses.pause(folder, "gov", "the publisher asked")
    return folder


class Told:
    """The port, with what is said of its health."""

    def __init__(self, home: Path) -> None:
        self.why, self.home, self.over = "", home, Event()
        self.listener = listening(0)
        self.port = self.listener.getsockname()[1]
        self.thread = Thread(target=lambda: asyncio.run(self.serve()))

    async def serve(self) -> None:
        async with told_at(self.listener, self.home, lambda: self.why):
            await asyncio.to_thread(self.over.wait)

    def ask(self, path: str, timeout: float = 120) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=timeout) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


@pytest.fixture
def told(home: Path) -> Iterator[Told]:
    made = Told(home)
    made.thread.start()
    made.ask("/health")  # what its thread imports, it has imported by now: pytest looks through the modules meanwhile
    yield made
    made.over.set()
    made.thread.join(20)
    assert not made.thread.is_alive()


def figures(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_prometheus_reads_the_home(told: Told, home: Path) -> None:
    status, text = told.ask("/metrics")
    assert status == 200
    found = figures(text)
    assert found["gongbao_issues", "rmrb", "complete"] == 1
    assert sum(value for (name, *labels), value in found.items() if name == "gongbao_issues" and "gmrb" in labels) == 1
    size = sum(path.stat().st_size for path in (home / "archive").iterdir())
    assert found["gongbao_archive_bytes",] == size > 1000
    assert (found["gongbao_paused_sources",], found["gongbao_copy_readable",]) == (1, 1)
    now = DAY + dt.timedelta(days=2)
    clock = dt.datetime(now.year, now.month, now.day, tzinfo=dt.UTC)
    (age,) = [each for each in Home(home, lambda: clock).collect() if "age" in each.name]
    assert [(sample.labels, sample.value) for sample in age.samples] == [({"source": "rmrb"}, 2 * 86400)]


def test_without_a_copy_the_rest_is_told(tmp_path: Path) -> None:
    told = {each.name: [sample.value for sample in each.samples] for each in Home(tmp_path).collect()}
    assert told["gongbao_copy_readable"] == [0] and told["gongbao_archive_bytes"] == [0]


def test_what_is_not_well_is_503(told: Told) -> None:
    assert told.ask("/health") == (200, '{"well":true,"why":""}')
    told.why = "no look for five minutes"
    status, text = told.ask("/health")
    assert status == 503 and "no look" in text
    assert told.ask("/elsewhere")[0] == 404


def test_half_open_requests_are_cut_off(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """300 that send half a request: they are closed by us, and health is told again."""
    monkeypatch.setattr(health, "HEAD_S", 1.0)
    halves = []
    for at in range(300):
        half = socket.create_connection(("127.0.0.1", told.port), timeout=120)
        half.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n" if at % 2 else b"")
        halves.append(half)
    for half in halves:
        while half.recv(1000):  # a refusal, or nothing: then the end, which else would never come
            pass
        half.close()
    assert told.ask("/health")[0] == 200
    assert AT_ONCE < 300
