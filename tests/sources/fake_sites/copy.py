"""What the press prints: issues of pages of pieces, written by a seeded hand; all figures are made up."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache


@dataclass(frozen=True)
class PrintedParagraph:
    """`kind`: p, heading, caption or table; a table's text is rows of cells joined by tabs and line feeds."""

    text: str
    kind: str = "p"


@dataclass(frozen=True)
class PrintedArticle:
    """One record of a page. `dropped` says why no article is expected of it; `whole` is what it joins up to."""

    title: str
    blocks: tuple[PrintedParagraph, ...] = ()
    kicker: str = ""
    subtitle: str = ""
    byline: str = ""
    credit: str = ""
    dropped: str = ""
    whole: tuple[PrintedParagraph, ...] = ()


@dataclass(frozen=True)
class Page:
    number: str
    name: str
    pieces: tuple[PrintedArticle, ...]


@dataclass(frozen=True)
class PressIssue:
    day: dt.date
    pages: tuple[Page, ...]


INDICATORS = (
    ("规模以上工业增加值", "%"),
    ("高技术制造业投资", "亿元"),
    ("新能源汽车产量", "万辆"),
    ("集成电路产量", "亿块"),
    ("社会消费品零售总额", "亿元"),
    ("货物进出口总额", "万亿元"),
    ("5G基站总数", "万个"),
    ("工业机器人产量", "万套"),
    ("电信业务收入", "亿元"),
    ("发明专利授权量", "万件"),
    ("可再生能源发电装机容量", "亿千瓦"),
    ("软件业务收入", "亿元"),
)
PLACES = ("全国", "广东省", "江苏省", "四川省", "浙江省", "安徽省", "湖北省", "陕西省", "上海市", "重庆市")
NAMES = ("要闻", "经济", "产业", "科技", "综合", "国际", "理论", "市场", "能源", "副刊")
BYLINES = ("", "本报编辑部", "本报采访组", "本报财经评论组", "本报驻华东记者站")


def _sentence(dice: random.Random, day: dt.date) -> str:
    name, unit = dice.choice(INDICATORS)
    place, month = dice.choice(PLACES), dice.randint(2, 12)
    part = f"{dice.randint(1, 49) / 10:.1f}"
    value, rate = f"{dice.randint(11, 9899) / 10:.1f}", f"{dice.randint(1, 299) / 10:.1f}"
    if unit == "%":
        return (
            f"前{month}个月，{place}{name}同比增长{rate}%，增速比上年同期加快{dice.randint(1, 39) / 10:.1f}个百分点。"
        )
    return dice.choice(
        (
            f"截至{day.year - 1}年底，{place}{name}达{value}{unit}，比上年增长{rate}%。",
            f"今年1—{month}月，{place}{name}{value}{unit}，同比增长{rate}%，占比提高{part}个百分点。",
            f"数据显示，{place}{name}为{value}{unit}；其中，民营企业贡献{dice.randint(31, 69)}.{dice.randint(0, 9)}%。",
            f"到{day.year + 3}年，{place}力争{name}突破{value}{unit}，年均增长{rate}%以上。",
        )
    )


def _table(dice: random.Random) -> PrintedParagraph:
    rows = [("指标", "本月", "同比（%）")]
    for name, unit in dice.sample(INDICATORS[1:], 3):
        rows.append((f"{name}（{unit}）", f"{dice.randint(100, 9999) / 10:.1f}", f"{dice.randint(-90, 290) / 10:.1f}"))
    return PrintedParagraph("\n".join("\t".join(row) for row in rows), "table")


def piece(dice: random.Random, day: dt.date, tables: bool = True) -> PrintedArticle:
    """One article: two to five paragraphs, now and then a heading, a caption, a table."""
    name, unit = dice.choice(INDICATORS)
    place = dice.choice(PLACES)
    figure = f"{dice.randint(2, 299) / 10:.1f}"
    title = (
        f"{place}{name}增长{figure}%" if unit == "%" else f"{place}{name}达{dice.randint(100, 99999) / 10:.1f}{unit}"
    )
    blocks = [
        PrintedParagraph("".join(_sentence(dice, day) for _ in range(dice.randint(1, 4))))
        for _ in range(dice.randint(2, 5))
    ]
    if dice.random() < 0.3:
        blocks.insert(1, PrintedParagraph(f"{dice.choice(NAMES)}运行总体平稳", "heading"))
    if dice.random() < 0.2:
        blocks.append(PrintedParagraph(f"图为{place}一条生产线，今年产量{dice.randint(10, 990)}万件。", "caption"))
    if tables and dice.random() < 0.15:
        blocks.append(_table(dice))
    return PrintedArticle(
        title=title,
        blocks=tuple(blocks),
        kicker=f"前{dice.randint(2, 11)}个月经济数据发布" if dice.random() < 0.25 else "",
        subtitle=f"比上年同期多{dice.randint(2, 98)}亿元" if dice.random() < 0.3 else "",
        byline=dice.choice(BYLINES),
    )


