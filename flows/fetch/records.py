"""One WARC 1.1 record: an exchange to gzipped bytes by warcio, and a record's bytes back to what they say.

Bodies are stored without transfer and content coding, as Common Crawl does: the payload digest is then the body's own
sha256, and an unchanged page is recognised however it was compressed that day. The headers that described the coding
are kept under `X-Crawler-` names.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.fetch.errors import ArchiveDamaged
from flows.fetch.model import Exchange, FetchedPage, Headers, header, request_key
from warehouse.model import Purpose

PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
UNMODIFIED, IDENTICAL = PROFILES + "server-not-modified", PROFILES + "identical-payload-digest"
KEY, ORIGIN, BODY, FOR = "X-Gongbao-Key", "X-Gongbao-Origin", "X-Gongbao-Body", "X-Gongbao-For"
"""Our extension fields: a POST's key, the stand-in that was really asked, where a revisit's body lies, the purpose."""

_KIND = re.compile(rb"^WARC-Type:[ \t]*([^\s;]+)", re.M | re.I)
CODED = ("content-encoding", "transfer-encoding")
PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
DESCRIBES_NO_BODY = frozenset({"content-length", "content-encoding", "content-range", "content-type", *CODED})


def archived_headers(raw: Iterable[tuple[bytes, bytes]], status: int, body_bytes: int) -> Headers:
    """A response's headers as stored: of the decoded body, in ASCII (other bytes percent-encoded)."""
    found: list[tuple[str, str]] = []
    for raw_name, raw_value in raw:
        name, value = raw_name.decode("ascii", "replace"), quote(raw_value.strip(), safe=PRINTABLE)
        if name.lower() in CODED:
            name = f"X-Crawler-{name}"
        elif name.lower() == "content-length" and status != 304 and value != str(body_bytes):
            found.append((f"X-Crawler-{name}", value))
            value = str(body_bytes)
        found.append((name, value))
    return tuple(found)


def refreshed(stored: Headers, not_modified: Headers) -> Headers:
    """The headers of a stored answer after a 304: its own, replaced by those of the 304 (RFC 9111, 3.2)."""
    new = tuple((name, value) for name, value in not_modified if name.lower() not in DESCRIBES_NO_BODY)
    names = {name.lower() for name, _ in new}
    return tuple((name, value) for name, value in stored if name.lower() not in names) + new


@dataclass(frozen=True, slots=True)
class Members:
    """An exchange's two gzip members, ready to be appended together: first the request, then the response."""

    request: bytes = field(repr=False)
    response: bytes = field(repr=False)
    record_id: str


def pack(exchange: Exchange, original: FetchedPage | None, warcinfo_id: str) -> Members:
    """The records of an exchange; with `original` (the archived page it repeats) a revisit without the body."""
    record_id, request_id = new_id(), new_id()
    common = {
        "WARC-Target-URI": exchange.url,
        "WARC-Date": warc_date(exchange.fetched_at),
        "WARC-Warcinfo-ID": warcinfo_id,
        "WARC-IP-Address": exchange.ip_address,
        "WARC-Protocol": "h2" if exchange.http_version == "HTTP/2" else exchange.http_version.lower(),
        KEY: exchange.key if exchange.key != exchange.url else None,
        ORIGIN: exchange.origin,
        FOR: str(exchange.purpose) if exchange.purpose else None,
    }
    request = _gzipped(
        "request",
        {**common, "WARC-Record-ID": request_id, "WARC-Concurrent-To": record_id},
        StatusAndHeaders(
            f"{exchange.method} {exchange.request_target} HTTP/1.1",
            list(exchange.request_headers),
            is_http_request=True,
        ),
        exchange.request_body,
    )
    answer = {**common, "WARC-Record-ID": record_id, "WARC-Concurrent-To": request_id}
    answer["WARC-Payload-Digest"] = f"sha256:{original.sha256 if original else _sha256(exchange.body)}"
    if original is not None:
        answer |= _refers_to(original, UNMODIFIED if exchange.status == 304 else IDENTICAL)
    status = StatusAndHeaders(f"{exchange.status} {exchange.reason}".strip(), list(exchange.headers), "HTTP/1.1")
    kind = "response" if original is None else "revisit"
    response = _gzipped(kind, answer, status, exchange.body if original is None else b"")
    return Members(request, response, record_id)


