"""What a name takes over from its neighbours: the figure of its whole or of its peer, the noun named with the first.

专利授权量A件，其中发明专利B件: of 发明专利授权量; 甲牌手机出货量A部，乙牌B部: of 乙牌出货量.
"""

from __future__ import annotations

import re

from flows.extract.claim.indicator import LENDABLE, is_peer, part_of_whole
from flows.extract.draft import Draft
from flows.extract.mention.phrase.zh import parts_of
from flows.extract.zh.bounds import Bounds
from flows.extract.zh.lists import SHARED_ENDS
from flows.extract.zh.measures import Facts
from flows.extract.zh.naming import ACTOR_END, PREDICATE, Name, is_relational
from warehouse.model import Measure

AMONG = re.compile("(?:其|(?<!这)当)中[,:]? ?$")
LENT = "subject: the figure of its whole"
GROWN = (Measure.GROWTH, Measure.GROWTH_AVG)
PARTS = {Measure.SHARE, Measure.RATIO}
PEER_LENT = "subject: the figure of what stands beside it"
SIZE_ONLY = re.compile(  # 产值超亿元, 50亿元以上: of what was counted before
    r"(?:[\u4e00-\u9fff]{2,8}?)?(?:超过?|达到?|过|突破)?\d*(?:\.\d+)?(?:万|亿|万亿)元(?:及?以[上下])?"
)
SIZE_ENDS = ("元", "以上", "以下")
EXTREME = re.compile("(?:最高|最低|平均)值?$|均值$|峰值$|谷值$")
GRADE = re.compile("(?:国家|世界|省部?|市|区|县)级|[A-E]类|[1-5一二三四五]?A级|[甲乙丙]级")
PRICE = re.compile("(?:地区|市场)?(?:平均|市场)?(?P<figure>(?:出场|出栏|批发|零售|收购|成交|市场)?[均单]?价格?)$")
GOODS_FIGURE = re.compile("价格?$")  # 铜均价上涨27%，铝上涨20%
DEVELOPMENT = re.compile("(?:保持|实现|呈|同比|环比|正|增长|下降|上涨|回升|趋势|态势|势头)+$")
FIGURE_OF_ACTOR = re.compile(
    "(?:业|企业|地区|城镇|乡村|部门)(?P<figure>[^业、,增]{1,6}?(?:[量额率值]|外资|投资|[出进]口|收入|利润|贷款))$"
)
PART_OF_NEW = "change: a part of what was added"


