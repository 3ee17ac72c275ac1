"""分别: names in a row shared out to numbers in a row, with what the names have in common given to each."""

from __future__ import annotations

import re

JOIN = re.compile("、|以及|和|及(?!以上)|与|,")
SHARED_ENDS = (
    "增加值", "排放总量", "排放量", "利润总额", "零售总额", "进出口总额", "进出口额", "出口额", "进口额", "营业收入", "业务收入", "主营业务收入", "总产值", "产量", "产值", "销量", "产销量", "增速", "收入", "投资", "总量", "总额", "数量", "规模", "总数", "企业数量", "用户数", "价格", "指数", "占比", "比重", "出口", "进口", "发电量", "装机容量", "装机", "利用率", "增加额", "贷款余额", "存款余额", "余额", "人数", "面积", "能耗", "里程", "专利申请量", "专利授权量", "申请量", "授权量", "拥有量",
)


def split_members(name: str, count: int) -> list[str]:
    """The `count` things a name strings together (A、B和C), or an empty list where it strings another number."""
    if count < 2:
        return []
    parts = [part.strip() for part in JOIN.split(name)]
    if len(parts) > count and any(not part for part in parts):
        parts = [part for part in parts if part]
    if len(parts) == count and all(parts):
        return parts
    if len(parts) > count:  # 规模以上装备制造业、高技术制造业和A与B: keep the last ones, the first takes the rest
        strong = [part.strip() for part in re.split("、|以及|和", name)]
        return strong if len(strong) == count and all(strong) else []
    return []


def distribute(members: list[str]) -> list[str]:
    """Gives each member what only the first (企业的…) or the last (…增加值) spells out."""
    first, last = members[0], members[-1]
    prefix = ""
    if "的" in first and "的" not in last:
        prefix = first[: first.rindex("的") + 1]
    elif (found := re.match("(规模以上|全国|国内|新增|新设|主要)", first)) and not last.startswith(found.group()):
        prefix = found.group() if found.group() == "规模以上" else ""
    tail = _shared_tail(members[:-1], last)
    given = []
    for number, member in enumerate(members):
        whole = member
        if number and prefix and not member.startswith(prefix):
            whole = prefix + whole
        if number < len(members) - 1 and tail and not member.endswith(tail):
            whole = whole + tail
        given.append(whole)
    return given


def _shared_tail(others: list[str], last: str) -> str:
    """What the last member says for all: 装备制造业 / 高技术制造业增加值 -> 增加值; 小型 / 微型企业产业化率 -> 企业产业化率."""
    known = next((end for end in sorted(SHARED_ENDS, key=len, reverse=True) if last.endswith(end) and last != end), "")
    if any(known and other.endswith(known) for other in others) or any(other.endswith(SHARED_ENDS) for other in others):
        return ""
    model = others[-1]
    for length in range(min(len(model), 6), 0, -1):
        ending = model[-length:]
        at = last.rfind(ending) if length > 1 else last.find(ending)
        if at >= 0 and at + length < len(last):
            return last[at + length :]
    return known
