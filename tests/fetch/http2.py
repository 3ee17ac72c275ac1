"""A site that speaks HTTP/2 over TLS, and a certificate for it that is made anew for each run of the tests."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import h2.connection
import h2.events
import pytest


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's and a client's context that agree on a new certificate for `name`."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command to make a certificate")
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", str(key), "-out", str(cert), "-subj", "/CN=test", "-addext", f"subjectAltName=DNS:{name}"],
        check=True, capture_output=True, timeout=30,
    )  # fmt: skip
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    return server, ssl.create_default_context(cafile=str(cert))


@dataclass
class Http2Site:
    """Answers every path with `body`; `broken` streams, counted down, are reset in the middle of it."""

    context: ssl.SSLContext
    body: bytes = b"over http/2"
    broken: int = 0
    names: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    connections: int = 0

    async def __aenter__(self) -> Http2Site:
        self.context.set_alpn_protocols(["h2", "http/1.1"])
        self.context.sni_callback = lambda _, name, __: self.names.append(name)
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        while data := await reader.read(65_536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    self._answer(connection, event)
            writer.write(connection.data_to_send())
        writer.close()

    def _answer(self, connection: h2.connection.H2Connection, event: h2.events.RequestReceived) -> None:
        self.paths.append(dict(event.headers)[b":path"].decode())
        connection.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/html"), ("x-by", "h2")])
        half = len(self.body) // 2
        connection.send_data(event.stream_id, self.body[:half])
        if self.broken and self.paths[-1] != "/robots.txt":
            self.broken -= 1
            connection.reset_stream(event.stream_id)
        else:
            connection.send_data(event.stream_id, self.body[half:], end_stream=True)
