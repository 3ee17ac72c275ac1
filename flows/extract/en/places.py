"""Where a number is about: the place its clause names as subject or site, no trading partner; else the country."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.extract.draft import Draft
from flows.extract.en.view import CUES, VERBS, View
from flows.extract.en.work import Scope, Work
from flows.extract.mention.place.shared import CITY_PROVINCES
from flows.extract.mention.token_en import TAGS
from warehouse.model import Measure
from warehouse.vocabulary.places import PlaceMention, find_places, place

SITES = CUES.words["sites"]
PARTNERS = CUES.words["partners"]
ABROAD = frozenset(["country", "country_group"])
OVER_ALL = ABROAD | {"world"}
HERE = re.compile(
    r"\b(?:the|this) (?:province|city|region|municipality|county|district|zone|town|area|park|island|port|delta)\b"
    r"|provincial|\bcity's|^its?\b|^home to\b",
    re.IGNORECASE,
)
CLUSTER = re.compile(r"(?:Delta|Region|Zone|Area|Basin|Belt|Cluster|Circle|Park|China)$")
PROVINCE = re.compile(r"\b(?:the|this) province\b", re.IGNORECASE)
REGION = re.compile(r"\b(?:the|this) (region|delta|area|zone|park)\b", re.IGNORECASE)
TRADE = re.compile(r"\b(?:trad(?:e|ing)|exports?|imports?|shipments|partner)\b", re.IGNORECASE)
CAPITAL = re.compile(r"capital (?:city )?of (?:the )?(?:\w+ China['’]s )?$")
BEST_OF = re.compile(r"['’]s (?:\w+-)?(?:largest|biggest|first|top|most|leading|longest|highest)")
INSIDE = re.compile(
    r"(?: (?:province|city))?(?:, (?:a|an|the|one of)\b[^,;]{0,60}\b(?:in|of)| in) (?:the )?", re.IGNORECASE
)
BESIDE = re.compile(
    r"(?: (?:province|city|municipality))?(?:, (?:and )?| and )(?:the )?(?:(?:north|south|east|west|central)[a-z]* )?",
    re.IGNORECASE,
)
OWNED_NUMBER = re.compile(r"(?: (?:province|city|municipality))?['’]s ", re.IGNORECASE)
HELD = re.compile(r"(?: [A-Z]\w+)? (?:with|at) ")
OWNED = re.compile(r"['’]s ")
WHOLE = re.compile(r"(?:percent|per cent|%|quarters?|thirds?|half|fifths?|tenth|share) of (?:the )?$")
NATIONAL_AVERAGE = re.compile(r"\bnational (?:average|level|total|figure)\b")
WORLD_AVERAGE = re.compile(r"\b(?:global|world) (?:average|level)\b", re.IGNORECASE)
AUTONOMOUS = ("CN-NM", "CN-GX", "CN-XZ", "CN-NX", "CN-XJ")
OFFICE = re.compile(r" (?:consultancy|brokerage|think tank|University|Institute|Academy|newspaper|Stock Exchange)")
STATE_ACTS = re.compile(
    r" (?:has |have |had |is |was |will |would |could |may |also )*(?:bought|buy|sold|sell|import|export|raise|cut"
    r"|impos|lift|ban|pledg|vow|approv|order|allow|stockpil|releas|restrict|subsidi|agreed)"
)
CLAUSE_HEAD = re.compile(r"(?:^|[,;:] |\b(?:that|said|as|after|since|because|while|and|but) )$")
MUNICIPAL = re.compile(
    r"\b(?:municipal|[Tt]he city|[Dd]istricts?|the capital|Beijing (?:Municipality|residents|\w+ Bureau))\b"
)
BETWEEN_TWO = re.compile(r"\b(?:bilateral|two-way|mutual) ", re.IGNORECASE)
PARTNER = re.compile(r"\b(?:bilateral|two-way|mutual|two sides|two countries)\b", re.IGNORECASE)
MEASURED = ("economy", "gdp", "exports", "imports", "inflation", "sales", "output", "production", "unemployment", "cpi")
NAMED_NEXT = re.compile(
    r"followed by (?:the )?(?:[A-Z][a-z]+(?:, and |, | and ))*$|\b[Ee]xports from (?:the )?$"
)  # `followed by Anhui and Hubei, with`, `exports from Guangdong`
DATELINE = re.compile(r"([A-Z]{3,}(?:['’ ][A-Z]{2,})?)(?:, [A-Z][a-z]+\.? \d{1,2})?(?: \(\w+\))? ?(?:--|[-–—]) ")
CITY = re.compile(r"\b(?:the|this) city\b", re.IGNORECASE)
AMONG = re.compile(r", (?:including|such as)(?: [^;.]*)? $")
LIST_REACH = 160  # characters of a list of examples
AVERAGE_REACH = 30  # characters from `global` to the average's own number
HOME_WITHIN = 200  # characters in which a text names what it is about
HEAD_LENGTH = 60  # characters of a sentence in which its subject begins
_three = r"Hong Kong,? (?:Maca[ou],? )?and Taiwan|Hong Kong-Maca[ou]-Taiwan"
OWNERS = re.compile(
    rf"(?:funded|invested|owned|invest(?:ors|ment)|funds|capital|business\w*|compatriots)(?: by| from| in)?"
    rf" (?:the )?(?:{_three})"
    rf"|(?:{_three})[ -](?:funded|invested|owned|invest\w+|funds|capital|business\w*|enterprises|firms|companies)"
)  # a kind of enterprise in the statistics, not a place
WORLDS = re.compile(
    r"(?:global|worldwide|world|world['’]s) (?!market|leader|leading|class|economy['’]|expo|cup)[a-z]+", re.IGNORECASE
)
OWNER = re.compile(r"(?:['’]s?|\b(?:its|their|his|our|Chinese|share of|part of|percent of))(?: the)? $")
IN_FRONT = re.compile(r"(?:In|Across|Throughout) (?:the )?")
CHAIN = re.compile(r",? (?:in )?|['’]s ")
NATIONAL = re.compile(r"\b(?:China|Chinese|national|nationwide|country|nation)\b")


def set_place(work: Work) -> None:
    """The nearest place before the number in its clause, or right behind it; carried where the sentence points back."""
    view = work.view
    found = _before(work) or _behind(work)
    if found is not None and found.ref_area == "CN-BJ" and _is_government(work, found):
        found = None
        work.draft.breakdown = "" if work.draft.breakdown == "Beijing" else work.draft.breakdown
    near = view.sentence.text[max(work.token.start - 30, 0) : work.token.start]
    if NATIONAL_AVERAGE.search(near):
        found = None  # `above the national average of 2.7 percent`
    elif found is not None:
        work.draft.ref_area = "CN" if found.ref_area == "CN" else found.ref_area.removeprefix("the ")
        work.draft.note(f"place: {found.name}")
        marks = ("'s ", "’s ", " ") if found.kind not in ("country", "country_group") else ("'s ", "’s ")
        for mark in marks:
            work.draft.indicator = (
                work.draft.indicator.removeprefix(found.name + mark) if found.kind != "world" else work.draft.indicator
            )
    if _of_the_world(work):
        work.draft.ref_area = "WORLD"
        work.draft.note("place: the world's own figure")
    elif found is not None or NATIONAL_AVERAGE.search(near):
        pass
    elif (handed := _handed_on(work)) is not None and handed.ref_area != "CN" and not _says_china(view, work):
        work.draft.ref_area = handed.ref_area
    elif pointed := _pointed_at(work):
        work.draft.ref_area = pointed
        work.draft.note("place carried from the sentence before")
    elif work.scope.home and handed is None:
        work.draft.ref_area = work.scope.home
        work.draft.note("place: the only one of the text")
    name_partner(work)
    _leave(work, work.scope)


def _is_government(work: Work, mention: PlaceMention) -> bool:
    """`China's imports rose. Beijing has bought 2 million tonnes`: the nation, where the text tells of no city."""
    text, whole = work.view.sentence.text, work.scope.text
    acts = STATE_ACTS.match(text, mention.end) is not None and CLAUSE_HEAD.search(text[: mention.start]) is not None
    return acts and len(NATIONAL.findall(whole)) > 1 and MUNICIPAL.search(whole) is None


def _of_the_world(work: Work) -> bool:
    """`expects 90 GW of global solar installations`, `global trade grew`: what is measured is called the world's."""
    draft, text = work.draft, work.view.sentence.text
    if draft.measure in (Measure.RANK, Measure.SHARE, Measure.DURATION):
        return False
    if not any(mention.kind == "world" for mention in places_of(work.view)):
        return False
    named = WORLDS.match(draft.indicator) or WORLDS.match(draft.breakdown)
    if named and work.previous and work.previous.indicator == draft.indicator and _says_china(work.view, work):
        return False  # `Global output was 1.8 billion tonnes, while China's was 1 billion tonnes`
    at = text.find(named.group()) if named else -1
    return at >= 0 and not OWNER.search(text[max(at - 24, 0) : at])


