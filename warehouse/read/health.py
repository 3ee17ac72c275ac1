"""A small page over the published copy: what it holds, and whether it can be read. Stands in for the explorer."""

from __future__ import annotations

import argparse
import html
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from warehouse.errors import HomeError, WarehouseError
from warehouse.read import ask


def health(home: Path) -> tuple[int, dict[str, Any]]:
    """HTTP status and facts. A home with nothing published yet is well; a copy that cannot be read is not."""
    try:
        found = ask.status(home)
    except HomeError as error:
        return 200, {"published": False, "why": str(error)}
    except WarehouseError as error:
        return 503, {"published": False, "why": str(error)}
    return 200, {"published": True, **{str(fact): value for fact, value in found.rows}}


def page(facts: dict[str, Any]) -> str:
    """The facts as a page."""
    rows = "".join(f"<tr><th>{html.escape(name)}<td>{html.escape(str(value))}" for name, value in facts.items())
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>gongbao</title><h1>gongbao</h1>'
    return f"{head}<table>{rows}</table>"


def handler(home: Path) -> type[BaseHTTPRequestHandler]:
    """The handler of a server over this home folder: `/` is a page, `/health` JSON."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer with the page or the facts."""
            status, facts = health(home)
            if self.path == "/health":
                self._send(status, "application/json", json.dumps(facts, ensure_ascii=False))
            elif self.path == "/":
                self._send(status, "text/html; charset=utf-8", page(facts))
            else:
                self._send(404, "text/plain; charset=utf-8", "not found\n")

        def _send(self, status: int, kind: str, text: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing of every question."""

    return Handler


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m warehouse.read.health", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    given = parser.parse_args()
    home = Path(os.environ.get("GONGBAO_HOME") or "data").expanduser()
    ThreadingHTTPServer((given.host, given.port), handler(home)).serve_forever()


if __name__ == "__main__":
    main()
