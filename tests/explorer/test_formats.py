"""Files and figures as other programs and readers take them: what the endings write, how numbers are said."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal

import polars as pl
import pytest
import vl_convert

from warehouse.explorer import chart, endings, figures, words
from warehouse.explorer.chart import Point
from warehouse.read.answer import Answer
from warehouse.read.font import png_of, svg_of
from warehouse.read.public import with_floats, with_text_ids

ROWS = Answer(
    ("claim_id", "value", "day", "note"),
    (
        ("a", Decimal("229999999.9999999900"), dt.date(2025, 9, 19), '=HYPERLINK("x")'),
        ("b", Decimal("9223372036854775809.0000000000"), None, '逗号,引号"换行\n'),
        ("c", None, dt.date(1899, 12, 31), None),
    ),
)


def test_a_decimal_is_whole_in_every_form() -> None:
    told = endings.respond(ROWS, ".csv", "x").body.decode()
    assert "229999999.99999999," in told and "9223372036854775809.0," in told
    rows = json.loads(endings.respond(ROWS, ".json", "x").body)
    assert [row["value"] for row in rows] == ["229999999.99999999", "9223372036854775809", None], (
        "more than a float has"
    )
    frame = pl.read_parquet(io.BytesIO(endings.respond(ROWS, ".parquet", "x").body))
    assert frame["value"].to_list() == [row[1] for row in ROWS.rows]


def test_no_text_becomes_a_formula_of_a_spreadsheet() -> None:
    with zipfile.ZipFile(io.BytesIO(endings.respond(ROWS, ".xlsx", "x").body)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    texts = re.findall(r"<is><t[^>]*>(.*?)</t></is>", sheet)
    assert "<f>" not in sheet and "=HYPERLINK(&quot;x&quot;)" in [text.replace('"', "&quot;") for text in texts]
    assert "9223372036854775809" in texts, "a number that Excel would round is a text"


def test_a_key_keeps_its_own_dots() -> None:
    assert endings.split("5.5g_base_stations/CN/level.csv", endings.ROWS) == ("5.5g_base_stations/CN/level", ".csv")
    assert endings.split("5.5g_base_stations/CN/level", endings.ROWS) == ("5.5g_base_stations/CN/level", "")
    assert endings.split("a.metadata.json", (*endings.ROWS, endings.METADATA)) == ("a", ".metadata.json")
    assert endings.split(".csv", endings.ROWS) == (".csv", "")


def test_a_file_name_is_harmless() -> None:
    told = endings.respond(ROWS, ".csv", 'a"\r\nX: y/专利').headers["content-disposition"]
    assert "\n" not in told and told.count('"') == 2


def test_ids_are_text_and_counts_are_not() -> None:
    found = Answer(("series_id", "n", "inputs"), ((2**63, 2**60, [1, 2]), (None, 3, None)))
    assert with_text_ids(found).rows == (
        ("8000000000000000", 2**60, ["0000000000000001", "0000000000000002"]),
        (None, 3, None),
    )
    assert with_floats(ROWS).columns[:3] == ("claim_id", "value", "value_float")


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("4598000", "个", "459.8万个", "4.598 million units"),
        ("1180000000000", "CNY", "1.18万亿元", "1.18 trillion yuan"),
        ("-2.30", "%", "−2.3%", "−2.3 %"),
        ("8000", "家", "8,000家", "8,000 enterprises"),
        ("0", "pp", "0个百分点", "0 percentage points"),
        ("229999999.99999999", "盏", "2.2999999999999999亿盏", "229.99999999999999 million 盏"),
    ],
)
def test_a_quantity_is_said_as_one_counts(value: str, unit: str, zh: str, en: str) -> None:
    assert figures.quantity(Decimal(value), unit, "zh") == zh
    assert figures.quantity(Decimal(value), unit, "en") == en


@pytest.mark.parametrize(
    ("label", "zh", "en"),
    [
        ("2024", "2024年", "2024"),
        ("2025-07", "2025年7月", "July 2025"),
        ("2024-11-30", "2024年11月30日", "30 November 2024"),
        ("2020/2024", "2020年至2024年", "2020 to 2024"),
        ("2025-01/2025-08", "2025年1月至8月", "January 2025 to August 2025"),
        ("2024-11/2025-02", "2024年11月至2025年2月", "November 2024 to February 2025"),
    ],
)
def test_a_period_is_said_in_words(label: str, zh: str, en: str) -> None:
    assert (figures.period(label, "zh"), figures.period(label, "en")) == (zh, en)


def test_a_sentence_is_text_whatever_stands_in_it() -> None:
    assert figures.marked("<b>3</b> 个", "3") == "&lt;b&gt;<mark>3</mark>&lt;/b&gt; 个"
    assert figures.marked("<b>", "4") == "&lt;b&gt;" and figures.marked(None, None) == ""


def test_the_letters_of_a_picture_are_as_strong_as_a_browser_draws_them() -> None:
    """Ink of a label, by the size of the picture's data: a thin line leaves half as much as a regular one."""
    point = Point(dt.date(2024, 1, 1), Decimal(4_598_000), "actual", label="459.8万个")
    text = chart.specification([point], "个", "zh")
    thin = vl_convert.svg_to_png(svg_of(text), scale=2)
    assert _ink(png_of(text)) > 1.15 * _ink(thin)


