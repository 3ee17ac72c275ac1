"""Which addresses may be connected to: every address of a name is checked, and the checked address is the one used."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence

import httpcore

from flows.fetch.errors import AddressForbidden, NetworkDown

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host name and port to numeric addresses, in the order to try. Raises OSError where there is none."""

# RFC 6890 and its successors; not all of these are "not global" to the standard library's tables. Of IPv6 only
# 2000::/3 is in use, so that mapped and compatible forms of IPv4 addresses fall outside it; 6to4 and Teredo lie in it.
NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
)  # fmt: skip
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # how a network without IPv4 reaches it: the address inside counts


def forbidden(address: str) -> str | None:
    """Why an address may not be connected to; None where it may."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "not an IP address"
    if ip in NAT64:
        return forbidden(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    in_use = ip.version == 4 or ip in GLOBAL_UNICAST
    if not in_use or not ip.is_global or any(ip in network for network in NEVER):
        return "not of the public internet"
    return None


async def resolve(host: str, port: int) -> Sequence[str]:
    """The system's own answer: all addresses of a host, in its order of preference."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class PinnedBackend(httpcore.AsyncNetworkBackend):
    """Resolves a name once for each connection, checks every address, and connects to those very addresses.

    TLS and the Host header still speak of the name. `trusted` is the host and port of the origin option: the only one
    that may be anywhere.
    """

    def __init__(self, resolver: Resolver = resolve, trusted: tuple[str, int] | None = None) -> None:
        """`trusted`: host in lower case, and port."""
        self._resolver = resolver
        self._trusted = trusted
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first of the host's addresses that answers."""
        addresses = await self._checked(host, port)
        for number, address in enumerate(addresses, 1):
            try:
                return await self._sockets.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise NetworkDown(f"expected an address, found none: {host}; is the network up?")

    async def _checked(self, host: str, port: int) -> Sequence[str]:
        try:
            addresses = await self._resolver(host, port)
        except OSError as error:
            raise NetworkDown(f"expected an address, found none: {host} ({error}); is the network up?") from error
        if (host.lower(), port) != self._trusted:
            for address in addresses:
                reason = forbidden(address)
                if reason:
                    raise AddressForbidden(f"expected a public address, found {address} ({reason}): {host}")
        return addresses

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Never: a page does not live in a local socket."""
        raise AddressForbidden(f"expected a public address, found a local socket: {path}")

    async def sleep(self, seconds: float) -> None:
        """Waits; for httpcore's own use."""
        await asyncio.sleep(seconds)
