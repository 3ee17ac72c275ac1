"""What a newcomer asks: twelve questions, each answered from the first page in three clicks at most, in a real browser.

A click is a link that is followed or a form that is sent; nothing is typed but words of the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.explorer.service import Service
from tests.explorer.test_pages import SERIES
from tests.security.chromium import Browser, chromium

MOST = 3
FOUND = f'tbody a[href$="/series/{SERIES}"]'
CLICK = """(() => {
  const it = [...document.querySelectorAll(%r)].filter(each => each.getClientRects().length).at(%d);
  if (!it) return 'nothing to click';
  window.isBefore = true;
  it.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
  return '';
})()"""


@dataclass(frozen=True)
class Step:
    """What is typed (into which field), then the place that is clicked; -1: the last of them."""

    click: str
    typed: str = ""
    field: str = "#q"
    at: int = 0


@dataclass(frozen=True)
class Question:
    """A question, the way to its answer, and what the last page says: a pattern for each language."""

    name: str
    steps: tuple[Step, ...]
    zh: str
    en: str


def searched(words: str) -> Step:
    return Step(".hero button", words)


QUESTIONS = (
    Question("how many 5G base stations are there, when", (searched("5G基站"), Step(FOUND)),
             r"2025年9月19日.*5G基站为459\.8万个", r"4\.598 million units as of 19 September 2025"),
    Question("who says so, in which sentence", (searched("5G基站"), Step(FOUND), Step(".answer a")),
             r"法治日报[\s\S]*459\.8万个", r"459\.8万个"),
    Question("was the target met", (Step('nav a[href$="/targets"]'),),
             r"5G基站[\s\S]*450万个[\s\S]*459\.8万个[\s\S]*已达成",
             r"4\.5 million units[\s\S]*4\.598 million[\s\S]*met"),
    Question("what did one know of it at the end of 2024",
             (searched("5G基站"), Step(FOUND), Step('.vintages nav a[href*="2024-12"]')),
             r"2024年12月30日 当日已刊载[\s\S]*328\.2万个", r"printed by 30 December 2024[\s\S]*3\.282 million"),
    Question("who says otherwise", (Step('nav a[href$="/trust"]'),),
             r"数字经济核心产业企业.*457\.41万家[\s\S]*数字经济核心产业企业.*450万家.*报",
             r"4\.5741 million.*●[\s\S]*4\.5 million.*报"),
    Question("which number cannot be, and what must it have been", (Step('nav a[href$="/trust"]'),),
             r"121%[\s\S]*占比不可能为121%[\s\S]*12\.1%", r"a share of 121 % cannot be[\s\S]*12\.1 %"),
    Question("what is new, and in which sentence", (Step(".facts .much"),), r"证据|原句", r"(?i)evidence|sentence"),
    Question("how many in one province",
             (searched("数字经济核心产业企业 广东"), Step('tbody a[href*="CN-GD/level"]')),
             r"广东.*数字经济核心产业企业为", r"Guangdong.*enterprises"),
    Question("how do provinces compare",
             (searched("数字经济核心产业企业"), Step('tbody a[href$="CN-GD/level"]'),
              Step('a[href*="/compare?names="]')),
             r"广东[\s\S]*浙江[\s\S]*山东|广东[\s\S]*山东[\s\S]*浙江", r"Guangdong[\s\S]*(Zhejiang|Shandong)"),
    Question("which days of a paper are missing", (Step('nav a[href$="/coverage"]'),),
             r"法治日报[\s\S]*2025-09[\s\S]*缺口", r"Legal Daily[\s\S]*2025-09[\s\S]*Gaps"),
    Question("is a number of a draft right",
             (Step('nav a[href$="/check"]'),
              Step("form[method=post] button", "截至2025年9月19日，我国5G基站达到459.8万个。", "#draft")),
             r"印证 1，矛盾 0", r"1 confirmed, 0 contradicted"),
    Question("which papers are held, since when", (Step('nav a[href$="/sources"]'),), r"法治日报[\s\S]*2025", r"2025"),
)  # fmt: skip

# .ci/run installs it; a contributor's machine may have no browser, and all other tests run there
pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


def test_there_are_twelve_and_none_takes_more() -> None:
    assert len({each.name for each in QUESTIONS}) == 12
    assert all(len(each.steps) <= MOST for each in QUESTIONS)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.name)
def test_a_newcomer_is_answered(service: Service, browser: Browser, question: Question, lang: str) -> None:
    browser.open(f"http://127.0.0.1:{service.port}/{lang}/")
    for step in question.steps:
        if step.typed:
            browser.value(f"document.querySelector({step.field!r}).value = {step.typed!r}")
        assert browser.value(CLICK % (step.click, step.at)) == "", step
        browser.await_true("!window.isBefore && document.readyState === 'complete'")
    said = browser.value("document.querySelector('main').innerText")
    assert re.search(getattr(question, lang), said), said[:3000]
    assert browser.value("location.pathname").startswith(f"/{lang}/")
