"""Articles: a text and what is known about it become a Document.

In: text as it came, and fields from a record, a page or nothing at all. Out: a Document with normalised text, its
paragraphs parted by one blank line, its dateline and language told.
"""

from __future__ import annotations

from datetime import date, datetime

from sayso import datelines
from sayso.collect.language import language
from sayso.collect.skips import CollectError
from sayso.types import Document, normalise

LONGEST = 20_000_000  # code points: some forty books; nothing published as one article comes near
LONGEST_LINE = 1_000  # code points of a title, a byline, an outlet: what is longer is no such thing
WRAPPED = 100  # a text whose lines all stay below this was wrapped by hand: its line breaks are no paragraphs


def article(
    text: str,
    *,
    name: str,
    published: date | None = None,
    fetched: datetime | None = None,
    lang: str | None = None,
    dateline: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    byline: str | None = None,
) -> Document:
    """The Document. `lang` overrides what would be detected.

    :raises CollectError: if the text is empty or longer than LONGEST.
    """
    if len(text) > LONGEST:
        raise CollectError(f"{len(text):,} characters: longer than any article ({LONGEST:,} at most); split it")
    body = paragraphed(normalise(text))
    if not body.strip():
        raise CollectError("empty: there is no text")
    return Document(
        text=body,
        name=_line(name) or "",
        url=_line(url, longest=None),
        outlet=_line(outlet),
        title=_line(title),
        byline=_line(byline),
        dateline=_line(dateline) or datelines.dateline(body),
        published=published,
        fetched=fetched,
        language=lang or language(body),
    )


def paragraphed(text: str) -> str:
    """The text with a blank line between paragraphs, where single line breaks stood for them."""
    lines = [line for line in text.split("\n") if line.strip()]
    wrapped = "\n\n" in text or max((len(line) for line in lines), default=0) < WRAPPED
    return text if wrapped else "\n\n".join(lines)


def _line(words: str | None, longest: int | None = LONGEST_LINE) -> str | None:
    """One line, NFC, or None."""
    return " ".join(normalise(words).split())[:longest] or None if words else None
