"""The service: addresses, what every answer carries, and how a refusal becomes a page. Nothing here reads the copy."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache, partial
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from anyio import CapacityLimiter, Event, create_task_group, sleep_forever, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from warehouse.errors import WarehouseError
from warehouse.explorer import (
    api,
    archived,
    article,
    chart,
    compare,
    coverage,
    draft,
    evidence,
    feeds,
    home,
    query,
    search,
    series,
    sources,
    tables,
    targets,
    trust,
    words,
)
from warehouse.explorer.copy import Copies
from warehouse.explorer.health import health
from warehouse.explorer.page import Page, bare, code_mark
from warehouse.explorer.refusal import Refusal
from warehouse.read import apart

Show = Callable[[Page], Response]
AT_ONCE = 4  # pages in the making: more would wait for the processor all the same, each with its memory
LARGEST = 1 << 20  # bytes of a pasted draft
SPOKEN = frozenset({"1.0", "1.1", "2"})  # of HTTP: h11 takes a line of any version; RFC 9110, 15.6.6 refuses others
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
    " frame-ancestors {frame}"
)
HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "interest-cohort=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
PAGES: tuple[tuple[str, Show], ...] = (
    ("", home.show),
    ("search", search.show),
    ("series/{key:path}", series.show),
    ("card/{key:path}", series.show_card),
    ("claim/{claim_id:path}", evidence.show),
    ("article/{article_id:path}", article.show),
    ("archived/{article_id:path}", archived.show),
    ("sources", sources.show),
    ("sources/{source_id}", sources.show_one),
    ("coverage", coverage.show),
    ("targets", targets.show),
    ("trust", trust.show),
    ("tables", tables.show),
    ("tables/{name}", tables.show_one),
    ("sql", query.show),
    ("compare", compare.show),
    ("check", draft.show),
    ("feeds/{name}.atom", feeds.show),
    ("api", api.show),
)
STATIC = {
    "style.css": "text/css; charset=utf-8",
    "mark.svg": "image/svg+xml",
    chart.SCRIPT: "text/javascript; charset=utf-8",
}
MOVING = re.compile(r"/(zh|en)/(series/|compare$)")  # pages with the one script that there is


def create_app(
    home_directory: Path,
    read_draft: draft.Reader | None = None,
    page: str = "",
    read_archived: archived.Reader | None = None,
) -> ASGIApp:
    """The pages over the copy of `home_directory`, and for assistants the tools at /mcp where fastmcp is installed.

    `read_draft` reads the numbers of a pasted text, `read_archived` a page of the archive; None: no such page. They are
    given from outside, for neither the grammar nor the archive is this package's. `page` is where all this is served:
    what assistants are told to open.
    """
    copies = Copies(home_directory)
    tools = Tools(partial(_tools, home_directory, read_draft, page))

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
        async with create_task_group() as group:
            group.start_soon(tools.live)
            yield
            group.cancel_scope.cancel()
        copies.close()

    routes: list[BaseRoute] = [
        Route("/", _welcome),
        Route("/health", _health(home_directory)),
        Route("/openapi.json", api.openapi),
        Route("/static/{name}", _static),
        *([Route("/mcp", tools)] if find_spec("fastmcp") else ()),  # the extra `mcp`
    ]
    for lang in words.LANGUAGES:
        for path, show in PAGES:
            methods = ["GET", "POST"] if show is draft.show else ["GET"]
            routes.append(Route(f"/{lang}/{path}", _page(copies, show, lang), methods=methods))
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Carried), Middleware(GZipMiddleware, minimum_size=1000)],
        exception_handlers={HTTPException: _refused, WarehouseError: _refused, Exception: _refused},
        lifespan=life,
    )
    app.state.read_draft = read_draft
    app.state.read_archived = read_archived
    return app


class Tools:
    """Those of assistants, made when the first one asks: what they are made with holds 40 MiB."""

    def __init__(self, make: Callable[[], Starlette]) -> None:
        """`make` makes what answers."""
        self._make, self._app = make, Starlette()
        self._wanted, self._ready = Event(), Event()

    async def live(self) -> None:
        """Wait until they are wanted, then hold what they live in."""
        await self._wanted.wait()
        self._app = await to_thread.run_sync(self._make)
        async with self._app.router.lifespan_context(self._app):
            self._ready.set()
            await sleep_forever()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an assistant."""
        self._wanted.set()
        await self._ready.wait()
        await self._app(scope, receive, send)


