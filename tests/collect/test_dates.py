"""Dates as pages and records write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sayso.collect.dates import published
from sayso.types import now


@pytest.mark.parametrize(
    "words",
    [
        "2019-03-05",
        "2019-03-05T07:30:00+01:00",
        "2019-03-05T07:30:00Z",
        "2019-03-05 07:30",
        "Tue, 05 Mar 2019 07:30:00 GMT",
        "5 March 2019",
        "March 5, 2019",
        "Mar 5, 2019",
        "20190305",
        "2019/03/05",
    ],
)
def test_read(words: str) -> None:
    assert published(words) == date(2019, 3, 5)


@pytest.mark.parametrize("words", [None, ""])
def test_none(words: str | None) -> None:
    assert published(words) is None


@pytest.mark.parametrize("words", ["5/6/2019", "last week", "2019-13-40", "0", "x" * 500])
def test_not_guessed(words: str) -> None:
    with pytest.raises(ValueError, match="no date that can be read"):
        published(words)


def test_the_future_is_refused_but_for_another_time_zone() -> None:
    today = now().date()
    assert published((today + timedelta(days=1)).isoformat())
    with pytest.raises(ValueError, match="in the future"):
        published((today + timedelta(days=2)).isoformat())
