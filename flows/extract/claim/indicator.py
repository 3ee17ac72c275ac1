"""Heads and wholes lent to a name: 其中发明专利 behind 专利授权量 is 发明专利授权量."""

from __future__ import annotations

import re

from flows.extract.mention.phrase.zh import is_kind, parts_of, without_kind

LEAST_SHARED = 2
LENDABLE = re.compile(
    "[销产货付售有发用库存装机耗口电水气热]+[量存额]$|价格?$|率$|占比$|份额$|比重$|^(?:销售|零售|出口|交付)$"
)
FIGURE_LIKE = re.compile("[量额率值数价度比权费税款金]$|^(?:新增|减少|增加|授予|核准|登记|授权)")  # 拥有量, 不良贷款率
# Who has a figure, and is no part of its thing.
WHO = "企业|公司|港口|机场|银行|机构|单位|部门|平台|地区|城镇|乡村|农村|城市"
SOMEBODY = re.compile(f"(?:{WHO})$")
WHOSE = re.compile(f"^.*(?:{WHO}|行业|产业)")
PEER = re.compile("[A-Za-z0-9\u4e00-\u9fff“”·&-]{2,10}")


def part_of_whole(part: str, whole: str) -> str:
    """The full name of a part told behind 其中, by the whole named before it; the part itself where nothing is lent.

    >>> part_of_whole("发明专利", "专利授权量")
    '发明专利授权量'
    >>> part_of_whole("沿海港口", "规模以上港口标准集装箱吞吐量")
    '沿海港口标准集装箱吞吐量'
    >>> part_of_whole("短期贷款", "住户部门贷款")
    '住户部门短期贷款'
    >>> part_of_whole("基金投资规模", "养老保险基金结存")
    '养老保险基金投资规模'
    """
    thing, figure = parts_of(part)
    whole_thing, whole_figure = parts_of(whole)
    if thing and not figure and whole_figure:
        return part + (WHOSE.sub("", whole_thing) if SOMEBODY.search(part) else "") + whole_figure
    if thing and figure and whole_thing != thing and whole_thing.endswith(thing):
        return whole_thing + figure
    shared = _shared_end(part, whole)
    for size in range(shared, LEAST_SHARED - 1, -1):
        if is_kind(part[: len(part) - size]):  # 短期 of 短期贷款 stands for no thing
            return without_kind(whole[: len(whole) - size]) + part
    return part


def is_peer(name: str, thing: str, *, named_by_kind: bool) -> bool:
    """Whether a name says another thing and no figure of it, so that the figure told of `thing` is meant.

    `named_by_kind`: only where both end alike, for sums of money go by many names.

    >>> is_peer("乙牌", "甲牌手机", named_by_kind=False), is_peer("乙公司", "甲公司", named_by_kind=True)
    (True, True)
    >>> is_peer("缴纳税款", "甲公司", named_by_kind=True), is_peer("乙牌销量", "甲牌", named_by_kind=False)
    (False, False)
    """
    if not PEER.fullmatch(name) or FIGURE_LIKE.search(name) or parts_of(name)[1] or name in thing:
        return False
    return not named_by_kind or _shared_end(name, thing) > 0


def _shared_end(one: str, other: str) -> int:
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return size
