"""The demo's series: a person can read off how the counts moved, and a record stands beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import sayso
from sayso.collect import records
from sayso.compare.records import Records, Where
from sayso.compare.series import Series, of_ledger
from sayso.demo import coverage, recorded
from sayso.ledger import Ledger
from sayso.types import Document
from tests.demo.expectations import Series as Expected
from tests.demo.expectations import load

EXPECTED = {series.of: series for series in load().series}
# Points of each expected series that stand together in one of ours, at the least (2026-11: as many as this).
TOGETHER = {
    "the dead of the flood": 6,
    "those whom the hospital treated": 2,
    "those in the school and the upper town": 2,
    "those who live in tents": 2,
}
# Those trapped in the valley are taken for those in the school, those who fled at first for those in tents.
MIXED = {"those in the school and the upper town", "those who live in tents"}


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    found = {}
    with coverage() as folder:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            (document,) = sayso.collect(path)
            found[str(path.relative_to(folder)).removesuffix(".gz")] = document
    return found


@pytest.fixture(scope="module")
def ledger(documents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder: Path = tmp_path_factory.mktemp("demo")
    with Ledger(folder / "sayso.db") as opened:
        for reading in sayso.read_all(documents.values()):
            opened.add(reading)
        with recorded() as table:
            opened.add_records(list(records(table, "hxl", [].append)))
        yield opened


@pytest.fixture(scope="module")
def found(ledger: Ledger) -> list[Series]:
    return of_ledger(ledger)


def held(found: list[Series], documents: dict[str, Document], points: tuple[object, ...]) -> Counter[str]:
    """In which of our series the expected points stand."""
    counts: Counter[str] = Counter()
    for point in points:
        document = documents[point.file]  # type: ignore[attr-defined]
        start = document.text.index(point.words)  # type: ignore[attr-defined]
        end = start + len(point.words)  # type: ignore[attr-defined]
        counts.update(
            series.id
            for series in found
            if any(
                p.row.document == document.id and p.row.span.start < end and p.row.span.end > start
                for p in series.points
            )
        )
    return counts


@pytest.mark.parametrize("expected", EXPECTED.values(), ids=EXPECTED.keys())
def test_points_stand_together_and_others_apart(
    found: list[Series], documents: dict[str, Document], expected: Expected
) -> None:
    together = held(found, documents, expected.points)
    series, most = together.most_common(1)[0]
    assert most >= TOGETHER[expected.of]
    if most > 1 and expected.of not in MIXED:
        assert held(found, documents, expected.apart)[series] == 0


def test_there_are_at_least_four_series_to_follow(found: list[Series]) -> None:
    assert sum(series.articles >= 3 for series in found) >= 4


def test_a_record_stands_beside_the_dead_and_the_injured(ledger: Ledger, found: list[Series]) -> None:
    beside = Records(ledger.records())
    states = {
        series.state
        for series in found
        for match in beside.matches(series)
        if match.where is not Where.INCOMPARABLE and series.articles >= 2
    }
    assert states >= {"killed", "injured"}


def test_the_chairman_is_who_told_of_31(found: list[Series]) -> None:
    """ "He said that 31 people had died, three more than the hospital's own doctor now says": not the doctor."""
    told = [p.row for series in found for p in series.points if p.row.state == "killed" and p.row.words == "31"]
    assert [row.actor for row in told] == ["Joren Haldt"]
