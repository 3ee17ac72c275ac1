"""Run by against.py in a checkout of any age, whose root is the working folder: processor seconds of reading texts.

Standard input has one JSON list a line, of (text, day of publication); each is answered with its seconds on a line.
"""

import datetime as dt
import importlib
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))
(module,) = (path for path in Path("flows").rglob("*.py") if "\ndef read_document(" in path.read_text(encoding="utf-8"))
read_document = importlib.import_module(".".join(module.with_suffix("").parts)).read_document
for line in sys.stdin:
    texts = [(text, dt.date.fromisoformat(day)) for text, day in json.loads(line)]
    started = time.process_time()
    for text, day in texts:
        read_document(text, source_id="file", published_on=day)
    sys.stdout.write(f"{time.process_time() - started}\n")
    sys.stdout.flush()
