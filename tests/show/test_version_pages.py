"""Pages of versions: a list, a history, two texts side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sayso.collect import collect
from sayso.compare.revisions import aligned
from sayso.demo import coverage
from sayso.ledger import Ledger
from sayso.read import read_all
from sayso.show import server
from sayso.show.version_pages import new_side, old_side
from tests.compare.test_versions import A, B, add, read
from tests.show.test_server import parsed


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with Ledger(tmp_path_factory.mktemp("versions") / "sayso.db") as ledger, coverage() as folder:
        for reading in read_all(collect(str(folder / "courier"))):
            ledger.add(reading)
        moved = read(f"{B.document.text.split('. ', 1)[1]} {B.document.text.split('. ')[0]}. <b>bold</b> & “so”.")
        add(ledger, A, B, A, moved, title="The <dam>")
        with TestClient(server.app(ledger), base_url="http://127.0.0.1:8000") as made:
            yield made


def rows(client: TestClient) -> list[dict[str, object]]:
    found: list[dict[str, object]] = client.get("/versions.json").json()["rows"]
    return found


def test_a_list_leads_to_each_history_and_each_pair(client: TestClient) -> None:
    listed = client.get("/versions").text
    assert len(rows(client)) == 2
    for row in rows(client):
        assert f'href="/versions/{row["id"]}"' in listed
        record = client.get(f"/versions/{row['id']}.json").json()
        page = client.get(f"/versions/{row['id']}").text
        assert len(record["history"]) == row["versions"] or record["versions"] == len(record["history"])
        for one, other in pairwise(record["history"]):
            path = f"/versions/{one['id']}/{other['id']}"
            assert f'href="{path}"' in page
            assert client.get(path).status_code == 200
            assert client.get(f"{path}.json").json() in record["revisions"]


def test_the_demo_tells_figure_source_hedge_and_headline(client: TestClient) -> None:
    row = next(row for row in rows(client) if row["outlet"])
    assert row["changed"] == {"title": 1, "other number": 1, "softened": 1, "other source": 1, "sentence edited": 2}
    page = client.get(f"/versions/{row['id']}").text
    for words in ("33 people killed", "29 people killed", "The ministry of transport", "perhaps"):
        assert words in page


def test_two_versions_are_marked_by_more_than_colour(client: TestClient) -> None:
    page = client.get(f"/versions/{A.document.id}/{B.document.id}").text
    assert "<del>Officials</del>" in page
    assert "<ins>The hospital</ins>" in page
    assert "<ins>perhaps</ins>" in page
    css = client.get("/static/sayso.css").text
    assert re.search(r"^del \{[^}]*line-through", css, re.M)
    assert re.search(r"^ins \{[^}]*underline", css, re.M)


def test_every_change_leads_to_its_place(client: TestClient) -> None:
    for one, other, least in ((A.document.id, B.document.id, 6), (B.document.id, rows_of(client)[-1], 3)):
        tags = parsed(client.get(f"/versions/{one}/{other}").text).tags
        ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
        links = {str(attrs["href"])[1:] for tag, attrs in tags if tag == "a" and str(attrs["href"]).startswith("#")}
        assert len(ids) == len(set(ids))
        assert links <= set(ids)
        assert len(links) >= least


def rows_of(client: TestClient) -> list[str]:
    return [row["id"] for row in client.get(f"/versions/{A.document.id}.json").json()["history"]]


def test_a_passage_that_moved_has_its_number_on_both_sides(client: TestClient) -> None:
    page = client.get(f"/versions/{B.document.id}/{rows_of(client)[-1]}").text
    assert page.count('class="moved"') >= 2
    assert 'id="om1"' in page
    assert 'id="nm1"' in page


def test_what_a_text_holds_is_no_markup(client: TestClient) -> None:
    page = client.get(f"/versions/{A.document.id}/{rows_of(client)[-1]}").text
    assert "<b>bold" not in page
    assert "The <dam>" not in page
    assert "The &lt;dam&gt;" in page


def test_two_are_chosen_and_shown(client: TestClient) -> None:
    ids = rows_of(client)
    assert len(ids) == 4
    assert ids[2] == f"{ids[0]}-2"
    page = client.get(f"/versions/{ids[0]}?old={ids[1]}&new={ids[3]}")
    assert page.status_code == 200
    assert f'href="/versions/{ids[1]}/{ids[3]}"' in page.text
    chosen = [attrs["value"] for tag, attrs in parsed(page.text).tags if tag == "option" and "selected" in attrs]
    assert chosen == [ids[1], ids[3]]
    alike = client.get(f"/versions/{ids[0]}/{ids[2]}").text
    assert "the same text" in alike


def test_what_was_not_compared_is_not_said_to_be_the_same(tmp_path: Path) -> None:
    with Ledger(tmp_path / "sayso.db") as ledger:
        add(ledger, A, read("A cup final was lost by the town."))
        with TestClient(server.app(ledger), base_url="http://127.0.0.1:8000") as client:
            page = client.get(f"/versions/{A.document.id}").text
    assert "another text under the same address" in page
    assert "Nothing above the text." in page


def test_an_article_leads_to_its_versions(client: TestClient) -> None:
    assert f'href="/versions/{A.document.id}"' in client.get(f"/articles/{B.document.id}").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/versions/ffffffffffffffff", 404),
        ("/versions/ffffffffffffffff.json", 404),
        (f"/versions/{A.document.id}/ffffffffffffffff", 404),
        (f"/versions/{A.document.id}/{A.document.id}", 404),
        (f"/versions/{A.document.id}?old=ffffff&new=eeeeee", 404),
        (f"/versions/{A.document.id}?older=1", 400),
        ("/versions?outlet=nobody", 200),
        ("/versions?since=tomorrow", 400),
    ],
)
def test_what_is_not_there(client: TestClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


TEXTS = st.lists(st.sampled_from(["A b c. ", "D e f g. ", "H\n\n", "i j k, l. ", "M n o p q. "]), max_size=8).map(
    "".join
)


@given(TEXTS, TEXTS, st.lists(st.integers(0, 20), max_size=3))
def test_a_side_shows_its_text_letter_by_letter(old: str, new: str, anchors: list[int]) -> None:
    texts = aligned(old.strip(), new.strip())
    for side, text in ((old_side, old.strip()), (new_side, new.strip())):
        paragraphs = side(texts, [at for at in anchors if at < len(text)])
        assert "\n\n".join("".join(piece.words for piece in p) for p in paragraphs).split() == text.split()
        marked = sum(len(p.words.split()) for paragraph in paragraphs for p in paragraph if not p.alone)
        assert marked or not texts.kept
