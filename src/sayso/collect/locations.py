"""Locations: what a person names, and which module reads it.

In: a path, a URL or "-". Out: Documents, in a fixed order. What a file is, its name tells, or else its first bytes.
"""

from __future__ import annotations

import io
import json
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from sayso.collect.articles import article
from sayso.collect.decoding import decode
from sayso.collect.files import contents, opened, stem, unpacked, walk
from sayso.collect.skips import CollectError, OnSkip, Skip
from sayso.collect.tables import table
from sayso.collect.web import Fetched, fetch
from sayso.types import Document

TABLE, PAGE, TEXT = "table", "page", "text"
SUFFIXES = dict.fromkeys((".jsonl", ".ndjson"), TABLE)
SUFFIXES |= dict.fromkeys((".html", ".htm", ".xhtml"), PAGE)
SUFFIXES |= dict.fromkeys((".txt", ".text", ".md"), TEXT)
URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|article)\b", re.I)
SNIFFED = 4096

log = logging.getLogger("sayso.collect")


def collect(location: str | Path, *, on_skip: OnSkip | None = None, allow_private: bool = False) -> Iterator[Document]:
    """The Documents at a file, a folder (and all below it), an http(s) URL, or "-" for standard input.

    What cannot be read is told to `on_skip` (a warning of the logger "sayso.collect" by default), and the rest goes on.
    `allow_private`: fetch from private and loopback addresses too.

    :raises CollectError: if the location itself cannot be read.
    """
    skip = on_skip or (lambda notice: log.warning("%s: %s", notice.where, notice.reason))
    if str(location) == "-":
        return _from(unpacked(sys.stdin.buffer), "standard input", "stdin", None, skip)
    if URL.match(str(location)):
        return _fetched(fetch(str(location), allow_private=allow_private), skip)
    return _files(Path(location), skip)


def _files(path: Path, on_skip: OnSkip) -> Iterator[Document]:
    for file in walk(path, on_skip):
        ending = Path(file.name.lower().removesuffix(".gz")).suffix
        try:
            with opened(file) as stream:
                yield from _from(stream, str(file), stem(file), SUFFIXES.get(ending), on_skip)
        except CollectError as error:
            on_skip(Skip(str(file), str(error)))


def _fetched(answer: Fetched, on_skip: OnSkip) -> Iterator[Document]:
    kind = TABLE if "json" in answer.kind else PAGE if "html" in answer.kind else TEXT
    name = Path(urlsplit(answer.url).path).name or urlsplit(answer.url).hostname or ""
    yield from _from(io.BytesIO(answer.data), answer.url, stem(Path(name)), kind, on_skip, answer)


def _from(
    stream: IO[bytes], where: str, name: str, kind: str | None, on_skip: OnSkip, answer: Fetched | None = None
) -> Iterator[Document]:
    """The Documents of one stream of bytes of a kind, or of one that its first bytes tell."""
    if kind == TABLE:
        yield from table(stream, where, on_skip)
        return
    try:
        data = contents(stream)
        kind = kind or _sniffed(data)
        if kind == TABLE:
            yield from table(io.BytesIO(data), where, on_skip)
        else:
            yield _document(data, where, name, kind, on_skip, answer)
    except CollectError as error:
        on_skip(Skip(where, str(error)))


def _document(data: bytes, where: str, name: str, kind: str, on_skip: OnSkip, answer: Fetched | None) -> Document:
    claimed, url, fetched = (answer.encoding, answer.url, answer.fetched) if answer else (None, None, None)
    if kind == PAGE:
        from sayso.collect.pages import page  # here: taking pages apart needs much that plain text does not

        return page(data, name=name, where=where, on_skip=on_skip, claimed=claimed, url=url, fetched=fetched)
    return article(decode(data, claimed), name=name, url=url, fetched=fetched)


def _sniffed(data: bytes) -> str:
    head = data[:SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        try:
            if isinstance(json.loads(head.split(b"\n", 1)[0] if b"\n" in head else data), dict):
                return TABLE
        except (ValueError, RecursionError):
            pass
    return PAGE if MARKUP.search(head) else TEXT
