"""What a number measures: the noun before it or the one behind it, completed from earlier words.

新增专精特新企业800家，总数突破6000家: the second is 总数, of the 专精特新企业.
"""

from __future__ import annotations

import re

from flows.extract.draft import Draft
from flows.extract.mention.phrase.zh import fault, parts_of
from flows.extract.mention.quantity.implied_zh import implied_unit
from flows.extract.mention.quantity.parts_zh import ONE_IN_SO_MANY
from flows.extract.mention.quantity.shared import Quantity
from flows.extract.zh.bounds import KIND_END, SIZED, Stand, kind_of
from flows.extract.zh.clauses import Slot
from flows.extract.zh.cues import pieces
from flows.extract.zh.dating import GOAL
from flows.extract.zh.lending import GROWN, PART_OF_NEW, PEER_LENT, LendingReader
from flows.extract.zh.lists import KINDS_LONGEST_FIRST, PART_SAID
from flows.extract.zh.measures import FALLING, RATIO_END, Facts
from flows.extract.zh.naming import ACTOR_END, INDEX_END, RATE_END, Name, action_before, is_relational, right_name
from flows.extract.zh.text import QUANTITY
from warehouse.model import Measure

PART_ALONE = "share: 占 so much, of what goes without saying"
BY_MEANS = "subject: who stands there by this number"
INVESTED = re.compile("(?:计划|协议|合同)?总?投资额?|估值")
PREDICATE_OF_PROJECT = re.compile("(?<=..)(?:成功|正式|签约|落户|落地|开工|竣工|建成|投产|启动|在|已|将|于|是|成为).*$")
WHERE = "(?:来自于?|来源于|源自|源于|出自|取自|输往|运往|发往|用于|投入|投向|流向|销往)"
ORIGIN = re.compile(f"(?:左右|以上)?(?:都|均)?(?:是)?的?(?P<what>[^,的\ue001\ue002]{{0,12}}{WHERE}.{{2,24}})")
FROM_WHERE = re.compile(f"[^,的]{{0,12}}{WHERE}")
PLACED = re.compile("(?:的占比|的份额)?(?:排名?|位[居列]|居|排在|名列|跃居|拿下|夺得)")
BY_NUMBER = re.compile("以(?:约|近|超过?|逾|接近)?$")
MORE_OR_LESS = re.compile("(?P<more>多|少)[\u4e00-\u9fff]{0,3}")
PART = re.compile("以上|以下|左右")
IS_ALSO = re.compile("(?:为|是|系)(?!(?:今|去|前|近)年)")
SHARE_OF_RIGHT = re.compile("比重|比例|比率|份额|增速|速度|增长率|增幅|水平|左右")
GROWTH_RIGHT = re.compile(  # 保持年均12.3%的高速增长: no name but how it grows
    "(?:年均|平均|较快|高速|中高速|快速|稳步|稳定|平稳|强劲|强势|迅猛|两位数|正|负|大幅|小幅)*"
    f"(?:增长|增速|速度|增幅|涨幅|回升|上升|上涨|{FALLING})(?:率|速度)?$"
)
MAKES = (
    "(?:创造|贡献|生产|提供|承担|完成|集聚|聚集|汇聚|吸纳|占据|占有|拥有|供应|承载|产出|消费|消耗)(?:了|出|着)?"
    "(?:全国|全球|世界|我国|国内|全[省市县区州港]|全行业|全社会)"
)
MAKES_SO_MUCH = re.compile(  # 贡献了全省|三成税收、|六成就业: how much of the whole somebody makes
    f"{MAKES}(?:近|约|超过?|逾|将近|接近)?"
    f"(?:{QUANTITY}+(?:以上|左右)?[^,;、{QUANTITY}]{{1,12}}[、和及与](?:近|约|超过?|逾|将近|接近)?){{0,4}}$"
)
LEADS_GROWTH = re.compile("(?:已经|已|保持|出现|实现|呈现?|维持|取得|录得|迎来|继续|仍|均|以)+了?$")
ANOTHER_SHARE = re.compile("[、和及与](?:近|约|超|逾|将近|接近).*$")  # 税收、近|六成就业
MAKES_WITHIN = 60  # characters
OUT_OF = re.compile(
    r"(?:\d+|[一二两三四五六七八九十百千万]+)[^\d一二两三四五六七八九十](?P<what>[^\d]*?)(?:就|中|里)+有"
)
IS_KIND = re.compile(r"(?:是|为|属于)(?![\d今去前近])")
RECKONED_IN = re.compile("(?:[以按][^,、占]{1,6}计算?)?(?:分别)?$")  # 手持订单量以载重吨计分别占全球总量的…
BECAME = re.compile("^(?:我国|全国)?(?:已经?|一跃|现已)?成为(?:了)?(?=.)")  # 已成为产能占世界两成的生产国
SHARE_SAID = re.compile("(?P<share>占[^占有]*比重|占比)(?:占比)?$")
NEAR_SUM = 8  # characters before a number in which 合计 is said of it
SUM = re.compile("(?:合计|总计|共计|总共|合共)(?:达到?|为|约|近|超过?)*$")
LAND = re.compile("(?:总|规划|项目)*(?:占地|用地|建筑|建设)(?:总?面积)?$")
PURPOSE = re.compile(pieces("purpose"))
CONTRIBUTES_TO = re.compile("对.+贡献(?:率|度)?$")
VERBAL = re.compile(pieces("predicate_of_part"))
NO_AGENT = re.compile(
    "^(?:我国|全国|中国|全省|全市|全区|全县|这里|当地|国内|目前|(?!.*(?:高新|经开|开发|园|自贸)).{1,6}[省市区县]|.{0,2}(?:年|月|日))$|(?:部|局|委|署|院|会|办|政府|部门|我们|记者|负责人|国家|各地|各级|单位|机关|系统|[划计争取]到)$|^(?:在|从|由|以|对|向|把|将|为|用|让|使|通过)"
)


