"""Likeness: how likely two figures are of the same thing.

In: two points of one state and scope. Out: log-odds, from what their articles are about, when they appeared, the places
and numbers of the figures. Whether they end up in one series is series.py's business.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from sayso.compare import meaning
from sayso.compare.points import Point

UNDATED = 7  # days between two articles of which one has no date
# Log-odds that two figures of one state and scope are of the same thing. A logistic regression on pairs of figures of
# gun_violence.jsonl, where articles on one incident are known (2026-11: 68,522 pairs that share a name), gave START,
# ABOUT and GAP; the others were set by 300 pairs that were judged (benchmarks/series.py), and matter little.
START, ABOUT, GAP, OTHER_PLACE = -2.24, 18.8, -0.86, -0.5
# Within one article, where what it is about tells nothing: the same interval is told again, another is another thing.
TOLD_AGAIN, ANOTHER = 1.0, -2.0
# Of their values: equal, one victim beside more, and what e-fold differences beyond MOVES (a toll that doubles) cost.
EQUAL, SINGLE, APART, MOVES = 2.0, -2.0, -1.5, 0.3
STRANGER = -4.0  # two single people who are told apart


def alike(a: Point, b: Point) -> float:
    """Log-odds that two points of one state and scope, and of groups that may be one, are of the same thing."""
    odds = _places(a, b) + _values(a, b) + _people(a, b)
    if a.row.document == b.row.document:
        return odds + (TOLD_AGAIN if _told(a) == _told(b) else ANOTHER)
    return odds + START + ABOUT * similarity(a.names, b.names) + GAP * math.log1p(gap(a, b))


def _places(a: Point, b: Point) -> float:
    """Places that share a word may be one: "Aleppo" and "Aleppo city"."""
    if not a.place or not b.place:
        return 0.0
    return 0.0 if set(a.place.split()) & set(b.place.split()) else OTHER_PLACE


def _values(a: Point, b: Point) -> float:
    """The same number speaks for one thing; the further apart, the less. Tolls move, but seldom by many times."""
    one, other = _told(a), _told(b)
    if one is not None and one == other:
        return 0.0 if one == 1 else EQUAL
    (low, high), (other_low, _other_high) = sorted((_interval(a), _interval(b)))
    if low <= 1 < other_low or not high:
        return SINGLE
    return APART * max(0.0, math.log(other_low / high) - MOVES) if other_low > high else 0.0


def _people(a: Point, b: Point) -> float:
    """Single people: "a man" may be "his friend", but neither a girl nor, in the same article, another man."""
    if not (single(a) and single(b)):
        return 0.0
    if a.row.document == b.row.document and a.row.words.lower() != b.row.words.lower():
        return STRANGER
    return 0.0 if a.group == b.group or meaning.PEOPLE in (a.group, b.group) else STRANGER


def single(point: Point) -> bool:
    """Whether a figure counts one person alone."""
    return point.row.low == point.row.high == 1 and meaning.is_group(point.group)


def _told(point: Point) -> float | None:
    """The number that the words tell, "at least 62" telling 62; vague words tell none."""
    row = point.row
    return None if row.vague else row.high if row.low is None else row.low


def _interval(point: Point) -> tuple[float, float]:
    row = point.row
    low = row.high if row.low is None else row.low
    high = row.low if row.high is None else row.high
    return low or 0.0, high or 0.0


def similarity(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of what two articles are about."""
    return sum(weight * b[name] for name, weight in a.items() if name in b)


def gap(a: Point, b: Point) -> int:
    """Days between the publication of two points' articles; UNDATED where one has no date."""
    if a.row.published and b.row.published:
        return abs((a.row.published - b.row.published).days)
    return UNDATED


def told_apart(a: Point, b: Point) -> bool:
    """Whether one article gives two numbers on the same word: then they are of two things."""
    if a.row.document != b.row.document or _told(a) == _told(b):
        return False
    return (a.row.actor or a.row.source) == (b.row.actor or b.row.source)
