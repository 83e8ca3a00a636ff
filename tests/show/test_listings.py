"""Lists, additions and readings as they are written out."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest

from sayso.compare import sources
from sayso.ledger import FigureQuery, Ledger, Page, StatementQuery
from sayso.show import additions, listings, progress, readings
from sayso.types import Document, SaysoError
from tests.show import invented


def test_json_holds_the_page(ledger: Ledger) -> None:
    out = io.StringIO()
    page = ledger.statements(StatementQuery(limit=3, offset=1))
    listings.as_json(page, out)
    record = json.loads(out.getvalue())
    assert (record["total"], record["limit"], record["offset"]) == (page.total, 3, 1)
    assert [row["id"] for row in record["rows"]] == [row.id for row in page.rows]


def test_plain_lists_have_a_line_a_row(ledger: Ledger) -> None:
    for write, page in (
        (listings.statements, ledger.statements(StatementQuery(limit=4))),
        (listings.figures, ledger.figures(FigureQuery(limit=4))),
        (listings.sources, sources(ledger, limit=4)),
    ):
        out = io.StringIO()
        write(page, out)  # type: ignore[operator]
        assert len(out.getvalue().splitlines()) >= len(page.rows)
        assert "\x1b" not in out.getvalue()


@pytest.mark.parametrize(
    ("rows", "total", "offset", "said"),
    [
        (50, 55, 0, "1–50 of 55 claims; --limit 55 shows all"),
        (20, 1055, 10, "11–30 of 1,055 claims; --offset 30 goes on"),
        (55, 55, 0, None),
        (5, 55, 50, None),
        (0, 0, 0, "no claims match"),
        (0, 55, 60, "no claims after the first 60; there are 55"),
    ],
)
def test_what_a_page_leaves_out(rows: int, total: int, offset: int, said: str | None) -> None:
    assert listings.unshown(Page(("row",) * rows, total, 50, offset), "claim") == said


def test_additions() -> None:
    added = [
        (Document("a", name="a\tb", outlet="Radio Tolm"), None, "new"),
        (Document("b", name="b"), "no model for language ru", "new"),
        (Document("c", name="c"), None, "same"),
    ]
    out = io.StringIO()
    tally = additions.report(added, out)
    lines = out.getvalue().splitlines()
    assert [line.split("\t")[0] for line in lines] == ["new", "new", "same"]
    assert all(line.count("\t") == 3 for line in lines)
    said = additions.summary(tally, 2, "s.db")
    assert "s.db: 2 new, 1 there already, 2 skipped" in said
    assert "2 without a date: what came before or after them is not known" in said
    assert "1 stored but not read: no model for language ru" in said
    assert additions.summary(additions.Tally(), 0, "s.db") == "s.db: nothing to add"


@pytest.mark.parametrize(("result", "told"), [("new", 1), ("version", 1), ("same", 0), ("reread", 0)])
def test_only_new_texts_without_a_date_are_counted(result: str, told: int) -> None:
    documents = [Document("a", name="a"), Document("b", name="b", published=date(2019, 3, 5))]
    assert additions.report([(one, None, result) for one in documents], None).undated == told


def test_additions_as_json() -> None:
    out = io.StringIO()
    additions.report([(Document("a", name="a"), None, "new")], out, as_json=True)
    assert json.loads(out.getvalue())["result"] == "new"


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "html"])
def test_readings_in_each_form(form: str) -> None:
    out = io.StringIO()
    assert readings.write([invented.reading()], form, out) == 1
    assert invented.reading().document.title in out.getvalue()


def test_a_page_holds_one_article() -> None:
    with pytest.raises(SaysoError, match="a page holds one article"):
        readings.write([invented.reading(), invented.second()], "html", io.StringIO())


def test_counting_changes_nothing() -> None:
    assert list(progress.counted(range(5), "reading")) == list(range(5))
