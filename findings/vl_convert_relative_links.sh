#!/usr/bin/env bash
# vl-convert-python 1.9.0 (with altair 5.5.0). Done: a chart whose points link to a page of their own site by a relative
# address ("/series/a"), drawn as SVG. Expected: the address as it was given, as Vega-Lite's `href` channel gives it in a
# browser. Seen: a link to another host, https://vega.github.io/vega-datasets//series/a: the base of Vega's sample data is
# put before links too, not before data alone; an absolute address is kept. This project links to a stand-in host and
# takes it out again (warehouse/explorer/chart.py, HERE); tests/explorer/test_pages.py follows the links of a chart.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "vl-convert-python==1.9.0" "altair==5.5.0"
"$folder/venv/bin/python" - <<'PY'
import re

import altair as alt
import vl_convert

def links(address: str) -> set[str]:
    rows = alt.InlineData(values=[{"x": 1, "y": 2, "link": address}])
    chart = alt.Chart(rows).mark_point().encode(x="x:Q", y="y:Q", href="link:N")
    return set(re.findall(r'xlink:href="([^"]*)"', vl_convert.vegalite_to_svg(chart.to_json())))

relative, absolute = links("/series/a"), links("https://site.example/series/a")
print("relative:", relative)
print("absolute:", absolute)
assert relative == {"https://vega.github.io/vega-datasets//series/a"}, relative
assert absolute == {"https://site.example/series/a"}, absolute
PY
