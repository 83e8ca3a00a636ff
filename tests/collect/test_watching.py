"""What comes of a look at a feed or an article: a local site, and a clock that we move."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sayso.collect import CollectError, watching
from sayso.collect.visits import PAUSE, Visits
from sayso.collect.watching import Look, given
from sayso.types import Ended, Watched
from tests.newsroom import Answer, Newsroom, newsroom, opml

NOW = datetime(2031, 4, 1, 10, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WORDS = "At least 12 people were killed when the ferry sank, the harbour office said."


@pytest.fixture(scope="module")
def served() -> Iterator[Newsroom]:
    with newsroom() as opened:
        yield opened


@pytest.fixture
def room(served: Newsroom) -> Newsroom:
    served.pages.clear()
    served.asked.clear()
    return served


def look(row: Watched, at: datetime = NOW, visits: Visits[Watched] | None = None) -> Look:
    return watching.look(row, visits or Visits(lambda row: row.url, lambda: at), allow_private=True)


def feed(room: Newsroom, path: str = "/feed") -> Watched:
    return Watched(room.url(path), announced=NOW)


def article(room: Newsroom, path: str = "/ferry", host: str = "127.0.0.1") -> Watched:
    return Watched(room.url(path, host), room.url("/feed"), announced=NOW)


class TestGiven:
    """What a person may name."""

    def test_addresses(self) -> None:
        assert given("HTTPS://Courier.example/feed#x") == [Watched("https://courier.example/feed")]
        with pytest.raises(CollectError, match=r"ftp://courier\.example is no http or https address"):
            given("ftp://courier.example")

    @pytest.mark.parametrize(
        ("content", "addresses"),
        [
            (
                opml(["https://a.example/feed", "https://b.example/feed"]),
                ["https://a.example/feed", "https://b.example/feed"],
            ),
            (
                "# mine\n\nhttps://a.example/feed\n  https://b.example\n",
                ["https://a.example/feed", "https://b.example/"],
            ),
        ],
    )
    def test_files_that_list_feeds(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, addresses: list[str]
    ) -> None:
        (tmp_path / "list").write_text(content)
        assert given(str(tmp_path / "list")) == [Watched(url) for url in addresses]
        assert given(str(tmp_path)) == [Watched(url) for url in addresses]
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        assert given("-") == [Watched(url) for url in addresses]

    def test_a_file_that_is_a_feed(self, tmp_path: Path) -> None:
        path = tmp_path / "saved.xml"
        path.write_text("<rss><channel><item><title>A</title><link>https://a.example/1</link></item></channel></rss>")
        assert given(str(path)) == [Watched("https://a.example/1", str(path), "A")]

    @pytest.mark.parametrize(
        ("name", "content"), [("empty", ""), ("words", "not an address\n"), ("none.opml", "<opml/>")]
    )
    def test_files_that_are_none(self, tmp_path: Path, name: str, content: str) -> None:
        (tmp_path / name).write_text(content)
        with pytest.raises(CollectError, match=name):
            given(str(tmp_path / name))

    def test_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(CollectError, match=r"feeds\.opml"):
            given(str(tmp_path / "feeds.opml"))


def test_an_article_whose_date_lies_ahead_says_so(room: Newsroom) -> None:
    room.article("/ferry", f"{WORDS}<time datetime='2091-06-05'>")
    seen = look(article(room))
    assert (seen.what, seen.why) == ("found", "kept without its date: 2091-06-05 lies in the future")
    dated = look(replace(article(room), published=date(2019, 3, 5)))
    assert dated.document
    assert (dated.document.published, dated.why) == (date(2019, 3, 5), "")  # its feed knew better


class TestFeeds:
    def test_a_feed_announces_its_articles(self, room: Newsroom) -> None:
        room.feed(
            "/feed", ["/ferry?utm_source=rss", "/dam", "/dam", "/feed", "javascript:alert(1)", "file:///etc/passwd"]
        )
        seen = look(feed(room))
        assert (seen.what, seen.rests, seen.moved_from) == ("feed", PAUSE, None)
        assert [(row.url, row.feed, row.title) for row in seen.found] == [
            (room.url("/ferry"), room.url("/feed"), "The dam"),
            (room.url("/dam"), room.url("/feed"), "The dam"),
        ]
        assert "2 of 5 entries are left out" in seen.why
        row = seen.row
        assert (row.title, row.checked, row.answered, row.due) == ("Veldra", NOW, NOW, NOW + 30 * MINUTE)
        assert row.etag

    def test_unchanged(self, room: Newsroom) -> None:
        room.feed("/feed", ["/ferry"])
        first = look(feed(room)).row
        seen = look(first, NOW + HOUR)
        assert (seen.what, seen.found) == ("unchanged", ())
        assert seen.row == replace(first, checked=NOW + HOUR, answered=NOW + HOUR, due=NOW + 90 * MINUTE)

    @pytest.mark.parametrize(("control", "due"), [("max-age=7200", 2 * HOUR), ("max-age=60", HOUR), ("", HOUR)])
    def test_what_it_asks_for_is_heeded(self, room: Newsroom, control: str, due: timedelta) -> None:
        body = b"<rss><channel><ttl>60</ttl></channel></rss>"
        room.pages["/feed"] = Answer(body, "text/xml", headers={"Cache-Control": control} if control else {})
        assert look(feed(room)).row.due == NOW + due

    def test_a_list_of_feeds(self, room: Newsroom) -> None:
        room.outline("/list", [room.url("/a"), room.url("/b"), room.url("/list")])
        seen = look(feed(room, "/list"))
        assert (seen.what, seen.found) == ("list", (Watched(room.url("/a")), Watched(room.url("/b"))))

    @pytest.mark.parametrize("status", [301, 308])
    def test_moved_for_good(self, room: Newsroom, status: int) -> None:
        room.answer("/feed", status, Location="/rss")
        room.feed("/rss", ["/ferry"])
        seen = look(feed(room))
        assert (seen.row.url, seen.moved_from) == (room.url("/rss"), room.url("/feed"))
        assert seen.found[0].feed == room.url("/rss")

    def test_moved_for_now(self, room: Newsroom) -> None:
        room.answer("/feed", 302, Location="/rss")
        room.feed("/rss", ["/ferry"])
        seen = look(feed(room))
        assert (seen.row.url, seen.moved_from, seen.what) == (room.url("/feed"), None, "feed")

    def test_a_move_to_what_is_no_feed_is_not_believed(self, room: Newsroom) -> None:
        """The page of a hotel's network that wants a password answers so, to everyone."""
        room.answer("/feed", 301, Location="/login")
        room.article("/login", WORDS)
        seen = look(feed(room))
        assert (seen.what, seen.row.url, seen.moved_from) == ("failed", room.url("/feed"), None)
        assert "no feed but a page" in seen.why

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("text/html", b"<rss><channel><item><link>/a</link></item></channel></rss>"),
            ("application/octet-stream", b"<feed><entry><link href='/a'/></entry></feed>"),
            ("application/json", b'{"items": [{"url": "/a"}]}'),
            ("text/plain; charset=utf-8", b"\xef\xbb\xbf <rss><channel><item><link>/a</link></item>"),
        ],
    )
    def test_feeds_that_are_served_as_something_else(self, room: Newsroom, kind: str, body: bytes) -> None:
        room.pages["/feed"] = Answer(body, kind)
        assert [row.url for row in look(feed(room)).found] == [room.url("/a")]


