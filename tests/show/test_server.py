"""Every page and its JSON, what is refused, and that an article's text is never markup."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.ledger import Ledger, LedgerError
from sayso.show import formats, server
from sayso.types import Reading, SaysoError
from tests.show import invented

PAGES = ("/", "/outlets", "/articles", "/statements", "/sources", "/figures", "/series", "/versions")
LISTS = ("/articles", "/statements", "/sources", "/figures")


@pytest.fixture(scope="module")
def client(ledger: Ledger) -> Iterator[TestClient]:
    with TestClient(server.app(ledger), base_url="http://127.0.0.1:8000") as made:
        yield made


@pytest.fixture(scope="module")
def article() -> str:
    return f"/articles/{invented.document().id}"


class Text(HTMLParser):
    """The text of the elements that carry an attribute, and every element's attributes."""

    def __init__(self, attribute: str) -> None:
        super().__init__()
        self.attribute, self.depth, self.text = attribute, 0, ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if self.depth or self.attribute in dict(attrs):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text += data


def parsed(html: str, attribute: str = "data-annotated") -> Text:
    parser = Text(attribute)
    parser.feed(html)
    return parser


@pytest.mark.parametrize("path", PAGES)
def test_each_page_opens_and_has_its_json(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    linked = [attrs["href"] for tag, attrs in parsed(page.text).tags if attrs.get("type") == "application/json"]
    assert linked == [f"{path}.json" if path != "/" else "/overview.json"]
    record = client.get(str(linked[0]))
    assert record.status_code == 200
    assert record.headers["content-type"] == "application/json"
    assert isinstance(record.json(), dict)


@pytest.mark.parametrize(
    "path", [*PAGES, "/nowhere", "/statements?kind=rumour", "/statements.json", "/static/sayso.css"]
)
def test_every_answer_has_the_strict_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_script_or_style_of_its_own_or_from_elsewhere(client: TestClient, path: str) -> None:
    for tag, attrs in parsed(client.get(path).text).tags:
        assert "style" not in attrs
        assert not [name for name in attrs if name.startswith("on")]
        assert tag != "style"
        for name in ("src", "srcset"):
            assert str(attrs.get(name, "/")).startswith("/")
        if tag == "link":
            assert str(attrs["href"]).startswith("/")


def test_every_input_has_a_label(client: TestClient) -> None:
    for path in PAGES:
        tags = parsed(client.get(path).text).tags
        labelled = {attrs.get("for") for tag, attrs in tags if tag == "label"}
        assert {attrs.get("id") for tag, attrs in tags if tag in ("input", "select")} <= labelled


@pytest.mark.parametrize("made", [invented.reading, invented.second, invented.hostile, invented.unread])
def test_an_article_shows_its_text_letter_by_letter(client: TestClient, made) -> None:  # type: ignore[no-untyped-def]
    reading: Reading = made()
    page = client.get(f"/articles/{reading.document.id}")
    assert page.status_code == 200
    shown = re.sub(r"\s+", " ", parsed(page.text).text).strip()
    assert shown == re.sub(r"\s+", " ", reading.document.text).strip()


def test_an_article_has_a_focusable_mark_and_an_entry_for_each_statement(client: TestClient, article: str) -> None:
    tags = parsed(client.get(article).text).tags
    count = len(invented.reading().statements)
    marks = {attrs["id"]: attrs for _, attrs in tags if "data-o" in attrs}
    entries = {attrs["id"] for tag, attrs in tags if tag == "li" and str(attrs.get("id", "")).startswith("a")}
    assert set(marks) == {f"s{i}" for i in range(1, count + 1)}
    assert entries == {f"a{i}" for i in range(1, count + 1)}
    assert all(attrs["tabindex"] == "0" for attrs in marks.values())
    links = {attrs.get("href") for tag, attrs in tags if tag == "a"}
    assert {f"#s{i}" for i in range(1, count + 1)} | {f"#a{i}" for i in range(1, count + 1)} <= links


def test_no_id_stands_twice(client: TestClient, article: str) -> None:
    for path in (*PAGES, article):
        ids = [attrs["id"] for _, attrs in parsed(client.get(path).text).tags if "id" in attrs]
        assert len(ids) == len(set(ids)), path


def test_the_articles_own_assertions_are_said_to_be_so(client: TestClient, article: str) -> None:
    page = client.get(article).text
    assert "article&#39;s own assertion" in page
    assert "no source named" in page
    assert "<bdi>Mara Voss, who leads the Tolm Relief Society</bdi>" in page


def test_an_article_as_json_is_its_reading(client: TestClient, article: str) -> None:
    expected = json.loads(json.dumps(formats.reading_record(invented.reading())))
    assert client.get(f"{article}.json").json() == expected


def test_an_article_can_be_named_by_the_start_of_its_id(client: TestClient, article: str) -> None:
    assert client.get(article[:-4]).status_code == 200


def test_versions_of_an_edited_article_lead_to_each_other(client: TestClient, article: str) -> None:
    other = f"/articles/{invented.edited().document.id}"
    assert f'href="{other}"' in client.get(article).text
    assert f'href="{article}"' in client.get(other).text
    assert "2 versions stood at this address" in client.get(other).text


def test_an_unread_text_says_why(client: TestClient) -> None:
    page = client.get(f"/articles/{invented.unread().document.id}").text
    assert "was not read: no model for language ru" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=sirens", "never sounded"),
        ("text=inspection+thorough", "thorough and complete"),
        ("source=relief+society", "We have recovered"),
        ("actor=water+ministry&kind=mixed", "thorough and complete"),
        ("role=witness", "never sounded"),
        ("naming=unnamed&kind=direct", "Run, it is coming."),
        ("actor=&role=&naming=", "The dam at Ostrevan"),
        ("kind=narrator&outlet=The+Evening+%26+Hill+Post", "Nobody has said who opened the gates."),
        ("since=2031-04-05&until=2031-04-05", "missing below the Ostrevan dam"),
        ("text=&kind=&outlet=&since=&until=", "The dam at Ostrevan"),
    ],
)
def test_statements_are_found(client: TestClient, query: str, found: str) -> None:
    page = client.get(f"/statements?{query}")
    assert page.status_code == 200
    assert found in page.text
    rows = client.get(f"/statements.json?{query}").json()["rows"]
    assert any(found in row["content"] for row in rows)


