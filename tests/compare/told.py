"""Points and series made up for tests: what an outlet told on a day of March 2031."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import Any

from sayso.compare.dates import days
from sayso.compare.meaning import EVENT, group
from sayso.compare.places import SENTENCE, Place
from sayso.compare.points import Point, name, with_chiefs
from sayso.compare.series import Chances, Series, of_points
from sayso.compare.surroundings import NOTHING, Surroundings
from sayso.ledger import FigureRow
from sayso.types import Bound, Span

DAM = {"corran": 0.7, "halmere": 0.5, "tesk": 0.5}


def point(
    outlet: str | None,
    day: int | None,
    low: float | None,
    high: float | None = -1,
    *,
    names: dict[str, float] = DAM,
    scope: str = EVENT,
    document: str = "",
    story: int = 1,
    around: Surroundings = NOTHING,
    **changes: Any,
) -> Point:
    """A figure of people killed; `high` is `low` unless it is given."""
    published = date(2031, 3, day) if day else None
    top = low if high == -1 else high
    bound = Bound.EXACT if low == top else Bound.AT_LEAST if top is None else Bound.BETWEEN
    values: dict[str, Any] = {
        "id": "d-f0",
        "document": document or f"{outlet or 'nobody'}-{day}".lower().replace(" ", "-"),
        "document_title": "Dam breaks",
        "document_url": None,
        "outlet": outlet,
        "published": published,
        "words": str(low if low is not None else top),
        "context": "12 people were killed.",
        "context_span": Span(0, 2),
        "low": low,
        "high": top,
        "bound": bound,
        "counted": "people",
        "unit": None,
        "state": "killed",
        "place": None,
        "as_of": None,
        "span": Span(10 + int(low or 0), 12 + int(low or 0)),
        "statement": None,
        "source": None,
    } | changes
    row = FigureRow(**values)
    place = name(row.place) if row.place else None
    when = days(row.as_of, published)
    where = Place(row.place, SENTENCE) if row.place else None
    number = zlib.crc32(row.document.encode())
    (made,) = with_chiefs([Point(row, group(row.counted), scope, when, place, names, around, number, story, where)])
    return made


def told(*points: Point) -> Series:
    """The series that these points make together."""
    return of_points(points)


def events(points: Iterable[Point], chance: float = 0.95) -> Chances:
    """That articles of one story are on one event is sure, of different stories that they are not."""
    held = {p.number: p.story for p in points if p.number is not None}
    return {(a, b): chance if held[a] == held[b] else 0.0 for a, b in combinations(sorted(held), 2)}
