"""The picture of a series: whole in itself, every figure in it, nothing hanging on colour."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

from sayso.compare.decisions import Decisions
from sayso.compare.records import Match, Where
from sayso.compare.series import series
from sayso.show import charts
from sayso.types import Decision, Record, Review
from tests.compare.told import point, told

SERIES = told(
    point("Radio Tesk", 4, 12, None),
    point("Northline", 4, 30, 35),
    point(None, 6, None, 40),
    point("Radio Tesk", None, 5),
)
RECORD = Record("acled", "a.csv", "f" * 64, 2, "M1", "killed", 20.0, None, 25.0)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_every_dated_figure_has_the_letter_of_its_outlet() -> None:
    drawn = texts(charts.intervals(SERIES))
    letters = charts.letters_of(SERIES)
    assert sorted(text for text in drawn if text in letters.values()) == sorted(letters.values())
    assert "2031-03-04" in drawn


def test_the_picture_loads_nothing_and_runs_nothing() -> None:
    svg = charts.intervals(SERIES)
    assert "<script" not in svg
    assert "href" not in svg
    assert "@import" not in svg


def test_records_stand_beside_the_figures() -> None:
    near = Match(RECORD, Where.INSIDE, None, "Halmere, 2031-03-04")
    assert "acled M1" in texts(charts.intervals(SERIES, [near]))
    far = Match(RECORD, Where.INCOMPARABLE, None, "it counts civilians")
    assert "acled M1" not in texts(charts.intervals(SERIES, [far]))


def test_without_a_date_there_is_no_picture() -> None:
    assert charts.intervals(told(point("Radio Tesk", None, 5))) == ""
    assert "no figure has a date" in charts.described(told(point("Radio Tesk", None, 5)))


def test_a_wide_range_and_many_days_are_drawn() -> None:
    points = [point(f"Outlet {n}", 1 + n % 27, 10.0 ** (n % 6)) for n in range(60)]
    (many,) = series(points, Decisions([Review(Decision.MERGE, tuple(p.key for p in points), number=1)]))
    drawn = texts(charts.intervals(many))
    assert len([text for text in drawn if text.startswith("2031-")]) <= 9


def test_letters_go_on_after_z() -> None:
    many = replace(SERIES, points=tuple(point(str(i), 4, 12) for i in range(30)))
    letters = charts.letters_of(many)
    assert letters["0"] == "A"
    assert letters["29"] == "D2"
    assert len(set(letters.values())) == 30


def test_the_picture_in_words() -> None:
    said = charts.described(SERIES)
    assert said.startswith("people killed: 3 figures from 12 to 40, 2031-03-04 to 2031-03-06")
    assert date(2031, 3, 4).isoformat() in said