def home_of(text: str) -> str:
    """The one province or city of which a text tells first (`Taiwan's orders fell`), where it names no country."""
    if NATIONAL.search(text):
        return ""
    found = [m for m in find_places(text) if m.kind in ("province", "municipality", "city")]
    if not found or found[0].start > HOME_WITHIN or not OWNED.match(text, found[0].end):
        return ""
    around = {m.ref_area if m.ref_area.startswith("CN-") else m.parent for m in found}
    named = {m.ref_area for m in found}
    return named.pop() if len(named) == 1 else around.pop() if len(around) == 1 else ""


def _handed_on(work: Work) -> Draft | None:
    """The number before, whose place goes on; `above the global average of 2 percent` is only compared with."""
    text, start = work.view.sentence.text, work.view.sentence.start
    for _, draft in reversed(work.before):
        if not WORLD_AVERAGE.search(text[max(draft.start - start - 40, 0) : draft.start - start]):
            return draft
    return None


def enter_dateline(text: str, scope: Scope) -> None:
    """`HARBIN, Jan. 3 (Xinhua) -- `: the city that `the city` means where the text names none."""
    found = DATELINE.match(text)
    known = place(found[1].title()) if found else None
    if known is not None and known.kind in ("city", "municipality"):
        scope.seat = known.ref_area


