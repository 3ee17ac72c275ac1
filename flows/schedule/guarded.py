"""The process of a Prefect server, `python -m flows.schedule.guarded`: Prefect's application and a check of who asks.

Prefect itself asks for the password and the CSRF token (the settings say so), but answers whatever name and page it
is asked from; a page whose name was turned to loopback would pass for its own. `--fd N` serves on a socket that was
handed over, and ends when stdin does: that is when the process that started it is gone.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows.errors import InputError
from flows.home import home_directory
from flows.settings import read_settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LOGIN = "PREFECT_SERVER_API_AUTH_STRING"


class OwnOrigin:
    """Hands on what is asked of one of the server's own names, by a page of its own or by no page; refuses the rest."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        """`hosts`: the server's own names."""
        self.app, self.hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI calls an application."""
        from starlette.responses import PlainTextResponse
        from starlette.websockets import WebSocketClose

        refused = self.refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refused is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse(refused + "\n", status_code=403)(scope, receive, send)
        else:
            await WebSocketClose(code=1008, reason=refused)(scope, receive, send)

    def refusal(self, scope: Scope) -> str | None:
        """Why this is not answered."""
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").lower()
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            name = None
        if name not in self.hosts:
            names = ", ".join(sorted(self.hosts))
            return f"expected to be asked as one of {names}, found another Host: see the setting server.hosts"
        origin = headers.get(b"origin")
        if origin is not None and origin.decode("latin-1").lower() not in (f"http://{host}", f"https://{host}"):
            return "expected a page of this server's own, found another Origin"
        return None


def end_with_stdin() -> None:
    """End this process when nobody holds the other end of stdin any more."""
    while os.read(0, 1024):
        pass
    os._exit(0)  # at once: what the database has is whole, and nobody waits for more


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until told to end."""
    parser = argparse.ArgumentParser(
        prog="python -m flows.schedule.guarded", description="A Prefect server with its guards."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=4200)
    parser.add_argument("--fd", type=int)
    asked = parser.parse_args(arguments)
    if asked.fd is not None:  # before the imports, which take seconds
        threading.Thread(target=end_with_stdin, daemon=True).start()
    if not os.environ.get(LOGIN, "").partition(":")[2]:
        sys.exit(f"gongbao: expected user:password in {LOGIN}, found none: the server starts with a password only")
    try:
        hosts = read_settings(home_directory()).server.hosts
    except InputError as error:
        sys.exit(f"gongbao: {error}")
    listener = None if asked.fd is None else socket.socket(fileno=asked.fd)
    port = asked.port if listener is None else listener.getsockname()[1]
    os.environ["PREFECT_SERVER_CSRF_PROTECTION_ENABLED"] = "true"
    os.environ["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"] = f"http://127.0.0.1:{port}"  # an empty one would mean: any
    import uvicorn
    from prefect.server.api.server import create_app

    app = OwnOrigin(create_app(final=True), ["127.0.0.1", "localhost", *hosts])
    level = os.environ.get("PREFECT_SERVER_LOGGING_LEVEL", "warning").lower()
    config = uvicorn.Config(app, host=asked.host, port=port, log_level=level, lifespan="on")
    uvicorn.Server(config).run(sockets=None if listener is None else [listener])


if __name__ == "__main__":
    main()
