"""The page as a process of its own, over a copy of the seeds, and plain questions to it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Told:
    """An answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Service:
    """One that runs."""

    port: int
    home: Path
    process: subprocess.Popen[str]

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Told:
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            wire.request(method, path, body=body, headers=dict(headers or {}))
            answer = wire.getresponse()
            return Told(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            wire.close()


@contextlib.contextmanager
def serving(home: Path) -> Iterator[Service]:
    """`gongbao serve` over `home` on a free port; ended at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "flows", "serve", "--port", "0"],
        cwd=TOP, env={**os.environ, "GONGBAO_HOME": str(home)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    log: list[str] = []
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found, line
        service = Service(int(found[1]), home, process)
        threading.Thread(target=log.extend, args=(process.stderr,), daemon=True).start()  # a full pipe would stop it
        until = time.monotonic() + 300
        while True:
            with contextlib.suppress(OSError):
                service.ask("/static/mark.svg")
                break
            assert time.monotonic() < until, "expected the service to answer"
            time.sleep(0.1)
        yield service
    finally:
        process.terminate()
        process.wait(120)
        sys.stderr.writelines(log)
