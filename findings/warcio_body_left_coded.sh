#!/usr/bin/env bash
# warcio 1.8.1. Done: responses written as they came over the wire, then read by content_stream(), which undoes content and
# transfer codings. Expected: the page, whichever name of RFC 9110 and RFC 9112 the coding goes by ("x-gzip" means gzip, names
# of transfer codings know no case), and all of a body that is several gzip members (RFC 1952). Seen, without a word: "x-gzip"
# stays compressed, "Chunked" keeps its chunk lines, "gzip, gzip" stays compressed, and of two gzip members only the first is
# given: a page that ends in the middle and looks whole. "GZIP" and "chunked" are undone.
# This project archives bodies with their codings undone (flows/fetch/body.py reads every member; tests/fetch hold it), so that
# no reader of the archive has to.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "warcio==1.8.1"
"$folder/venv/bin/python" - <<'PY'
import gzip
import io

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGE = b"<p>Output of looms rose 5.2 percent.</p>" * 30


def read(body: bytes, *headers: tuple[str, str]) -> bytes:
    """The body of a record with these headers as content_stream() gives it."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    http = StatusAndHeaders("200 OK", list(headers), protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record("http://paper.example/", "response", io.BytesIO(body), http_headers=http))
    file.seek(0)
    given = next(ArchiveIterator(file)).content_stream().read()
    print([value for _, value in headers], "whole page" if given == PAGE else f"{len(given)} bytes of {len(PAGE)}")
    return given


packed, chunked = gzip.compress(PAGE), b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
assert read(packed, ("Content-Encoding", "gzip")) == PAGE
assert read(packed, ("Content-Encoding", "GZIP")) == PAGE
assert read(chunked, ("Transfer-Encoding", "chunked")) == PAGE
assert read(packed, ("Content-Encoding", "x-gzip")) == packed
assert read(gzip.compress(packed), ("Content-Encoding", "gzip, gzip")) == gzip.compress(packed)
assert read(chunked, ("Transfer-Encoding", "Chunked")) == chunked
members = gzip.compress(PAGE[:400]) + gzip.compress(PAGE[400:])
assert read(members, ("Content-Encoding", "gzip")) == PAGE[:400]
PY
