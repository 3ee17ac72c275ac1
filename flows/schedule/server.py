"""A Prefect server of our own on loopback, beside a run or a schedule: its login, its start, its settings.

The process is `flows.schedule.guarded`. It ends with the process that started it, however that one ends.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import secrets
import select
import socket
import stat
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from flows.errors import InputError, ServerError
from flows.settings import read_settings

STARTUP_S = 120.0
SHUTDOWN_S = 5.0
LOOPBACK = "127.0.0.1"
USER = "gongbao"
SHORTEST = 12
FOR_SERVERS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_UI_ENABLED": "true",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_UI_API_URL": "/api",  # the page asks the server that it came from, by whichever of its names
    # places that a killed run holds outlive the server, so that they are given free when it is started again
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
}


def new_login() -> str:
    """A login that nobody can guess, `user:password`, as Prefect calls it an auth string."""
    return f"{USER}:{secrets.token_urlsafe(24)}"


def login_file(home: Path) -> Path:
    """Where the login of this home's server is kept."""
    return home / "prefect" / "login"


def own_folder(home: Path) -> Path:
    """The folder of Prefect's records and of the login in this home, its owner's alone."""
    folder = home / "prefect"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def login_of(home: Path) -> str:
    """The login of this home's server: by the setting `server.password`, else kept in the home, made at first.

    The file is its owner's alone. Raises InputError for a password too short, or a file that others can read.
    """
    path = login_file(home)
    own_folder(home)
    set_one = read_settings(home).server.password
    if set_one is not None:
        given = set_one.get_secret_value()
        if len(given) < SHORTEST or not given.isascii() or not given.isprintable() or " " in given:
            raise InputError(
                f"expected at least {SHORTEST} letters, digits and signs of ASCII as server.password, found "
                f"{len(given)} characters that are not: give another, or unset it to have one made"
            )
        return f"{USER}:{given}"
    if not path.is_file():
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(new_login() + "\n")
        draft.replace(path)
    found = path.stat()
    if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise InputError(
            f"expected {path} to be this user's alone, found mode {stat.S_IMODE(found.st_mode):o} of user "
            f"{found.st_uid}: remove it, and the next start makes a new password"
        )
    return path.read_text(encoding="ascii").strip()


def listening(port: int) -> socket.socket:
    """A socket that listens on loopback: from now on nobody else can answer there. `port` 0: a free one.

    Raises OSError where the port is taken.
    """
    made = socket.socket()
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((LOOPBACK, port))
        made.listen(2048)
    except OSError:
        made.close()
        raise
    return made


def start(
    listener: socket.socket, login: str, environment: Mapping[str, str], log: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """Start a server on this socket, which is closed here, and wait until it answers. Raises ServerError.

    `log`: where it writes, and then a session of its own; None: where we write.
    """
    port = listener.getsockname()[1]
    guarded = {**environment, "PREFECT_SERVER_API_AUTH_STRING": login}
    command = [sys.executable, "-m", "flows.schedule.guarded", "--fd", str(listener.fileno())]
    with listener:
        process = subprocess.Popen(
            command, env=guarded, stdin=subprocess.PIPE, pass_fds=(listener.fileno(),), stdout=log, stderr=log,
            start_new_session=log is not None,
        )  # fmt: skip
    try:
        _await_health(f"http://{LOOPBACK}:{port}/api", process)
    except BaseException:  # an interrupt too: the server is nobody's by now
        process.kill()
        process.wait()
        raise
    return process


def stop(process: subprocess.Popen[bytes], patience: float) -> None:
    """End a server, which has `patience` seconds to write down what it was told: the end of its stdin gives it none."""
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class OnDemand:
    """A run's own server. It listens from the beginning; its process begins when it is first asked, ends with ours."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        """`settings`: of its environment, beside our own."""
        self.login, self._settings = new_login(), settings
        self._listener = listening(0)
        self.api = f"http://{LOOPBACK}:{self._listener.getsockname()[1]}/api"
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        threading.Thread(target=self._start_when_asked, args=(self._listener.dup(),), daemon=True).start()

    def start(self) -> None:
        """Start it where it is not, and wait until it answers. Raises ServerError."""
        with self._lock:
            if self._process is None:
                self._process = start(self._listener, self.login, {**os.environ, **self._settings})
                atexit.register(stop, self._process, SHUTDOWN_S)

    def _start_when_asked(self, listener: socket.socket) -> None:
        with listener:
            select.select([listener], [], [])
        with contextlib.suppress(ServerError, OSError):  # whoever asked finds nobody there, and says so
            self.start()


def _await_health(api: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTUP_S
    while time.monotonic() < until:
        if healthy(api):
            return
        if server.poll() is not None:
            raise ServerError(f"expected a Prefect server at {api}, found it ended with {server.returncode}")
        time.sleep(0.3)
    raise ServerError(f"expected a Prefect server at {api} within {STARTUP_S:.0f} s, found none")


def healthy(api: str) -> bool:
    """Whether a server answers at this API."""
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
