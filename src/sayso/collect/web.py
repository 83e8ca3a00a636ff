"""Web: a URL becomes bytes, within limits.

In: an http or https URL. Out: what was found there. Every hop is checked before it is made: its scheme, its robots.txt,
and that none of its host's addresses is private. The connection goes to the address that was checked, so that a name
cannot point elsewhere between the two. Proxies of the environment are not used: they would see past these checks.
"""

from __future__ import annotations

import re
import threading
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from sayso.collect.addresses import addresses
from sayso.collect.skips import CollectError, Unreachable, Untried
from sayso.types import now

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

    import httpx

AGENT = "Sayso/0.1 (reads news articles one at a time for their claims; obeys robots.txt)"
LARGEST = 20_000_000  # bytes, unpacked
TOTAL, STEP = 30.0, 10.0  # seconds for everything, and for one connection or one silence
REDIRECTS = 5
LONGEST_WAIT = 7 * 86_400  # seconds: a server that asks for more is asked again after a week
ROBOTS_LARGEST = 500_000  # bytes that are read of a robots.txt: RFC 9309 asks for at least 500 KiB
ARTICLES = ("text/html", "application/xhtml", "text/plain", "text/markdown")
READABLE = (
    *ARTICLES,
    "application/x-ndjson",
    "application/ndjson",
    "application/jsonl",
    "application/x-jsonlines",
    "application/json",
)
FEEDS = (  # and what feeds and lists of them are served as
    *("application/rss", "application/atom", "application/rdf", "application/feed", "application/xml", "text/xml"),
    *("text/x-opml", "text/opml", "application/opml", "application/octet-stream"),
    *READABLE,
)


class Fetched(NamedTuple):
    """`url` is where the last redirect led; `kind` the content type, `encoding` the charset that came with it.

    `etag` and `modified` let the same be asked for again only if it has changed; then, if it has not, `unchanged` is
    true and there is no data. `moved`: every redirect on the way was permanent, and there was one. `fresh`: for how
    many seconds the server says that it stays as it is.
    """

    url: str
    data: bytes
    kind: str
    encoding: str | None
    fetched: datetime
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False
    moved: bool = False
    fresh: int = 0


class Refused(CollectError):
    """A server answered, and not with what was asked for. `status`: its code; `wait`: seconds that it asks for."""

    def __init__(self, words: str, status: int, wait: int | None = None) -> None:
        super().__init__(words)
        self.status, self.wait = status, wait


class Conditions(NamedTuple):
    """What is asked for only if it has changed since (RFC 9110, 13.1): the two marks of the last answer."""

    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


Robots = dict[str, "RobotFileParser"]  # the rules of each site, by the address of its robots.txt


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    conditions: Conditions | None = None,
    robots: Robots | None = None,
    readable: tuple[str, ...] = READABLE,
) -> Fetched:
    """What is at `url`.

    conditions: it is wanted only if it has changed since. robots: rules met before, and those met now. readable: how
    the content types begin that are wanted.

    :raises CollectError: naming the URL, if it is refused (`Refused`), out of reach or too slow (`Unreachable`), too
        large, not to be read, or not to be asked at all (`Untried`).
    """
    import httpx

    # In a thread, because a name server, a handshake and a server that sends one byte every nine seconds all have their
    # own idea of time. Leaving the block closes the connections, which ends a thread that was left behind.
    answer: Future[Fetched] = Future()
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip"}
    asked = _Asked(conditions or Conditions(), {} if robots is None else robots, readable)
    with httpx.Client(timeout=STEP, trust_env=False, headers=headers) as client:
        visit = threading.Thread(
            target=_answer_with, args=(answer, lambda: _fetched(client, url, allow_private, asked))
        )
        visit.daemon = True
        visit.start()
        try:
            return answer.result(timeout=TOTAL)
        except TimeoutError as error:
            raise Unreachable(f"{url} took longer than {TOTAL:g} seconds: save the page and add the file") from error


def _answer_with(answer: Future[Fetched], work: Callable[[], Fetched]) -> None:
    try:
        answer.set_result(work())
    except Exception as error:  # noqa: BLE001 - none is lost: the thread that waits for the answer raises it
        answer.set_exception(error)


class _Asked(NamedTuple):
    conditions: Conditions
    robots: Robots
    readable: tuple[str, ...]


