"""What stands beside a text and is not its text: bylines, datelines (本报讯, 新华社北京4月24日电), credits.

Each reader looks at one paragraph's text and answers with the span that is taken away from it, or with nothing.
"""

from __future__ import annotations

import re

from flows.parse.characters import HAN
from flows.parse.continued import CONTINUED
from warehouse.values import dataclass

ROLES = "(?:(?:特约|见习|实习|摄影|特派|首席|全媒体|融媒体)?(?:记者|通讯员)|实习生|作者)"
PAPER = (
    rf"(?:本报|本刊|本网|本台|新华社|新华网|中新社|[{HAN}]{{2,6}}(?:日报|晚报|时报|早报|社|网|客户端|报))?"
    rf"(?:驻[{HAN}]{{2,6}})?"
)
# Three- or two-character words that stand where a name could stand, and are none.
NOT_NAMES = frozenset(
    {
        *("近日", "日前", "昨日", "今日", "今天", "昨天", "近期", "目前", "当前", "获悉", "了解", "了解到"),
        *("今年", "去年", "截至", "截至目前", "据了解", "据悉", "近年来", "报道", "记者", "随着"),
    }
)
NAME = rf"[{HAN}·]{{2,4}}|[{HAN}] [{HAN}]"

_BULLET = r"[□■◎●○◆▲△☐·\s]*"
_NAMED = rf"{PAPER}{ROLES}[\s:：]*(?:{NAME})(?:[\s、，,　]+(?:{NAME}))*"
BYLINE = re.compile(rf"{_BULLET}[（(]?\s*(?:{_NAMED})(?:[\s、；;/／]+{_NAMED})*\s*[)）]?")
BYLINE_PLAIN = re.compile(rf"□\s*(?P<names>[{HAN}]{{2,3}}(?:[\s、]+[{HAN}]{{2,3}}){{0,3}})")
BYLINE_ENGLISH = re.compile(r"(?:By|BY)\s+[A-Z][\w.'’-]+(?:\s+(?:and|&|in|[A-Z][\w.'’-]+|,))*")
LONGEST_BYLINE = 60

_BRACKETED = r"[（(](?P<bracket>[^（）()]{0,60})[)）]"
_DISPATCH = re.compile(
    rf"(?P<agency>(?:本报|本刊|本网|本社|本台)讯|讯(?=\s*[（(])|"
    rf"(?=[{HAN}]{{2}}){PAPER}(?:[{HAN}]{{2,8}}(?:[、，][{HAN}]{{2,6}})?)?"
    r"\s?(?:\d{1,2}|[０-９]{1,2})月(?:\d{1,2}|[０-９]{1,2})日(?:电(?![力量价网站池动子影视器])|讯|消息(?![，,])))"
    rf"\s*(?:{_BRACKETED})?[\s:：]*"
)
_ENGLISH_DISPATCH = re.compile(
    r"(?P<agency>[A-Z][A-Z.'’\- ]{2,30}(?:, [A-Z][A-Za-z.' -]{2,20})?, "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})? "
    r"?(?:\([A-Z][A-Za-z .]{1,30}\))?)\s*(?:--|—|–|-)+\s*"
)
_INLINE_NAMES = re.compile(rf"(?:{PAPER}{ROLES}[\s:：]?(?:{NAME})(?=\s)\s+)+")
_MORE_NAMES = re.compile(rf"(?P<name>{NAME})\s+")
_SOURCE = r"(?:(?:稿件|数据|资料|图片|信息|文章|新闻)?来源|转自)"
CREDIT = re.compile(
    rf"[（(]\s*(?:{_SOURCE}\s*[:：]?(?P<inner>[^（）()。，%％]{{1,40}})|据(?P<after>[{HAN}]{{2,12}}))[)）]|"
    rf"{_SOURCE}\s*[:：](?P<bare>[^。；;，%％]{{1,40}})"
)
PHOTO = re.compile(
    rf"[（(]?(?P<who>{PAPER}(?:发)?(?:{ROLES})?[\s（(]*(?:{NAME})(?:[\s、]+(?:{PAPER}{ROLES}\s*)?(?:{NAME}))*)\s*[/／]?\s*"
    r"(?:摄影报道|摄影|摄|供图)[)）]?"
)
PHOTO_WORD = re.compile(rf"[{HAN}]+(?:摄影|供图|摄影报道)")  # a word that ends so, with no name set apart before it
PHOTO_ENGLISH = re.compile(r"\((?:(?:Xinhua|AP|Reuters|AFP|CFP|VCG|China Daily)\s*/|Photo)[^()]{0,40}\)\Z")
SPEAKER = re.compile(r"(?:问|答|记者|主持人|Reporter|Question|Answer|Q|A)\s*[:：]")
PHOTO_TAIL = 60  # characters at a caption's end in which its credit stands


