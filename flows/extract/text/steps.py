"""The steps that make a line even; each is a name, a pattern of where it works, and which characters of it give way.

A line is a paragraph whose characters are plain already. Nothing that prints is lost but the marks of footnotes, and
those are accounted for. The first steps are about characters, the others about blanks inside what is one word, one
number or one date; a blank between words of a Chinese line is left, for it parts items.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from flows.extract.text.way import Edit
from warehouse.model import Language, Role
from warehouse.values import dataclass
from warehouse.vocabulary.units import SCALES, units
from warehouse.vocabulary.words import any_of

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
_UNSEEN = [chr(c) for c in range(0x10000) if unicodedata.category(chr(c)) in ("Cf", "Cc") and chr(c) not in "\t\n\r"]
INVISIBLE = "".join(map(re.escape, _UNSEEN)) + "\ufe00-\ufe0f\U000e0000-\U000e01ef"


MEASURES = any_of([*units(), *SCALES])
SIGNS = any_of([word for word in units() if not re.match(f"[{HAN}]", word)])  # %, ℃, GWh


@dataclass(frozen=True, slots=True)
class Step:
    """What `pattern` finds gives way: all of it, its blanks alone, or to its plain form or to `new`."""

    name: str
    pattern: re.Pattern[str]
    blanks: bool = False
    plain: bool = False
    new: str = ""

    def edits(self, line: str) -> Iterator[Edit]:
        """The edits of one line, in order."""
        for found in self.pattern.finditer(line):
            if self.blanks:
                yield from (Edit(at, at + 1) for at in range(found.start(), found.end()) if line[at] == " ")
            elif self.plain:
                new = unicodedata.normalize("NFKC", found.group()).replace("\u2044", "/")
                yield Edit(found.start(), found.end(), new)
            else:
                yield Edit(found.start(), found.end(), self.new)


# 增长5.2%[3]。 is a mark; 发改[15]号 is none, nor are the bounds of [10,20]万吨
FOOTNOTE = re.compile(
    rf"(?:\[\d{{1,3}}\])+(?! ?号)|\[\d{{1,3}}(?:[-,、~]\d{{1,3}})+\](?! ?(?:{MEASURES}))"
    rf"|(?<=[{HAN}%‰)”’\"》,.;:。])[¹²³⁰⁴-⁹]{{1,3}}(?![\d¹²³⁰⁴-⁹])"
)
REPUBLIC = re.compile("民国 ?(?:[4-9]\\d|1\\d\\d) ?年")  # no 民国27年 of a history: as 台湾 counts its years
YEAR_OF_REPUBLIC = re.compile(  # 101年 in a text that once says 民国94年; no 120年历史, no 90年代
    r"(?<![\d民国第])(?<!\d,)(?<!国 )(?<!\d\d\.)(?:[89]\d|1[0-4]\d)年(?! ?[来代前后间内老期以多历长寿免级的])"
)
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
PINYIN = re.compile(rf"(?<=[{HAN}])\([a-zü]{{0,3}}[{TONED}][a-z]{{0,3}}\)")  # 百分點(diǎn): how a character is read
AND_BELOW = re.compile(  # 增长(同比，下同)5.2%; but (美元，下同) says what money is meant, and 环比 against what
    r"[(（](?![^()（）]{0,9}(?:元|币|单位|环比))(?:[^()（）]{0,9}[,，、;；])?以?下同[)）]"
)
NUMERAL_DASH = re.compile(
    r"(?<=\d)一(?=\d)|(?<=\d%)一(?=\d)|(?<=\d[年月日])一(?=\d{1,4}[年月日])"
)  # 2017一2019年, 1月一9月
CHARACTERS = (
    Step("what prints nothing", re.compile(f"[{INVISIBLE}]+")),
    Step("several characters in one", re.compile(r"[\u3300-\u33ff]|(?<=[A-Za-z])[²³]|(?<!\d)[¼½¾⅐-⅞]"), plain=True),
    Step("a footnote's mark", FOOTNOTE),
    Step("how a character is read", PINYIN),
    Step("the same below", AND_BELOW),
    Step("a dash set as a numeral", NUMERAL_DASH, new="-"),
)
ODD = re.compile(  # a line without these needs none of them
    rf"[{INVISIBLE}\u3300-\u33ff¹²³⁰⁴-⁹¼½¾⅐-⅞{TONED}]|\d\]|下同|\d[年月日%]?一\d"
)

# 3 158万吨, 459. 8万个: thousands set apart, a blank that crept in when a page was scanned
TORN = re.compile(
    rf"(?<=[{HAN}、,;:(]) ?(?:\d{{1,3}}(?: \d{{3}})+(?:\.\d{{1,4}})?|\d{{1,5}}(?: ?\. \d{{1,2}}| \.\d{{1,2}}| \d{{3}}))"
    rf"(?= ?(?:{MEASURES}))(?! ?[\d.年月日])"
)
DATE = re.compile(
    r"(?<=\d) {1,3}(?=[年月日时季])|(?<=[年月]) {1,3}(?=\d{1,2} {0,3}[月日])"
    r"|(?<=\d{4})(?: -|- | - )(?=\d{1,2} ?- ?\d{1,2}(?!\d))|(?<=\d{4} - \d\d)(?: -|- | - )(?=\d{1,2}(?!\d))"
)
SIGNED = re.compile(rf"(?<=[{HAN}(]) ?[+-] (?=\d[\d.]*(?:%|[{HAN}]| ?\)))")  # 基差 - 30元/吨( + 11)
RANGE = re.compile(  # not 增长5% -3%, which has a minus
    rf"(?<=[\d%年月万亿千元吨个家])(?: - |- | ~ ?|~ )(?=\d[\d.]* ?(?:[年月日号时]|{MEASURES}))"
)
LOST_DASH = re.compile(r"(?<![\d.])1 (?=(?:[2-9]|1[0-2])月)")  # 比1 7月份回落: the dash was lost on the way
SIGN = re.compile(rf"(?<=\d) (?=(?:{SIGNS})(?![A-Za-z]))")
BESIDE_MARK = re.compile(
    rf"(?<! ) +(?=[,、。;:!?)>》”’】」])|(?<=[、。;(<《“‘【「]) +(?!- )|(?<=[,:!?]) +(?=[{HAN}“《(])"
    rf"|(?<=[{HAN}%)”》][,:]) +(?=[\d+-])"
)
ITEM = re.compile(
    rf"(?<! ) ++- +(?=[{HAN}“]|\d{{4}}(?:[年HQ-]| - ))"
)  # 核心观点 - 上半年… - 预计…: what begins an item of a list
SPACED_OUT = re.compile(  # 摘 要:; 股 東 應 佔 溢 利人民幣, where a word follows at once
    rf"(?<![{HAN}\d])[{HAN}](?:(?: {{1,2}}[{HAN}]){{4,}}|(?: {{1,4}}[{HAN}])+(?![{HAN}\d]))"
)
SLASH = re.compile(rf"(?<=[{HAN}])(?: +/ *| */ +)(?=(?:{MEASURES})(?![A-Za-z]))")  # 3.2 元 / kg
WRAPPED = re.findall(  # words that a page broke in two at a line's end, of which a blank stayed: 同 比增长
    r"\S+",
    "增长 下降 上升 上涨 下跌 增加 减少 提高 回落 同期 分别 累计 达到 完成 亿元 万元 亿美元 万美元 万吨 万辆 百分点"
    " 全国 全省 产量 销量 产值 利润 收入 投资 占比 北京 天津 河北 山西 辽宁 吉林 上海 江苏 浙江 安徽 福建 江西 山东"
    " 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 内蒙古 黑龙江",
)
_TORN = "|".join(f"(?<={word[:at]} )(?={word[at:]})" for word in WRAPPED for at in range(1, len(word)))
TORN_WORD = re.compile(f" (?:(?<=[同环] )(?=比(?![例重]))|{_TORN})")
DIGITS = re.compile(rf"(?<=[{HAN}]) (?=[-+]?\d)|(?<=\d) (?=[{HAN}])|(?<=[%‰℃]) (?=[{HAN}])")
LETTERS = re.compile(rf"(?<=[{HAN}、,;:(]) ?[A-Z][A-Za-z0-9.&+-]{{0,15}} ?(?=[{HAN},、。;:)]|$)")
IN_CELL = re.compile(rf"(?<=[{HAN})%]) +(?=[{HAN}(])|(?<=[{HAN}]) +(?=[\d-])|(?<=\d) +(?=[{HAN}])")

ALWAYS = (
    Step("a dash lost between two months", LOST_DASH, new="1-"),
    Step("blanks in a date", DATE, blanks=True),
    Step("blanks in a number", TORN, blanks=True),
    Step("blanks in a range", RANGE, blanks=True),
    Step("blanks before a sign", SIGN),
    Step("blanks behind a number's sign", SIGNED, blanks=True),
    Step("blanks beside a mark", BESIDE_MARK),
    Step("words spaced out", SPACED_OUT, blanks=True),
    Step("a word broken by a line's end", TORN_WORD),
    Step("blanks around a unit's slash", SLASH, blanks=True),
)
BETWEEN = (
    Step("blanks between digits and characters", DIGITS),
    Step("blanks around letters", LETTERS, blanks=True),
)
CELLS = (*ALWAYS, Step("line breaks in a cell", IN_CELL))
ENGLISH = (Step("blanks before a sign", re.compile(r"(?<=\d) (?=%)")),)

ITEM_MARK = "◆"  # as some papers print it
ITEMS = Step("items of a list on one line", ITEM, new=ITEM_MARK)
ITEMS_OF_A_LIST = 2

TITLES = (Role.KICKER, Role.TITLE, Role.SUBTITLE, Role.HEADING)
UNSPACED = re.compile(rf"[{HAN}]\d|\d[{HAN}]")
PROSE = re.compile(rf"[。;、]|(?<=[{HAN}%)]),")
GAP = re.compile(r"(?<=[\d%)|│]) +(?=[(+-]?\d|[|│])|(?<=\S) {2,}(?=\S)")
ROW_GAPS = 2  # between columns; a line with so many and no prose in it is a row of a table


def about_characters(line: str, role: Role, lang: Language) -> tuple[Step, ...]:
    """The steps about characters, where the line has need of them."""
    return CHARACTERS if ODD.search(line) else ()


def about_blanks(line: str, role: Role, lang: Language) -> tuple[Step, ...]:
    """The steps about blanks: none where they part columns, fewer where they part the words of a title."""
    if " " not in line:
        return ()
    if lang is Language.EN:
        return ENGLISH
    if role is Role.TABLE:
        return CELLS
    if not PROSE.search(line) and sum(1 for _ in GAP.finditer(line)) >= ROW_GAPS:
        return ()
    if role in TITLES and UNSPACED.search(line):
        return ALWAYS  # 运行总体平稳 1-8月增加值增长5%: the blank parts two headlines
    steps = (*ALWAYS, *BETWEEN)
    return (ITEMS, *steps) if len(ITEM.findall(line)) >= ITEMS_OF_A_LIST else steps


def republic_years(text: str) -> list[Edit]:
    """The years that a text of 台湾 counts from 1912, each told as one: 民国 put before those that have it not."""
    if "民国" not in text or REPUBLIC.search(text) is None:
        return []
    return [Edit(at, at + 1, f"民国{text[at]}") for at in (m.start() for m in YEAR_OF_REPUBLIC.finditer(text))]
