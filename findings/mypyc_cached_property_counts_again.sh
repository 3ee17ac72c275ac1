#!/usr/bin/env bash
# mypy 2.4.1 (mypyc). Done: a class with a functools.cached_property compiled. Expected: its value counted at the first look and
# kept, as in Python, or a word that it cannot be. Seen: it compiles in silence and is a plain property: what is dear is counted at
# each look, and a list that it hands out is another one the next time.
# This project leaves modules that use it to Python (flows/compiled/build.py, left_out); tests/compiled/test_compiled.py holds it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check mypy==2.4.1 setuptools==80.9.0
cat > counted.py <<'PY'
from functools import cached_property

looks = 0


class Text:
    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> list[str]:
        global looks
        looks += 1
        return self.text.split()


def count() -> str:
    text = Text("twice two words")
    same = text.words is text.words
    return f"counted {looks} time(s), the same list: {same}"
PY
echo "Python: $(env/bin/python -c 'import counted; print(counted.count())')"
env/bin/mypyc counted.py > compiler.log 2>&1 || { tail -3 compiler.log; exit 2; }
echo "mypyc said of cached_property: $(grep -ci 'cached_property' compiler.log || true) line(s)"
compiled=$(env/bin/python -c 'import counted; assert counted.__file__.endswith(".so"); print(counted.count())')
echo "mypyc:  $compiled"
[ "$compiled" = "counted 2 time(s), the same list: False" ]