def enter_place(text: str, scope: Scope) -> None:
    """`Shenzhen is leading the charge.`: a sentence without numbers whose subject is a place hands it on."""
    found = next(iter(find_places(text[:HEAD_LENGTH])), None)
    if found is None or found.kind == "organisation" or found.kind in OVER_ALL:
        return
    head = text[: found.start].lower().removesuffix("the ")
    if (head and not head.endswith(", ")) or text.startswith("-", found.end):
        return
    if CLUSTER.search(found.ref_area):
        scope.region = found.ref_area  # `The Nanjing Science Park opened in 1994.`
    elif found.ref_area not in ("", "CN"):
        scope.ref_area = found.ref_area


def _pointed_at(work: Work) -> str:
    """`The region` is the cluster last named, if no autonomous region was; else the place last named, if it fits.

    `The province` behind a city is the one in which the city lies.
    """
    scope = work.scope
    said = REGION.search(work.view.sentence.text)
    fits = said is not None and (said[1].lower() == "park") == scope.region.endswith("Park")
    if scope.region and fits and scope.ref_area not in AUTONOMOUS:
        return scope.region
    if scope.ref_area != "CN" and _points_there(work):
        return scope.ref_area
    if scope.ref_area == "CN" and scope.seat and CITY.search(work.view.sentence.text):
        return scope.seat
    town = place(scope.ref_area) if PROVINCE.search(work.view.sentence.text) else None
    return town.parent if town is not None and town.parent.startswith("CN-") else ""


def name_partner(work: Work) -> None:
    """`ASEAN is the largest partner, with bilateral trade growing 9 percent`: the trade is the one with ASEAN."""
    draft, text = work.draft, work.view.sentence.text
    if not BETWEEN_TWO.search(draft.indicator) or " with " in draft.indicator:
        return
    abroad = [m for m in places_of(work.view) if m.kind in ABROAD and m.ref_area != "CN"]
    before = [m for m in abroad if m.end <= work.token.start]
    if abroad:
        work.scope.partner = (before[-1] if before else abroad[0]).name.removeprefix("the ")
    elif not PARTNER.search(text):
        return
    if work.scope.partner:
        draft.indicator = f"{draft.indicator} with {work.scope.partner}"


