"""Points: a ledger's figures with their meaning, their place and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sayso.compare.index import bring_up_to_date
from sayso.compare.points import Point, name, points, with_chiefs
from sayso.compare.surroundings import NOTHING
from sayso.ledger import Ledger
from sayso.types import Bound, Document, Figure, Mention, Reading, Span
from tests.compare.told import point

TEXT = (
    "VELL, March 4 (Northline) — At least 12 people died in Halmere.\n\n"
    "Rescuers came to Orlo. There seven more were killed on Monday alone.\n\n"
    "Nobody counts here, but 40 have been killed since January, and losses rose by 3."
)


def figure(words: str, low: float, **changes: object) -> Figure:
    at = TEXT.index(words)
    values = {"state": "killed", "counted": "people"} | changes
    return Figure(Span(at, at + len(words)), low, low, Bound.EXACT, **values)  # type: ignore[arg-type]


def place(words: str) -> Mention:
    at = TEXT.index(words)
    return Mention("place", Span(at, at + len(words)))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Point]]:
    folder: Path = tmp_path_factory.mktemp("points")
    document = Document(TEXT, "one", dateline="VELL, March 4 (Northline)", published=date(2031, 3, 11), language="en")
    figures = (
        figure("12", 12, place="Halmere"),
        figure("seven", 7, as_of="on Monday"),
        figure("40", 40, as_of="since January"),
        figure("3.", 3, change=True),
    )
    with Ledger(folder / "sayso.db") as ledger:
        ledger.add(Reading(document, figures=figures, mentions=(place("Halmere"), place("Orlo"))))
        bring_up_to_date(ledger)
        yield {point.row.words: point for point in points(ledger)}


def test_a_change_is_no_point(found: dict[str, Point]) -> None:
    assert list(found) == ["12", "seven", "40"]


@pytest.mark.parametrize(
    ("words", "where", "kind", "period", "scope"),
    [
        ("12", "Halmere", "sentence", "event", "event"),
        ("seven", "Orlo", "paragraph", "day", "further"),
        ("40", "VELL", "dateline", "over time", "cumulative"),
    ],
)
def test_where_and_for_how_long(
    found: dict[str, Point], words: str, where: str, kind: str, period: str, scope: str
) -> None:
    point = found[words]
    assert point.where == (where, kind)
    assert (point.period, point.scope) == (period, scope)


def test_what_stands_around(found: dict[str, Point]) -> None:
    assert found["seven"].around.names >= {"there", "monday"}
    assert TEXT[found["seven"].around.sentence :].startswith("There seven")
    assert found["12"].around is not NOTHING


def test_articles_are_known_by_number_and_story(found: dict[str, Point]) -> None:
    assert {(point.number, point.story) for point in found.values()} == {(1, 1)}


@pytest.mark.parametrize(
    ("words", "plain"), [("the  Harbour", "harbour"), ("Harbour’s", "harbour"), ("The Vell", "vell")]
)
def test_names(words: str, plain: str) -> None:
    assert name(words) == plain


def test_the_toll_of_an_article_is_its_first_whole_of_people(found: dict[str, Point]) -> None:
    assert {words: one.chief for words, one in found.items()} == {"12": True, "seven": False, "40": False}


@pytest.mark.parametrize(
    ("figures", "chiefs"),
    [
        ([(12, 0, {}), (30, 50, {})], [12]),
        ([(12, 0, {}), (30, 50, {}), (12, 90, {})], [12, 12]),  # told again
        ([(2, 0, {"counted": "soldiers"}), (12, 50, {})], [12]),
        ([(2, 0, {"scope": "part"}), (12, 50, {})], [12]),
        ([(40, 0, {"vague": "dozens"}), (12, 50, {})], [12]),
        ([(5, 0, {"state": "injured"}), (12, 50, {})], [5, 12]),  # each state has its own
    ],
)
def test_tolls(figures: list[tuple[int, int, dict[str, str]]], chiefs: list[int]) -> None:
    made = [point("Northline", 4, low, span=Span(at, at + 2), **changes) for low, at, changes in figures]
    assert [p.row.low for p in with_chiefs(made) if p.chief] == chiefs
