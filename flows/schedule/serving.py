"""`gongbao schedule`: a Prefect server on loopback where none is named, then every deployment served, or worked on."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from flows.errors import InputError, ServerError

STARTUP_S = 120.0
SHUTDOWN_S = 20.0
LOOPBACK = "127.0.0.1"
FOR_SERVERS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_UI_ENABLED": "true",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # places that a killed run holds outlive the server, so that they are given free when it is started again
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
}


def run_schedule(home: Path, *, port: int, pool: str | None, limit: int, health_port: int | None = None) -> None:
    """Serve until stopped. `health_port`: where a worker of a pool tells its health, on loopback.

    Raises InputError where it is served already, ServerError where no server comes up or a port is taken.
    """
    if not 1 <= limit <= 64:
        raise InputError(f"expected 1 to 64 for --limit, found {limit}: give fewer runs at once")
    if health_port is not None:
        if pool is None:
            raise InputError(f"expected --pool beside --health-port {health_port}, found none: name the work pool")
        _require_free(health_port, "--health-port")
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        with _alone(home), contextlib.suppress(KeyboardInterrupt):
            _served(home, port, pool, limit, health_port)
    finally:
        signal.signal(signal.SIGTERM, before)
    sys.stderr.write("stopped; what was under way is taken up at the next start\n")


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _served(home: Path, port: int, pool: str | None, limit: int, health_port: int | None) -> None:
    named = os.environ.get("PREFECT_API_URL")
    with contextlib.nullcontext(named) if named else local_server(home, port) as api:
        os.environ["PREFECT_API_URL"] = api
        sys.stderr.write(f"serving every source; the page is {api.removesuffix('/api')}\n")
        from flows.schedule.orchestration import reach_server

        reach_server()
        from flows.schedule import deployments

        made = list(deployments.deployments(pool))
        if pool is None:
            asyncio.run(deployments.serve_all(made, limit))
            return
        asyncio.run(deployments.register(made, pool))
        worker = _worker(pool, limit, health_port)
        if named:
            os.execv(worker[0], worker)
        code = subprocess.run(worker, check=False).returncode  # the server of this home is to be ended after it
        if code:
            raise ServerError(f"expected a worker of {pool} until it is stopped, found it ended with {code}: see above")


def _worker(pool: str, limit: int, health_port: int | None) -> list[str]:
    """The command of a work pool's worker."""
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", pool, "--type", "process"]
    command += ["--limit", str(limit)]
    if health_port is not None:
        os.environ.update(PREFECT_WORKER_WEBSERVER_HOST=LOOPBACK, PREFECT_WORKER_WEBSERVER_PORT=str(health_port))
        command.append("--with-healthcheck")
    return command


@contextlib.contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One schedule a home folder. The lock goes with the process, however it ends."""
    with (home / "schedule.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(
                f"expected no other schedule of {home}, found one running: stop it, or give another GONGBAO_HOME"
            ) from None
        yield


@contextlib.contextmanager
def local_server(home: Path, port: int) -> Iterator[str]:
    """A Prefect server of this home folder on loopback; gives its API's address, ends it at last.

    One that a killed schedule left behind is used on. Raises ServerError.
    """
    api = f"http://{LOOPBACK}:{port}/api"
    note = home / "prefect" / "server.pid"
    if healthy(api):
        if not note.is_file():
            raise ServerError(f"expected port {port} free, found another Prefect server on it: give another --port")
        pid = int(note.read_text())
        try:
            yield api
        finally:
            _end(pid)
            _await_gone(pid)
            note.unlink(missing_ok=True)
        return
    _require_free(port, "--port")
    note.parent.mkdir(parents=True, exist_ok=True)
    environment = {**FOR_SERVERS, "PREFECT_HOME": str(note.parent.absolute()), **os.environ}
    log = (note.parent / "server.log").open("ab")
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", LOOPBACK, "--port", str(port)]
    with log, subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True) as server:
        note.write_text(str(server.pid))
        try:
            _await_health(api, server, Path(log.name))
            yield api
        finally:
            _end(server.pid)
            server.wait()
            note.unlink(missing_ok=True)


def _await_health(api: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTUP_S
    while time.monotonic() < until:
        if healthy(api):
            return
        if server.poll() is not None:
            break
        time.sleep(0.3)
    raise ServerError(f"expected a Prefect server at {api} within {STARTUP_S:.0f} s, found none: see {log}")


def healthy(api: str) -> bool:
    """Whether a server answers at this API."""
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _require_free(port: int, option: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise ServerError(
                f"expected port {port} free, found it taken ({error.strerror}): give another {option}"
            ) from error


def _end(leader: int) -> None:
    """End a server and its own children."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, 15)


def _await_gone(pid: int) -> None:
    """Wait until a server that is no child of ours has ended, so that its port is free; SIGKILL ends our patience."""
    until = time.monotonic() + SHUTDOWN_S
    with contextlib.suppress(ProcessLookupError):
        while time.monotonic() < until:
            os.kill(pid, 0)
            time.sleep(0.1)
        os.killpg(pid, 9)
