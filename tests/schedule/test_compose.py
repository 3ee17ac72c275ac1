"""docker-compose.yml is what runs: its services, commands and environment are started as processes, a run goes through.

PostgreSQL is Debian's package `postgresql` (`apt-get install postgresql`, which .ci/run does where it may).
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.sources.registry import SOURCES
from tests.lake.test_store import apart
from tests.postgres import as_postgres, awaited, free_port, programs
from tests.runs.issue_runs import DAY, ingest, rows
from tests.schedule.prefect_runs import due, origins, pause
from tests.soak import runs
from tests.sources.fake_sites.sites import press
from warehouse import store
from warehouse.connect import open_reader

pytestmark = pytest.mark.usefixtures("here")
TOP = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((TOP / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PASSWORD = "only-for-this-test"
LOOKBACK = 1  # two issues a source
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?P<how>:[?-])?(?P<rest>[^}]*)\}")


def test_no_service_runs_as_root_or_without_a_health_check_and_a_restart_policy() -> None:
    assert {"database", "server", "worker", "explorer"} <= set(SERVICES)
    for name, service in SERVICES.items():
        assert service["user"] not in ("root", "0", "0:0"), name
        assert service["restart"] == "unless-stopped", name
        assert service["healthcheck"]["test"][0] == "CMD", name
        assert service["volumes"], name
        for published in service.get("ports", ()):
            assert published.startswith("127.0.0.1:"), f"{name} is to be reached from this machine only"
    assert set(COMPOSE["volumes"]) == {mount.split(":")[0] for s in SERVICES.values() for mount in s["volumes"]}


def test_only_the_worker_may_write_what_it_made() -> None:
    mounts = {name: [m for m in service["volumes"] if m.startswith("home:")] for name, service in SERVICES.items()}
    assert mounts.pop("worker") == mounts.pop("worker-2") == ["home:/data"]
    assert mounts.pop("explorer") == ["home:/data:ro"], "readers see the copy and can change nothing of it"
    assert not any(mounts.values())


def test_the_second_worker_is_the_first_with_a_place_of_its_own() -> None:
    first, second = SERVICES["worker"], SERVICES["worker-2"]
    assert second["profiles"] == ["cluster"] and "profiles" not in first
    apart = {"profiles", "hostname", "environment"}
    assert {key: value for key, value in second.items() if key not in apart} == {
        key: value for key, value in first.items() if key not in apart
    }
    assert {key for key, value in second["environment"].items() if value != first["environment"][key]} == {
        "PREFECT_HOME"
    }


def test_no_secret_has_a_default() -> None:
    text = (TOP / "docker-compose.yml").read_text(encoding="utf-8")
    for found in VARIABLE.finditer(text):
        if "PASSWORD" in found["name"]:
            assert found["how"] == ":?", f"{found[0]} must be given"
    plain = VARIABLE.sub("", text)
    assert not re.search(r"(?i)(password|secret|token|auth_string)\w*:[ ]*(?!gongbao:\n)\S", plain), (
        "a secret written out, the name of the user before one aside"
    )


def test_the_image_leaves_root_behind() -> None:
    lines = (TOP / "Dockerfile").read_text(encoding="utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["gongbao"]
    assert lines.index("USER gongbao") < next(at for at, line in enumerate(lines) if line.startswith("CMD"))
    own = [line for line in lines if line.startswith("COPY") and "--from=" not in line]
    copied = {part for line in own for part in line.split()[1:-1]}
    assert all((TOP / part).exists() for part in copied)


class Stack:
    """The services as processes: names of hosts and ports of containers become loopback and free ports."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder, self.binaries = folder, binaries
        self.ports = {port: free_port() for port in ("5432", "4200", "8000", "8080", "worker-2:8080")}
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.overriding: dict[str, dict[str, str]] = {}  # what docker-compose.override.yml would add

    def told(self, text: str, name: str) -> str:
        """A command's word or an environment's value as it is for a process on this machine."""
        data, ports = self.data(name), self.ports
        given = {**os.environ, "POSTGRES_PASSWORD": PASSWORD, "GONGBAO_SERVER_PASSWORD": PASSWORD}
        text = VARIABLE.sub(lambda m: given.get(m["name"]) or (m["rest"] if m["how"] == ":-" else ""), text)
        for host in ("database", "server"):
            text = re.sub(rf"(?<=[/@]){host}:", "127.0.0.1:", text)
        text = re.sub(r"\b(5432|4200|8000|8080)\b", lambda m: str(ports.get(f"{name}:{m[0]}", ports[m[0]])), text)
        return re.sub(r"(?<![\w/])/data\b", str(data), text.replace("0.0.0.0", "127.0.0.1"))

    def data(self, name: str) -> Path:
        """The folder that stands for the service's volume."""
        (mount,) = SERVICES[name]["volumes"]
        folder = self.folder / mount.split(":")[0]
        folder.mkdir(exist_ok=True)
        return folder

    def environment(self, name: str) -> dict[str, str]:
        given = {key: self.told(str(value), name) for key, value in SERVICES[name]["environment"].items()}
        path = os.pathsep.join([str(Path(sys.executable).parent), str(self.binaries), os.environ["PATH"]])
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "GONGBAO_", "POSTGRES_"))}
        postgres_place = {"PGHOST": "127.0.0.1", "PGPORT": str(self.ports["5432"])}
        return {**kept, **postgres_place, **given, **self.overriding.get(name, {}), "PATH": path}

    def start(self, name: str) -> None:
        """Start a service as its command says, and wait until its own health check is content."""
        command = [self.told(str(word), name) for word in SERVICES[name]["command"]]
        how: dict[str, Any] = {}
        if name == "database":
            command += ["-D", str(self._initialised()), "-p", str(self.ports["5432"]), "-k", str(self.data(name))]
            how = as_postgres()
        log = (self.folder / f"{name}.log").open("wb")
        with log:
            self.running[name] = subprocess.Popen(
                command,
                cwd="/" if how else TOP,
                env=self.environment(name),
                stdout=log,
                stderr=log,
                start_new_session=True,
                **how,
            )
        self.await_health(name)

    def is_healthy(self, name: str) -> bool:
        """What the service's own health check says."""
        test = [self.told(word, name) for word in SERVICES[name]["healthcheck"]["test"][1:]]
        return subprocess.run(test, env=self.environment(name), capture_output=True).returncode == 0

    def await_health(self, name: str, patience: float = 600.0) -> None:
        until = time.monotonic() + patience
        while time.monotonic() < until and self.running[name].poll() is None:
            if self.is_healthy(name):
                return
            time.sleep(0.5)
        raise AssertionError(f"expected {name} to be healthy, found: {self.log(name)[-2000:]}")

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def stop(self) -> None:
        for process in reversed(self.running.values()):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 15)
        for process in self.running.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()

    def _initialised(self) -> Path:
        """What the image's own entry does before the command: an empty cluster with the user, database and password."""
        cluster, secret = self.data("database") / "cluster", self.data("database") / "secret"
        given = self.environment("database")
        secret.write_text(given["POSTGRES_PASSWORD"])
        if os.getuid() == 0:
            shutil.chown(self.data("database"), "postgres")
            shutil.chown(secret, "postgres")
        make = [str(self.binaries / "initdb"), "-D", str(cluster), "-U", given["POSTGRES_USER"], "--auth=scram-sha-256"]
        quiet = {"cwd": "/", "env": given, "capture_output": True, "check": True, **as_postgres()}
        subprocess.run([*make, f"--pwfile={secret}", "--no-sync"], **quiet)
        one = [str(self.binaries / "postgres"), "--single", "-D", str(cluster), "postgres"]
        subprocess.run(one, input=f"CREATE DATABASE {given['POSTGRES_DB']}\n".encode(), **quiet)
        return cluster


