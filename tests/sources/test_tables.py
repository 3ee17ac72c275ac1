"""A table of a release, from its markup to its claims: cells over several columns, rows of the house's own kind."""

from __future__ import annotations

import datetime as dt

from bs4 import BeautifulSoup

from flows.extract.assemble import extract
from flows.parse.sentences import split_sentences
from flows.sources.body import table_rows
from warehouse.model import Article, Paragraph, Role

MARKUP = """
<table><tbody>
<tr><td rowspan="2"><p>指标</p></td><td colspan="2">7月</td><td colspan="2">1—7月</td></tr>
<tr><td>绝对量</td><td>同比增长<br>（%）</td><td>绝对量</td><td>同比增长<br>（%）</td></tr>
<tr><td>固定资产投资（不含农户）（亿元）</td><td>…</td><td>…</td><td>288229</td><td>1.6</td></tr>
<tr><td>分产业</td><td></td><td></td><td></td><td></td></tr>
<tr><td>　　第二产业</td><td>…</td><td>…</td><td>102740</td><td>8.9</td></tr>
<tr><td>　　其中：工业投资</td><td>…</td><td>…</td><td>…</td><td>－0.3</td></tr>
</tbody></table>
"""


def test_a_releases_table_gives_its_claims() -> None:
    table = BeautifulSoup(MARKUP, "lxml").table
    assert table is not None
    text = title = "2025年7月份固定资产投资主要数据"
    paragraphs = [Paragraph(0, len(title), Role.TITLE)]
    for row in table_rows(table):
        start, line = len(text) + 1, "\t".join(row)
        text += "\n" + line
        paragraphs.append(Paragraph(start, start + len(line), Role.TABLE))
    article = Article("a", "nbs", dt.date(2025, 8, 15), text, tuple(paragraphs), title=title)
    found = extract(article, split_sentences(article))
    told = {c.quote: (c.indicator, c.breakdown, c.measure.value, c.value, c.unit, c.period_start) for c in found.claims}
    january = dt.date(2025, 1, 1)
    assert told == {
        "288229": ("固定资产投资(不含农户)", "", "level", 28822900000000, "CNY", january),
        "1.6": ("固定资产投资(不含农户)", "", "growth", told["1.6"][3], "%", january),
        "102740": ("第二产业投资", "", "level", 10274000000000, "CNY", january),
        "8.9": ("第二产业投资", "", "growth", told["8.9"][3], "%", january),
        "－0.3": ("工业投资", "固定资产投资(不含农户)", "growth", told["－0.3"][3], "%", january),
    }
    assert (float(told["1.6"][3]), float(told["8.9"][3]), float(told["－0.3"][3])) == (1.6, 8.9, -0.3)
    assert not [n for n in found.numerals if n.outcome == "not_understood"]
    for claim in found.claims:
        assert claim.sentence in article.text and claim.quote in claim.sentence
