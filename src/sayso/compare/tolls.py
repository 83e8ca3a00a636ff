"""Tolls: how many were killed and injured in one event, read off all that its articles tell.

In: the points of articles on one event, and the single people whom they say to be in a state. Out: the pair of numbers
that the claims support most, with what each claim says of it. Every pair that the figures allow is weighed against
every figure: "five shot" speaks for one killed and four injured. It is what coverage adds up to, not what happened.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log

from sayso.compare import meaning
from sayso.compare.points import Point

KILLED, INJURED, BOTH = "killed", "injured", "killed or injured"
LARGEST = 1000  # beyond it nobody adds up single victims
# Fitted on gun_violence.jsonl (2026-11, benchmarks/events.py), swept one at a time by factors of .5 to 2; halves of the
# incidents agree to within .04. MANY, LATER and CLOSE matter little there (both exact .756 for .754, with three
# casualties or more .652 for .661): they are for tolls of many, which move, and were chosen so that the demo's flood
# has its last count. What a claim weighs: the further down in its article, the less.
FLOOR, LENGTH = 0.4, 2000
ONE, NONE, CUMULATIVE = 0.6, 0.1, 0.3  # "a man was shot" holds of any toll; "nobody was hurt"
# How much a claim speaks for a pair that it fits (BOTH_FIT: "five shot" are killed and injured; SHOT_DEAD: all killed),
# and against one that is too small for it.
BOTH_FIT, SHOT_DEAD, MISSED = 0.8, 0.2, 0.4
# Single people: that somebody died speaks against none killed; that nobody did, nor any figure, against any.
DIED, NOBODY_DIED, HURT = 0.1, 2.7, 0.02
MOST_DIED, MOST_HURT = 5, 4  # people beyond these say no more
ONE_OF_BOTH = 1.0  # one injured beside the dead needs an article that tells both: else the injured one died
FEWER, MANY = 0.1, 20  # against each person more, up to so many
LATER, OLDEST = 0.9, 0.5  # what a claim weighs for each day that its article is older than the event's last, and least
CLOSE = 0.1  # beyond MANY, numbers less than so many e-folds apart speak for each other: 27 for 26
# Between figures that count apart ("two men and a girl") and so add up.
JOINED, APART = (
    re.compile(r"\band\b|,"),
    re.compile(r"\b(?:including|among|of|bringing|after|when|while|who|saying|said|that)\b|[.!?;:]\s|--|—"),
)
NEAR = 70  # code points between two figures that add up


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says of the toll, in one place: figures that count apart are added up."""

    state: str
    number: int
    weight: float
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Toll:
    """The numbers that the claims support most."""

    killed: int
    injured: int
    claims: tuple[Claim, ...]


def toll(points: Iterable[Point], fates: Iterable[tuple[str, str, int, str]]) -> Toll | None:
    """The toll of the one event that these points and fates are of; None where nothing tells any.

    fates: as `Ledger.fates` gives them.
    """
    claims = claims_of(points)
    states = Counter(state for _, state, _, _ in fates)
    died, hurt = min(states[KILLED], MOST_DIED), min(states[INJURED], MOST_HURT)
    if not claims and not died and not hurt and not states[BOTH]:
        return None
    weighed = {(k, i): _support(k, i, claims, died, hurt) for k, i in _pairs(claims)}
    killed, injured = max(weighed, key=lambda pair: (weighed[pair], -sum(pair), pair))
    return Toll(killed, injured, tuple(claims))


def claims_of(points: Iterable[Point]) -> list[Claim]:
    """Claims of killed, injured or both, article by article; parts and further cases are not claims of the whole."""
    articles: defaultdict[str, list[Point]] = defaultdict(list)
    for point in points:
        low = point.row.low
        if point.row.state in (KILLED, INJURED, BOTH) and low is not None and low == int(low) <= LARGEST:
            articles[point.row.document].append(point)
    days = [point.row.published for told in articles.values() for point in told if point.row.published]
    last = max(days, default=None)
    found = []
    for told in articles.values():
        claims = (_claim(joined, last) for joined in _added_up(sorted(told, key=lambda p: p.row.span)))
        found += [claim for claim in claims if claim is not None]
    return found


