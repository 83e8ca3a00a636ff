"""Origins: what tellings rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from sayso.compare import index, origins
from sayso.compare.origins import Background, Telling
from sayso.compare.outlets import Outlets
from sayso.ledger import Ledger, StatementQuery
from sayso.read import read_all
from sayso.types import Document, Naming, Role

PARAGRAPH = (
    "At least 31 people were killed when the dam above Vell gave way, the regional hospital said. The water reached "
    "the lower town within the hour and carried off the market hall, two footbridges and most of the wooden houses."
)


@dataclass(frozen=True)
class Told:
    outlet: str
    text: str
    day: int


def traced(tmp_path: Path, articles: Sequence[Told], words: str = "31") -> origins.Origins:
    """The origins of every statement that holds the words."""
    with Ledger(tmp_path / "sayso.db") as ledger:
        documents = [
            Document(one.text, f"{n}", outlet=one.outlet, published=date(2019, 3, one.day), language="en")
            for n, one in enumerate(articles)
        ]
        for reading in read_all(documents):
            ledger.add(reading)
        index.bring_up_to_date(ledger)
        rows = [row for row in ledger.statements(StatementQuery(limit=999)).rows if words in row.content]
        return origins.of_statements(rows, Background(ledger))


def names(found: origins.Origins) -> dict[str, tuple[int, ...]]:
    return {one.name: one.tellings for one in found.origins}


def test_a_credited_copy_rests_on_the_agency_that_is_here(tmp_path: Path) -> None:
    found = traced(tmp_path, [Told("Northline", PARAGRAPH, 5), Told("Post", f"VELL (Northline) - {PARAGRAPH}", 5)])
    assert names(found) == {"Northline": (0, 1)}
    assert found.sole
    assert {one.why for one in found.tellings} == {None, "the same text: Post credits Northline (dateline)"}


def test_an_agency_that_is_not_here_is_an_origin_all_the_same(tmp_path: Path) -> None:
    other = (
        "KORDA (Farwire) - A count of 31 dead in Vell was given on Tuesday by the hospital, and nothing else was known."
    )
    found = traced(tmp_path, [Told("Post", f"VELL (Farwire) - {PARAGRAPH}", 5), Told("Courier", other, 6)])
    assert [(one.name, one.here) for one in found.origins] == [("Farwire", False)]
    assert found.sole


def test_a_chain_is_followed_to_its_end(tmp_path: Path) -> None:
    chain = [
        Told("The Ferry Post", "A diver told The Ferry Post that 31 bolts of the third gate had rusted through.", 4),
        Told("Northline", "The Ferry Post reported that 31 bolts of the third gate had rusted through.", 5),
        Told("Radio Tesk", "Northline reported that 31 bolts of the third gate had rusted through.", 6),
    ]
    found = traced(tmp_path, chain)
    assert names(found) == {"The Ferry Post": (0, 1, 2)}
    assert [one.rests_on for one in found.tellings] == [None, 0, 1]


FERRY = "{} reported that 68 passengers were on board the ferry that sank on Lake Orrin on Monday."
OWN = (
    '"There were 68 passengers on board the ferry, and not one more," said Lise Harran, a spokeswoman of the company, '
    "on Tuesday. The ferry Marelda sank on Lake Orrin on Monday."
)


@pytest.mark.parametrize(
    ("outlet", "named"),
    [
        ("Tavel Gazette", "The Tavel Gazette"),
        ("The Tavel Gazette", "Tavel Gazette"),
        ("tavelgazette.example", "Tavel Gazette"),
    ],
)
def test_what_an_outlet_itself_has_is_found_where_it_is_only_possibly_the_same(
    tmp_path: Path, outlet: str, named: str
) -> None:
    articles = [Told(outlet, OWN, 3), Told("Capital Morning", FERRY.format(named), 4)]
    found = traced(tmp_path, articles, words="that 68")
    assert [(one.outlet, one.rests_on) for one in found.tellings] == [(outlet, None), ("Capital Morning", 0)]
    assert [(one.name, one.here) for one in found.origins] == [(outlet, True)]


@pytest.mark.parametrize("outlet", ["Tavel Gazette", "The Tavel Gazette", "TAVEL GAZETTE", "tavelgazette.example"])
def test_an_outlet_is_known_by_its_name_and_by_its_site(outlet: str) -> None:
    known = Outlets([outlet, "Capital Morning"])
    for words in ("the Tavel Gazette", "Tavel Gazette", "The TAVEL GAZETTE", "tavelgazette.example", "Tavel Gazette’s"):
        assert known.named(words) == outlet


def test_what_an_outlet_wrote_later_is_not_what_was_taken_from_it(tmp_path: Path) -> None:
    articles = [Told("Tavel Gazette", OWN, 5), Told("Capital Morning", FERRY.format("the Tavel Gazette"), 4)]
    found = traced(tmp_path, articles, words="that 68")
    assert [(one.name, one.here) for one in found.origins] == [("Tavel Gazette", False)]


def test_two_who_asked_for_themselves_are_two_origins(tmp_path: Path) -> None:
    one = "The hospital in Vell told reporters on Tuesday that it had counted 31 dead since the dam broke."
    other = "By Tuesday night 31 bodies had been brought to the hospital, Doctor Kovar said by telephone."
    found = traced(tmp_path, [Told("Courier", one, 5), Told("Post", other, 5)])
    assert set(names(found)) == {"Courier", "Post"}
    assert not found.sole
    post = next(one for one in found.origins if one.name == "Post")
    assert any("telephone" in words for words in post.access)


def test_copies_of_which_no_one_knows_who_was_first(tmp_path: Path) -> None:
    found = traced(tmp_path, [Told("Courier", PARAGRAPH, 5), Told("Post", PARAGRAPH + " Nothing more was known.", 5)])
    (only,) = found.origins
    assert set(only.name.split(" or ")) == {"Courier", "Post"}
    assert {one.why for one in found.tellings} == {None, origins.UNKNOWN}


def test_who_refers_to_each_other_is_no_endless_chain(tmp_path: Path) -> None:
    turned = [
        Told("Post", "Northline reported that 31 people had died in Vell on Tuesday.", 5),
        Told("Northline", "Post reported that 31 people had died in Vell on Tuesday.", 5),
    ]
    found = traced(tmp_path, turned)
    assert sum(len(one.tellings) for one in found.origins) == 2


def test_an_unnamed_source_is_told(tmp_path: Path) -> None:
    with Ledger(tmp_path / "sayso.db") as ledger:
        telling = Telling("d", "Post", None, None, (), "31", None, "a source", None, Naming.UNNAMED)
        background = Background(ledger)
        background._credits["d"], background._texts["d"] = [], ""
        telling = replace(telling, spans=(origins.Span(0, 0),), role=Role.WITNESS)
        (only,) = origins.trace([telling], background).origins
    assert only.unnamed


def test_an_article_without_an_outlet_is_an_origin_by_itself_and_no_outlet(tmp_path: Path) -> None:
    other = "By Tuesday night 31 bodies had been brought to the hospital, Doctor Kovar said by telephone."
    third = "The mayor of Vell put the number of the dead at 31 in a letter that he wrote to his council."
    found = traced(tmp_path, [Told("Courier", PARAGRAPH, 4), Told("", other, 5), Told("", third, 6)])
    assert [one.name for one in found.origins] == ["Courier", "no outlet named", "no outlet named"]
    assert found.outlets == ("Courier",)
    assert not found.sole
