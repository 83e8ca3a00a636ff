"""Kinds: a table, a page or a text? The name tells, or else the first bytes.

In: a file's name or its beginning. Out: the kind, or the reason why it is none that is read.
"""

from __future__ import annotations

import re
from enum import StrEnum

from sayso.collect.skips import CollectError


class Kind(StrEnum):
    TABLE = "table"  # JSON Lines
    PAGE = "page"  # HTML
    TEXT = "text"


SUFFIXES = dict.fromkeys((".jsonl", ".ndjson"), Kind.TABLE)
SUFFIXES |= dict.fromkeys((".html", ".htm", ".xhtml"), Kind.PAGE)
SUFFIXES |= dict.fromkeys((".txt", ".text", ".md"), Kind.TEXT)
# Text to look at, but nobody's article. A page saved with all that belongs to it brings many of these along.
MACHINES = frozenset(".css .js .mjs .map .xml .svg .rss .atom .yaml .yml .toml .ini .cfg .py .sh .sql .log".split())
CELLS = frozenset((".csv", ".tsv"))

HEAD = 4096  # bytes from which a kind is told
MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|article)\b", re.I)
LINES = re.compile(rb'\{[ \t]*["}]')  # a JSON object begins, and goes on in the same line
JSON = re.compile(rb'(?:\{\s*"|\[\s*\{)')  # JSON in some other shape
# Formats whose first bytes can pass for text.
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "an office document or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"WARC/", "a web archive"),
    (b"%!PS", "a PostScript document"),
)


def named(name: str) -> Kind | None:
    """The kind that a file's name tells (".gz" at its end aside), or None where the content must.

    :raises CollectError: if the name tells of something that is not read.
    """
    plain = name.lower().removesuffix(".gz")
    suffix = plain[plain.rfind(".") :] if "." in plain else ""
    if suffix in CELLS:
        raise CollectError(f"{suffix} tables are not read: save it as JSON Lines, one object with a `text` a line")
    if suffix in MACHINES:
        raise CollectError(f"{suffix} files are not read: only text, HTML and JSON Lines are")
    return SUFFIXES.get(suffix)


def sniffed(head: bytes) -> Kind:
    """The kind that the first bytes tell.

    :raises CollectError: if they are those of a format that is not read.
    """
    start = head[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if LINES.match(start):
        return Kind.TABLE
    if JSON.match(start):
        raise CollectError("this is JSON, but not JSON Lines: write each article as one object on a line of its own")
    return Kind.PAGE if MARKUP.search(start) else Kind.TEXT


def refuse_signatures(head: bytes) -> None:
    """Raise CollectError for what is no text, whatever its name."""
    for signature, what in SIGNATURES:
        if head.startswith(signature):
            raise CollectError(f"this is {what}: save what it says as plain text or HTML")
