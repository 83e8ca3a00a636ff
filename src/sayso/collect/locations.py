"""Locations: what a person names, and which module reads it.

In: a path, a URL or "-". Out: Documents, in a fixed order. What a file is, its name tells, or else its first bytes.
"""

from __future__ import annotations

import io
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from sayso.collect.articles import article
from sayso.collect.decoding import decode
from sayso.collect.files import contents, head, opened, shown, stem, unpacked, walk
from sayso.collect.kinds import HEAD, Kind, named, refuse_signatures, sniffed
from sayso.collect.skips import CollectError, OnSkip, Skip
from sayso.collect.tables import table
from sayso.collect.web import Fetched, fetch
from sayso.types import Document

URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")

log = logging.getLogger("sayso.collect")


def collect(location: str | Path, *, on_skip: OnSkip | None = None, allow_private: bool = False) -> Iterator[Document]:
    """The Documents at a file, a folder (and all below it), an http(s) URL, or "-" for standard input.

    What cannot be read is told to `on_skip` (a warning of the logger "sayso.collect" by default), and the rest goes on:
    each file, page and record becomes a Document or a Skip.
    `allow_private`: fetch from private and loopback addresses too.

    :raises CollectError: if the location itself is not there, may not be opened or fetched, or bears the name of
        something that is not read.
    """
    skip = on_skip or (lambda notice: log.warning("%s: %s", notice.where, notice.reason))
    if str(location) == "-":
        return _from(unpacked(sys.stdin.buffer), "standard input", "stdin", None, skip)
    if URL.match(str(location)):
        return fetched(fetch(str(location), allow_private=allow_private), skip)
    return _files(Path(location), skip)


def _files(top: Path, on_skip: OnSkip) -> Iterator[Document]:
    for file in walk(top, on_skip):
        try:
            kind = named(file.name)
            with opened(file) as stream:
                yield from _from(stream, shown(file), stem(file), kind, on_skip)
        except CollectError as error:
            if file == top:
                raise CollectError(f"{shown(file)}: {error}") from error
            on_skip(Skip(shown(file), str(error)))


def fetched(answer: Fetched, on_skip: OnSkip) -> Iterator[Document]:
    """The Documents of what was fetched."""
    kind: Kind | None = Kind.PAGE if "html" in answer.kind else Kind.TABLE if "json" in answer.kind else Kind.TEXT
    if answer.kind.startswith("application/json"):
        kind = None  # some servers call JSON Lines so
    parts = urlsplit(answer.url)
    name = stem(Path(unquote(parts.path))) or parts.hostname or ""
    yield from _from(unpacked(io.BytesIO(answer.data)), answer.url, name, kind, on_skip, answer)


def _from(
    stream: IO[bytes], where: str, name: str, kind: Kind | None, on_skip: OnSkip, answer: Fetched | None = None
) -> Iterator[Document]:
    """The Documents of one stream of bytes of a kind, or of one that its first bytes tell."""
    try:
        start = head(stream, HEAD)
        refuse_signatures(start)
        if (kind or sniffed(start)) == Kind.TABLE:  # a table may be larger than memory: its lines come one by one
            yield from table(stream, where, on_skip)
            return
        data = contents(stream)
        kind = kind or sniffed(data)  # once more: the first bytes of a pipe may have been very few
        if kind == Kind.TABLE:
            yield from table(io.BytesIO(data), where, on_skip)
        else:
            yield _document(data, where, name, kind, on_skip, answer)
    except CollectError as error:
        on_skip(Skip(where, str(error)))


def _document(data: bytes, where: str, name: str, kind: Kind, on_skip: OnSkip, answer: Fetched | None) -> Document:
    claimed, url, fetched = (answer.encoding, answer.url, answer.fetched) if answer else (None, None, None)
    if kind == Kind.PAGE:
        from sayso.collect.pages import page  # here: taking pages apart needs much that plain text does not

        return page(data, name=name, where=where, on_skip=on_skip, claimed=claimed, url=url, fetched=fetched)
    return article(decode(data, claimed), name=name, url=url, fetched=fetched)
