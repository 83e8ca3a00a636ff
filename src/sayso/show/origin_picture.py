"""A picture of what a claim rests on, as SVG.

In: origins. Out: one SVG without script or outside file: origins on the left, every telling on the right in order of
time, a line from each telling to what it was taken from. Numbers are those of the list beside it, which says the same.
"""

from __future__ import annotations

from html import escape

from sayso.compare.origins import Origins, Telling
from sayso.compare.outlets import NO_OUTLET
from sayso.show import claims_text
from sayso.show.terminal import UNSAFE

ROW, TOP, WIDTH = 34, 30, 760
LEFT, RIGHT, BOX, HIGH = 12, 430, 250, 24
INK, SOFT, PAPER = "#1c1f24", "#565c66", "#ffffff"
MOST = 60  # tellings drawn: more are no picture
LONGEST = 36  # characters of a name


def svg(found: Origins) -> str:
    """The picture; tellings beyond MOST are counted, not drawn."""
    tellings = found.tellings[:MOST]
    origins = [one for one in found.origins if any(at < MOST for at in one.tellings)]
    height = TOP + ROW * max(len(tellings), len(origins)) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" font-family="sans-serif" font-size="12" fill="{INK}">',
        f"<title>{escape(claims_text.counted(found))}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
        f'<text x="{LEFT}" y="18" fill="{SOFT}">rests on</text>',
        f'<text x="{RIGHT}" y="18" fill="{SOFT}">told by, in order of time</text>',
    ]
    step = (height - TOP - 20) / max(1, len(origins))
    middles = {number: TOP + step * (at + 0.5) for at, one in enumerate(origins) for number in one.tellings}
    for number, one in enumerate(tellings):
        parts.append(_line(number, one, tellings, middles[number]))
    for at, origin in enumerate(origins):
        y = TOP + step * (at + 0.5) - HIGH / 2
        label = origin.name + ("" if origin.here else " (its own telling is not here)")
        parts.append(_box(LEFT, y, label, dashed=not origin.here))
    for number, one in enumerate(tellings):
        label = f"{number + 1}  {one.published or 'undated'}  {one.outlet or NO_OUTLET}"
        parts.append(_box(RIGHT, TOP + ROW * number + (ROW - HIGH) / 2, label, dashed=False))
    if len(found.tellings) > MOST:
        parts.append(f'<text x="{RIGHT}" y="{height - 6}">and {len(found.tellings) - MOST} more</text>')
    return "\n".join([*parts, "</svg>"])


def _box(x: float, y: float, label: str, *, dashed: bool) -> str:
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    label = UNSAFE.sub("", label)
    label = label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"
    return (
        f'<rect x="{x}" y="{y:.1f}" width="{BOX}" height="{HIGH}" rx="3" fill="{PAPER}" stroke="{SOFT}"{dash}/>'
        f'<text x="{x + 8}" y="{y + 16:.1f}">{escape(label)}</text>'
    )


def _line(number: int, one: Telling, tellings: tuple[Telling, ...], origin: float) -> str:
    """From a telling to the one that it was taken from, bent to the right of both; or to its origin."""
    y = TOP + ROW * (number + 0.5)
    if one.rests_on is not None and one.rests_on < len(tellings):
        other, edge = TOP + ROW * (one.rests_on + 0.5), RIGHT + BOX
        path = f"M{edge} {y:.1f} C{edge + 60} {y:.1f} {edge + 60} {other:.1f} {edge} {other:.1f}"
    else:
        start, middle = LEFT + BOX, (LEFT + BOX + RIGHT) / 2
        path = f"M{RIGHT} {y:.1f} C{middle} {y:.1f} {middle} {origin:.1f} {start} {origin:.1f}"
    return f'<path d="{path}" fill="none" stroke="{SOFT}" stroke-width="1.5"/>'