@pytest.mark.parametrize("text", ["volcano", '"', "AND", "a OR", "(", "*", "content:x", "-", "NEAR(a", "'; drop table"])
def test_a_search_for_anything_is_answered(client: TestClient, text: str) -> None:
    answer = client.get("/statements", params={"text": text})
    assert answer.status_code == 200
    assert 'role="status"' in answer.text


def test_a_statement_has_a_permanent_page_in_its_place(client: TestClient, article: str) -> None:
    row = client.get("/statements.json?text=brother").json()["rows"][0]
    page = client.get(f"/statements/{row['id']}")
    assert page.status_code == 200
    assert f"/articles/{row['document']}#s{row['position'] + 1}" in page.text
    assert f'data-here="{row["position"] + 1}"' in page.text
    assert "Run, it is coming." in parsed(page.text).text
    assert "The dam at Ostrevan broke" not in parsed(page.text).text
    assert client.get(f"/statements/{row['id']}.json").json() == row


def test_figures_are_found_with_interval_and_words(client: TestClient) -> None:
    page = client.get("/figures?counted=people&state=displaced").text
    assert "100,000 to 250,000" in page
    assert "<mark>Between 100,000 and 250,000</mark>" in page
    rows = client.get("/figures.json?counted=people&state=displaced").json()["rows"]
    assert {(row["low"], row["high"]) for row in rows} == {(100000, 250000)}


def test_sources_are_counted_and_lead_to_their_statements(client: TestClient) -> None:
    rows = client.get("/sources.json").json()["rows"]
    assert any(row["source"] == "Rescuers" and row["statements"] == 1 for row in rows)
    assert any(row["source"] is None for row in rows)
    assert 'href="/statements?actor=Rescuers"' in client.get("/sources").text


def test_sources_are_added_up_by_whom_they_refer_to(client: TestClient) -> None:
    rows = {row["source"]: row for row in client.get("/sources.json").json()["rows"]}
    ministry = rows["The water ministry"]
    assert (ministry["role"], ministry["naming"]) == ("official", "institutional")
    assert not {"It", "the ministry"} & set(rows)
    found = client.get("/statements.json", params={"actor": "The water ministry"}).json()
    assert found["total"] == ministry["statements"]
    assert {row["source"] for row in found["rows"]} == {"The water ministry", "It", "the ministry"}
    page = client.get("/sources").text
    assert "Across articles only equal names are one source" in page
    assert ">institutional</span>" in page


