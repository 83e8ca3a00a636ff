"""Web: a URL becomes bytes, within limits.

In: an http or https URL. Out: what was found there. Every hop is checked before it is made: its scheme, its robots.txt,
and that none of its host's addresses is private. The connection goes to the address that was checked, so that a name
cannot point elsewhere between the two. Proxies of the environment are not used: they would see past these checks.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from sayso.collect.skips import CollectError
from sayso.types import now

if TYPE_CHECKING:
    import httpx

AGENT = "Sayso/0.1 (reads news articles one at a time for their claims; obeys robots.txt)"
LARGEST = 20_000_000  # bytes, unpacked
TOTAL, STEP = 30.0, 10.0  # seconds for everything, and for one connection or one silence
REDIRECTS = 5
ROBOTS_LARGEST = 500_000  # bytes: RFC 9309 asks for at least 500 KiB
READABLE = (
    "text/html",
    "application/xhtml",
    "text/plain",
    "application/x-ndjson",
    "application/jsonl",
    "application/json",
)


class Fetched(NamedTuple):
    """`url` is where the last redirect led; `kind` the content type, `encoding` the charset that came with it."""

    url: str
    data: bytes
    kind: str
    encoding: str | None
    fetched: datetime


def fetch(url: str, *, allow_private: bool = False) -> Fetched:
    """What is at `url`.

    :raises CollectError: naming the URL, if it is refused, out of reach, too large, too slow or not to be read.
    """
    import httpx

    deadline = time.monotonic() + TOTAL
    robots: dict[str, RobotFileParser] = {}
    with httpx.Client(timeout=STEP, trust_env=False, headers={"User-Agent": AGENT}) as client:
        for _ in range(REDIRECTS + 1):
            _obey(client, robots, url, allow_private, deadline)
            response, data = _get(client, url, allow_private, deadline, LARGEST)
            if response.is_redirect:
                url = urljoin(url, response.headers.get("location", ""))
                continue
            if response.status_code != 200:
                raise CollectError(f"{url} answered {response.status_code} {response.reason_phrase}")
            kind = response.headers.get("content-type", "text/html").lower()
            if not kind.startswith(READABLE):
                raise CollectError(f"{url} is {kind.split(';')[0]}: only pages, plain text and JSON Lines are read")
            return Fetched(url, data, kind, response.charset_encoding, now())
    raise CollectError(f"{url} redirects more than {REDIRECTS} times")


def _obey(
    client: httpx.Client, known: dict[str, RobotFileParser], url: str, allow_private: bool, deadline: float
) -> None:
    """Raise CollectError where the host's robots.txt does not want us (RFC 9309)."""
    parts = urlsplit(url)
    place = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
    if place not in known:
        rules = RobotFileParser(place)
        response, data = _get(client, place, allow_private, deadline, ROBOTS_LARGEST)
        if response.status_code == 200:
            rules.parse(data.decode("utf-8", "replace").splitlines())
        elif response.status_code >= 500:
            raise CollectError(f"{place} answered {response.status_code}: not fetching what it may forbid; try later")
        else:
            rules.parse([])  # no rules, or none that we can see
        known[place] = rules
    if not known[place].can_fetch("Sayso", url):
        raise CollectError(f"{url} is closed to programs by its site's robots.txt: save the page and add the file")


def _get(
    client: httpx.Client, url: str, allow_private: bool, deadline: float, largest: int
) -> tuple[httpx.Response, bytes]:
    """One answer, with its body read up to a limit; redirects are not followed."""
    import httpx

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CollectError(f"{url} is no http or https address")
    address = _checked(url, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80), allow_private)
    literal = f"[{address}]" if ":" in address else address
    target = urlunsplit(parts._replace(netloc=literal + (f":{parts.port}" if parts.port else "")))
    headers, extensions = {"Host": parts.netloc.rpartition("@")[2]}, {"sni_hostname": parts.hostname}
    data = bytearray()
    try:
        with client.stream("GET", target, headers=headers, extensions=extensions) as response:
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > largest:
                    raise CollectError(f"{url} is larger than {largest:,} bytes")
                if time.monotonic() > deadline:
                    raise CollectError(f"{url} took longer than {TOTAL:.0f} seconds")
            return response, bytes(data)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise CollectError(f"{url} could not be fetched: {str(error) or type(error).__name__}") from error


def _checked(url: str, host: str, port: int, allow_private: bool) -> str:
    """An address of the host, after all of them were checked."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CollectError(f"{url}: no address is known for {host}: check the name and the connection") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not allow_private and not _public(address):
            raise CollectError(f"{url} is at a private address ({address}): use --allow-private if you mean it")
    return addresses[0]


def _public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    return ip.is_global and not ip.is_multicast