@pytest.fixture
def stack() -> Iterator[Stack]:
    binaries = programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: `apt-get install postgresql`")
    folder = Path(tempfile.mkdtemp(prefix="gongbao-compose-"))
    folder.chmod(0o755)
    made = Stack(folder, binaries)
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def test_a_scheduled_run_goes_through_the_services(stack: Stack) -> None:
    with press("rmrb", pages=2) as running:
        origin = running.origin("rmrb")
        stack.overriding["worker"] = origins(SOURCES, rmrb=origin)
        for name in ("database", "server", "worker", "explorer"):
            stack.start(name)
        told = stack.environment("worker")
        api, login = told["PREFECT_API_URL"], told["PREFECT_API_AUTH_STRING"]
        until = time.monotonic() + 300  # a limit for a loaded machine
        while due(api, login) < len(SOURCES):
            assert time.monotonic() < until, f"expected a run of each source to be due: {stack.log('server')[-2000:]}"
            time.sleep(0.5)
        pause(api, login)
        asked = {"sources": ["rmrb"], "date": str(DAY), "lookback": 0, "origin": origin}
        done = subprocess.run(
            [sys.executable, "-m", "tests.schedule.prefect_runs", "ingest/rmrb", json.dumps(asked), "600"],
            cwd=TOP, env=told, capture_output=True, text=True,
        )  # fmt: skip
        with pytest.raises(urllib.error.HTTPError, match="401"):
            due(api, "gongbao:another password")
    assert done.stdout.splitlines()[-1].startswith("Completed"), (done.stdout, done.stderr, stack.log("worker")[-3000:])
    with open_reader(stack.data("worker")) as published:
        held = published.execute("SELECT issue_id, status FROM issue").fetchall()
        assert [row for row in held if row[0].startswith("rmrb-")] == [(f"rmrb-{DAY}", "complete")]
        assert published.execute("SELECT count(*) > 100 FROM claim").fetchone() == (True,)
    with urllib.request.urlopen(f"http://127.0.0.1:{stack.ports['8000']}/health", timeout=120) as page:
        assert json.load(page)["issues"] == str(len(held))
    stack.await_health("worker")
    worker = stack.running["worker"]
    worker.send_signal(signal.SIGSTOP)
    assert not stack.is_healthy("worker"), "a worker that hangs"
    stack.await_health("server")
    worker.send_signal(signal.SIGCONT)
    stack.await_health("worker")
    worker.kill()
    worker.wait()
    assert not stack.is_healthy("worker"), "a worker that is gone"
    stack.await_health("server")


