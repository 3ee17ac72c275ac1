"""Pictures of every page into docs/screenshots, Chinese and English: `python -m tests.explorer.screenshots`.

For a developer, after the pages changed: look at each. It needs Chromium, loads the seeds into a home of its own, and
writes WebP, which Chromium itself makes small enough to be kept.
"""

from __future__ import annotations

import argparse
import base64
import os
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from flows.runs.seeds import load_all
from tests.explorer.service import TOP, serving
from tests.security.chromium import Browser
from warehouse.resources import seeds_directory

FOLDER = TOP / "docs" / "screenshots"
SIZE = (1100, 820)
LARGEST = 60 << 10  # bytes
SERIES = "base_stations_5g/CN/level"
PLACES = "%0A".join(f"digital_economy_core_enterprises/{area}/level" for area in ("CN-GD", "CN-ZJ"))
PAGES = {
    "home": "",
    "search": "search?q=%E4%BC%81%E4%B8%9A",
    "series": f"series/{SERIES}",
    "series-as-of": f"series/{SERIES}?as_of=2024-12-30",
    "evidence": "claim/fzrb-2025-09-19-000-01:116-123",
    "article": "article/fzrb-2025-09-19-000-01",
    "compare": f"compare?names={PLACES}",
    "targets": "targets",
    "trust": "trust",
    "coverage": "coverage",
    "sources": "sources",
    "source": "sources/fzrb",
    "check": "check",
    "tables": "tables",
    "table": "tables/observations",
    "sql": "sql?query=from+trend('5G%E5%9F%BA%E7%AB%99')",
    "api": "api",
    "error": "nothing",
}


FONTS = """<?xml version="1.0"?><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>{place}</dir></fontconfig>"""


def bring_fonts(folder: Path) -> None:
    """Let the browser find the Chinese letters that the charts are drawn with: a bare machine has none."""
    place = find_spec("manimgx_fonts_cjk")
    assert place is not None and place.origin
    file = folder / "fonts.conf"
    file.write_text(FONTS.format(place=Path(place.origin).parent))
    os.environ["FONTCONFIG_FILE"] = str(file)


def take(port: int, folder: Path, form: str) -> Iterator[Path]:
    """Every page as the first screen of a desk shows it."""
    with tempfile.TemporaryDirectory() as profile, Browser(Path(profile)) as browser:
        width, height = SIZE
        browser.do("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        for lang in ("zh", "en"):
            for name, path in PAGES.items():
                browser.open(f"http://127.0.0.1:{port}/{lang}/{path}")
                quality = {} if form == "png" else {"quality": 60}
                taken = browser.do("Page.captureScreenshot", format=form, **quality)
                file = folder / f"{name}-{lang}.{form}"
                file.write_bytes(base64.b64decode(taken["data"]))
                yield file


def main() -> int:
    """Exit code 1 where a picture is too large to be kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=FOLDER)
    parser.add_argument("--format", choices=["webp", "png"], default="webp")
    parser.add_argument("--home", type=Path, help="a home that is there; else the seeds are loaded")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    large = []
    with tempfile.TemporaryDirectory() as temporary:
        bring_fonts(Path(temporary))
        home = options.home or Path(temporary) / "home"
        if not options.home:
            load_all(home, seeds_directory())
        with serving(home) as service:
            for file in take(service.port, options.to, options.format):
                size = file.stat().st_size
                sys.stdout.write(f"{file.name}: {size:,} bytes\n")
                if size > LARGEST and options.format == "webp":
                    large.append(file)
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
