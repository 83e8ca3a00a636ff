"""Pages of stories and of what two articles share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sayso.collect import collect
from sayso.demo import coverage
from sayso.ledger import Ledger
from sayso.read import read_all
from sayso.show import server
from sayso.show.story_pages import marked
from sayso.types import Document, Span, normalise


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with Ledger(tmp_path_factory.mktemp("stories") / "sayso.db") as ledger, coverage() as folder:
        for reading in read_all(collect(str(folder))):
            ledger.add(reading)
        with TestClient(server.app(ledger), base_url="http://127.0.0.1:8000") as made:
            yield made


def test_a_list_leads_to_each_story_and_each_pair(client: TestClient) -> None:
    rows = client.get("/stories.json").json()["rows"]
    listed = client.get("/stories").text
    for row in rows:
        assert f'href="/stories/{row["id"]}"' in listed
        record = client.get(f"/stories/{row['id']}.json").json()
        page = client.get(f"/stories/{row['id']}").text
        assert record["articles"] == len(record["documents"]) == row["articles"]
        for pair in record["reprints"]:
            address = f"/reprints/{pair['document']}/{pair['other']}"
            assert f'href="{address}"' in page
            assert client.get(address).text.count('<mark class="passage">') >= 2 * len(pair["passages"])
            assert client.get(f"{address}.json").json() == pair


def test_copies_stand_under_the_text_that_they_share(client: TestClient) -> None:
    story = next(
        r for r in client.get("/stories.json?text=dam").json()["rows"] if r["independent_texts"] < r["articles"]
    )
    assert "in the main the same text" in client.get(f"/stories/{story['id']}").text


@pytest.mark.parametrize("address", ["/stories/ffffffffffff", "/reprints/ffffffffffffffff/eeeeeeeeeeeeeeee"])
def test_what_is_not_there(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


@given(st.text(alphabet="ab \n", max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_marking_loses_no_words(text: str, ends: list[int]) -> None:
    text = normalise(text)
    ordered = sorted({end for end in ends if end <= len(text)})
    spans = [Span(a, b) for a, b in zip(ordered[::2], ordered[1::2], strict=False)]
    paragraphs = marked(Document(text), spans)
    assert "\n\n".join("".join(piece for piece, _ in p) for p in paragraphs).split() == text.split()
    for number, span in enumerate(spans, 1):
        pieces = [piece for p in paragraphs for piece, n in p if n == number]
        assert "".join(pieces).split() == "".join(span.words(text).split("\n\n")).split()
