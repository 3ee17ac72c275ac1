"""What is a name and what is none, where its edges are, and what becomes of a claim that has none."""

from __future__ import annotations

import datetime as dt
import random
import time
from dataclasses import replace
from decimal import Decimal

import pytest

from flows.extract.assemble import extract
from flows.extract.claim.gate import gate
from flows.extract.claim.indicator import part_of_whole
from flows.extract.mention.phrase import en, zh
from flows.extract.mention.phrase.shared import Words
from flows.parse.sentences import split_sentences
from warehouse.model import NAMELESS, Article, Claim, Language, Paragraph

NO_NAMES = [
    "至",
    "同口径相",
    "台阶",
    "人民币",
    "个",
    "增长",
    "+",
    "]",
    "旬",
    "历史同期",
    "比上年同旬",
    "高于全国平均水平",
    "未来几个月",
    "2009",
    "亿元",
    "人次",
    "实际上",
]
NAMES = [
    "纱",
    "内需",
    "有效发明专利",
    "比亚迪销量",
    "就业人员",
    "高速公路里程",
    "人口",
    "芯片",
    "最终消费支出",
    "稳定性",
    "GDP",
    "PMI",
    "交易所",
    "原则",
]


@pytest.mark.parametrize("words", NO_NAMES)
def test_what_is_no_name_says_why(words: str) -> None:
    assert zh.fault(words)


@pytest.mark.parametrize("words", NAMES)
def test_a_name_is_no_fault(words: str) -> None:
    assert zh.fault(words) == ""
    assert zh.trim(words) == words


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("左右、充电设施", "充电设施"),
        ("市场份额继续排名", "市场份额"),
        ("之后调高至", "调高至"),
        ("增速大幅拉", "增速"),
        ("失业率为多年最低", "失业率"),
        ("PCT(《某条约》)专利申请量", "PCT专利申请量"),
        ("快递业务量(不含包裹)", "快递业务量(不含包裹)"),
    ],
)
def test_edges_of_names(printed: str, name: str) -> None:
    assert zh.trim(printed) == name


@pytest.mark.parametrize("words", ["mark a", "the figure", "s", "'s", "its growth", "12"])
def test_english_words_that_only_point(words: str) -> None:
    assert en.fault(en.trim(words)) or not en.trim(words)


@pytest.mark.parametrize(
    ("part", "whole", "full"),
    [
        ("发明专利", "专利授权量", "发明专利授权量"),
        ("短期贷款", "住户部门贷款", "住户部门短期贷款"),
        ("基金投资规模", "养老保险基金结存", "养老保险基金投资规模"),
        ("税收收入", "财政收入", "税收收入"),
    ],
)
def test_a_part_takes_what_its_whole_lends(part: str, whole: str, full: str) -> None:
    assert part_of_whole(part, whole) == full


def test_words_cover_what_they_make_and_nothing_else() -> None:
    draw = random.Random(5)
    class_ = Words(["的", "了", "的了", "将会", "会"])
    for _ in range(200):
        made = "".join(draw.choices(sorted(class_.words), k=draw.randint(1, 6)))
        assert class_.covers(made)
        assert not class_.covers(made + "铁")
    assert not class_.covers("")
    begun = time.process_time()
    assert not class_.covers("的了" * 20_000 + "铁")
    assert time.process_time() - begun < 2


def claim_of(text: str) -> Claim:
    article = Article("a", "s", dt.date(2025, 9, 19), text, (Paragraph(0, len(text)),), lang=Language.ZH)
    return extract(article, split_sentences(article)).claims[0]


def test_a_claim_without_a_name_is_marked_and_hardly_believed() -> None:
    named = claim_of("上半年粮食产量增长3.1%。")
    assert gate(named) == named
    marked = gate(replace(named, indicator="至"))
    assert marked.confidence <= Decimal("0.1")
    assert any(rule.startswith(NAMELESS) for rule in marked.rule_trail)
    assert gate(replace(named, indicator="至", breakdown="粮食")).rule_trail == named.rule_trail
