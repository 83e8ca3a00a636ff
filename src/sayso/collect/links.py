"""Links: what stands in a feed or a list becomes an address that can be asked for, and told from others.

In: a link as it is written, and where it stood. Out: an absolute http(s) address, the same for the same article, or
None. Nothing is fetched here.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

# What campaigns and readers' programs add to addresses: the same article under another address would be fetched, and
# stored, once more. Left out is only what no site needs to find the article.
TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "at_medium", "at_campaign", "ns_mchannel", "ns_campaign")
SPACE = re.compile(r"\s")  # the unbroken one of web pages too
PORTS = {"http": 80, "https": 443}
LONGEST = 4_000  # characters: servers refuse longer ones, and no feed has them


def link(written: str, where: str = "") -> str | None:
    """The link as an absolute address, without fragment and password; None if it is none of http or https."""
    try:
        written = "".join(c for c in written.strip() if c >= " ")
        joined = urljoin(where, written) if written else ""  # an empty link is none, and not where it stands
        parts = urlsplit(joined)
        host, port = (parts.hostname or "").lower(), parts.port
        if parts.scheme not in PORTS or not host or len(joined) > LONGEST or any(c.isspace() for c in host):
            return None
    except ValueError:
        return None
    place = f"[{host}]" if ":" in host else host
    if port not in (None, PORTS[parts.scheme]):
        place += f":{port}"
    path, query = (SPACE.sub(lambda space: quote(space[0]), part) for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, place, path or "/", query, ""))


def untracked(address: str) -> str:
    """The address of an article without what campaigns add to it."""
    head, mark, query = address.partition("?")
    # Pair by pair, and not taken apart and encoded anew: to some sites "%20" and "+" are not the same.
    kept = "&".join(pair for pair in query.split("&") if not pair.lower().startswith(TRACKING))
    return head + mark + kept if kept else head


def site(address: str) -> str:
    """The host of an address, by which it is asked politely."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def is_front(address: str) -> bool:
    """Whether it is a site's front page, to which many send those who ask for an article that is gone."""
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query