@pytest.mark.parametrize("path", ["/statements?actor=water+ministry", "/statements/{it}", "/figures?counted=bodies"])
def test_pages_say_whom_a_source_is_read_as(client: TestClient, path: str) -> None:
    it = client.get("/statements.json?source=It&kind=mixed&actor=water").json()["rows"][0]["id"]
    page = client.get(path.format(it=it)).text
    if "bodies" in path:  # its words say who it is: only the labels are added
        assert "read as <bdi>" not in page
        assert ">aid agency</span>" in page
    else:
        assert "<bdi>It</bdi></a> <span" in page
        assert "read as <bdi>The water ministry</bdi>" in page
        assert "whom a program takes the source to be" in page


def test_the_filters_that_were_asked_for_stay_in_the_form(client: TestClient) -> None:
    page = client.get("/statements?actor=Voss&role=aid+agency&naming=named").text
    assert 'name="actor" type="search" value="Voss"' in page
    assert '<option value="aid agency" selected>' in page
    assert '<option value="named" selected>' in page


@pytest.mark.parametrize("name", ["Lowland Courier", "The Evening & Hill Post", "<i>Post</i> & Sons", "Vesti Nizin"])
def test_each_outlet_has_a_page_whatever_its_name(client: TestClient, name: str) -> None:
    listed = parsed(client.get("/outlets").text).tags
    links = [str(attrs["href"]) for tag, attrs in listed if tag == "a" and "/outlets/" in str(attrs["href"])]
    pages = {client.get(link + ".json").json()["outlet"]["outlet"]: client.get(link) for link in links}
    assert pages[name].status_code == 200
    assert 'href="javascript' not in pages[name].text


@pytest.mark.parametrize("path", LISTS)
def test_pages_turn_and_hold_every_row_once(client: TestClient, path: str) -> None:
    address, rows = f"{path}.json?limit=3", []
    while address:
        answer = client.get(address).json()
        assert len(answer["rows"]) <= 3
        rows += [json.dumps(row, sort_keys=True) for row in answer["rows"]]
        address = answer["next"]
    assert len(rows) == len(set(rows)) == answer["total"]
    assert 'rel="next"' in client.get(f"{path}?limit=3").text
    assert 'rel="prev"' in client.get(f"{path}?limit=3&page=2").text


def test_a_page_past_the_end_says_so(client: TestClient) -> None:
    answer = client.get("/statements?page=999")
    assert answer.status_code == 200
    assert "No rows on this page" in answer.text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/statements?kind=rumour", "one of: direct, mixed, indirect, narrator"),
        ("/statements?role=oracle", "one of: official, military"),
        ("/statements?naming=no", "one of: named, unnamed, institutional"),
        ("/sources?role=official", "It takes: outlet, since, until, page, limit"),
        ("/statements?since=tomorrow", "write a date as 2016-11-01"),
        ("/articles?page=0", "whole number from 1"),
        ("/figures?limit=9999", "from 1 to 500"),
        ("/sources?sorce=x", "It takes: outlet, since, until, page, limit"),
        ("/?q=1", "takes no"),
        ("/statements?text=%3Cscript%3E&kind=%3Cscript%3E", "&lt;script&gt;"),
    ],
)
def test_bad_parameters_are_refused_in_words(client: TestClient, path: str, said: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert said in answer.text
    assert "<script>" not in answer.text


def test_an_error_has_its_json_too(client: TestClient) -> None:
    answer = client.get("/statements.json?kind=rumour")
    assert answer.status_code == 400
    assert "one of: direct" in answer.json()["detail"]
    assert client.get("/articles/ffffffffffffffff.json").json()["error"] == "Not found"


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/articles/ffffffffffffffff",
        "/articles/x",
        "/statements/ffffffffffff",
        "/statements/%00",
        "/outlets/None such",
        "/outlets/",
        "/static/",
        "/static/../server.py",
        "/static/%2e%2e/server.py",
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(client: TestClient, method: str) -> None:
    answer = client.request(method, "/statements")
    assert answer.status_code == 405
    assert "nothing else" in answer.text


@pytest.mark.parametrize(
    "path", ["/articles/{id}", "/statements", "/figures", "/sources", "/outlets", "/articles", "/"]
)
def test_hostile_text_is_only_text(client: TestClient, path: str) -> None:
    page = client.get(path.format(id=invented.hostile().document.id))
    assert page.status_code == 200
    tags = parsed(page.text).tags
    assert [attrs for tag, attrs in tags if tag == "script"] in ([], [{"src": "/static/article.js", "defer": None}])
    assert [tag for tag, _ in tags if tag in ("img", "iframe", "b", "i", "u", "em")] == []
    assert [attrs for _, attrs in tags if str(attrs.get("href", "")).lower().startswith("javascript")] == []


def test_a_javascript_url_is_shown_but_is_no_link(client: TestClient) -> None:
    page = client.get(f"/articles/{invented.hostile().document.id}").text
    assert "javascript:alert(document.domain)" in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil", "[::2]", "192.168.0.9"]
)
def test_other_names_are_refused(client: TestClient, host: str) -> None:
    answer = client.get("/statements", headers={"host": host})
    assert answer.status_code == 400
    assert "own name" in answer.text
    assert "Ostrevan" not in answer.text
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:9", "[::1]:8000", "LOCALHOST"])
def test_this_machines_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/outlets", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("serving", "asked", "answers"),
    [
        ("buildbox", "buildbox:8000", True),
        ("buildbox", "otherbox", False),
        ("0.0.0.0", "192.168.0.9:8000", True),
        ("::", "[fd00::1]:8000", True),
        ("0.0.0.0", "evil.example", False),
        ("127.0.0.1", "192.168.0.9", False),
    ],
)
def test_names_follow_the_host_served(serving: str, asked: str, answers: bool) -> None:
    assert server.Guard(None, serving).answers(asked) is answers  # type: ignore[arg-type]