def _oddments(dice: random.Random, place: int) -> list[PrintedArticle]:
    """Records that are no articles, as real pages have them."""
    found = []
    if dice.random() < 0.5:
        found.append(
            PrintedArticle(
                "广告" if place % 2 else "公益广告",
                (PrintedParagraph("承接各类业务，电话见报尾。"),),
                dropped="advertisement",
            )
        )
    if dice.random() < 0.5:
        found.append(PrintedArticle("本版责编：编辑部", (PrintedParagraph("来稿邮箱见报尾。"),), dropped="editors"))
    if dice.random() < 0.3:
        found.append(PrintedArticle("图表新闻", (), dropped="empty"))
    return found


def _split(whole: PrintedArticle, here: str, there: str) -> tuple[PrintedArticle, PrintedArticle]:
    """An article printed on two pages, broken inside its second paragraph."""
    first, second, *rest = whole.blocks
    at = len(second.text) // 2
    at -= second.text[at - 1] == "。"  # inside a sentence, so that the parts make one paragraph
    head = replace(
        whole,
        blocks=(first, PrintedParagraph(f"{second.text[:at]}（下转第{there}版）")),
        whole=whole.blocks,
    )
    tail = PrintedArticle(
        whole.title[: max(6, len(whole.title) - 3)],
        (PrintedParagraph(f"（上接第{here}版）{second.text[at:]}"), *rest),
        dropped="joined",
    )
    return head, tail


@lru_cache(maxsize=256)
def written(seed: int, source_id: str, day: dt.date, pages: int, per_page: int, plain: bool = False) -> PressIssue:
    """The issue of a day: the same for the same arguments. The third of six or more pages is a joint one, the fourth is
    all advertisements, numbers skip after joint pages; one article runs from the first page to the
    second; `plain` has none of these."""
    dice = random.Random(f"{seed}/{source_id}/{day.isoformat()}")
    numbers = [f"{number:02d}" for number in range(1, pages + 1)]
    if pages >= 6 and not plain:
        numbers = ["01", "02", "0304", *(f"{number:02d}" for number in range(5, pages + 2))]
    names = [dice.choice(NAMES) for _ in numbers]
    if pages >= 6 and not plain:
        names[3] = "广告"
    made: list[list[PrintedArticle]] = []
    for place in range(len(numbers)):
        made.append([piece(dice, day) for _ in range(per_page)] + ([] if plain else _oddments(dice, place)))
    if pages >= 2 and not plain:
        whole = replace(piece(dice, day, False), kicker="", subtitle="")
        whole = replace(whole, blocks=tuple(block for block in whole.blocks if block.kind == "p"))
        head, tail = _split(whole, numbers[0], numbers[1])
        made[0].insert(1, head)
        made[1].insert(1, tail)
    if pages >= 6 and not plain:
        made[3] = [PrintedArticle("某某集团形象展示", (PrintedParagraph("广告内容"),), dropped="advertisement")]
    return PressIssue(day, tuple(Page(*row) for row in zip(numbers, names, map(tuple, made), strict=True)))


@dataclass(frozen=True)
class Chronicle:
    """The issues of one source: which days have one, and what stands in them."""

    source_id: str
    seed: int = 1
    pages: int = 4
    per_page: int = 4
    plain: bool = False
    weekdays: frozenset[int] = frozenset(range(7))
    first: dt.date = dt.date(2008, 1, 1)
    last: dt.date = dt.date(2030, 12, 31)
    absent: frozenset[dt.date] = frozenset()
    special: Callable[[dt.date], PressIssue | None] = field(default=lambda day: None)

    def has(self, day: dt.date) -> bool:
        return self.first <= day <= self.last and day.weekday() in self.weekdays and day not in self.absent

    def issue(self, day: dt.date) -> PressIssue | None:
        if not self.has(day):
            return None
        return self.special(day) or written(self.seed, self.source_id, day, self.pages, self.per_page, self.plain)
