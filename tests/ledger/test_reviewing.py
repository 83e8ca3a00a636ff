"""Decisions and records in the ledger: kept, numbered, never changed."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from sayso.types import Decision, Record, Review
from tests.ledger.readings import article

REVIEW = Review(Decision.SPLIT, ("d-1-2",), ("d-3-4", "d-5-6"), None, "Ines", "another fire")
RECORD = Record(
    "acled", "a.csv", "f" * 64, 2, "M1", "killed", None, 14.0, None, None, date(2031, 3, 4), date(2031, 3, 4)
)


def test_a_decision_comes_back_with_number_and_time(ledger: Ledger) -> None:
    stored = ledger.review(REVIEW)
    assert stored.number == 1
    assert stored.made is not None
    assert ledger.reviews() == [stored]
    assert replace(stored, number=None, made=None) == REVIEW
    assert ledger.review(Review(Decision.UNDO, undoes=1)).number == 2


@pytest.mark.parametrize("change", ["UPDATE reviews SET name = 'x'", "DELETE FROM reviews"])
def test_no_decision_is_ever_changed(ledger: Ledger, path: Path, change: str) -> None:
    ledger.review(REVIEW)
    raw = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="reviews are never changed"):
        raw.execute(change)
    raw.close()


def test_records_are_stored_once(ledger: Ledger) -> None:
    civilians = replace(RECORD, counted="civilians", places=("Halmere", "Tesk"))
    assert ledger.add_records([RECORD, civilians]) == 2
    assert ledger.add_records([RECORD]) == 0
    assert ledger.add_records([]) == 0
    assert list(ledger.records()) == [RECORD, civilians]


def test_records_of_days(ledger: Ledger) -> None:
    ledger.add_records([RECORD])
    assert list(ledger.records(since=date(2031, 3, 4), until=date(2031, 3, 4))) == [RECORD]
    assert list(ledger.records(since=date(2031, 3, 5))) == []
    assert list(ledger.records(until=date(2031, 3, 3))) == []


def test_the_stamp_changes_with_what_series_are_made_of(ledger: Ledger) -> None:
    stamps = [ledger.stamp()]
    ledger.add(article(0))
    stamps.append(ledger.stamp())
    ledger.review(REVIEW)
    stamps.append(ledger.stamp())
    ledger.add_records([RECORD])
    stamps.append(ledger.stamp())
    assert len(set(stamps)) == 4


def test_names_of_current_readings(ledger: Ledger) -> None:
    ledger.add(article(0))
    named = list(ledger.names())
    assert all(document == article(0).document.id and words for document, words in named)
