"""Web: what is fetched, what is refused, and that refusing makes no connection. Only this machine is asked."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sayso.collect import CollectError, Skip, collect, web
from sayso.collect.skips import Unreachable, Untried
from sayso.types import Document
from tests.newsroom import Answer, Newsroom, newsroom

TEXT = "The dam above the town held through the night, the mayor of the river district said on Tuesday morning."
PAGE = f"<html><head><title>Dam</title></head><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"


class Site(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]] = []  # noqa: RUF012
    robots: tuple[int, str] = (404, "")

    def do_GET(self) -> None:
        Site.asked.append((self.path, self.headers["User-Agent"]))
        path = self.path
        if path == "/robots.txt" and Site.robots[0] == 301:
            self.answer(b"", "text/plain", 301, Location="/rules")
        elif path == "/rules":
            self.answer(Site.robots[1].encode(), "text/plain")
        elif path == "/robots.txt":
            self.answer(Site.robots[1].encode(), "text/plain", Site.robots[0])
        elif path.startswith("/hop/"):
            left = int(path.rsplit("/", 1)[1])
            self.answer(b"", "text/html", 302, Location=f"/hop/{left - 1}" if left > 1 else "/page")
        elif path.startswith("/to?"):
            self.answer(b"", "text/html", 302, Location=path[4:])
        elif path == "/page":
            self.answer(PAGE.encode(), "text/html; charset=utf-8")
        elif path == "/latin":
            self.answer(PAGE.replace("mayor", "maïre").encode("latin-1"), "text/html; charset=iso-8859-1")
        elif path == "/text":
            self.answer(TEXT.encode(), "text/plain")
        elif path == "/table":
            self.answer(f'{{"text": "{TEXT}"}}\n{{"text": "{TEXT} Two."}}\n'.encode(), "application/x-ndjson")
        elif path == "/canonical":
            self.answer(
                PAGE.replace("<title>", '<link rel="canonical" href="https://other.example/x"><title>').encode()
            )
        elif path == "/picture":
            self.answer(b"\x89PNG", "image/png")
        elif path == "/large":
            self.answer(b"a" * 300_000, "text/plain")
        elif path == "/bomb":
            self.answer(gzip.compress(b"a" * 30_000_000), "text/plain", **{"Content-Encoding": "gzip"})
        elif path == "/packed":
            self.answer(gzip.compress(PAGE.encode()), "text/html", **{"Content-Encoding": "gzip"})
        elif path == "/cut":
            self.answer(gzip.compress(PAGE.encode())[:-20], "text/html", **{"Content-Encoding": "gzip"})
        elif path == "/damaged":
            self.answer(b"no gzip at all", "text/html", **{"Content-Encoding": "gzip"})
        elif path == "/twice":
            twice = gzip.compress(gzip.compress(b"a" * 1000))
            self.answer(twice, "text/plain", **{"Content-Encoding": "gzip, gzip"})
        elif path == "/json":
            self.answer(f'{{"text": "{TEXT}"}}\n'.encode(), "application/json")
        elif path == "/object":
            self.answer(b'{\n "text": "x"\n}', "application/json; charset=utf-8")
        elif path == "/silent":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for i in range(20):  # a header at a time, each in time for itself
                self.wfile.write(f"X-{i}: slow\r\n".encode())
                time.sleep(0.1)
            self.answer(PAGE.encode())
        elif path == "/slow":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            for _ in range(40):
                self.wfile.write(b"slow ")
                time.sleep(0.05)
        else:
            self.answer(b"gone", "text/html", 404)

    def answer(self, body: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def site(served: str) -> str:
    Site.asked, Site.robots = [], (404, "")
    return served


def documents(url: str) -> tuple[list[Document], list[Skip]]:
    skips: list[Skip] = []
    return list(collect(url, on_skip=skips.append, allow_private=True)), skips


def test_page(site: str) -> None:
    (document,), skips = documents(site + "/page")
    assert TEXT in document.text
    assert skips == []
    assert (document.url, document.title, document.name) == (site + "/page", "Dam", "page")
    assert document.fetched is not None
    assert Site.asked[0][0] == "/robots.txt"
    assert "Sayso" in Site.asked[-1][1]


def test_text_table_and_charset(site: str) -> None:
    assert documents(site + "/text")[0][0].text == TEXT
    assert len(documents(site + "/table")[0]) == 2
    assert "maïre" in documents(site + "/latin")[0][0].text


def test_packed(site: str) -> None:
    assert TEXT in documents(site + "/packed")[0][0].text


def test_json_is_told_by_its_content(site: str) -> None:
    assert documents(site + "/json")[0][0].text == TEXT
    found, (skip,) = documents(site + "/object")
    assert found == []
    assert "not JSON Lines" in skip.reason


def test_neither_password_nor_fragment_is_kept(site: str) -> None:
    assert documents(site.replace("//", "//me:secret@") + "/page#top")[0][0].url == site + "/page"


def test_a_host_with_an_address_out_of_reach(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "addresses", lambda *args: ["127.0.0.2", "127.0.0.1"])
    assert documents(site + "/page")[0][0].title == "Dam"  # nothing listens at the first


def test_the_address_that_was_checked_is_the_one_that_is_met(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.rsplit(":", 1)[1]
    monkeypatch.setattr(web, "addresses", lambda *args: ["127.0.0.1"])  # no name server knows this host
    (document,), _ = documents(f"http://ferry.invalid:{port}/page")
    assert document.url == f"http://ferry.invalid:{port}/page"


def test_another_hosts_canonical_is_not_believed(site: str) -> None:
    assert documents(site + "/canonical")[0][0].url == site + "/canonical"


def test_five_redirects_are_followed_and_no_more(site: str) -> None:
    assert documents(site + "/hop/5")[0][0].url == site + "/page"
    with pytest.raises(CollectError, match="redirects more than 5"):
        web.fetch(site + "/hop/6", allow_private=True)


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://127.0.0.1/x", "//", "gopher://127.0.0.1/", "http://[::1", "http://h:99999999/"]
)
def test_redirects_elsewhere_are_refused(site: str, to: str) -> None:
    with pytest.raises(CollectError):
        web.fetch(f"{site}/to?{to}", allow_private=True)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nothing", "answered 404"),
        ("/picture", "image/png"),
        ("/bomb", "larger than"),
        ("/cut", "cut short"),
        ("/damaged", "damaged"),
        ("/twice", "was not asked for"),
    ],
)
def test_refused(site: str, path: str, said: str) -> None:
    with pytest.raises(CollectError, match=said):
        web.fetch(site + path, allow_private=True)


def test_only_who_asked_nobody_says_so(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that leads to a private address was asked: that was a look, and no refusal before it."""

    def inside(url: str, host: str, *_: object) -> list[str]:
        if host == "inside.example":
            raise Untried(f"{url} is at a private address")
        return ["127.0.0.1"]

    monkeypatch.setattr(web, "addresses", inside)
    with pytest.raises(Untried, match="private address"):
        web.fetch("http://inside.example/x")
    with pytest.raises(CollectError, match="private address") as led:
        web.fetch(f"{site}/to?http://inside.example/x")
    assert not isinstance(led.value, Untried)


