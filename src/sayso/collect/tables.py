"""Tables: JSON Lines, one article a line.

In: lines of bytes. Out: a Document for each record with a `text`, and a reason for every other line. Fields: `text`,
and any of `id`, `url`, `outlet`, `title`, `byline`, `dateline`, `published`, `language`; others are passed over.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import IO, Any

from sayso.collect.articles import article
from sayso.collect.dates import published
from sayso.collect.files import line
from sayso.collect.language import coded
from sayso.collect.skips import CollectError, OnSkip, Skip
from sayso.types import Document

LONGEST = 80_000_000  # bytes of one line: the longest article with every character in four bytes
# A first line that tells of a whole file in the wrong shape: said once, rather than once a line.
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
PRETTY = (b"{", b"[", b"[{")


def table(lines: IO[bytes], where: str, on_skip: OnSkip) -> Iterator[Document]:
    """The records' Documents, in order; `where` and the line number name what is skipped."""
    number = filled = 0
    while True:
        number += 1
        at = f"{where}:{number}"
        try:
            record = line(lines, LONGEST)
            if not record:
                break
            _refuse_shape(record, number)
            whole = _whole(record, lines)
        except CollectError as error:  # the table cannot be read on from here
            on_skip(Skip(at, str(error)))
            return
        filled += bool(record.strip())
        try:
            if not whole:
                raise CollectError(f"the line is longer than {LONGEST:,} bytes")
            if record.strip():
                yield _document(_record(record, first=number == 1), at, number, on_skip)
        except CollectError as error:
            on_skip(Skip(at, str(error)))
    if not filled:
        on_skip(Skip(where, "empty: there is no record"))


def _refuse_shape(first: bytes, number: int) -> None:
    if number > 1:
        return
    if first.startswith(WIDE):
        raise CollectError("the table is in UTF-16: save it as UTF-8")
    if first.removeprefix(codecs.BOM_UTF8).strip() in PRETTY:
        raise CollectError("this is JSON, but not JSON Lines: write each article as one object on a line of its own")


def _whole(record: bytes, lines: IO[bytes]) -> bool:
    """Whether the line ended within LONGEST bytes; if not, the rest of it is passed over."""
    if len(record) < LONGEST or record.endswith(b"\n"):
        return True
    while (rest := line(lines, LONGEST)) and not rest.endswith(b"\n"):
        pass
    return False


def _record(words: bytes, first: bool) -> dict[str, Any]:
    try:
        record = json.loads(words.decode("utf-8-sig" if first else "utf-8"))
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
    day = notice = None
    try:
        day = published(record.get("published"))
    except ValueError as error:
        notice = Skip(at, f"kept without its date: {error}", kept=True)
    document = article(
        text,
        name=_words(record.get("id")) or str(number),
        url=_words(record.get("url")),
        outlet=_words(record.get("outlet")),
        title=_words(record.get("title")),
        byline=_words(record.get("byline")),
        dateline=_words(record.get("dateline")),
        published=day,
        lang=coded(_words(record.get("language"))),
    )
    if notice:  # only now: a record without text is not kept at all
        on_skip(notice)
    return document


def _words(value: object) -> str | None:
    """A field as words: a string, a number, or a list of names; what else stands there says nothing to a reader."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_words(one) for one in value if not isinstance(one, list)))) or None
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) and value != "" else None