class TestArticles:
    def test_an_article_is_found_with_what_its_feed_says(self, room: Newsroom) -> None:
        room.article("/ferry", WORDS, title="")
        row = replace(article(room), title="Ferry sinks", author="Ilse Brandt", published=date(2031, 3, 31))
        seen = look(row)
        assert seen.document is not None
        assert WORDS in seen.document.text
        told = (seen.document.title, seen.document.byline, seen.document.published, seen.document.url)
        assert told == ("Ferry sinks", "Ilse Brandt", date(2031, 3, 31), row.url)
        after = seen.row
        assert (seen.what, after.address, after.text_hash) == ("found", row.url, seen.document.text_hash)
        assert (after.changed, after.due) == (NOW, NOW + 30 * MINUTE)

    def test_what_its_page_says_comes_first(self, room: Newsroom) -> None:
        room.article("/ferry", WORDS, title="Twelve die on the ferry")
        seen = look(replace(article(room), title="Ferry sinks"))
        assert seen.document is not None
        assert seen.document.title == "Twelve die on the ferry"

    def test_an_edit_is_found_and_makes_it_due_sooner(self, room: Newsroom) -> None:
        room.article("/ferry", WORDS)
        first = look(article(room)).row
        later = NOW + 5 * HOUR
        same = look(first, later)
        assert (same.what, same.document) == ("unchanged", None)
        assert same.stood is not None
        assert same.row.due == later + 3 * HOUR
        room.article("/ferry", WORDS.replace("12", "14"))
        edited = look(same.row, later + 3 * HOUR)
        assert (edited.what, edited.stood) == ("found", None)
        assert edited.document is not None
        assert "14" in edited.document.text
        assert (edited.row.changed, edited.row.due) == (later + 3 * HOUR, later + 3 * HOUR + 30 * MINUTE)

    def test_a_server_that_always_sends_all_of_it(self, room: Newsroom) -> None:
        room.article("/ferry", WORDS)
        room.pages["/ferry"].etag = False
        first = look(article(room))
        again = look(first.row, NOW + 5 * HOUR)
        assert (again.what, again.row.changed) == ("unchanged", NOW)
        assert again.document is not None  # it may not have been read by these versions

    def test_after_a_month_it_is_left_alone(self, room: Newsroom) -> None:
        room.article("/ferry", WORDS)
        seen = look(look(article(room)).row, NOW + 30 * DAY)
        assert (seen.row.due, seen.row.ended) == (None, Ended.SETTLED)

    def test_its_address_stays_its_own_when_it_moves(self, room: Newsroom) -> None:
        room.article("/ferry-sinks", WORDS)
        first = look(article(room, "/ferry-sinks")).row
        room.answer("/ferry-sinks", 301, Location="/twelve-die")
        room.article("/twelve-die", WORDS + " Twelve.")
        seen = look(first, NOW + HOUR)
        assert (seen.row.url, seen.moved_from) == (room.url("/twelve-die"), room.url("/ferry-sinks"))
        assert seen.document is not None
        assert seen.document.url == room.url("/ferry-sinks")  # so it is a version of that

    def test_a_page_that_asks_for_consent_is_not_the_article(self, room: Newsroom) -> None:
        room.article("/ferry", WORDS)
        first = look(article(room)).row
        room.article("/consent", "We value your privacy, and so do our 812 partners, who value it as well.")
        room.answer("/ferry", 302, Location=room.url("/consent", "127.0.0.2"))
        seen = look(first, NOW + HOUR)
        assert (seen.what, seen.document) == ("failed", None)
        assert "leads to 127.0.0.2 now" in seen.why
        assert seen.row.text_hash == first.text_hash

    @pytest.mark.parametrize("status", [301, 302])
    def test_the_front_page_is_not_the_article(self, room: Newsroom, status: int) -> None:
        room.article("/", WORDS)
        room.answer("/ferry", status, Location="/")
        seen = look(article(room))
        assert (seen.what, seen.document, seen.moved_from) == ("failed", None, None)
        assert "front page" in seen.why

    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            (Answer(b"%PDF-1.7", "application/pdf"), "application/pdf"),
            (Answer(b'{"text": "x"}\n', "application/x-ndjson"), "x-ndjson"),
            (Answer(b"<html><body></body></html>"), "no article text"),
            (Answer(b"\x00\x01\x02" * 100, "text/plain"), "binary"),
        ],
    )
    def test_what_is_no_article(self, room: Newsroom, answer: Answer, said: str) -> None:
        room.pages["/ferry"] = answer
        seen = look(article(room))
        assert (seen.what, seen.document) == ("failed", None)
        assert said in seen.why
        assert room.url("/ferry") in seen.why


