"""Records beside series: which are of the same place and days, and how far they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.compare.records import Records, Where, beside, distance, held_against, plain
from sayso.ledger import Ledger
from sayso.types import Record
from tests.compare.told import point, told


def record(**changes: Any) -> Record:
    values: dict[str, Any] = {
        "dataset": "ucdp-ged",
        "file": "ged.csv",
        "file_hash": "a" * 64,
        "row": 2,
        "id": "17",
        "state": "killed",
        "low": 20.0,
        "best": 25.0,
        "high": 30.0,
        "first": date(2031, 3, 4),
        "last": date(2031, 3, 4),
        "places": ("Halmere town", "Halmere district", "Tesk province", "Marenia"),
    }
    return Record(**values | changes)


SERIES = told(point("Northline", 4, 12, None, place="Halmere"), point("Radio Tesk", 5, 27, place="Halmere"))


@pytest.mark.parametrize(
    ("ends", "where", "factor"),
    [
        ({}, Where.INSIDE, None),
        ({"low": 2.0, "best": 3.0, "high": 4.0}, Where.ABOVE, 3.0),
        ({"low": None, "best": 6.0, "high": None}, Where.ABOVE, 2.0),
        ({"low": 0.0, "best": 0.0, "high": 0.0}, Where.ABOVE, None),
    ],
)
def test_distance(ends: dict[str, float | None], where: Where, factor: float | None) -> None:
    assert distance(SERIES, record(**ends)) == (where, factor)


def test_below_by_a_factor() -> None:
    assert distance(told(point("Northline", 4, 10)), record()) == (Where.BELOW, 2.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"places": ("Orlo", "Mill", "Marenia")},
        {"first": date(2031, 4, 4), "last": date(2031, 4, 4)},
        {"first": None, "last": None},
        {"state": "injured"},
        {"places": ("Elsewhere", "Somewhere", "Halmere province", "Marenia")},  # a province alone tells too little
    ],
)
def test_records_of_other_places_and_days_are_left_alone(changes: dict[str, Any]) -> None:
    assert Records([record(**changes)]).matches(SERIES) == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"counted": "civilians"}, "it counts civilians, the series people"),
    ],
)
def test_what_cannot_be_compared_says_why(changes: dict[str, Any], why: str) -> None:
    (match,) = Records([record(**changes)]).matches(SERIES)
    assert match.where is Where.INCOMPARABLE
    assert why in match.why


def test_the_nearest_comparable_record_comes_first() -> None:
    found = Records([record(counted="civilians"), record(row=3, id="18")]).matches(SERIES)
    assert [match.record.id for match in found] == ["18", "17"]
    assert found[0].why == "Halmere town, 2031-03-04"


def test_records_by_what_articles_are_about_where_figures_name_no_place() -> None:
    unplaced = told(point("Northline", 4, 25), point("Radio Tesk", 5, 27))
    assert len(Records([record()]).matches(unplaced)) == 1


def test_only_records_of_the_days_are_fetched(tmp_path: Path) -> None:
    later = record(row=3, id="18", first=date(2031, 5, 4), last=date(2031, 5, 4))
    with Ledger(tmp_path / "sayso.db") as ledger:
        ledger.add_records([record(), later])
        assert [match.record.id for match in beside(ledger, [SERIES]).matches(SERIES)] == ["17"]
        assert beside(ledger, []).matches(SERIES) == []


def test_every_series_with_its_nearest_record() -> None:
    other = told(point("Northline", 4, 25, place="Orlo", names={"orlo": 1.0}))
    assert [series for series, _ in held_against([SERIES, other], Records([record()]))] == [SERIES]


@pytest.mark.parametrize(("place", "name"), [("Halmere town", "halmere"), ("City of Orlo", "orlo"), ("Town", "town")])
def test_plain_places(place: str, name: str) -> None:
    assert plain(place) == name