def test_limits(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST", 100_000)
    with pytest.raises(CollectError, match="larger than 100,000 bytes"):
        web.fetch(site + "/large", allow_private=True)
    monkeypatch.setattr(web, "TOTAL", 0.3)
    for path in ("/slow", "/silent"):
        began = time.monotonic()
        with pytest.raises(CollectError, match=r"took longer than 0\.3 seconds"):
            web.fetch(site + path, allow_private=True)
        assert time.monotonic() - began < 1.5


def test_robots(site: str) -> None:
    Site.robots = (200, "User-agent: *\nDisallow: /page\n")
    with pytest.raises(CollectError, match=r"robots\.txt"):
        web.fetch(site + "/page", allow_private=True)
    assert "/page" not in [path for path, _ in Site.asked]
    assert web.fetch(site + "/text", allow_private=True).data
    Site.robots = (301, "User-agent: sayso\nDisallow: /page\n")
    with pytest.raises(CollectError, match=r"robots\.txt"):
        web.fetch(site + "/page", allow_private=True)
    Site.robots = (200, "User-agent: *\nDisallow: /nothing\n" + "# long\n" * 100_000)
    assert web.fetch(site + "/page", allow_private=True).data
    Site.robots = (503, "")
    with pytest.raises(CollectError, match="answered 503"):
        web.fetch(site + "/text", allow_private=True)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "[::1]", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",
        "[::ffff:127.0.0.1]", "[fe80::1]", "[fd00::1]", "224.0.0.1", "2130706433", "127.1",
    ],
)  # fmt: skip
def test_private_addresses_are_refused_without_a_connection(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connected(*args: object, **kwargs: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr("socket.socket.connect", connected)
    with pytest.raises(CollectError, match="private address"):
        list(collect(f"http://{host}/x"))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://ferry.example/a",
        "gopher://x/",
        "http:///nothing",
        "data://x",
        "http://[::1",
        "http://a\x00b/",
        "http://h:port/",
    ],
)
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(CollectError, match="no http or https address"):
        list(collect(url))


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with newsroom() as opened:
        yield opened


def test_what_has_not_changed_is_not_sent_again(room: Newsroom) -> None:
    room.article("/a", TEXT)
    first = web.fetch(room.url("/a"), allow_private=True)
    assert first.etag
    marks = web.Conditions(first.etag, "Mon, 01 Jan 2024 10:00:00 GMT")
    again = web.fetch(room.url("/a"), allow_private=True, conditions=marks)
    assert (again.unchanged, again.data, again.etag) == (True, b"", first.etag)
    assert again.modified == marks.modified  # the server did not say another
    sent = room.asked[-1][2]
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == marks
    room.article("/a", "Another text.")
    edited = web.fetch(room.url("/a"), allow_private=True, conditions=marks)
    assert not edited.unchanged
    assert b"Another text." in edited.data
    room.answer("/a", 304)
    with pytest.raises(web.Refused, match="304"):  # to one who asked for all of it
        web.fetch(room.url("/a"), allow_private=True)


