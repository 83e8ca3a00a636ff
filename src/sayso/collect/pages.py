"""Pages: HTML becomes a Document, its boilerplate left behind.

In: a page's bytes. Out: a Document with title, byline, date, outlet and canonical URL where the page gives them. The
extraction is trafilatura's, set to prefer precision (measured by benchmarks/pages.py on 91 real pages).
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sayso.collect.articles import article
from sayso.collect.dates import published
from sayso.collect.decoding import decode
from sayso.collect.skips import CollectError, OnSkip, Skip
from sayso.types import Document

LARGEST = 20_000_000  # bytes of one page; the largest of 181 real ones has 3 MB
DEEPEST = 2_000  # open elements; real pages stay below 100, and parsers recurse
SHORTEST = 25  # characters: less than this is a caption or a crumb of the menu
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]{0,10000}?(/?)>")
VOID = set("area base br col embed hr img input link meta param source track wbr p li td tr th option dd dt".split())
NO_DATES = {"original_date": True, "extensive_search": False}  # no guesses from numbers somewhere on the page


def page(
    data: bytes,
    *,
    name: str,
    where: str,
    on_skip: OnSkip,
    claimed: str | None = None,
    url: str | None = None,
    fetched: datetime | None = None,
) -> Document:
    """The article of a page. `url` is where it was fetched from, if it was; `claimed` the encoding its header gave.

    :raises CollectError: if it is too large, too deep, or holds no article.
    """
    if len(data) > LARGEST:
        raise CollectError(f"{len(data):,} bytes: too large for a page ({LARGEST:,} at most)")
    html = decode(data, claimed, html=True)
    if _depth(html) > DEEPEST:
        raise CollectError(f"elements nested more than {DEEPEST:,} deep: no page that a person wrote")
    found = _extracted(html, url)
    if len(found.get("text") or "") < SHORTEST:
        raise CollectError("no article text found on this page")
    day = None
    try:
        day = published(found.get("date"))
    except ValueError as error:
        on_skip(Skip(where, f"kept without its date: {error}", kept=True))
    address = _address(found.get("url"), url)
    host = urlsplit(address).hostname if address else None
    lines = found["text"].split("\n")
    if len(lines) > 1 and lines[0].strip() == (found.get("title") or "").strip():
        del lines[0]  # the headline is kept as the title; it is not the article's first sentence
    return article(
        "\n\n".join(lines),
        name=name,
        url=address,
        outlet=found.get("sitename") or (host.removeprefix("www.") if host else None),
        title=found.get("title"),
        byline=found.get("author"),
        published=day,
        fetched=fetched,
    )


def _extracted(html: str, url: str | None) -> dict[str, Any]:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            html,
            url=url,
            favor_precision=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=dict(NO_DATES),
        )
    except (RecursionError, ValueError, AssertionError) as error:
        raise CollectError(f"the page could not be taken apart: {error}") from error
    return {} if found is None else found.as_dict() if hasattr(found, "as_dict") else dict(found)


def _address(canonical: str | None, url: str | None) -> str | None:
    """The canonical URL; a page fetched from elsewhere cannot claim to be another host's."""
    if not canonical or urlsplit(canonical).scheme not in ("http", "https"):
        return url
    if url and urlsplit(canonical).hostname != urlsplit(url).hostname:
        return url
    return canonical


def _depth(html: str) -> int:
    """How deep elements nest, roughly: what never needs a closing tag is not counted."""
    depth = deepest = 0
    for match in TAG.finditer(html):
        if match[3] or match[2].lower() in VOID:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
