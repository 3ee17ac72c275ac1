"""A page in Debian's Chromium without a window, driven over the browser's own protocol: for what a page may do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

from websockets.sync.client import connect

QUIET = ("--headless=new", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage", "--remote-debugging-port=0")


def chromium() -> str | None:
    """Where the browser is, if it is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Browser:
    """One page. Used as a context manager."""

    def __init__(self, folder: Path) -> None:
        program = chromium()
        assert program is not None
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # the browser refuses to start as root with it
        self._place = folder / "DevToolsActivePort"
        self._process = subprocess.Popen(
            [program, *QUIET, *sandbox, f"--user-data-dir={folder}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._asked = 0

    def __enter__(self) -> Browser:
        until = time.monotonic() + 300
        while not (self._place.is_file() and "\n" in self._place.read_text()):
            assert time.monotonic() < until and self._process.poll() is None, "expected Chromium to start"
            time.sleep(0.1)
        port = self._place.read_text().split()[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=120) as answer:
            (page,) = [each for each in json.load(answer) if each["type"] == "page"]
        self._wire = connect(page["webSocketDebuggerUrl"], max_size=None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wire.close()
        self._process.terminate()
        self._process.wait(120)

    def do(self, method: str, **given: Any) -> dict[str, Any]:
        """A command of the protocol, and what came of it."""
        self._asked += 1
        self._wire.send(json.dumps({"id": self._asked, "method": method, "params": given}))
        while True:
            told = json.loads(self._wire.recv(timeout=300))
            if told.get("id") == self._asked:
                assert "error" not in told, told
                result: dict[str, Any] = told["result"]
                return result

    def open(self, address: str) -> None:
        self.do("Page.navigate", url=address)
        self.await_true("document.readyState === 'complete'")

    def value(self, script: str) -> Any:
        """What a script gives in the page; a promise is waited for."""
        told = self.do("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def _is_true(self, script: str) -> bool:
        try:
            return bool(self.value(script))
        except AssertionError as error:
            if "navigated" in str(error):  # the page that was asked is no more
                return False
            raise

    def await_true(self, script: str, patience: float = 300.0) -> None:
        until = time.monotonic() + patience
        while not self._is_true(script):
            assert time.monotonic() < until, f"expected {script}, found {self.value('document.body.innerText')!r}"
            time.sleep(0.2)

    def write(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.await_true(f"document.querySelector({selector!r}) !== null")
        self.value(f"document.querySelector({selector!r}).select()")
        self.do("Input.insertText", text=text)