class Failing:
    """A ledger that cannot be read."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattr__(self, name: str) -> object:
        raise self.error


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (LedgerError("sayso.db is locked by another process; try again."), 503, "locked by another process"),
        (RuntimeError("secret detail"), 500, "Something went wrong"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/statements", "/statements.json", "/articles/abcdef"])
def test_a_failing_ledger_gives_a_page_in_words(error: Exception, status: int, said: str, path: str) -> None:
    failing = TestClient(
        server.app(Failing(error)),  # type: ignore[arg-type]
        base_url="http://localhost",
        raise_server_exceptions=False,
    )
    answer = failing.get(path)
    assert answer.status_code == status
    assert said in answer.text
    assert "Traceback" not in answer.text
    assert "secret detail" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_an_empty_ledger_says_what_to_do(tmp_path) -> None:  # type: ignore[no-untyped-def]
    client = TestClient(server.app(Ledger(tmp_path / "empty.db")), base_url="http://localhost")
    assert "The ledger is empty" in client.get("/").text
    assert all(client.get(path).status_code == 200 for path in PAGES)


def test_a_taken_port_is_said(ledger: Ledger) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SaysoError, match=f"cannot serve on 127.0.0.1 port {port}"):
            server.serve(ledger, port=port)


def test_no_verdict_words_are_ours() -> None:
    templates = server.environment().loader
    assert templates is not None
    for name in templates.list_templates():
        source, _, _ = templates.get_source(server.environment(), name)
        source = re.sub(
            r"\{[%{#].*?[%}#]\}", "", source, flags=re.DOTALL
        )  # what a reader sees, not the template's code
        found = re.findall(
            r"\b(?:lies?|lied|bias\w*|false|fake|misleading|propaganda|truth\w*)\b", source, re.IGNORECASE
        )
        assert found == [], name


def test_a_series_has_its_page_its_picture_and_its_json(client: TestClient) -> None:
    row = client.get("/series.json").json()["rows"][0]
    address = f"/series/{row['id']}"
    page = client.get(address)
    assert page.status_code == 200
    found = parsed(page.text)
    (picture,) = [attrs for tag, attrs in found.tags if tag == "img"]
    assert picture["src"] == f"{address}.svg"
    assert "the same as a table below" in str(picture["alt"])
    drawn = client.get(f"{address}.svg")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert drawn.headers["content-security-policy"].startswith("default-src 'none'")
    record = client.get(f"{address}.json").json()
    assert len(record["points"]) == row["figures"]
    assert [one["policy"] for one in record["policies"]] == ["open", "acled", "ucdp", "airwars"]
    ids = {str(attrs.get("id")) for _, attrs in found.tags}
    assert {one["figure"] for one in record["points"]} <= ids


@pytest.mark.parametrize("path", ["/series/ffffffffffff", "/series/ffffffffffff.svg", "/series/x.json"])
def test_a_series_that_is_not_there(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "no series" in answer.text


def test_series_are_found_again_when_the_ledger_has_changed(tmp_path: Path) -> None:
    with Ledger(tmp_path / "sayso.db") as ledger, TestClient(server.app(ledger), base_url="http://localhost") as here:
        assert here.get("/series.json").json()["total"] == 0
        ledger.add(invented.reading())
        ledger.add(invented.reading(name="again", url="https://radio.example/again", outlet="Radio Tolm"))
        assert here.get("/series.json").json()["total"] > 0
