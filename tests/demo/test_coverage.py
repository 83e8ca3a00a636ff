"""The demo's coverage: collected as its pages say, read as any careful reader would, the same for both sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import sayso
from sayso.demo import coverage
from sayso.types import Kind, Reading
from tests.demo.expectations import STORED, ExpectedArticle, articles

WORD = re.compile(r"\w+")
ARTICLES = articles()


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """A reading for each file, by its path within the coverage."""
    found = {}
    with coverage() as folder:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            (document,) = sayso.collect(path)
            found[str(path.relative_to(folder))] = sayso.read(document)
    return found


def words(text: str) -> set[str]:
    return set(WORD.findall(text.lower()))


def test_size(readings: dict[str, Reading]) -> None:
    documents = [reading.document for reading in readings.values()]
    assert 12 <= len(documents) <= 20
    assert len({document.outlet for document in documents}) == 5
    days = sorted(document.published for document in documents if document.published)
    assert len(days) == len(documents)
    assert (days[-1] - days[0]).days == 9


@pytest.mark.parametrize("expected", ARTICLES, ids=lambda a: a.file)
def test_collected(readings: dict[str, Reading], expected: ExpectedArticle) -> None:
    document = readings[expected.file].document
    assert document.title == expected.title
    assert document.outlet == expected.outlet
    assert document.published == expected.published
    assert document.url == expected.url
    assert document.byline
    assert document.text.startswith(expected.first)
    assert document.text.endswith(expected.last)
    for boilerplate in expected.absent:
        assert boilerplate not in document.text


@pytest.mark.parametrize("expected", ARTICLES, ids=lambda a: a.file)
def test_expectations_are_words_of_the_text(readings: dict[str, Reading], expected: ExpectedArticle) -> None:
    text = readings[expected.file].document.text
    for statement in expected.statements:
        assert statement.content in text
        assert statement.source in text
    for figure in expected.figures:
        assert figure.words in text


def found_statements(readings: dict[str, Reading]) -> Iterator[bool]:
    for expected in ARTICLES:
        reading = readings[expected.file]
        text = reading.document.text
        for one in expected.statements:
            wanted = words(one.content)
            yield any(
                len(wanted & words(" ".join(c.words(text) for c in s.content))) / len(wanted) >= 0.8
                and one.source in " ".join(span.words(text) for span in s.source)
                and s.kind == one.kind
                for s in reading.statements
            )


def test_statements_are_found_with_source_and_kind(readings: dict[str, Reading]) -> None:
    found = list(found_statements(readings))
    assert sum(found) / len(found) >= 0.9


def test_figures_are_found_with_their_intervals(readings: dict[str, Reading]) -> None:
    found, states = [], []
    for expected in ARTICLES:
        reading = readings[expected.file]
        for one in expected.figures:
            match = next((f for f in reading.figures if f.span.words(reading.document.text) == one.words), None)
            found.append(match is not None and (match.low, match.high, match.bound) == (one.low, one.high, one.bound))
            if one.state and match:
                states.append(match.state == one.state)
    assert all(found)
    assert sum(states) / len(states) >= 0.9


@pytest.mark.parametrize("expected", [a for a in ARTICLES if a.markers], ids=lambda a: a.file)
def test_markers_are_found(readings: dict[str, Reading], expected: ExpectedArticle) -> None:
    reading = readings[expected.file]
    found = {(m.kind, m.span.words(reading.document.text)) for s in reading.statements for m in s.markers}
    for kind, marked in expected.markers:
        assert any(kind == k and marked in w for k, w in found), (kind, marked, found)


def test_distractors_are_no_figures(readings: dict[str, Reading]) -> None:
    """Ages, years, dates and scores are not counted."""
    for reading in readings.values():
        shown = {f.span.words(reading.document.text) for f in reading.figures}
        assert not shown & {"54", "61", "71", "1962", "2–1", "2", "2019"}


@pytest.mark.parametrize("version", STORED["version"], ids=lambda v: v["url"])
def test_versions(readings: dict[str, Reading], version: dict[str, list[str]], tmp_path: Path) -> None:
    documents = [readings[file].document for file in version["files"]]
    assert {document.url for document in documents} == {version["url"]}
    assert len({document.id for document in documents}) == len(documents)
    with sayso.Ledger(tmp_path / "l.db") as ledger:
        results = [ledger.add(readings[file]).value for file in version["files"]]
    assert results == ["new", "version"]


@pytest.mark.parametrize("reprint", STORED["reprint"], ids=lambda r: r["file"])
def test_reprints_share_their_text(readings: dict[str, Reading], reprint: dict[str, object]) -> None:
    def grams(file: object) -> Counter[tuple[str, ...]]:
        run = WORD.findall(readings[str(file)].document.text.lower())
        return Counter(zip(*(run[i:] for i in range(5)), strict=False))

    original, copy = grams(reprint["of"]), grams(reprint["file"])
    assert (original & copy).total() / original.total() >= float(str(reprint["share"]))


def test_both_sides_are_named_alike(readings: dict[str, Reading]) -> None:
    """The coverage itself is even-handed, so that what is shown of it can be."""
    (loaded,) = STORED["loaded"]
    text = " ".join(reading.document.text for reading in readings.values())
    for one, other in zip(loaded["army"], loaded["council"], strict=True):
        assert text.count(one) == text.count(other) > 0


def test_the_narrators_own_assertions_stay_the_narrators(readings: dict[str, Reading]) -> None:
    reading = readings["theweir/2019-03-12-sums.html.gz"]
    own = {s.content[0].words(reading.document.text) for s in reading.statements if s.kind is Kind.NARRATOR}
    assert "A “correction” is an odd word for a grave." in own
    assert "The next flood is likely to find the same two armies on the same two banks." in own
