"""A figure that says it follows on an earlier one."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.compare.decisions import Decisions
from sayso.compare.moves import moves
from sayso.compare.points import Point
from sayso.compare.series import series
from sayso.types import Decision, Review, Span
from tests.compare.told import events, point


def said(words: str) -> dict[str, Any]:
    """The words around a figure, which stands in brackets."""
    start, end = words.index("["), words.index("]") - 1
    return {"context": words.replace("[", "").replace("]", ""), "context_span": Span(start, end)}


ROSE = said("The number of dead rose to [27] on Wednesday")
EARLIER = point("Northline", 4, 12, **said("At least [12] people were killed"))


def leads(*found: Point, chance: float = 0.0) -> list[tuple[int, int]]:
    return list(moves(found, lambda a, b: chance))


@pytest.mark.parametrize(
    "words",
    [
        "The number of dead rose to [27] on Wednesday",
        "The toll has climbed sharply to at least [27]",
        "The dead rose by 15 to [27], the hospital said",
        "Two more people died, bringing the number of dead to [27]",
        "which raised the toll to [27].",
    ],
)
def test_what_rose_follows_on_what_was_lower(words: str) -> None:
    assert leads(EARLIER, point("Radio Tesk", 6, 27, **said(words))) == [(0, 1)]


@pytest.mark.parametrize(
    "words",
    [
        "The hospital lowered its count of the dead to [9]",
        "The toll was revised from twelve to [9]",
        "The number of dead fell to [9]",
    ],
)
def test_what_fell_follows_on_what_was_higher(words: str) -> None:
    assert leads(EARLIER, point("Radio Tesk", 6, 9, **said(words))) == [(0, 1)]


@pytest.mark.parametrize(
    "later",
    [
        point("Radio Tesk", 6, 27, **said("In the town [27] people died")),  # it does not say so
        point("Radio Tesk", 6, 27, **said("The water rose. To [27] of them help came too late")),  # in another sentence
        point("Radio Tesk", 6, 9, **said("The number of dead rose to [9]")),  # but it is lower
        point("Radio Tesk", 6, 9, **said("The army dropped leaflets before it laid waste to [9]")),  # no toll
        point("Radio Tesk", 6, 150, **said("The number of dead rose to [150]")),  # more than ten times as many
        point("Radio Tesk", 29, 27, **ROSE),  # weeks later
        point("Radio Tesk", 6, 27, **ROSE, story=2),  # another event
        point("Radio Tesk", 6, 27, **said("The number of injured rose to [27]"), state="injured"),
        point("Radio Tesk", 6, 27, **said("The number of soldiers dead rose to [27]"), counted="soldiers"),
        point("Northline", 4, 27, **ROSE, document=EARLIER.row.document),
    ],
)
def test_what_follows_on_nothing(later: Point) -> None:
    assert leads(EARLIER, later) == []


def test_a_likely_event_is_enough_where_stories_are_two() -> None:
    later = point("Radio Tesk", 6, 27, **ROSE, story=2)
    assert leads(EARLIER, later, chance=0.3) == [(0, 1)]


def test_the_same_source_comes_before_a_later_figure() -> None:
    first = point("Northline", 4, 12, source="the hospital")
    other = point("The Courier", 5, 14, source="the army")
    later = point("Radio Tesk", 6, 27, **ROSE, source="the hospital")
    assert leads(first, other, later) == [(0, 2)]


def test_another_place_only_by_the_same_source() -> None:
    dam = point("Northline", 4, 12, place="Corran", source="the hospital")
    town = point("Radio Tesk", 6, 27, **ROSE, place="Halmere", source="the hospital")
    assert leads(dam, town) == [(0, 1)]
    assert leads(dam, point("Radio Tesk", 6, 27, **ROSE, place="Halmere", source="the army")) == []


def test_a_toll_that_more_than_doubles_is_one_series() -> None:
    found = [EARLIER, point("Radio Tesk", 6, 54, **said("The number of dead rose to [54]"))]
    (one,) = series(found, None, events(found))
    assert [p.row.low for p in one.points] == [12, 54]


def test_a_person_who_split_them_is_heard() -> None:
    found = [EARLIER, point("Radio Tesk", 6, 54, **said("The number of dead rose to [54]"))]
    split = Review(Decision.SPLIT, (found[1].key,), (found[0].key,))
    assert len(series(found, Decisions([split]), events(found))) == 2
