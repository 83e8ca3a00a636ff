"""Whom coverage quotes, added up over spellings, outlets and kinds, with nothing lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.compare import SourceCount, sources
from sayso.compare.sources import same
from sayso.ledger import Ledger, StatementQuery
from sayso.types import Kind, Naming, Role
from tests.ledger.readings import SAID, article, edited

Said = Sequence[tuple[Kind, str | None, str]]
EVENING = {"outlet": "Evening Post", "published": date(2031, 4, 20)}
NOBODYS = {"outlet": None, "published": None}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "sayso.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder: Path = tmp_path_factory.mktemp("sources")
    with Ledger(folder / "sayso.db") as opened:
        opened.add(article(0))
        opened.add(article(1))
        opened.add(edited(article(1)))  # counted once, as it reads now
        opened.add(article(2, SAID[1:3], url="https://evening.example/2", **EVENING))
        opened.add(article(3, SAID[2:3], url=None, **NOBODYS))
        yield opened


COURIER = "Veldra Courier"
HARBOUR = SourceCount("the harbour office", 5, 3, {COURIER: 4, "Evening Post": 1}, {Kind.MIXED: 2, Kind.INDIRECT: 3})
BRANDT = SourceCount("Ilse Brandt", 4, 4, {COURIER: 2, "Evening Post": 1, None: 1}, {Kind.DIRECT: 4})
UNNAMED = SourceCount(None, 2, 2, {COURIER: 2}, {Kind.INDIRECT: 2})


def test_the_most_quoted_first(stored: Ledger) -> None:
    page = sources(stored)
    assert page.rows == (HARBOUR, BRANDT, UNNAMED)
    assert (page.total, page.limit, page.offset) == (3, 50, 0)


@pytest.mark.parametrize(
    ("query", "counts"),
    [
        ({"outlet": "Evening Post"}, [("the harbour office", 1), ("Ilse Brandt", 1)]),
        ({"outlet": "Nobody's Mirror"}, []),
        ({"since": date(2031, 4, 2)}, [("the harbour office", 3), ("Ilse Brandt", 2), (None, 1)]),
        ({"until": date(2031, 4, 1)}, [("The Harbour Office", 2), (None, 1), ("Ilse Brandt", 1)]),
        ({"since": date(2031, 4, 1), "until": date(2031, 4, 1), "outlet": "Evening Post"}, []),
    ],
)
def test_filters(stored: Ledger, query: dict[str, Any], counts: list[tuple[str | None, int]]) -> None:
    page = sources(stored, **query)
    assert [(row.source, row.statements) for row in page.rows] == counts
    assert page.total == len(counts)


@pytest.mark.parametrize(("limit", "offset"), [(1, 0), (1, 1), (2, 2), (2, 3), (0, 0), (100, 0)])
def test_pages_are_cut_from_one_list(stored: Ledger, limit: int, offset: int) -> None:
    page = sources(stored, limit=limit, offset=offset)
    assert page.rows == (HARBOUR, BRANDT, UNNAMED)[offset : offset + limit]
    assert (page.total, page.limit, page.offset) == (3, limit, offset)


def test_an_empty_ledger(ledger: Ledger) -> None:
    assert sources(ledger).rows == ()
    assert sources(ledger).total == 0


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("the ministry", "The  Ministry", True),
        ("A witness", "witness", True),
        ("an aide", "AN\nAIDE", True),
        ("Ångström", "ÅNGSTRÖM", True),
        ("ИЛЬЗЕ", "Ильзе", True),
        ("Straße", "STRASSE", True),
        ("the ministry", "this ministry", False),
        ("the the band", "the band", False),  # one article, not two
        ("theatre", "atre", False),
        ("another", "other", False),
        ("The", "A", False),  # an article alone is all there is
        ("the", "THE", True),
        ("", None, False),
        (None, None, True),
    ],
)
def test_what_counts_as_one(one: str | None, other: str | None, alike: bool) -> None:
    assert (same(one) == same(other)) is alike


@pytest.mark.parametrize(
    ("spellings", "shown"),
    [
        (["the Mayor", "The Mayor", "The Mayor"], "The Mayor"),  # as most often written
        (["the mayor", "Mayor"], "Mayor"),  # of two, the first by its letters
        (["MAYOR"], "MAYOR"),
    ],
)
def test_a_source_is_shown_as_most_often_written(ledger: Ledger, spellings: list[str], shown: str) -> None:
    ledger.add(article(0, [(Kind.INDIRECT, source, f"it rained on {i}") for i, source in enumerate(spellings)]))
    (row,) = sources(ledger).rows
    assert (row.source, row.statements, row.documents) == (shown, len(spellings), 1)


def test_equal_counts_stand_in_order_of_their_words(ledger: Ledger) -> None:
    said = [(Kind.INDIRECT, source, f"it rained on {source}") for source in ("the zoo", "Abel", None, "An owl")]
    ledger.add(article(0, said))
    assert [row.source for row in sources(ledger).rows] == [None, "Abel", "An owl", "the zoo"]


INDIRECT = Kind.INDIRECT
NAMED = ("Ilse Brandt", Role.OFFICIAL, Naming.NAMED)


def test_an_articles_own_reading_joins_what_is_one(ledger: Ledger) -> None:
    said = [(INDIRECT, words, f"it rained, {words}") for words in ("Ilse Brandt", "she", "the mayor", "a docker")]
    ledger.add(article(0, said, known=dict.fromkeys(("Ilse Brandt", "she", "the mayor"), NAMED)))
    ledger.add(article(1, said))  # the same words, with nobody known: never joined by guess
    assert [(row.source, row.statements, row.documents, row.role, row.naming) for row in sources(ledger).rows] == [
        ("Ilse Brandt", 4, 2, Role.OFFICIAL, Naming.NAMED),
        ("a docker", 2, 2, None, None),
        ("the mayor", 1, 1, None, None),
        ("she", 1, 1, None, None),
    ]


@pytest.mark.parametrize(
    ("one", "other", "rows"),
    [
        ("Ilse Brandt", "ILSE  Brandt", 1),
        ("The Harbour Office", "harbour office", 1),
        ("Ilse Brandt", "Brandt", 2),
        ("Ilse Brandt", "I. Brandt", 2),
        ("the mayor", "the mayor of Veldra", 2),
    ],
)
def test_across_articles_only_equal_names_are_one(ledger: Ledger, one: str, other: str, rows: int) -> None:
    for number, name in enumerate((one, other)):
        ledger.add(article(number, [(INDIRECT, "she", "it rained")], known={"she": (name, None, None)}))
    assert sources(ledger).total == rows
    assert sum(row.statements for row in sources(ledger).rows) == 2


@pytest.mark.parametrize(
    ("roles", "shown"),
    [
        ([], None),
        ([None, None, None], None),
        ([None, None, Role.MEDIC], Role.MEDIC),  # of those known
        ([Role.WITNESS, Role.MEDIC, Role.WITNESS], Role.WITNESS),
        ([Role.WITNESS, Role.MEDIC], Role.MEDIC),  # of two, the first as the roles are listed
    ],
)
def test_the_role_that_most_statements_have(ledger: Ledger, roles: list[Role | None], shown: Role | None) -> None:
    ledger.add(article(99, [(INDIRECT, "Otho Kray", "it rained")]))
    for number, role in enumerate(roles):
        ledger.add(article(number, [(INDIRECT, "he", "it rained")], known={"he": ("Otho Kray", role, None)}))
    (row,) = sources(ledger).rows
    assert (row.source, row.statements, row.role, row.naming) == ("Otho Kray", len(roles) + 1, shown, None)


SOURCES = st.sampled_from([None, "the Ministry", "ministry", "Ilse", "ILSE", "a monitor"])
SPEECH = st.tuples(st.sampled_from(Kind), SOURCES, st.just("it rained")).map(
    lambda said: (said[0], None if said[0] is Kind.NARRATOR else said[1], said[2])
)


KNOWN = {"ministry": ("The Ministry", Role.OFFICIAL, Naming.INSTITUTIONAL), None: NAMED, "a monitor": NAMED}


@settings(max_examples=15, deadline=None)
@given(coverage=st.lists(st.tuples(st.sampled_from(["Courier", "Post", None]), st.lists(SPEECH)), max_size=5))
def test_nothing_is_lost(tmp_path_factory: pytest.TempPathFactory, coverage: list[tuple[str | None, Said]]) -> None:
    with Ledger(tmp_path_factory.mktemp("all") / "sayso.db") as ledger:
        for number, (outlet, said) in enumerate(coverage):
            ledger.add(article(number, said, outlet=outlet, known=KNOWN if number % 2 else None))
        rows = sources(ledger).rows
        attributed = sum(
            ledger.statements(StatementQuery(kind=k, limit=1)).total for k in Kind if k is not Kind.NARRATOR
        )
        assert sum(row.statements for row in rows) == attributed
        for row in rows:
            assert row.statements == sum(row.outlets.values()) == sum(row.kinds.values())
            assert 1 <= row.documents <= row.statements
        assert [row.statements for row in rows] == sorted((row.statements for row in rows), reverse=True)
        assert len({same(row.source) for row in rows}) == len(rows)
