"""Tables: JSON Lines, one article a line.

In: lines of bytes. Out: a Document for each record with a `text`, and a reason for every other line. Fields: `text`,
and any of `id`, `url`, `outlet`, `title`, `byline`, `dateline`, `published`, `language`; others are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from sayso.collect.articles import article
from sayso.collect.dates import published
from sayso.collect.skips import CollectError, OnSkip, Skip
from sayso.types import Document

LONGEST = 80_000_000  # bytes of one line: the longest article with every character escaped


def table(lines: IO[bytes], where: str, on_skip: OnSkip) -> Iterator[Document]:
    """The records' Documents, in order; `where` and the line number name what is skipped."""
    number = filled = 0
    while line := lines.readline(LONGEST):
        number += 1
        at = f"{where}:{number}"
        filled += bool(line.strip())
        if len(line) == LONGEST and not line.endswith(b"\n"):
            while (rest := lines.readline(LONGEST)) and not rest.endswith(b"\n"):
                pass
            on_skip(Skip(at, f"the line is longer than {LONGEST:,} bytes"))
        elif line.strip():
            try:
                yield _document(_record(line, first=number == 1), at, number, on_skip)
            except CollectError as error:
                on_skip(Skip(at, str(error)))
    if not filled:
        on_skip(Skip(where, "empty: there is no record"))


def _record(line: bytes, first: bool) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig" if first else "utf-8"))
    except UnicodeDecodeError as error:
        raise CollectError("not UTF-8: save the table as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise CollectError(f"not a JSON object: {error}") from error
    if not isinstance(record, dict):
        raise CollectError('not a JSON object: each line must be one, such as {"text": "..."}')
    return record


def _document(record: dict[str, Any], at: str, number: int, on_skip: OnSkip) -> Document:
    text = record.get("text")
    if not isinstance(text, str):
        raise CollectError("the record has no `text`")
    day = None
    try:
        day = published(record.get("published"))
    except ValueError as error:
        on_skip(Skip(at, f"kept without its date: {error}", kept=True))

    def field(name: str) -> str | None:
        return str(record[name]) if record.get(name) not in (None, "") else None

    return article(
        text,
        name=field("id") or str(number),
        url=field("url"),
        outlet=field("outlet"),
        title=field("title"),
        byline=field("byline"),
        dateline=field("dateline"),
        published=day,
        lang=field("language"),
    )