class Subject(LendingReader):
    """Names what numbers measure."""

    def choose_name(self, draft: Draft, slot: Slot, named: Name, stand: Stand, what: Quantity) -> tuple[str, str, bool]:
        """(subject, verb before it, stands behind the number): counts take the noun behind, others the one before."""
        kind, left = kind_of(what), named.indicator
        if (plain := self._plain_name(slot, left, stand, what)) is not None:
            draft.breakdown = left if plain[2] and FROM_WHERE.match(plain[0]) else draft.breakdown
            return plain
        right, of = right_name(self.text, self.masked, slot.end, slot.right_end)
        if kind == "count" and (sized := SIZED.match(self.masked, slot.end)):
            right = Name(sized["what"])
        if right and fault(right.indicator) and not GROWTH_RIGHT.match(right.indicator):
            right = None  # 4000亿元台阶
        unnamed = kind in ("index", "multiple", "duration") or draft.unit == "pp"
        if right is None or stand.arrives or stand.whole is not None or unnamed:
            return left, "", False
        if kind == "percent":
            draft.breakdown = self._who_by(slot, left) if of else draft.breakdown
            name, verb, named_right = self._percent_name(slot, left, right, of=of)
            if named_right and name == right.indicator and stand.tail.says("have"):
                draft.breakdown = self._agent(named, "", left)  # 高新区聚集了70%的创新中心
            return name, verb, named_right
        words = ("copula", "to_up", "to_down") if kind == "count" else ("copula", "to_up", "to_down", "gt", "lt")
        settled = stand.tail.says(*words) and not is_relational(left)
        has = kind == "count" and (
            stand.tail.says("have") or "有" in self.masked[max(slot.left_start, slot.start - 3) : slot.start]
        )
        if settled and not of and not has and not action_before(left)[1]:
            return left, "", False
        if kind == "money" and left and not of and PURPOSE.match(right.indicator):  # 财政资金30亿元支持技术改造
            return left, "", False
        if self.text[slot.start - 1 : slot.start] in tuple("、和及与") and self.masked[slot.left_start - 1] == QUANTITY:
            left = ""  # 10个集群、300个园区: what stands between is the first one's
        if kind == "money" and of and INVESTED.fullmatch(left):
            return PREDICATE_OF_PROJECT.sub("", right.indicator) + left, "", True  # 总投资60亿元的风电项目落户…
        agent, verb = action_before(left)
        if of and (who := self._who_by(slot, left)):
            draft.breakdown = who
            draft.note(BY_MEANS)
            return right.indicator, "", True
        draft.breakdown = self._agent(
            named, agent if verb else "", left if not verb and (stand.tail.kinds or 4 <= len(left) <= 12) else ""
        )
        draft.note("subject: the noun behind the number")
        return verb + right.indicator, verb, True

    def _plain_name(self, slot: Slot, left: str, stand: Stand, what: Quantity) -> tuple[str, str, bool] | None:
        """What a turn of phrase names by itself: 同比多投产1.4亿千瓦, 每3度电就有1度是绿电, 六成是女性."""
        kind = kind_of(what)
        if more := MORE_OR_LESS.fullmatch(left):  # a change of what was named before
            stand.tail.kinds.append("up" if more["more"] == "多" else "down")
            return "", "", False
        if what.unit and what.unit.surface == "人口":
            return "人口", "", True
        if what.rule == ONE_IN_SO_MANY:
            whose = OUT_OF.search(self.text[slot.start : slot.end])
            rest = re.sub("^(?:是|为|系)", "", self.text[slot.end : slot.right_end].strip())
            return f"{rest}占{whose['what'] if whose else ''}比重", "", True
        if kind == "percent" and (also := IS_ALSO.match(self.masked, slot.end, slot.right_end)) and is_relational(left):
            right, _ = right_name(self.text, self.masked, also.end(), slot.right_end)
            return (right.indicator + "占比", "", True) if right else (left, "", False)
        if GOAL.match(self.masked, slot.end, slot.right_end):
            return "", "", False
        if kind == "percent" and (told := ORIGIN.match(self.masked, slot.end, slot.right_end)):
            return (
                self.text[told.start("what") : slot.right_end].strip(" ,、"),
                "",
                True,
            )  # 锗产量中，57%来自于铅锌伴生矿
        placed = kind == "percent" and PLACED.match(self.masked, slot.end, slot.right_end)
        if placed and self._by(slot) and (share := self.scope.rate) and share.measure is Measure.SHARE:
            return left + (parts_of(share.indicator)[1] or "份额"), "", False  # 乙牌以13.1%位列第三
        if kind == "count" and (kin := IS_KIND.match(self.masked, slot.end, slot.right_end)) and is_relational(left):
            named_kind, _ = right_name(self.text, self.masked, kin.end(), slot.right_end)
            return (named_kind.indicator, "", True) if named_kind else None
        return None

    def _by(self, slot: Slot) -> bool:
        """甲牌以3160万台的出货量: the number is told as the means by which somebody stands where he does."""
        return BY_NUMBER.search(self.text, slot.left_start, slot.start) is not None

    def _who_by(self, slot: Slot, left: str) -> str:
        """Who stands where he does by this number, or by the number before and this one."""
        level = self.scope.level
        if self._by(slot) and 2 <= len(left) <= 16:
            return left
        listed = self.text[slot.start - 1 : slot.start] in ("、", "和", "及", "与")
        return level.breakdown if listed and level and self.scope.level_here and BY_MEANS in level.trail else ""

    def _percent_name(self, slot: Slot, left: str, right: Name, *, of: bool) -> tuple[str, str, bool]:
        """A percentage is of what stood before it, unless nothing did, or 的 joins it to what follows."""
        if left and not of and ACTOR_END.search(left) and PART.match(self.masked, slot.end):
            return left + right.indicator, "", True  # 钢铁行业80%以上产能完成改造
        if of and left and GROWTH_RIGHT.match(right.indicator):
            return LEADS_GROWTH.sub("", left), "", False
        makes = MAKES_SO_MUCH.search(self.masked, max(0, slot.start - MAKES_WITHIN), slot.start)
        if makes and not of and not GROWTH_RIGHT.match(right.indicator) and not SHARE_OF_RIGHT.match(right.indicator):
            return ANOTHER_SHARE.sub("", right.indicator), "", True
        if (left and not of) or SHARE_OF_RIGHT.match(right.indicator):
            return left, "", False
        return right.indicator, "", True

    @staticmethod
    def _agent(named: Name, agent: str, left: str) -> str:
        """Who has or does it, where that is more than the country or a ministry."""
        for words in (named.agent, agent, left):
            if 2 <= len(words) <= 16 and not re.search("[,。;:“”《》]", words) and not NO_AGENT.search(words):
                return words
        return ""

    def infer_unit(self, draft: Draft, name: str, what: Quantity) -> bool:
        """A bare number is an index's points, or takes the unit its subject is counted in."""
        level = self.scope.level
        subject = name or self.scope.topic or (level.indicator if level else "")
        if INDEX_END.search(subject) or (level and level.unit == "点" and not name.endswith("率")):
            draft.unit = "点"
            draft.note("index: a number of points")
            return True
        if RATIO_END.search(subject):  # 城乡居民收入比为2.41
            draft.unit = "x"
            draft.note("ratio: a bare number of times")
            return True
        same = level.unit if level is not None and self.scope.level_here and level.unit.isascii() else ""
        unit = implied_unit(subject, what, same or self.scope.currency)
        draft.unit = unit
        if unit:
            draft.note("unit: from the subject")
        return bool(unit)

    def name_draft(self, draft: Draft, facts: Facts, named: Name, stand: Stand) -> None:
        """Indicator and breakdown, with what the name leaves to earlier words."""
        scope, name, whole, contributes = self.scope, facts.name, stand.whole, stand.contributes
        parent = scope.level
        leans = name and is_relational(name) and scope.whole and not scope.level_here
        if leans and scope.whole and scope.whole.indicator.endswith(name):
            parent = scope.whole  # 出货量9万部，其中甲类3万部。6月，出货量2万部: of all of them
        if draft.unit == "pp" or (draft.measure in (Measure.SHARE, Measure.RATIO) and not name and whole is None):
            parent = scope.rate or scope.level
        if draft.measure in GROWN and not name and scope.rate and scope.rate is scope.last and _is_rate(scope.rate):
            parent = scope.rate  # 企业1420家，亏损率31.6%，同比增长42.7%
        if not facts.named_right:
            draft.breakdown = named.agent
        actor = name and is_relational(name) and ACTOR_END.search(scope.topic)  # 石料业恢复生产，实现增加值0.1亿元
        figure = (
            (not name or is_relational(name)) and KIND_END.search(scope.topic) and not is_relational(scope.topic)
        )  # 其中新能源汽车产量持续增长，三季度增长20%; 烧碱产量稳中有升，比重提升为7.1%
        turned = bool(scope.topic) and (
            parent is None or not scope.level_here or scope.next_in_row or bool(actor or figure)
        )
        parent_name = scope.topic if turned else parent.indicator if parent else ""
        told = parent is not None and parent.ref_area == "WORLD" and scope.level_here
        worldwide = (scope.topic_worldwide and not name) if turned else (told and is_relational(name))
        if worldwide and not (named.head and named.head.national) and draft.ref_area == scope.here.place:
            draft.ref_area = "WORLD"  # 全球订单大幅减少，下降9%; 全球产量将达5万吨，明年产量6万吨
        if contributes is not None and contributes["what"]:
            who = contributes["who"].strip(" ,对")
            parent_name = scope.level.indicator if scope.level and scope.level_here and not turned else parent_name
            what = contributes["what"].strip("了")
            draft.indicator = (
                f"{who or parent_name}对{what}贡献率" if draft.unit == "%" else f"{who or parent_name}拉动{what}增长"
            )
            draft.note("contribution: 拉动")
        elif whole is not None:
            self._name_share(draft, name, whole, parent_name, parent)
        elif facts.named_right and draft.unit == "%" and (VERBAL.match(name) or facts.of_parts) and parent_name:
            draft.indicator, draft.breakdown = name, draft.breakdown or parent_name
            draft.note("subject: a part of what was named before")  # 其中小巨人企业1.76万家，约85%集中在制造业
        elif not name and parent and (peer := self.peer_spoken_of(draft, parent)):
            draft.indicator = peer
            draft.note(PEER_LENT)
        elif not name:
            self._take_over(draft, parent, parent_name)
        elif parent and scope.level_here and self._is_rest(draft, name, parent):
            draft.indicator = parent.indicator  # 全球人工智能专利申请量A，我国累计申请量B
            draft.note("subject: the rest of its name said before")
        else:
            draft.indicator = name
            self._complete(draft, facts, named, None if turned else parent, parent_name)

    def _take_over(self, draft: Draft, parent: Draft | None, parent_name: str) -> None:
        """A number without a name of its own is of what was named before."""
        scope = self.scope
        if (parts := self._summed_up(draft)) and parent:
            draft.indicator, draft.breakdown = "、".join(parts), ""
            draft.note("subject: the sum of what was told before")
            return
        of_share = draft.measure in (Measure.SHARE, Measure.RATIO, Measure.CHANGE_PP)
        draft.indicator = parent_name if of_share else PART_SAID.sub("", parent_name)  # growth is the part's
        if not of_share and parent and PART_ALONE in parent.trail and parent_name == parent.indicator:
            draft.indicator = parent_name.removesuffix("占比") or parent_name
        if draft.measure is Measure.CHANGE:
            draft.indicator = (
                re.sub("最[高低]值?$", "", draft.indicator) or draft.indicator
            )  # 指数最低为88.9，全年上升1.1点
        draft.breakdown = draft.breakdown or scope.within or (parent.breakdown if parent else "")
        if draft.measure is Measure.RATIO and SHARE_SAID.search(draft.indicator):
            draft.measure = Measure.SHARE  # 这个比例提升至12.6%, of a share
        draft.note("subject: taken over from before")
        self.price_elsewhere(draft, draft.indicator)

    def _summed_up(self, draft: Draft) -> list[str]:
        """内销231万台，出口258万台，合计489万台: what a sum adds up, none where the amounts before do not make it."""
        at = draft.start - self.sentence.start
        if draft.measure is not Measure.LEVEL or not SUM.search(self.text, max(0, at - NEAR_SUM), at):
            return []
        told = [each for each in self.scope.amounts if each.unit == draft.unit and each.measure is Measure.LEVEL]
        for count in range(2, len(told) + 1):
            if abs(sum(each.value for each in told[-count:]) - draft.value) * 200 < draft.value:
                return list(dict.fromkeys(each.indicator for each in told[-count:]))
        return []

    @staticmethod
    def _is_rest(draft: Draft, name: str, parent: Draft) -> bool:
        """Whether a name is the end of another place's (全球人工智能专利申请量…，我国累计申请量…)."""
        return parent.ref_area != draft.ref_area and len(name) > 1 and parent.indicator.endswith(name)

    def _name_share(self, draft: Draft, name: str, whole: str, parent_name: str, parent: Draft | None) -> None:
        """So and so 占 such and such 比重; the part may have been named before, the whole may go without saying."""
        name = BECAME.sub("", RECKONED_IN.sub("", name))
        before = PART_SAID.sub("", parent_name) if name else parent_name  # 同城占全部业务量的…；业务收入占…
        subject = name if name and not is_relational(name) else before
        if name and subject != name and name not in subject:
            lap = next(size for size in range(len(name), -1, -1) if subject.endswith(name[:size]))
            subject += name[lap:]  # 卫浴出口|出口额
        if not whole and SHARE_SAID.search(subject):  # 占比较上年末提高6.7个百分点: of the share named before
            subject, draft.indicator = "", SHARE_SAID.sub(r"\g<share>", subject)
        else:
            draft.indicator = f"{subject}占{whole}比重" if whole else f"{subject}占比"
            if not whole:
                draft.note(PART_ALONE)
        if not name and parent:
            draft.breakdown = draft.breakdown or parent.breakdown
            draft.note("subject: taken over from before")
        if self.scope.within and not draft.breakdown and not draft.indicator.startswith(self.scope.within):
            draft.breakdown = self.scope.within

    def _complete(self, draft: Draft, facts: Facts, named: Name, parent: Draft | None, parent_name: str) -> None:
        """A name that cannot stand alone (总量, 其中的…) takes what was named before as its breakdown."""
        if self.scope.among and parent and _is_part_of_new(draft, parent, self.scope.amounts):
            draft.measure = Measure.CHANGE
            draft.note(PART_OF_NEW)
        if not facts.named_right and self.price_elsewhere(draft, facts.name):
            return
        if self.shares_noun(draft, facts, parent) or self.lent_by_whole(draft, facts, named, parent):
            return
        if self.lent_by_peer(draft, facts, named):
            return
        elsewhere = parent is not None and not self.scope.level_here and parent.ref_area != draft.ref_area
        if is_relational(facts.name) and not facts.named_right:
            if elsewhere:  # 青溪产业园总投资60亿元: not of what an earlier sentence told of another place
                return
            own = (
                "" if parent_name == facts.name or (parent is not None and is_relational(parent_name)) else parent_name
            )
            if facts.kind == "money" and parent is not None and parent.unit in ("人", "人次"):
                return  # 吸纳就业6500人，实现产值76亿元
            if own.endswith("国家和地区") or LAND.match(own):  # 产品远销60多个国家和地区，实现产值26亿元; 占地500亩
                own = ""
            parts = [draft.breakdown, parent.breakdown if parent else "", _actor(own)]
            draft.breakdown = " ".join(dict.fromkeys(part for part in parts if part))
            draft.note("subject: a part of what was named before")
        elif facts.named_right and draft.measure is Measure.SHARE and facts.name.endswith("份额"):
            draft.breakdown = draft.breakdown or self.scope.topic  # 排名第三的为小蓝手表，占据了7.5%的市场份额
        elif CONTRIBUTES_TO.match(facts.name) and not draft.breakdown:  # 第二产业用电量…，对全社会用电增长的贡献率约65%
            draft.breakdown = parent_name
        elif named.head and named.head.among and parent and parent.breakdown and not draft.breakdown:
            draft.breakdown = parent.breakdown
        elif ACTOR_END.search(facts.name) and (
            draft.measure in (Measure.GROWTH, Measure.GROWTH_AVG)
            or (draft.measure is Measure.LEVEL and facts.kind == "money")  # 其中国有控股企业17021.9亿元
        ):
            self.share_quantity(draft)
        if self.scope.within and draft.measure in (Measure.SHARE, Measure.RATIO, Measure.LEVEL) and not draft.breakdown:
            draft.breakdown = self.scope.within


