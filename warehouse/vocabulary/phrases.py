"""An indicator's phrase as printed, made into the key it is looked up by; every step taken is told.

The same steps are taken with every alias (phrases.toml holds the words), so two printings of one name meet in one key.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from warehouse.values import dataclass
from warehouse.vocabulary.characters import simplify
from warehouse.vocabulary.words import any_of

MARKS = re.compile(r"[\s“”\"‘'’「」『』《》〈〉〝〞`,，、。;；:：·]+")
ENGLISH_MARKS = re.compile(r"[“”\"‘「」`,;:()\[\]]+")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
LATIN_NOTE = re.compile(r"\([a-z0-9 .&/-]+\)$|\((?:dou|mou|r&d|gdp|cpi|ppi|pmi|fdi|cagr|pct|iptv|m2|m1|m0)\)")
HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Key:
    """A normalised phrase and the steps that led to it. A share is `part//whole`."""

    text: str
    steps: tuple[str, ...] = ()


@cache
def _words(lang: str) -> dict[str, Any]:
    text = files("warehouse.vocabulary").joinpath("phrases.toml").read_text(encoding="utf-8")
    words: dict[str, Any] = tomllib.loads(text)[lang]
    return words


@cache
def _synonyms(lang: str) -> tuple[tuple[str, str], ...]:
    return tuple((written, one) for written, one in sorted(_words(lang)["synonyms"], key=lambda pair: -len(pair[0])))


@cache
def _ordered(lang: str, name: str) -> tuple[str, ...]:
    return tuple(sorted(_words(lang)[name], key=len, reverse=True))


def language(phrase: str) -> str:
    """`zh` for a phrase with a Han character, else `en`."""
    return "zh" if HAN.search(phrase) else "en"


def key(phrase: str, lang: str) -> Key:
    """The phrase's key, with nothing dropped that could tell two indicators apart."""
    return _chinese(phrase) if lang == "zh" else _english(phrase)


def count_key(found: Key, lang: str) -> Key:
    """Of a counted stock: without 累计, 建成, 总数 and the like; `number of` in English."""
    text, steps = found.text, list(found.steps)
    if "//" in text:
        return found
    space = "" if lang == "zh" else " "
    text = _without_heads(text, (*_ordered(lang, "count_prefixes"), *_ordered(lang, "prefixes")), steps, space)
    if lang == "zh":
        text = _without_count_words(text, steps)
    return Key(text, tuple(steps))


def joins(phrase: str, breakdown: str, lang: str) -> tuple[str, ...]:
    """Whole phrases that a phrase and the breakdown printed beside it can be parts of, most likely first."""
    if not breakdown:
        return ()
    if lang == "en":
        return (f"{breakdown} {phrase}", *(f"{phrase} {word} {breakdown}" for word in ("of", "with", "in")))
    shared = next((n for n in range(min(len(phrase) - 1, len(breakdown)), 0, -1) if breakdown.endswith(phrase[:n])), 0)
    inside = (f"{breakdown}中{phrase}",) if phrase.endswith(_ordered("zh", "share_words")) else ()
    return (f"{breakdown}{phrase[shared:]}", *inside)  # 研发经费投入 + 投入强度 share 投入


def is_observer(entity: str, lang: str) -> bool:
    """Whether a named body tells of others rather than of itself: 协会, 统计局, an institute."""
    return entity.strip().lower().endswith(tuple(_words(lang)["observers"]))


def without_body(found: Key, body: str, lang: str) -> Key:
    """The key without the body's own name, or its first part of two characters or more, or 公司, before it."""
    space = "" if lang == "zh" else " "
    shared = next((n for n in range(len(body), 1, -1) if found.text.startswith(body[:n] + space)), 0)
    if lang == "en" and shared < len(body) and not body[shared : shared + 1].isspace():
        shared = 0
    steps = list(found.steps)
    heads = [body[:shared]] if shared else []
    text = _without_heads(found.text, [*heads, *_ordered(lang, "body_words")], steps, space)
    return Key(text.removeprefix("的"), tuple(steps))


def says_nothing(breakdown: str, lang: str) -> bool:
    """Whether a breakdown is only a word such as 建成 or built, which tells no part from another."""
    words = _words(lang)
    return breakdown.strip().lower() in {*words["empty_breakdowns"], *words["count_prefixes"]}


def too_general(text: str, lang: str) -> bool:
    """Whether a key says too little to be a name: 企业, projects."""
    return text in _words(lang)["too_general"]


def growth_keys(found: Key, lang: str) -> list[Key]:
    """Of a growth: without the rate's own name (工业增加值增速, growth rate of X); none where no rate is named."""
    return _shorter(found, lang, "growth_prefixes" if lang == "en" else "", "growth_suffixes")


def change_keys(found: Key, lang: str) -> list[Key]:
    """Of a change: without the change's own name (5G基站增量, 新增X, increase in X); none where no change is named."""
    return _shorter(found, lang, "change_prefixes", "change_suffixes")


def _shorter(found: Key, lang: str, heads: str, tails: str) -> list[Key]:
    space = "" if lang == "zh" else " "
    steps = list(found.steps)
    text = _without_tails(found.text, _ordered(lang, tails), steps, space)
    text = _without_tails(text, _ordered(lang, "suffixes"), steps, space) if text != found.text else text
    if heads:
        text = _without_heads(text, _ordered(lang, heads), steps, space)
    if text == found.text:
        return []
    return [Key(_head_last(text.removeprefix("the ")), tuple(steps)) if lang == "en" else Key(text, tuple(steps))]


