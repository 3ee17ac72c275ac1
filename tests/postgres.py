"""PostgreSQL as a process of the tests: Debian's package `postgresql` (`apt-get install postgresql`)."""

from __future__ import annotations

import asyncio
import os
import pwd
import random
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; Debian keeps them out of the PATH."""
    places = [*Path("/usr/lib/postgresql").glob("*/bin"), *map(Path, os.environ.get("PATH", "").split(os.pathsep))]
    return next((place for place in places if (place / "initdb").is_file()), None)


def as_postgres() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then as the package's own user."""
    if os.getuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def free_port() -> int:
    """A port for a server that is started later: none of those that a client, or another test, is given meanwhile."""
    while True:
        port = random.SystemRandom().randrange(10_000, 32_000)  # below those that Linux gives by itself
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@dataclass
class Server:
    """A cluster in a folder, on loopback; everybody who can reach it may enter."""

    folder: Path
    binaries: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        command = [str(self.binaries / "initdb"), "-D", str(self.folder / "cluster"), "-U", "gongbao", "--auth=trust"]
        subprocess.run([*command, "--no-sync"], cwd="/", capture_output=True, check=True, **as_postgres())

    def start(self) -> None:
        command = [str(self.binaries / "postgres"), "-D", str(self.folder / "cluster"), "-p", str(self.port)]
        command += ["-k", str(self.folder), "-h", "127.0.0.1", "-c", "fsync=off"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd="/", stdout=log, stderr=log, **as_postgres())
        until = time.monotonic() + 300
        while self._ask("SELECT 1", "postgres").returncode:
            assert time.monotonic() < until, (self.folder / "log").read_text(errors="replace")[-2000:]
            time.sleep(0.1)

    def stop(self) -> None:
        """As when the machine goes down: sessions are not waited for."""
        if self.process is not None:
            self.process.send_signal(3)  # SIGQUIT
            self.process.wait(120)
            self.process = None

    def database(self, name: str) -> str:
        """The address of a new database."""
        self._ask(f"CREATE DATABASE {name}", "postgres").check_returncode()
        return self.address(name)

    def address(self, name: str) -> str:
        return f"postgresql://gongbao@127.0.0.1:{self.port}/{name}"

    def rows(self, query: str, name: str) -> list[list[str]]:
        found = self._ask(query, name)
        found.check_returncode()
        return [line.split("|") for line in found.stdout.splitlines()]

    def _ask(self, query: str, name: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.binaries / "psql"), "-h", "127.0.0.1", "-p", str(self.port), "-U", "gongbao", "-d", name]
        return subprocess.run([*command, "-qAtc", query], capture_output=True, text=True)


def awaited(
    address: str, query: str, patience: float, going: Callable[[], bool] = lambda: True
) -> list[tuple[Any, ...]]:
    """The rows of a query as soon as it has any, asked again and again over one connection; its tables may be to come.

    None after so many seconds, or where what is to make them goes no more.
    """

    async def asked() -> list[tuple[Any, ...]]:
        until = time.monotonic() + patience
        connection = await asyncpg.connect(address)
        try:
            while going() and time.monotonic() < until:
                with suppress(asyncpg.InvalidSchemaNameError, asyncpg.UndefinedTableError):
                    if found := await connection.fetch(query):
                        return [tuple(row) for row in found]
                await asyncio.sleep(0.01)
            return []
        finally:
            await connection.close()

    return asyncio.run(asked())


@contextmanager
def running(binaries: Path) -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="gongbao-postgres-"))
    folder.chmod(0o755)
    server = Server(folder, binaries)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