def _points_there(work: Work) -> bool:
    """Whether the sentence points back at the carried place: `the province` at a province, `the city` at a city."""
    found = HERE.search(work.view.sentence.text)
    area = work.scope.ref_area
    if found is None:
        return False
    word = found.group().lower().split()[-1]
    if word in ("province", "provincial"):
        return area.startswith("CN-")
    if word in ("city", "municipality", "city's"):
        return not area.startswith("CN-") or area in CITY_PROVINCES
    return word in ("region", "it", "its", "to") or not area.startswith("CN-")


def _leave(work: Work, scope: Scope) -> None:
    if work.draft.measure is Measure.RANK:
        return  # `ranking seventh in China`: among whom, not where
    if CLUSTER.search(work.draft.ref_area):
        scope.region = work.draft.ref_area
    if work.draft.ref_area not in ("CN", "WORLD") or NATIONAL.search(work.view.sentence.text):
        scope.ref_area = work.draft.ref_area


def _says_china(view: View, work: Work) -> bool:
    first = work.before[-1][0] if work.before else 0
    return any(view.low(k).startswith(("china", "country")) for k in range(first, work.index))


def places_of(view: View) -> list[PlaceMention]:
    """The sentence's places, found once."""
    if view.places is None:
        text = view.sentence.text
        owners = [found.span() for found in OWNERS.finditer(text)] if "Taiwan" in text else []
        found = [
            _bare_name(m)
            for m in find_places(text)
            if m.kind != "organisation" and not any(start <= m.start < end for start, end in owners)
        ]
        view.places = [m for m in found if m.ref_area]
    return view.places


def _bare_name(mention: PlaceMention) -> PlaceMention:
    """`In Jiangsu Province`: the name without the preposition that begins the sentence."""
    head, _, rest = mention.name.partition(" ")
    known = place(rest) if head.lower() in SITES else None
    if known is None:
        return mention
    return PlaceMention(mention.end - len(rest), mention.end, rest, known.ref_area, known.kind, known.parent)


def _before(work: Work) -> PlaceMention | None:
    text, stop = work.view.sentence.text, work.token.start
    mentions = [m for m in places_of(work.view) if m.end <= stop]
    floor = max(text.rfind(";", 0, stop), text.rfind(" while ", 0, stop), text.rfind(" said that ", 0, stop))
    for at in range(len(mentions) - 1, -1, -1):
        mention = mentions[at]
        if mention.start < floor:
            return None
        while at and CHAIN.fullmatch(text, mentions[at - 1].end, mentions[at].start):
            if mentions[at - 1].parent not in (mention.ref_area, "CN"):
                break
            at -= 1
            if mentions[at].kind != "region" or mention.kind == "region":
                mention = mentions[at]
        if mention.kind == "region" and _owns(text, mention, mentions, at):
            continue
        if at and mention.ref_area != "CN" and INSIDE.fullmatch(text, mentions[at - 1].end, mention.start):
            continue  # `Chongqing, a municipality in southwest China, reported`
        if _fits(work, mention):
            return _together(text, mentions, at) if mention is mentions[at] else mention
    return None


def beside(text: str, mentions: Sequence[PlaceMention], last: int) -> list[PlaceMention]:
    """The places listed side by side that end with the one at `last`: `Hebei, Shanxi and Henan`."""
    first = last
    while first and BESIDE.fullmatch(text, mentions[first - 1].end, mentions[first].start):
        first -= 1
    alone = " and " not in text[mentions[last - 1].end : mentions[last].start] if last else True
    return [mentions[last]] if alone else list(mentions[first : last + 1])


def _together(text: str, mentions: list[PlaceMention], at: int) -> PlaceMention:
    """Places that share one number as one mention, joined as the guidelines join them."""
    group, last = beside(text, mentions, at), mentions[at]
    if len(group) == 1 or any(m.kind in OVER_ALL or m.ref_area == "CN" for m in group):
        return last
    return PlaceMention(group[0].start, last.end, last.name, "、".join(m.ref_area for m in group), last.kind, "")


def _owns(text: str, mention: PlaceMention, mentions: list[PlaceMention], at: int) -> bool:
    """`east China's Zhejiang Province`: the region only says where the province lies."""
    return at + 1 < len(mentions) and bool(CHAIN.fullmatch(text, mention.end, mentions[at + 1].start))