def _refers_to(original: FetchedPage, profile: str) -> dict[str, str | None]:
    return {
        "WARC-Profile": profile,
        "WARC-Refers-To": original.record_id,
        "WARC-Refers-To-Target-URI": original.final_url,
        "WARC-Refers-To-Date": warc_date(original.fetched_at),
        BODY: f"{original.warc_file} {original.warc_offset}",
    }


def pack_warcinfo(file_name: str, about: Mapping[str, str], created: dt.datetime) -> tuple[bytes, str]:
    """The record that opens a file, and its id."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in about.items()).encode()
    fields = {
        "WARC-Record-ID": new_id(),
        "WARC-Filename": file_name,
        "WARC-Date": warc_date(created),
    }
    return _gzipped("warcinfo", fields, None, lines), fields["WARC-Record-ID"]


def _gzipped(kind: str, fields: Mapping[str, str | None], http: Any, payload: bytes) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    given = {name: value for name, value in fields.items() if value is not None}
    record = writer.create_warc_record(
        given.get("WARC-Target-URI", ""),
        kind,
        payload=io.BytesIO(payload),
        length=len(payload),
        warc_headers_dict=given,
        http_headers=http,
    )
    writer.write_record(record)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Record:
    """What a response or revisit record says. `body_at` is where a revisit's body was stored: file and offset."""

    revisit: bool
    unmodified: bool
    record_id: str
    refers_to: str | None
    key: str
    url: str
    fetched_at: dt.datetime
    status: int
    headers: Headers
    sha256: str
    body: bytes = field(repr=False)
    body_at: tuple[str, int] | None
    origin: str | None
    purpose: Purpose | None


def unpack(plain: bytes, where: str) -> Record | None:
    """The record in `plain`; None for kinds other than response and revisit, which are not parsed.

    Raises ArchiveDamaged where it cannot be parsed or its body does not give its digest.
    """
    said = _KIND.search(plain, 0, max(plain.find(b"\r\n\r\n"), 0))
    if said is not None and said[1].lower() not in (b"response", b"revisit"):
        return None
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(plain))))
        if record.rec_type not in ("response", "revisit"):
            return None
        return _record(record, where)
    except (ArchiveLoadFailed, StopIteration, EOFError, ValueError, AttributeError, TypeError) as error:
        raise ArchiveDamaged(f"expected a WARC record of HTTP, found {error!r}: {where}") from error


def _record(record: Any, where: str) -> Record:
    fields: Headers = tuple(record.rec_headers.headers)
    http = record.http_headers
    body: bytes = record.raw_stream.read()
    algorithm, _, digest = (header(fields, "WARC-Payload-Digest") or "").partition(":")
    revisit = record.rec_type == "revisit"
    if algorithm != "sha256" or (not revisit and digest != _sha256(body)):
        raise ArchiveDamaged(f"expected a body of sha256 {digest}, found {_sha256(body)}: {where}")
    url = header(fields, "WARC-Target-URI") or ""
    file_name, _, offset = (header(fields, BODY) or "").rpartition(" ")
    purpose = header(fields, FOR)
    return Record(
        revisit=revisit,
        unmodified=header(fields, "WARC-Profile") == UNMODIFIED,
        record_id=header(fields, "WARC-Record-ID") or "",
        refers_to=header(fields, "WARC-Refers-To"),
        key=header(fields, KEY) or request_key("GET", url, b""),
        url=url,
        fetched_at=dt.datetime.fromisoformat(header(fields, "WARC-Date") or ""),
        status=int(http.get_statuscode()),
        headers=tuple(http.headers),
        sha256=digest,
        body=body,
        body_at=(file_name, int(offset)) if file_name else None,
        origin=header(fields, ORIGIN),
        purpose=Purpose.parse(purpose) if purpose else None,
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def new_id() -> str:
    """A new record id."""
    return f"<urn:uuid:{uuid.uuid4()}>"


def warc_date(moment: dt.datetime) -> str:
    """A moment as WARC 1.1 writes it, in UTC with microseconds."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
