"""`sayso watch` from the first look to the version: a site of this machine that edits its articles."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso import cli
from sayso.cli.options import Skips
from sayso.cli.watch import looks, wanted
from sayso.collect import web
from sayso.collect.visits import Visits
from sayso.ledger import FigureQuery, Ledger
from sayso.show.watching import Happened
from sayso.types import Watched
from tests.newsroom import Answer, Newsroom, newsroom, opml

NOW = datetime(2031, 4, 1, 10, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WORDS = "At least {} people were killed when the ferry sank, the harbour office said."


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with newsroom() as opened:
        yield opened


class Watch:
    """Rounds on a ledger, with a clock that goes on only when it is told to or when a site rests."""

    def __init__(self, store: Ledger, *feeds: str) -> None:
        self.store, self.now, self.slept = store, NOW, 0.0
        self.visits: Visits[Watched] = Visits(lambda row: row.url, lambda: self.now, self.sleep)
        self.skips = Skips()
        wanted(store, feeds, self.visits, self.skips)

    def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self.now += timedelta(seconds=seconds)

    def round(self, after: timedelta = timedelta(0)) -> list[tuple[str, str]]:
        """What happened at which path."""
        return [(one.what, "/" + one.row.url.split("/", 3)[3]) for one in self.all(after)]

    def all(self, after: timedelta = timedelta(0)) -> list[Happened]:
        self.now += after
        return list(looks(self.store, self.visits, allow_private=True))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "sayso.db") as opened:
        yield opened


@pytest.fixture
def watch(room: Newsroom, store: Ledger) -> Watch:
    room.article("/ferry", WORDS.format(12), "Ferry sinks")
    room.article("/dam", "The dam holds, Ilse Brandt said.", "The dam holds")
    room.feed("/feed", [room.url("/ferry"), room.url("/dam")])
    return Watch(store, room.url("/feed"))


def killed(store: Ledger) -> list[float | None]:
    return [row.low for row in store.figures(FigureQuery(state="killed")).rows]


class TestRounds:
    def test_versions_arise_by_themselves(self, room: Newsroom, store: Ledger, watch: Watch) -> None:
        assert watch.round() == [("feed", "/feed"), ("new", "/dam"), ("new", "/ferry")]
        assert killed(store) == [12]
        assert watch.round(10 * MINUTE) == []
        room.paths()
        assert watch.round(21 * MINUTE) == [("unchanged", "/feed"), ("unchanged", "/dam"), ("unchanged", "/ferry")]
        room.article("/ferry", WORDS.format(14), "Ferry sinks")
        assert ("version", "/ferry") in watch.round(HOUR)
        room.article("/ferry", WORDS.format(15), "Fifteen die as ferry sinks")
        assert ("version", "/ferry") in watch.round(HOUR)
        versions = store.history(room.url("/ferry"))
        assert [row.title for row in versions] == ["Ferry sinks", "Ferry sinks", "Fifteen die as ferry sinks"]
        assert len({row.document for row in versions}) == 3
        assert killed(store) == [15]
        assert store.documents().total == 4

    def test_an_edit_that_is_taken_back_is_told(
        self, room: Newsroom, watch: Watch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(web, "now", lambda: watch.now)  # what is seen in one second has no order
        watch.round()
        room.article("/ferry", WORDS.format(14), "Ferry sinks")
        assert ("version", "/ferry") in watch.round(HOUR)
        room.article("/ferry", WORDS.format(12), "Ferry sinks")
        assert ("returned", "/ferry") in watch.round(HOUR)
        room.article("/ferry", WORDS.format(12), "Twelve die as ferry sinks")
        assert ("reheaded", "/ferry") in watch.round(HOUR)

    def test_nothing_is_sent_twice(self, room: Newsroom, watch: Watch) -> None:
        watch.round()
        room.asked.clear()
        watch.round(HOUR)
        assert all("If-None-Match" in headers for _, path, headers in room.asked if path != "/robots.txt")
        assert room.paths() == ["/feed", "/dam", "/ferry"]

    def test_one_site_is_asked_once_in_three_seconds(self, watch: Watch) -> None:
        watch.round()
        assert watch.slept == pytest.approx(6)

    def test_a_headline_that_changes_brings_its_article(self, room: Newsroom, watch: Watch) -> None:
        watch.round()
        watch.round(5 * HOUR)
        room.article("/ferry", WORDS.format(14), "Ferry sinks")
        room.feed("/feed", [room.url("/ferry"), room.url("/dam")], {room.url("/ferry"): "Fourteen dead"})
        assert watch.round(HOUR) == [("feed", "/feed"), ("version", "/ferry")]

    def test_what_rests_is_put_off_and_comes_in_a_later_round(self, room: Newsroom, watch: Watch) -> None:
        room.answer("/dam", 429, Retry_After="3600")
        assert watch.round() == [("feed", "/feed"), ("failed", "/dam"), ("put off", "/ferry")]
        room.paths()
        assert watch.round(31 * MINUTE) == [("put off", "/feed"), ("put off", "/ferry")]
        assert room.paths() == []
        assert watch.round(30 * MINUTE) == [("unchanged", "/feed"), ("new", "/ferry"), ("failed", "/dam")]

    def test_a_rest_is_kept_by_the_next_process(self, room: Newsroom, store: Ledger, watch: Watch) -> None:
        room.answer("/dam", 429, Retry_After="3600")
        watch.round()
        other = Watch(store)
        other.now = watch.now + 31 * MINUTE
        room.paths()
        assert other.round() == [("put off", "/feed"), ("put off", "/ferry")]
        assert room.paths() == []

    def test_a_dead_feed_does_not_disturb_the_others(self, room: Newsroom, store: Ledger, watch: Watch) -> None:
        wanted(store, [room.url("/broken", "127.0.0.2"), "http://127.0.0.3:1/x"], watch.visits, watch.skips)
        room.pages["/broken"] = Answer(b"<html>no feed</html>")
        happened = watch.round()
        assert [what for what, _ in happened].count("failed") == 2
        assert ("new", "/ferry") in happened
        assert [what for what, path in watch.round(8 * DAY) if path in ("/broken", "/x")] == ["dead", "dead"]

    def test_moved_and_gone_are_remembered(self, room: Newsroom, store: Ledger, watch: Watch) -> None:
        watch.round()
        room.pages["/rss"] = room.pages["/feed"]
        room.answer("/feed", 301, Location="/rss")
        room.answer("/dam", 410)
        assert watch.round(HOUR) == [
            ("moved", "/rss"),
            ("unchanged", "/rss"),
            ("gone", "/dam"),
            ("unchanged", "/ferry"),
        ]
        room.paths()
        wanted(store, [room.url("/feed")], watch.visits, watch.skips)  # the list names the old address still
        watch.round(DAY)
        assert room.paths() == ["/rss", "/ferry"]
        assert store.documents().total == 2  # what is gone from the site is not gone from here

    def test_an_article_whose_address_changes_with_its_headline(
        self, room: Newsroom, store: Ledger, watch: Watch
    ) -> None:
        watch.round()
        room.answer("/ferry", 301, Location="/ferry-14-dead")
        room.article("/ferry-14-dead", WORDS.format(14))
        assert ("version", "/ferry-14-dead") in watch.round(HOUR)
        assert len({row.document for row in store.history(room.url("/ferry"))}) == 2

    def test_two_feeds_with_one_article(self, room: Newsroom, store: Ledger, watch: Watch) -> None:
        room.feed("/other", [room.url("/ferry?utm_source=other"), room.url("/ferry#top")])
        wanted(store, [room.url("/other")], watch.visits, watch.skips)
        watch.round()
        assert room.paths().count("/ferry") == 1

    def test_a_list_of_lists(self, room: Newsroom, store: Ledger, tmp_path: Path, watch: Watch) -> None:
        room.outline("/list", [room.url("/other")])
        room.feed("/other", [room.url("/quay")])
        room.article("/quay", "The quay is shut, the harbour office said.")
        (tmp_path / "mine.opml").write_text(opml([room.url("/list")]))
        wanted(store, [str(tmp_path / "mine.opml"), "nowhere.opml"], watch.visits, watch.skips)
        assert watch.skips.count == 1
        assert ("list", "/list") in watch.round()
        assert watch.round(MINUTE) == [("feed", "/other"), ("new", "/quay")]

    def test_a_feed_of_hostile_links(self, room: Newsroom, store: Ledger) -> None:
        room.feed(
            "/feed",
            [
                "file:///etc/passwd",
                "javascript:alert(1)",
                "http://10.0.0.1/",
                "http://[::1]/",
                "http://169.254.169.254/x",
            ],
        )
        watch = Watch(store, room.url("/feed"))
        assert next(looks(store, watch.visits, allow_private=True)).what == "feed"  # it is on this machine itself
        watch.now += 10 * MINUTE
        happened = list(looks(store, watch.visits, allow_private=False))
        assert happened
        assert all("private address" in one.why for one in happened)
        assert store.documents().total == 0

    def test_what_we_refuse_ourselves_is_no_look(self, room: Newsroom, store: Ledger, watch: Watch) -> None:
        for _ in range(2):
            refused = list(looks(store, watch.visits, allow_private=False))
            assert [(one.what, "private address" in one.why) for one in refused] == [("failed", True)]
        assert room.asked == []
        row = store.feeds()[0].feed
        assert (row.checked, row.failures, row.said) == (None, 0, None)
        assert watch.round()[0] == ("feed", "/feed")

    def test_an_article_that_we_never_fetch_is_given_up_after_a_week(
        self, room: Newsroom, store: Ledger, watch: Watch
    ) -> None:
        next(looks(store, watch.visits, allow_private=True))
        for after, what in ((HOUR, "failed"), (8 * DAY, "dead")):
            watch.now += after
            told = [one.what for one in looks(store, watch.visits, allow_private=False) if one.row.feed]
            assert told == [what, what]
        watch.now += DAY
        assert [one.row.feed for one in looks(store, watch.visits, allow_private=False)] == [None]

    def test_a_feed_that_is_named_is_tried_again_at_once(
        self, room: Newsroom, store: Ledger, watch: Watch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        watch.round()
        late, gone, moved = (room.url(path, "127.0.0.2") for path in ("/late", "/gone", "/moved"))
        room.answer("/gone", 410)
        room.answer("/moved", 503)
        wanted(store, [late, gone, moved], watch.visits, watch.skips, asked=True)
        assert capsys.readouterr().err == ""
        assert watch.round(MINUTE) == [("gone", "/gone"), ("failed", "/late"), ("failed", "/moved")]
        room.feed("/late", [])
        wanted(store, [late], watch.visits, watch.skips)
        assert watch.round(MINUTE) == []
        wanted(store, [room.url("/feed"), late, gone, moved], watch.visits, watch.skips, asked=True)
        assert capsys.readouterr().err.splitlines() == [
            f"sayso: {room.url('/feed')}: due at 10:30 UTC: nothing to do until then",
            f"sayso: {gone}: gone, and left alone: `sayso watch --stop {gone}` forgets that it is",
        ]
        room.paths()
        assert watch.round(MINUTE) == [("put off", "/late"), ("put off", "/moved")]  # 503: the site wants a rest
        assert room.paths() == []
        assert ("feed", "/late") in watch.round(30 * MINUTE)

    def test_two_watches_share_the_work(self, room: Newsroom, tmp_path: Path, watch: Watch) -> None:
        with Ledger(tmp_path / "sayso.db") as second:
            other = Watch(second)
            mine = looks(watch.store, watch.visits, True)
            happened = [next(mine)]
            other.now = watch.now
            happened += looks(second, other.visits, True)
            happened += mine
        assert sorted(room.paths()) == ["/dam", "/feed", "/ferry"]
        assert sorted(one.what for one in happened) == ["feed", "new", "new"]

    def test_stopped_between_the_article_and_its_mark(
        self, room: Newsroom, store: Ledger, watch: Watch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Killed after the article is stored and before that is noted: it is looked at once more, and is the same."""

        def broken(*_: object) -> int:
            raise KeyboardInterrupt

        round_ = looks(store, watch.visits, True)
        next(round_)
        with monkeypatch.context() as patched:
            patched.setattr(Ledger, "looked", broken)
            with pytest.raises(KeyboardInterrupt):
                next(round_)
        assert store.documents().total == 1
        assert watch.round(11 * MINUTE)[0] == ("new", "/ferry")
        assert watch.round(HOUR)  # the feed, and both articles
        assert store.documents().total == 2


