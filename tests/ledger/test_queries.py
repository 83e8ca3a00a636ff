"""What the ledger is asked, and what it answers: filters, search, order, pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger import FigureQuery, Ledger, OutletRow, StatementQuery
from sayso.types import Bound, Document, Figure, Kind, Mention, Naming, Reading, Role, Span, Statement
from tests.ledger.readings import SAID, article, edited, whole_document

EVENING = {"outlet": "Evening Post", "url": "https://evening.example/1", "published": date(2031, 4, 20)}
UNDATED = {"outlet": None, "url": None, "published": None, "title": None}
ODD: tuple[tuple[Kind, str | None, str], ...] = (
    (Kind.INDIRECT, "ÉLISE Ångström, 100%_sure", 'the “ill-fated” ferry’s O\'Hara drank café "au" lait'),
    (Kind.INDIRECT, "Главный Штаб", "паром затонул"),
)
STORED = {
    "courier": article(2),
    "evening": article(0, SAID[:3], **EVENING),
    "undated": article(0, ODD, **UNDATED),
    "old": article(4),
    "new": edited(article(4)),
}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder: Path = tmp_path_factory.mktemp("queries")
    with Ledger(folder / "sayso.db") as ledger:
        for reading in STORED.values():
            ledger.add(reading)
        ledger.add(replace(whole_document(outlet="Evening Post", language="de"), unread="no model for language de"))
        yield ledger


def asked(stored: Ledger, **query: Any) -> dict[str, int]:
    """How many statements of each article were found."""
    names = {reading.document.id: name for name, reading in STORED.items()}
    page = stored.statements(StatementQuery(**query))
    found: dict[str, int] = {}
    for row in page.rows:
        found[names[row.document]] = found.get(names[row.document], 0) + 1
    assert page.total == sum(found.values())
    return found


ALL = {"evening": 3, "new": 5, "courier": 5, "undated": 2}
FILTERS: list[tuple[dict[str, Any], dict[str, int]]] = [
    ({}, ALL),
    ({"all_versions": True}, ALL | {"old": 5}),
    ({"source": "BRANDT"}, {"evening": 1, "new": 1, "courier": 1}),
    ({"source": "harbour office"}, {"evening": 1, "new": 2, "courier": 2}),
    ({"source": "élise ÅNG"}, {"undated": 1}),  # in any script
    ({"source": "главный штаб"}, {"undated": 1}),
    ({"source": "100%_"}, {"undated": 1}),
    ({"source": "%"}, {"undated": 1}),  # no wildcards
    ({"source": "_"}, {"undated": 1}),
    ({"source": "nobody"}, {}),
    ({"kind": "direct"}, {"evening": 1, "new": 1, "courier": 1}),
    ({"kind": Kind.NARRATOR}, {"evening": 1, "new": 1, "courier": 1}),
    ({"kind": "rumour"}, {}),
    ({"outlet": "Evening Post"}, {"evening": 3}),
    ({"outlet": "evening post"}, {}),  # as it is written
    ({"since": date(2031, 4, 5)}, {"evening": 3, "new": 5}),
    ({"until": date(2031, 4, 5)}, {"new": 5, "courier": 5}),
    ({"since": date(2031, 4, 6), "until": date(2031, 4, 20)}, {"evening": 3}),
    ({"since": date(2031, 4, 20), "until": date(2031, 4, 1)}, {}),
    ({"document": STORED["old"].document.id}, {"old": 5}),  # who names a version means it
    ({"document": STORED["new"].document.id[:7], "kind": "direct"}, {"new": 1}),
    ({"document": "0" * 16}, {}),
    ({"text": "ferry sunk", "source": "harbour", "outlet": "Evening Post", "kind": "indirect"}, {"evening": 1}),
]


@pytest.mark.parametrize(("query", "found"), FILTERS, ids=[str(case[0]) for case in FILTERS])
def test_filters(stored: Ledger, query: dict[str, Any], found: dict[str, int]) -> None:
    assert asked(stored, **query) == found


SEARCHES = [
    ("ferry", {"evening": 1, "new": 1, "courier": 1, "undated": 1}),
    ("FERRY sunk", {"evening": 1, "new": 1, "courier": 1}),
    ("sunk ferry", {"evening": 1, "new": 1, "courier": 1}),  # in any order
    ("brandt warned", {"evening": 1, "new": 1, "courier": 1}),  # a word of the source, one of the content
    ("ferries", {}),  # as it stands: no stemming
    ("fer", {}),
    ("fer*", {}),
    ("ferry OR crew", {}),  # no operators
    ("ferry NOT sunk", {}),
    ("NEAR(ferry sunk)", {}),
    ("content:ferry", {}),
    ("ill-fated", {"undated": 1}),
    ("ill fated", {"undated": 1}),
    ("fated-ill", {}),
    ("“ill-fated”", {"undated": 1}),
    ("O'Hara", {"undated": 1}),
    ('"au" lait', {"undated": 1}),
    ('"au', {"undated": 1}),
    ("cafe", {"undated": 1}),
    ("cafe\u0301", {"undated": 1}),
    ("паром", {"undated": 1}),
    ("ПАРОМ", {"undated": 1}),
    ("ferry --", {"evening": 1, "new": 1, "courier": 1, "undated": 1}),  # marks alone are no words
    ("--", {}),
    ('"', {}),
    ("\0", {}),
    ("ferry\0sunk", {"evening": 1, "new": 1, "courier": 1}),
    ("12", {"evening": 1, "new": 1, "courier": 1}),
]


@pytest.mark.parametrize(("words", "found"), SEARCHES)
def test_search(stored: Ledger, words: str, found: dict[str, int]) -> None:
    assert asked(stored, text=words) == found


def test_blanks_ask_nothing(stored: Ledger) -> None:
    assert asked(stored, text="  \n") == asked(stored, text="") == asked(stored, source="") == ALL


@settings(max_examples=200, deadline=None)
@given(words=st.text(st.characters(codec="utf-8")) | st.text('"*^:(){}+-ANDORT ferry\\', max_size=30))
def test_no_words_break_the_search(stored: Ledger, words: str) -> None:
    found = stored.statements(StatementQuery(text=words))
    assert 0 <= found.total <= 15
    assert stored.statements(StatementQuery(source=words)).total <= 15
    assert stored.figures(FigureQuery(counted=words, place=words)).total <= 3


def test_the_newest_first_and_then_as_in_the_text(stored: Ledger) -> None:
    rows = stored.statements(StatementQuery(limit=100, all_versions=True)).rows
    keys = [(-(row.published or date.min).toordinal(), row.document, row.position) for row in rows]
    assert keys == sorted(keys)
    assert rows[-1].published is None  # undated ones last
    figures = stored.figures(FigureQuery(limit=100, all_versions=True)).rows
    assert [row.published for row in figures] == sorted(
        (row.published for row in figures if row.published), reverse=True
    )
    documents = stored.documents(limit=100).rows
    assert all(a.published is None or a.published >= b.published for a, b in pairwise(documents) if b.published)
    assert stored.statements(StatementQuery(limit=100, all_versions=True)).rows == rows


@pytest.mark.parametrize(("limit", "offset"), [(1, 0), (4, 0), (4, 12), (4, 15), (4, 999), (100, 0), (0, 0)])
def test_pages_are_cut_from_one_list(stored: Ledger, limit: int, offset: int) -> None:
    whole = stored.statements(StatementQuery(limit=100)).rows
    page = stored.statements(StatementQuery(limit=limit, offset=offset))
    assert (page.rows, page.total, page.limit, page.offset) == (whole[offset : offset + limit], 15, limit, offset)
    listed = stored.documents(limit=100).rows
    documents = stored.documents(limit=limit, offset=offset)
    assert (documents.rows, documents.total) == (listed[offset : offset + limit], 6)
    figures = stored.figures(FigureQuery(limit=limit, offset=offset))
    assert (len(figures.rows), figures.total) == (max(0, min(limit, 3 - offset)), 3)


def test_a_statements_row(stored: Ledger) -> None:
    reading = STORED["evening"]
    row = stored.statements(StatementQuery(outlet="Evening Post", kind="direct")).rows[0]
    claim = reading.statements[2]
    assert (row.content_spans, row.source_spans, row.cue_spans) == (claim.content, claim.source, claim.cue)
    assert row.content == claim.content[0].words(reading.document.text) == "“Nobody warned us, not one of them”"
    assert (row.source, row.cue, row.kind, row.position) == ("Ilse Brandt", "said", Kind.DIRECT, 2)
    assert (row.document, row.document_title) == (reading.document.id, reading.document.title)
    assert (row.document_url, row.outlet, row.published) == (EVENING["url"], EVENING["outlet"], EVENING["published"])


def test_a_statement_is_found_by_its_id_in_whatever_version(stored: Ledger) -> None:
    every = stored.statements(StatementQuery(limit=100, all_versions=True)).rows
    assert len({row.id for row in every}) == len(every) == 20
    for row in every:
        assert stored.statements(StatementQuery(id=row.id)).rows == (row,)
    assert stored.statements(StatementQuery(id="0" * 12)).total == 0
    assert stored.statements(StatementQuery(id=every[0].id[:6])).total == 0


FIGURES: list[tuple[dict[str, Any], int]] = [
    ({}, 3),
    ({"all_versions": True}, 4),
    ({"counted": "PASSENG"}, 3),
    ({"counted": "lamps"}, 0),
    ({"state": "killed"}, 3),
    ({"state": "kill"}, 0),
    ({"place": "veld"}, 3),
    ({"place": "%z"}, 0),
    ({"outlet": "Evening Post"}, 1),
    ({"since": date(2031, 4, 5)}, 2),
    ({"until": date(2031, 4, 3)}, 1),
    ({"document": STORED["old"].document.id}, 1),
    ({"document": "abc"}, 0),
    ({"counted": "passengers", "state": "killed", "place": "Veldra", "outlet": "Veldra Courier"}, 2),
]


@pytest.mark.parametrize(("query", "total"), FIGURES, ids=[str(case[0]) for case in FIGURES])
def test_filters_of_figures(stored: Ledger, query: dict[str, Any], total: int) -> None:
    page = stored.figures(FigureQuery(**query))
    assert page.total == len(page.rows) == total


def test_a_figures_row(stored: Ledger) -> None:
    (row,) = stored.figures(FigureQuery(outlet="Evening Post")).rows
    (claim,) = stored.statements(StatementQuery(outlet="Evening Post", text="sunk")).rows
    assert (row.words, row.low, row.high, row.bound) == ("at least 12", 12.0, None, Bound.AT_LEAST)
    assert (row.counted, row.unit, row.state, row.place) == ("passengers", None, "killed", "Veldra")
    assert (row.as_of, row.statement, row.source) == ("on Tuesday", claim.id, "the harbour office")
    assert (row.document, row.id) == (claim.document, f"{claim.document}-f0")
    assert row.span == STORED["evening"].figures[0].span


@pytest.mark.parametrize(
    ("before", "after"),
    [("", ""), ("🚢 é ", " gone"), ("x" * 69, "y" * 70), ("x" * 300, "y" * 300), ("a\n\nb ", "\nc")],
)
def test_a_figure_shows_in_its_surroundings(ledger: Ledger, before: str, after: str) -> None:
    words = f"{before}82{after}"
    span = Span(len(before), len(before) + 2)
    ledger.add(Reading(Document(words, "n"), (), (Figure(span, 82, 82, Bound.EXACT),)))
    (row,) = ledger.figures(FigureQuery()).rows
    assert row.context_span.words(row.context) == row.words == "82"
    assert row.context in words.replace("\n", " ")
    assert len(row.context) == min(len(before), 70) + 2 + min(len(after), 70) <= 160
    assert (row.statement, row.source) == (None, None)


# One article that knows whom its sources refer to, and an older one that does not.
PRONOUNS: tuple[tuple[Kind, str | None, str], ...] = (
    (Kind.DIRECT, "Ilse Brandt", "“Nobody warned us”"),
    (Kind.INDIRECT, "she", "the ferry had sunk with at least 12 passengers"),
    (Kind.INDIRECT, "a docker", "the lamps were out"),
    (Kind.INDIRECT, "the office", "it would look into it"),
    (Kind.INDIRECT, None, "the crew were safe"),
)
KNOWN = {
    "Ilse Brandt": ("Ilse Brandt", Role.OFFICIAL, Naming.NAMED),
    "she": ("Ilse Brandt", Role.OFFICIAL, Naming.NAMED),
    "a docker": ("a docker", Role.WITNESS, Naming.UNNAMED),
    "the office": ("Harbour Office of 100%_Veldra", None, Naming.INSTITUTIONAL),
}


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger(tmp_path_factory.mktemp("actors") / "sayso.db") as ledger:
        ledger.add(article(0, PRONOUNS, versions={"model": "old"}))
        ledger.add(article(0, PRONOUNS, known=KNOWN))
        ledger.add(article(1, PRONOUNS))
        yield ledger


@pytest.mark.parametrize(
    ("query", "sources"),
    [
        ({"actor": "BRANDT"}, ["Ilse Brandt", "she", "Ilse Brandt"]),  # and by words where nobody is known
        ({"actor": "she"}, ["she"]),  # of the article that does not know whom
        ({"source": "she"}, ["she", "she"]),
        ({"source": "she", "actor": "ilse"}, ["she"]),
        ({"actor": "100%_"}, ["the office"]),
        ({"actor": "of%veldra"}, []),
        ({"actor": ""}, ["Ilse Brandt", "she", "a docker", "the office", None] * 2),
        ({"role": "official"}, ["Ilse Brandt", "she"]),
        ({"role": Role.WITNESS}, ["a docker"]),
        ({"role": "medic"}, []),
        ({"role": "soothsayer"}, []),
        ({"naming": "institutional"}, ["the office"]),
        ({"naming": Naming.NAMED, "kind": "indirect"}, ["she"]),
        ({"role": "official", "naming": "unnamed"}, []),
        ({"role": "official", "text": "ferry sunk"}, ["she"]),
        ({"naming": "named", "until": date(2031, 3, 1)}, []),
    ],
    ids=str,
)
def test_filters_by_whom_a_source_refers_to(peopled: Ledger, query: dict[str, Any], sources: list[str | None]) -> None:
    page = peopled.statements(StatementQuery(**query))
    assert page.total == len(page.rows) == len(sources)
    in_order = sorted(page.rows, key=lambda row: (row.published, row.position))
    assert [row.source for row in in_order] == sources


def test_rows_say_whom_a_source_refers_to(peopled: Ledger) -> None:
    first, second = (
        peopled.statements(StatementQuery(document=article(n, PRONOUNS).document.id)).rows[1] for n in (0, 1)
    )
    assert (first.source, first.actor, first.role, first.naming) == ("she", "Ilse Brandt", "official", "named")
    assert (type(first.role), type(first.naming)) == (Role, Naming)
    assert (second.source, second.actor, second.role, second.naming) == ("she", None, None, None)
    figures = peopled.figures(FigureQuery()).rows
    assert [(row.source, row.actor, row.role, row.naming) for row in figures] == [
        ("she", None, None, None),
        ("she", "Ilse Brandt", Role.OFFICIAL, Naming.NAMED),
    ]


def test_sources_are_added_up_by_whom_they_refer_to(peopled: Ledger) -> None:
    totals = dict(peopled.source_totals())
    assert totals == {
        "Ilse Brandt": 3,
        "she": 1,
        "a docker": 2,
        "Harbour Office of 100%_Veldra": 1,
        "the office": 1,
        None: 2,
    }
    rows = list(peopled.source_rows(["Ilse Brandt"]))
    assert {(row.role, row.naming, row.statements) for row in rows} == {
        (Role.OFFICIAL, Naming.NAMED, 1),
        (None, None, 1),
    }
    assert sum(row.statements for row in peopled.source_rows(list(totals))) == sum(totals.values())


def test_an_actor_whom_no_source_names(ledger: Ledger) -> None:
    """A quotation that runs on into the next paragraph: nobody is named there, and the reading knows who speaks."""
    reading = article(0, PRONOUNS, known={None: ("Ilse Brandt", None, Naming.NAMED)})
    ledger.add(reading)
    assert ledger.reading(reading.document.id) == reading
    (row,) = ledger.statements(StatementQuery(naming="named")).rows
    assert (row.source, row.actor) == (None, "Ilse Brandt")
    assert None not in dict(ledger.source_totals())


def test_documents(stored: Ledger) -> None:
    rows = {row.id: row for row in stored.documents().rows}
    for reading in STORED.values():
        document, row = reading.document, rows[reading.document.id]
        assert (row.name, row.url, row.outlet, row.title) == (
            document.name,
            document.url,
            document.outlet,
            document.title,
        )
        assert (row.published, row.fetched, row.language) == (document.published, document.fetched, document.language)
        assert (row.statements, row.figures) == (len(reading.statements), len(reading.figures))
        assert row.version == (2 if reading is STORED["new"] else 1)
        assert row.unread is None
    assert [row.unread for row in rows.values() if row.language == "de"] == ["no model for language de"]


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ({}, 6),
        ({"outlet": "Veldra Courier"}, 3),
        ({"since": date(2031, 4, 5)}, 3),
        ({"until": date(2031, 4, 5)}, 3),
        ({"outlet": "Evening Post", "since": date(2031, 1, 1)}, 1),
    ],
)
def test_filters_of_documents(stored: Ledger, query: dict[str, Any], total: int) -> None:
    assert stored.documents(**query).total == len(stored.documents(**query).rows) == total


def test_outlets_count_what_the_lists_show(stored: Ledger) -> None:
    rows = stored.outlets()
    assert rows == [
        OutletRow("Evening Post", 2, 3, date(2031, 4, 20), date(2031, 4, 20)),
        OutletRow("Veldra Courier", 3, 10, date(2031, 4, 3), date(2031, 4, 5)),
        OutletRow(None, 1, 2, None, None),
    ]
    for row in rows[:2]:
        assert stored.documents(outlet=row.outlet).total == row.documents
        assert stored.statements(StatementQuery(outlet=row.outlet)).total == row.statements


def test_sources_are_added_up_and_told_apart(stored: Ledger) -> None:
    totals = dict(stored.source_totals())
    harbour = {"the harbour office": 3, "The Harbour Office": 2}
    assert totals == harbour | {"Ilse Brandt": 3, None: 2, ODD[0][1]: 1, ODD[1][1]: 1}
    for source, total in totals.items():
        rows = list(stored.source_rows([source]))
        assert {row.source for row in rows} == {source}
        assert sum(row.statements for row in rows) == total
    assert sum(row.statements for row in stored.source_rows(list(totals))) == sum(totals.values())
    assert list(stored.source_rows([])) == []
    assert dict(stored.source_totals(outlet="Evening Post")) == {"the harbour office": 1, "Ilse Brandt": 1}


def test_more_sources_than_fit_one_question(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ledger.queries.LISTED", 3)
    words = " ".join(f"w{i}" for i in range(20))
    spans = [Span(words.index(f"w{i}"), words.index(f"w{i}") + len(f"w{i}")) for i in range(20)]
    said = tuple(Statement(Kind.INDIRECT, (spans[0],), (span,)) for span in spans)
    ledger.add(Reading(Document(words, "many"), said))
    found = [row.source for row in ledger.source_rows([source for source, _ in ledger.source_totals()])]
    assert sorted(map(str, found)) == sorted(words.split())


def test_every_figure_with_a_state_and_the_text_around_it(stored: Ledger) -> None:
    every = {row.document: row for row in stored.figures(FigureQuery(limit=100)).rows}
    found = list(stored.surroundings(10))
    assert found
    for document, start, end, begins, window in found:
        text = stored.document(document)
        assert text is not None
        assert window == text.text[begins : end + 10]
        assert begins == max(0, start - 10)
        assert document in every


def test_places_and_datelines(ledger: Ledger) -> None:
    document = Document("HALMERE — In Orlo, 3 died.", "a", dateline="HALMERE —", language="en")
    ledger.add(Reading(document, mentions=(Mention("place", Span(13, 17)), Mention("person", Span(0, 7)))))
    ledger.add(Reading(Document("No place at all.", "b", language="en")))
    assert list(ledger.places()) == [(document.id, 13, "Orlo")]
    assert ledger.datelines() == {document.id: "HALMERE —"}
