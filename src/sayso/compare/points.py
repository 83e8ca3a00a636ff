"""Points: a ledger's figures as series need them.

In: a ledger. Out: for every figure of people or things in a state a point: what it counts as a group, the days it holds
for, the places it may be of, whom it is laid at, and what its article is about. Changes ("rose by 12") and figures
without a state or a number are no points.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import combining, normalize

from sayso.compare import meaning
from sayso.compare.dates import Days, days
from sayso.compare.places import Place, place
from sayso.compare.surroundings import NOTHING, REACH, Surroundings, surroundings
from sayso.ledger import FigureQuery, FigureRow, Ledger

EVERY = 2**31  # rows: all of them
# Words of names that tell what an article is about, the rarest in the ledger first. Single words did better than whole
# names (2026-11, pairs of figures of gun_violence.jsonl: log loss .030 against .040), 48 no better than 24.
NAMES = 24
# As if the ledger held so many documents more, about something else: where all are on one event, its own names tell
# what they have in common, and are not to weigh nothing.
ELSEWHERE = 200
NAMED = re.compile(r"[^\W\d_][\w’'-]{2,}")
LEADING = re.compile(r"^(?:the|a|an)\s+|[’']s$")


@dataclass(frozen=True, slots=True)
class Point:
    """A figure with its meaning. `place` is its sentence's, `where` also that of its paragraph or dateline; `period` is
    what it holds for (`meaning.period`). `names`: what its article is about, with weights that square to 1; `number`
    and `story`: of its article, as the index found them. `chief`: whether it is the toll that its
    article tells, the first whole of people in its state."""

    row: FigureRow
    group: str
    scope: str
    days: Days | None
    place: str | None
    names: dict[str, float]
    around: Surroundings = NOTHING
    number: int | None = None
    story: int | None = None
    where: Place | None = None
    period: str = meaning.EVENT
    chief: bool = False

    @property
    def key(self) -> str:
        """The same for the same words of the same document, whatever Sayso's version: reviews hold on to it."""
        return f"{self.row.document}-{self.row.span.start}-{self.row.span.end}"

    @property
    def day(self) -> date | None:
        """The day it is put at: the last that it holds for, or else that of publication."""
        return self.days.last if self.days else self.row.published


def points(ledger: Ledger) -> list[Point]:
    """All points in order of publication, undated articles last, then as in the text."""
    rows = [
        row
        for row in ledger.figures(FigureQuery(limit=EVERY)).rows
        if row.state and not row.change and (row.low is not None or row.high is not None) and row.unit is None
    ]
    about = _about(ledger)
    around = surroundings(ledger.surroundings(REACH))
    with ledger.findings.looking() as findings:
        numbered = findings.numbered()
    named: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for document, start, words in ledger.places():
        named[document].append((start, words))
    datelines = ledger.datelines()
    found = []
    for row in rows:
        number, story = numbered.get(row.document, (None, None))
        here = around.get((row.document, *row.span), NOTHING)
        where = place(row.place, row.span, here.paragraph, named[row.document], datelines.get(row.document))
        point = _point(row, about.get(row.document, {}), here)
        found.append(replace(point, number=number, story=number if story is None else story, where=where))
    return sorted(with_chiefs(found), key=lambda p: (p.row.published or date.max, p.row.document, p.row.span))


def with_chiefs(found: Sequence[Point]) -> list[Point]:
    """The points, each saying whether it is the toll of its article: the first whole of people in its state, or one of
    the same number."""
    first: dict[tuple[str, str | None], Point] = {}
    for point in found:
        at = (point.row.document, point.row.state)
        if _whole(point) and (at not in first or point.row.span < first[at].row.span):
            first[at] = point
    return [replace(p, chief=_whole(p) and told(p) == told(first[p.row.document, p.row.state])) for p in found]


def _whole(point: Point) -> bool:
    whole = point.row.whole is None and point.scope == meaning.EVENT
    return whole and point.group == meaning.PEOPLE and not point.row.vague


def told(point: Point) -> float | None:
    """The number that the words tell, "at least 62" telling 62; vague words tell none."""
    row = point.row
    return None if row.vague else row.high if row.low is None else row.low


def _point(row: FigureRow, names: dict[str, float], around: Surroundings) -> Point:
    group = meaning.group(row.counted)
    # "including 31 children" counts children, whether or not it is part of a larger figure; "31 of them" does not.
    part = row.whole is not None and group == meaning.PEOPLE
    scope = meaning.scope(row.context, *row.context_span, part)
    when = days(row.as_of, row.published)
    period = meaning.period(row.context, *row.context_span, scope, when)
    return Point(row, group, scope, when, name(row.place) if row.place else None, names, around, period=period)


def name(words: str) -> str:
    """What two writings of a name have in common: "the  Harbour" and "Harbour’s" are both "harbour"."""
    return LEADING.sub("", LEADING.sub("", " ".join(words.casefold().split())))


def _about(ledger: Ledger) -> dict[str, dict[str, float]]:
    """For each document the rarest words of its names, weighted by how few documents have them."""
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for document, words in ledger.names():
        named[document].update(_words(words))
    documents = Counter(one for counts in named.values() for one in counts)
    every = len(named)
    return {document: _weighted(counts, documents, every) for document, counts in named.items()}


def _words(words: str) -> list[str]:
    """The words of a name that begin with a capital, without case and accents: "the Růžek family’s" gives "ruzek"."""
    capitals = [found for found in NAMED.findall(words) if found[0].isupper()]
    return [name("".join(c for c in normalize("NFKD", word) if not combining(c))) for word in capitals]


def _weighted(counts: Counter[str], documents: Counter[str], every: int) -> dict[str, float]:
    rarity = {
        one: (1 + math.log(times)) * math.log(1 + (every + ELSEWHERE) / documents[one]) for one, times in counts.items()
    }
    kept = sorted(rarity, key=lambda one: (-rarity[one], one))[:NAMES]
    size = math.sqrt(sum(rarity[one] ** 2 for one in kept)) or 1.0
    return {one: rarity[one] / size for one in kept}
