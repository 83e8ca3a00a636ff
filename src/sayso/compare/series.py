"""Series: figures of the same thing, in order of time.

In: points, and the chances that their articles are on one event. Out: series, each with the points that count the same
people in the same state at the same place and time, as far as their articles tell. A point is held only against points
of its state that stand in its story or share a rare name with it, so the cost stays near linear; `likeness.py` says how
likely two are of one thing, `moves.py` which figure says that it follows on another, `linkage.py` makes groups of that.

A person's decisions come first: figures that were merged stay together, figures that were split stay apart.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.compare import index, likeness, linkage, meaning, moves
from sayso.compare.decisions import Decisions
from sayso.compare.places import DATELINE
from sayso.compare.points import Point, points
from sayso.ledger import Ledger, Page

# A point is held against the last points of its state: so many of its story, so many that share one of its article's
# rarest names; of the latter those that share the most.
TOLD, NAMED, NEAREST = 48, 16, 24
RAREST = 10  # names of an article under which its points are found
TOGETHER = 0.5  # the mean chance from which on two groups are one
FIRM = 3.0  # what two figures of one article weigh against those of two: an article knows what it tells apart
UNKNOWN = 0.5  # the chance that two articles of one story are on one event, where nothing else is known
SCOPED = {meaning.EVENT: "", meaning.CUMULATIVE: " over time", meaning.PART: " (a part)", meaning.FURTHER: " (further)"}
SHORTEST = 6  # digits of an id that may stand for all of it


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
    def outlets(self) -> tuple[str, ...]:
        """Those that are named."""
        return tuple(dict.fromkeys(p.row.outlet for p in self.points if p.row.outlet))

    @property
    def articles(self) -> int:
        return len({p.row.document for p in self.points})

    @property
    def hxl(self) -> str:
        return meaning.hxl(self.state, self.group)


Chances = Mapping[tuple[int, int], float]  # of two articles by their numbers, the smaller first


def series(found: Sequence[Point], decisions: Decisions | None = None, events: Chances | None = None) -> list[Series]:
    """Every point in one series; those of the most articles first. `found`: points as `points.points` gives them.
    events: the chance that two articles are on one event; pairs that are missing have none."""
    decisions = decisions or Decisions()
    events = events or {}
    at = {point.key: number for number, point in enumerate(found)}
    held = list(pairs(found))
    chances = likeness.chances(
        [found[a] for a, _ in held], [found[b] for _, b in held], [event(found[a], found[b], events) for a, b in held]
    )
    weights = (FIRM if found[a].row.document == found[b].row.document else 1.0 for a, b in held)
    linked = ((a, b, chance, weight) for (a, b), chance, weight in zip(held, chances.tolist(), weights, strict=True))
    together = [(at[key], at[other]) for key in at for other in decisions.together(key) if other in at]
    follows = list(moves.moves(found, lambda a, b: event(a, b, events)))
    apart = [(a, b) for a, b in (*held, *follows) if _apart(found[a].key, found[b].key, decisions)]
    made = [
        of_points([found[n] for n in group], decisions)
        for group in linkage.groups(len(found), linked, TOGETHER, together, apart, follows)
    ]
    return sorted(made, key=lambda s: (-s.articles, -len(s.points), s.id))


def of_ledger(ledger: Ledger) -> list[Series]:
    """All series of a ledger, as its figures and the decisions of its reviewers make them."""
    found, events = told(ledger)
    return series(found, Decisions(ledger.reviews()), events)


def told(ledger: Ledger) -> tuple[list[Point], Chances]:
    """The points of a ledger, and the chances that two of its articles are on one event; what has been added since the
    last time is compared first."""
    index.bring_up_to_date(ledger)
    found = points(ledger)
    numbers = sorted({p.number for p in found if p.number is not None})
    with ledger.findings.looking() as findings:
        return found, {(min(a, b), max(a, b)): chance for a, b, chance in findings.chances(numbers)}


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


def pairs(found: Sequence[Point]) -> Iterator[tuple[int, int]]:
    """The pairs that may be of one thing, the earlier point first."""
    storied: defaultdict[tuple[str | None, int | str], deque[int]] = defaultdict(lambda: deque(maxlen=TOLD))
    named: defaultdict[tuple[str | None, str], deque[int]] = defaultdict(lambda: deque(maxlen=NAMED))
    for number, point in enumerate(found):
        state, story = point.row.state, point.row.document if point.story is None else point.story
        keys = [(state, name) for name in _names(point)]
        shared = Counter(other for key in keys for other in named[key])
        others = dict.fromkeys([*storied[state, story], *(other for other, _ in shared.most_common(NEAREST))])
        for other in others:
            yield other, number
        storied[state, story].append(number)
        for key in keys:
            named[key].append(number)


def _names(point: Point) -> list[str]:
    names = sorted(point.names, key=lambda n: (-point.names[n], n))[:RAREST]
    return [*names, point.place] if point.place else names


def event(a: Point, b: Point, events: Chances) -> float:
    """The chance that the articles of two points are on one event."""
    if a.row.document == b.row.document:
        return 1.0
    if a.number is None or b.number is None:
        return 0.0
    otherwise = UNKNOWN if a.story == b.story else 0.0
    return events.get((min(a.number, b.number), max(a.number, b.number)), otherwise)


def _apart(key: str, other: str, decisions: Decisions) -> bool:
    """Whether a person split one figure from the other; who was split off comes into another only by merging."""
    if decisions.apart(key, [other]):
        return True
    return (decisions.moved(key) or decisions.moved(other)) and other not in decisions.together(key)


def of_points(points: Sequence[Point], decisions: Decisions | None = None) -> Series:
    """The series that these points make together. What it counts is what most of them count."""
    decisions = decisions or Decisions()
    ordered = sorted(points, key=lambda p: (p.row.published or date.max, p.row.document, p.row.span))
    place, group, scope = (
        _most(values) for values in zip(*((p.place, p.group, p.scope) for p in ordered), strict=True)
    )
    written = next((p.row.place for p in ordered if p.place == place and p.row.place), place)
    written = written or _most(p.where.words for p in ordered if p.where and p.where.found != DATELINE)
    id = identify(ordered[0])
    keys = {p.key for p in ordered}
    state = ordered[0].row.state or ""
    name = decisions.name(keys) or f"{group} {state}{SCOPED[scope or meaning.EVENT]}" + (
        f", {written}" if written else ""
    )
    numbers = decisions.numbers(keys)
    return Series(id, name, state, group or meaning.PEOPLE, scope or meaning.EVENT, written, tuple(ordered), numbers)


def _most(values: Iterable[str | None]) -> str | None:
    """The value that most have, the first of several; None where none has any."""
    return next((value for value, _ in Counter(v for v in values if v).most_common(1)), None)
