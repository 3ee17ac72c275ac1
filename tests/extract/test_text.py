"""Even text: what it makes alike, and the laws of the way back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.text.characters import TABLES
from flows.extract.text.even import Even, even_title, make_even
from flows.extract.text.names import Names
from flows.extract.text.steps import republic_years
from flows.extract.text.way import Edit, Way, edited
from flows.parse.sentences import split_sentences
from warehouse.model import Article, Language, Paragraph, Role
from warehouse.vocabulary.characters import is_traditional, simplified_characters, simplify

PIECES = st.sampled_from(
    [
        *[
            "2025",
            " ",
            "年",
            "1",
            "—",
            "5",
            "月",
            "，",
            "產",
            "量",
            "。",
            "万",
            "吨",
            "[3]",
            "²",
            "m",
            "㎡",
            "½",
            "%",
            " ",
            "\u3000",
        ],
        *[
            "\u200b",
            "\u00ad",
            "\ufe0f",
            "GDP",
            "摘 要",
            "4 027",
            "459. 8",
            "（",
            "乾隆",
            "計畫",
            "\t",
            "|",
            "e\u0301",
            "\ud800",
            "𝟏",
            "⽔",
        ],
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)
ROLES = st.sampled_from([Role.BODY, Role.TITLE, Role.TABLE])
LANGUAGES = st.sampled_from(list(Language))


def even_of(*lines: str, role: Role = Role.BODY, lang: Language = Language.ZH) -> Even:
    """The lines as paragraphs of an article, made even."""
    text, paragraphs = "", []
    for line in lines:
        paragraphs.append(Paragraph(len(text), len(text) + len(line), role, lang))
        text += line + "\n"
    article = Article("any", "any", dt.date(2025, 9, 19), text[:-1], tuple(paragraphs), lang=lang)
    return make_even(article, split_sentences(article))


@given(st.lists(TEXTS, min_size=1, max_size=4), ROLES, LANGUAGES)
@settings(max_examples=400, deadline=None)
def test_from_even_text_to_the_article_and_back_is_the_same_place(lines: list[str], role: Role, lang: Language) -> None:
    even = even_of(*lines, role=role, lang=lang)
    printed, simplified, last = even.printed.text, simplify(even.printed.text), -1
    for at, char in enumerate(even.article.text):
        start, end = even.span(at, at + 1)
        assert last <= start < end <= len(printed)
        last = back = start
        for way in even.ways:
            back = way.even(back)
        if printed[start] in "㎡½²":  # one character for several: all of them lead to it
            assert back <= at <= back + 2
        else:
            assert back == at
            assert char in (simplified[start], simplified[start].translate(TABLES[lang]), " ")


@given(st.lists(TEXTS, min_size=1, max_size=4), ROLES, LANGUAGES)
@settings(max_examples=200, deadline=None)
def test_every_paragraph_and_sentence_stands_in_its_place(lines: list[str], role: Role, lang: Language) -> None:
    even = even_of(*lines, role=role, lang=lang)
    assert len(even.article.paragraphs) == len(even.printed.paragraphs)
    assert [p.end + 1 for p in even.article.paragraphs[:-1]] == [p.start for p in even.article.paragraphs[1:]]
    for sentence in even.sentences:
        assert sentence.text == even.article.text[sentence.start : sentence.end]
        paragraph = even.article.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start <= sentence.end <= paragraph.end


@given(st.text(alphabet="今年上半年，。产量12.5万吨同比增长%（）、亿元—－", max_size=60))
def test_simplified_text_without_blanks_keeps_its_length(line: str) -> None:
    even = even_of(line)
    assert even.ways == () and len(even.article.text) == len(line)


@pytest.mark.parametrize(
    ("printed", "even"),
    [
        ("2025 年 1—5 月份产量 12.5 万吨。", "2025年1-5月份产量12.5万吨。"),
        ("產量３ １５８萬噸，增長５．６ ％。", "产量3158万吨,增长5.6%。"),
        ("面积12万㎡，长3km²。", "面积12万m2,长3km2。"),
        ("增长5%[3]，达12亿元²。", "增长5%,达12亿元。"),
        ("摘 要：用 户 3 万 户", "摘要:用户3万户"),
        ("甲乙 丙丁，LED 灯 30 万只。", "甲乙 丙丁,LED灯30万只。"),
        ("水泥 120 135 140", "水泥 120 135 140"),
        ("人民网 | 2025 年 | 3 月", "人民网 | 2025 年 | 3 月"),
    ],
)
def test_even_text(printed: str, even: str) -> None:
    assert even_of(printed).article.text == even


@pytest.mark.parametrize(
    ("printed", "even"),
    [
        ("经济运行平稳 1—8月出口增长5%", "经济运行平稳 1-8月出口增长5%"),
        ("1—8 月出口增长 5%", "1-8月出口增长5%"),
        ("全國產量  創新高", "全国产量  创新高"),
    ],
)
def test_a_blank_in_a_title_may_part_two_headlines(printed: str, even: str) -> None:
    assert even_of(printed, role=Role.TITLE).article.text == even == even_title(printed, Language.ZH)


def test_cells_stay_apart_and_a_line_break_in_one_is_closed() -> None:
    assert even_of("同比 增长（%）\t1 234\t水 泥", role=Role.TABLE).article.text == "同比增长(%)\t1 234\t水泥"


def test_english_keeps_its_blanks_and_dashes() -> None:
    even = even_of("Output – up 5.2 % – rose\u00a0to 3 million tonnes,\u200b a minus is \u22122 %.", lang=Language.EN)
    assert even.article.text == "Output – up 5.2% – rose to 3 million tonnes, a minus is -2%."


def test_numbers_of_footnotes_are_accounted_for() -> None:
    even = even_of("增长5%[3][14]。")
    assert [(mark.text, str(mark.outcome)) for mark in even.marks] == [("[3][14]", "reference")]


def test_offsets_go_through_deletions_and_expansions() -> None:
    text = "ab  cd㎡e"
    edits = [Edit(2, 4), Edit(6, 7, "m2")]
    way = Way(edits)
    assert edited(text, edits) == "abcdm2e"
    assert [way.span(at, at + 1) for at in range(7)] == [(0, 1), (1, 2), (4, 5), (5, 6), (6, 7), (6, 7), (7, 8)]
    assert [way.even(at) for at in range(9)] == [0, 1, 2, 2, 2, 3, 4, 6, 7]
    assert way.span(1, 3) == (1, 5) and way.span(3, 3) == (5, 5)


def test_every_entry_of_the_table_is_one_character_for_one() -> None:
    table = simplified_characters()
    assert len(table) > 3000
    assert all(len(one) == len(to) == 1 and one != to for one, to in table.items())
    assert {table[one] for one in "國產萬億噸臺裡後發髮"} == set("国产万亿吨台里后发")


@pytest.mark.parametrize("text", ["乾县、於潜的产量", "据了解，著名企业", "只有后里一处", "GDP 5%"])
def test_a_simplified_text_is_left_as_it_is(text: str) -> None:
    assert not is_traditional(text) and simplify(text) == text


def test_words_that_are_not_the_sum_of_their_characters() -> None:
    assert simplify("據瞭解，計畫於乾隆年間") == "据了解，计划于乾隆年间"


def test_names_are_written_as_the_article_writes_them() -> None:
    printed = "後里鄉的髮飾、發電量，發展；后冠"
    names = Names(printed, simplify(printed), simplify(printed))
    assert [names.name(simplify(word)) for word in ("發電量", "髮飾", "后冠", "後里鄉發展")] == [
        *["發電量", "髮飾", "后冠", "後里鄉發展"]
    ]
    assert names.place("CN-GD") == "CN-GD"
    assert Names("深圳—香港集群", "深圳—香港集群", "深圳-香港集群").place("深圳-香港集群") == "深圳—香港集群"


def test_years_of_the_republic_are_counted_on_in_taiwan_alone() -> None:
    """A history of the mainland may tell of 民国27年, and 85年 there is 1985."""
    assert republic_years("该厂民国27年创办，85年产值8亿元。") == []
    assert [edit.new for edit in republic_years("民国95年突破百亿元，102年达148亿元。")] == ["民国1"]
