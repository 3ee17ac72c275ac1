"""Pages -> articles: goldens (a page and what must come of it), what a line is, and laws that hold for every text."""

from __future__ import annotations

import ast
import datetime as dt
import json
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.parse import bylines
from flows.parse.characters import is_ink
from flows.parse.language import language_of
from flows.parse.scan.blocks import Block, make_blocks, title_like
from flows.parse.scan.furniture import is_masthead, mark_furniture
from flows.parse.scan.joining import joins
from flows.parse.scan.lines import read_lines, unwrap
from flows.parse.scan.page import Outside, PageReading, read_page
from flows.parse.sentences import split_sentences
from warehouse.model import Article, ArticleKind, Language, Role, SetAside

HERE = Path(__file__).parent
TOP = HERE.parents[1]
PAGES = sorted((HERE / "pages").glob("*.txt"))
DAY = dt.date(2025, 1, 1)
SEEDS = json.loads((HERE / "pages" / "seeds" / "articles.json").read_text(encoding="utf-8"))


def read(text: str, doc: str = "") -> PageReading:
    return read_page(text, source_id="x", published_on=DAY, doc=doc)


def seed_text(doc: str) -> str:
    for folder in (TOP / "seeds" / "documents", TOP / ".." / "shared" / "seeds"):
        for path in sorted(folder.glob(f"{doc}*")):
            return path.read_text(encoding="utf-8")
    pytest.skip("the seed documents are not here")


