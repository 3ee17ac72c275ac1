"""`python -m tests.sources.fake_sites --port N --seed S`: the press for hand use, every source below its own path."""

from __future__ import annotations

import argparse
import sys
import time

from tests.sources.fake_sites.faults import Fault, Faults
from tests.sources.fake_sites.sites import SKINS, press


def main() -> int:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.sources.fake_sites", description=__doc__)
    parser.add_argument("--port", type=int, default=8900, help="common port; each source lies at /<id>")
    parser.add_argument("--seed", type=int, default=1, help="another seed prints other issues and other faults")
    parser.add_argument("--pages", type=int, default=8)
    parser.add_argument("--articles", type=int, default=6, help="articles a page")
    parser.add_argument("--faults", type=float, default=0.0, help="share of the answers that misbehave, 0 to 1")
    parser.add_argument(
        "--kinds", nargs="*", choices=[fault.value for fault in Fault], help="which faults; all by default"
    )
    parser.add_argument("sources", nargs="*", help=f"ids out of {', '.join(SKINS)}; all by default")
    given = parser.parse_args()
    kinds = tuple(Fault(kind) for kind in given.kinds or ()) or tuple(Fault)
    faults = Faults(given.seed, given.faults, kinds)
    running = press(
        *given.sources, seed=given.seed, pages=given.pages, per_page=given.articles, faults=faults, port=given.port
    )
    with running:
        for source_id in running.sites:
            sys.stdout.write(f"{source_id}\t{running.origin(source_id, own_port=False)}\t{running.origin(source_id)}\n")
        sys.stdout.flush()
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            sys.stderr.write(f"{dict(running.counts())}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
