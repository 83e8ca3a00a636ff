"""Words of time against the day of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.dates import Days, days

FRIDAY = date(2016, 11, 18)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on Tuesday", "2016-11-15", "2016-11-15"),
        ("on Friday", "2016-11-18", "2016-11-18"),
        ("Saturday night", "2016-11-12", "2016-11-12"),
        ("yesterday", "2016-11-17", "2016-11-17"),
        ("overnight", "2016-11-17", "2016-11-18"),
        ("today", "2016-11-18", "2016-11-18"),
        ("last week", "2016-11-07", "2016-11-13"),
        ("this week", "2016-11-14", "2016-11-18"),
        ("at the weekend", "2016-11-12", "2016-11-13"),
        ("last month", "2016-10-01", "2016-10-31"),
        ("last year", "2015-01-01", "2015-12-31"),
        ("3 November", "2016-11-03", "2016-11-03"),
        ("November 3rd", "2016-11-03", "2016-11-03"),
        ("Dec. 15", "2015-12-15", "2015-12-15"),
        ("12 March 2015", "2015-03-12", "2015-03-12"),
        ("in March", "2016-03-01", "2016-03-31"),
        ("in December", "2015-12-01", "2015-12-31"),
        ("in 2009", "2009-01-01", "2009-12-31"),
        ("2016-11-01", "2016-11-01", "2016-11-01"),
        ("in the last 24 hours", "2016-11-17", "2016-11-18"),
        ("over the past two days", "2016-11-16", "2016-11-18"),
        ("since March", "2016-03-01", "2016-11-18"),
        ("since 2011", "2011-01-01", "2016-11-18"),
    ],
)
def test_days(words: str, first: str, last: str) -> None:
    found = days(words, FRIDAY)
    assert found is not None
    assert (str(found.first), str(found.last)) == (first, last)


@pytest.mark.parametrize("words", ["since March", "over the past two days"])
def test_a_sum_over_time_says_so(words: str) -> None:
    found = days(words, FRIDAY)
    assert found is not None
    assert found.running


@pytest.mark.parametrize("words", [None, "", "may", "for six hours", "31 February 2016", "soon"])
def test_words_that_tell_no_day(words: str | None) -> None:
    found = days(words, FRIDAY)
    assert found is None or found.first.month == 2  # a wrong day of February leaves the month


def test_without_a_day_of_publication_only_full_dates_are_told() -> None:
    assert days("on Tuesday", None) is None
    assert days("3 November", None) is None
    assert days("3 November 2016", None) == Days(date(2016, 11, 3), date(2016, 11, 3))


@given(st.text(max_size=40), st.none() | st.dates())
def test_any_words_are_read(words: str, published: date | None) -> None:
    found = days(words, published)
    assert found is None or found.first <= found.last
