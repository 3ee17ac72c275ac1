"""Receivers on loopback in the forms of message gateways: what they take, what they refuse, and how they say so."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LARGEST_WECOM = 2048  # bytes of a text


class Gateway:
    """Takes POSTs of JSON. `refusing`: the body with which it refuses, by HTTP 200 as the Chinese gateways do."""

    def __init__(self, refusing: dict[str, Any] | None = None, taking: dict[str, Any] | None = None) -> None:
        self.taken: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.refusing, self.taking = refusing, {"errcode": 0, "errmsg": "ok"} if taking is None else taking
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.paths.append(self.path)
                answer = outer.answer(told)
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port

    def answer(self, told: dict[str, Any]) -> dict[str, Any]:
        if self.refusing is not None:
            return self.refusing
        text = told.get("text", told.get("content"))
        content = text.get("content", text.get("text")) if isinstance(text, dict) else None
        if content is not None and len(content.encode()) > LARGEST_WECOM:
            return {"errcode": 40058, "errmsg": "text exceeds the limit"}
        self.taken.append(told)
        return self.taking

    def __enter__(self) -> Gateway:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
