#!/usr/bin/env bash
# Prefect 3.8.8 (2.0.58lchemy 2.0, FastAPI 0.150). Done: a deployment is made by flow.to_deployment("name"), its attribute `version` set,
# and applied. Expected: the server holds that version, wherever the program runs. Seen: so it is in a folder of no repository and in
# a repository without a remote; in a clone, which has one, the first eight letters of its commit stand there instead, unless the
# version was handed to to_deployment() itself: one that came with the flow counts as the flow's, whatever is set later.
# This project keeps what it planned in the version, to tell an operator's edit of a schedule from its own
# (flows/schedule/keeping.py), and gives it at once (flows/schedule/deployments.py); tests/schedule/test_keeping.py works in a clone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "prefect==3.8.8" "sqlalchemy==2.0.58" "fastapi==0.150.0"
mkdir "$folder/plain" "$folder/lonely" "$folder/clone"
for place in lonely clone; do
  git -C "$folder/$place" init -q
  git -C "$folder/$place" -c user.name=n -c user.email=n@paper.invalid commit -q --allow-empty -m .
done
git -C "$folder/clone" remote add origin https://paper.invalid/code.git
cat > "$folder/deploy.py" <<'PY'
import asyncio
import sys

from prefect import flow, get_client

WANTED = "planned: 5 5 * * *"


@flow
def noted() -> None:
    """Nothing."""


async def told(name: str) -> str:
    """The version that the server holds."""
    async with get_client() as client:
        return (await client.read_deployment_by_name(f"noted/{name}")).version


place = sys.argv[1]
later = noted.to_deployment("later")
later.version = WANTED
later.apply()
noted.to_deployment("at-once", version=WANTED).apply()
found = {name: asyncio.run(told(name)) for name in ("later", "at-once")}
print(place, found)
assert found["at-once"] == WANTED
assert (found["later"] == WANTED) is (place != "clone") and (place != "clone" or len(found["later"]) == 8)
PY
export PREFECT_SERVER_ALLOW_EPHEMERAL_MODE=true PREFECT_SERVER_ANALYTICS_ENABLED=false PREFECT_LOGGING_LEVEL=ERROR
export GIT_CEILING_DIRECTORIES="$folder"
unset PREFECT_API_URL PREFECT_API_AUTH_STRING GITHUB_SHA CI_COMMIT_SHA || true
for place in plain lonely clone; do
  (cd "$folder/$place" && PREFECT_HOME="$folder/home-$place" "$folder/venv/bin/python" ../deploy.py "$place" 2>/dev/null)
done
