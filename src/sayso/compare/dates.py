"""Dates: as of which days a figure holds.

In: the words of a time ("on Tuesday", "since March") and the day of publication. Out: the first and the last day meant,
or None where the words tell none. A weekday or a month without a year is the last one before publication: news looks
back. Nothing is asked of a clock.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b")
MONTH = re.compile(rf"\b({'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?")
DAY = re.compile(r"\b(3[01]|[12]?\d)(?:st|nd|rd|th)?\b(?!\s*(?:years?|months?|weeks?|days?|hours?))")
YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
AGO = re.compile(r"\b(?:past|last|previous|recent|over)\s+(\w+)?\s*(hour|day|week|month|year)s?\b")
NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
COUNTS = {name: n for n, name in enumerate(NUMBERS)}
LENGTHS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}


class Days(NamedTuple):
    """First and last day, both included; `running`: the words sum up from the first to the last ("since March")."""

    first: date
    last: date
    running: bool = False


def days(words: str | None, published: date | None) -> Days | None:
    """The days that the words of a time mean in an article of that day."""
    if not words:
        return None
    said = " ".join(words.lower().split())
    if iso := re.fullmatch(r"\d{4}-\d\d-\d\d", said):
        return _one(_date(*map(int, iso[0].split("-"))))
    running = said.startswith("since ")
    found = _by_calendar(said, published) or (_by_publication(said, published) if published else None)
    if found is None or not running:
        return found
    last = published or found.last
    return Days(found.first, last, True) if found.first <= last else None


def _by_calendar(said: str, published: date | None) -> Days | None:
    """ "3 November 2016", "in March", "in 2009"."""
    year, month = YEAR.search(said), MONTH.search(said)
    if month and not (month[1] in {"may", "mar", "sat", "sun"} and said == month[1]):
        number = MONTHS[month[1]]
        at = int(year[1]) if year else _year_of(number, published)
        if at is None:
            return None
        left = YEAR.sub(" ", said)
        day = DAY.search(left)
        if day and (found := _date(at, number, int(day[1]))):
            if published and not year and found > published:
                found = _date(at - 1, number, int(day[1])) or found
            return _one(found)
        return Days(date(at, number, 1), date(at, number, calendar.monthrange(at, number)[1]))
    if year:
        return Days(date(int(year[1]), 1, 1), date(int(year[1]), 12, 31))
    return None


def _year_of(month: int, published: date | None) -> int | None:
    """The last year in which that month had begun."""
    if published is None:
        return None
    return published.year if month <= published.month else published.year - 1


def _by_publication(said: str, published: date) -> Days | None:
    """ "on Tuesday", "yesterday", "last week", "over the past two days"."""
    if weekday := WEEKDAY.search(said):
        back = (published.weekday() - DAYS.index(weekday[0])) % 7
        return _one(published - timedelta(back))
    if re.search(r"\b(?:yesterday|overnight|last night)\b", said):
        before = published - timedelta(1)
        return Days(before, published if "overnight" in said else before)
    if re.search(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", said):
        return _one(published)
    if "weekend" in said:
        saturday = published - timedelta((published.weekday() - 5) % 7)
        return Days(saturday, min(saturday + timedelta(1), published))
    if whole := re.search(r"\b(last|this|past|previous) (week|month|year)\b", said):
        return _calendar_unit(whole[1], whole[2], published)
    if ago := AGO.search(said):
        many = COUNTS.get(ago[1] or "", int(ago[1]) if ago[1] and ago[1].isdigit() and len(ago[1]) < 4 else 1)
        return Days(published - timedelta(max(1, round(many * LENGTHS[ago[2]]))), published, True)
    return None


def _calendar_unit(which: str, unit: str, published: date) -> Days:
    if which == "past":
        return Days(published - timedelta(LENGTHS[unit]), published, True)
    if unit == "week":
        monday = published - timedelta(published.weekday())
        first = monday if which == "this" else monday - timedelta(7)
        return Days(first, min(first + timedelta(6), published))
    if unit == "month":
        first = published.replace(day=1)
        first = first if which == "this" else (first - timedelta(1)).replace(day=1)
        return Days(first, min(first.replace(day=calendar.monthrange(first.year, first.month)[1]), published))
    year = published.year - (which != "this")
    return Days(date(year, 1, 1), min(date(year, 12, 31), published))


def _one(day: date | None) -> Days | None:
    return None if day is None else Days(day, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
