"""What becomes of a reading that is added: new, the same, another version, or read again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.ledger import Added, Ledger, LedgerError, StatementQuery
from sayso.types import Reading, Span
from tests.ledger.readings import VERSIONS, article, edited, whole_document

NEWER = {"model": "invented-2", "rules": "1"}


def counts(path: Path) -> dict[str, int]:
    connection = sqlite3.connect(path)
    try:
        tables = ("documents", "sightings", "readings", "statements", "figures", "markers", "mentions")
        tables += ("statements_fts_docsize",)
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    finally:
        connection.close()


def reread(reading: Reading) -> Reading:
    """Read again by a newer model: it found the end of the second statement elsewhere, and dropped the last."""
    first, second, *rest = reading.statements[:-1]
    (span,) = second.content
    second = replace(second, content=(Span(span.start, span.end - 3),))
    return replace(reading, statements=(first, second, *rest), versions=NEWER)


def test_adding_the_same_twice_changes_nothing(ledger: Ledger, path: Path) -> None:
    assert ledger.add(article()) is Added.NEW
    before = counts(path)
    assert before["statements"] == before["statements_fts_docsize"] == 5
    assert ledger.add(article()) is Added.SAME
    assert counts(path) == before


@pytest.mark.parametrize(
    ("first", "then", "became"),
    [
        (article(0), article(0), Added.SAME),
        (article(0), article(0, versions=NEWER), Added.REREAD),
        (article(0), article(0, title="Another headline"), Added.SAME),
        (article(0), article(1), Added.NEW),
        (article(0), edited(article(0)), Added.VERSION),
        (article(0), edited(article(0, versions=NEWER)), Added.VERSION),
        (article(0), article(0, url="https://evening.example/copy"), Added.NEW),  # printed by two
        (article(0, url=None), edited(article(0, url=None)), Added.NEW),  # a name is no address
    ],
)
def test_what_becomes_of_it(ledger: Ledger, first: Reading, then: Reading, became: Added) -> None:
    assert ledger.add(first) is Added.NEW
    assert ledger.add(then) is became
    assert ledger.has(then.document, then.versions)
    recalled = ledger.reading(then.document.id)
    assert recalled is not None
    assert recalled.statements == then.statements
    assert recalled.versions == then.versions


def test_what_a_document_came_with_stays(ledger: Ledger) -> None:
    ledger.add(article(0))
    ledger.add(article(0, title="Another headline", versions=NEWER))
    assert ledger.document(article(0).document.id) == article(0).document


def test_an_edited_article_is_a_new_version(ledger: Ledger, path: Path) -> None:
    texts = [article(0), edited(article(0)), edited(edited(article(0)))]
    for reading in texts:
        ledger.add(reading)
    ids = [reading.document.id for reading in texts]
    url = article(0).document.url
    assert url is not None
    assert [row.document for row in ledger.history(url)] == ids
    assert {row.id: row.version for row in ledger.documents().rows} == dict(zip(ids, (1, 2, 3), strict=True))
    assert ledger.history("https://nobody.example/") == []
    assert {row.document for row in ledger.statements(StatementQuery()).rows} == {ids[2]}
    assert all(ledger.reading(id) == reading for id, reading in zip(ids, texts, strict=True))  # all are kept
    connection = sqlite3.connect(path)
    query = "SELECT id, previous_id, latest FROM documents ORDER BY version"
    assert connection.execute(query).fetchall() == [(ids[0], None, 0), (ids[1], ids[0], 0), (ids[2], ids[1], 1)]
    connection.close()


def test_an_article_read_again_keeps_both_readings_and_shows_the_latest(ledger: Ledger, path: Path) -> None:
    old, new = article(), reread(article())
    ledger.add(old)
    before = {row.content_spans: row.id for row in ledger.statements(StatementQuery()).rows}
    assert ledger.add(new) is Added.REREAD
    after = {row.content_spans: row.id for row in ledger.statements(StatementQuery()).rows}
    assert ledger.reading(old.document.id) == new
    assert counts(path)["readings"] == 2
    assert counts(path)["statements"] == 9
    assert len(after) == 4
    kept = set(before) & set(after)
    assert len(kept) == 3
    assert all(before[spans] == after[spans] for spans in kept)


def test_a_reading_that_is_added_again_after_another_is_current_again(ledger: Ledger, path: Path) -> None:
    old, new = article(), reread(article())
    assert [ledger.add(reading) for reading in (old, new, old, old)] == ["new", "reread", "reread", "same"]
    assert ledger.reading(old.document.id) == old
    assert not ledger.has(new.document, NEWER)
    assert ledger.has(old.document, VERSIONS)
    assert counts(path)["readings"] == 2


@pytest.mark.parametrize(
    ("versions", "known"), [(VERSIONS, True), (dict(reversed(VERSIONS.items())), True), (NEWER, False), ({}, False)]
)
def test_has(ledger: Ledger, versions: dict[str, str], known: bool) -> None:
    ledger.add(article())
    assert ledger.has(article().document, versions) is known
    assert not ledger.has(article(1).document, versions)


SHORTENED: list[tuple[str, Callable[[str], str], bool]] = [
    ("whole", lambda id: id, True),
    ("six digits", lambda id: id[:6], True),
    ("capitals", lambda id: id[:9].upper(), True),
    ("five digits", lambda id: id[:5], False),
    ("none", lambda id: "", False),
    ("more", lambda id: id + "0", False),
    ("wildcards", lambda id: id[:6] + "%", False),
    ("a wildcard for each", lambda id: "______", False),
    ("no digits", lambda id: "zzzzzzz", False),
]


@pytest.mark.parametrize(("shorten", "found"), [case[1:] for case in SHORTENED], ids=[case[0] for case in SHORTENED])
def test_the_beginning_of_an_id_is_enough(ledger: Ledger, shorten: Callable[[str], str], found: bool) -> None:
    reading = article()
    ledger.add(reading)
    id = shorten(reading.document.id)
    assert ledger.document(id) == (reading.document if found else None)
    assert ledger.reading(id) == (reading if found else None)
    assert ledger.statements(StatementQuery(document=id)).total == (5 if found else 0)


def test_a_beginning_that_two_ids_share(ledger: Ledger, path: Path) -> None:
    first, second = whole_document(name="a"), whole_document(name="b")
    ledger.add(first)
    ledger.add(second)
    connection = sqlite3.connect(path)  # 64 bits do not collide by chance in a test: we make them
    connection.execute("PRAGMA foreign_keys=OFF")
    for id, wanted in ((first.document.id, "abcdef0000000000"), (second.document.id, "abcdef0000000001")):
        connection.execute("UPDATE documents SET id = ? WHERE id = ?", (wanted, id))
    connection.commit()
    connection.close()
    with pytest.raises(LedgerError, match=r"sayso\.db: more than one document's id begins with abcdef00: give more"):
        ledger.document("abcdef00")
    assert ledger.document("abcdef0000000001") == second.document


def test_nothing_is_found_in_an_empty_ledger(ledger: Ledger) -> None:
    assert ledger.document("abcdef01") is None
    assert ledger.reading("abcdef01") is None
    assert ledger.outlets() == []
    assert ledger.documents().total == 0
    assert list(ledger.source_totals()) == []


def test_what_no_text_can_hold_is_said(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"sayso\.db: 'The ferry \\udcff' holds characters that are none"):
        ledger.add(article(title="The ferry \udcff"))
    assert ledger.documents().total == 0
    with pytest.raises(LedgerError, match="give it in UTF-8"):
        ledger.statements(StatementQuery(source="\udcff"))


def test_a_ledger_is_one_file_when_it_is_closed(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.add(article())
    assert [file.name for file in path.parent.iterdir()] == ["sayso.db"]
    ledger.close()  # once more does no harm
    with Ledger(str(path), create=False) as ledger:
        assert ledger.reading(article().document.id) == article()
