"""Meaning: in which state a figure counts whom, and its tags.

In: the words of what is counted, the state and the words around a figure. Out: a group ("children"), an HXL tag, a
scope. The lists are in meaning.toml; none names a country, party, outlet or armed group.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.compare.dates import Days

PEOPLE = "people"
# What a figure sums up: an event; more than one of them; some of those of an event; those who came to them since.
EVENT, CUMULATIVE, PART, FURTHER = "event", "cumulative", "part", "further"
# The period that a figure holds for: one event's own, that of one day alone, or a sum over time.
DAY, OVER_TIME = "day", "over time"
OF_THEM = re.compile(r"\s*(?:\w+\s+)?of\s+(?:the|them|those|these|whom|its|their)\b")
MORE = re.compile(r"\s*more\b(?!\s+than)")
AGED, ADULT = re.compile(r"\b(\d{1,3})-(year|month)-olds?$"), 18
TOTAL = re.compile(
    r"\b(?:bring(?:s|ing)?|brought|takes?|taking|took)\b[^.;]{0,60}\bto\s+(?:at least |more than |about )?$", re.I
)
SENTENCE = re.compile(r"[.!?][\"”’']?\s+(?=[A-Z“\"])")


@cache
def _taxonomy() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(files("sayso.compare").joinpath("meaning.toml").read_text("utf8"))


@cache
def _groups() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for group in _taxonomy()["group"]:
        for words in group["words"]:
            found.setdefault(tuple(words.split()), group["name"])
    return found


@cache
def group(counted: str | None) -> str:
    """Who is counted: a group of meaning.toml, or else the last word of the phrase in the singular.

    None, as in "killed 13", is people.
    """
    if counted is None or not counted.strip():
        return PEOPLE
    if aged := AGED.search(counted.lower()):
        return "children" if aged[2] == "month" or int(aged[1]) < ADULT else PEOPLE
    words = [word for word in re.split(r"[^\w'’-]+", counted.lower()) if word]
    for last in range(len(words), 0, -1):
        for size in (2, 1):
            if found := _groups().get(tuple(words[max(0, last - size) : last])):
                return found
    return _singular(words[-1]) if words else PEOPLE


def _singular(noun: str) -> str:
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3 else noun


def is_group(name: str) -> bool:
    """Whether a group is of people: one of meaning.toml."""
    return name in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(g["name"] for g in _taxonomy()["group"])


def hxl(state: str | None, counted_group: str) -> str:
    """The HXL tag of a count: "#affected+killed+children"; what HXL has no tag for is #indicator+num."""
    tag = next((s["hxl"] for s in _taxonomy()["state"] if s["name"] == state), "#indicator+num")
    return str(tag) + next((g["hxl"] for g in _taxonomy()["group"] if g["name"] == counted_group), "")


def states() -> tuple[str, ...]:
    """The names of all states."""
    return tuple(s["name"] for s in _taxonomy()["state"])


def scope(context: str, start: int, end: int, part: bool) -> str:
    """What a figure sums up; `start` and `end` are its place in `context`, `part` tells that its text names a whole."""
    if part or OF_THEM.match(context, end):
        return PART
    if MORE.match(context, end):
        return FURTHER
    return CUMULATIVE if _scoped(CUMULATIVE).search(_sentence(context, start, end)) else EVENT


def period(context: str, start: int, end: int, scope: str, days: Days | None) -> str:
    """The period that a figure of this scope holds for; `days` are those of its as-of words. A "since" of more than a
    day is a sum over time, and so is a total that a figure is added up to; "on Tuesday alone" is a day's."""
    if days and days.running:
        return OVER_TIME if (days.last - days.first).days > 1 else DAY
    if _scoped(DAY).search(_sentence(context, start, end)):
        return DAY
    return OVER_TIME if scope == CUMULATIVE or TOTAL.search(context, 0, start) else EVENT


def _sentence(context: str, start: int, end: int) -> str:
    before = [m.end() for m in SENTENCE.finditer(context, 0, start)]
    after = SENTENCE.search(context, end)
    return context[before[-1] if before else 0 : after.start() if after else len(context)].lower()


@cache
def _scoped(name: str) -> re.Pattern[str]:
    entries = [entry for entry in _taxonomy()["scope"] if entry["name"] == name]
    return re.compile("|".join(rf"\b{re.escape(words)}\b" for entry in entries for words in entry["words"]))