def _is_rate(told: Draft) -> bool:
    """Whether what was told is a rate of its own name (亏损率), and no share of the amount before."""
    return told.measure is Measure.RATIO and RATE_END.search(told.indicator) is not None


def _is_part_of_new(draft: Draft, parent: Draft, told: list[Draft]) -> bool:
    """新增并网容量3912万千瓦，其中陆上风电3665万千瓦: the part was added too; `told`: the amounts before it."""
    wholes = [each for each in told if PART_OF_NEW not in each.trail]
    whole = wholes[-1] if wholes else parent  # 其中水电1510万千瓦，火电1860万千瓦: no part of the hydropower
    if whole.base and not told:
        return False  # 装机容量9200万千瓦，同比增加800万千瓦。其中水电装机400万千瓦: a part of the capacity
    alike = draft.measure is Measure.LEVEL and draft.unit == parent.unit
    return alike and parent.measure is whole.measure is Measure.CHANGE and draft.value < abs(whole.value)


def _actor(name: str) -> str:
    """Who a figure is of: 规模以上制造业营业收入 -> 规模以上制造业; a name that says no actor stays."""
    end = next((end for end in KINDS_LONGEST_FIRST if name.endswith(end)), "")
    actor = name[: len(name) - len(end)].rstrip("的")
    return actor if end and ACTOR_END.search(actor) else name
