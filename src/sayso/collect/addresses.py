"""Addresses: where a host's name leads, and whether we may go there.

In: a host and a port. Out: its addresses, once every one of them was checked. Nothing is connected to here.
"""

from __future__ import annotations

import ipaddress
import socket

from sayso.collect.skips import Unreachable, Untried

NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits


def addresses(url: str, host: str, port: int, allow_private: bool) -> list[str]:
    """The addresses of the host, in the order in which to try them.

    :raises CollectError: if there are none (`Unreachable`), or one of them is private (`Untried`, unless that is
        allowed): a name with both a public and a private address is made to reach inside.
    """
    try:
        entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"{url}: no address is known for {host}: check the name and the connection") from error
    found = list(dict.fromkeys(str(entry[4][0]) for entry in entries))
    for address in found:
        if not allow_private and not public(address):
            raise Untried(f"{url} is at a private address ({address}): use --allow-private if you mean it")
    return found


def public(address: str) -> bool:
    """Whether an address, and the one it may hold inside, belongs to the internet at large."""
    ip = ipaddress.ip_address(address.split("%")[0])
    inner: ipaddress.IPv4Address | None = None
    if isinstance(ip, ipaddress.IPv6Address):
        nat = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None
        inner = ip.ipv4_mapped or ip.sixtofour or nat
    if inner is not None:
        return public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
