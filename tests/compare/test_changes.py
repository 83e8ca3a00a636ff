"""What a series shows: revisions, contradictions, spread, who was first, who carried what."""

from __future__ import annotations

from sayso.compare.changes import carried, contradictions, first, revisions, spreads, standing
from tests.compare.told import point, told

HOSPITAL = {"source": "the hospital"}
SERIES = told(
    point("Northline", 4, 12, None, **HOSPITAL),
    point("Radio Tesk", 5, 40, None, source="the council"),
    point("Ferry Post", 5, 14, 14, **HOSPITAL),
    point("Northline", 6, 27, **HOSPITAL),
    point("Ferry Post", 6, 14, 14),
)


def test_revisions_of_an_outlet_and_of_a_source() -> None:
    assert [(r.by, r.who, r.before.row.low, r.after.row.low) for r in revisions(SERIES)] == [
        ("source", "hospital", 12, 14),
        ("outlet", "Northline", 12, 27),
        ("source", "hospital", 14, 27),
    ]


def test_two_figures_of_one_article_are_no_revision() -> None:
    one = told(point("Northline", 4, 12, source="the army"), point("Radio Tesk", 4, 12))
    assert revisions(one) == []


def test_contradictions_are_of_the_same_day_and_disjoint() -> None:
    assert [(c.lower.row.low, c.higher.row.low, c.apart) for c in contradictions(SERIES)] == [
        (14, 40, 26),
        (14, 27, 13),
    ]


def test_open_ends_do_not_contradict() -> None:
    assert contradictions(told(point("Northline", 4, 12, None), point("Radio Tesk", 4, 40, None))) == []
    assert len(contradictions(told(point("Northline", 4, None, 10), point("Radio Tesk", 4, 40, None)))) == 1


def test_spread_holds_what_each_outlet_last_said() -> None:
    assert [(s.day.day, s.low, s.high, s.outlets) for s in spreads(SERIES)] == [
        (4, 12, None, 1),
        (5, 12, None, 3),
        (6, 14, None, 3),
    ]


def test_first_to_report() -> None:
    assert [p.row.outlet for p in first(SERIES)] == ["Northline"]


def test_who_carried_which_figure_on_whose_word() -> None:
    found = carried(told(point("Northline", 4, 12, **HOSPITAL), point("Radio Tesk", 5, 12, source="The hospital")))
    assert [(one.low, one.source, one.outlets) for one in found] == [(12, "the hospital", ("Northline", "Radio Tesk"))]


def test_undated_figures_are_kept_and_change_nothing() -> None:
    one = told(point("Northline", 4, 12), point("Radio Tesk", None, 14))
    assert revisions(one) == []
    assert len(spreads(one)) == 1
    assert len(carried(one)) == 2


def test_what_was_last_told() -> None:
    assert standing(SERIES) == (14, None)
    assert standing(told(point("Northline", 4, 12), point("Northline", 5, 20))) == (20, 20)


def test_of_figures_without_a_date_all_stand() -> None:
    assert standing(told(point("Northline", None, 25), point(None, None, 25, document="b"))) == (25, 25)
    assert standing(told(point("Northline", None, 25), point(None, None, 40, None, document="b"))) == (25, None)


def test_articles_without_an_outlet_are_no_outlet() -> None:
    assert [s.outlets for s in spreads(told(point("Northline", 4, 12), point(None, 4, 12)))] == [1]
