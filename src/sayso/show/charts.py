"""A picture of figures over time, as SVG drawn on the server.

In: rows of figures. Out: markup; it needs no script and no outside file. Each figure stands at its article's date as a
bar from its lowest to its highest value (an open end is an arrow), with a letter for its outlet: nothing hangs on
colour. The same rows belong beside it as a table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup, escape

from sayso.ledger import FigureRow
from sayso.show.formats import amount, digits

WIDTH, HEIGHT = 760, 260
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 14, 34
NUDGE = 11  # pixels between figures of one day
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def figures(rows: Sequence[FigureRow], letters: dict[str | None, str]) -> Markup:
    """The picture of dated figures; rows without a date or without a number are left out.

    letters: one for each outlet, as `letters_for` gives them.
    """
    shown = [row for row in rows if row.published and _ends(row)]
    if not shown:
        return Markup("")
    days = sorted({row.published for row in shown if row.published})
    top = max(max(_ends(row)) for row in shown)
    parts = [_axes(days, top)]
    for day in days:
        here = [row for row in shown if row.published == day]
        for place, row in enumerate(here):
            x = _x(day, days) + (place - (len(here) - 1) / 2) * NUDGE
            parts.append(_mark(row, x, top, letters.get(row.outlet, "?")))
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, f"{len(shown)} figures from {days[0]} to {days[-1]}", Markup("").join(parts)
    )


def letters_for(outlets: Sequence[str | None]) -> dict[str | None, str]:
    """A letter for each outlet, in their order; after Z come A2, B2, ..."""
    return {outlet: LETTERS[i % 26] + (str(i // 26 + 1) if i >= 26 else "") for i, outlet in enumerate(outlets)}


def _ends(row: FigureRow) -> list[float]:
    return [value for value in (row.low, row.high) if value is not None]


def _x(day: date, days: Sequence[date]) -> float:
    span = (days[-1] - days[0]).days
    room = WIDTH - LEFT - RIGHT - 40
    return LEFT + 20 + (room * (day - days[0]).days / span if span else room / 2)


def _y(value: float, top: float) -> float:
    """Logarithmic from 0 (log of value + 1): counts of a crisis run from a few to tens of thousands."""
    share = math.log1p(max(value, 0)) / math.log1p(max(top, 1))
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _axes(days: Sequence[date], top: float) -> Markup:
    parts = []
    for power in range(int(math.log10(max(top, 1))) + 2):
        for value in (10**power, 3 * 10**power):
            if value <= top * 1.05:
                y = _y(value, top)
                parts.append(
                    Markup('<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(
                        LEFT, WIDTH - RIGHT, y, y
                    )
                )
                parts.append(
                    Markup('<text class="tick" x="{}" y="{:.1f}" text-anchor="end">{}</text>').format(
                        LEFT - 6, y + 4, digits(float(value))
                    )
                )
    step = max(1, ((days[-1] - days[0]).days + 1) // 8)
    day = days[0]
    while day <= days[-1]:
        parts.append(
            Markup('<text class="tick" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
                _x(day, days), HEIGHT - 12, f"{day.day} {day:%b}"
            )
        )
        day += timedelta(days=step)
    return Markup("").join(parts)


def _mark(row: FigureRow, x: float, top: float, letter: str) -> Markup:
    low, high = row.low, row.high
    ends = _ends(row)
    y1, y2 = _y(max(ends), top), _y(min(ends), top)
    parts = [Markup("<title>{}</title>").format(_words(row))]
    if high is None:
        parts.append(Markup('<path d="M{:.1f} {:.1f}v-16m-3 4l3 -4l3 4"/>').format(x, y1))
    elif low is None:
        parts.append(Markup('<path d="M{:.1f} {:.1f}v16m-3 -4l3 4l3 -4"/>').format(x, y2))
    elif low != high:
        parts.append(Markup('<path d="M{:.1f} {:.1f}V{:.1f}m-3 0h6M{:.1f} {:.1f}h6"/>').format(x, y2, y1, x - 3, y2))
    parts.append(Markup('<circle cx="{:.1f}" cy="{:.1f}" r="2.5"/>').format(x, (y1 + y2) / 2))
    parts.append(
        Markup('<text class="letter" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(x, y2 + 13, letter)
    )
    return Markup('<g class="mark">{}</g>').format(Markup("").join(parts))


def _words(row: FigureRow) -> str:
    said = (amount(row), row.counted, row.state, f"{row.outlet or 'no outlet named'}, {row.published}", row.source)
    return escape(" · ".join(part for part in said if part))