def _fetched(client: httpx.Client, url: str, allow_private: bool, asked: _Asked) -> Fetched:
    found, response, data, moved = _followed(client, url, allow_private, LARGEST, asked.robots, asked.conditions)
    marks = response.headers.get("etag"), response.headers.get("last-modified")
    if response.status_code == 304 and asked.conditions.headers:
        etag, modified = (new or old for new, old in zip(marks, asked.conditions, strict=True))
        fresh = _fresh(response.headers.get("cache-control", ""))
        return Fetched(str(found), b"", "", None, now(), etag, modified, unchanged=True, moved=moved, fresh=fresh)
    if response.status_code != 200:
        words = f"{found} answered {response.status_code} {response.reason_phrase}"
        raise Refused(words, response.status_code, _wait(response.headers.get("retry-after")))
    kind = response.headers.get("content-type", "text/html").strip().lower()
    if not kind.startswith(asked.readable):
        wanted = "feeds and lists of them" if asked.readable == FEEDS else "pages, plain text and JSON Lines"
        raise CollectError(f"{found} is {kind.split(';')[0]}: only {wanted} are read")
    if len(data) > LARGEST:
        raise CollectError(f"{found} is larger than {LARGEST:,} bytes")
    charset, fresh = response.charset_encoding, _fresh(response.headers.get("cache-control", ""))
    return Fetched(str(found), data, kind, charset, now(), *marks, moved=moved, fresh=fresh)


def _wait(said: str | None) -> int | None:
    """Retry-After in seconds: a number, or a date (RFC 9110, 10.2.3); None where it is neither."""
    if said is None:
        return None
    if re.fullmatch(r"\s*[0-9]+\s*", said):
        return min(int(said[:20]), LONGEST_WAIT)
    try:
        seconds = (parsedate_to_datetime(said) - now()).total_seconds()
    except (TypeError, ValueError, IndexError, OverflowError):  # no date, none that there is, or one without a zone
        return None
    return max(0, min(int(seconds), LONGEST_WAIT))


def _fresh(control: str) -> int:
    """max-age of Cache-Control in seconds, or 0."""
    found = re.search(r"(?:^|[\s,])max-age\s*=\s*\"?([0-9]{1,9})", control, re.I)
    return int(found[1]) if found else 0


def _followed(
    client: httpx.Client,
    url: str,
    allow_private: bool,
    largest: int,
    robots: Robots | None,
    conditions: Conditions | None = None,
) -> tuple[httpx.URL, httpx.Response, bytes, bool]:
    """The last answer of a chain of redirects, each of them checked, and whether all of them were permanent. robots:
    those met so far, or None where none is asked (for the robots.txt themselves)."""
    import httpx

    place = _place(url)
    hops: list[int] = []
    for _ in range(REDIRECTS + 1):
        try:
            if robots is not None:
                _obey(client, robots, place, allow_private)
            response, data = _got(client, place, allow_private, largest, conditions.headers if conditions else {})
        except Untried as refusal:
            if not hops:
                raise
            raise CollectError(str(refusal)) from refusal  # a site was asked, and led us there
        if not response.has_redirect_location:
            return place, response, data, bool(hops) and set(hops) <= {301, 308}
        hops.append(response.status_code)
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


def _obey(client: httpx.Client, known: Robots, place: httpx.URL, allow_private: bool) -> None:
    """Raise CollectError where the host's robots.txt does not want us (RFC 9309)."""
    from urllib.robotparser import RobotFileParser

    rules_at = str(place.join("/robots.txt"))
    if rules_at not in known:
        rules = RobotFileParser(rules_at)
        _, response, data, _ = _followed(client, rules_at, allow_private, ROBOTS_LARGEST, None)
        if response.status_code >= 500:
            words = f"{rules_at} answered {response.status_code}: it may forbid us; try later"
            raise Refused(words, response.status_code, _wait(response.headers.get("retry-after")))
        # Any other answer but 200 says that there are no rules, or none that we may see.
        try:
            rules.parse(data.decode("utf-8-sig", "replace").splitlines() if response.status_code == 200 else [])
        except ValueError as error:  # a delay of "²" seconds
            raise CollectError(f"{rules_at} cannot be read ({error}): it may forbid us") from error
        known[rules_at] = rules
    if not known[rules_at].can_fetch("Sayso", str(place)):
        raise CollectError(f"{place} is closed to programs by its site's robots.txt: save the page and add the file")


def _got(
    client: httpx.Client, place: httpx.URL, allow_private: bool, largest: int, conditions: Mapping[str, str]
) -> tuple[httpx.Response, bytes]:
    """One answer, with up to `largest` + 1 bytes of its body; redirects are not followed."""
    import httpx

    port = place.port or (443 if place.scheme == "https" else 80)
    host = place.raw_host.decode("ascii")
    failed: Exception | None = None
    for address in addresses(str(place), host, port, allow_private):
        target = place.copy_with(host=address)
        headers = {"Host": place.netloc.decode("ascii"), **conditions}
        extensions = {"sni_hostname": host}
        try:
            with client.stream("GET", target, headers=headers, extensions=extensions) as response:
                return response, _body(response, str(place), largest)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            failed = error  # a host with several addresses often has one that cannot be reached from here
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise Unreachable(f"{place} could not be fetched: {str(error) or type(error).__name__}") from error
    raise Unreachable(f"{place} could not be reached: {str(failed) or type(failed).__name__}") from failed


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
