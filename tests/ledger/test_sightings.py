"""What stood at an address when: texts that come back, headlines that change, fetches in any order."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger import Added, Ledger, StatementQuery
from sayso.ledger.sightings import Sighting, with_fetched
from sayso.types import Reading
from tests.ledger.readings import article, edited
from tests.ledger.test_migrations import old_ledger

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
URL = "https://courier.example/0"


def hour(n: int) -> datetime:
    return NOON + timedelta(hours=n)


def fetched(reading: Reading, at: int | None, **head: str) -> Reading:
    when = None if at is None else hour(at)
    return replace(reading, document=replace(reading.document, fetched=when, **head))


A, B, C = article(0), edited(article(0)), edited(edited(article(0)))
IDS = {A.document.id: "A", B.document.id: "B", C.document.id: "C"}


def stood(ledger: Ledger) -> str:
    return "".join(IDS[row.document] for row in ledger.history(URL))


def latest(ledger: Ledger) -> str:
    (row,) = (row for row in ledger.documents().rows if row.latest)
    return IDS[row.id]


@pytest.mark.parametrize(
    ("fetches", "became", "history"),
    [
        ([(A, 1), (A, 2)], "new same", "A"),
        ([(A, 1), (B, 2), (A, 3)], "new version returned", "ABA"),
        ([(A, 1), (B, 2), (A, 3), (A, 3)], "new version returned same", "ABA"),
        ([(A, 1), (B, 2), (A, 3), (B, 4), (A, 5)], "new version returned returned returned", "ABABA"),
        ([(A, None), (B, None), (A, None), (B, None)], "new version same same", "AB"),  # the same files added again
        ([(A, 1), (B, 1), (A, 1), (B, 1)], "new version same same", "AB"),  # two versions with one fetch time
        ([(A, None), (B, None), (A, 3)], "new version returned", "ABA"),
        ([(A, 1), (B, None), (A, 3)], "new version returned", "ABA"),
        ([(B, 2), (A, 1)], "new version", "AB"),  # the older one comes in later
        ([(B, 2), (A, None)], "new version", "BA"),
        ([(A, 1), (A, 5), (B, 3)], "new same version", "ABA"),  # it stood there before and after
        ([(A, 1), (C, 5), (B, 3)], "new version version", "ABC"),
        ([(A, 1), (B, 3), (A, 2)], "new version same", "AB"),
        ([(A, 1), (B, 5), (B, 3)], "new version same", "AB"),
    ],
)
def test_what_stood_there(ledger: Ledger, fetches: list[tuple[Reading, int | None]], became: str, history: str) -> None:
    assert " ".join(ledger.add(fetched(reading, at)) for reading, at in fetches) == became
    assert stood(ledger) == history
    assert latest(ledger) == history[-1]


def test_a_text_that_came_back_is_what_queries_see(ledger: Ledger) -> None:
    for reading, at in ((A, 1), (B, 2), (A, 3)):
        ledger.add(fetched(reading, at))
    assert {row.document for row in ledger.statements(StatementQuery()).rows} == {A.document.id}
    rows = ledger.history(URL)
    assert [row.id for row in rows] == [A.document.id, B.document.id, f"{A.document.id}-2"]
    assert [(row.first, row.last) for row in rows] == [(hour(n), hour(n)) for n in (1, 2, 3)]


def test_it_tells_how_long_a_text_stood(ledger: Ledger) -> None:
    for at in (1, 2, 4):
        ledger.add(fetched(A, at))
    (row,) = ledger.history(URL)
    assert (row.first, row.last) == (hour(1), hour(4))


def test_a_headline_may_change_over_the_same_text(ledger: Ledger) -> None:
    assert ledger.add(fetched(A, 1)) is Added.NEW
    assert ledger.add(fetched(A, 2, title="Ferry sank, office says")) is Added.REHEADED
    assert ledger.see(fetched(A, 3, title="Ferry sank, office says").document) is Added.SAME
    assert [row.title for row in ledger.history(URL)] == ["The ferry, day 0", "Ferry sank, office says"]
    assert [row.id for row in ledger.history(URL)] == [A.document.id, f"{A.document.id}-2"]


def test_a_stored_document_is_seen_without_being_read_again(ledger: Ledger) -> None:
    for reading, at in ((A, 1), (B, 2)):
        ledger.add(fetched(reading, at))
    stamp = ledger.stamp()
    assert ledger.see(fetched(A, None).document) is Added.SAME
    assert ledger.see(replace(A.document, url=None)) is Added.SAME
    assert ledger.stamp() == stamp
    assert ledger.see(fetched(A, 3).document) is Added.RETURNED
    assert ledger.stamp() != stamp
    assert stood(ledger) == "ABA"


def test_a_text_that_came_back_and_is_read_by_other_versions(ledger: Ledger) -> None:
    for reading, at in ((A, 1), (B, 2)):
        ledger.add(fetched(reading, at))
    newer = replace(fetched(A, 3), versions={"model": "2"})
    assert ledger.add(newer) is Added.RETURNED
    assert ledger.has(A.document, {"model": "2"})
    assert ledger.add(replace(newer, versions={"model": "3"})) is Added.REREAD


def test_addresses_at_which_something_changed(ledger: Ledger) -> None:
    other = article(7, outlet="Radio Tolm")
    for reading in (article(5), A, B, other, edited(other), article(6, url=None)):
        ledger.add(reading)
    page = ledger.changed_addresses()
    assert (page.rows, page.total) == (("https://courier.example/7", URL), 2)
    assert ledger.changed_addresses(limit=1, offset=1).rows == (URL,)
    assert ledger.changed_addresses(outlet="Radio Tolm").rows == ("https://courier.example/7",)
    assert ledger.changed_addresses(until=A.document.published).rows == (URL,)


def test_a_ledger_of_before_has_each_version_once(path: Path) -> None:
    old_ledger(path, "0001")
    with Ledger(path) as ledger:
        rows = ledger.history("https://courier.example/1")
        assert [row.document for row in rows] == [article(1).document.id, edited(article(1)).document.id]
        assert {row.first for row in rows} == {article(1).document.fetched}
        again = replace(article(1).document, fetched=hour(9))
        assert ledger.see(again) is Added.RETURNED
        assert len(ledger.history("https://courier.example/1")) == 3


def test_positions_stay_in_order_when_one_is_put_between(ledger: Ledger, path: Path) -> None:
    for reading, at in ((A, 1), (A, 9), (B, 5), (C, 7)):
        ledger.add(fetched(reading, at))
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT position FROM sightings ORDER BY position").fetchall() == [(n,) for n in range(4)]
    connection.close()
    assert stood(ledger) == "ABCA"


FETCHES = st.lists(st.sampled_from("ABC"), min_size=1, max_size=9).map(lambda texts: list(enumerate(texts)))


def seen_from(fetches: Sequence[tuple[int, str]]) -> list[Sighting]:
    seen: list[Sighting] = []
    for at, text in fetches:
        seen = with_fetched(seen, Sighting(text, first=hour(at), last=hour(at)))
    return seen


@given(FETCHES)
def test_fetches_in_order_of_time_give_every_change(fetches: list[tuple[int, str]]) -> None:
    seen = seen_from(fetches)
    assert [one.document for one in seen] == [text for text, _ in groupby(text for _, text in fetches)]
    assert seen_from([*fetches, *fetches]) == seen


@given(FETCHES.flatmap(st.permutations))
def test_fetches_in_any_order_give_no_change_that_was_not_there(fetches: list[tuple[int, str]]) -> None:
    seen = seen_from(fetches)
    told = iter(text for _, text in sorted(fetches))
    assert all(one.document in told for one in seen)  # they stood there in this order
    assert seen[0].document == min(fetches)[1]
    assert seen[-1].document == max(fetches)[1]
    assert all(one.document != other.document for one, other in pairwise(seen))
    times = [moment for one in seen for moment in (one.first, one.last) if moment]
    assert times == sorted(times)
