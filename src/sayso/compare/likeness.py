"""Likeness: how likely two figures are of the same thing.

In: two points of one state, and the chance that their articles are on one event. Out: a chance, from where, when, of
whom and how many they say, what stands around them, and whether they count a part. Two scorers, one for figures of two
articles and one for figures of one article, are fitted by `training/series.py`. Whether two points end up in one series
is series.py's business.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from sayso.compare import meaning
from sayso.compare.points import Point, told

UNDATED = 7  # days between two articles of which one has no date
NEAR = 0.4  # numbers so many e-folds apart are as good as not near
OTHER_DAYS = 2  # a night has two days
FARTHEST = 4.0  # beyond so many e-folds numbers are no further apart
# That two sources are others is no fact: where they differ about one thing, its series is there to show it.
FACTS = (
    "near", "said", "days known", "days apart", "days other", "place shared", "place other", "number shared",
    "numbers near", "numbers apart", "one beside more", "two single people", "vague", "group shared",
    "groups other", "a part beside a whole", "two parts", "scope shared", "further beside event",
    "over time beside event", "noun shared", "source shared", "single people said alike",
    "shared number said alike", "a vague word holds the other", "age shared", "ages other", "toll told anew",
)  # fmt: skip
# What is known besides of figures of two articles, and of one.
ACROSS = (
    "one event", "one event, odds", "one story", "names", "gap", "further down", "positions apart", "both lead",
    "one event, number shared", "one event, group shared", "one event, both lead", "one event, single people alike",
    "tolls", "tolls, one event",
)  # fmt: skip
WITHIN = (
    "distance", "one sentence", "at the beginning", "words shared", "part of the same sentence",
    "names shared", "names other", "names new", "set apart", "another", "numbers other",
    "other numbers said alike", "other sources nearby",
)  # fmt: skip
AGE, AGED = re.compile(r"\b(\d{1,3})-(?:year|month)-old"), re.compile(r"[^.!?,]{0,40},\s+(\d{1,3})\s*[,.]")
# Articles that are so unlikely to be on one event, and share so few of their names, tell of different things: 39 of
# 61,385 such pairs of gun_violence.jsonl were of one incident (2026-11).
UNRELATED, STRANGE = 0.01, 0.2
LEAD = 300  # code points of a lead, and what further down is measured in
BEGINNING = 150
NEARBY = 400  # code points within which another source may contradict


def chances(a: Sequence[Point], b: Sequence[Point], events: Sequence[float]) -> NDArray[np.float64]:
    """The chance that a pair of points is of the same thing, pair by pair. events: that their articles are on one."""
    result = np.zeros(len(a))
    one = np.array([x.row.document == y.row.document for x, y in zip(a, b, strict=True)], bool)
    strange = np.array([_strangers(x, y, e) for x, y, e in zip(a, b, events, strict=True)], bool)
    for scorer, mask in (("within", one), ("across", ~one & ~strange)):
        at = np.flatnonzero(mask).tolist()
        if at:
            rows = [features(a[n], b[n], events[n]) for n in at]
            result[at] = _scored(scorer, np.array(rows))
    return result


def _strangers(a: Point, b: Point, event: float) -> bool:
    """Whether two points are of articles on different events, so that only a sum over time may be one thing."""
    if event >= UNRELATED or a.scope == b.scope == meaning.CUMULATIVE:
        return False
    return similarity(a.names, b.names) < STRANGE


def features(a: Point, b: Point, event: float) -> list[float]:
    """FACTS of a pair, and then those of figures of one article (WITHIN) or of two (ACROSS)."""
    return _facts(a, b) + (_within(a, b) if a.row.document == b.row.document else _across(a, b, event))


def _facts(a: Point, b: Point) -> list[float]:
    one, other = told(a), told(b)
    shared = one is not None and one == other and one > 1
    (_, high), (low, _) = sorted((_interval(a), _interval(b)))
    apart = min(FARTHEST, math.log((low + 0.5) / (high + 0.5))) if low > high else 0.0
    days = _days(a, b)
    where = places(a, b)
    clash = a.group != b.group and meaning.PEOPLE not in (a.group, b.group)
    parts = (_part(a), _part(b))
    scopes = {a.scope, b.scope}
    nouns = [(p.row.counted or "").lower().split()[-1:] for p in (a, b)]
    sources = [p.row.actor or p.row.source for p in (a, b)]
    said, alone = similarity(a.around.said, b.around.said), (single(a), single(b))
    singles = all(alone)
    ages = [_age(p) if singles else None for p in (a, b)]
    return [
        similarity(a.around.near, b.around.near),
        said,
        float(days is not None),
        math.log1p(days or 0),
        float((days or 0) >= OTHER_DAYS),
        float(where is True),
        float(where is False),
        float(shared),
        max(0.0, 1 - apart / NEAR) * math.log1p(low) if min(one or 0, other or 0) > 1 else 0.0,
        apart,
        float(alone[0] != alone[1]),
        float(singles),
        ((one is None) + (other is None)) / 2,
        float(a.group == b.group),
        float(clash),
        float(parts[0] != parts[1]),
        float(all(parts)),
        float(len(scopes) == 1),
        float(meaning.FURTHER in scopes and len(scopes) > 1),
        float(meaning.CUMULATIVE in scopes and len(scopes) > 1),
        float(bool(nouns[0]) and nouns[0] == nouns[1]),
        float(bool(sources[0]) and sources[0] == sources[1]),
        said * singles,
        said * shared,
        float((one is None) != (other is None) and not apart),
        float(bool(ages[0]) and ages[0] == ages[1]),
        float(all(ages) and ages[0] != ages[1]),
        float(any(p.around.anew for p in (a, b))),
    ]


def _across(a: Point, b: Point, event: float) -> list[float]:
    shared = told(a) is not None and told(a) == told(b) and not single(a)
    lead = max(a.row.span.start, b.row.span.start) < LEAD
    people = single(a) and single(b) and (a.group == b.group or meaning.PEOPLE in (a.group, b.group))
    down = [math.log1p(p.row.span.start / LEAD) for p in (a, b)]
    tolls = a.chief and b.chief and min(told(a) or 0, told(b) or 0) > 1
    return [
        event,
        math.log(event + 0.01),
        float(a.story is not None and a.story == b.story),
        similarity(a.names, b.names),
        math.log1p(gap(a, b)),
        max(down),
        abs(down[0] - down[1]),
        float(lead),
        event * shared,
        event * (a.group == b.group),
        event * lead,
        event * people,
        float(tolls),
        event * tolls,
    ]


def _within(a: Point, b: Point) -> list[float]:
    first, later = (a, b) if a.row.span <= b.row.span else (b, a)
    apart = max(0, later.row.span.start - first.row.span.end)
    here = first.around.sentence == later.around.sentence
    shared, new = first.around.names & later.around.names, later.around.names - first.around.names
    fewest = min(len(first.around.names), len(later.around.names))
    one, other = told(a), told(b)
    differ = one is not None and other is not None and one != other
    sources = [p.row.actor or p.row.source for p in (a, b)]
    return [
        math.log1p(apart / 100),
        float(here),
        float(first.row.span.start < BEGINNING),
        float(a.row.words.lower() == b.row.words.lower()),
        float(here and (a.row.whole is not None or b.row.whole is not None)),
        len(shared) / max(1, fewest),
        float(fewest > 0 and not shared),
        math.log1p(len(new)),
        float(later.around.other),
        float(later.around.another),
        float(differ),
        differ * similarity(a.around.said, b.around.said),
        float(all(sources) and sources[0] != sources[1] and apart <= NEARBY),
    ]


@cache
def _model() -> Mapping[str, tuple[NDArray[np.float64], NDArray[np.float64], float]]:
    stored = json.loads(files("sayso.compare").joinpath("likeness.json").read_text("utf8"))
    return {name: (np.array(one["mean"]), np.array(one["weights"]), one["bias"]) for name, one in stored.items()}


def _scored(scorer: str, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    mean, weights, bias = _model()[scorer]
    odds: NDArray[np.float64] = np.clip((rows - mean) @ weights + bias, -30, 30)
    return np.asarray(1 / (1 + np.exp(-odds)), np.float64)


def _part(point: Point) -> bool:
    return point.scope == meaning.PART or point.row.whole is not None


def _age(point: Point) -> str | None:
    """Of one person: "a 17-year-old boy", or "Ilse Brandt, 17,"."""
    found = AGE.search(point.row.counted or "") or AGED.match(point.row.context, point.row.context_span.end)
    return found[1] if found else None


def _days(a: Point, b: Point) -> int | None:
    """Days between those that two figures hold for; None where one tells none."""
    if not a.days or not b.days:
        return None
    return max(0, (max(a.days.first, b.days.first) - min(a.days.last, b.days.last)).days)


def places(a: Point, b: Point) -> bool | None:
    """Whether places share a word ("Aleppo" and "Aleppo city"); None where one is not known."""
    if not a.place or not b.place:
        return None
    return bool(set(a.place.split()) & set(b.place.split()))


def single(point: Point) -> bool:
    """Whether a figure counts one person alone."""
    return point.row.low == point.row.high == 1 and meaning.is_group(point.group)


def _interval(point: Point) -> tuple[float, float]:
    row = point.row
    low = row.high if row.low is None else row.low
    high = row.low if row.high is None else row.high
    return low or 0.0, high or 0.0


def similarity(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two bags of weights that square to 1."""
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[name] for name, weight in a.items() if name in b)


def gap(a: Point, b: Point) -> int:
    """Days between the publication of two points' articles; UNDATED where one has no date."""
    if a.row.published and b.row.published:
        return abs((a.row.published - b.row.published).days)
    return UNDATED
