"""Every page in a real browser: accessible by axe-core, no request to another host, nothing wider than 320 px."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.explorer.service import Service
from tests.explorer.test_pages import SERIES
from tests.security.chromium import Browser, chromium

SPECIFICATION = importlib.util.find_spec("axe_playwright_python")
AXE = Path(SPECIFICATION.origin).with_name("axe.min.js") if SPECIFICATION and SPECIFICATION.origin else None
CLAIM = "claim/fzrb-2025-09-19-000-01:116-123"
PAGES = (
    "", "search?q=5G", "search?q=GDP", f"series/{SERIES}", f"card/{SERIES}", CLAIM, "article/fzrb-2025-09-19-000-01",
    "sources", "sources/fzrb", "coverage", "targets", "trust", "tables", "tables/series",
    "sql?query=from+series+limit+3", "compare?names=5G%E5%9F%BA%E7%AB%99%0A5G%E5%B7%A5%E5%8E%82", "check", "api",
    "nothing",
)  # fmt: skip

# .ci/run installs both; a contributor's machine may have no browser, and all other tests run there
pytestmark = pytest.mark.skipif(chromium() is None or AXE is None, reason="Chromium or axe-core is not installed")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


def faults(browser: Browser) -> list[str]:
    """What axe finds: rule, how often, the first place. Run beside the page, whose own policy allows no script."""
    assert AXE is not None
    browser.value(AXE.read_text(encoding="utf-8") + "; true")
    told: dict[str, Any] = json.loads(browser.value("axe.run().then(found => JSON.stringify(found))"))
    return [f"{each['id']} x{len(each['nodes'])}: {each['nodes'][0]['html'][:160]}" for each in told["violations"]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_is_accessible_narrow_and_alone(service: Service, browser: Browser, lang: str) -> None:
    found: dict[str, object] = {}
    for path in PAGES:
        browser.do("Emulation.setDeviceMetricsOverride", width=1200, height=900, deviceScaleFactor=1, mobile=False)
        browser.open(f"http://127.0.0.1:{service.port}/{lang}/{path}")
        if amiss := faults(browser):
            found[path] = amiss
        hosts = browser.value(
            "JSON.stringify([...new Set(performance.getEntriesByType('resource').map(it => new URL(it.name).host))])"
        )
        assert set(json.loads(hosts)) <= {f"127.0.0.1:{service.port}"}
        browser.do("Emulation.setDeviceMetricsOverride", width=320, height=640, deviceScaleFactor=1, mobile=True)
        width = browser.value("document.documentElement.scrollWidth")
        if width > 320:
            found[f"{path} at 320 px"] = width
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)


def test_a_newcomer_finds_the_sentence_in_three_clicks(service: Service, browser: Browser) -> None:
    """Home, a search, the series, the point: the sentence that printed it."""
    browser.do("Emulation.clearDeviceMetricsOverride")
    browser.open(f"http://127.0.0.1:{service.port}/zh/")
    browser.value("document.querySelector('#q').value = '5G基站'; document.querySelector('.hero button').click()")
    browser.await_true("location.pathname === '/zh/search' && document.readyState === 'complete'")
    browser.value("document.querySelector('tbody a').click()")
    browser.await_true("location.pathname.startsWith('/zh/series/') && document.readyState === 'complete'")
    assert "459.8万个" in browser.value("document.querySelector('.answer').innerText")
    browser.value("[...document.querySelectorAll('svg a')].at(-1).dispatchEvent(new MouseEvent('click'))")
    browser.await_true("location.pathname.startsWith('/zh/claim/') && document.readyState === 'complete'")
    assert browser.value("document.querySelector('mark').innerText")