def _tools(home_directory: Path, read_draft: draft.Reader | None, page: str) -> Starlette:
    from warehouse.explorer.assistant import ASSUMED, create_assistant

    server = create_assistant(home_directory, read_draft, page or ASSUMED)
    return server.http_app(path="/mcp", json_response=True, stateless_http=True)


class Carried:
    """What every answer carries: nothing is loaded from elsewhere, no script runs but our own, no draft is stored."""

    def __init__(self, app: ASGIApp) -> None:
        """`app` is what answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the answer."""
        path = scope.get("path", "")
        policy = POLICY.format(frame="*" if re.match(r"/(zh|en)/card/", path) else "'none'")
        if chart.has_script() and MOVING.match(path):
            policy += "; script-src 'self'"

        async def carry(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = [*HEADERS, ("Content-Security-Policy", policy)]
                message["headers"] = [
                    *message["headers"],
                    *((name.lower().encode(), value.encode()) for name, value in told),
                ]
            await send(message)

        version = scope.get("http_version", "1.1")
        if version in SPOKEN:
            await self.app(scope, receive, carry)
        else:
            refused = bare(_language_of(Request(scope)), Refusal(505, "version", version=version))
            await refused(scope, receive, carry)


def _page(copies: Copies, show: Show, lang: str) -> Callable[[Request], Awaitable[Response]]:
    # who waits for the box's own processes keeps no page waiting
    turns = CapacityLimiter(apart.AT_ONCE) if show is query.show else None

    async def answer(request: Request) -> Response:
        body = await _body(request) if request.method == "POST" else b""
        return await to_thread.run_sync(_answer, copies, show, lang, request, body, limiter=turns)

    return answer


def _answer(copies: Copies, show: Show, lang: str, request: Request, body: bytes) -> Response:
    with copies.lent() as copy:
        tag = f'W/"{copy.mark}-{code_mark()}"'
        if request.method != "POST" and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache"})
        response = show(Page(request, lang, copy, body))
    if request.method == "POST" or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    else:
        response.headers.update({"ETag": tag, "Cache-Control": "no-cache"})
    return response


async def _body(request: Request) -> bytes:
    """What was posted. Raises Refusal where it is more than a draft can be: no more than that is ever held."""
    held = b""
    async for part in request.stream():
        held += part
        if len(held) > LARGEST:
            raise Refusal(413, "body", most=LARGEST >> 20)
    return held


def _welcome(request: Request) -> Response:
    lang = words.language_wanted(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{lang}/", 302, headers={"Vary": "Accept-Language", "Cache-Control": "no-cache"})


def _health(home_directory: Path) -> Callable[[Request], Response]:
    def told(request: Request) -> Response:
        status, facts = health(home_directory)
        text = json.dumps(facts, ensure_ascii=False, default=str)
        return Response(text, status, media_type="application/json", headers={"Cache-Control": "no-store"})

    return told


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC or (name == chart.SCRIPT and not chart.has_script()):
        raise Refusal(404, "static")
    plain, packed = _held(name)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(plain, media_type=STATIC[name], headers=headers)
    return Response(packed, media_type=STATIC[name], headers={**headers, "Content-Encoding": "gzip"})


@cache
def _held(name: str) -> tuple[bytes, bytes]:
    """A file of `static`, plain and packed: packing half a megabyte for each reader would keep the others waiting."""
    content = files("warehouse.explorer").joinpath("static", name).read_bytes()
    return content, gzip.compress(content, mtime=0)


async def _refused(request: Request, error: Exception) -> Response:
    """The error as a page in the language of the address; of what nobody foresaw the trace goes to the log alone."""
    response = bare(_language_of(request), error)
    response.headers["Cache-Control"] = "no-store"
    if response.status_code == 503:
        response.headers["Retry-After"] = "30"
    return response


def _language_of(request: Request) -> str:
    first = request.url.path.split("/")[1] if "/" in request.url.path else ""
    return first if first in words.LANGUAGES else words.language_wanted(request.headers.get("accept-language", ""))
