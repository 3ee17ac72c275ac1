"""Heads and wholes lent to a name: 其中发明专利 behind 专利授权量 is 发明专利授权量."""

from __future__ import annotations

from flows.extract.mention.phrase.zh import is_kind, parts_of, without_kind

LEAST_SHARED = 2


def part_of_whole(part: str, whole: str) -> str:
    """The full name of a part told behind 其中, by the whole named before it; the part itself where nothing is lent.

    >>> part_of_whole("发明专利", "专利授权量")
    '发明专利授权量'
    >>> part_of_whole("短期贷款", "住户部门贷款")
    '住户部门短期贷款'
    >>> part_of_whole("基金投资规模", "养老保险基金结存")
    '养老保险基金投资规模'
    """
    thing, figure = parts_of(part)
    whole_thing, whole_figure = parts_of(whole)
    if thing and not figure and whole_figure:
        return part + whole_figure
    if thing and figure and whole_thing != thing and whole_thing.endswith(thing):
        return whole_thing + figure
    shared = _shared_end(part, whole)
    for size in range(shared, LEAST_SHARED - 1, -1):
        if is_kind(part[: len(part) - size]):  # 短期 of 短期贷款 stands for no thing
            return without_kind(whole[: len(whole) - size]) + part
    return part


def _shared_end(one: str, other: str) -> int:
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return size
