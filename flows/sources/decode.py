"""Bytes of a page to text, once and strictly: a byte that does not decode is an error, never U+FFFD."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from flows.sources.errors import UndecodablePage
from flows.sources.protocol import Response

_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_META = re.compile(rb"<(?:meta[^>]{0,200}?charset\s*=\s*|\?xml[^>]{0,100}?encoding\s*=\s*)[\"']?([\w.:-]+)", re.I)
_HEAD_BYTES = 4096
_GB = {"gb2312", "gbk", "gb18030", "gb_2312-80", "cp936", "x-gbk", "chinese"}
_SERVER_DEFAULTS = {"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "windows-1252", "cp1252"}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# UTF-8 read as GBK: 的 ， 。 become these
_MOJIBAKE = re.compile("[鐨锛銆]")
_PLAIN = re.compile("[的，。]")


def decode(response: Response) -> str:
    """The text of a page, a mirror's own address written as the source's: links lead to the publisher's pages.

    Raises UndecodablePage.
    """
    text, mirror = _decoded(response), response.origin.rstrip("/")
    if mirror and mirror.partition("://")[2] in text.replace("\\/", "/"):
        own = "://".join(urlsplit(response.base)[:2])
        for here, there in ((mirror, own), (mirror.partition(":")[2], own.partition(":")[2])):
            text = text.replace(here, there).replace(here.replace("/", "\\/"), there.replace("/", "\\/"))
    return text


def _decoded(response: Response) -> str:
    """Order: byte order mark, UTF-8 if it is that, header, meta, GB 18030.

    UTF-8 goes before the declarations since pages that say gb2312 and send UTF-8 are seen, and a page of GBK is never
    by chance valid UTF-8.
    """
    body = response.body
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _strict(body[len(mark) :], name, response.base)
    for name in _candidates(response):
        try:
            text = body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if name == "utf-8" or len(_MOJIBAKE.findall(text)) <= len(_PLAIN.findall(text)):
            return text
    return _strict(body, "utf-8", response.base)


def _candidates(response: Response) -> Iterator[str]:
    yield "utf-8"
    header = _HEADER.search(response.headers.get("content-type", ""))
    meta = _META.search(response.body[:_HEAD_BYTES])
    declared = [header[1].lower()] if header else []
    declared += [meta[1].decode("ascii").lower()] if meta else []
    yield from (name for name in declared if name not in _GB | _SERVER_DEFAULTS | {"utf-8", "utf8"})
    yield "gb18030"


def _strict(body: bytes, encoding: str, where: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        spot = body[error.start : error.start + 4].hex(" ")
        raise UndecodablePage(f"bytes {spot} at offset {error.start}, no {encoding}", where) from error
