"""The charts that move, where `make chart` was run: what a point says and leads to; the picture without it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.explorer.service import Service
from tests.explorer.test_browser import AXE, faults
from tests.explorer.test_pages import SERIES
from tests.security.chromium import Browser, chromium
from warehouse.explorer import chart

MANY = (
    "zh/compare?names=5G%E5%9F%BA%E7%AB%99%0A5G%E5%B7%A5%E5%8E%82%0A%E4%B8%93%E5%88%A9&index=1"  # four points and more
)
COMPARE = "compare?names=5G%E5%9F%BA%E7%AB%99%0A5G%E5%B7%A5%E5%8E%82"
HEAVIEST = 350_000  # bytes of a first view, packed
REFUSALS = "window.refused = []; addEventListener('securitypolicyviolation', it => refused.push(it.violatedDirective))"

# .ci/run installs the one and builds the other; a contributor's machine may have no browser or no npm, and all other
# tests run there
pytestmark = pytest.mark.skipif(
    chromium() is None or AXE is None or not chart.has_script(), reason="no Chromium or axe-core, or no `make chart`"
)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with Browser(tmp_path) as running:
        running.do("Page.enable")
        running.do("Page.addScriptToEvaluateOnNewDocument", source=REFUSALS)
        yield running


def opened(browser: Browser, service: Service, path: str) -> None:
    browser.open(f"http://127.0.0.1:{service.port}/{path}")
    browser.await_true("document.querySelector('.moves .moving svg text') !== null")


def texts(browser: Browser) -> list[str]:
    """What is written in the moving chart."""
    told = browser.value("JSON.stringify([...document.querySelectorAll('.moving text')].map(it => it.textContent))")
    found: list[str] = json.loads(told)
    return found


def is_shown(browser: Browser, selector: str) -> bool:
    return bool(browser.value(f"document.querySelector({selector!r})?.getClientRects().length > 0"))


@pytest.mark.parametrize("path", [f"zh/series/{SERIES}", f"en/series/{SERIES}", f"zh/{COMPARE}", f"en/{COMPARE}"])
def test_it_keeps_the_policy_the_budget_and_a_narrow_screen(service: Service, browser: Browser, path: str) -> None:
    opened(browser, service, path)
    assert browser.value("refused.length") == 0
    sent = browser.value(
        "performance.getEntries().filter(it => it.encodedBodySize).reduce((sum, it) => sum + it.encodedBodySize, 0)"
    )
    assert 150_000 < sent < HEAVIEST
    assert not faults(browser)
    browser.do("Emulation.setDeviceMetricsOverride", width=320, height=640, deviceScaleFactor=1, mobile=True)
    browser.await_true("document.querySelector('.moving svg').getBoundingClientRect().width < 320")
    assert browser.value("document.documentElement.scrollWidth") <= 320


def test_keys_go_from_point_to_point_and_open_the_sentence(service: Service, browser: Browser) -> None:
    opened(browser, service, f"zh/series/{SERIES}")
    browser.value("document.querySelector('.moving').focus()")
    said = []
    for _ in range(8):
        browser.do("Input.dispatchKeyEvent", type="keyDown", key="ArrowRight")
        line = browser.value("document.querySelector('.told').textContent")
        said += [line] if line not in said else []
    assert any("459.8万个" in line and "法治日报 2025-09-19" in line for line in said), said
    aim = browser.value("document.querySelector('.told a').getAttribute('href')")
    browser.await_true("[...document.querySelectorAll('.moving text')].some(it => it.textContent.includes('-12-30'))")
    browser.do("Input.dispatchKeyEvent", type="keyDown", key="Enter")
    browser.await_true(f"decodeURI(location.pathname) === decodeURI({aim!r}) && document.readyState === 'complete'")
    assert browser.value("document.querySelector('mark').innerText")


def test_a_mouse_is_told_of_a_point_and_a_click_opens_its_sentence(service: Service, browser: Browser) -> None:
    browser.do("Emulation.setDeviceMetricsOverride", width=1000, height=1400, deviceScaleFactor=1, mobile=False)
    opened(browser, service, f"zh/series/{SERIES}")
    label = "[...document.querySelectorAll('.moving text')].find(it => it.textContent === '459.8万个')"
    place = json.loads(browser.value(f"JSON.stringify({label}.getBoundingClientRect())"))
    here = {
        "x": place["x"] + place["width"] / 2,
        "y": place["y"] + place["height"] / 2 + 15,
    }  # the point lies below its label
    browser.do("Input.dispatchMouseEvent", type="mouseMoved", **here)
    browser.await_true("document.querySelector('.told a') !== null")
    assert "459.8万个 · 法治日报 2025-09-19" in browser.value("document.querySelector('.told').textContent")
    aim = browser.value("document.querySelector('.told a').getAttribute('href')")
    for kind in ("mousePressed", "mouseReleased"):
        browser.do("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **here)
    browser.await_true(f"decodeURI(location.pathname) === decodeURI({aim!r})")


def test_the_slider_zooms(service: Service, browser: Browser) -> None:
    browser.do("Emulation.setDeviceMetricsOverride", width=1000, height=1400, deviceScaleFactor=1, mobile=False)
    opened(browser, service, MANY)
    box = json.loads(browser.value("JSON.stringify(document.querySelector('.moving').getBoundingClientRect())"))
    before = texts(browser)
    right = box["x"] + box["width"] - 40  # where the slider ends
    ends = [{"x": x, "y": box["y"] + box["height"] - 16} for x in (right, right - box["width"] / 3)]
    browser.do("Input.dispatchMouseEvent", type="mouseMoved", **ends[0])
    browser.do("Input.dispatchMouseEvent", type="mousePressed", button="left", clickCount=1, **ends[0])
    browser.do("Input.dispatchMouseEvent", type="mouseMoved", button="left", buttons=1, **ends[1])
    browser.do("Input.dispatchMouseEvent", type="mouseReleased", button="left", clickCount=1, **ends[1])
    browser.await_true(
        "JSON.stringify([...document.querySelectorAll('.moving text')].map(it => it.textContent)) !== "
        + json.dumps(json.dumps(before, ensure_ascii=False, separators=(",", ":")), ensure_ascii=False)
    )


def test_the_upright_axis_may_begin_at_zero(service: Service, browser: Browser) -> None:
    opened(browser, service, f"zh/series/{SERIES}")
    assert "0" not in texts(browser)
    browser.value("document.querySelector('.tools input').click()")
    browser.await_true("[...document.querySelectorAll('.moving text')].some(it => it.textContent === '0')")


def test_print_and_a_browser_without_scripts_have_the_server_s_picture(service: Service, browser: Browser) -> None:
    opened(browser, service, f"en/series/{SERIES}")
    assert is_shown(browser, ".moving") and not is_shown(browser, ".drawn svg")
    browser.do("Emulation.setEmulatedMedia", media="print")
    assert is_shown(browser, ".drawn svg") and not is_shown(browser, ".moving")
    browser.do("Emulation.setEmulatedMedia", media="")
    browser.do("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(f"http://127.0.0.1:{service.port}/en/series/{SERIES}")
    assert is_shown(browser, ".drawn svg") and not is_shown(browser, ".moving")


def test_the_script_is_allowed_where_it_is_used_alone(service: Service) -> None:
    for path, is_allowed in ((f"zh/series/{SERIES}", True), ("zh/", False), (f"zh/card/{SERIES}", False)):
        policy = service.ask(f"/{path}").headers["content-security-policy"]
        assert ("script-src 'self'" in policy) is is_allowed and "default-src 'none'" in policy