def corpus(name: str) -> list[dict[str, str]]:
    lines = (HERE / "pages" / "corpus" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def shown(case: dict[str, str]) -> str:
    return str(next(iter(case.values())))[:40]


def block_of(text: str) -> Block:
    blocks, _ = make_blocks(text, unwrap(text, read_lines(text)))
    assert len(blocks) == 1
    return blocks[0]


# ---- goldens ----


def as_golden(article: Article) -> dict[str, object]:
    names = ("kicker", "title", "subtitle", "byline", "credit")
    paragraphs = [
        [f"{p.role}" + (f":{p.pair}" if p.pair else ""), article.text[p.start : p.end]] for p in article.paragraphs
    ]
    found = {name: getattr(article, name) for name in names if getattr(article, name)}
    return {"kind": str(article.kind), **found, "paragraphs": paragraphs}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_gives_the_articles_written_beside_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    reading = read(text)
    assert [as_golden(article) for article in reading.articles] == expected["articles"]
    assert [[str(span.kind), text[span.start : span.end]] for span in reading.outside] == expected["outside"]
    assert [numeral.text for numeral in reading.furniture] == expected["furniture"]


def test_every_page_has_its_partner() -> None:
    assert {path.stem for path in PAGES} == {path.stem for path in (HERE / "pages").glob("*.json")}


@pytest.mark.parametrize("doc", sorted(SEEDS))
def test_every_article_of_a_seed_comes_out_whole(doc: str) -> None:
    articles = read(seed_text(doc), doc).articles
    assert len(articles) == len(SEEDS[doc])
    for article, wanted in zip(articles, SEEDS[doc], strict=True):
        headline = f"{article.kicker} {article.title} {article.subtitle}"
        assert all(words in headline for words in wanted["title"])
        assert bool(article.title) == bool(wanted["title"])
        first = next(p for p in article.paragraphs if p.role in (Role.BODY, Role.CAPTION))
        assert article.text[first.start :].startswith(wanted["starts"])
        assert article.kind == wanted["kind"]
        assert article.byline == wanted.get("byline", "")
        assert article.credit == wanted.get("credit", "")


def test_all_23_articles_of_the_seeds_are_listed() -> None:
    assert sum(len(articles) for articles in SEEDS.values()) == 23


def test_a_sentence_goes_on_behind_the_box_set_into_it() -> None:
    broken = 0
    for doc in ("000", "002"):
        for article in read(seed_text(doc), doc).articles:
            roles = [paragraph.role for paragraph in article.paragraphs]
            if Role.BOX in roles:
                before = article.paragraphs[roles.index(Role.BOX) - 1]
                text = article.text[before.start : before.end]
                assert text.endswith(("。", "……"))
                inserted = {segment.text_start for segment in article.segments}
                broken += any(before.start < start < before.end for start in inserted)
    assert broken == 2


def test_keys_are_stable_unique_and_name_the_page() -> None:
    text = seed_text("001")
    reading = read_page(text, source_id="gxdb", published_on=dt.date(2024, 12, 30), page="1", doc="001")
    keys = [article.article_id for article in reading.articles]
    assert keys == [f"gxdb-2024-12-30-1-{ordinal:02d}" for ordinal in range(1, 8)]
    assert read(text, "001").articles[0].article_id == "x-2025-01-01-001-01"


# ---- what a line is, and what it is not ----


@pytest.mark.parametrize("case", corpus("titles"), ids=shown)
def test_title_like(case: dict[str, str]) -> None:
    assert title_like(case["text"], language_of(case["text"]))


@pytest.mark.parametrize("case", corpus("titles.not"), ids=shown)
def test_not_title_like(case: dict[str, str]) -> None:
    assert not title_like(case["text"], language_of(case["text"])), case["why"]


@pytest.mark.parametrize("case", corpus("joins"), ids=shown)
def test_joins(case: dict[str, str]) -> None:
    assert joins(block_of(case["upper"]), block_of(case["lower"])), case["why"]


@pytest.mark.parametrize("case", corpus("joins.not"), ids=shown)
def test_does_not_join(case: dict[str, str]) -> None:
    assert not joins(block_of(case["upper"]), block_of(case["lower"])), case["why"]


@pytest.mark.parametrize("case", corpus("bylines"), ids=shown)
def test_byline(case: dict[str, str]) -> None:
    assert bylines.byline_of(case["text"]) == case["byline"]


@pytest.mark.parametrize("case", corpus("bylines.not"), ids=shown)
def test_no_byline(case: dict[str, str]) -> None:
    assert bylines.byline_of(case["text"]) is None, case["why"]


@pytest.mark.parametrize("case", corpus("credits"), ids=shown)
def test_credit(case: dict[str, str]) -> None:
    found = bylines.credit_of(case["text"])
    assert found is not None
    assert found[0] == case["credit"]


@pytest.mark.parametrize("case", corpus("credits.not"), ids=shown)
def test_no_credit(case: dict[str, str]) -> None:
    assert bylines.credit_of(case["text"]) is None, case["why"]


@pytest.mark.parametrize("case", corpus("openings"), ids=shown)
def test_opening(case: dict[str, str]) -> None:
    opening = bylines.read_opening(case["text"])
    assert opening is not None
    assert case["text"][opening.length :].startswith(case["rest"])
    assert opening.byline == case["byline"]


@pytest.mark.parametrize("case", corpus("openings.not"), ids=shown)
def test_no_opening(case: dict[str, str]) -> None:
    assert bylines.read_opening(case["text"]) is None, case["why"]


@pytest.mark.parametrize("case", corpus("photo_credits"), ids=shown)
def test_photo_credit(case: dict[str, str]) -> None:
    start = bylines.photo_credit_start(case["text"])
    assert start is not None
    assert case["text"][:start].rstrip() == case["rest"]


@pytest.mark.parametrize("case", corpus("photo_credits.not"), ids=shown)
def test_no_photo_credit(case: dict[str, str]) -> None:
    assert bylines.photo_credit_start(case["text"]) is None, case["why"]


@pytest.mark.parametrize("case", corpus("furniture"), ids=shown)
def test_furniture(case: dict[str, str]) -> None:
    assert mark_furniture([block_of(case["text"])]) == [True]


@pytest.mark.parametrize("case", corpus("furniture.not"), ids=shown)
def test_a_statistic_is_never_furniture(case: dict[str, str]) -> None:
    assert mark_furniture([block_of(case["text"])]) == [False], case["why"]
    assert not is_masthead(case["text"]), case["why"]


# ---- laws ----


def assert_nothing_is_lost(text: str) -> None:
    """Every character that prints stands once: in an article's segment, or in a span outside every article."""
    reading = read(text)
    times = [0] * len(text)
    for article in reading.articles:
        mapped = set()
        for segment in article.segments:
            for step in range(segment.length):
                times[segment.source_start + step] += 1
                mapped.add(segment.text_start + step)
        for at, character in enumerate(article.text):
            if at in mapped:
                assert text[article.source_offset(at)] == character
            else:
                assert character in "\n\t "
                with pytest.raises(ValueError, match="nowhere in the file"):
                    article.source_offset(at)
        edges = [(p.start, p.end) for p in article.paragraphs]
        assert article.text == "\n".join(article.text[start:end] for start, end in edges)
        assert all(article.text[start:end].strip() and "\n" not in article.text[start:end] for start, end in edges)
    for span in reading.outside:
        for at in range(span.start, span.end):
            times[at] += 1
    for at, character in enumerate(text):
        assert times[at] == 1 if is_ink(character) else times[at] <= 1, (at, character)
    for numeral in reading.furniture:
        assert text[numeral.char_start : numeral.char_end] == numeral.text
        assert numeral.outcome is SetAside.FURNITURE
    assert len({article.article_id for article in reading.articles}) == len(reading.articles)


FRAGMENTS = (
    *"一二三。，；：“”（）()!?.|#◆□ \t\r\n\f\u3000\u200b\ufeffaB1２%…",
    *("\n\n", "\n\n\n\n"),
    *("本报讯 ", "记者张某 ", "□ 本报记者 某某\n", "核心阅读\n", "本期导读\n", "2版\n", "(上接第一版)"),
    *("新华社北京4月24日电", "BEIJING, Oct. 25 (Xinhua) -- ", "The plan. ", "（来源：新华社）\n"),
    *("| a | b |\n", "|--|--|\n", " 摄\n"),
    *("增长5%", "## ", "中小企业发展\n", "工业增加值同比增长8.3%。\n", "图为车间。 某某 摄\n\n\n\n"),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=50).map("".join))
