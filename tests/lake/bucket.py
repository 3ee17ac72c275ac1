"""Object storage on loopback: moto's server behind a door that can refuse, as real ones now and then do."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests
from moto.server import ThreadedMotoServer

from warehouse.store import Access

NAME = "gongbao"
METHODS = ("GET", "PUT", "POST", "HEAD", "DELETE")
KEPT = ("range", "content-type", "content-md5", "authorization", "host")


class Bucket:
    """The bucket's door. `refusal`: what is answered to `methods` instead: a status, or "half" of every body."""

    def __init__(self, inner: int) -> None:
        self.inner, self.refusal, self.methods = inner, "", METHODS
        self.refused = 0
        door = self

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def passed(self) -> None:
                door.answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing on stderr."""

        for method in METHODS:  # the names by which http.server looks for them
            setattr(Door, f"do_{method}", Door.passed)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def access(self) -> Access:
        return Access(f"http://127.0.0.1:{self.server.server_port}", "us-east-1", "key", "secret")

    def answer(self, asked: BaseHTTPRequestHandler) -> None:
        body = asked.rfile.read(int(asked.headers.get("Content-Length") or 0))
        refuses = bool(self.refusal) and asked.command in self.methods
        self.refused += refuses
        if refuses and self.refusal != "half":
            return self._send(asked, int(self.refusal), {}, b"<Error><Code>Refused</Code></Error>")
        inner = http.client.HTTPConnection("127.0.0.1", self.inner, timeout=60)
        headers = {
            name: value for name, value in asked.headers.items() if name.lower() in KEPT or "amz" in name.lower()
        }
        inner.request(asked.command, asked.path, body, headers)
        found = inner.getresponse()
        told = {
            name: value for name, value in found.getheaders() if name.lower() not in ("connection", "server", "date")
        }
        self._send(asked, found.status, told, found.read(), half=refuses and asked.command == "GET")
        inner.close()

    def _send(
        self, asked: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes, half: bool = False
    ) -> None:
        asked.send_response(status)
        told = {name: value for name, value in headers.items() if name.lower() not in ("transfer-encoding",)}
        if not any(name.lower() == "content-length" for name in told):
            told["Content-Length"] = str(len(body))
        for name, value in told.items():
            asked.send_header(name, value)
        asked.end_headers()
        if asked.command != "HEAD":
            asked.wfile.write(body[: len(body) // 2] if half else body)
        if half:
            asked.close_connection = True


@contextmanager
def opened() -> Iterator[Bucket]:
    inner = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    inner.start()
    try:
        _, port = inner.get_host_and_port()
        requests.put(f"http://127.0.0.1:{port}/{NAME}", timeout=30).raise_for_status()
        bucket = Bucket(port)
        try:
            yield bucket
        finally:
            bucket.server.shutdown()
    finally:
        inner.stop()
