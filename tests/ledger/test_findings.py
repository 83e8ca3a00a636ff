"""Findings: what was found goes in within a transaction and comes back."""

from __future__ import annotations

import pytest

from sayso.ledger import Ledger, ReprintRow
from sayso.types import Document, Reading, Span


@pytest.fixture
def numbered(ledger: Ledger) -> Ledger:
    for name in ("a", "b", "c"):
        ledger.add(Reading(Document(f"Text of {name}.", name), versions={"model": "1"}))
    with ledger.findings.writing() as found:
        for document, reading in found.pending(2):
            found.number(document, reading, "1")
    return ledger


def test_what_is_pending(numbered: Ledger) -> None:
    with numbered.findings.looking() as found:
        assert found.count_pending() == 1 == len(found.pending(10))
        assert not found.settled()
        assert found.pending(10, found.newest()) == found.pending(10)
        assert found.stale("2")
        assert not found.stale("1")


def test_a_document_that_was_read_anew_keeps_its_number(numbered: Ledger) -> None:
    numbered.add(Reading(Document("Text of a.", "a"), versions={"model": "2"}))
    with numbered.findings.writing() as found:
        again = [found.number(document, reading, "1") for document, reading in found.pending(10)]
    assert sorted(again) == [(1, False), (3, True)]


def test_terms_and_postings_add_up(numbered: Ledger) -> None:
    with numbered.findings.writing() as found:
        found.count_terms({"w:dam": 2, "w:gate": 1})
        found.count_terms({"w:dam": 1})
        found.post(1, [5, -7])
        found.post(2, [5, 5])
    with numbered.findings.looking() as found:
        assert found.in_documents(["w:dam", "w:gate", "w:none"]) == {"w:dam": 3, "w:gate": 1}
        assert found.posted([5, -7, 9]) == {5: [1, 2], -7: [1]}


def test_what_is_taken_down_is_found_no_longer(numbered: Ledger) -> None:
    with numbered.findings.writing() as found:
        found.post(1, [5, 7])
        found.post(2, [5])
        found.take_down([(5, 1), (9, 1)])
    with numbered.findings.looking() as found:
        assert found.posted([5, 7, 9]) == {5: [2], 7: [1]}


def test_an_earlier_reading_that_holds_again_is_pending(numbered: Ledger) -> None:
    with numbered.findings.writing() as found:
        ((document, reading),) = found.pending(10)
        found.number(document, reading, "1")
        assert found.settled()
        assert found.newest() == reading == 3
    numbered.add(Reading(Document("Text of a.", "a"), versions={"model": "2"}))
    with numbered.findings.writing() as found:
        ((document, reading),) = found.pending(10, found.newest())
        found.number(document, reading, "1")
        assert found.settled()
    numbered.add(Reading(Document("Text of a.", "a"), versions={"model": "1"}))
    with numbered.findings.looking() as found:
        assert not found.settled()
        assert found.count_pending() == 0
        assert found.pending(10) == [(document, 1)]


def test_stories_and_chances(numbered: Ledger) -> None:
    with numbered.findings.writing() as found:
        found.add_likely(2, {1: 0.5})
        found.put_stories({1: 1, 2: 1})
    with numbered.findings.looking() as found:
        assert list(found.chances([1, 2])) == [(2, 1, 0.5)]
        assert list(found.chances([2])) == []
        assert found.in_stories([1]) == {1: [1, 2]}
        assert found.stories([1, 2]) == {1: 1, 2: 1}


def test_reprints_come_back_whichever_document_is_asked_for(numbered: Ledger) -> None:
    row = ReprintRow(2, 1, ((Span(0, 4), Span(3, 7), 8, 9),), 0.5, 0.25, 8)
    with numbered.findings.writing() as found:
        found.add_reprint(row)
        found.add_reprint(row)
    with numbered.findings.looking() as found:
        assert list(found.reprints()) == list(found.reprints([1])) == list(found.reprints([1, 2])) == [row]
        assert list(found.reprints([3])) == []


def test_a_transaction_that_fails_leaves_nothing(numbered: Ledger) -> None:
    def fail() -> None:
        with numbered.findings.writing() as found:
            found.put_stories({1: 1})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with numbered.findings.looking() as found:
        assert found.stories([1]) == {1: None}


def test_forgetting_leaves_documents_and_readings(numbered: Ledger) -> None:
    with numbered.findings.writing() as found:
        found.post(1, [5])
        found.forget()
    with numbered.findings.looking() as found:
        assert found.documents() == 0
        assert found.posted([5]) == {}
    assert numbered.documents().total == 3


def test_vectors_are_kept_by_words_and_version(numbered: Ledger) -> None:
    with numbered.findings.writing() as found:
        found.put_vectors({"s1": b"\x01\xff", "s2": b""}, "1")
        found.put_vectors({"s2": b"\x02"}, "2")
        found.put_vectors({}, "2")
        found.forget()
    with numbered.findings.looking() as found:
        assert found.vectors(["s1", "s2", "s3"], "1") == {"s1": b"\x01\xff"}
        assert found.vectors(["s1", "s2", "s3"], "2") == {"s2": b"\x02"}
        assert found.vectors([], "2") == {}
