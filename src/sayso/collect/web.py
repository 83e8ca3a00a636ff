"""Web: a URL becomes bytes, within limits.

In: an http or https URL. Out: what was found there. Every hop is checked before it is made: its scheme, its robots.txt,
and that none of its host's addresses is private. The connection goes to the address that was checked, so that a name
cannot point elsewhere between the two. Proxies of the environment are not used: they would see past these checks.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sayso.collect.addresses import addresses
from sayso.collect.skips import CollectError
from sayso.types import now

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

    import httpx

AGENT = "Sayso/0.1 (reads news articles one at a time for their claims; obeys robots.txt)"
LARGEST = 20_000_000  # bytes, unpacked
TOTAL, STEP = 30.0, 10.0  # seconds for everything, and for one connection or one silence
REDIRECTS = 5
ROBOTS_LARGEST = 500_000  # bytes that are read of a robots.txt: RFC 9309 asks for at least 500 KiB
READABLE = (
    "text/html",
    "application/xhtml",
    "text/plain",
    "text/markdown",
    "application/x-ndjson",
    "application/ndjson",
    "application/jsonl",
    "application/x-jsonlines",
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

    # In a thread, because a name server, a handshake and a server that sends one byte every nine seconds all have their
    # own idea of time. Leaving the block closes the connections, which ends a thread that was left behind.
    answer: Future[Fetched] = Future()
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip"}
    with httpx.Client(timeout=STEP, trust_env=False, headers=headers) as client:
        visit = threading.Thread(target=_answer_with, args=(answer, lambda: _fetched(client, url, allow_private)))
        visit.daemon = True
        visit.start()
        try:
            return answer.result(timeout=TOTAL)
        except TimeoutError as error:
            raise CollectError(f"{url} took longer than {TOTAL:g} seconds: save the page and add the file") from error


def _answer_with(answer: Future[Fetched], work: Callable[[], Fetched]) -> None:
    try:
        answer.set_result(work())
    except Exception as error:  # noqa: BLE001 - none is lost: the thread that waits for the answer raises it
        answer.set_exception(error)


def _fetched(client: httpx.Client, url: str, allow_private: bool) -> Fetched:
    known: dict[str, RobotFileParser] = {}
    found, response, data = _followed(client, url, allow_private, LARGEST, known)
    if response.status_code != 200:
        raise CollectError(f"{found} answered {response.status_code} {response.reason_phrase}")
    kind = response.headers.get("content-type", "text/html").strip().lower()
    if not kind.startswith(READABLE):
        raise CollectError(f"{found} is {kind.split(';')[0]}: only pages, plain text and JSON Lines are read")
    if len(data) > LARGEST:
        raise CollectError(f"{found} is larger than {LARGEST:,} bytes")
    return Fetched(str(found), data, kind, response.charset_encoding, now())


def _followed(
    client: httpx.Client, url: str, allow_private: bool, largest: int, known: dict[str, RobotFileParser] | None
) -> tuple[httpx.URL, httpx.Response, bytes]:
    """The last answer of a chain of redirects, each of them checked. `known`: the robots.txt met so far, or None where
    none is asked (for the robots.txt themselves)."""
    import httpx

    place = _place(url)
    for _ in range(REDIRECTS + 1):
        if known is not None:
            _obey(client, known, place, allow_private)
        response, data = _got(client, place, allow_private, largest)
        if not response.is_redirect:
            return place, response, data
        location = response.headers["location"]
        try:
            place = _place(str(place.join(location)))
        except (httpx.InvalidURL, ValueError) as error:
            raise CollectError(f"{place} redirects to {location[:200]!r}, which is no address") from error
    raise CollectError(f"{url} redirects more than {REDIRECTS} times")


def _place(url: str) -> httpx.URL:
    """The URL as it is asked for and stored: its host in ASCII, and neither password nor fragment."""
    import httpx

    try:
        place = httpx.URL(url)
        if place.scheme in ("http", "https") and place.host:
            return place.copy_with(userinfo=b"", fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise CollectError(f"{url} is no http or https address: {error}") from error
    raise CollectError(f"{url} is no http or https address")


def _obey(client: httpx.Client, known: dict[str, RobotFileParser], place: httpx.URL, allow_private: bool) -> None:
    """Raise CollectError where the host's robots.txt does not want us (RFC 9309)."""
    from urllib.robotparser import RobotFileParser

    rules_at = str(place.join("/robots.txt"))
    if rules_at not in known:
        rules = RobotFileParser(rules_at)
        _, response, data = _followed(client, rules_at, allow_private, ROBOTS_LARGEST, None)
        if response.status_code >= 500:
            raise CollectError(f"{rules_at} answered {response.status_code}: it may forbid us; try later")
        # Any other answer but 200 says that there are no rules, or none that we may see.
        rules.parse(data.decode("utf-8-sig", "replace").splitlines() if response.status_code == 200 else [])
        known[rules_at] = rules
    if not known[rules_at].can_fetch("Sayso", str(place)):
        raise CollectError(f"{place} is closed to programs by its site's robots.txt: save the page and add the file")


def _got(client: httpx.Client, place: httpx.URL, allow_private: bool, largest: int) -> tuple[httpx.Response, bytes]:
    """One answer, with up to `largest` + 1 bytes of its body; redirects are not followed."""
    import httpx

    port = place.port or (443 if place.scheme == "https" else 80)
    host = place.raw_host.decode("ascii")
    failed: Exception | None = None
    for address in addresses(str(place), host, port, allow_private):
        target = place.copy_with(host=address)
        headers, extensions = {"Host": place.netloc.decode("ascii")}, {"sni_hostname": host}
        try:
            with client.stream("GET", target, headers=headers, extensions=extensions) as response:
                return response, _body(response, str(place), largest)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            failed = error  # a host with several addresses often has one that cannot be reached from here
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise CollectError(f"{place} could not be fetched: {str(error) or type(error).__name__}") from error
    raise CollectError(f"{place} could not be reached: {str(failed) or type(failed).__name__}") from failed


def _body(response: httpx.Response, url: str, largest: int) -> bytes:
    """The body, unpacked here rather than by httpx, so that a bomb is never larger than `largest` + 1 bytes."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise CollectError(f"{url} came packed as {packing[:60]}, which was not asked for")
    inflater = zlib.decompressobj(31) if "gzip" in packing else None  # 31: with the header of gzip
    data = bytearray()
    try:
        for chunk in response.iter_raw():
            data += inflater.decompress(chunk, largest + 1 - len(data)) if inflater else chunk
            if len(data) > largest:
                return bytes(data[: largest + 1])
    except zlib.error as error:
        raise CollectError(f"{url} came damaged: {error}") from error
    if inflater and data and not inflater.eof:
        raise CollectError(f"{url} came cut short")
    return bytes(data)
