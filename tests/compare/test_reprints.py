"""Reprints: what two articles share, how much of it is the writer's own, and which came first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.compare import reprints
from sayso.compare.reprints import Extent, extent, prepared, shared
from sayso.ledger import Article, Ledger
from sayso.types import Document, Reading, Span

DAM = (
    "The dam above the town gave way shortly after four in the morning, and the water reached the lower streets within "
    "the hour. Firemen carried old people out of the first floors by ladder until noon."
)
SPEECH = (
    "we had warned the council three times that the gates would not hold another winter and that somebody would drown "
    "in the end if nothing was done about it"
)
BODIES = (
    "the Halmere Fish and Wildlife Service, the Corran Oceanic and Atmospheric Administration, the Tesk Valley Farmers "
    "and Growers Association and the Veldra Harbour and Ferry Board"
)


def article(number: int, text: str, quoted: str = "", names: str = "", **known: Any) -> Article:
    """One whose words `quoted` are a quotation, and whose words `names` are a name."""
    values: dict[str, Any] = dict.fromkeys(
        ("url", "outlet", "title", "byline", "dateline", "published", "fetched"), None
    )
    said = (Span(text.index(quoted), text.index(quoted) + len(quoted)),) if quoted else ()
    named = ((names, text.index(names)),) if names else ()
    values |= {"id": f"id{number}", "name": f"n{number}", "latest": True, "text": text, "names": named, "quoted": said}
    return Article(number=number, **values | known)


def pair(one: Article, other: Article) -> Any:
    return shared(prepared(one), prepared(other))


def test_what_is_shared_is_told_from_both_sides() -> None:
    row = pair(article(2, f"More rain fell all day. {DAM}"), article(1, DAM))
    assert (row.number, row.other) == (2, 1)
    assert row.other_share == 1.0
    assert row.share < 0.95
    assert row.own == 36
    ((here, there, equal, words),) = row.passages
    assert here.words(f"More rain fell all day. {DAM}") == there.words(DAM) == DAM[:-1]
    assert equal == words == 36


@pytest.mark.parametrize(
    ("marked", "is_shared"),
    [({}, True), ({"quoted": SPEECH}, False), ({"quoted": "another winter"}, True)],
)
def test_what_both_quote_is_not_their_own(marked: dict[str, str], is_shared: bool) -> None:
    one = article(1, f"The mayor said at noon: {SPEECH}. Rain fell.", **marked)
    other = article(2, f"Asked once more in the hall, {SPEECH}, was what she answered.", **marked)
    assert (pair(one, other) is not None) is is_shared


def test_a_quotation_that_one_of_them_passes_off_as_its_own_words_is_no_wording_of_both() -> None:
    assert pair(article(1, SPEECH, quoted=SPEECH), article(2, SPEECH)) is None


@pytest.mark.parametrize(("names", "is_shared"), [("", True), (BODIES, False), ("Corran Oceanic", True)])
def test_names_are_nobodys_wording(names: str, is_shared: bool) -> None:
    one = article(1, f"Rules were restored. They bind {BODIES} once more.", names=names)
    other = article(2, f"Before any gate is built, {BODIES} have to be asked.", names=names)
    assert (pair(one, other) is not None) is is_shared


@pytest.mark.parametrize(("words", "is_shared"), [(reprints.OWN, True), (reprints.OWN - 1, False)])
def test_a_few_words_are_no_reprint(words: int, is_shared: bool) -> None:
    part = " ".join(DAM.split()[:words])
    assert (pair(article(1, f"First one thing. {part}"), article(2, f"{part} was another.")) is not None) is is_shared


def test_versions_of_one_article_are_no_reprints() -> None:
    assert pair(article(1, DAM, url="https://example.org/a"), article(2, DAM, url="https://example.org/a")) is None


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((1.0, 0.1), Extent.WHOLLY), ((0.2, 0.5), Extent.WHOLLY), ((0.49, 0.3), Extent.PARTLY)],
)
def test_how_much_is_one_text(shares: tuple[float, float], expected: Extent) -> None:
    assert extent(*shares) is expected


def test_which_came_first() -> None:
    agency = article(1, DAM, outlet="Northline", published=date(2031, 3, 4))
    same_day = article(2, DAM, outlet="Ferry Post", published=date(2031, 3, 4))
    later = article(3, DAM, outlet="Ferry Post", published=date(2031, 3, 6))
    next_day = article(5, DAM, outlet="Ferry Post", published=date(2031, 3, 5))
    crediting = article(4, f"HALMERE (Northline) — {DAM}", outlet="Ferry Post", dateline="HALMERE (Northline)")
    assert reprints.earlier(agency, same_day) is None
    assert reprints.earlier(agency, later) == "published 2 days before"
    assert reprints.earlier(agency, next_day) == "published the day before"
    assert reprints.earlier(later, agency) is None
    assert "credits Northline" in (reprints.earlier(agency, crediting) or "")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "sayso.db") as ledger:
        yield ledger


def test_a_document_is_held_against_those_before_it(ledger: Ledger) -> None:
    for name, text in (("a", DAM), ("b", SPEECH), ("c", f"Rain fell. {DAM}"), ("d", "Too short.")):
        ledger.add(Reading(Document(text, name), versions={"model": "0"}))
    with ledger.findings.writing() as found:
        for document, reading in found.pending(10):
            number, _ = found.number(document, reading, "1")
            reprints.find(found, number, lambda n: prepared(found.article(n)))
    with ledger.findings.looking() as found:
        names = {number: found.article(number).name for number, _ in found.numbered().values()}
        assert [(names[row.number], names[row.other]) for row in found.reprints()] == [("c", "a")]


def test_a_run_that_many_have_leads_to_the_first_of_them(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reprints, "POSTED", 2)
    for name in "abcd":
        ledger.add(Reading(Document(f"{DAM} Signed {name}.", name), versions={"model": "0"}))
    with ledger.findings.writing() as found:
        for document, reading in found.pending(10):
            number, _ = found.number(document, reading, "1")
            reprints.find(found, number, lambda n: prepared(found.article(n)))
    with ledger.findings.looking() as found:
        assert sorted((row.number, row.other) for row in found.reprints()) == [(2, 1), (3, 1), (3, 2), (4, 1), (4, 2)]
