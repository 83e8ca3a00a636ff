"""Moves: a figure that says it follows on an earlier one.

In: points in order of publication and the chances that their articles are on one event. Out: pairs that are of one
thing because the later says so. "The number of dead rose to 27" presupposes an earlier, lower one: that of the same
source or outlet, of an article that is likely on the same event. However far apart the numbers lie, they are one toll.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from sayso.compare import likeness
from sayso.compare.meaning import SENTENCE
from sayso.compare.points import Point, told

DAYS = 14  # between the two articles, at the most
TIMES = 10.0  # one number is no more than so many times the other
LIKELY = 0.2  # the chance of one event from which on two articles that stand in two stories may follow on each other
KEPT = 48  # earlier figures of a state that one is held against, the last ones
BEFORE = r"(?:(?:at least|at most|more than|over|about|nearly|almost|around|some|an estimated|as many as|up to)\s+)?$"
ROSE = re.compile(
    r"\b(?:r(?:ose|isen|ises?|ising)|climb\w*|jump\w*|gr[eo]wn?|grows|increas\w*|went up|gone up|soar\w*|swell\w*"
    r"|mount\w*)\s+(?:\w+ly\s+)?(?:again\s+)?(?:by\s+[\w,.-]+\s+)?to\s+" + BEFORE,
    re.I,
)
BROUGHT = re.compile(
    r"\b(?:bring(?:s|ing)?|brought|tak(?:es?|ing)|took|rais(?:es?|ed|ing)|push(?:es|ed|ing)?)\b[^.;]{0,110}\bto\s+"
    + BEFORE,
    re.I,
)
FELL = re.compile(
    r"\b(?:f[ae]ll(?:en|s)?|drop\w*|lower\w*|revis\w*|cut|reduc\w*|correct\w*)\b[^.;]{0,110}\bto\s+" + BEFORE, re.I
)
# It is a toll that moved: they "cut the power to nine districts", too.
TOLL = re.compile(
    r"\b(?:toll|tally|counts?|numbers?|figures?|estimates?|dead|deaths?|killed|casualties|fatalities|victims|injured"
    r"|wounded|missing|displaced|homeless|infections|cases)\b",
    re.I,
)


def moves(found: Sequence[Point], event: Callable[[Point, Point], float]) -> Iterator[tuple[int, int]]:
    """Pairs of an earlier figure and the one that follows on it, by their places in `found`.

    event: the chance that the articles of two points are on one event.
    """
    earlier: defaultdict[str | None, list[int]] = defaultdict(list)
    for at, point in enumerate(found):
        if not point.chief:
            continue
        here = earlier[point.row.state]
        if way := _way(point):
            led = [n for n in here[-KEPT:] if _leads(found[n], point, way) and _near(found[n], point, event)]
            if led:
                yield max(led, key=lambda n: (_closeness(found[n], point), n)), at
        here.append(at)


def _way(point: Point) -> int:
    """1 where the words before a figure say that it rose to it, -1 where it fell, else 0."""
    before = SENTENCE.split(point.row.context[: point.row.context_span.start])[-1]
    if not TOLL.search(before):
        return 0
    return 1 if ROSE.search(before) or BROUGHT.search(before) else -1 if FELL.search(before) else 0


def _leads(earlier: Point, later: Point, way: int) -> bool:
    """Whether a number may have moved from one to the other."""
    low, high = sorted((told(earlier) or 0.0, told(later) or 0.0))
    moved = way * ((told(later) or 0.0) - (told(earlier) or 0.0))
    return low > 1 and moved > 0 and high <= TIMES * low


def _near(earlier: Point, later: Point, event: Callable[[Point, Point], float]) -> bool:
    """Whether one article may follow on another: soon enough, and likely on the same event. Places may differ where the
    source is the same: it may name a flood by its town or by its dam."""
    one, other = earlier.row, later.row
    if one.document == other.document or not one.published or not other.published:
        return False
    shared = earlier.story is not None and earlier.story == later.story
    soon = (other.published - one.published).days <= DAYS
    elsewhere = likeness.places(earlier, later) is False and not _told_by_one(earlier, later)
    return soon and not elsewhere and (shared or event(earlier, later) >= LIKELY)


def _closeness(earlier: Point, later: Point) -> tuple[bool, bool]:
    """A figure of the same source, of the same outlet is sooner what another follows on."""
    return _told_by_one(earlier, later), bool(earlier.row.outlet) and earlier.row.outlet == later.row.outlet


def _told_by_one(earlier: Point, later: Point) -> bool:
    sources = [point.row.actor or point.row.source for point in (earlier, later)]
    return bool(sources[0]) and sources[0] == sources[1]
