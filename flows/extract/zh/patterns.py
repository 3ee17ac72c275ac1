"""The pattern of all a numeral can be part of, one alternative for each kind: names and dates before quantities."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources

from flows.extract.mention.period import zh_words as words
from warehouse.vocabulary.units import units

HAN_DIGIT = "零〇一二三四五六七八九"
HAN_NUMERAL = "零〇一二两三四五六七八九十百千万亿"
# 千 that begins a unit is no thousand: 二百万千瓦, 五千克
HAN_THOUSAND = "千(?!瓦|米|克|卡|帕|伏|焦|赫)"
HAN_RUN = f"(?:[零〇一二两三四五六七八九十百万亿]|{HAN_THOUSAND}){{1,12}}"
HAN_SCALE = f"(?:[十百万亿]|{HAN_THOUSAND}){{1,2}}"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,18})(?:\.\d{1,18})?(?![\d])"
SCALE = r"(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|百(?!分)|千(?!瓦|米|克|卡|帕|伏|焦|赫|分点|字节|比特)|十(?!分|足))"


def _alternatives(listed: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(listed), key=lambda w: (-len(w), w)))


@functools.cache
def _word_patterns() -> tuple[str, str]:
    file = resources.files("flows.extract.mention.other").joinpath("zh.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return _alternatives(table["idiom"]), _alternatives(table["name"])


IDIOM, NAME = _word_patterns()
HAN_UNIT = _alternatives([u for u in units() if not u.isascii()])
LATIN_UNIT = _alternatives([u for u in units() if u[0].isascii() and u[0].isalpha()])
UNIT = rf"(?:%|{HAN_UNIT}|(?:{LATIN_UNIT})(?![A-Za-z]))"

ALTERNATIVES: list[tuple[str, str]] = [
    ("title", r"《[^《》]{0,80}》"),
    ("plan", words.PLAN),
    ("name", NAME),
    ("honour", r"(?<=[为获])[“‘][^”’]{1,24}[”’]"),
    ("quoted", r"[“‘][^”’“‘,。;:\d]{0,8}[零〇一二两三四五六七八九十百千万亿][^”’“‘,。;:\d]{0,10}[”’]"),
    (
        "reference",
        r"\d{3,4}-\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)|\d{19,}(?:\.\d+)?|第\d{1,6}(?:版|期|号)|〔\d{4}〕\d{1,4}号|\[\d{4}\]\d{1,4}号",
    ),
    (
        "clock",
        r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{1,2}时\d{1,2}分|\d{1,2}点\d{1,2}分|(?:上午|下午|凌晨|清晨|早上|早晨|中午|傍晚|晚上|深夜|晚)\d{1,2}[时点](?:\d{1,2}分)?",
    ),
    ("edition", r"[一二三四五六七八九十百]{1,4}届(?:[一二三四五六七八九十]{1,2}次)?"),
    ("years", words.YEARS),
    ("label", r"\d{4}年?版|\d{4}(?=\))|(?:上?世纪)?\d0年代"),
    ("period", words.PERIOD),
    ("span", words.SPANS),
    ("now", words.NOW),
    ("day", r"(?<![\d.])\d{1,2}日(?!均|产|处|照)"),
    ("year_only", r"(?<![\d.])(?:19|20)\d{2}(?![\d.,%年]|[万亿多余]|\s?(?:" + HAN_UNIT + r"|" + LATIN_UNIT + r"))"),
    ("tenor", r"\d{1,2}(?:年|个月|天)期"),
    ("plus", r"\d{1,4}(?:\+[\dA-Za-z]{1,4})+|\d+[×xX*]\d+(?:[×xX*]\d+)?"),
    ("strong", r"(?:\d{2,4}|百|千|双百)(?:多)?强"),
    ("latin", r"(?<![A-Za-z])[A-Za-z][A-Za-z.&+-]{0,15}\d[A-Za-z0-9.-]{0,15}"),
    ("generation", rf"\d{{1,4}}(?:\.\d{{1,3}})?(?!(?:{LATIN_UNIT})(?![A-Za-z]))[A-Za-z][A-Za-z0-9-]{{0,15}}"),
    (
        "fraction",
        r"(?:百|千|万|十|[二三四五六七八九]|\d{1,3})分之(?:"
        + DIGITS
        + rf"|[{HAN_NUMERAL}点]{{1,8}})(?:点[{HAN_DIGIT}]{{1,6}})?",
    ),
    ("slash", r"(?<![\d./])\d{1,2}/\d{1,3}(?![\d/])"),
    ("redouble", r"翻(?:了)?(?:近)?(?:[一两二三四五六]|\d)番(?:半)?|翻[番倍]"),
    ("half", r"减半|过?半数|过半|一半"),
    (
        "tenths",
        r"(?:[一二两三四五六七八九]|\d(?:\.\d)?)(?:到|至|-|~)?[一二三四五六七八九]?成(?:半)?(?![立为果本功就员品交长效绩都人熟形型因]|千上万|套)",
    ),
    ("batch", r"一(?:批|大批|系列)(?!次)"),
    (
        "one_in",
        rf"每[\u4e00-\u9fff]{{0,2}}(?:\d{{1,5}}(?:\.\d)?|[{HAN_NUMERAL}]{{1,3}})(?:{HAN_UNIT})(?:[^,。;\d]{{0,12}}?(?:就|中|里)有|[中里])(?:\d{{1,5}}|[{HAN_NUMERAL}]{{1,3}})(?:{HAN_UNIT})",
    ),
    (
        "basis",
        rf"[百千万][人户](?=拥有|均)|每[{HAN_NUMERAL}\d]{{0,6}}(?:{HAN_UNIT})|每\d{{0,4}}[百千万](?=[\u4e00-\u9fff])|(?:每)?万元(?=国内生产总值|GDP|地区生产总值|工业|产值|营业收入|营收|增加值)",
    ),
    (
        "rank",
        r"第(?:[一二三四五六七八九十百]{1,4}|\d{1,4})(?:位|名|大)?|首位|榜首|前(?:[二两三四五六七八九十]{1,2}|\d{1,3})(?:位|名|强)?(?![\d个月季年期后天])",
    ),
    (
        "idiom",
        rf"(?<=[统唯同单专归划逐上下新每某另这那任])一|(?<=进)一步|(?<![近逾超过破达])万家|{IDIOM}|[一二三四五六七八九十]{{1,2}}是(?!否)|\([一二三四五六七八九十\d]{{1,2}}\)",
    ),
    ("digits", DIGITS),
    (
        "han",
        rf"(?:(?<![指系倍])数(?=[十百千万亿])|几|(?<!以)上(?=[十百千万亿])|好几)?{HAN_RUN}(?:点[{HAN_DIGIT}]{{1,6}})?[多余几]?(?:{HAN_SCALE})?[多余]?(?:{UNIT})",
    ),
    ("rest", rf"[{HAN_NUMERAL}]{{1,20}}|\d+"),
]
STARTS = (
    rf"[{HAN_NUMERAL}\d《“‘〔\[今去前上下本当明后同年全近过最这未此目现截到如迄至翻减半每第首头榜数几好双\(步A-Za-z晚凌清早傍深二元开]"
    "|(?<=[统唯同单专归划逐上下新每某另这那任])一"
)
MASTER = re.compile(rf"(?={STARTS})(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in ALTERNATIVES) + ")")