def _fits(work: Work, mention: PlaceMention) -> bool:
    """Whether the place is what the number is about, and no partner, whole or rank."""
    text = work.view.sentence.text
    words = text[max(mention.start - 24, 0) : mention.start].lower().removesuffix("the ").split()
    before = words[-1].strip(",") if words else ""
    if text.startswith("-based", mention.end) or text.startswith(("-headquartered", "-listed"), mention.end):
        return False
    head = text[max(mention.start - 40, 0) : mention.start]
    if CAPITAL.search(head) or (mention.ref_area == "CN" and WHOLE.search(head)):
        return False  # `Hefei, capital of Anhui`, `a quarter of China's output`
    if mention.kind == "zone" and AMONG.search(text[max(mention.start - LIST_REACH, 0) : mention.start]):
        return False  # `eight zones, including A Park and B Zone, two districts`
    if OFFICE.match(text, mention.end):
        return False  # `an analyst with a Shanghai consultancy`
    if mention.ref_area == "CN":
        if BEST_OF.match(text, mention.end):
            return False  # `Guangdong, China's largest economy`
        return before not in ("to", "against") and mention.name.lower() not in ("national", "domestic", "nationwide")
    if mention.kind == "world":
        return _is_worldwide(work, mention, before)
    if mention.kind in ABROAD:
        if IN_FRONT.fullmatch(text, 0, mention.start) and text.startswith(",", mention.end):
            return True  # `In the EU, car sales rose`
        owned = text[mention.end : mention.end + 1] in "'’" and mention.end < len(text)
        if (
            before in PARTNERS
            or (mention.name.islower() and not owned)  # `overseas projects`
            or (TRADE.search(text) and not owned)
            or (NATIONAL.search(text, 0, mention.start) and not owned)
        ):
            return False
        after = work.view.sentence.text[mention.end : mention.end + 30].split()
        measured = bool(after) and after[0].lower() in MEASURED
        return owned or measured or not after or TAGS.get(after[0].lower(), "w") not in ("w", "name")
    if NAMED_NEXT.search(head):
        return True
    if HELD.fullmatch(text, mention.end, work.token.start):
        return True  # `and Shenzhen Port with 8 million TEUs`
    own = OWNED_NUMBER.fullmatch(text, mention.end, work.token.start)  # `followed by Guizhou's 9.4 percent`
    if before in ("and", "or") and own is None:  # `and Hubei has set a target`
        following = text[mention.end : mention.end + 30].split()
        if OWNED.match(text, mention.end) and following[1:] and following[1][0].isdigit():
            return True  # `and Hubei's 5 percent to 3 billion yuan`
        return bool(following) and TAGS.get(following[0].lower(), "w") in VERBS
    return own is not None or before in SITES or before not in PARTNERS


def _is_worldwide(work: Work, mention: PlaceMention, before: str) -> bool:
    """`Global shipments rose`: the world's own figure; not `the world's largest`, `60 percent of the global total`."""
    text = work.view.sentence.text
    if work.draft.measure in (Measure.RANK, Measure.SHARE, Measure.DURATION) or NATIONAL.search(
        text, 0, work.token.start
    ):
        return False
    if BEST_OF.match(text, mention.end):
        return False
    if WORLD_AVERAGE.match(text, mention.start) and work.token.start - mention.end > AVERAGE_REACH:
        return False
    at_head = mention.start == 0 or text[: mention.start].rstrip().endswith((",", "The", "the", "with", "while"))
    return (at_head and before not in ("of", "to", "in", "across")) or mention.name.lower() == "worldwide"


def _behind(work: Work) -> PlaceMention | None:
    """`built 3,000 stations in Guangdong`: a site behind the number, before the next number or clause."""
    text, begin = work.view.sentence.text, work.token.end
    index, stop = work.index + 1, len(text)
    for k in range(index, len(work.view.tokens)):
        if work.view.tag(k) in ("num", ",", ";", "--", ":", "rel", "conj"):
            stop = work.view.tokens[k].start
            break
    for mention in places_of(work.view):
        if begin <= mention.start < stop and mention.kind not in OVER_ALL:
            words = text[begin : mention.start].lower().removesuffix("the ").split()
            whole = words == ["of"] and work.draft.measure is Measure.SHARE and OWNED.match(text, mention.end)
            if whole or (words and words[-1] in ("in", "across", "throughout", "at")):
                return mention  # `40 percent of Hunan's GDP` is Hunan's share
    return None