def sayso(*words: object, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sayso", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)  # type: ignore[call-overload, no-any-return]


class TestCommand:
    """As it is typed; its sites are addresses of the loopback network, so that none has to rest."""

    def put_out(self, room: Newsroom, number: int) -> str:
        links = [room.url(f"/a{at}", f"127.0.1.{at + 1}") for at in range(number)]
        for at in range(number):
            room.article(f"/a{at}", WORDS.format(12 + at))
        room.feed("/feed", links)
        return room.url("/feed")

    def test_a_round_and_its_lists(self, room: Newsroom, tmp_path: Path) -> None:
        ledger, feed = tmp_path / "l.db", self.put_out(room, 2)
        (tmp_path / "mine.opml").write_text(opml([feed]))
        done = sayso("watch", tmp_path / "mine.opml", "--ledger", ledger, "--allow-private")
        assert done.returncode == cli.DONE, done.stderr
        assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["new", "new"]
        assert "2 new articles, 1 feed read" in done.stderr
        again = sayso("watch", "--ledger", ledger, "--allow-private", "--json")
        assert (again.returncode, again.stdout) == (cli.DONE, "")
        assert "nothing is due" in again.stderr
        row = json.loads(sayso("watch", "--list", "--json", "--ledger", ledger).stdout)
        assert (row["url"], row["articles"], row["watched"]) == (feed, 2, 2)
        assert sayso("watch", "--stop", feed, "--ledger", ledger).stdout == f"stopped\t{feed}\t2 articles\n"
        assert sayso("watch", "--list", "--ledger", ledger).stdout == ""
        missing = sayso("watch", "--stop", feed, "nowhere.opml", "--ledger", ledger)
        assert missing.returncode == cli.SKIPPED
        assert "it is not watched" in missing.stderr
        assert "nowhere.opml" in missing.stderr

    def test_what_went_wrong_is_said_and_coded(self, room: Newsroom, tmp_path: Path) -> None:
        ledger, feed = tmp_path / "l.db", self.put_out(room, 1)
        done = sayso("watch", feed, tmp_path / "none.opml", "--ledger", ledger, "--allow-private", "--json")
        assert done.returncode == cli.SKIPPED
        assert [json.loads(line)["what"] for line in done.stdout.splitlines()] == ["feed", "new"]
        assert "none.opml" in done.stderr
        room.answer("/other", 500)
        failed = sayso("watch", room.url("/other"), "--ledger", tmp_path / "m.db", "--allow-private")
        assert failed.returncode == cli.FAILED
        assert f"sayso: {room.url('/other')} answered 500" in failed.stderr
        private = sayso("watch", feed, "--ledger", tmp_path / "n.db")
        assert private.returncode == cli.FAILED
        assert "private address" in private.stderr
        meant = sayso("watch", feed, "--ledger", tmp_path / "n.db", "--allow-private")
        again = sayso("watch", feed, "--ledger", tmp_path / "n.db", "--allow-private")
        assert again.returncode == cli.DONE
        assert re.search(rf"^sayso: {feed}: due at .*\d\d:\d\d UTC: nothing to do until then$", again.stderr, re.M)
        assert (meant.returncode, meant.stdout.split("\t")[0]) == (cli.DONE, "new"), meant.stderr

    @pytest.mark.parametrize(
        "words", [["--stop"], ["--list", "http://a.example"], ["--every", "0"], ["--list", "--stop", "x"]]
    )
    def test_wrong_words(self, words: list[str]) -> None:
        assert sayso("watch", *words).returncode == 2

    def test_no_ledger(self, tmp_path: Path) -> None:
        for words in (["watch"], ["watch", "--list"]):
            done = sayso(*words, "--ledger", tmp_path / "none.db")
            assert done.returncode == cli.FAILED
            assert "no ledger" in done.stderr
        assert not (tmp_path / "none.db").exists()

    def running(self, ledger: Path, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "sayso", "watch", *words, "--ledger", str(ledger), "--allow-private"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def reported(self, lines: list[str]) -> set[str]:
        return {line.split("\t")[1] for line in lines if line.endswith("\n") and line.count("\t") == 3}

    def stored(self, ledger: Path) -> set[str]:
        with sqlite3.connect(ledger) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            found = {row[0] for row in connection.execute("SELECT id FROM documents")}
        connection.close()
        return found

    @pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
    def test_stopped_in_the_middle(self, room: Newsroom, tmp_path: Path, how: signal.Signals) -> None:
        """What was reported as stored is stored, and the next round does the rest."""
        ledger, feed = tmp_path / "l.db", self.put_out(room, 25)
        process = self.running(ledger, feed)
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(5)]
        os.kill(process.pid, how)
        rest, errors = process.communicate(timeout=60)
        assert process.returncode == (cli.STOPPED if how == signal.SIGINT else -how), errors
        assert "Traceback" not in errors
        reported, stored = self.reported([*lines, *rest.splitlines(keepends=True)]), self.stored(ledger)
        assert 5 <= len(reported) < 25
        assert reported <= stored
        assert len(stored - reported) <= 1
        done = sayso("watch", "--ledger", ledger, "--allow-private")
        assert done.returncode == cli.DONE, done.stderr
        assert len(self.stored(ledger)) >= 24  # one may have been taken by who was killed, for ten minutes
        assert not reported & self.reported(done.stdout.splitlines(keepends=True))

    def test_two_at_once(self, room: Newsroom, tmp_path: Path) -> None:
        ledger, feed = tmp_path / "l.db", self.put_out(room, 20)
        both = [self.running(ledger, feed) for _ in range(2)]
        ends = [process.communicate(timeout=120) for process in both]
        assert [process.returncode for process in both] == [cli.DONE, cli.DONE], ends
        found = [self.reported(out.splitlines(keepends=True)) for out, _ in ends]
        assert not found[0] & found[1]
        assert found[0] | found[1] == self.stored(ledger)
        asked = [path for path in room.paths() if path.startswith("/a")]
        assert len(asked) == len(set(asked)) == len(self.stored(ledger))

    def test_progress_is_for_the_terminal_and_lines_for_the_pipe(self, room: Newsroom, tmp_path: Path) -> None:
        feed, (terminal, end) = self.put_out(room, 2), pty.openpty()
        words = ["-m", "sayso", "watch", feed, "--ledger", str(tmp_path / "l.db"), "--allow-private"]
        env = os.environ | {"TERM": "xterm"}
        with subprocess.Popen(
            [sys.executable, *words], stdout=subprocess.PIPE, stderr=end, text=True, env=env
        ) as process:
            os.close(end)
            seen = b""
            with contextlib.suppress(OSError):  # the terminal's end, when nobody writes to it any more
                while read := os.read(terminal, 10_000):
                    seen += read
            assert process.stdout is not None
            lines = process.stdout.readlines()
        os.close(terminal)
        assert [line.split("\t")[0] for line in lines] == ["new", "new"]
        assert "of 2 addresses" in seen.decode()
        assert "2 new articles" in seen.decode()

    def test_every_goes_on_until_it_is_stopped(self, room: Newsroom, tmp_path: Path) -> None:
        process = self.running(tmp_path / "l.db", self.put_out(room, 1), "--every", "1")
        assert process.stderr is not None
        assert "1 new article" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert process.returncode == cli.STOPPED
        assert "stopped" in errors
