"""Pages of same claims and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from starlette.testclient import TestClient

from sayso.collect import collect
from sayso.compare import index, same_claims
from sayso.compare.origins import Background, Origin, Origins, Telling, of_statements
from sayso.demo import coverage
from sayso.ledger import Ledger
from sayso.read import read, read_all
from sayso.show import claims_text, origin_picture, server
from sayso.types import Document


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with Ledger(tmp_path_factory.mktemp("claims") / "sayso.db") as ledger, coverage() as folder:
        for reading in read_all(collect(str(folder))):
            ledger.add(reading)
        with TestClient(server.app(ledger), base_url="http://127.0.0.1:8000") as made:
            yield made


def test_a_claim_leads_to_its_statements_and_they_to_it(client: TestClient) -> None:
    rows = client.get("/claims.json?text=spoon").json()["rows"]
    (row,) = rows
    assert f'href="/claims/{row["id"]}"' in client.get("/claims").text
    page = client.get(f"/claims/{row['id']}").text
    for statement in client.get(f"/claims/{row['id']}.json").json()["statements"]:
        assert f'href="/statements/{statement["id"]}"' in page
        assert f'href="/claims/{row["id"]}"' in client.get(f"/statements/{statement['id']}").text


def test_the_chain_of_the_diver_ends_with_who_spoke_to_him(client: TestClient) -> None:
    (row,) = client.get("/claims.json?text=diver had found").json()["rows"]
    assert row["sole_origin"] is True
    assert row["origins"] == ["The Ferry Post"]
    tellings = client.get(f"/claims/{row['id']}.json").json()["tellings"]
    assert {telling["outlet"] for telling in tellings} == {
        "The Ferry Post",
        "Northline",
        "The Marenian Courier",
        "Radio Tesk",
    }


def test_the_picture_is_one_svg_that_loads_nothing(client: TestClient) -> None:
    (row,) = client.get("/claims.json?text=spoon").json()["rows"]
    answer = client.get(f"/claims/{row['id']}.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    root = etree.fromstring(answer.content)
    assert "".join(root.itertext()).count("The Ferry Post") == 2  # as origin, and as who tells it
    assert not [e for e in root.iter() if "href" in str(e.attrib) or e.tag.endswith("script")]


def test_a_series_says_what_it_rests_on(client: TestClient) -> None:
    series = client.get("/series.json").json()["rows"][0]["id"]
    assert "What it rests on" in client.get(f"/series/{series}").text


def test_nobody_else_makes_a_claim(client: TestClient) -> None:
    assert client.get("/claims/ffffffffffff").status_code == 404


def test_hostile_names_stay_text_in_the_picture() -> None:
    name = '<script>"&\u202e' + "x" * 90
    telling = Telling("d", name, None, None, (), "words", None, None, None, None, outside=name, why="credits")
    drawn = origin_picture.svg(Origins((telling,) * 80, (Origin(name, False, tuple(range(80)), (None,), True),)))
    root = etree.fromstring(drawn.encode())
    assert not [e for e in root.iter() if e.tag.endswith("script")]
    assert "\u202e" not in drawn
    assert "and 20 more" in drawn


def test_no_source_is_said_once() -> None:
    assert claims_text.origin_line(Origin("Post", True, (4,), (None,), True)) == "Post, for [5]: no source named"


@pytest.mark.parametrize(
    ("outlets", "said"),
    [
        (("Post", "Post"), "2 articles, 1 outlet, 1 origin"),
        (("Post", None), "2 articles, 1 outlet, 1 origin"),
        ((None, None), "2 articles, no outlet named, 1 origin"),
        (("Post", "Courier"), "2 articles, 2 outlets, 1 origin: all of it rests on one origin"),
    ],
)
def test_counts(outlets: tuple[str | None, ...], said: str) -> None:
    tellings = tuple(
        Telling(str(n), name, None, None, (), "31 died", None, None, None, None) for n, name in enumerate(outlets)
    )
    assert claims_text.counted(Origins(tellings, (Origin("Post", True, (0, 1), (None,), True),))) == said


def test_in_words() -> None:
    telling = Telling("d", "Post", None, None, (), "31 died", None, None, None, None, rests_on=0, why="the same text")
    assert (
        claims_text.telling_line(1, telling)
        == "[2] undated  Post  no source named  31 died\n      from [1]: the same text"
    )
    origin = Origin("Northline", False, (0, 2), ("the hospital",), True, ("by telephone",))
    assert claims_text.origin_line(origin) == (
        "Northline (its own telling is not here), for [1] [3]: the hospital; source not named; “by telephone”"
    )


def test_a_telling_that_was_added_is_not_possibly_the_same_as_well(tmp_path: Path) -> None:
    own = (
        '"There were 68 passengers on board the ferry, and not one more," said Lise Harran, a spokeswoman of the '
        "company, on Tuesday. The ferry Marelda sank on Lake Orrin on Monday."
    )
    taken = "The Tavel Gazette reported that 68 passengers were on board the ferry that sank on Lake Orrin on Monday."
    articles = (("Tavel Gazette", own, 3), ("Capital Morning", taken, 4), ("Radio Tesk", f"{taken} It rained.", 5))
    with Ledger(tmp_path / "sayso.db") as ledger:
        for name, text, day in articles:
            ledger.add(read(Document(text, name, outlet=name, published=date(2019, 3, day), language="en")))
        index.bring_up_to_date(ledger)
        (claim,) = same_claims.of_ledger(ledger)
        origins = of_statements(claim.statements, Background(ledger))
    near, told = {row.id for row, _ in claim.possibly}, {one.statement for one in origins.tellings}
    assert near & told
    assert {row.id for row, _ in claims_text.possibly(claim, origins)} == near - told
