"""Changes: what a series shows once its figures stand in order of time.

In: a series. Out: revisions (one outlet or source, later, another figure), contradictions (figures for the same days
that cannot both hold), how far figures lay apart from day to day, who was first, and who carried which figure on whose
word. Nothing says which figure is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sayso.compare.points import Point
from sayso.compare.series import Series
from sayso.compare.sources import same

MOST = 200  # pairs of contradicting figures that are listed, the widest apart first


@dataclass(frozen=True, slots=True)
class Revision:
    """The same outlet, or the same source in whichever outlet, gave another figure later."""

    who: str
    by: str  # "outlet" or "source"
    before: Point
    after: Point


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two figures for the same days of which no number fits both."""

    lower: Point
    higher: Point

    @property
    def apart(self) -> float:
        """By how much the lowest of the one exceeds the highest of the other."""
        assert self.lower.row.high is not None
        assert self.higher.row.low is not None
        return self.higher.row.low - self.lower.row.high


@dataclass(frozen=True, slots=True)
class Spread:
    """What stood on one day, of each outlet's last articles: the lowest low, the highest high, and of how many
    outlets that are named."""

    day: date
    low: float | None
    high: float | None
    outlets: int


@dataclass(frozen=True, slots=True)
class Carried:
    """One figure, on whose word, and which outlets carried it."""

    low: float | None
    high: float | None
    source: str | None
    outlets: tuple[str | None, ...]
    points: tuple[Point, ...]


def revisions(series: Series) -> list[Revision]:
    """In order of time; parts and totals over time are held against their like alone."""
    found = _revised(series.points, "outlet", lambda p: p.row.outlet)
    found += _revised(series.points, "source", lambda p: same(_source(p)))
    return sorted(found, key=lambda r: (r.after.row.published or date.max, r.by, r.who))


def _revised(points: Sequence[Point], by: str, who: Callable[[Point], str | None]) -> list[Revision]:
    last: dict[Hashable, Point] = {}
    found = []
    for point in points:
        name = who(point)
        if name is None or point.row.published is None:
            continue
        before = last.get(name)
        last[name] = point
        if before and before.row.document != point.row.document and _ends(before) != _ends(point):
            found.append(Revision(name, by, before, point))
    return found


def contradictions(series: Series) -> list[Contradiction]:
    """Pairs for the same days, from different articles; of one outlet only where both are of one day."""
    found = []
    for day in _by_day(series.points).values():
        kept = {(p.row.outlet, _ends(p)): p for p in reversed(day)}  # an outlet's repeats add nothing
        for a, b in combinations(kept.values(), 2):
            lower, higher = (a, b) if (a.row.high or 0) <= (b.row.high or float("inf")) else (b, a)
            for one, other in ((lower, higher), (higher, lower)):
                disjoint = one.row.high is not None and other.row.low is not None and one.row.high < other.row.low
                if disjoint and one.row.document != other.row.document:
                    found.append(Contradiction(one, other))
    found.sort(key=lambda c: (-c.apart, c.lower.key, c.higher.key))
    return found[:MOST]


def spreads(series: Series) -> list[Spread]:
    """For every day with an article: how far the figures of all outlets' last articles lay apart."""
    stood: dict[str | None, list[Point]] = {}
    by_day: defaultdict[date, list[Point]] = defaultdict(list)
    for point in series.points:
        if point.row.published:
            by_day[point.row.published].append(point)
    found = []
    for day in sorted(by_day):
        for outlet in {p.row.outlet for p in by_day[day]}:
            stood[outlet] = [p for p in by_day[day] if p.row.outlet == outlet]
        told = [p for points in stood.values() for p in points]
        low = _end(min, [p.row.low for p in told])
        high = _end(max, [p.row.high for p in told])
        found.append(Spread(day, low, high, len(stood.keys() - {None})))
    return found


def standing(series: Series) -> tuple[float | None, float | None]:
    """What all outlets last said, from the lowest to the highest; of figures without any date all of them."""
    if last := spreads(series)[-1:]:
        return last[0].low, last[0].high
    rows = [point.row for point in series.points]
    return _end(min, [row.low for row in rows]), _end(max, [row.high for row in rows])


def _end(outermost: Callable[[list[float]], float], ends: Sequence[float | None]) -> float | None:
    """The outermost of these ends; None where one is open."""
    closed = [end for end in ends if end is not None]
    return outermost(closed) if closed and len(closed) == len(ends) else None


def first(series: Series) -> tuple[Point, ...]:
    """The points of the first day: several, where several outlets had it on that day."""
    return tuple(p for p in series.points if p.row.published and p.row.published == series.first)


def carried(series: Series) -> list[Carried]:
    """Each figure with each source, in order of first publication."""
    found: defaultdict[tuple[Hashable, str | None], list[Point]] = defaultdict(list)
    for point in series.points:
        found[_ends(point), same(_source(point))].append(point)
    return [
        Carried(
            points[0].row.low,
            points[0].row.high,
            _source(points[0]),
            tuple(dict.fromkeys(p.row.outlet for p in points)),
            tuple(points),
        )
        for points in found.values()
    ]


def _source(point: Point) -> str | None:
    return point.row.actor or point.row.source


def _ends(point: Point) -> tuple[float | None, float | None]:
    return point.row.low, point.row.high


def _by_day(points: Sequence[Point]) -> dict[date, list[Point]]:
    found: defaultdict[date, list[Point]] = defaultdict(list)
    for point in points:
        if point.day:
            found[point.day].append(point)
    return found