class Cluster:
    """The services with the profile `cluster`: two workers on a lake, its catalogue in the services' own PostgreSQL."""

    def __init__(self, stack: Stack, origins: dict[str, str]) -> None:
        self.stack, self.origins = stack, origins
        self.address = f"postgres://prefect:{PASSWORD}@127.0.0.1:{stack.ports['5432']}/prefect"
        told = {f"GONGBAO_ORIGIN_{name.upper()}": origin for name, origin in origins.items()}
        for worker in ("worker", "worker-2"):
            stack.overriding[worker] = {"GONGBAO_STORE": f"ducklake:{self.address}", **told}
        # no run by the true clock, which may strike before the deployments could be paused
        stack.overriding["server"] = {"PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false"}
        for name in ("database", "server", "worker", "worker-2"):
            stack.start(name)
        self.told = stack.environment("worker")

    def run(self, source_id: str) -> subprocess.Popen[str]:
        """A run of a source's deployment, taken up by the one worker or the other."""
        asked = json.dumps(
            {"sources": [source_id], "date": str(DAY), "lookback": LOOKBACK, "origin": self.origins[source_id]}
        )
        words = [sys.executable, "-m", "tests.schedule.prefect_runs", f"ingest/{source_id}", asked, "1200"]
        return subprocess.Popen(words, cwd=TOP, env=self.told, stdout=subprocess.PIPE, text=True)

    def kill(self, lease: str, patience: float = 900.0) -> str:
        """Kill whoever holds a lease of that name, in the middle of what it does; gives the lease's full name."""
        query = f"SELECT name, said FROM gongbao.lease INNER JOIN gongbao.holder USING (holder) WHERE name ~ '^{lease}'"
        until = time.monotonic() + patience
        while found := awaited(self.address, query, until - time.monotonic()):
            name, said = found[0]
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(said.split()[1]), signal.SIGKILL)
                return str(name)
        raise AssertionError(f"expected a holder of {lease}, found none: {self.stack.log('worker')[-2000:]}")


def test_two_workers_fill_one_lake_whoever_of_them_is_killed(stack: Stack, tmp_path: Path) -> None:
    with press("rmrb", "fzrb", pages=2, per_page=2) as running:
        origins = {name: running.origin(name) for name in ("rmrb", "fzrb")}
        cluster = Cluster(stack, origins)
        under_way = [cluster.run(name) for name in origins]
        killed = [cluster.kill("issue:"), cluster.kill("refresh")]
        for each in under_way:
            each.communicate(timeout=1300)
        for name, origin in origins.items():  # as the next run by the calendar does
            verb = [
                "ingest",
                "--plain",
                "--source",
                name,
                "--origin",
                origin,
                "--date",
                str(DAY),
                "--lookback",
                str(LOOKBACK),
            ]
            words = [sys.executable, "-c", "from flows.cli.command import main; main()", *verb]
            done = subprocess.run(words, cwd=TOP, env=cluster.told, capture_output=True, text=True, timeout=600)
            assert done.returncode == 0, (done.stderr, killed)
            ingest(tmp_path, name, origin, lookback=LOOKBACK)
    home = stack.data("worker")
    store.choose(home, store.Store(cluster.address))
    assert apart(runs.content(home), runs.content(tmp_path)) == {}, f"{killed} were killed"
    assert rows(home, "SELECT count(*) - count(DISTINCT (warc_file, warc_offset)) FROM page_fetch") == [(0,)]
    with open_reader(home) as published:
        assert published.execute("SELECT count(*) > 100 FROM claim").fetchone() == (True,)