def _added_up(told: Sequence[Point]) -> list[list[Point]]:
    """The points of an article, those together that count apart in one breath: "four adults and two children"."""
    groups: list[list[Point]] = [[point] for point in told[:1]]
    for before, point in pairwise(told):
        if _adds(groups[-1], before, point):
            groups[-1].append(point)
        else:
            groups.append([point])
    return groups


def _adds(group: Sequence[Point], before: Point, point: Point) -> bool:
    gap = point.row.span.start - before.row.span.end
    if gap > NEAR or point.row.state != before.row.state or point.row.whole is not None or before.row.whole is not None:
        return False
    end = before.row.context_span.end
    between = before.row.context[end : end + gap]
    if APART.search(between) or not JOINED.search(between) or {point.scope, before.scope} != {meaning.EVENT}:
        return False
    others = point.group == meaning.PEOPLE or "other" in (point.row.counted or "")
    return others or sum(int(p.row.low or 0) for p in group) == 1 or all(point.group != p.group for p in group)


def _claim(joined: Sequence[Point], last: date | None) -> Claim | None:
    """last: the day of the event's last article."""
    first = joined[0]
    number = sum(int(point.row.low or 0) for point in joined)
    if first.scope not in (meaning.EVENT, meaning.CUMULATIVE) or (first.row.whole is not None and len(joined) == 1):
        return None
    weight = max(FLOOR, 1 - first.row.span.start / LENGTH)
    if last and first.row.published:
        weight *= max(OLDEST, LATER ** (last - first.row.published).days)
    weight *= CUMULATIVE if first.scope == meaning.CUMULATIVE else 1
    weight *= ONE if number == 1 else NONE if number == 0 else 1
    return Claim(first.row.state or "", number, weight, tuple(joined))


def _pairs(claims: Sequence[Claim]) -> set[tuple[int, int]]:
    """The pairs of killed and injured that the figures allow."""
    told = {state: {c.number for c in claims if c.state == state} for state in (KILLED, INJURED, BOTH)}
    killed, injured = told[KILLED] | {0, 1}, told[INJURED] | {0, 1}
    killed |= {both - i for both in told[BOTH] for i in told[INJURED] if both >= i}
    injured |= {both - k for both in told[BOTH] for k in killed if both >= k}
    return {(k, i) for k in killed for i in injured if k + i}


def _support(killed: int, injured: int, claims: Sequence[Claim], died: int, hurt: int) -> float:
    total = -FEWER * min(killed + injured, MANY)
    for claim in claims:
        total += claim.weight * _fit(claim, killed, injured)
    if died and not killed:
        total -= DIED * died
    elif killed and not died and all(claim.state != KILLED for claim in claims):
        total -= NOBODY_DIED
    if hurt and not injured:
        total -= HURT * hurt
    if injured == 1 and killed and not _tells_both(claims):
        total -= ONE_OF_BOTH
    return total


def _fit(claim: Claim, killed: int, injured: int) -> float:
    whole = {KILLED: killed, INJURED: injured, BOTH: killed + injured}[claim.state]
    if claim.number == whole:
        return BOTH_FIT if claim.state == BOTH else 1.0
    if claim.state == BOTH and claim.number == killed:
        return SHOT_DEAD
    if min(claim.number, whole) > MANY and (near := 1 - abs(log(claim.number / whole)) / CLOSE) > 0:
        return near
    return -MISSED if claim.number > whole else 0.0


def _tells_both(claims: Sequence[Claim]) -> bool:
    """Whether one article tells of killed and injured, or of more than one who was either."""
    states: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.number and claim.points[0].scope == meaning.EVENT:
            states[claim.points[0].row.document].add(claim.state)
    shot = any(claim.state == BOTH and claim.number > 1 for claim in claims)
    return shot or any({KILLED, INJURED} <= found for found in states.values())
