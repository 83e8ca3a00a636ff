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
from sayso.collect.furniture import without_furniture
from sayso.collect.links import is_front, untracked
from sayso.collect.markup import refuse_bombs
from sayso.collect.skips import CollectError, OnSkip, Skip
from sayso.collect.tags import written_out
from sayso.types import Document

LARGEST = 20_000_000  # bytes of one page; the largest of 91 real ones has 1.4 MB
SHORTEST = 25  # characters: less than this is a caption or a crumb of the menu
ENOUGH = 250  # characters that the less precise extraction must find to be believed: trafilatura's own measure
RULE = re.compile(r"[|: -]*---[|: -]*")  # the line under a table's head
POST = re.compile(r"<blockquote\b[^>]*\b(?:twitter-tweet|bluesky-embed)\b", re.I)
BREAK = re.compile(r"<br\s*/?>", re.I)
NO_DATES = {"original_date": True, "extensive_search": False}  # no guesses from numbers somewhere on the page
ANY_YEAR = NO_DATES | {"max_date": "9999-12-31"}  # by itself the extraction passes over dates that lie ahead
# Whatever a page's metadata makes it stumble over: one page must not end the collecting of the others.
STUMBLES = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


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
    refuse_bombs(html)
    found = _extracted(_posts_whole(html), url)
    day = notice = None
    try:
        day = published(found.get("date") or _ahead(html))
    except ValueError as error:
        notice = Skip(where, f"kept without its date: {error}", kept=True)
    address = _address(found.get("url"), url)
    host = _host(address)
    lines = list(without_furniture(found["text"].split("\n")))
    if len(lines) > 1 and lines[0].strip() == (found.get("title") or "").strip():
        del lines[0]  # the headline is kept as the title; it is not the article's first sentence
    document = article(
        _paragraphs(lines),
        name=name,
        url=address,
        outlet=_outlet(found.get("sitename"), found.get("title"), host),
        title=found.get("title"),
        byline=found.get("author"),
        published=day,
        fetched=fetched,
    )
    if notice:  # only now: a page without text is not kept at all
        on_skip(notice)
    return document


def _outlet(named: str | None, title: str | None, host: str | None) -> str | None:
    """The site's name; a headline with a full stop in it may be taken for one, and then the host is surer."""
    if named and title and named.startswith(title):
        named = None
    return named or (host.removeprefix("www.") if host else None)


def _address(canonical: str | None, url: str | None) -> str | None:
    """The canonical URL; a page fetched from elsewhere cannot claim to be another host's, nor its host's front page:
    some sites write that on every page, and their articles would all be versions of one."""
    host = _host(canonical)
    if url is None:
        return canonical if host else None
    return (
        canonical if host == _host(url) and canonical and (not is_front(canonical) or is_front(untracked(url))) else url
    )


def _host(url: str | None) -> str | None:
    """The host of an http(s) URL, or None where it is no such URL."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return parts.hostname if parts.scheme in ("http", "https") else None


def _posts_whole(html: str) -> str:
    """The page with each embedded post in one line: its author signs all of it, and a <br> would end a paragraph."""
    parts = re.split(r"(?=<blockquote\b)", html, flags=re.I)
    return "".join(_in_one_line(part) if POST.match(part) else part for part in parts)


def _in_one_line(post: str) -> str:
    words, end, rest = post.partition("</blockquote")
    return BREAK.sub(" ", words) + end + rest


def _extracted(html: str, url: str | None) -> dict[str, Any]:
    """What trafilatura finds, with precision preferred; where that leaves nothing, what it finds without."""
    found = _attempt(html, url, precise=True)
    if len(found.get("text") or "") < SHORTEST:
        found = _attempt(html, url, precise=False)
        if len(found.get("text") or "") < ENOUGH:
            raise CollectError("no article text found on this page")
    return found


def _attempt(html: str, url: str | None, precise: bool) -> dict[str, Any]:
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    try:
        tree = load_html(html)
        found = tree is not None and bare_extraction(
            written_out(tree),
            url=url,
            favor_precision=precise,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=dict(NO_DATES),
        )
    except (LxmlError, *STUMBLES) as error:
        raise CollectError(f"the page could not be taken apart: {type(error).__name__}: {error}") from error
    return {} if not found else found if isinstance(found, dict) else found.as_dict()


def _ahead(html: str) -> str | None:
    """The date of a page that has none but in the future, to be told of; None for one without any."""
    from lxml.etree import LxmlError
    from trafilatura.metadata import extract_metadata

    try:
        found = extract_metadata(html, date_config=dict(ANY_YEAR)).date
    except (LxmlError, *STUMBLES):
        return None
    return found if isinstance(found, str) else None


def _paragraphs(lines: list[str]) -> str:
    """The lines, with a blank one wherever a new paragraph begins: trafilatura gives one line break for either."""
    text = ""
    for line in lines:
        words = line.strip()
        if words and not RULE.fullmatch(words):
            # Small letters go on with a sentence that a <br> or the end of a <pre>'s line broke.
            goes_on = words[0].islower() and text[-1:] not in '.!?:”"'
            text += ("\n" if goes_on else "\n\n") + words
    return text