class TestFailures:
    @pytest.mark.parametrize(
        ("status", "headers", "due", "rests"),
        [
            (500, {}, 30 * MINUTE, PAUSE),
            (404, {}, 30 * MINUTE, PAUSE),
            (429, {}, 30 * MINUTE, 30 * MINUTE),
            (503, {}, 30 * MINUTE, 30 * MINUTE),
            (429, {"Retry_After": "7200"}, 2 * HOUR, 2 * HOUR),
            (503, {"Retry_After": "20"}, 30 * MINUTE, timedelta(seconds=20)),
        ],
    )
    def test_refused(
        self, room: Newsroom, status: int, headers: dict[str, str], due: timedelta, rests: timedelta
    ) -> None:
        room.answer("/feed", status, **headers)
        seen = look(feed(room))
        assert (seen.what, seen.row.due, seen.rests) == ("failed", NOW + due, rests)
        assert (seen.row.failures, seen.row.answered) == (1, None)
        assert f"{room.url('/feed')} answered {status}" in (seen.row.said or "")

    def test_back_off_and_recovery(self, room: Newsroom) -> None:
        room.answer("/feed", 500)
        row, steps = feed(room), []
        for _ in range(4):
            row = look(row).row
            assert row.due is not None
            steps.append(row.due - NOW)
        assert steps == [30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR]
        room.feed("/feed", [])
        row = look(row).row
        assert (row.failures, row.said, row.due, row.answered) == (0, None, NOW + 30 * MINUTE, NOW)

    @pytest.mark.parametrize("path", ["/feed", "/ferry"])
    def test_gone_is_left_alone(self, room: Newsroom, path: str) -> None:
        room.answer(path, 410)
        seen = look(feed(room) if path == "/feed" else article(room))
        assert (seen.what, seen.row.due, seen.row.ended) == ("gone", None, Ended.GONE)

    def test_a_dead_feed_is_said_and_still_tried(self, room: Newsroom) -> None:
        row = replace(feed(room), failures=9, answered=NOW)
        assert look(row, NOW + 6 * DAY).what == "failed"
        seen = look(row, NOW + 7 * DAY)
        assert (seen.what, seen.row.due, seen.row.ended) == ("dead", NOW + 9 * DAY, None)
        assert f"sayso watch --stop {row.url}" in seen.why
        never = look(replace(row, answered=None), NOW + 7 * DAY)
        assert never.what == "dead"

    def test_a_dead_article_is_left_alone(self, room: Newsroom) -> None:
        seen = look(replace(article(room), failures=9, answered=NOW), NOW + 7 * DAY)
        assert (seen.what, seen.row.due, seen.row.ended) == ("dead", None, Ended.DEAD)

    def test_nobody_there(self) -> None:
        seen = look(Watched("http://127.0.0.1:1/feed", failures=20, announced=NOW))
        assert (seen.what, seen.row.due, seen.rests) == ("failed", NOW + 3 * HOUR, 30 * MINUTE)

    def test_private_addresses_are_refused_unless_they_are_allowed(self, room: Newsroom) -> None:
        room.feed("/feed", ["/ferry"])
        seen = watching.look(feed(room), Visits(lambda row: row.url, lambda: NOW))
        assert "private address" in seen.why
        assert room.asked == []

    def test_robots(self, room: Newsroom) -> None:
        room.article("/ferry", WORDS)
        room.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 20\nDisallow: /ferry", "text/plain")
        visits: Visits[Watched] = Visits(lambda row: row.url, lambda: NOW)
        seen = look(article(room), visits=visits)
        assert "robots.txt" in seen.why
        assert seen.rests == timedelta(seconds=20)
        assert room.paths() == []

    @pytest.mark.parametrize(
        "body", [b"", b"<html><body>Hello</body></html>", b"[]", b"\x00" * 50, b"<rss>" + b"<" * 900_000]
    )
    def test_a_broken_feed_is_a_failure(self, room: Newsroom, body: bytes) -> None:
        room.pages["/feed"] = Answer(body, "application/rss+xml")
        seen = look(feed(room))
        assert (seen.what, seen.found) == ("failed", ())
        assert seen.row.url in seen.why

    def test_a_feed_larger_than_any_is_a_failure(self, room: Newsroom) -> None:
        room.pages["/feed"] = Answer(b"<rss><channel>" + b" " * 10_000_001, "application/rss+xml")
        assert "holds too much" in look(feed(room)).why
