"""What travels through the house: Issue, Article, Paragraph, Sentence, Numeral and Claim, with the closed vocabularies.

Every type is a frozen dataclass. Names are those of the gold guidelines, the JSONL output and the columns.
Offsets count characters (code points); an end is exclusive.
"""

from __future__ import annotations

import bisect
import datetime as dt
from dataclasses import field, fields
from decimal import Decimal
from enum import StrEnum
from typing import get_args, get_origin, get_type_hints

from warehouse.values import dataclass


class Language(StrEnum):
    """Language of a paragraph, ISO 639-1."""

    ZH = "zh"
    EN = "en"


class ArticleKind(StrEnum):
    """What a piece on a page is."""

    ARTICLE = "article"
    PHOTO = "photo"  # a picture with its caption, no article around it
    CONTINUATION = "continuation"  # 上接第一版: the rest of an article printed elsewhere


class Role(StrEnum):
    """What a paragraph is within its article."""

    KICKER = "kicker"  # 引题, printed above the title
    TITLE = "title"
    SUBTITLE = "subtitle"  # 副题
    HEADING = "heading"  # 小标题 within the body
    BODY = "body"
    BOX = "box"  # 核心阅读 and the like, set into the body
    CAPTION = "caption"
    TABLE = "table"  # one row of a table, cells joined by tabs


class IssueStatus(StrEnum):
    """What the ledger says of an issue."""

    COMPLETE = "complete"
    PARTIAL = "partial"  # something could not be had: the next run asks for that alone
    NO_ISSUE = "no_issue"
    NOT_YET = "not_yet"
    FAILED = "failed"
    DRIFTED = "drifted"  # far from what the source usually is: held back


class Measure(StrEnum):
    """What the number says of its indicator; the guideline's list."""

    LEVEL = "level"
    CHANGE = "change"
    CHANGE_AVG = "change_avg"
    CHANGE_PP = "change_pp"
    GROWTH = "growth"
    GROWTH_AVG = "growth_avg"
    SHARE = "share"
    RATIO = "ratio"
    MULTIPLE = "multiple"
    RANK = "rank"
    DURATION = "duration"


class Qualifier(StrEnum):
    """How exact the printed number is."""

    EQ = "eq"
    GT = "gt"
    LT = "lt"
    ABOUT = "about"


class Modality(StrEnum):
    """Whether the number is a fact, a plan's or an expectation."""

    ACTUAL = "actual"
    TARGET = "target"
    FORECAST = "forecast"


class Tier(StrEnum):
    """`must`: a statistic; `may`: a quantity of weak analytic value."""

    MUST = "must"
    MAY = "may"


