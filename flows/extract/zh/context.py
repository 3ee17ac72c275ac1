"""What a sentence's clauses hand on while they are read: period, place, topic, plan or forecast."""

from __future__ import annotations

import re

from flows.extract.calendar import Span, months, years
from flows.extract.calendar import quarter as quarter_of
from flows.extract.mention.period.shared import Resolved
from flows.extract.mention.period.zh import resolve
from flows.extract.text.steps import ITEM_MARK
from flows.extract.zh.clauses import Clause
from flows.extract.zh.compare import COMPARED, find_comparison
from flows.extract.zh.cues import PLAN, pieces, read_head
from flows.extract.zh.frames import REPORT_OF_GOVERNMENT, data_period
from flows.extract.zh.naming import is_relational, topic_of
from flows.extract.zh.occasions import named
from flows.extract.zh.scope import Scope
from flows.extract.zh.sections import TELLS_FACTS, foretells_items
from flows.extract.zh.text import PERIOD, QUANTITY
from flows.extract.zh.whereabouts import Whereabouts, names_partners
from warehouse.model import Sentence, SetAside
from warehouse.values import replace
from warehouse.vocabulary.places import canonical, place
from warehouse.vocabulary.units import units
from warehouse.vocabulary.words import any_of

TARGET = re.compile(
    rf"{any_of(PLAN['target'])}|(?<![重主需只必纲摘])要(?=在|达|建|实|完|新|培|打|推|扩|提|下降|控制|力|超|基本|全)"
    rf"|将(?={any_of(PLAN['will'])})"
)
NOT_TARGET = re.compile(pieces("no_target"))
FORECAST = re.compile(rf"(?:{any_of(PLAN['forecast'])})(?!目标|指数|性|寿命|管理)")
HEADED = re.compile(rf"[^,]{{0,3}}?(?:{PERIOD}+)?(?:{any_of(PLAN['forecast'])})")  # 预计，…: its whole sentence
COMES_ABOUT = re.compile(pieces("comes_about"))
STRIVES = re.compile("力争|争取|目标|计划|规划|确保|努力|拟")
IN_BRACKETS = re.compile(r"\((?:预计|预测|预估|初步)(?:数|值)?\)")  # 3.6万亿元(预计数): of this number alone
EXPECTATION = re.compile(  # 高于市场预期的2.0%: of this number alone, and of what was told before it
    "(?:[高低好强弱逊大小快慢多少优]于|不及|未达|超出|超过|超|符合)[^,;。\ue001\ue002]{0,16}?(?:(?:预估|预期|预测|预计)(?:中值|均值|值|水平)?|调查(?:中值|均值))"
    r"(?:的|为)?(?:约)?(?=\d|$)"
)
CERTAIN = re.compile(pieces("certain"))
PASSED = re.compile("(?:突破|达到|超过|增长|下降|实现|完成)了")
DONE = re.compile(pieces("done"))
ASPECT = re.compile(
    r"^(?:在)?[^,]{1,16}方面$|^[从分按][^,]{1,16}(?:看|来看|划分)$|^从[^,]{1,16}(?:看|来看)$|^看[^,]{1,8}$|^按[^,]{1,16}分(?:组|类)?$|^分[^,]{1,8}[来]?看$"
)
DIVIDES = re.compile("^(?:分|按)")  # 分产业看: what follows are parts of what was told before
AIMED = 24  # and in which an aim is: 到年底，全市5G基站将达到…
NEXT = 16  # characters behind a period in which a forecast is told of it: 四季度，公司毛利率指引为…
RECKONED_IN = re.compile("以(?P<money>美元|人民币|新台币|欧元|日元|港元)(?:计价|计算|计)")
HARVEST = re.compile("夏[粮糧收油]|早稻|秋[粮糧]|[中晚]稻|冬小麦|春播|秋收|油菜籽")
OF_AN_AIM = re.compile("(?:的)?(?:工作|考核|预期|收入|投资|销量|销售|产量|生产|交付|任务|目标|计划)*(?:目标|任务|计划)")
OF_A_SUM = re.compile(f"{QUANTITY}+的?(?:目标|任务|计划)")  # 完成全年600万人目标的68%
FULFILS = re.compile("(?:完成|实现|达[到至成]|占)了?(?:公司|集团|其)?$")
SEEN_BY = re.compile("(?:从|按|以)?(?P<by>同|环)比(?:来)?看$")
RANKED_SINCE = re.compile("(?:以来)?的?(?:同期|单[日月季周]|历史)?(?:最|首|新[高低]|第[一二三])")
OF_AN_INDUSTRY = re.compile(
    "[^,]{2,20}(?:制造|加工|采[选掘]|服务|供应|建筑|采矿|农|林|渔|畜牧|旅游|软件|信息|物流|金融)业"
)
THIS_TERM = re.compile("当月|[本当]季度?(?!节)")
NEXT_IN_ROW = re.compile("(?:其次|再次|接着|接下来|然后|最后)(?:则)?(?:是|为)")
SUMMED_UP = re.compile("[,的]{0,2}[^,;。\\d]{0,8}累计")
CUMULATIVE = re.compile("累计(?!至)")
WITHIN = re.compile(r"^(?:在)?(?P<what>.{2,40}?)(?:中|里|后|当中)$", re.S)
PLAN_YEAR = re.compile(
    r"(?P<year>\d{4}|明|今)年(?:要|将|的?(?:重点|经济社会|主要|发展|预期)*(?:工作|任务|目标))|(?:会议|通知|方案|意见|规划|纲要|指南|计划)》?(?:强调|提出|要求|明确|指出|确定|部署)"
)
PAST = re.compile(pieces("past"))
RATE = re.compile("增速|增幅|降幅")
AHEAD = re.compile("今后|未来")
BEGAN = "投产|开工|建成|竣工|投用|投运|运营|成立|设立|创建|创办|创立|始建|开园|开业|启动|上线|挂牌|落户|签约|完工"
HAPPENED = re.compile(  # 已于去年10月投产, 成立于2010年: when a thing began, no period of the figures to come
    f"(?<![将拟])[于在]{PERIOD}+(?:正式|全面|顺利|建成|竣工)?(?:{BEGAN})(?:运营|使用)?$"
    f"|(?:{BEGAN})于{PERIOD}+$|^[\u4e00-\u9fff]{{0,12}}{PERIOD}+(?:正式|全面|建成)?(?:投入使用|投入运营|{BEGAN})(?:运营|使用|建设)?$"
)
ONE_AIM = re.compile("(?:力争|争取|确保|预计)$")
MOST_IS = re.compile(
    "(?:其中,?)?(?P<figure>[\u4e00-\u9fff]{2,10}?)最[高多大快低少小慢](?:的)?(?:省份|地区|城市|国家|企业|行业)?(?:是|为|当属)(?P<who>[\u4e00-\u9fff]{2,12})"
)
SAME_DAY = ("当天", "当日")
SAME_TERM = ("同期", "同月", "同季", "同旬")
SAME_PERIOD = ("同期", "本旬", "本周")
OTHER_EDITION = re.compile("第[一二三四五六七八九十百\\d]{1,4}届|下届|下一届|目前|今年")
TITLED_YEAR = re.compile(r"《(?P<year>\d{4})年?[^》]{0,16}(?:指数|排名|排行|榜|报告|白皮书|蓝皮书)")
ONCE_BUILT = re.compile("(?:建成|投产|达产|完工|投运|投用|投入使用|投入运营)(?:后|可),?(?!的|已|,?累计)")
IT_SAYS = re.compile("^(?:其中|并)?(?:提出|明确|提到)$")
PLAN_YEARS = re.compile(r"(?:方案|规划|计划|意见|纲要|行动)\((?P<first>\d{4})-(?P<last>\d{4})年?\)")
GOALS = re.compile("(?:预期|主要|总体|发展|工作)?目标(?:任务)?(?:是|为|包括|有)?$")
ORDERS = re.compile(  # a plan's sentences that say what to do: 着力数字化转型，充电桩总数突破6万个
    "(?:每年)?(?:着力|加快|推进|推动|实施|培育|新培育|新建|新增|建设|打造|扩大|提升|强化|深化|做强|做优|做大|壮大|大力|全面|深入|统筹|抓好|完善|引进|改造"
    "|布局|支持|开展|组织|创建|争创|启动|落实|实施|设立|安排)"
)
IN_THEM = re.compile("\\s*(?:其中|当中(?![国东央部小西外型年期药医]))")
IS_NOW = re.compile(
    "合计|总计|一共|共有|现有|拥有|占(?:全[国省市县区球]|我[国省市县区]|[^,;。]{2,12}(?:比重|比例)|\ue002)|[位排]居|排名|集中在|分布在"
)
YET_TO_BE = re.compile(
    "达|突破|超|以上|左右|不低于|提[高升]|[增降减]|扩|培育|新[增建]|建成|形成|力争|争取|确保|实现|完成|打造|将|要"
)
BY_PLAN = re.compile("根据[^,]{0,40}(?:方案|规划|计划|纲要|意见)》?")


