"""Series: figures of the same thing, in order of time.

In: points. Out: series, each with the points that count the same people in the same state at the same place and time,
as far as their articles tell. A point is held only against series that share its state, its group and a name with it,
so the cost stays near linear. Numbers that lie close speak for one thing, but tolls move, and outlets that contradict
each other speak of the same thing: so values weigh less than what the articles are about.

A person's decisions come first: figures that were merged stay together, figures that were split stay apart.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from sayso.compare import meaning
from sayso.compare.decisions import Decisions
from sayso.compare.likeness import alike, single, told_apart
from sayso.compare.points import Point, points
from sayso.ledger import Ledger, Page

NEAREST = 24  # series that share a name with a point, those last added to first
CANDIDATES = 24  # of them, those that share the most names, are held against it
MEMBERS = 24  # points of a series that a new one is held against, the last ones
LIKEST = 3  # of them, those that are most like it count
SCOPED = {meaning.EVENT: "", meaning.CUMULATIVE: " over time", meaning.PART: " (a part)", meaning.FURTHER: " (further)"}
SHORTEST = 6  # digits of an id that may stand for all of it
ONE = "one"  # who is counted alone is "a man" in one article and "his son" in the next
RAREST = 10  # names of an article under which its points are found


@dataclass(frozen=True, slots=True)
class Series:
    """Points in order of time. `name` is a person's, or made from what they count."""

    id: str
    name: str
    state: str
    group: str
    scope: str
    place: str | None
    points: tuple[Point, ...]
    decisions: tuple[int, ...] = ()  # numbers of the reviews that shaped it

    @property
    def first(self) -> date | None:
        return min((p.row.published for p in self.points if p.row.published), default=None)

    @property
    def last(self) -> date | None:
        return max((p.row.published for p in self.points if p.row.published), default=None)

    @property
    def outlets(self) -> tuple[str | None, ...]:
        return tuple(dict.fromkeys(p.row.outlet for p in self.points))

    @property
    def articles(self) -> int:
        return len({p.row.document for p in self.points})

    @property
    def hxl(self) -> str:
        return meaning.hxl(self.state, self.group)


@dataclass(slots=True)
class _Growing:
    points: list[Point] = field(default_factory=list)
    told_by: defaultdict[str, list[Point]] = field(default_factory=lambda: defaultdict(list))  # by article


def series(found: Sequence[Point], decisions: Decisions | None = None) -> list[Series]:
    """Every point in one series; those of the most articles first. `found`: points as `points.points` gives them."""
    decisions = decisions or Decisions()
    growing: list[_Growing] = []
    index: defaultdict[tuple[str, str, str, str], dict[int, None]] = defaultdict(dict)
    held: dict[str, int] = {}
    for point in found:
        at = _place(point, growing, index, held, decisions)
        if at is None:
            at = len(growing)
            growing.append(_Growing())
        growing[at].points.append(point)
        growing[at].told_by[point.row.document].append(point)
        held[point.key] = at
        for key in _keys(point):
            index[key].pop(at, None)  # put last: the series that was added to last is looked at first
            index[key][at] = None
    made = [_made(one.points, decisions) for one in growing]
    return sorted(made, key=lambda s: (-s.articles, -len(s.points), s.id))


def of_ledger(ledger: Ledger) -> list[Series]:
    """All series of a ledger, as its figures and the decisions of its reviewers make them."""
    return series(points(ledger), Decisions(ledger.reviews()))


def listed(
    found: Iterable[Series],
    limit: int,
    offset: int = 0,
    *,
    state: str | None = None,
    counted: str | None = None,
    place: str | None = None,
    outlet: str | None = None,
    least: int = 1,
) -> Page[Series]:
    """A page of series. counted: a group, exactly; place: part of its name; least: figures that a series must have."""
    kept = [
        one
        for one in found
        if len(one.points) >= least
        and (state is None or one.state == state)
        and (counted is None or one.group == counted)
        and (place is None or place.casefold() in (one.place or "").casefold())
        and (outlet is None or outlet in one.outlets)
    ]
    return Page(tuple(kept[offset : offset + limit]), len(kept), limit, offset)


def find(found: Iterable[Series], id: str) -> Series | None:
    """The series with this id, or the one that begins so (SHORTEST digits at the least, and no other does); or the one
    that now holds the figure which that id was made from."""
    found = list(found)
    begun = [one for one in found if one.id.startswith(id)] if len(id) >= SHORTEST else []
    if len(begun) == 1 or any(one.id == id for one in begun):
        return next((one for one in begun if one.id == id), begun[0])
    return next((one for one in found for point in one.points if identify(point) == id), None)


def identify(point: Point) -> str:
    """The id of a series that begins with this point."""
    return hashlib.sha256(point.key.encode()).hexdigest()[:12]


def _keys(point: Point) -> list[tuple[str, str, str, str]]:
    names = sorted(point.names, key=lambda n: (-point.names[n], n))[:RAREST]
    if point.place:
        names.append(point.place)
    group = ONE if single(point) else point.group
    return [(point.row.state or "", group, point.scope, name) for name in names or [""]]


def _place(
    point: Point,
    growing: Sequence[_Growing],
    index: Mapping[tuple[str, str, str, str], dict[int, None]],
    held: Mapping[str, int],
    decisions: Decisions,
) -> int | None:
    """The series that a point goes to; None for one of its own."""
    for other in decisions.together(point.key):
        if other in held:
            return held[other]
    if decisions.moved(point.key):  # a person has put it apart: only by merging does it come into another
        return None
    shared = Counter(at for key in _keys(point) for at in islice(reversed(index.get(key, {})), NEAREST))
    best, most = None, 0.0
    for at, _ in shared.most_common(CANDIDATES):
        members, own = growing[at].points, growing[at].told_by.get(point.row.document, ())
        if decisions.apart(point.key, (p.key for p in members)) or any(told_apart(point, other) for other in own):
            continue
        best_of = sorted((alike(point, other) for other in members[-MEMBERS:]), reverse=True)[:LIKEST]
        odds = sum(best_of) / len(best_of)
        if odds > most:
            best, most = at, odds
    return best


def _made(points: list[Point], decisions: Decisions) -> Series:
    ordered = sorted(points, key=lambda p: (p.row.published or date.max, p.row.document, p.row.span))
    first = ordered[0]
    places = [p.place for p in ordered if p.place]
    written = {p.place: p.row.place for p in reversed(ordered) if p.place}
    place = written[max(dict.fromkeys(places), key=places.count)] if places else None
    id = identify(first)
    keys = {p.key for p in ordered}
    name = decisions.name(keys) or _name(first, place)
    return Series(
        id, name, first.row.state or "", first.group, first.scope, place, tuple(ordered), decisions.numbers(keys)
    )


def _name(point: Point, place: str | None) -> str:
    state = point.row.state or ""
    return f"{point.group} {state}{SCOPED[point.scope]}" + (f", {place}" if place else "")
