#!/usr/bin/env bash
# vl-convert-python 1.9.0.post1 (with manimgx-fonts-cjk 2026.9.26.post1: Noto Sans CJK as one variable font, weights 100 to
# 900). Done: a text drawn as PNG with the font registered by `register_font_directory`, in three weights. Expected: 400
# as a browser draws it, 100 thinner, 900 bolder, as the font's `wght` axis has them. Seen: the same picture for all
# three, the font's thinnest weight, so that small Chinese labels are hard to read; no warning. The SVG names the weight,
# and a browser draws it right. This project gives the letters of its PNG a line of their own colour
# (warehouse/read/font.py); tests/explorer/test_formats.py counts the ink.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "vl-convert-python==1.9.0.post1" "manimgx-fonts-cjk==2026.9.26.post1"
"$folder/venv/bin/python" - <<'PY'
import hashlib
from pathlib import Path

import manimgx_fonts_cjk
import vl_convert

vl_convert.register_font_directory(str(Path(manimgx_fonts_cjk.__file__).parent))


def drawn(weight: int) -> bytes:
    return vl_convert.svg_to_png(
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" fill="white"/>'
        f'<text x="5" y="28" font-family="Noto Sans CJK SC" font-size="24" font-weight="{weight}">公报 2026</text></svg>'
    )


seen = {weight: hashlib.sha256(drawn(weight)).hexdigest()[:12] for weight in (100, 400, 900)}
print("picture by weight:", seen)
assert len(set(seen.values())) == 1, seen
PY