class Context(Whereabouts):
    """The sentence under the eye with its scope; `aside` tells why a quantity became no claim, by its offset."""

    def __init__(self, text: str, masked: str, sentence: Sentence, scope: Scope) -> None:
        """`text` even, `masked` with its mentions masked, both as long as the sentence."""
        super().__init__(text, masked, sentence, scope)
        self.aside: dict[int, SetAside] = {}
        self.clause_text = ""
        self.clause_start = 0
        self.clause_dated = False  # a period stands in the clause
        self.span_before: Span | None = None  # the period in force where the clause begins
        self.forecast_here = False
        self.plans_here = False  # a word of planning stands in the clause
        self.comes_about = False  # 产量将达到500万吨: what will be so, and nobody's aim
        self.aside_frame: tuple[Resolved | None, str] | None = None  # what holds again after 上年同期

    def span(self) -> Span | None:
        """The days of the period in force."""
        return self.scope.frame.span if self.scope.frame else None

    def told_span(self) -> Span | None:
        """The days last told of: the period in force, the release's own, or the last one of the text."""
        last = self.scope.last_frame
        return self.span() or self.scope.release or (last.span if last else None)

    def enter(self, clause: Clause) -> None:
        """What a clause's own words say before its numbers are read."""
        text = self.clause_text = self.text[clause.start : clause.end]
        if ITEM_MARK in self.text[max(0, clause.start - 2) : clause.start]:
            foretelling = foretells_items(self.text[: clause.start], self.scope.foretelling)
            if not foretelling:  # an item of a line that lists them stands alone
                self.scope.paragraph()
            self.scope.foretelling = foretelling
        if "计" in text and (money := RECKONED_IN.search(text)):
            self.scope.reckoned_in = units()[money["money"]].base
        if "比" in text and (seen := SEEN_BY.search(text)):
            self.scope.seen_by = "mom" if seen["by"] == "环" else "yoy"
        self.scope.partners = self.scope.partners or names_partners(text)
        if "目标" in text or "任务" in text or "计划" in text:
            clause.periods = [p for p in clause.periods if not self._only_aims(p.start, p.end)]
        if "以来" in text:
            clause.periods = [p for p in clause.periods if not self._only_ranks(p.start, p.end)]
        self.clause_start, self.clause_dated = clause.start, bool(clause.said)
        self.span_before = self.span()
        scope = self.scope
        if scope.first_clause and scope.months and scope.carried:
            self._leave_the_harvest(scope.months)
        if scope.first_clause and scope.carried and self._leaves_the_aim():
            scope.frame, scope.frame_words = scope.article_frame, ""
        scope.harvested = scope.harvested or HARVEST.search(text) is not None
        if scope.occasions and self._dates_nothing(clause) and (occasion := named(scope.occasions, text)):
            clause.periods = []
            scope.set_frame(Resolved(occasion.span, is_occasion=True), occasion.words)
        elif scope.frame and scope.frame.is_occasion and OTHER_EDITION.search(text):
            scope.frame = scope.article_frame
        if not clause.periods and CUMULATIVE.search(text):
            scope.end_month_aside()
        elif not clause.periods and (term := THIS_TERM.search(text)):
            scope.begin_month_aside()
            self._enter_term(term.group())
        if IN_THEM.match(text):
            scope.tell_parts()
        if text.endswith("方面") and ASPECT.match(text.strip()):
            scope.frame, scope.frame_words = scope.article_frame, ""
        self._enter_forecast(clause, text)
        scope.strives = scope.strives or (scope.first_clause and STRIVES.search(NOT_TARGET.sub("##", text)) is not None)
        if scope.section.ahead and scope.first_clause and not TELLS_FACTS.search(self.text):
            scope.goals = scope.plan = True
            scope.plan_year = scope.section.year or scope.plan_year
        scope.goals = scope.goals or (clause.stop == ":" and GOALS.search(text.strip()) is not None)
        self._enter_plan(text)
        if "《" in text and scope.frame is None and (titled := TITLED_YEAR.search(text)):
            scope.set_frame(Resolved(years(int(titled["year"])), year_said=True), titled.group())
        built = ONCE_BUILT.search(text) is not None
        if built and not clause.periods and not scope.plan:
            scope.frame, scope.frame_words = None, ""  # 计划于11月投产，投产后年产值5亿元: of no month
        done = DONE.search(text) is not None
        if not done and (built or self._aims(text)):
            scope.target = True
        elif done or (clause.stop == ";" and not scope.strives):
            scope.target = False
        elif scope.plan and ORDERS.match(text.strip()) and not self._tells_facts():
            scope.target = True

    def _dates_nothing(self, clause: Clause) -> bool:
        """Whether a clause says no period, or but the year of what it goes on to name: 今年国庆档平均票价41元."""
        return all(self.text.startswith("今年", p.start) and p.end - p.start == 2 for p in clause.periods)

    def _leaves_the_aim(self) -> bool:
        """到2027年，力争产量达到5万吨。三镇合计产量1.4万吨，占全市的四成: what is so now, in no plan's own text."""
        told, scope = self.span(), self.scope
        ahead = told is not None and told.start is not None and told.start > scope.published
        planned = scope.plan or scope.goals or scope.section.ahead
        return ahead and not planned and IS_NOW.search(self.text) is not None and YET_TO_BE.search(self.text) is None

    def _leave_the_harvest(self, reported: Span) -> None:
        """今年夏粮产量5亿斤。牛奶产量…, in a text of the first half: the year dates what is harvested alone."""
        told, scope = self.span(), self.scope
        ahead = scope.plan or scope.goals or self.scope.section.ahead
        in_progress = told is not None and told.start == reported.start and told.end > scope.published
        if in_progress and not ahead and scope.harvested and not HARVEST.search(self.text):
            scope.set_frame(Resolved(reported, year_said=True), "")

    def _only_aims(self, start: int, end: int) -> bool:
        """完成全年目标的65%: whose aim it was is no period of the figures."""
        of_an_aim = OF_AN_AIM.match(self.text, end) or OF_A_SUM.match(self.masked, end)
        return of_an_aim is not None and FULFILS.search(self.text, 0, start) is not None

    def _only_ranks(self, start: int, end: int) -> bool:
        """为2月以来最差表现, 创2020年8月以来新低: since when it was not so is no period of the figures."""
        since = self.text.endswith("以来", start, end) or self.text.startswith("以来", end)
        return since and RANKED_SINCE.match(self.text, end) is not None

    def _enter_forecast(self, clause: Clause, text: str) -> None:
        """Whether the clause plans or foretells, and how far what it foretells reaches."""
        scope = self.scope
        self.plans_here = TARGET.search(text) is not None
        self.forecast_here = bool(
            FORECAST.search(text) and FORECAST.search(EXPECTATION.sub("##", IN_BRACKETS.sub("##", text)))
        )
        self.comes_about = bool(self.plans_here and self._comes_about(text))
        if self.forecast_here:
            scope.foretold = scope.foretold or not clause.slots  # 某机构预测，…: what follows is its forecast
            scope.forecast = True
            scope.foretells = scope.foretells or (scope.first_clause and HEADED.match(text) is not None)
        elif self.comes_about:
            scope.forecast = True
        elif scope.forecast and (CERTAIN.search(text) or PASSED.search(text)):
            scope.forecast = False

    def _enter_term(self, words: str) -> None:
        """9月，…。 and in the next paragraph 当月旅行逆差: the last month told of; 本季度 its quarter."""
        scope, told = self.scope, self.told_span()
        if scope.frame is None and told is not None and scope.published.year - told.end.year < 2:
            quarter = (told.end.month - 1) // 3 + 1
            span = months(told.end.year, told.end.month) if "月" in words else quarter_of(told.end.year, quarter)
            scope.set_frame(Resolved(span, year_said=True), words)

    def _aims(self, text: str) -> bool:
        """Whether the clause says that something is planned, and not only in the name of a plan."""
        return self.plans_here and not self.comes_about and TARGET.search(NOT_TARGET.sub("##", text)) is not None

    def _comes_about(self, text: str) -> bool:
        """Whether a clause tells what will come about, where no plan is laid out and nobody strives for it."""
        scope = self.scope
        told = COMES_ABOUT.search(text) is not None
        return told and not (scope.plan or scope.goals or scope.target or STRIVES.search(NOT_TARGET.sub("##", text)))

    def _tells_facts(self) -> bool:
        """Whether the sentence says what is done or was."""
        return DONE.search(self.text) is not None or PAST.search(self.text) is not None

    def _enter_plan(self, text: str) -> None:
        """Whether the text lays out a plan from here on, and for which years."""
        scope = self.scope
        if "(" in text and (said := PLAN_YEARS.search(text)):
            first, last = int(said["first"]), int(said["last"])
            if scope.published.year <= last < 2200 and 1900 < first <= last:
                scope.plan_span = years(first, last)
        if found := PLAN_YEAR.search(text):
            scope.plan = True
            if found["year"]:
                offset = {"明": 1, "今": 0}.get(found["year"])
                scope.plan_year = scope.published.year + offset if offset is not None else int(found["year"])
        elif (
            ("根据" in text and BY_PLAN.search(text))
            or IT_SAYS.search(text)
            or ("工作报告" in text and REPORT_OF_GOVERNMENT.search(text))
        ):
            scope.plan = True
        elif PAST.search(text):
            scope.plan = False

    def _year_holds(self, words: str) -> bool:
        """Whether the frame's year serves words without one: it was said, and the sentence looks not ahead.

        去年全年 and 2024年市场平稳，全年规模预计达到… are of the year said, forecast or not.
        """
        said = self.scope.frame is not None and self.scope.frame.year_said
        return said and (not self.scope.forecast or words == "全年")

    def close(self, clause: Clause) -> None:
        """The clause's end: what was said of it alone holds no longer."""
        if self.aside_frame is not None:
            self.scope.frame, self.scope.frame_words = self.aside_frame
            self.aside_frame = None
        if clause.stop == ";":
            self.scope.end_sum_aside()
            self.scope.forecast = self.scope.forecast and self.scope.foretells
            self.scope.target = self.scope.target and self.scope.strives

    def leave(self, clause: Clause, *, first: bool) -> None:
        """A clause without numbers: its period, place, base of comparison and topic stay for the next."""
        scope = self.scope
        lead = read_head(self.masked, clause.start, clause.end).start
        if (
            scope.frame is not None and scope.frame_words and not scope.carried
        ):  # 扭转1-7月下降的趋势: a period within a phrase changes nothing
            clause.periods = [p for p in clause.periods if p.start <= lead]
        if (
            clause.periods
            and not (self.forecast_here or self.plans_here)
            and HAPPENED.search(self.masked[clause.start : clause.end])
        ):
            clause.periods = []
        self.advance_frame(clause, clause.end + 1)
        self.advance_place(clause.start, clause.end, head_only=True)
        words = self.text[clause.start : clause.end].strip()
        if "相比" in words and COMPARED.search(self.masked, clause.start, min(clause.end + 1, len(self.masked))):
            found = find_comparison(self.masked, self.text, clause.start, clause.end + 1, scope.published, self.span())
            scope.base = found.base if found else None
            return
        if RATE.search(words):
            scope.speaks_of_rate = True
        if (within := WITHIN.match(words)) and (
            words.startswith("在") or (words.endswith(("后", "中")) and not ONCE_BUILT.search(words))
        ):
            scope.within = re.sub("^(?:在)?(?:我国|全国|中国)?", "", within["what"])
        if ASPECT.match(words):
            scope.divided = scope.divided or DIVIDES.match(words) is not None
            return
        if (most := MOST_IS.fullmatch(words)) and (area := place(most["who"])):
            scope.go_to(self.scope.names.get(canonical(area.ref_area), area.ref_area))
            scope.topic = most["figure"]  # 产量最高的是河南，达到…: there
            return
        topic = most["who"] if most else topic_of(self.text, self.masked, clause.start, clause.end)
        if topic and not scope.here.is_place(topic):
            actor = OF_AN_INDUSTRY.match(scope.topic) if is_relational(topic) else None
            scope.topic = actor.group() + topic if actor else topic  # 石料业景气度高，投资增势突出，增长…
            scope.next_in_row = NEXT_IN_ROW.match(words) is not None
            scope.topic_worldwide = read_head(self.masked, clause.start, clause.end).world
            scope.topic_shift = scope.topic_shift or (first and "其中" not in words)

    def topic_before(self, clause: Clause) -> None:
        """产业收入首次迈过千亿门槛，达到1240亿元: a clause whose numbers are no claims speaks of something too."""
        self.advance_place(clause.start, clause.slots[0].start, head_only=True)  # 山东省是第一茶叶大省，产量…
        topic = topic_of(self.text, self.masked, clause.start, clause.slots[0].start)
        if topic and not self.scope.here.is_place(topic):
            self.scope.topic = topic

    def _aimed_at(self, end: int) -> bool:
        """Whether what follows a period, up to its first number, is foretold or aimed at: 上半年，全市力争…."""
        stop = self.masked.find(QUANTITY, end, end + AIMED)
        words = self.text[end : stop if stop >= 0 else end + AIMED]
        foretold = FORECAST.search(self.text, end, end + NEXT) is not None
        return foretold or (TARGET.search(NOT_TARGET.sub("##", words)) is not None and not DONE.search(words))

    def advance_frame(self, clause: Clause, until: int) -> None:
        """Takes up every period of the clause that stands before `until` and speaks of the data."""
        while clause.periods and clause.periods[0].start < until:
            mention = clause.periods.pop(0)
            words = self.text[mention.start : mention.end]
            if words in SAME_PERIOD:
                resolved = self.scope.last_frame
            elif words in SAME_DAY:
                resolved = self.scope.last_day
            else:
                place = (mention.start, mention.end)
                said = self.span() if words.startswith(("上", "当", "同")) or self._year_holds(words) else None
                told_next = self._aimed_at(mention.end)
                ahead = self.scope.forecast or self.scope.target or told_next
                ahead = ahead and not (said and words == "全年")
                if self.text.startswith("平均", mention.end) or (words == "全年" and self.span() is None):
                    said = self.told_span()  # 两年平均: until now; 截至2021年末，…。全年新增就业: of 2021
                elif self.text.startswith(SAME_TERM, mention.end):
                    said = self.told_span()  # 去年同期: the same days of another year
                resolved = data_period(self.text, self.masked, clause, *place, self.scope.published, said, ahead=ahead)
                if said and resolved and resolved.span and resolved.span.end.year == said.end.year:
                    resolved = replace(resolved, year_said=True)  # 2021年…。一季度、上半年、全年: all of 2021
                if resolved and words == "今年以来":
                    summed_up = SUMMED_UP.match(self.text, mention.end) is not None
                    resolved = self.scope.until_reported(resolved, summed_up=summed_up)
                    if summed_up:
                        self.scope.begin_sum_aside()
                if resolved is not None and resolved.span_years and not AHEAD.match(words):
                    resolved = self.scope.years_meant(resolved)
                if resolved is not None and resolved.span_years and self.text.startswith("平均", mention.end):
                    self.scope.long_span = resolved  # 两年平均增长4.4%: of this number only
                    continue
                day = resolved or resolve(words, self.scope.published, said)
                if day is not None and day.is_day:
                    self.scope.last_day = day  # of the figures or of the report; 当天 speaks of it
            if resolved is not None and resolved.is_reference:  # 上年同期为下降2.1%: of these numbers only
                self.aside_frame = self.aside_frame or (self.scope.frame, self.scope.frame_words)
                self.scope.frame, self.scope.frame_words = resolved, words
                self.scope.frame_after_level = True
            elif resolved is not None:
                self.scope.set_frame(resolved, words)
                self.scope.frame_local = ONE_AIM.search(self.text, max(0, mention.start - 2), mention.start) is not None
