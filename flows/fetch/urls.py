"""URLs of a source: which are its own, and how they are written where an origin stands in for its site."""

from __future__ import annotations

import httpx

from flows.fetch.errors import BadUrl, HostNotAllowed
from flows.fetch.model import SourcePolicy

Site = tuple[str, str, int]
DEFAULT_PORTS = {"http": 80, "https": 443}


def parse_url(text: str, base: httpx.URL | None = None) -> httpx.URL:
    """An absolute http(s) URL without fragment, joined to `base`. Raises BadUrl for anything else."""
    try:
        url = base.join(text) if base is not None else httpx.URL(text)
        url = url.copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise BadUrl(f"expected an http or https URL, found {text[:200]!r} ({error})") from error
    if url.scheme not in DEFAULT_PORTS or not url.host or url.userinfo:
        raise BadUrl(f"expected an http or https URL with a host and no user name, found {text[:200]!r}")
    return url


def check_host(url: httpx.URL, policy: SourcePolicy) -> None:
    """Raises HostNotAllowed unless host and port are in the source's list."""
    for entry in policy.hosts:
        name, _, port = entry.lower().partition(":")
        fits = url.host.endswith(name) if name.startswith(".") else url.host == name
        if fits and url.port == (int(port) if port else None):
            return
    raise HostNotAllowed(
        f"expected a host of {policy.source_id} ({', '.join(policy.hosts)}), found {url.netloc.decode()}: {url}"
    )


def site_of(url: httpx.URL) -> Site:
    """Scheme, host and port."""
    return url.scheme, url.host, url.port or DEFAULT_PORTS[url.scheme]


def authority(url: httpx.URL) -> str:
    """Scheme and host as robots.txt files are found by: `https://paper.example`."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def origin_site(policy: SourcePolicy) -> Site | None:
    """The site that stands in for the source's, if any."""
    return site_of(parse_url(policy.origin)) if policy.origin else None


def request_url(url: httpx.URL, policy: SourcePolicy) -> httpx.URL:
    """The URL that is really asked: the same path and query at the origin, where the source has one."""
    if policy.origin is None:
        return url
    origin = parse_url(policy.origin)
    path = _prefix(origin) + url.raw_path
    return url.copy_with(scheme=origin.scheme, host=origin.host, port=origin.port, raw_path=path)


def own_url(url: httpx.URL, policy: SourcePolicy, base: httpx.URL | None = None) -> httpx.URL:
    """A URL of the origin written as the source's own, at the site of `base` or the source's first host."""
    if policy.origin is None or site_of(url) != origin_site(policy):
        return url
    prefix = _prefix(parse_url(policy.origin))
    if not url.raw_path.startswith(prefix + b"/"):
        return url
    path = url.raw_path[len(prefix) :]
    if base is not None:
        return url.copy_with(scheme=base.scheme, host=base.host, port=base.port, raw_path=path)
    name, _, port = policy.hosts[0].lstrip(".").partition(":")
    return url.copy_with(scheme=policy.scheme or "https", host=name, port=int(port) if port else None, raw_path=path)


def _prefix(origin: httpx.URL) -> bytes:
    """The path below which an origin keeps the source: `/rmrb` of `http://127.0.0.1:8000/rmrb/`."""
    return origin.raw_path.partition(b"?")[0].rstrip(b"/")


def with_scheme(url: httpx.URL, policy: SourcePolicy) -> httpx.URL:
    """The URL under the scheme that the source needs; a URL with a port of its own stays."""
    return url.copy_with(scheme=policy.scheme) if policy.scheme and url.port is None else url