@pytest.mark.parametrize(
    ("months", "stretches"),
    [
        ([1, 2, 3, 4, 5], [1, 1, 1, 1, 1]),
        ([1, 2, 3, 8, 9], [1, 1, 1, 2, 2]),
        ([9, 3, 1, 2, 8], [2, 1, 1, 1, 2]),
        ([1, 2, 12], [1, 1, 1]),  # of three values no step is the usual one
        ([1, 3, 6, 8], [1, 1, 1, 1]),
    ],
)
def test_a_line_breaks_at_a_gap(months: list[int], stretches: list[int]) -> None:
    points = [Point(dt.date(2024, month, 28), Decimal(month), "actual") for month in months]
    data = json.loads(chart.specification(points, "个", "zh"))["data"]["values"]
    assert [row["stretch"] for row in data] == stretches
    line = chart.svg(chart.specification(points, "个", "zh")).split('class="mark-line')[1:]
    assert len(line) == len(set(stretches))


def test_what_is_aimed_at_or_in_doubt_breaks_no_line() -> None:
    kinds = ["actual", "suspect", "actual", "target", "actual", "tentative"]
    points = [Point(dt.date(2020 + year, 1, 1), Decimal(1), kind) for year, kind in enumerate(kinds)]
    data = json.loads(chart.specification(points, "个", "zh"))["data"]["values"]
    assert [row["stretch"] for row in data if row["kind"] in chart.WAS] == [1, 1, 1, 1]


def _ink(png: bytes) -> int:
    """The darkness of a picture of eight bits a channel, whatever filter its rows are written with."""
    header = png.index(b"IHDR") + 4
    width, height = struct.unpack(">II", png[header : header + 8])
    size = 4 if png[header + 9] == 6 else 3
    data = zlib.decompress(b"".join(body for kind, body in _chunks(png) if kind == b"IDAT"))
    before, dark = bytearray(width * size), 0
    for at in range(height):
        line = data[at * (width * size + 1) : (at + 1) * (width * size + 1)]
        before = _unfiltered(line[0], line[1:], before, size)
        dark += sum(255 - value for value in before[::size])
    return dark


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def _unfiltered(kind: int, line: bytes, above: bytearray, size: int) -> bytearray:
    row = bytearray(line)
    for at in range(len(row)):
        left, up = (row[at - size] if at >= size else 0), above[at]
        corner = above[at - size] if at >= size else 0
        guess = left + up - corner
        paeth = min((left, up, corner), key=lambda each: abs(guess - each))
        row[at] = (row[at] + (0, left, up, (left + up) // 2, paeth)[kind]) & 255
    return row


def test_every_word_stands_in_both_languages() -> None:
    for kind, table in words._table().items():
        for name, said in table.items():
            assert len(said) == 2, f"{kind}.{name}"
            if kind == "page":
                assert all(said), name
                named = [sorted(part.partition("}")[0] for part in text.split("{")[1:]) for text in said]
                assert set(named[0]) >= set(named[1]) or set(named[1]) >= set(named[0]), name
