"""Feeds: RSS, Atom and JSON feeds become entries, OPML lists the addresses of feeds.

In: bytes and the address that they came from. Out: entries, each with an absolute address. Nothing is fetched here.
Feeds as they are served are rarely well-formed: what can be read of a broken one is read, and one of which nothing can
is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from sayso.collect.dates import published
from sayso.collect.links import link, untracked
from sayso.collect.skips import CollectError
from sayso.collect.trees import Element, attribute, children, name, tree, words

MOST = 1_000  # entries of one feed, the first ones: the newest. Some sites put out all that they ever wrote
LONGEST = 1_000  # characters of a title or a name
ROOTS = ("rss", "rdf", "feed", "channel")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a feed announces, with what the feed says of it."""

    url: str
    title: str | None = None
    author: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's name and its entries, each address once.

    `left_out`: entries beyond the first thousand, and those without an address of an article. `lasting`: seconds for
    which it asks to be left alone, or 0.
    """

    title: str | None
    entries: tuple[Entry, ...]
    left_out: int = 0
    lasting: int = 0


def is_outline(data: bytes) -> bool:
    """Whether it is an OPML list."""
    return b"<opml" in data[:4096].replace(b"\x00", b"").lower()


def outline(data: bytes, where: str, claimed: str | None = None) -> list[str]:
    """The feeds that an OPML list names, each once, in order; folders in it may nest.

    :raises CollectError: if it names none.
    """
    root = tree(data, where, claimed)
    found = [attribute(element, "xmlurl") for element in root.iter() if name(element) == "outline"]
    addresses = [address for url in found if url and (address := link(url, where))]
    if not addresses:
        raise CollectError(f"{where} names no feed: none of its outlines has an xmlUrl")
    return list(dict.fromkeys(addresses))


def feed(data: bytes, where: str, claimed: str | None = None) -> Feed:
    """What a feed announces. where: its address, on which relative links rest; claimed: the encoding it came with.

    :raises CollectError: if it is neither RSS, Atom nor a JSON feed, or too large.
    """
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return _json(data, where) if start == b"{" else _xml(tree(data, where, claimed), where)


def _xml(root: Element, where: str) -> Feed:
    if name(root) not in ROOTS:
        raise CollectError(f"{where} is no feed{_instead(root, where)}")
    about = next((child for child in root if name(child) == "channel"), root)
    items = [*children(about, "item", "entry"), *(children(root, "item", "entry") if about is not root else ())]
    base = _base(about, _base(root, where)) if about is not root else _base(root, where)
    lasting = next((words(one) for one in children(about, "ttl")), "")
    minutes = int(lasting) if lasting.isascii() and lasting.isdigit() and len(lasting) < 7 else 0
    return _feed(_first(about, "title"), (_entry(one, _base(one, base)) for one in items), len(items), minutes * 60)


def _feed(title: str | None, found: Iterable[Entry | None], number: int, lasting: int = 0) -> Feed:
    """Each address once, as it stands first."""
    entries: dict[str, Entry] = {}
    read = 0
    for entry in found:
        if entry:
            read += 1
            entries.setdefault(entry.url, entry)
        if len(entries) == MOST:
            break
    return Feed(title, tuple(entries.values()), number - read, lasting)


def _entry(item: Element, base: str) -> Entry | None:
    address = next((found for written in _links(item) if (found := link(written, base))), None)
    if address is None:
        return None
    writer = next(children(item, "author", "creator"), None)
    named = next(children(writer, "name"), writer) if writer is not None else None
    author = (words(named) or None) if named is not None else None
    days = (words(one) for one in children(item, "pubdate", "published", "issued", "date", "updated", "modified"))
    return Entry(untracked(address), _first(item, "title"), author and author[:LONGEST], _day(days))


def _links(item: Element) -> Iterator[str]:
    """Where the article may be, the likeliest first: Feedburner keeps the site's own address beside its own."""
    yield from (words(one) for one in children(item, "origlink"))
    for one in children(item, "link"):
        target = attribute(one, "href")
        if target is None:
            yield _address(one)
        elif attribute(one, "rel") in (None, "alternate"):
            yield target
    for one in children(item, "guid", "id"):
        if attribute(one, "ispermalink") != "false" and _address(one).startswith(("http://", "https://")):
            yield _address(one)


def _address(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _base(element: Element, base: str) -> str:
    """The address on which links within rest (xml:base)."""
    said = attribute(element, "base")
    return (link(said, base) or base) if said else base


def _first(element: Element, wanted: str) -> str | None:
    return next((said[:LONGEST] for one in children(element, wanted) if (said := words(one))), None)


def _day(found: Iterable[str]) -> date | None:
    for said in found:
        try:
            return published(said)
        except ValueError:  # the page itself may know better
            continue
    return None


def _instead(root: Element, where: str) -> str:
    """What else it is; a page often names its feeds."""
    if name(root) != "html":
        return f" but {name(root)[:40] or 'something else'}: give the address of RSS, Atom, a JSON feed or OPML"
    named = [
        urljoin(where, attribute(one, "href") or "")
        for one in root.iter()
        if name(one) == "link" and any(kind in (attribute(one, "type") or "") for kind in ("rss", "atom", "feed+json"))
    ]
    return f" but a page: {'it names ' + ', '.join(named[:5]) if named else 'look on it for the address of its feed'}"


def _json(data: bytes, where: str) -> Feed:
    """A JSON feed (jsonfeed.org, version 1 and 1.1)."""
    try:
        found = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise CollectError(f"{where} is no JSON that can be read: {str(error)[:160]}") from error
    items = found.get("items")
    if not str(found.get("version", "")).startswith("https://jsonfeed.org/") and not isinstance(items, list):
        raise CollectError(f"{where} is JSON, but no JSON feed: give the address of RSS, Atom, a JSON feed or OPML")
    items = items if isinstance(items, list) else []
    return _feed(_line(found.get("title")), (_item(one, where) for one in items), len(items))


def _item(item: Any, where: str) -> Entry | None:
    if not isinstance(item, dict):
        return None
    written = [item.get("url"), item.get("id"), item.get("external_url")]
    sure = [one for one in written if isinstance(one, str) and (one is written[0] or one.startswith("http"))]
    address = next((found for one in sure if (found := link(one, where))), None)
    if address is None:
        return None
    several = item.get("authors")
    writers = several if isinstance(several, list) else [item.get("author")]
    names = [named for one in writers if isinstance(one, dict) and (named := _line(one.get("name")))]
    days = [said for key in ("date_published", "date_modified") if (said := _line(item.get(key)))]
    return Entry(untracked(address), _line(item.get("title")), ", ".join(names)[:LONGEST] or None, _day(days))


def _line(said: Any) -> str | None:
    return " ".join(said.split())[:LONGEST] or None if isinstance(said, str) else None
