"""Recounted: which figures of an article changed from one version to the next.

In: two readings and the alignment of their texts. Out: figures with another number for the same thing, figures of
something else, added and removed ones, each with its place in both texts and the rule by which two were held to be one.
A figure whose words, and whose words around it, are the same is the same, however it is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sayso.compare import meaning
from sayso.compare.restated import held
from sayso.compare.revisions import Alignment
from sayso.types import Figure, Reading

TIMES = 3  # a toll told elsewhere with more than so many times the number is hardly the same toll
NEAR = 4  # tokens between a figure and a word put for another that may have made it a figure of something else


class Change(StrEnum):
    NUMBER = "other number"
    THING = "counted otherwise"  # the same number, of something else
    ADDED = "figure added"
    REMOVED = "figure removed"


IN_PLACE = "one stands for the other"
SAME_WORDS = "the words of the number are kept"
ONLY_ONE = "the only figure of its kind taken out, and the only one put in"


@dataclass(frozen=True, slots=True)
class Recount:
    """A figure that changed, by its place in each reading. why: by which rule they are held to be one figure."""

    change: Change
    old: int | None
    new: int | None
    why: str | None = None


@dataclass(frozen=True)
class Sides:
    """Both readings, their texts, and the tokens of every figure of each."""

    old: Reading
    new: Reading
    texts: Alignment
    here: Sequence[Sequence[int]]
    there: Sequence[Sequence[int]]


Pair = tuple[int, int, str | None]  # figures that are one, and by which rule; None: and nothing changed


def recounted(old: Reading, new: Reading, texts: Alignment) -> list[Recount]:
    """The figures that changed, in the order of the later version; those removed come last."""
    here = [held((figure.span,), texts.old) for figure in old.figures]
    there = [held((figure.span,), texts.new) for figure in new.figures]
    sides = Sides(old, new, texts, here, there)
    partner = dict(_kept(sides))
    found = [change for at, other in partner.items() for change in _changed(sides, at, other)]
    taken = set(partner.values())
    gone = {n for n in range(len(here)) if n not in partner and any(texts.to_new[t] < 0 for t in here[n])}
    come = {n for n in range(len(there)) if n not in taken and any(texts.to_old[t] < 0 for t in there[n])}
    for rule in (_in_place, _retold, _only):
        for at, other, why in list(rule(sides, sorted(gone), sorted(come))):
            if at in gone and other in come:
                gone.remove(at)
                come.remove(other)
                if why and _interval(old.figures[at]) != _interval(new.figures[other]):
                    found.append(Recount(Change.NUMBER, at, other, why))
    found += [Recount(Change.ADDED, None, other) for other in come]
    ordered = sorted(found, key=lambda one: -1 if one.new is None else one.new)
    return [*ordered, *(Recount(Change.REMOVED, at, None) for at in sorted(gone))]


def _kept(sides: Sides) -> Iterator[tuple[int, int]]:
    """Figures that share a word which was kept."""
    texts = sides.texts
    owner = {token: n for n, tokens in enumerate(sides.there) for token in tokens if texts.new.words[token]}
    taken: set[int] = set()
    for n, tokens in enumerate(sides.here):
        met = [owner[texts.to_new[t]] for t in tokens if texts.to_new[t] in owner and texts.old.words[t]]
        if met and met[0] not in taken:
            taken.add(met[0])
            yield n, met[0]


def _changed(sides: Sides, at: int, other_at: int) -> Iterator[Recount]:
    """Whether a figure of which words were kept tells another number, or the same number of something else."""
    one, other = sides.old.figures[at], sides.new.figures[other_at]
    here, there, texts = sides.here[at], sides.there[other_at], sides.texts
    touched = any(texts.to_new[t] < 0 for t in here) or any(texts.to_old[t] < 0 for t in there)
    if touched and _interval(one) != _interval(other):
        yield Recount(Change.NUMBER, at, other_at, SAME_WORDS)
    elif _thing(one) != _thing(other) and (_near(here, texts.to_new) and _near(there, texts.to_old)):
        yield Recount(Change.THING, at, other_at, SAME_WORDS)


def _near(tokens: Sequence[int], other: Sequence[int]) -> bool:
    """Whether a token beside these stands in one version alone."""
    around = range(max(0, tokens[0] - NEAR), min(len(other), tokens[-1] + NEAR + 1)) if tokens else range(0)
    return any(other[t] < 0 for t in around)


def _in_place(sides: Sides, gone: Sequence[int], come: Sequence[int]) -> Iterator[Pair]:
    """Figures of which one was put where the other was taken out, if they may count the same."""
    place: dict[int, int] = {}
    other_place: dict[int, int] = {}
    for number, edit in enumerate(edit for passage in sides.texts.passages for edit in passage.edits):
        place |= dict.fromkeys(edit.old, number)
        other_place |= dict.fromkeys(edit.new, number)
    at: defaultdict[int, list[int]] = defaultdict(list)
    for other in come:
        for number in {other_place[t] for t in sides.there[other] if t in other_place}:
            at[number].append(other)
    for one in gone:
        for number in sorted({place[t] for t in sides.here[one] if t in place}):
            for other in at[number]:
                if _may_be_one(sides.old.figures[one], sides.new.figures[other]):
                    yield one, other, IN_PLACE


def _retold(sides: Sides, gone: Sequence[int], come: Sequence[int]) -> Iterator[Pair]:
    """The same figure, told elsewhere: no change."""
    told: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for other in come:
        figure = sides.new.figures[other]
        told[(*_interval(figure), *_thing(figure))].append(other)
    for one in gone:
        figure = sides.old.figures[one]
        for other in told[(*_interval(figure), *_thing(figure))]:
            yield one, other, None


def _only(sides: Sides, gone: Sequence[int], come: Sequence[int]) -> Iterator[Pair]:
    """Of the figures that count the same people in the same state, the only one on either side."""
    one, other = (_counting(reading, left) for reading, left in ((sides.old, gone), (sides.new, come)))
    for thing, here in one.items():
        there = other.get(thing, [])
        if len(here) == len(there) == 1 and _within(sides.old.figures[here[0]], sides.new.figures[there[0]]):
            yield here[0], there[0], ONLY_ONE


def _within(one: Figure, other: Figure) -> bool:
    """Whether neither figure is more than TIMES the other."""
    low, high = sorted(max(figure.low or 0.0, figure.high or 0.0) for figure in (one, other))
    return high <= TIMES * low


def _counting(reading: Reading, left: Sequence[int]) -> dict[tuple[object, ...], list[int]]:
    """Figures of people or things in a state, by what they count."""
    found: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for n in left:
        figure = reading.figures[n]
        if figure.state and not figure.change and figure.whole is None:
            found[(*_thing(figure), figure.unit)].append(n)
    return found


def _may_be_one(one: Figure, other: Figure) -> bool:
    """Whether two figures may count the same thing: state or group is the same, and the unit is."""
    if one.unit != other.unit or one.change != other.change:
        return False
    (state, group), (other_state, other_group) = _thing(one), _thing(other)
    return state == other_state or group == other_group


def _interval(figure: Figure) -> tuple[object, ...]:
    return figure.low, figure.high, figure.bound, figure.unit


def _thing(figure: Figure) -> tuple[str | None, str]:
    return figure.state, meaning.group(figure.counted)