class LendingReader(Bounds):
    """Completes names by what stands beside them."""

    def lent_by_whole(self, draft: Draft, facts: Facts, named: Name, parent: Draft | None) -> bool:
        """专利授权量A件，其中发明专利B件、外观设计C件: the parts are of the same figure as their whole."""
        head = named.head
        behind = head is not None and (head.among or AMONG.search(self.text, max(0, head.start - 4), head.start))
        if parent is None or not (behind or (self.scope.among and LENT in parent.trail)):
            return False
        alike = draft.unit == parent.unit or (facts.kind == "percent" and draft.measure in GROWN)
        if facts.named_right or not alike or is_relational(facts.name):
            return False
        if ACTOR_END.search(facts.name) and draft.measure in GROWN:
            return False  # 其中城市上涨: the quantity is shared otherwise
        if any(place.name in facts.name for place in self.places()):
            return False
        wholes = [each for each in self.scope.amounts if LENT not in each.trail]
        whole = (
            wholes[-1] if LENT in parent.trail and wholes else parent
        )  # 其中甲港A吨、乙港B吨: 乙港 is no part of 甲港
        full = part_of_whole(facts.name, whole.indicator)
        if full == facts.name:
            return False
        if PART_OF_NEW in draft.trail and "新增" not in full:  # 新增装机A，其中风电B: the part was added too
            thing, figure = parts_of(full)
            full = f"{thing}新增{figure}"
        draft.indicator = full
        draft.note(LENT)
        return True

    def lent_by_peer(self, draft: Draft, facts: Facts, named: Name) -> bool:
        """甲牌手机出货量A部，乙牌B部; 炼厂开工率85%，小厂不到四成: what stands beside it is told by the same figure."""
        amounts = [each for each in self.scope.amounts if each.measure is Measure.LEVEL]
        told = self.scope.rate if facts.kind == "percent" else amounts[-1] if amounts else None
        if told is None or not self.scope.level_here or facts.named_right or named.agent or draft.unit != told.unit:
            return False
        if not (draft.measure is told.measure or {draft.measure, told.measure} <= PARTS):
            return False
        thing, figure = parts_of(told.indicator)
        if not figure:
            thing, figure = self._alike(facts.name, told.indicator)
        goods = not (self.scope.among or ACTOR_END.search(facts.name)) and GOODS_FIGURE.search(figure)
        if draft.measure in GROWN and not goods:
            return False
        peer = len(thing) > 1 and is_peer(
            facts.name, thing, named_by_kind=facts.kind == "money" and "/" not in draft.unit
        )
        if not peer or not (LENDABLE.search(figure) or draft.measure in GROWN):
            return False
        draft.indicator, draft.measure = facts.name + figure, told.measure
        draft.note(PEER_LENT)
        return True

    @staticmethod
    def _alike(name: str, told: str) -> tuple[str, str]:
        """第三产业 behind 第二产业用电量: what was told, as long as the name and ending alike, and the rest of it."""
        thing, figure = told[: len(name)], told[len(name) :]
        return (thing, figure) if len(name) > 2 and thing[-2:] == name[-2:] else (told, "")

    def price_elsewhere(self, draft: Draft, name: str) -> bool:
        """全国仔猪平均价格25元/公斤。华北地区价格较高，为27元/公斤: of the same goods, in another region."""
        level = self.scope.price
        if level is None or "/" not in draft.unit or draft.unit != level.unit:
            return False
        where = next((place for place in self.places() if name.startswith(place.name)), None)
        figure = PRICE.fullmatch(name, len(where.name)) if where else None
        goods = PRICE.search(level.indicator)
        if figure is None or goods is None or not goods.start():
            return False
        draft.indicator = level.indicator[: goods.start()] + figure["figure"]
        draft.note("subject: the goods of the price before")
        return True

    def shares_noun(self, draft: Draft, facts: Facts, parent: Draft | None) -> bool:
        """指数最高为89.6，最低为88.9; 建成绿色工厂210家，其中国家级80家: the noun was named with the first."""
        size = SIZE_ONLY.fullmatch(facts.name) if facts.name.endswith(SIZE_ENDS) else None
        if size and self.scope.topic:
            draft.indicator, draft.breakdown = self.scope.topic, facts.name
            return True
        if parent is None or not self.scope.level_here:
            return False
        if size:
            draft.indicator = re.sub(SIZE_ONLY.pattern + "的?", "", parent.indicator) or parent.indicator
            draft.breakdown = facts.name
        elif EXTREME.fullmatch(facts.name) and (end := EXTREME.search(parent.indicator)):
            draft.indicator = parent.indicator[: end.start()] + facts.name
        elif GRADE.fullmatch(facts.name) and draft.unit == parent.unit:
            draft.indicator = facts.name + re.sub(f"(?:{GRADE.pattern})(?:及?以上)?", "", parent.indicator, count=1)
        else:
            return False
        draft.note("subject: the noun named before")
        return True

    def share_quantity(self, draft: Draft) -> None:
        """采矿业增加值增长5.1%，制造业增长5.7%: the second is of the value added too; 其中城市…: of the prices."""
        before = self.scope.rate or self.scope.level or self.scope.counted
        spoken_of = self.scope.parts_of if self.scope.among and not self.scope.level_here else ""
        if before is None and not spoken_of:
            return
        told = DEVELOPMENT.sub("", spoken_of or (before.indicator if before else ""))  # 31个行业增加值保持同比增长
        end = next((end for end in SHARED_ENDS if told.endswith(end)), "")
        if not end and self.scope.among and (figure := FIGURE_OF_ACTOR.search(told)):
            end = figure["figure"]  # 化工行业用电量
        if spoken_of:  # 重点行业用电量平稳增长。其中，化工行业…
            before = None
        if before and not end and before.breakdown and self.scope.among and ACTOR_END.search(before.indicator):
            draft.breakdown = draft.breakdown or before.breakdown
        if end and (self.scope.divided or ACTOR_END.search(told[: -len(end)])):
            draft.indicator += end
            draft.note("subject: the quantity named before")
        elif end and self.scope.among:
            draft.breakdown = draft.breakdown or (before.breakdown or before.indicator if before else spoken_of)
            draft.note("subject: a part of what was named before")

    def peer_spoken_of(self, draft: Draft, parent: Draft) -> str:
        """甲业增长5%；乙业因订单增加，增长8%: a name of its own, with the figure told of what stands beside it."""
        topic = self.scope.topic
        if not topic or not self.scope.level_here:
            return ""
        thing, figure = parts_of(parent.indicator)
        if self.scope.next_in_row and draft.unit == parent.unit:  # 甲产量5万吨,其次是乙,3万吨
            return topic + figure
        if draft.measure not in GROWN:
            return ""
        said = self.text.rfind(topic, 0, draft.start - self.sentence.start) + len(topic)
        does = PREDICATE.match(self.masked, said) is not None  # else the whole clause is no name: 延续涨势
        return topic + figure if does and thing and is_peer(topic, thing, named_by_kind=bool(figure)) else ""