@dataclass(frozen=True, slots=True)
class Opening:
    """The first `length` characters of a paragraph are no text: a dateline (its first `dateline`), names, or 上接."""

    length: int
    dateline: int = 0
    byline: str = ""
    credit: str = ""
    continued: bool = False


def read_opening(text: str) -> Opening | None:
    """The dateline, continuation mark or inline byline at a paragraph's start; None where it starts with its text."""
    head = text[:160]
    if mark := CONTINUED.match(head):
        closed = head[0] in "（(" or mark.end() == len(head)
        return Opening(mark.end(), continued=True) if closed else None
    if english := _ENGLISH_DISPATCH.match(head):
        return Opening(english.end(), english.end(), credit=english["agency"])
    match = _DISPATCH.match(head)
    if match is None:
        return None
    bracket = match["bracket"] or ""
    dateline = match.end("agency")
    credit = "" if match["agency"].endswith("讯") and dateline <= 4 else match["agency"]
    if bracket and not re.search(ROLES, bracket):
        return Opening(match.start("bracket") - 1, match.start("bracket") - 1, credit=credit)
    end = match.end()
    names = "" if bracket else head[end : _names_end(head, end)].strip()
    end = end if bracket else _names_end(head, end)
    return Opening(end, dateline, byline=bracket.strip() or names, credit=credit)


def _names_end(head: str, at: int) -> int:
    """Where the names after 本报讯 end: 记者徐某某 实习生成某 近日，… -> before 近日."""
    while (match := _INLINE_NAMES.match(head, at)) or (at and (match := _more(head, at))):
        if match.end() == at:
            break
        at = match.end()
    return at


def _more(head: str, at: int) -> re.Match[str] | None:
    """A further name without a role of its own, behind a first one."""
    match = _MORE_NAMES.match(head, at)
    if match is None or match["name"] in NOT_NAMES or not re.search(ROLES, head[:at]):
        return None
    return match


def byline_of(text: str) -> str | None:
    """The names of a paragraph that is a byline and nothing else: □ 本报记者 某某."""
    if len(text) > LONGEST_BYLINE or text.endswith(("摄", "摄影", "供图")):
        return None
    if not any(word in text for word in ("者", "员", "生", "□", "By", "BY")):
        return None
    if BYLINE_ENGLISH.fullmatch(text):
        return text
    if BYLINE.fullmatch(text):
        return text.strip("□■◎●○◆▲△☐· \t\u3000（()）")
    plain = BYLINE_PLAIN.fullmatch(text)
    return plain["names"].strip() if plain else None


def credit_of(text: str) -> tuple[str, bool] | None:
    """The source of a paragraph that is a credit and nothing else, and whether it stands in brackets."""
    if len(text) > LONGEST_BYLINE or not any(word in text for word in ("来源", "据", "转自")):
        return None
    match = CREDIT.fullmatch(text)
    if match is None:
        return None
    inner = match["inner"] or match["after"]
    return (inner or match["bare"]).strip(), inner is not None


def photo_credit_start(text: str) -> int | None:
    """Where the photographer's credit at a paragraph's end begins: … 本报通讯员 某某 摄. None where there is none."""
    if not text.endswith(("摄", "摄影", "供图", "摄影报道", "摄)", "摄）", "供图)", "供图）")):
        return None
    floor = max(len(text) - PHOTO_TAIL, 0)
    for match in re.finditer(r"(?:^|(?<=[\s。！？”）)]))", text[floor:]):
        at = floor + match.start()
        if PHOTO.fullmatch(text, at) and not PHOTO_WORD.fullmatch(text, at):
            return at
    return None


# What a site's page hands over as a field of its own: labelled, or a line of the body that holds nothing else.
_AUTHOR_LABEL = re.compile(r"^(?:作\s*者|文\s*/?\s*图?|记者)\s*[:：]\s*")
_SOURCE_FIELD = re.compile(r"(?:来\s*源|稿件来源)\s*[:：]\s*([^\s|　]+)")
_AUTHOR_ALONE = re.compile(
    r"^[■□◎●]?\s*(?:本报|新华社|见习|特约|实习)*(?:记者|通讯员|特派记者)\s*[^，。；：！？\d]{2,36}$"
)


def labelled_byline(text: str) -> str:
    """A byline field without its label: 作者：某某 -> 某某."""
    return _AUTHOR_LABEL.sub("", text)


def labelled_credit(text: str) -> str:
    """A credit field without its label: 来源：新华社 -> 新华社."""
    return found[1] if (found := _SOURCE_FIELD.search(text)) else text


def author_alone(text: str) -> str | None:
    """The byline of a line at a body's edge that is nothing else: ■本报记者 某某."""
    return text.lstrip("■□◎● ") if _AUTHOR_ALONE.match(text) else None