class SetAside(StrEnum):
    """Why a numeral is no claim. `NOT_UNDERSTOOD` is counted like every other reason."""

    DATE = "date"
    TIME_OF_DAY = "time_of_day"
    ORDINAL = "ordinal"
    NAME = "name"  # 5G, 十四五, 世界500强, 五篇文章, iPhone 17
    REFERENCE = "reference"  # page, issue and document numbers, phone and post codes
    ENUMERATION = "enumeration"  # 一是, (2), 3.
    IDIOM = "idiom"  # 一方面, 千方百计, 进一步, 统一
    BASIS = "basis"  # a number that only says what another one is compared with or counted per
    FURNITURE = "furniture"  # printed outside every article: masthead, 本期导读
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Issue:
    """One source on one day. `issue_id` is `<source_id>-<published_on>`."""

    source_id: str
    published_on: dt.date

    @property
    def issue_id(self) -> str:
        """The key of the ledger row, such as `fzrb-2025-09-19`."""
        return f"{self.source_id}-{self.published_on.isoformat()}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch `start:end` of an article's text. `pair` numbers a paragraph and its translation alike."""

    start: int
    end: int
    role: Role = Role.BODY
    lang: Language = Language.ZH
    pair: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """`length` characters of an article's text at `text_start` stand in the file at `source_start`."""

    text_start: int
    source_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of a page. `text` is what is stored; paragraphs are separated by one line feed in it."""

    article_id: str
    source_id: str
    published_on: dt.date
    text: str
    paragraphs: tuple[Paragraph, ...]
    kind: ArticleKind = ArticleKind.ARTICLE
    lang: Language = Language.ZH
    page: str = ""
    page_name: str = ""
    ordinal: int = 0  # place on the page, from 1
    kicker: str = ""
    title: str = ""
    subtitle: str = ""
    byline: str = ""
    credit: str = ""  # 来源：新华社
    url: str = ""
    segments: tuple[Segment, ...] = field(default=(), repr=False)

    def source_offset(self, offset: int) -> int:
        """The file's offset of the character at `offset` of the text; the offset itself where no map is held.

        Raises ValueError for a character that the parser put in itself (a line feed between paragraphs).
        """
        if not self.segments:
            return offset
        at = bisect.bisect_right(self.segments, offset, key=lambda segment: segment.text_start) - 1
        segment = self.segments[max(at, 0)]
        inside = offset - segment.text_start
        if not 0 <= inside < segment.length:
            raise ValueError(f"{self.article_id}: character {offset} of the text stands nowhere in the file")
        return segment.source_start + inside


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as stored: `text == article.text[start:end]`."""

    start: int
    end: int
    text: str
    role: Role = Role.BODY
    lang: Language = Language.ZH
    paragraph: int = 0  # index into Article.paragraphs


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as printed and what became of it. `outcome` is None where a claim rests on it."""

    char_start: int
    char_end: int
    text: str
    outcome: SetAside | None = None


STORED_ONLY = {"stored only": True}  # a field that the warehouse keeps and `gongbao extract` does not print


NAMELESS = "no name"  # begins the rule in the trail of a claim whose indicator names nothing: it meets no other series


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One printed number and what it says. Fields as in `docs/claim.md`; `sentence` and `quote` are proof.

    This is the one list of them: the JSON output, the frames and the columns of `claim` and `claim_history` follow it.
    `article.text[char_start:char_end] == quote`. `value` is in the base unit, changes and growth signed.
    `period_start` is None for an instant; `period_end` is None only where nothing but the publication date is known
    (the guideline's `pub`). `ref_area` is CN, WORLD, an ISO 3166-2 code or the place's name as printed.
    """

    article_id: str
    sentence: str
    quote: str
    char_start: int
    char_end: int
    value: Decimal
    value_high: Decimal | None = None
    unit: str
    indicator: str
    breakdown: str = ""
    entity: str = ""  # the company, bank, association or other named body whose figure it is
    ref_area: str = "CN"
    measure: Measure
    base: str | None = None
    qualifier: Qualifier = Qualifier.EQ
    modality: Modality = Modality.ACTUAL
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    period_text: str = ""
    tier: Tier = Tier.MUST
    lang: Language = Language.ZH
    rule_trail: tuple[str, ...] = ()
    confidence: Decimal = Decimal(1)
    suspect: bool = False
    suggested: Decimal | None = None
    translation_of: str | None = field(
        default=None, metadata=STORED_ONLY
    )  # claim_id of the Chinese claim it translates

    @property
    def claim_id(self) -> str:
        """The claim's key: its article and its place there. Two claims never share a quote's place."""
        return f"{self.article_id}:{self.char_start}-{self.char_end}"


@dataclass(frozen=True, slots=True)
class ClaimField:
    """A field of a claim: its name, the type of its value (None aside), and whether `gongbao extract` prints it."""

    name: str
    kind: type
    is_printed: bool


def _claim_fields() -> tuple[ClaimField, ...]:
    hints = get_type_hints(Claim)
    found = []
    for each in fields(Claim):
        kind = next((part for part in get_args(hints[each.name]) if isinstance(part, type)), hints[each.name])
        if get_origin(hints[each.name]) is tuple:
            kind = tuple
        found.append(ClaimField(each.name, kind, not each.metadata.get("stored only")))
    return tuple(found)


CLAIM_FIELDS = _claim_fields()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one article, in reading order."""

    claims: tuple[Claim, ...] = ()
    numerals: tuple[Numeral, ...] = ()


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is asked for: a kind of page (`article`, `list`, `robots`, ...) of a source, for the issue of a day.

    `day` is None for what belongs to no issue. The archive keeps it beside the answer, so that the archive alone says
    which issue an answer is part of.
    """

    source_id: str
    ask: str
    day: dt.date | None = None

    def __str__(self) -> str:
        """As the archive holds it: `rmrb article 2025-03-04`."""
        return " ".join([self.source_id, self.ask, *([self.day.isoformat()] if self.day else [])])

    @classmethod
    def parse(cls, text: str) -> Purpose:
        """Raises ValueError for what `str` never gives."""
        source_id, ask, *day = text.split(" ")
        return cls(source_id, ask, dt.date.fromisoformat(" ".join(day)) if day else None)


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """One archived answer without its body: a row of `page_fetch`.

    `key` is the URL, for a POST the method and the body's digest besides. `revisit`: the body was unchanged and lies in
    an earlier record. `problem` says why it could not be read, and is empty where it was.
    """

    key: str
    url: str
    status: int
    sha256: str
    etag: str | None
    last_modified: str | None
    fetched_at: dt.datetime
    warc_file: str
    warc_offset: int
    record_id: str
    revisit: bool = False
    origin: str | None = None
    purpose: Purpose | None = None
    problem: str = ""

    @property
    def place(self) -> tuple[str, int]:
        """Where it lies in the archive, whose order is that of asking, whatever the clock said."""
        return self.warc_file, self.warc_offset

    @property
    def issue(self) -> Issue | None:
        """The issue that it was asked for; None for robots.txt and for what was found after a crash."""
        return Issue(self.purpose.source_id, self.purpose.day) if self.purpose and self.purpose.day else None
