"""The load of tests/benchmarks/page_load.py, small: readers of every page while issues are loaded and published."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks import page_load, scale
from tests.explorer.service import serving


def test_readers_meet_no_error_and_no_mixed_page_while_three_publishes_happen(tmp_path: Path) -> None:
    scale.make(tmp_path, 2000, memory="1GB")
    with serving(tmp_path) as service:
        seen = page_load.crowd(service, page_load.kinds(tmp_path), readers=8, seconds=3.0, think=0.4, patience=300.0)
    assert not seen.errors and not seen.mixed
    assert len(seen.copies) > 1, "the readers met more than one copy"
    assert sum(map(len, seen.taken.values())) > 20
