"""From a file to its claims: bytes checked and decoded, the page parsed, its articles extracted. No warehouse here."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from flows.errors import InputError
from flows.extract.assemble import extract
from flows.parse.scan.page import read_page
from flows.parse.sentences import split_sentences
from warehouse.model import Article, Extraction, Numeral, Sentence

LARGEST = 32 * 1024 * 1024  # bytes of one text; a page has some 50,000, a year of a paper's page one some 10 million
ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MANY_CONTROLS = 8  # a stray one is a scanner's; so many in the first page are a binary file's


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """An article with its sentences and what was extracted from them."""

    article: Article
    sentences: tuple[Sentence, ...]
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """A page: its articles as read, and the numerals printed outside all of them (offsets in the file)."""

    articles: tuple[ArticleReading, ...]
    furniture: tuple[Numeral, ...]

    def pairs(self) -> list[tuple[Article, Extraction]]:
        """What the warehouse loads."""
        return [(reading.article, reading.extraction) for reading in self.articles]


def read_document(
    text: str, *, source_id: str, published_on: dt.date, page: str = "", doc: str = ""
) -> DocumentReading:
    """Parse the text of a page and extract every article of it. Pure: the same text gives the same reading."""
    parsed = read_page(text, source_id=source_id, published_on=published_on, page=page, doc=doc)
    readings = []
    for article in parsed.articles:
        sentences = split_sentences(article)
        readings.append(ArticleReading(article, sentences, extract(article, sentences)))
    return DocumentReading(tuple(readings), parsed.furniture)


def document_name(path: Path) -> str:
    """The document's id: the file's name up to the first `_` or `.` ("000_a1.txt" -> "000")."""
    return re.split(r"[_.]", path.name, maxsplit=1)[0] or path.name


def known_encoding(given: str) -> str:
    """The codec for `--encoding`; the older Chinese charsets are read as GB18030. Raises InputError."""
    codec = ENCODINGS.get(given.lower())
    if codec is None:
        raise InputError(f"expected utf-8 or gb18030 for --encoding, found {given!r}: name one of the two")
    return codec


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """The file's text, each character at its offset in the file; carriage returns become blanks or line feeds.

    `path` "-" is the standard input. Raises InputError for a file that is missing, empty, binary, wrongly encoded or
    larger than LARGEST; never holds more than that of it.
    """
    name = "the standard input" if str(path) == "-" else str(path)
    content = _read_bytes(path, name)
    if not content.strip():
        raise InputError(f"expected a text in {name}, found an empty file: give the page's text")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"expected {encoding} in {name}, found UTF-16: convert it with `iconv -f utf-16 -t utf-8`")
    if b"\0" in content:
        at = content.index(b"\0")
        raise InputError(f"expected a text in {name}, found a binary file (a zero byte at {at}): give the text itself")
    text = _decode(content, encoding, name)
    if len(_CONTROL.findall(text[:65536])) >= _MANY_CONTROLS:
        raise InputError(f"expected a text in {name}, found a binary file (control characters): give the text itself")
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _read_bytes(path: Path, name: str) -> bytes:
    too_large = f"expected at most {LARGEST >> 20} MiB in {name}, found more: split the text, by issue or by page"
    try:
        if str(path) == "-":
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with path.open("rb") as stream:
                status = os.fstat(stream.fileno())
                if stat.S_ISREG(status.st_mode) and status.st_size > LARGEST:
                    raise InputError(too_large.replace("found more", f"found {status.st_size / 2**20:.0f} MiB"))
                content = stream.read(LARGEST + 1)
    except OSError as error:
        raise InputError(
            f"expected a text file at {path}, found: {_said(error)}; name a file that can be read"
        ) from error
    if len(content) > LARGEST:
        raise InputError(too_large)
    return content


def _said(error: OSError) -> str:
    return {errno.ENOENT: "no such file", errno.EISDIR: "a folder", errno.EACCES: "no permission to read it"}.get(
        error.errno or 0, error.strerror or str(error)
    )


def _decode(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        found = f"byte 0x{content[error.start]:02x} at {error.start}"
    advice = "give its encoding with --encoding, or the text itself"
    if encoding == "utf-8" and _decodes(content, "gb18030"):
        advice = "it reads as GB18030: add --encoding gb18030"
    elif encoding == "gb18030" and _decodes(content, "utf-8"):
        advice = "it reads as UTF-8: leave --encoding out"
    raise InputError(f"expected {encoding.upper()} in {name}, found {found}, which is none: {advice}")


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
