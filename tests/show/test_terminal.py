"""What is written on a terminal and into a pipe; nothing in a text can act on either."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from sayso.compare import sources
from sayso.ledger import FigureQuery, Ledger, Page, StatementQuery
from sayso.show import terminal
from sayso.types import Document, Kind, Reading, Span, Statement
from tests.show import invented

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def piped() -> Console:
    return Console(file=io.StringIO(), width=60)


def screen(**changes: object) -> Console:
    values: dict[str, object] = {"force_terminal": True, "color_system": "truecolor", "width": 200, "no_color": False}
    return Console(file=io.StringIO(), _environ={"TERM": "xterm-256color"}, **(values | changes))  # type: ignore[arg-type]


def written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_piped_article_is_plain_text_in_brackets() -> None:
    console = piped()
    terminal.article(console, invented.reading())
    text = written(console)
    assert "\x1b" not in text
    assert "[2 direct: “We have recovered {figure: at least 82} bodies,”] {cue: said} {who: Mara Voss, who" in text
    assert "[7 narrator: {marker: Perhaps} the rain alone was to blame.]" in text


def test_piped_statements_are_a_line_each_with_tabs() -> None:
    console = piped()
    terminal.article(console, invented.reading())
    lines = [line.split("\t") for line in written(console).splitlines()]
    statements = [line for line in lines if line[0] == "statement"]
    assert len(statements) == 11
    assert statements[1][1:5] == ["2", "direct", "Mara Voss, who leads the Tolm Relief Society", "said"]
    assert statements[0][3] == "article's own assertion"
    assert statements[10][3] == "no source named"
    assert statements[3][3:5] == ["It", "called"]
    assert statements[3][6:] == ["The water ministry", "official", "institutional"]
    assert statements[0][6:] == ["", "", ""]
    assert [
        "figure",
        "100,000 to 250,000",
        "people",
        "displaced",
        "Ostrevan",
        "",
        "Between 100,000 and 250,000",
        "2",
    ] in lines
    assert ["marker", "doubt", "allegedly", "reports a claim without taking it on", "5"] in lines


def test_a_terminal_tells_roles_apart_by_more_than_colour() -> None:
    coloured, plain_colour = screen(), screen(color_system=None)
    for console in (coloured, plain_colour):
        terminal.article(console, invented.reading())
    shown = ESCAPE.sub("", written(coloured))
    assert "[D2] “We have recovered at least 82 bodies,” said Mara Voss" in shown
    assert "[N1] The dam at Ostrevan" in shown
    assert "[M9] that the sirens “never sounded” and that his brother had said: [D10] “Run" in shown
    assert "article's own assertion" in shown
    assert {"1", "3", "4", "7"} <= set(re.findall(r"\d+", " ".join(ESCAPE.findall(written(coloured)))))


def test_a_terminal_says_whom_a_source_is_read_as_and_that_a_program_did() -> None:
    console = screen()
    terminal.article(console, invented.reading())
    shown = " ".join(ESCAPE.sub("", written(console)).split())
    assert "It, read as The water ministry (official, institutional)" in shown
    assert "Mara Voss, who leads the Tolm Relief Society (aid agency, named)" in shown
    assert "his brother (unnamed)" in shown
    assert "whom a program takes the source to be" in shown
    other = screen()
    terminal.article(other, invented.second())
    assert "read as" not in written(other)


@pytest.mark.parametrize(
    ("changes", "plain"),
    [
        ({}, False),
        ({"no_color": True}, True),
        ({"force_terminal": False}, True),
        ({"_environ": {"TERM": "dumb"}}, True),
    ],
)
def test_when_lines_are_plain(changes: dict[str, object], plain: bool) -> None:
    values: dict[str, object] = {"force_terminal": True, "no_color": False, "_environ": {"TERM": "xterm"}}
    assert terminal.is_plain(Console(file=io.StringIO(), **(values | changes))) is plain  # type: ignore[arg-type]


@pytest.mark.parametrize("console", [piped, screen], ids=["piped", "terminal"])
def test_nothing_in_a_text_acts_on_the_terminal(console) -> None:  # type: ignore[no-untyped-def]
    made = console()
    terminal.article(made, invented.hostile())
    text = written(made)
    assert "[red]not red[/red]" in ESCAPE.sub("", text)
    assert "\x1b[31m\u202e" not in text
    assert "\u202e" not in text
    assert "\ufffd[31m" in ESCAPE.sub("", text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_written_without_controls(text: str) -> None:
    reading = Reading(Document(text, title=text), (Statement(Kind.NARRATOR, (Span(0, len(text)),)),))
    console = piped()
    terminal.article(console, reading)
    assert terminal.UNSAFE.search(written(console)) is None


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_fields_never_break_their_line(cells: list[str]) -> None:
    line = terminal.tabbed(cells)
    assert len(line.split("\t")) == len(cells)
    assert len(line.splitlines()) <= 1


def test_a_long_line_is_not_folded_when_piped() -> None:
    console = piped()
    terminal.article(console, invented.reading())
    assert max(map(len, written(console).splitlines())) > 200


def test_an_unread_text_says_why() -> None:
    for console in (piped(), screen()):
        terminal.article(console, invented.unread())
        assert "not read: no model for language ru" in written(console).lower()


def test_statements_of_the_ledger(ledger: Ledger) -> None:
    page = ledger.statements(StatementQuery(source="relief society", limit=2))
    lines, table = piped(), screen()
    terminal.statements_table(lines, page)
    terminal.statements_table(table, page)
    rows = [line.split("\t") for line in written(lines).splitlines()]
    assert [row[0] for row in rows] == [row.id for row in page.rows]
    assert rows[0][1:4] == ["direct", "Mara Voss, who leads the Tolm Relief Society", "said"]
    assert page.rows[0].id in written(table)


def test_statements_of_the_ledger_by_somebody(ledger: Ledger) -> None:
    page = ledger.statements(StatementQuery(actor="water ministry", kind="mixed", limit=1))
    lines, table = piped(), screen(width=300)
    terminal.statements_table(lines, page)
    terminal.statements_table(table, page)
    fields = written(lines).rstrip("\n").split("\t")
    assert (fields[2], fields[8:]) == ("It", ["The water ministry", "official", "institutional"])
    shown = " ".join(ESCAPE.sub("", written(table)).split())
    assert "It, read as The water ministry (official, institutional)" in shown
    assert "whom a program takes the source to be" in shown


def test_figures_of_the_ledger(ledger: Ledger) -> None:
    page = ledger.figures(FigureQuery(counted="bodies", limit=1))
    lines, table = piped(), screen()
    terminal.figures_table(lines, page)
    terminal.figures_table(table, page)
    fields = written(lines).rstrip("\n").split("\t")
    assert fields[1:5] == ["82", "", "at least", "bodies"]
    assert fields[-3:] == ["Mara Voss", "aid agency", "named"]
    assert "at least 82" in ESCAPE.sub("", written(table))


def test_sources_of_the_ledger(ledger: Ledger) -> None:
    page = sources(ledger, limit=100)
    lines, table = piped(), screen()
    terminal.sources_table(lines, page)
    terminal.sources_table(table, page)
    rows = {line.split("\t")[0]: line.split("\t") for line in written(lines).splitlines()}
    assert rows["Rescuers"][1:] == ["1", "1", "indirect 1", "The Evening & Hill Post 1", "", "unnamed"]
    assert rows["The water ministry"][5:] == ["official", "institutional"]
    assert not {"It", "the ministry"} & set(rows)
    assert "" in rows
    assert "official, institutional" in ESCAPE.sub("", written(table))
    assert "no source named" in ESCAPE.sub("", written(table))


def test_no_rows_are_nothing() -> None:
    for console in (piped(), screen()):
        terminal.figures_table(console, Page((), 0, 50, 0))
        assert written(console) == ""
