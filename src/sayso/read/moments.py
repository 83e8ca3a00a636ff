"""Moments: as of when, and where, a figure holds.

In: a sentence, the mentions in it, and a figure's place in it. Out: the words of the nearest time ("on Tuesday", "since
March") and of the nearest place that a preposition leads in. Nothing is resolved against a calendar or a map.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from sayso.read.uncounted import MONTH, YEAR
from sayso.types import Mention, Span

LEADING = r"(?:on|since|by|until|till|before|after|from|early|late|in|as\s+of|of|during|mid|through|earlier)"
UNITS = r"(?:hours?|days?|weeks?|months?|years?|weekend)"
DAYS = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b"
MOMENT = re.compile(
    rf"""
    \b(?:{LEADING}[\s-]+(?:the\s+)?(?:(?:end|start|beginning|middle)\s+of\s+)?){{0,3}}
    (?: (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|afternoon|evening|night))?
      | {DAYS}\s+{MONTH}(?:,?\s+{YEAR})? | {MONTH}(?:\s+{DAYS})?(?:,?\s+{YEAR})?
      | (?:earlier|later)\s+(?:in\s+the|that|the\s+same)\s+day | (?:the\s+)?same\s+day
      | yesterday | today | tonight | overnight
      | (?:last|this|past|previous)\s+(?:week|month|year|night|weekend|spring|summer|autumn|winter)\b
      | (?:last|past|previous|recent)\s+(?:\w+\s+)?{UNITS}\b
    )
  | \b(?:since|in|by|of|until|during|early|late)\s+{YEAR}
    """,
    re.X | re.I,
)
LEADS = re.compile(rf"(?:\b{LEADING}\s+(?:the\s+)?){{1,3}}$", re.I)
PLACED = re.compile(
    r"\b(?:in|at|near|of|from|outside|around|across|inside|on|to|into|against|throughout|towards?|over|within|between"
    r"|north|south|east|west)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$",
    re.I,
)


def moments(sentence: str, offset: int, mentions: Sequence[Mention]) -> list[Span]:
    """The times of a sentence, in it: what the tagger found, with the preposition before it, and simple expressions."""
    simple = [Span(m.start(), m.start() + len(m[0].rstrip("."))) for m in MOMENT.finditer(sentence) if not _modal(m[0])]
    found = list(simple)
    for mention in mentions:
        if mention.kind == "time":
            start, end = mention.span.start - offset, mention.span.end - offset
            lead = LEADS.search(sentence, max(0, start - 20), start)
            span = Span(lead.start() if lead else start, end)
            if not any(span.overlaps(one) for one in _around(simple, span)):
                found.append(span)
    return sorted(found)


def _modal(words: str) -> bool:
    return words in {"may", "mar", "march", "sat", "sun", "in may", "of march", "dec", "on march"}


def moment(sentence: str, found: Sequence[Span], figure: Span) -> str | None:
    """The words of the time that is nearest to a figure in its sentence; `found` in order."""
    near = [(_gap(span, figure), span) for span in _around(found, figure) if not span.overlaps(figure)]
    return min(near)[1].words(sentence) if near else None


def places(sentence: str, offset: int, mentions: Sequence[Mention]) -> list[Span]:
    """The places of a sentence, in it, that "in", "at", "near" or the like lead in."""
    spans = [Span(m.span.start - offset, m.span.end - offset) for m in mentions if m.kind == "place"]
    return [span for span in spans if PLACED.search(sentence, max(0, span.start - 40), span.start)]


def place(sentence: str, found: Sequence[Span], figure: Span) -> str | None:
    """The words of the place nearest to a figure; one after it is nearer than one before it."""
    near = [
        (_gap(span, figure) * (1 if span.start >= figure.end else 2), span)
        for span in _around(found, figure)
        if not span.overlaps(figure)
    ]
    return min(near)[1].words(sentence) if near else None


def _around(found: Sequence[Span], figure: Span) -> Sequence[Span]:
    """The spans next to a figure on either side: a table read as one sentence may hold thousands."""
    at = bisect_left(found, figure)
    return found[max(0, at - 2) : at + 2]


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)
