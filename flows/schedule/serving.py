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
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from flows.errors import InputError, ServerError
from flows.notices.send import unknown
from flows.schedule.health import told_at
from flows.schedule.server import FOR_SERVERS, LOOPBACK, USER, listening, login_file, login_of, start, stop
from flows.settings import read_settings
from warehouse import store

SHUTDOWN_S = 20.0


def run_schedule(home: Path, *, port: int, pool: str | None, limit: int, health_port: int | None = None) -> None:
    """Serve until stopped. `health_port`: where health and metrics are told, on loopback.

    Raises InputError where it is served already, ServerError where no server comes up or a port is taken.
    """
    if not 1 <= limit <= 64:
        raise InputError(f"expected 1 to 64 for --limit, found {limit}: give fewer runs at once")
    for scheme in unknown(read_settings(home).notices):
        raise InputError(f"expected addresses that apprise understands as notices.to, found {scheme}: mend or drop it")
    listener = None if health_port is None else _listening(health_port, "--health-port")
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        with _alone(home, pool), contextlib.suppress(KeyboardInterrupt):
            _served(home, port, pool, limit, listener)
    finally:
        signal.signal(signal.SIGTERM, before)
    sys.stderr.write("stopped; what was under way is taken up at the next start\n")


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _served(home: Path, port: int, pool: str | None, limit: int, listener: socket.socket | None) -> None:
    named = os.environ.get("PREFECT_API_URL")
    with contextlib.nullcontext(named) if named else local_server(home, port) as api:
        os.environ["PREFECT_API_URL"] = api
        sys.stderr.write(
            f"serving every source; the page is {api.removesuffix('/api')}{'' if named else _way_in(home)}\n"
        )
        from flows.schedule.orchestration import reach_server

        reach_server()
        from flows.schedule import deployments

        made = list(deployments.deployments(pool))
        if pool is None:
            asyncio.run(deployments.serve_all(made, limit, home, listener))
            return
        asyncio.run(deployments.register(made, pool))
        code = asyncio.run(_worked(home, pool, limit, listener, deployments.watch(home)))
        if code:
            raise ServerError(f"expected a worker of {pool} until it is stopped, found it ended with {code}: see above")


async def _worked(
    home: Path, pool: str, limit: int, listener: socket.socket | None, watching: Coroutine[Any, Any, None]
) -> int:
    """Run a worker's process until it ends, and somebody who looks beside it; stopped, it is told so and waited for."""
    with listening(0) as free:  # the worker tells its own health there, to us alone
        port = free.getsockname()[1]
    command = _worker(pool, limit, port)
    worker = await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE)
    looking = asyncio.ensure_future(watching)
    try:
        async with told_at(listener, home, partial(_is_working, port)):
            return await worker.wait()
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        if worker.returncode is None:
            worker.terminate()
            try:
                await asyncio.wait_for(worker.wait(), SHUTDOWN_S)
            except TimeoutError:
                worker.kill()
                await worker.wait()


def _is_working(port: int) -> str:
    """Why the worker is not well: it says so itself where it has not looked for work for five minutes."""
    try:
        with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/health", timeout=3):
            return ""
    except (urllib.error.URLError, OSError) as error:
        return f"expected the worker to be well, found: {error}"


def _way_in(home: Path) -> str:
    """Where the page's password is to be found; never the password itself, for a log is read by many."""
    if read_settings(home).server.password is not None:
        return f"; log in with {USER}: and the password of your settings behind it"
    return f"; log in with the line in {login_file(home)}"


def _worker(pool: str, limit: int, health_port: int) -> list[str]:
    """The command of a work pool's worker."""
    os.environ.update(PREFECT_WORKER_WEBSERVER_HOST=LOOPBACK, PREFECT_WORKER_WEBSERVER_PORT=str(health_port))
    command = [sys.executable, "-m", "flows.schedule.attached", "prefect", "worker", "start", "--pool", pool]
    return [*command, "--type", "process", "--limit", str(limit), "--with-healthcheck"]


@contextlib.contextmanager
def _alone(home: Path, pool: str | None) -> Iterator[None]:
    """One schedule a home folder; on a lake that several write, one a Prefect's folder: a pool's workers share a home.

    The lock goes with the process, however it ends.
    """
    shares = pool is not None and store.of(home).is_shared
    folder = Path(os.environ.get("PREFECT_HOME") or home) if shares else home
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "schedule.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(
                f"expected no other schedule of {home}, found one running: stop it, or give another GONGBAO_HOME"
            ) from None
        yield


@contextlib.contextmanager
def local_server(home: Path, port: int) -> Iterator[str]:
    """A Prefect server of this home folder on loopback; gives its API's address, ends it at last. Raises ServerError.

    The login goes into the environment, for the client and for the processes of the runs.
    """
    folder = home / "prefect"
    login = login_of(home)
    listener = _listening(port, "--port")
    environment = {**FOR_SERVERS, "PREFECT_HOME": str(folder.absolute()), **os.environ}
    with (folder / "server.log").open("ab") as log:
        try:
            server = start(listener, login, environment, log)
        except ServerError as error:
            raise ServerError(f"{error}: see {log.name}") from error
    os.environ["PREFECT_API_AUTH_STRING"] = login
    try:
        yield f"http://{LOOPBACK}:{port}/api"
    finally:
        stop(server, SHUTDOWN_S)


def _listening(port: int, option: str) -> socket.socket:
    try:
        return listening(port)
    except OSError as error:
        raise ServerError(
            f"expected port {port} free, found it taken ({error.strerror}): give another {option}"
        ) from error
