"""Charts: every dated figure has its mark; nothing hangs on colour; any figure can be drawn."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger import FigureRow
from sayso.show import charts
from sayso.types import Bound, Span

ROW = FigureRow(
    id="d-f0", document="d", document_title="t", document_url=None, outlet="Radio Tolm", published=date(2019, 3, 4),
    words="12", context="12 people", context_span=Span(0, 2), low=12, high=12, bound=Bound.EXACT, counted="people",
    unit=None, state="killed", place=None, as_of=None, span=Span(0, 2), statement=None, source="the <hospital>",
)  # fmt: skip
LETTERS = charts.letters_for(["Radio Tolm", None])


def drawn(*rows: FigureRow) -> ET.Element:
    return ET.fromstring(str(charts.figures(rows, LETTERS)))


def marks(svg: ET.Element) -> list[ET.Element]:
    return svg.findall("g[@class='mark']")


def test_a_mark_says_what_it_is() -> None:
    (mark,) = marks(drawn(ROW))
    title = mark.findtext("title") or ""
    assert all(part in title for part in ("12", "people", "killed", "Radio Tolm", "2019-03-04", "the <hospital>"))
    assert mark.findtext("text") == "A"


def test_intervals_and_open_ends_are_told_apart_by_shape() -> None:
    shapes = [
        [path.get("d") for path in marks(drawn(replace(ROW, low=low, high=high)))[0].findall("path")]
        for low, high in ((12, 12), (12, 40), (12, None), (None, 40))
    ]
    assert shapes[0] == []
    assert "V" in (shapes[1][0] or "")
    assert "v-16" in (shapes[2][0] or "")
    assert "v16" in (shapes[3][0] or "")


def test_what_cannot_be_placed_is_left_out() -> None:
    assert str(charts.figures([replace(ROW, published=None), replace(ROW, low=None, high=None)], LETTERS)) == ""


def test_letters_go_on_after_z() -> None:
    letters = charts.letters_for([str(i) for i in range(30)])
    assert len(set(letters.values())) == 30


@given(
    st.lists(
        st.tuples(
            st.none() | st.floats(0, 1e12), st.none() | st.floats(0, 1e12), st.dates(date(1900, 1, 1), date(2100, 1, 1))
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_figures_stay_on_the_picture(found: list[tuple[float | None, float | None, date]]) -> None:
    rows = [replace(ROW, low=low, high=high, published=day) for low, high, day in found]
    text = str(charts.figures(rows, LETTERS))
    if text:
        for circle in ET.fromstring(text).iter("circle"):
            x, y = float(circle.get("cx") or "nan"), float(circle.get("cy") or "nan")
            assert -40 <= x <= charts.WIDTH + 40
            assert 0 <= y <= charts.HEIGHT
            assert math.isfinite(x + y)