def test_no_character_is_lost_and_every_offset_leads_back(text: str) -> None:
    assert_nothing_is_lost(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_can_be_read(text: str) -> None:
    assert_nothing_is_lost(text)


@pytest.mark.parametrize("doc", sorted(SEEDS))
def test_no_character_of_a_seed_is_lost(doc: str) -> None:
    assert_nothing_is_lost(seed_text(doc))


def texts_of(text: str) -> list[str]:
    return [article.text for article in read(text).articles]


DISGUISES = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR alone": lambda text: text.replace("\n", "\r"),
    "a byte-order mark": lambda text: "\ufeff" + text,
    "trailing blanks": lambda text: text.replace("\n", " \t\u3000\n"),
    "zero-width characters": lambda text: text.replace("，", "\u200b，\u200b"),
    "form feeds at the ends": lambda text: "\f" + text + "\f",
    "line separators": lambda text: text.replace("\n", "\u2028"),
}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_what_does_not_print_changes_nothing(page: Path, disguise: str) -> None:
    text = page.read_text(encoding="utf-8")
    assert texts_of(DISGUISES[disguise](text)) == texts_of(text)


def wrapped(text: str, width: int, *, blank_lines: bool = True) -> str:
    """The text as a column of `width` half characters prints it: paragraphs indented, headlines not."""
    lines: list[str] = []
    for line in filter(None, text.split("\n")) if not blank_lines else text.split("\n"):
        headline = len(line) < 40 and line[-1:] not in "。…；，：;,:"
        current, used = ("", 0) if headline or not line else ("\u3000\u3000", 4)
        for character in line.strip():
            size = 1 if character.isascii() else 2
            if used + size > width and character not in "，。；、”：？！,.":
                lines.append(current)
                current, used = "", 0
            current, used = current + character, used + size
        lines.append(current)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("width", [36, 44, 50, 60])
@pytest.mark.parametrize("doc", ["000", "004"])
def test_a_column_of_any_width_reads_like_the_text_it_was_made_of(doc: str, width: int) -> None:
    text = seed_text(doc)
    assert [t.replace(" ", "") for t in texts_of(wrapped(text, width))] == [t.replace(" ", "") for t in texts_of(text)]


