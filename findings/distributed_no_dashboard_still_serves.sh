#!/usr/bin/env bash
# distributed 2026.8.0 (Dask). Done: LocalCluster(dashboard_address=None), of which the manual says that it disables the dashboard; no
# bokeh is installed, without which there is none anyway. Expected: no process of the cluster listens to anything but Dask's own
# protocol. Seen: the scheduler listens on port 8787 and every worker on a port of its own, and they answer HTTP: /health and
# /metrics everywhere, and at the scheduler a page of the workers and counts as JSON; TLS between the processes (security=) does not
# cover these. With the settings distributed.{scheduler,worker,nanny}.http.routes empty, the ports stay and answer 404 to everything.
# A cluster that this project makes for a run shows nothing to others (flows/issues/cluster.py, tests/issues/test_cluster.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "distributed==2026.8.0" "dask==2026.8.0" "psutil==7.2.2"
cat > "$folder/look.py" <<'PY'
import urllib.error
import urllib.request

import dask
import psutil
from distributed import LocalCluster

PATHS = ("health", "metrics", "info/main/workers.html", "json/counts.json")


def answers(port: int) -> list[int]:
    """The statuses with which a port answers."""
    found = []
    for path in PATHS:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as answer:
                found.append(answer.status)
        except urllib.error.HTTPError as error:
            found.append(error.code)
    return found


def look() -> dict[str, list[int]]:
    """What the ports say that the scheduler and its worker name as their web servers'."""
    with LocalCluster(n_workers=1, host="127.0.0.1", dashboard_address=None) as cluster:
        (worker,) = cluster.scheduler_info["workers"].values()
        ports = {"scheduler": cluster.scheduler.http_server.port, "worker": worker["services"]["dashboard"]}
        opened = {each.laddr.port for each in psutil.Process().net_connections("tcp") if each.status == "LISTEN"}
        assert ports["scheduler"] in opened
        return {name: answers(port) for name, port in ports.items()}


if __name__ == "__main__":
    told = look()
    print("dashboard_address=None:", told)
    assert told == {"scheduler": [200, 200, 200, 200], "worker": [200, 200, 404, 404]}
    with dask.config.set({f"distributed.{who}.http.routes": [] for who in ("scheduler", "worker", "nanny")}):
        bare = look()
    print("routes empty:", bare)
    assert bare == {"scheduler": [404] * 4, "worker": [404] * 4}
PY
"$folder/venv/bin/python" "$folder/look.py"
