"""Records: what was recorded later, held against a series.

In: a series and records. Out: the records that may be of the same event, each with how far it is from what the coverage
last said: inside, above or below by a factor, or not comparable and why. It is a distance, never a verdict: records
revise too, and count by rules of their own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sayso.compare import meaning
from sayso.compare.changes import spreads
from sayso.compare.points import name
from sayso.compare.series import Series
from sayso.ledger import Ledger
from sayso.types import Record

SLACK = timedelta(days=2)  # between the day of a record and that of a figure: time zones, reports by night
TELLING = 6  # names of the articles in which a record's place may stand, where the figures themselves name none
COARSE = 2  # of a record's places the last so many (province, country) tell too little alone
# What administrations add to a name: "Halmere town" is "halmere".
KINDS_OF_PLACE = re.compile(
    r"\b(?:village|town|city|district|province|governorate|region|area|county|state|municipality|neighbou?rhood|camp"
    r"|subdistrict|department|prefecture|oblast|raion|of)\b",
    re.I,
)


class Where(StrEnum):
    """Where the coverage's last figures lie, seen from a record."""

    INSIDE = "inside"
    ABOVE = "above"
    BELOW = "below"
    INCOMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class Match:
    """A record beside a series. factor: by how much the nearest ends differ. why: the place and days that they share,
    and what stands against comparing them."""

    record: Record
    where: Where
    factor: float | None
    why: str


class Records:
    """Records, found by place."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by_place: defaultdict[str, list[Record]] = defaultdict(list)
        for record in records:
            for place in record.places:
                self._by_place[plain(place)].append(record)

    def matches(self, series: Series) -> list[Match]:
        """Records of the series' state, of a place and of days that it is of, the finest place first."""
        found: dict[tuple[str, int, str, str | None], tuple[int, Match]] = {}
        for place in _places(series):
            for record in self._by_place.get(place, ()):
                level = next(n for n, one in enumerate(record.places) if plain(one) == place)
                key = record.file_hash, record.row, record.state, record.counted
                if record.state != series.state or key in found or not _same_days(series, record):
                    continue
                if level >= max(1, len(record.places) - COARSE) and len(record.places) > 1:
                    continue
                found[key] = level, _match(series, record, record.places[level])
        ranked = sorted(found.values(), key=lambda one: (one[1].where is Where.INCOMPARABLE, one[0], one[1].record.row))
        return [match for _, match in ranked]


def beside(ledger: Ledger, found: Iterable[Series]) -> Records:
    """The records of a ledger that may be of these series: those of their days."""
    days = [days for one in found if (days := _days(one))]
    if not days:
        return Records(())
    return Records(ledger.records(min(days)[0] - SLACK, max(last for _, last in days) + SLACK))


def plain(place: str) -> str:
    """A place's name without what administrations add: "Halmere town" and "the city of Halmere" are "halmere"."""
    return name(" ".join(KINDS_OF_PLACE.sub(" ", place).split())) or name(place)


def _places(series: Series) -> list[str]:
    """The places that a series' figures name, and then what its articles are most about."""
    own = Counter(plain(p.row.place) for p in series.points if p.row.place)
    about: Counter[str] = Counter()
    for point in series.points:
        for one in sorted(point.names, key=lambda n: (-point.names[n], n))[:TELLING]:
            about[plain(one)] += 1
    often = [one for one, times in about.most_common() if times * 2 >= len(series.points)]
    return list(dict.fromkeys([one for one, _ in own.most_common()] + often))


def _days(series: Series) -> tuple[date, date] | None:
    days = [(p.days.first, p.days.last) for p in series.points if p.days and not p.days.running]
    days += [(p.row.published, p.row.published) for p in series.points if p.row.published and not p.days]
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None


def _same_days(series: Series, record: Record) -> bool:
    days = _days(series)
    if days is None or record.first is None or record.last is None:
        return False
    return record.first - SLACK <= days[1] and days[0] <= record.last + SLACK


def _match(series: Series, record: Record, place: str) -> Match:
    days = str(record.first) if record.first == record.last else f"{record.first} to {record.last}"
    shared = f"{place}, {days}"
    if against := _against(series, record):
        return Match(record, Where.INCOMPARABLE, None, f"{shared}; {against}")
    where, factor = distance(series, record)
    return Match(record, where, factor, shared)


def _against(series: Series, record: Record) -> str | None:
    counted = meaning.group(record.counted)
    if counted != series.group:
        return f"it counts {counted}, the series {series.group}"
    if series.scope != meaning.EVENT:
        return f"the series counts {series.scope} figures"
    return None


def distance(series: Series, record: Record) -> tuple[Where, float | None]:
    """How what all outlets last said lies to the record's low and high (or its best, where it has no others)."""
    last = spreads(series)[-1:]
    ends = [end for end in (record.low, record.best, record.high) if end is not None]
    if not last or not ends:
        return Where.INCOMPARABLE, None
    low, high = last[0].low, last[0].high
    if low is not None and low > max(ends):
        return Where.ABOVE, _factor(low, max(ends))
    if high is not None and high < min(ends):
        return Where.BELOW, _factor(min(ends), high)
    return Where.INSIDE, None


def _factor(larger: float, smaller: float) -> float | None:
    """None where the smaller is nothing: no factor leads there."""
    return larger / smaller if smaller else None


def held_against(all_series: Sequence[Series], records: Records) -> list[tuple[Series, Match]]:
    """Every series with the record nearest to it, where there is one."""
    return [(one, found[0]) for one in all_series if (found := records.matches(one))]
