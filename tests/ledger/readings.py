"""Readings of invented articles, for the tests of the ledger and of what compares in it.

`article` builds a text sentence by sentence and notes the spans as it goes, so that nobody counts letters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sayso.types import (
    Actor,
    Bound,
    Document,
    Figure,
    Kind,
    Marker,
    Mention,
    Naming,
    Reading,
    Role,
    Span,
    Spans,
    Statement,
)

VERSIONS = {"model": "invented-1", "rules": "1"}
Known = Mapping[str | None, tuple[str, Role | None, Naming | None]]
NARRATED = "The market in Veldra stayed shut"
# (kind, source, content): said by whom, what.
SAID: tuple[tuple[Kind, str | None, str], ...] = (
    (Kind.NARRATOR, None, NARRATED),
    (Kind.INDIRECT, "the harbour office", "the ferry had sunk with at least 12 passengers"),
    (Kind.DIRECT, "Ilse Brandt", "“Nobody warned us, not one of them”"),
    (Kind.MIXED, "The  Harbour Office", "the crew were “brave beyond words”"),
    (Kind.INDIRECT, None, "the lamps had allegedly been put out"),
)


class Text:
    """A text that is being written; `add` gives the span of what was added."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def add(self, words: str) -> Span:
        self.parts.append(words)
        self.length += len(words)
        return Span(self.length - len(words), self.length)

    def __str__(self) -> str:
        return "".join(self.parts)


def article(
    number: int = 0,
    said: Sequence[tuple[Kind, str | None, str]] = SAID,
    *,
    versions: dict[str, str] = VERSIONS,
    repeat: int = 1,
    known: Known | None = None,
    **changes: Any,
) -> Reading:
    """The reading of article `number`; `repeat` says everything so many times. `changes` are fields of its document.

    known: for a source's words the name, role and naming of the actor that they refer to; equal names, one actor.
    """
    text = Text()
    text.add(f"Article {number} of the Veldra papers.\n\n")
    statements: list[Statement] = []
    figures: list[Figure] = []
    for kind, source, content in tuple(said) * repeat:
        statements.append(_statement(text, kind, source, content, figures))
        text.add(".\n\n" if len(statements) % 3 == 0 else ". ")
    fields: dict[str, Any] = {
        "text": str(text).rstrip(),
        "name": f"article-{number}",
        "url": f"https://courier.example/{number}",
        "outlet": "Veldra Courier",
        "title": f"The ferry, day {number}",
        "byline": "Jory Penhale",
        "dateline": "VELDRA",
        "published": date(2031, 4, 1 + number % 28),
        "fetched": datetime(2031, 5, 1, 6, 30, tzinfo=UTC),
        "language": "en",
    }
    mention = Mention("place", Span(len(f"Article {number} of the "), len(f"Article {number} of the Veldra")))
    reading = Reading(Document(**(fields | changes)), tuple(statements), tuple(figures), (mention,), dict(versions))
    return _with_actors(reading, known) if known else reading


def edited(reading: Reading, addition: str = "\n\nThis article was corrected.") -> Reading:
    """The reading of the same article after its text was changed at the end."""
    old = reading.document
    fields = {name: getattr(old, name) for name in Document.__dataclass_fields__}
    changed = Document(**(fields | {"text": old.text + addition}))
    return replace(reading, document=changed)


def whole_document(**changes: Any) -> Reading:
    """A document that holds only its text, with nothing read from it."""
    return Reading(Document(**({"text": "Ein Wort.", "name": "a-word"} | changes)), versions=dict(VERSIONS))


def _with_actors(reading: Reading, known: Known) -> Reading:
    found: dict[str, Actor] = {}
    said: list[Statement] = []
    for statement in reading.statements:
        words = statement.source[0].words(reading.document.text) if statement.source else None
        if words in known and statement.kind is not Kind.NARRATOR:
            name, role, naming = known[words]
            before = found.get(name, Actor(name, "person", role, naming))
            found[name] = replace(before, mentions=before.mentions + statement.source)
            statement = replace(statement, actor=list(found).index(name))
        said.append(statement)
    return replace(reading, statements=tuple(said), actors=tuple(found.values()))


def _statement(text: Text, kind: Kind, source: str | None, content: str, figures: list[Figure]) -> Statement:
    by: Spans = ()
    cue: Spans = ()
    if source is not None:
        by = (text.add(source),)
        text.add(" ")
    if kind is not Kind.NARRATOR:
        cue = (text.add("said" if source is not None else "Reportedly"),)
        text.add(" ")
    span = text.add(content)
    held: tuple[int, ...] = ()
    if (at := content.find("at least 12")) >= 0:
        here = Span(span.start + at, span.start + at + len("at least 12"))
        figures.append(Figure(here, 12.0, None, Bound.AT_LEAST, "passengers", None, "killed", "Veldra", "on Tuesday"))
        held = (len(figures) - 1,)
    markers: tuple[Marker, ...] = ()
    if (at := content.find("allegedly")) >= 0:
        here = Span(span.start + at, span.start + at + len("allegedly"))
        markers = (Marker("doubt", here, "passes a claim on without taking it on"),)
    return Statement(kind, (span,), by, cue, markers, held)
