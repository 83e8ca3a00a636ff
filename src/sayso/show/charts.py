"""A picture of a series, as SVG.

In: a series, and records beside it. Out: one SVG that needs no script and no outside file: each figure at its article's
date as a bar from its lowest to its highest value, an open end as an arrow, with a letter for its outlet, so that
nothing hangs on colour. The same figures belong beside it as a table.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from sayso.compare.points import Point
from sayso.compare.records import Match, Where
from sayso.compare.series import Series
from sayso.show.formats import count, digits

WIDTH, HEIGHT = 700, 260
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST = 400  # figures drawn: more are no picture
RECORDS = 3  # nearest records drawn
INK, SOFT, FONT = "#1c1f24", "#565c66", "sans-serif"
WIDE = 25  # the largest value is this many times the smallest: then the scale is logarithmic


def intervals(series: Series, matches: Sequence[Match] = ()) -> str:
    """The picture; "" where no figure has a date."""
    import altair
    import vl_convert

    letters = letters_of(series)
    drawn = [_mark(point, letters[point.row.outlet]) for point in series.points if point.row.published][:MOST]
    if not drawn:
        return ""
    chart = _chart(altair, drawn, _bands(matches, drawn))
    spec = chart.to_json(indent=None, sort_keys=True)
    return str(vl_convert.vegalite_to_svg(json.loads(spec)))


def letters_of(series: Series) -> dict[str | None, str]:
    """A letter for each outlet, in the order of its first figure, and for None where an article names none; after Z
    come A2, B2, ..."""
    outlets = dict.fromkeys(point.row.outlet for point in series.points)
    return {outlet: LETTERS[i % 26] + (str(i // 26 + 1) if i >= 26 else "") for i, outlet in enumerate(outlets)}


def described(series: Series) -> str:
    """The picture in words, for whoever does not see it."""
    dated = [point for point in series.points if point.row.published]
    if not dated:
        return f"{series.name}: no figure has a date"
    ends = [end for p in dated for end in (p.row.low, p.row.high) if end is not None]
    span = f"from {digits(min(ends))} to {digits(max(ends))}" if ends else "without numbers"
    days = " to ".join(dict.fromkeys(str(p.row.published) for p in (dated[0], dated[-1])))
    return f"{series.name}: {count(len(dated), 'figure')} {span}, {days}; the same as a table below"


def _mark(point: Point, letter: str) -> dict[str, Any]:
    low, high = point.row.low, point.row.high
    ends = [end for end in (low, high) if end is not None]
    assert point.row.published is not None
    return {
        "day": point.row.published.isoformat(),
        "low": min(ends),
        "high": max(ends),
        "middle": (min(ends) + max(ends)) / 2,
        "open": "upwards" if high is None else "downwards" if low is None else "closed",
        "letter": letter,
    }


def _bands(matches: Sequence[Match], drawn: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    last = max(mark["day"] for mark in drawn)
    bands = []
    for match in [m for m in matches if m.where is not Where.INCOMPARABLE][:RECORDS]:
        ends = [end for end in (match.record.low, match.record.best, match.record.high) if end is not None]
        label = f"{match.record.dataset} {match.record.id}"
        bands.append({"day": last, "low": min(ends), "high": max(ends), "label": label})
    return bands


def _chart(altair: Any, drawn: list[dict[str, Any]], bands: list[dict[str, Any]]) -> Any:
    values = [end for mark in (*drawn, *bands) for end in (mark["low"], mark["high"])]
    wide = max(values) > WIDE * max(1, min(values))
    scale = altair.Scale(type="symlog") if wide else altair.Scale(zero=min(values) < max(values) / 3)
    days = sorted({mark["day"] for mark in drawn})
    axis = altair.Axis(title=None, labelAngle=0, labelOverlap=True, values=_ticks(days))
    x = altair.X("day:O", axis=axis, scale=altair.Scale(domain=days, paddingInner=0.1))
    y = altair.Y("low:Q", title=None, scale=scale, axis=altair.Axis(format=",", tickCount=6))
    offset = altair.XOffset("place:N", scale=altair.Scale(padding=0.5))
    for number, mark in enumerate(drawn):
        mark["place"] = f"{sum(1 for other in drawn[:number] if other['day'] == mark['day']):04}"
    base = altair.Chart(altair.Data(values=drawn))
    layers = [
        base.mark_rule(strokeWidth=2, color=INK).encode(x=x, xOffset=offset, y=y, y2="high:Q"),
        base.mark_point(filled=True, size=38, color=INK, opacity=1).encode(
            x=x,
            xOffset=offset,
            y=altair.Y("middle:Q", scale=scale, title=None),
            shape=altair.Shape(
                "open:N",
                scale=altair.Scale(
                    domain=["closed", "upwards", "downwards"], range=["circle", "triangle-up", "triangle-down"]
                ),
                legend=None,
            ),
        ),
        base.mark_text(dy=14, fontSize=11, color=INK).encode(
            x=x, xOffset=offset, y=altair.Y("low:Q", scale=scale, title=None), text="letter:N"
        ),
    ]
    if bands:
        recorded = altair.Chart(altair.Data(values=bands))
        layers.insert(0, recorded.mark_rule(strokeWidth=10, opacity=0.25, color=SOFT).encode(x=x, y=y, y2="high:Q"))
        layers.insert(
            1,
            recorded.mark_text(dy=-10, fontSize=11, color=SOFT, align="right").encode(
                x=x, y=altair.Y("high:Q", scale=scale, title=None), text="label:N"
            ),
        )
    return (
        altair.layer(*layers)
        .properties(width=WIDTH, height=HEIGHT, background="white")
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(gridColor="#e5e2da", domainColor=SOFT, tickColor=SOFT, labelColor=SOFT)
    )


def _ticks(days: Sequence[str]) -> list[str]:
    """At most about eight days that get a label."""
    step = max(1, math.ceil(len(days) / 8))
    return list(days[::step])