def _without_heads(text: str, heads: Iterable[str], steps: list[str], space: str = "") -> str:
    """`text` without any of `heads` at its beginning, as often as one stands there; at least two characters stay."""
    heads = tuple(heads)
    while True:
        head = next((h for h in heads if text.startswith(h + space) and len(text) >= len(h) + len(space) + 2), None)
        if head is None:
            return text
        steps.append(f"without {head}")
        text = text[len(head) + len(space) :]


def _without_tails(text: str, tails: Iterable[str], steps: list[str], space: str = "") -> str:
    tail = next((t for t in tails if text.endswith(space + t) and len(text) >= len(t) + len(space) + 2), None)
    if tail is None:
        return text
    steps.append(f"without {tail}")
    return text[: -len(tail) - len(space)]


def _without_count_words(text: str, steps: list[str]) -> str:
    exceptions = _words("zh")["not_count"]
    for tail in _ordered("zh", "count_suffixes"):
        if text.endswith(tail) and len(text) >= len(tail) + 2:
            if tail == "数" and text[-2] in exceptions:
                return text
            steps.append(f"without {tail}")
            return text[: -len(tail)]
    return text


def _chinese(phrase: str) -> Key:
    steps: list[str] = []
    text = simplify(unicodedata.normalize("NFKC", phrase)).lower()
    bare = MARKS.sub("", LATIN_NOTE.sub("", text))
    for written, one in _synonyms("zh"):
        if written in bare:
            bare = bare.replace(written, one)
            steps.append(f"{written} read as {one}")
    bare = bare.replace("(", "").replace(")", "")
    bare = _without_heads(bare, _ordered("zh", "prefixes"), steps)
    bare = _without_tails(bare, _ordered("zh", "suffixes"), steps)
    share = _chinese_share(bare)
    if share:
        steps.append("read as part of a whole")
        return Key(share, tuple(steps))
    return Key(bare.replace("的", ""), tuple(steps))


def _chinese_share(text: str) -> str | None:
    """`part//whole` of A占B比重, A的全球占比, B中A占比; None for what is no share."""
    tail, body = "", text
    while cut := next((word for word in _ordered("zh", "share_words") if body.endswith(word)), None):
        tail, body = cut, body[: -len(cut)].rstrip("的")  # 比重占比 is one
    if not tail:
        return None
    part, divider, whole = body.partition("占")
    if not divider:
        if tail not in ("占比", "份额", "比重"):
            return None
        part, whole = _undivided(body)
    whole = _without_heads(whole.replace("的", ""), _ordered("zh", "whole_heads"), [])
    whole = "世界" if whole in _words("zh")["world"] else _without_tails(whole, _ordered("zh", "side_tails"), [])
    part = _without_tails(part.replace("的", ""), _ordered("zh", "side_tails"), [])
    return f"{part}//{whole}" if part else None


def _undivided(body: str) -> tuple[str, str]:
    """Part and whole where no 占 stands between them: A全球, B中A, A."""
    world = next((word for word in _ordered("zh", "world") if body.endswith(word)), None)
    if world:
        return body[: -len(world)].rstrip("的在"), world
    if "中" in body[1:-1]:
        whole, _, part = body.rpartition("中")
        return part, whole
    return body, ""


@cache
def _english_shares() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(form)
        for form in (
            "^(?P<part>.+?) as a (?:share|percentage|proportion) of (?P<whole>.+)$",
            "^(?:share|proportion|percentage) of (?P<part>.+) (?:in|among|to) (?P<whole>.+?)$",
            "^(?:global|world) (?:market )?share of (?P<part>.+?)(?P<whole>)$",
            "^(?P<part>.+?)'?s? (?:share|proportion|percentage) (?:of|in) (?P<whole>.+)$",
        )
    )


def _english(phrase: str) -> Key:
    steps: list[str] = []
    text = unicodedata.normalize("NFKC", phrase).lower().replace("’", "'")
    text = ENGLISH_MARKS.sub(" ", THOUSANDS.sub("", text))
    text = re.sub("(?<![a-z])'|'(?![a-z])", " ", text)
    text = re.sub(r"[-–—/]", " ", text)
    text = " ".join(text.split())
    text = " ".join(_singular(word) for word in text.split() if word not in _words("en")["dropped"])
    for written, one in _synonyms("en"):
        if f" {written} " in f" {text} ":
            steps.append(f"{written} read as {one}")
            text = f" {text} ".replace(f" {written} ", f" {one} ").strip()
    text = _without_heads(text, _ordered("en", "prefixes"), steps, " ")
    text = _without_tails(text, _ordered("en", "suffixes"), steps, " ")
    for form in _english_shares():
        found = form.match(text)
        if found:
            steps.append("read as part of a whole")
            return Key(f"{_side(found['part'])}//{_whole(found['whole'] or 'world')}", tuple(steps))
    return Key(_head_last(text), tuple(steps))


def _side(text: str) -> str:
    return _head_last(_without_heads(text, _ordered("en", "prefixes"), [], " "))


def _whole(text: str) -> str:
    text = _side(text)
    return "world" if text in {*_words("en")["world"]} else text


@cache
def _heads() -> re.Pattern[str]:
    heads = any_of(" ".join(map(_singular, head.split())) for head in _ordered("en", "heads"))
    return re.compile(f"({heads}) (?:of|in|from|by) (?:the )?(.+)$")


def _head_last(text: str) -> str:
    """`value added of manufacturing` -> `manufacturing value added`."""
    found = _heads().match(text)
    return f"{found[2]} {found[1]}" if found else text


@cache
def _singular(word: str) -> str:
    """A noun without its plural: industries, vehicles; status, gas, series stay."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is", "series", "gas", "'s", "sales", "goods", "news")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word
