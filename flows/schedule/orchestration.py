"""The one door to Prefect: its defaults are set here before it is imported. Embedded, quiet, and telling nobody.

A setting of the environment wins, so that a worker beside a real server is told by `PREFECT_API_URL` alone. Without
it the run has a server of its own, with the guards of the schedule's, which ends with the run. It is started here, for
Prefect's own way to do that loads all of the server into the run's process too, as long again as the rest of it.
"""

# E402 wants imports before all else. Prefect reads its settings from the environment once, as it is imported: set after
# the import, the defaults below would come too late, so it is imported behind them.
# ruff: noqa: E402 - what is set above is read at the import
from __future__ import annotations

import os

from flows.errors import ServerError
from flows.home import home_directory
from flows.schedule import server

DEFAULTS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # the server's and the client's usage telemetry
    "DO_NOT_TRACK": "1",
    "PREFECT_API_REQUEST_TIMEOUT": "120",  # whoever asks first waits for the server's start; 60 may be too short
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_HOME": str(home_directory().absolute() / "prefect"),  # nothing outside the home folder
    "PREFECT_LOGGING_LEVEL": "CRITICAL",  # errors are ours to print, in one line
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_CLI_WRAP_LINES": "false",
}
for _name, _value in DEFAULTS.items():
    os.environ.setdefault(_name, _value)
NAMED = os.environ.get("PREFECT_API_URL")
BARE = {
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",  # no flow of ours uses one; the schedule's server writes them
    "PREFECT__SERVER_EPHEMERAL": "1",  # its own word for one that does without a scheduler and other services
}
OWN = None if NAMED else server.OnDemand(BARE)
if OWN:  # of this run alone; its client reads both as it is imported
    os.environ |= {"PREFECT_API_URL": OWN.api, "PREFECT_API_AUTH_STRING": OWN.login}

import httpx
from prefect import flow, runtime, task
from prefect.artifacts import acreate_markdown_artifact, create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import DeploymentScheduleCreate, WorkPoolCreate
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, FlowRun
from prefect.client.schemas.responses import DeploymentResponse
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound, PrefectException, PrefectHTTPStatusError
from prefect.flows import Flow
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.states import Cancelled, Scheduled
from prefect.types.entrypoint import EntrypointType

__all__ = [
    "CLIENT_ERRORS", "NO_CACHE", "Cancelled", "ConcurrencyLimitConfig", "ConcurrencyLimitStrategy", "Cron",
    "DeploymentResponse", "DeploymentScheduleCreate", "EntrypointType", "Flow", "FlowRun", "FlowRunFilter",
    "ObjectAlreadyExists", "ObjectNotFound", "PrefectClient", "Runner", "RunnerDeployment", "Scheduled",
    "WorkPoolCreate", "acreate_markdown_artifact", "create_markdown_artifact", "flow", "get_client",
    "is_deployed", "reach_server", "task",
]  # fmt: skip


CLIENT_ERRORS = (httpx.HTTPError, PrefectException)  # what the client raises of a server that is away or refuses


if OWN:
    del os.environ["PREFECT_API_URL"]  # it has been read; whoever looks for the name of a server finds none


def is_deployed() -> bool:
    """Whether the flow that is running here was asked for through the server, as a run of a deployment."""
    return runtime.deployment.id is not None


def reach_server() -> None:
    """Start the embedded server, or greet the one that is named. Raises ServerError; nothing has begun by then."""
    server.own_folder(home_directory())
    try:
        if OWN:
            OWN.start()
        with get_client(sync_client=True) as client:
            client.raise_for_api_version_mismatch_once()
    except (RuntimeError, PrefectHTTPStatusError, ServerError) as error:
        where = f"at {NAMED}, as PREFECT_API_URL says" if NAMED else "of its own beside this run"
        advice = "is the disk full? then free some space, and run again"
        if NAMED:
            advice = "start it, give its user:password as PREFECT_API_AUTH_STRING, or unset PREFECT_API_URL"
        said = " ".join(str(error).split()).rstrip("./")
        raise ServerError(f"expected a Prefect server {where}, found none ({said}): {advice}") from error
