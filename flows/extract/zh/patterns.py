"""The pattern of all a numeral can be part of, one alternative for each kind: names and dates before quantities."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

from flows.extract.mention.numeral.zh import DIGITS, HAN_DIGIT, HAN_NUMERAL, HAN_RUN, HAN_SCALE
from flows.extract.mention.period import zh_words as words
from flows.extract.mention.quantity import parts_zh as parts
from flows.extract.mention.quantity.units_zh import HAN_UNIT, LATIN_UNIT, UNIT
from warehouse.vocabulary.anchor import Anchored
from warehouse.vocabulary.words import any_of, unnamed


@functools.cache
def _word_patterns() -> tuple[str, str]:
    file = resources.files("flows.extract.mention.other").joinpath("zh.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return any_of(table["idiom"]), any_of(table["name"])


IDIOM, NAME = _word_patterns()
# 12.5亿元, 300万辆: most numbers in digits are amounts, and the ways to say a period are many and dear to try
AMOUNT_FAILS = r"(?!\d+(?:[.,%‰万亿千百元吨人家户台辆件次倍平公立美瓦米亩]|个(?!季)))"
# 云海股份(600999): the numbers of the exchanges of Shanghai, Shenzhen and Beijing, alone in brackets behind a name
STOCK = r"(?<=[\u4e00-\u9fffA-Z]\()(?:00[0-3]|20[01]|30[01]|43\d|60[0135]|68[89]|8[37]\d|900|92\d)\d{3}(?=\))"
ALTERNATIVES: list[tuple[str, str]] = [
    ("title", r"《[^《》]{0,80}》"),
    ("plan", words.PLAN),
    # 东北三省 is a region, 二线、三线城市 are tiers: neither is a count
    ("name", rf"{NAME}|(?<=东北|西北|中部)[三五六]省|[一二三四五]线(?=[、和及与]|城市)"),
    ("honour", r"(?<=[为获])[“‘][^”’]{1,24}[”’]"),
    ("quoted", r"[“‘][^”’“‘,。;:\d]{0,8}[零〇一二两三四五六七八九十百千万亿][^”’“‘,。;:\d]{0,10}[”’]"),
    (
        "reference",
        r"\d{3,4}-\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)|\d{19,}(?:\.\d+)?|第\d{1,6}(?:版|期|号)|〔\d{4}〕\d{1,4}号|\[\d{4}\]\d{1,4}号"
        r"|(?<![\d.])\d{1,2}(?:\.\d{1,2}){2,4}(?![\d.]) ?(?=[\u4e00-\u9fff])"  # 1.1.2 市场价格: which heading
        r"|\d+\.(?:png|jpe?g|gif|pdf|docx?|xlsx?|s?html?)(?![A-Za-z])"  # a file's name
        r"|(?<=[下上]转|转第)[一二三四五六七八九十\d]{1,2}版"
        r"|(?<=日)[ ,]?\d{1,3} ?版(?![权本])"  # (2014年07月31日 12 版): a newspaper's page
        rf"|{STOCK}",
    ),
    ("proportion", parts.PROPORTION),
    (
        "clock",
        r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{1,2}时\d{1,2}分|\d{1,2}点\d{1,2}分|(?:上午|下午|凌晨|清晨|早上|早晨|中午|傍晚|晚上|深夜|晚)\d{1,2}[时点](?:\d{1,2}分)?",
    ),
    (
        "edition",
        r"[一二三四五六七八九十百]{1,4}届(?:[\u4e00-\u9fff]{0,5}[一二三四五六七八九十]{1,2}次(?=全?会|会议|全体))?",
    ),
    ("years", words.YEARS),
    (
        "iso",
        r"(?:(?<=截至)|(?<=截止)|(?<=[。;◆])|(?<=◆ ))\d{4}-\d{1,2}-\d{1,2}(?=,)",
    ),  # the day of a dated line's figures
    (
        "label",
        r"\d{4}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{1,2}(?!\d)|\d{4}年?版|\d{4}(?=\))"
        r"|(?:(?:上个?|20|二十)世纪)?(?:\d0|[一二三四五六七八九]十)年代",  # 上世纪八十年代初
    ),
    ("bundle", f"{AMOUNT_FAILS}(?:{words.BUNDLE})"),
    ("period", f"{AMOUNT_FAILS}(?:{words.PERIOD})"),
    ("span", words.SPANS),
    ("now", words.NOW),
    ("day", r"(?<![\d.])\d{1,2}日(?!均|产|处|照)|[一二三]?十[一二三四五六七八九]?日(?=专?[电讯])"),
    (
        "year_only",
        r"(?<![\d.])(?:19|20)\d{2}(?=台湾)|(?<![\d.])(?:19|20)\d{2}(?![\d.,%年]|[万亿多余]|\s?(?:"
        + HAN_UNIT
        + r"|"
        + LATIN_UNIT
        + r"))",
    ),
    ("tenor", r"\d{1,2}(?:年|个月|天)期"),
    ("plus", r"\d{1,4}(?:\+[\dA-Za-z]{1,4})+|\d+[×xX*]\d+(?:[×xX*]\d+)?"),
    (
        "strong",
        r"(?<=沪深|中证|标普|科创|国证|日经)(?:50|100|200|225|300|500|800|1000|2000)(?![\d.%点])|(?:\d{2,4}|百|千|双百)(?:多)?强",
    ),
    ("latin", r"(?<![A-Za-z])[A-Za-z][A-Za-z.&+-]{0,15}\d[A-Za-z0-9.-]{0,15}"),
    ("generation", rf"\d{{1,4}}(?:\.\d{{1,3}})?(?!(?:{LATIN_UNIT})(?![A-Za-z]))[A-Za-z][A-Za-z0-9-]{{0,15}}"),
    ("fraction", unnamed(parts.FRACTION)),
    ("slash", parts.SLASH),
    ("redouble", parts.REDOUBLED),
    ("half", parts.HALF),
    ("tenths", parts.TENTHS),
    ("batch", parts.BATCH),
    (
        "one_in",
        rf"每[\u4e00-\u9fff]{{0,2}}(?:\d{{1,5}}(?:\.\d)?|[{HAN_NUMERAL}]{{1,3}})(?:{HAN_UNIT})(?:[^,。;\d]{{0,12}}?(?:就|中|里)有|[中里])(?:\d{{1,5}}|[{HAN_NUMERAL}]{{1,3}})(?:{HAN_UNIT})",
    ),
    (
        "basis",
        r"(?<=\d:)1(?![\d.:])|"  # 收入比为2.05:1
        r"\d{4}(?:大卡|[Kk]cal|千卡)(?!/)|"  # 5500大卡动力煤: which coal, not how much heat
        rf"[百千万][人户](?=拥有|均)|每[{HAN_NUMERAL}\d]{{0,6}}(?:{HAN_UNIT})|每\d{{0,4}}[百千万](?=[\u4e00-\u9fff])|(?:每)?万元(?=国内生产总值|GDP|地区生产总值|工业|产值|营业收入|营收|增加值)",
    ),
    (
        "rank",
        r"第(?:[一二三四五六七八九十百]{1,4}|\d{1,4})(?:位|名|大)?|首位|榜首|前(?:[二两三四五六七八九十]{1,2}|\d{1,3})(?:位|名|强)?(?![\d个月季年期后天])",
    ),
    ("point", rf"[{HAN_NUMERAL}]{{1,6}}点[{HAN_DIGIT}]{{1,6}}(?:{HAN_SCALE})?{unnamed(UNIT)}"),  # 一点四万亿元
    (
        "idiom",
        rf"(?<=[统唯同单专归划逐上下新每某另这那任])一|(?<=的)一年(?![期多半里内中间来])|(?<=进)一步|(?<![近逾超过破达])万家|{IDIOM}|[一二三四五六七八九十]{{1,2}}是(?!否)|\([一二三四五六七八九十\d]{{1,2}}\)",
    ),
    ("digits", DIGITS),
    (
        "han",
        rf"(?:(?<![指系倍])数(?=[十百千万亿])|几|(?<!以)上(?=[十百千万亿])|好几)?(?:{HAN_RUN}[至到~-])?{HAN_RUN}(?:点[{HAN_DIGIT}]{{1,6}})?[多余几]?(?:{HAN_SCALE})?[多余]?{unnamed(UNIT)}",
    ),
    ("rest", rf"[{HAN_NUMERAL}]{{1,20}}|\d+"),
]
STARTS = (  # what each of them begins with
    rf"{HAN_NUMERAL}\d《“‘〔\[今去前上下本这当明后同年周星民全近过最这未此目现截到如迄至翻减半每第首头榜数几好双"
    r"\(步A-Za-z晚凌清早傍深二元开"
)
# The names stand behind their patterns: a group before one would hide its first letter from the engine.
MASTER = Anchored(STARTS, "|".join(f"(?:{pattern})(?P<{name}>)" for name, pattern in ALTERNATIVES))
