"""Run in a copy of the project, `python -m tests.compiled.reading TEXTS`: a JSON line of which code read, and what.

TEXTS is a JSON list of (text, day of publication). The digest is over all claims with all their fields, and numerals.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from pathlib import Path

import flows.extract.zh.claims
from flows.compiled import state
from flows.issues.documents import read_document


def main() -> None:
    """Read all."""
    digest, claims = hashlib.sha256(), 0
    for text, day in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        for part in read_document(text, source_id="file", published_on=dt.date.fromisoformat(day), doc="0").articles:
            claims += len(part.extraction.claims)
            digest.update(repr(part.extraction).encode())
    read = {"state": state(), "file": flows.extract.zh.claims.__file__, "claims": claims, "digest": digest.hexdigest()}
    sys.stdout.write(json.dumps(read) + "\n")


if __name__ == "__main__":
    main()
