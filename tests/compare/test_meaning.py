"""Whom a figure counts, its tag, and what it sums up."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.compare import meaning
from sayso.compare.dates import days
from sayso.read.states import STATES


@pytest.mark.parametrize(
    ("counted", "group"),
    [
        (None, "people"),
        ("people", "people"),
        ("Ravnan rebels", "combatants"),
        ("fire brigade members", "people"),
        ("medical staff", "medics"),
        ("schoolchildren", "children"),
        ("unarmed civilians", "civilians"),
        ("gunmen", "perpetrators"),
        ("houses", "house"),
        ("security forces", "police"),
        ("ponies", "pony"),
        ("  ", "people"),
        ("3-year-old", "children"),
        ("20-year-old", "people"),
    ],
)
def test_groups(counted: str | None, group: str) -> None:
    assert meaning.group(counted) == group


def test_every_state_that_is_read_has_a_tag() -> None:
    assert {state["name"] for state in STATES} == set(meaning.states())


@pytest.mark.parametrize(
    ("state", "group", "tag"),
    [
        ("killed", "people", "#affected+killed"),
        ("killed", "children", "#affected+killed+children"),
        ("in need", "people", "#inneed"),
        (None, "people", "#indicator+num"),
        ("damaged", "house", "#impact+damaged"),
    ],
)
def test_tags(state: str | None, group: str, tag: str) -> None:
    assert meaning.hxl(state, group) == tag


@pytest.mark.parametrize(
    ("context", "words", "scope"),
    [
        ("At least 12 people were killed on Monday.", "12", "event"),
        ("About 600 people have been killed since the war began.", "600", "cumulative"),
        ("The war began in May. On Monday 12 people died.", "12", "event"),
        ("Nine of the dead were found on Monday.", "Nine", "part"),
        ("Two more people died in hospital.", "Two", "further"),
        ("It was 2 more than the day before.", "2", "event"),
    ],
)
def test_scopes(context: str, words: str, scope: str) -> None:
    at = context.index(words)
    assert meaning.scope(context, at, at + len(words), False) == scope
    assert meaning.scope(context, at, at + len(words), True) == "part"


def test_no_list_names_a_country_or_a_side() -> None:
    words = [word for group in meaning._taxonomy()["group"] for word in group["words"]]
    assert all(word == word.lower() for word in words)


MARCH = date(2031, 3, 14)


@pytest.mark.parametrize(
    ("context", "words", "as_of", "period"),
    [
        ("12 people were killed on Tuesday in a raid.", "12", "on Tuesday", "event"),
        ("12 people were killed on Tuesday alone.", "12", "on Tuesday", "day"),
        ("Today’s toll of 12 dead is the highest yet.", "12", None, "day"),
        ("The raids killed 12 people in the past 24 hours.", "12", "in the past 24 hours", "day"),
        ("12 people have been killed since Monday.", "12", "since Monday", "over time"),
        ("More than 300 people have died since the war began.", "300", None, "over time"),
        ("Two died in hospital, bringing the total to 28 dead.", "28", None, "over time"),
        ("The raid took the toll this week to at least 28.", "28", None, "over time"),
        ("He was brought to Halmere. There 12 died.", "12", None, "event"),
    ],
)
def test_periods(context: str, words: str, as_of: str | None, period: str) -> None:
    at = context.index(words)
    scope = meaning.scope(context, at, at + len(words), False)
    assert meaning.period(context, at, at + len(words), scope, days(as_of, MARCH)) == period
