"""Figures of the same thing are together, others are not, and people have the last word."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from sayso.compare.decisions import Decisions
from sayso.compare.points import Point
from sayso.compare.series import Series, find, identify, listed, of_points, pairs, series
from sayso.types import Decision, Review, Span
from tests.compare.told import DAM, events, point, told

FIRE = {"orlo": 0.8, "mill street": 0.6}


def together(points: Sequence[Point], decisions: Decisions | None = None) -> list[Series]:
    """The series of points whose stories are known."""
    return series(points, decisions, events(points))


def keys(found: list[Series]) -> list[set[str]]:
    return [{p.key for p in one.points} for one in found]


def test_one_event_is_one_series_whatever_the_numbers() -> None:
    (one,) = together([point("Northline", 4, 12), point("Radio Tesk", 5, 16, None), point("Ferry Post", 6, 14, 17)])
    assert one.name == "people killed"
    assert (str(one.first), str(one.last)) == ("2031-03-04", "2031-03-06")
    assert one.articles == 3
    assert one.hxl == "#affected+killed"


@pytest.mark.parametrize(
    "other",
    [
        point("Radio Tesk", 5, 14, names=FIRE, story=2),
        point("Radio Tesk", 5, 14, state="injured"),
        point("Radio Tesk", 5, 14, counted="soldiers"),
        point("Radio Tesk", 5, 14, scope="cumulative"),
        point("Northline", 4, 9, document="northline-4"),  # in the same article, another figure
    ],
)
def test_another_thing_is_another_series(other: Point) -> None:
    assert len(together([point("Northline", 4, 12), other])) == 2


def test_what_an_article_tells_again_is_the_same_thing() -> None:
    again = point("Northline", 4, 12)
    assert len(together([again, replace(again, row=replace(again.row, span=Span(90, 92)))])) == 1


def test_no_point_is_lost_and_order_is_always_the_same() -> None:
    rng = random.Random(5)
    points = [
        point(f"Outlet {rng.randrange(9)}", rng.randrange(1, 28), rng.randrange(60), names=rng.choice([DAM, FIRE]))
        for _ in range(60)
    ]
    found = together(points)
    assert sum(len(one.points) for one in found) == len(points)
    assert keys(together(points)) == keys(found)


def test_a_series_counts_what_most_of_its_figures_count() -> None:
    one = of_points(
        [
            point("Northline", 4, 3, counted="women", place="Halmere"),
            point("Radio Tesk", 5, 4),
            point("Ferry Post", 6, 4),
        ]
    )
    assert (one.group, one.scope, one.place, one.name) == ("people", "event", "Halmere", "people killed, Halmere")


@pytest.mark.parametrize(("names", "found"), [(DAM, 1), (FIRE, 2)])
def test_where_no_story_is_known_names_tell(names: dict[str, float], found: int) -> None:
    points = [point("Northline", 4, 12), point("Radio Tesk", 4, 12, names=names)]
    assert len(series([replace(one, number=None, story=None) for one in points])) == found


def test_a_point_is_held_against_its_story_and_those_that_share_a_name() -> None:
    points = [point("Northline", 4, 12), point("Radio Tesk", 5, 9), point("Ferry Post", 6, 9, names=FIRE, story=2)]
    assert list(pairs(points)) == [(0, 1)]


def test_the_picked_up_id_still_leads_there() -> None:
    first, second = point("Northline", 4, 12), point("Radio Tesk", 5, 14)
    alone = told(second)
    both = together([first, second])
    assert find(both, alone.id) is both[0]
    assert both[0].id == identify(first)
    assert find(both, both[0].id[:6]) is both[0]
    assert find(both, both[0].id[:5]) is None
    assert find(both, "000000000000") is None


class TestDecisions:
    a, b, c = point("Northline", 4, 12), point("Radio Tesk", 5, 14), point("Ferry Post", 6, 20, names=FIRE, story=2)

    def found(self, *reviews: Review) -> list[set[str]]:
        numbered = [replace(review, number=number) for number, review in enumerate(reviews, 1)]
        return keys(together([self.a, self.b, self.c], Decisions(numbered)))

    def merge(self) -> Review:
        return Review(Decision.MERGE, (self.a.key, self.b.key, self.c.key))

    def split(self) -> Review:
        return Review(Decision.SPLIT, (self.b.key,), (self.a.key,))

    def test_without_any(self) -> None:
        assert self.found() == [{self.a.key, self.b.key}, {self.c.key}]

    def test_merged(self) -> None:
        assert self.found(self.merge()) == [{self.a.key, self.b.key, self.c.key}]

    def test_split(self) -> None:
        assert sorted(map(sorted, self.found(self.split()))) == sorted([[self.a.key], [self.b.key], [self.c.key]])

    def test_the_later_decision_counts(self) -> None:
        assert self.found(self.split(), self.merge()) == [{self.a.key, self.b.key, self.c.key}]
        apart = self.found(self.merge(), self.split())
        assert {self.b.key} in apart
        assert {self.a.key, self.c.key} in apart

    def test_undone(self) -> None:
        undo = Review(Decision.UNDO, undoes=1)
        assert self.found(self.merge(), undo) == self.found()

    def test_named(self) -> None:
        named = Review(Decision.RENAME, (self.a.key,), name="The dam", number=1)
        found = together([self.a, self.b], Decisions([named]))[0]
        assert found.name == "The dam"
        assert found.decisions == (1,)
        taken = Review(Decision.RENAME, (self.a.key,), name="", number=2)
        assert together([self.a, self.b], Decisions([named, taken]))[0].name == "people killed"

    def test_new_figures_join_by_their_likeness_after_a_split(self) -> None:
        later = point("Evening Post", 7, 15)
        reviews = [replace(self.split(), number=1)]
        found = together([self.a, self.b, later], Decisions(reviews))
        assert len(found) == 2


def test_pages_of_series() -> None:
    found = together(
        [point("Northline", 4, 12), point("Radio Tesk", 5, 14), point("Ferry Post", 6, 20, names=FIRE, story=2)]
    )
    assert listed(found, 10, least=2).total == 1
    assert listed(found, 1).rows == (found[0],)
    assert listed(found, 10, outlet="Ferry Post").rows == (found[1],)
    assert listed(found, 10, state="injured").total == 0


def test_time_grows_with_the_number_of_points() -> None:
    def seconds(events: int) -> float:
        points = [
            point(
                f"Outlet {n % 7}",
                1 + n % 27,
                n % 50,
                names={f"place {n // 6}": 0.8, f"person {n // 6}": 0.6},
                story=n // 6,
            )
            for n in range(events * 6)
        ]
        begun = time.perf_counter()
        series(points)
        return time.perf_counter() - begun

    seconds(50)
    assert seconds(1600) < 30 * max(seconds(200), 1e-3)  # eight times the points; all pairs would take 64 times as long


def test_outlets_are_those_that_are_named() -> None:
    (one,) = together([point("Northline", 4, 12), point(None, 4, 12), point("Northline", 6, 12)])
    assert one.outlets == ("Northline",)
