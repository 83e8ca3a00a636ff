"""Readings and rows as JSON, and amounts as words.

In: a `Reading`, a row of the ledger or a page of rows. Out: dictionaries of plain values, ready for `json.dumps`, and
the words in which a figure's interval is shown. The schema of a reading is documented in docs/reading.md; change it
only together with `SCHEMA`. It writes no file and knows nothing of terminals or browsers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Protocol

from sayso.compare import same
from sayso.types import Actor, Bound, Document, Figure, Kind, Reading, Span, Statement

SCHEMA = "sayso-reading/2"

# One name for each kind wherever it is shown. Descriptions, never verdicts.
KIND_LABELS = {
    Kind.DIRECT: "direct quotation",
    Kind.MIXED: "partly quoted",
    Kind.INDIRECT: "indirect, in the article's words",
    Kind.NARRATOR: "article's own assertion",
}
NO_SOURCE = "no source named"
# What the program adds to the text, said wherever it is shown.
READ_AS = "read as: whom a program takes the source to be, from the rest of the article; it may be wrong"
ONE_SOURCE = (
    "“She” or “the mayor” counts for a name where a program reads it so within its article. "
    "Across articles only equal names are one source, whoever bears them."
)
PARTS = " … "  # between the parts of a statement that is broken up, as in the ledger

# A currency stands before its number; every other unit behind it.
CURRENCY = re.compile(r"[^\w\s%°]+|(?:US|A|C|NZ|HK|S|R)\$|[A-Z]{3}")


class Amount(Protocol):
    """What a `Figure` and a row of figures have in common."""

    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def bound(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def change(self) -> bool: ...


def reading_record(reading: Reading) -> dict[str, object]:
    """The reading as JSON, by the schema `SCHEMA`; offsets are code points into `document.text`."""
    text = reading.document.text
    owner = statement_of_figure(reading)
    return {
        "schema": SCHEMA,
        "document": document_record(reading.document),
        "statements": [_statement(statement, text) for statement in reading.statements],
        "figures": [_figure(figure, text, owner.get(index)) for index, figure in enumerate(reading.figures)],
        "mentions": [{"kind": m.kind, "span": list(m.span), "words": m.span.words(text)} for m in reading.mentions],
        "actors": [_actor(actor) for actor in reading.actors],
        "fates": [{"state": f.state, "span": list(f.span), "words": f.span.words(text)} for f in reading.fates],
        "versions": dict(reading.versions),
        "unread": reading.unread,
    }


def document_record(document: Document) -> dict[str, object]:
    """A document with its id and the hash of its text."""
    return {
        "id": document.id,
        "name": document.name,
        "url": document.url,
        "outlet": document.outlet,
        "title": document.title,
        "byline": document.byline,
        "dateline": document.dateline,
        "published": plain(document.published),
        "fetched": plain(document.fetched),
        "language": document.language,
        "text_hash": document.text_hash,
        "text": document.text,
    }


def row_record(row: object) -> dict[str, object]:
    """A row of the ledger (a frozen dataclass or a named tuple) as JSON."""
    record = plain(row)
    if not isinstance(record, dict):
        raise TypeError(f"a row of the ledger was expected, not {type(row).__name__}")
    return record


def plain(value: object) -> object:
    """Any value of ours as JSON knows it: dates in ISO 8601, whole numbers without ".0", open ends null."""
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float):
        return number(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {"" if key is None else str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [plain(item) for item in value]
    return value


def number(value: float | None) -> int | float | None:
    """82.0 is written 82; what is not a finite number has no place in JSON and becomes null."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if value == int(value) and abs(value) < 2**53 else value


def statement_of_figure(reading: Reading) -> dict[int, int]:
    """For each figure the index of the statement it stands in; of several, the first."""
    owner: dict[int, int] = {}
    for index, statement in enumerate(reading.statements):
        for figure in statement.figures:
            owner.setdefault(figure, index)
    return owner


def words(spans: Iterable[Span], text: str) -> str | None:
    """The words of the spans on one line, parts joined by an ellipsis; None where there are none."""
    parts = [" ".join(span.words(text).split()) for span in spans]
    return PARTS.join(parts) if parts else None


