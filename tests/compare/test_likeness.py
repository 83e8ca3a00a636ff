"""How likely two figures are of one thing: what speaks for it and against it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sayso.compare.likeness import ACROSS, FACTS, WITHIN, chances, features, similarity
from sayso.compare.points import Point
from sayso.compare.surroundings import Surroundings
from sayso.types import Span
from tests.compare.told import DAM, point

FIRE = {"orlo": 0.8, "mill street": 0.6}
AT_THE_DAM = Surroundings(
    {"dam": 0.8, "halmere": 0.6}, {"dam": 1.0}, frozenset({"halmere"}), 0, False, False, False, Span(0, 80)
)
AT_THE_MILL = Surroundings(
    {"mill": 0.8, "orlo": 0.6}, {"mill": 1.0}, frozenset({"orlo"}), 90, True, True, False, Span(90, 500)
)
FIRST = point("Northline", 4, 12, around=AT_THE_DAM)


def chance(a: Point, b: Point, event: float = 0.95) -> float:
    return float(chances([a], [b], [event])[0])


def later(day: int | None = 5, **changes: Any) -> Point:
    return point("Radio Tesk", day, **{"low": 12, "around": AT_THE_DAM} | changes)


@pytest.mark.parametrize(
    ("likelier", "other", "event"),
    [
        (later(), later(), 0.1),
        (later(), later(low=90), 0.95),
        (later(low=13), later(low=40), 0.95),
        (later(), later(counted="soldiers"), 0.95),
        (later(), later(scope="part"), 0.95),
        (later(), later(low=1), 0.95),
        (later(as_of="Monday"), later(as_of="last month"), 0.95),
    ],
)
def test_what_speaks_for_one_thing(likelier: Point, other: Point, event: float) -> None:
    first = replace(FIRST, days=likelier.days)
    assert chance(first, likelier) > chance(first, other, event)


def test_strangers_have_no_chance_unless_both_sum_up_over_time() -> None:
    other = later(names=FIRE, story=2)
    assert chance(FIRST, other, 0.0) == 0
    over_time = later(names=FIRE, story=2, scope="cumulative")
    assert chance(replace(FIRST, scope="cumulative"), over_time, 0.0) > 0


def one_article(low: float, around: Surroundings, start: int = 400, **changes: Any) -> Point:
    values = {"document": FIRST.row.document, "around": around, "span": Span(start, start + 2)} | changes
    return point("Northline", 4, low, **values)


def test_in_one_article_the_sentence_tells() -> None:
    again, elsewhere = one_article(12, AT_THE_DAM), one_article(12, AT_THE_MILL)
    assert chance(FIRST, again) > 0.5 > chance(FIRST, elsewhere)
    assert chance(FIRST, again) > chance(FIRST, one_article(9, AT_THE_DAM))


def test_two_ages_are_two_people() -> None:
    boy = point("Northline", 4, 1, counted="17-year-old boy", around=AT_THE_DAM)
    assert chance(boy, later(low=1, counted="17-year-old")) > chance(boy, later(low=1, counted="15-year-old"))


@pytest.mark.parametrize("other", [later(), later(low=None, high=40), later(day=None), one_article(9, AT_THE_MILL)])
def test_every_feature_has_a_name_and_order_does_not_matter(other: Point) -> None:
    names = FACTS + (WITHIN if other.row.document == FIRST.row.document else ACROSS)
    assert len(features(FIRST, other, 0.5)) == len(names)
    assert features(FIRST, other, 0.5) == pytest.approx(features(other, FIRST, 0.5))


def test_similarity() -> None:
    assert similarity(DAM, DAM) == pytest.approx(0.99)
    assert similarity(DAM, FIRE) == 0