@pytest.mark.parametrize("width", [36, 44, 50, 60])
def test_a_column_without_blank_lines_reads_like_its_text(width: int) -> None:
    text = (
        "去年，全市规模以上工业增加值同比增长8.3%，高于全省平均水平1.2个百分点，其中高技术制造业增长14.6%，装备制造业增长11.9%。\n"
        "投资结构继续优化\n"
        "全年完成固定资产投资2310.4亿元，增长5.7%。工业投资增长12.8%，占全部投资的比重达到36.5%，比上年提高2.4个百分点。\n"
        "民间投资增长6.1%，民营企业新开工项目417个。\n"
        "外贸进出口总值达到895.2亿元，对共建“一带一路”国家进出口增长13.4%，新能源汽车出口4.6万辆，增长近一倍，带动就业超过2万人。\n"
    )
    assert texts_of(wrapped(text, width, blank_lines=False)) == texts_of(text)


def test_a_blanked_header_changes_nothing() -> None:
    text = "全市新增企业1.2万家，增长6%。\n"
    assert texts_of(" " * 12 + "\n" + " " * 40 + "\n\n" + text) == texts_of(text)


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\u3000\n", "\ufeff", "\u200b\u200d"])
def test_a_text_without_ink_gives_no_article(text: str) -> None:
    assert read(text) == PageReading((), (), ())


def test_a_giant_paragraph_is_one_article_of_many_sentences() -> None:
    articles = read("去年，全市工业增加值增长6.1%。" * 500).articles
    assert len(articles) == 1
    assert len(articles[0].paragraphs) == 1
    assert len(split_sentences(articles[0])) == 500


def test_a_photo_within_a_page_does_not_cut_the_article_around_it() -> None:
    text = (
        "港口建设提速\n\n□ 本报记者 某某\n\n去年吞吐量6亿吨。\n\n\n\n图为码头。 某某 摄\n\n"
        "今年计划增长5%。\n\n明年再增5%。\n"
    )
    reading = read(text)
    assert [article.kind for article in reading.articles] == [ArticleKind.ARTICLE, ArticleKind.PHOTO]
    assert reading.articles[0].text == "港口建设提速\n去年吞吐量6亿吨。\n今年计划增长5%。\n明年再增5%。"


def test_marks_of_continuation_are_outside_and_their_numbers_counted() -> None:
    reading = read("（上接第一版）\n\n全市新增企业1.2万家。\n")
    assert reading.articles[0].kind is ArticleKind.CONTINUATION
    assert [(span.kind, span.start, span.end) for span in reading.outside] == [(Outside.FURNITURE, 0, 7)]
    assert [numeral.text for numeral in reading.furniture] == ["一"]


HOSTILE = (*'“"（\n7万。. \t#|◆\u200b', "\r\n", ". ", "?!”", "…，", "记者某某 ", "A. ", "7\u200b")


@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_a_megabyte_of_anything_ends_in_bounded_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    began = time.process_time()
    for article in read(text).articles:
        split_sentences(article)
    assert time.process_time() - began < 10


def test_time_grows_with_the_length_of_a_page_of_short_lines() -> None:
    def seconds(lines: int) -> float:
        began = time.process_time()
        read("中小企业发展\n◆增长5%\n核心阅读\n\n本期导读\n2版\n" * lines)
        return time.process_time() - began

    seconds(200)
    assert seconds(4000) < 12 * max(seconds(1000), 0.02)


def test_the_room_imports_the_standard_library_and_the_model_only() -> None:
    allowed = {"flows.parse", "warehouse.model", "warehouse.values", "warehouse.vocabulary"}
    for path in sorted((TOP / "flows" / "parse").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                top = name.split(".")[0]
                assert top in sys.stdlib_module_names or any(name.startswith(room) for room in allowed), (path, name)


def test_the_language_of_a_paragraph_is_that_of_its_script() -> None:
    assert language_of("工业APP、PCT和R&D经费均有增长") is Language.ZH
    assert language_of("The company (某某公司) sold 3 million units") is Language.EN
    assert language_of("12.5 3.4", Language.EN) is Language.EN
