"""`gongbao serve`, `mcp` and `check-text`: the page over the published copy, assistants, a draft held against it."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.output import AsRows, Format, Wide, print_notes, print_rows
from flows.errors import InputError
from flows.home import home_directory
from warehouse.model import Claim

if TYPE_CHECKING:
    from warehouse.explorer.archived import Archived

VERDICT_COLUMNS = ("verdict", "quote", "indicator", "printed", "unit", "period", "source", "sentence", "claim_id")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command()(serve)
    app.command("check-text")(check_text)
    app.command()(mcp)


def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
) -> None:
    """Serve the page over the published copy.

    Search, series, sentences, targets, doubts, tables and SQL, in Chinese and English. It only reads, follows every
    publish, and is stopped with Ctrl-C. With the extra `mcp`, assistants find
    their tools at /mcp.

    Example: gongbao serve --port 8000
    """
    import uvicorn

    from warehouse.explorer.app import create_app
    from warehouse.explorer.memory import share_arenas

    share_arenas()
    sock = _listening(host, port)
    place = f"[{host}]" if ":" in host else host
    address = f"http://{place}:{sock.getsockname()[1]}"
    print_notes([f"the page: {address}/ (stop with Ctrl-C)"])
    app = create_app(home_directory(), read_draft, address, read_archived)
    settings = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=5)
    uvicorn.Server(settings).run(sockets=[sock])


def mcp(
    page: Annotated[
        str | None, typer.Option("--page", metavar="URL", help="Where `gongbao serve` runs: addresses lead there.")
    ] = None,
) -> None:
    """Answer an assistant over its standard input and output.

    The Model Context Protocol: search, trend, as_of, evidence, compare, check_text and sql (bounded as the page's box),
    each answer with its sentences and addresses. Needs the extra `mcp`. An assistant starts it itself.

    Example: gongbao mcp --page http://127.0.0.1:8000
    """
    from importlib.util import find_spec

    if find_spec("fastmcp") is None:
        raise InputError("expected fastmcp, found none: pip install 'gongbao[mcp]'")
    from warehouse.explorer.assistant import ASSUMED, create_assistant

    create_assistant(home_directory(), read_draft, page or ASSUMED).run("stdio", show_banner=False)


def check_text(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The draft; - is the standard input.")],
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="Day of the draft; else the newest issue's.")
    ] = None,
    form: AsRows = Format.TABLE,
    wide: Wide = False,
) -> None:
    """Hold every number of a draft against the warehouse.

    Each is confirmed, contradicted, tentative (printed of another period, or itself in doubt) or unknown, with the
    sentence that says so. Nothing of the draft is kept.

    Example: gongbao check-text draft.txt --published 2025-10-01
    """
    from flows.issues.dates import parse_date
    from flows.issues.documents import read_text
    from warehouse.read import ask

    day = parse_date(published) if published else ask.newest_day(home_directory())
    judged = ask.judged(home_directory(), read_draft(read_text(file), day), day)
    rows = [
        (
            each.verdict.value,
            each.claim.quote,
            each.claim.indicator,
            *((each.printed or {}).get(name) for name in ("value", "unit", "period", "source", "sentence", "claim_id")),
        )
        for each in judged
    ]
    if not rows:
        raise InputError("expected statistics in the draft, found none that the grammar reads: see `gongbao extract`")
    print_rows(VERDICT_COLUMNS, rows, form, wide=wide)


def read_draft(text: str, day: dt.date) -> Sequence[Claim]:
    """The claims of a draft, in reading order."""
    from flows.issues.documents import read_document

    found = read_document(text, source_id="draft", published_on=day)
    return [claim for part in found.articles for claim in part.extraction.claims]


def read_archived(file: str, offset: int) -> Archived:
    """The archived page at that place. Raises MissingError where the archive does not hold it."""
    from flows.fetch.errors import ArchiveError
    from flows.fetch.reading import ArchiveReader
    from warehouse.connect import ARCHIVE
    from warehouse.errors import MissingError
    from warehouse.explorer.archived import Archived

    try:
        found = ArchiveReader(home_directory() / ARCHIVE).read(file, offset)
    except (ArchiveError, OSError) as error:
        raise MissingError(
            f"expected the archived page, found none that can be read: see `gongbao verify` ({error})"
        ) from error
    return Archived(found.body, found.header("content-type") or "")


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise InputError(
            f"expected to listen on {host} port {port}, found: {error.strerror}; name another with --port"
        ) from error
    return sock
