"""The same rows at the same address with another ending: .csv .json .parquet .xlsx, and .metadata.json beside them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import polars as pl
from starlette.responses import Response

from warehouse.read.answer import Answer
from warehouse.read.public import json_value, plain_text
from warehouse.read.workbook import Sheet, write_workbook

ROWS = (".csv", ".json", ".parquet", ".xlsx")
PICTURES = (".svg", ".png")
METADATA = ".metadata.json"
KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    METADATA: "application/json",
}
MOST = 50_000  # rows of one file; more by `gongbao export`


def split(name: str, allowed: Sequence[str]) -> tuple[str, str]:
    """A key and the ending behind it, empty where none of `allowed` is. A dot within the key is the key's own."""
    for ending in sorted(allowed, key=len, reverse=True):
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending), ending
    return name, ""


def respond(found: Answer, ending: str, name: str, *, with_mark: bool = False) -> Response:
    """The rows as a file. `with_mark`: CSV with a byte order mark, by which Excel knows UTF-8."""
    content = {".csv": _csv, ".json": _json, ".parquet": _parquet, ".xlsx": _xlsx}[ending](found)
    if ending == ".csv" and with_mark:
        content = b"\xef\xbb\xbf" + content
    return file(content, ending, name)


def file(content: bytes | str, ending: str, name: str) -> Response:
    """`content` under a name of its own; pictures and JSON are shown, the rest is saved."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "-" for sign in name)
    shown = "inline" if ending in {*PICTURES, ".json", METADATA} else "attachment"
    told = f"{shown}; filename=\"{plain}{ending}\"; filename*=UTF-8''{quote(name.replace('/', '-') + ending, safe='')}"
    return Response(content, media_type=KINDS[ending], headers={"Content-Disposition": told})


def metadata(given: Mapping[str, Any]) -> Response:
    """What the rows are, as JSON."""
    text = json.dumps(given, ensure_ascii=False, indent=2, default=json_value)
    return Response(text, media_type=KINDS[METADATA])


def _csv(found: Answer) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(found.columns)
    writer.writerows([[_field(value) for value in row] for row in found.rows])
    return out.getvalue().encode()


def _field(value: object) -> str:
    """Decimals as the warehouse's `decimal_text`: with a point, for readers that guess a column by its first rows."""
    text = plain_text(value)
    return f"{text}.0" if isinstance(value, Decimal) and "." not in text else text


def _json(found: Answer) -> bytes:
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    return json.dumps(rows, ensure_ascii=False, default=json_value).encode()


def _parquet(found: Answer) -> bytes:
    out = io.BytesIO()
    _frame(found).write_parquet(out, compression="zstd")
    return out.getvalue()


def _frame(found: Answer) -> pl.DataFrame:
    columns = list(zip(*found.rows, strict=True)) if found.rows else [()] * len(found.columns)
    series = []
    for name, values in zip(found.columns, columns, strict=True):
        kinds = {type(value) for value in values if value is not None}
        if kinds and kinds <= {Decimal}:
            series.append(pl.Series(name, values, dtype=pl.Decimal(38, 10)))
        elif kinds & {list, dict} or len(kinds) > 1:
            series.append(
                pl.Series(name, [None if value is None else plain_text(value) for value in values], pl.String)
            )
        else:
            series.append(pl.Series(name, values, dtype=None if kinds else pl.String))
    return pl.DataFrame(series)


def _xlsx(found: Answer) -> bytes:
    out = io.BytesIO()
    write_workbook(out, [Sheet("data", found.columns, found.rows)])
    return out.getvalue()