def read_as(source: str | None, actor: str | None) -> str | None:
    """The actor's name where the source's own words do not say as much: "Ilse Brandt" for "she", but None for
    "Ilse Brandt, the mayor"."""
    name, said = same(actor), same(source)
    return None if name is None or said == name or (said or "").startswith(f"{name},") else actor


def digits(value: float) -> str:
    """A number for reading: 1,250,000 or 2.5."""
    exact = number(value)
    return f"{exact:,}" if isinstance(exact, int) else f"{value:,.6g}"


def count(value: int, noun: str) -> str:
    """ "1 story", "2,000 stories", "3 series"."""
    return f"{value:,} {noun if value == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """ "stories" of "story"; "series" stays."""
    if noun.endswith("ss"):
        return f"{noun}es"
    if noun.endswith("s"):
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"


def amount(figure: Amount) -> str:
    """The interval in words: "at least 82", "100,000 to 250,000", "about $40", "24 to 99 (vague)", "12 (a change)"."""
    return f"{_interval(figure)} (a change)" if figure.change else _interval(figure)


def _interval(figure: Amount) -> str:
    low, high, bound = figure.low, figure.high, Bound(figure.bound)
    if low is None and high is None:
        return "no number"
    if low is None or high is None:
        known = high if low is None else low
        assert known is not None  # one of the two is
        open_end = Bound.AT_MOST if low is None else Bound.AT_LEAST
        side = bound if bound in ONE_SIDED else open_end
        said_amount = f"{side.value} {_with_unit(digits(known), figure.unit)}"
        return f"{said_amount} (vague)" if bound is Bound.VAGUE else said_amount
    said_amount = _with_unit(digits(low) if low == high else f"{digits(low)} to {digits(high)}", figure.unit)
    if bound is Bound.VAGUE:
        return f"{said_amount} (vague)"
    if bound in (Bound.EXACT, Bound.BETWEEN):
        return said_amount
    return f"{bound.value} {said_amount}"


def interval(low: float | None, high: float | None) -> str:
    """ "12 to 40", "at least 12", "at most 40", "12"."""
    if low is None and high is None:
        return "no figure"
    if low is None or high is None:
        return f"at least {digits(low)}" if low is not None else f"at most {digits(high or 0)}"
    return digits(low) if low == high else f"{digits(low)} to {digits(high)}"


ONE_SIDED = {Bound.AT_LEAST, Bound.MORE_THAN, Bound.AT_MOST, Bound.FEWER_THAN}


def _with_unit(amount: str, unit: str | None) -> str:
    if not unit:
        return amount
    if unit in ("%", "percent"):
        return f"{amount}%"
    if CURRENCY.fullmatch(unit):
        gap = " " if unit[-1].isalpha() else ""
        return f"{unit}{gap}{amount}"
    return f"{amount} {unit}"


def _statement(statement: Statement, text: str) -> dict[str, object]:
    return {
        "kind": statement.kind.value,
        "content": _spans(statement.content),
        "source": _spans(statement.source) or None,
        "cue": _spans(statement.cue) or None,
        "markers": [
            {"kind": m.kind, "span": list(m.span), "words": m.span.words(text), "why": m.why} for m in statement.markers
        ],
        "figures": list(statement.figures),
        "actor": statement.actor,
    }


def _actor(actor: Actor) -> dict[str, object]:
    return {
        "name": actor.name,
        "kind": actor.kind,
        "role": plain(actor.role),
        "naming": plain(actor.naming),
        "mentions": _spans(actor.mentions),
    }


def _figure(figure: Figure, text: str, statement: int | None) -> dict[str, object]:
    return {
        "low": plain(figure.low),
        "high": plain(figure.high),
        "bound": figure.bound.value,
        "counted": figure.counted,
        "unit": figure.unit,
        "state": figure.state,
        "place": figure.place,
        "as_of": figure.as_of,
        "vague": figure.vague,
        "scale": plain(figure.scale),
        "whole": figure.whole,
        "change": figure.change,
        "span": list(figure.span),
        "words": figure.span.words(text),
        "statement": statement,
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
