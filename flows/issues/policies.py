"""From a source's declaration to the rules its hosts are asked by, and the settings of the client."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from flows.errors import InputError
from flows.fetch.model import DEFAULT_SPACING_S, SourcePolicy
from flows.fetch.settings import BROWSER_USER_AGENT, Settings
from flows.settings import read_settings
from flows.sources.declaration import Source


def policy_of(source: Source, home: Path, origin: str | None = None) -> SourcePolicy:
    """How the source may be asked. `origin`: a mirror or test site in the place of all its hosts, else the one that the
    settings name. Raises InputError."""
    needs, origin = source.politeness, origin or read_settings(home).origin.get(source.source_id)
    policy = SourcePolicy(
        source_id=source.source_id,
        hosts=source.hosts,
        spacing=needs.spacing_seconds if needs.spacing_seconds is not None else DEFAULT_SPACING_S,
        user_agent=BROWSER_USER_AGENT if needs.browser_agent else None,
        cookies=needs.cookies,
    )
    return policy.at_origin(checked_origin(origin)) if origin else policy


def checked_origin(origin: str, name: str = "--origin") -> str:
    """Scheme and host of a mirror, given as `name`. Raises InputError for anything else."""
    try:
        parts = urlsplit(origin)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
        parts = urlsplit("")
    if not sound or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise InputError(f"expected {name} such as http://127.0.0.1:8900, found {origin!r}: give scheme, host and port")
    return origin.rstrip("/")


def require_configured(home: Path, source_ids: Iterable[str], origin: str | None) -> None:
    """Refuse an origin that the operator did not configure for each of these sources. Raises InputError.

    For what is asked through the scheduler's interface: who reaches it chooses no address that is fetched from here.
    """
    allowed = read_settings(home).origin if origin is not None else {}
    for source_id in source_ids if origin is not None else ():
        if origin != allowed.get(source_id):
            raise InputError(
                f"expected no origin for {source_id} but one that the operator allows, found {origin!r}: "
                f"leave it out, or set GONGBAO_ORIGIN_{source_id.upper()} where the runs are carried out"
            )


def settings_of(home: Path) -> Settings:
    """The client's settings; the operator's `contact` is the address by which a publisher finds him."""
    return Settings(contact=read_settings(home).contact, throttle_folder=home / "throttle")