def test_robots_are_asked_once_and_never_with_conditions(room: Newsroom) -> None:
    room.article("/a", TEXT)
    robots: web.Robots = {}
    for _ in range(2):
        web.fetch(room.url("/a"), allow_private=True, robots=robots, conditions=web.Conditions('"x"'))
    assert [path for _, path, _ in room.asked] == ["/robots.txt", "/a", "/a"]
    assert "If-None-Match" not in room.asked[0][2]


def test_robots_that_cannot_be_read_are_an_error_of_ours(room: Newsroom) -> None:
    room.article("/a", TEXT)
    room.pages["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: ²\n".encode(), "text/plain")
    with pytest.raises(CollectError, match=r"robots\.txt cannot be read"):
        web.fetch(room.url("/a"), allow_private=True)


@pytest.mark.parametrize(
    ("hops", "moved"), [((301,), True), ((308, 301), True), ((302,), False), ((301, 307), False), ((303, 301), False)]
)
def test_moved_for_good_is_told_from_moved_for_now(room: Newsroom, hops: tuple[int, ...], moved: bool) -> None:
    for number, status in enumerate(hops):
        room.answer(f"/{number}", status, Location=f"/{number + 1}")
    room.article(f"/{len(hops)}", TEXT)
    found = web.fetch(room.url("/0"), allow_private=True)
    assert (found.url, found.moved) == (room.url(f"/{len(hops)}"), moved)


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("120", 120, 120),
        (" 7 ", 7, 7),
        ("99999999999", web.LONGEST_WAIT, web.LONGEST_WAIT),
        ("9" * 5000, web.LONGEST_WAIT, web.LONGEST_WAIT),
        ("Mon, 01 Jan 2024 10:00:00 GMT", 0, 0),
        ("Mon, 01 Jan 9999 10:00:00 GMT", web.LONGEST_WAIT, web.LONGEST_WAIT),
    ],
)
def test_a_refusal_says_how_long_to_wait(room: Newsroom, said: str, least: int, most: int) -> None:
    room.answer("/busy", 429, Retry_After=said)
    with pytest.raises(web.Refused, match="answered 429") as refused:
        web.fetch(room.url("/busy"), allow_private=True)
    assert refused.value.status == 429
    assert refused.value.wait is not None
    assert least <= refused.value.wait <= most


def test_a_wait_until_a_time_of_day() -> None:
    soon = datetime.now(UTC) + timedelta(seconds=500)
    assert 440 <= (web._wait(soon.strftime("%a, %d %b %Y %H:%M:%S GMT")) or 0) <= 500


@pytest.mark.parametrize("said", ["", "soon", "²", "-5", "Mon, 01 Jan 2024 10:00:00 -0000", "Mon, 99 Foo 10 10", "1e9"])
def test_a_wait_that_is_none(said: str) -> None:
    assert web._wait(said) is None
    assert web._wait(None) is None


@pytest.mark.parametrize(
    ("control", "seconds"),
    [("max-age=600", 600), ("public, Max-Age = 60", 60), ("s-maxage=60", 0), ("no-store", 0), ("max-age=soon", 0)],
)
def test_how_long_it_stays_as_it_is(room: Newsroom, control: str, seconds: int) -> None:
    room.article("/a", TEXT)
    room.pages["/a"].headers["Cache-Control"] = control
    assert web.fetch(room.url("/a"), allow_private=True).fresh == seconds


def test_nobody_there_is_told_from_a_refusal(room: Newsroom) -> None:
    with pytest.raises(Unreachable, match="no address is known"):
        web.fetch("http://nowhere.invalid/a")
    with pytest.raises(Unreachable, match="could not be reached"):
        web.fetch("http://127.0.0.1:1/a", allow_private=True)
    with pytest.raises(CollectError) as refused:
        web.fetch(room.url("/none"), allow_private=True)
    assert not isinstance(refused.value, Unreachable)


def test_only_what_is_wanted_is_read(room: Newsroom) -> None:
    room.feed("/feed", [])
    assert web.fetch(room.url("/feed"), allow_private=True, readable=web.FEEDS).data
    with pytest.raises(CollectError, match=r"application/rss\+xml: only"):
        web.fetch(room.url("/feed"), allow_private=True)
    room.pages["/table"] = Answer(b"{}", "application/x-ndjson")
    with pytest.raises(CollectError, match="x-ndjson"):
        web.fetch(room.url("/table"), allow_private=True, readable=web.ARTICLES)
