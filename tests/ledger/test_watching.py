"""What the ledger remembers of feeds and articles that are watched, and who may look at them."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sayso.ledger import FeedRow, Ledger
from sayso.ledger.watching import FAR, HELD, LEASE
from sayso.types import Ended, Watched
from tests.ledger.readings import article

NOW = datetime(2031, 4, 1, 10, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = "https://courier.example/feed.xml"
SITE = "courier.example"
FERRY = Watched("https://courier.example/ferry", FEED, "Ferry sinks", "Ilse Brandt", date(2031, 4, 1))


def looked(ledger: Ledger, row: Watched, *found: Watched, moved_from: str | None = None) -> int:
    return ledger.looked(replace(row, checked=NOW), found, SITE, NOW + HOUR, moved_from)


def addresses(ledger: Ledger, at: datetime = NOW, feeds: bool = False) -> list[str]:
    return [row.url for row in ledger.due(at, feeds=feeds)]


def test_what_is_watched_comes_back_as_it_was(ledger: Ledger) -> None:
    assert ledger.watch([FERRY], NOW) == 1
    assert ledger.due(NOW, feeds=False) == [replace(FERRY, announced=NOW, due=NOW)]
    row = replace(
        FERRY, etag='"1"', modified="yesterday", address="https://courier.example/x", text_hash="00", announced=NOW,
        checked=NOW, answered=NOW, changed=NOW, due=NOW + HOUR, failures=2, said="it answered 500", ended=Ended.SETTLED,
    )  # fmt: skip
    looked(ledger, row)
    assert ledger.due(NOW, feeds=False) == []
    assert ledger.due(NOW + HOUR, feeds=False) == [row]


def test_feeds_and_articles_are_told_apart_and_the_longest_due_comes_first(ledger: Ledger) -> None:
    ledger.watch([Watched(FEED)], NOW)
    ledger.watch([FERRY], NOW - HOUR)
    ledger.watch([Watched("https://courier.example/a", FEED)], NOW - 2 * HOUR)
    ledger.watch([Watched("https://courier.example/z", FEED)], NOW + HOUR)
    assert addresses(ledger, feeds=True) == [FEED]
    assert addresses(ledger) == ["https://courier.example/a", FERRY.url]


def test_watching_again_changes_nothing(ledger: Ledger) -> None:
    assert ledger.watch([Watched(FEED), Watched(FEED), FERRY], NOW) == 2
    before = ledger.due(NOW, feeds=False), ledger.due(NOW, feeds=True)
    assert ledger.watch([Watched(FEED), FERRY, replace(FERRY, author="other", title=None)], NOW + HOUR) == 0
    assert (ledger.due(NOW + HOUR, feeds=False), ledger.due(NOW + HOUR, feeds=True)) == before


@pytest.mark.parametrize(
    ("change", "due"),
    [
        ({}, True),
        ({"ended": Ended.SETTLED}, True),
        ({"ended": Ended.GONE}, False),
        ({"ended": Ended.DEAD}, False),
        ({"failures": 1}, False),  # it is tried again when its site was promised that it would be
    ],
)
def test_another_headline_makes_an_article_due(ledger: Ledger, change: dict[str, object], due: bool) -> None:
    ledger.watch([FERRY], NOW)
    looked(ledger, replace(FERRY, due=None if "ended" in change else NOW + DAY, **change))  # type: ignore[arg-type]
    assert ledger.watch([FERRY], NOW + HOUR) == 0
    assert addresses(ledger, NOW + HOUR) == []
    assert ledger.watch([replace(FERRY, feed="https://other.example/feed", title="Sinks a ferry")], NOW + HOUR) == 0
    assert addresses(ledger, NOW + HOUR) == []  # two feeds may have two headlines
    ledger.watch([replace(FERRY, title="Ferry sinks, 12 dead")], NOW + HOUR)
    found = ledger.due(NOW + HOUR, feeds=False)
    assert [(row.title, row.ended) for row in found] == ([("Ferry sinks, 12 dead", None)] if due else [])


@pytest.mark.parametrize(
    ("change", "due"),
    [
        ({"failures": 3, "said": "it answered 404"}, True),
        ({"failures": 3, "answered": NOW}, False),  # it has been found before: a passing failure
        ({"answered": NOW}, False),
        ({"failures": 3, "feed": FEED}, False),
        ({"failures": 1, "ended": Ended.GONE}, False),
        ({}, False),  # another process looks at it for the first time
    ],
)
def test_a_feed_that_is_named_is_due_where_it_never_answered(
    ledger: Ledger, change: dict[str, object], due: bool
) -> None:
    ledger.watch([Watched(FEED)], NOW)
    looked(ledger, replace(Watched(FEED), due=NOW + DAY, **change))  # type: ignore[arg-type]
    row = ledger.ask(FEED, NOW + HOUR)
    assert row is not None
    assert row.due == (NOW + HOUR if due else NOW + DAY)
    assert addresses(ledger, NOW + HOUR, feeds=True) == ([FEED] if due else [])


def test_a_feed_that_another_process_looks_at_is_not_due_at_once(ledger: Ledger) -> None:
    ledger.watch([Watched(FEED)], NOW)
    looked(ledger, Watched(FEED, due=NOW + HOUR, failures=2))
    [failing] = ledger.due(NOW + HOUR, feeds=True)
    assert ledger.take(failing, SITE, NOW + HOUR) == NOW + HOUR
    assert ledger.ask(FEED, NOW + HOUR) is not None
    assert addresses(ledger, NOW + HOUR, feeds=True) == []


def test_what_is_named_is_found_where_it_has_moved_to(ledger: Ledger) -> None:
    there = Watched("https://courier.example/rss", due=NOW + DAY)
    ledger.watch([Watched(FEED)], NOW)
    ledger.looked(there, [], SITE, NOW, moved_from=FEED)
    assert ledger.ask(FEED, NOW) == there
    assert ledger.ask("https://nobody.example/", NOW) is None
    ledger.looked(Watched(FEED, due=NOW + HOUR), [], SITE, NOW, moved_from=there.url)  # and back again
    assert ledger.ask(there.url, NOW) == Watched(FEED, due=NOW + HOUR)


def test_who_takes_a_row_has_it_alone(ledger: Ledger) -> None:
    ledger.watch([FERRY], NOW)
    (row,) = ledger.due(NOW, feeds=False)
    assert ledger.take(row, SITE, NOW) == NOW
    assert addresses(ledger) == []
    later = NOW + HELD
    assert ledger.take(row, "another.example", later) is None  # as it was read, it is not there any more
    assert addresses(ledger, NOW + LEASE) == [FERRY.url]  # who took it was killed


def test_a_site_rests_for_everyone(ledger: Ledger) -> None:
    other = Watched("https://courier.example/dam", FEED)
    ledger.watch([FERRY, other], NOW)
    dam, ferry = ledger.due(NOW, feeds=False)
    assert ledger.take(dam, SITE, NOW) == NOW
    assert ledger.take(ferry, SITE, NOW + timedelta(seconds=1)) == NOW + HELD
    looked(ledger, replace(dam, due=NOW + DAY))
    assert ledger.take(ferry, SITE, NOW + timedelta(minutes=59)) == NOW + HOUR
    assert addresses(ledger) == [FERRY.url]  # nothing was taken
    assert ledger.take(ferry, SITE, NOW + HOUR) == NOW + HOUR


def test_one_of_many_who_want_a_row_gets_it(ledger: Ledger) -> None:
    ledger.watch([replace(FERRY, url=f"https://{number}.example/") for number in range(10)], NOW)
    got: list[str] = []

    def work() -> None:
        for row in ledger.due(NOW, feeds=False):
            if ledger.take(row, row.url, NOW) == NOW:
                got.append(row.url)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == sorted(f"https://{number}.example/" for number in range(10))


def test_a_clock_that_was_wrong_does_not_put_anything_off_for_years(ledger: Ledger) -> None:
    wrong = NOW + 4000 * DAY
    ledger.watch([FERRY], wrong)
    ledger.looked(replace(FERRY, due=wrong), [], SITE, wrong)
    (row,) = ledger.due(NOW, feeds=False)
    assert ledger.take(row, SITE, NOW) == NOW
    looked(ledger, replace(row, due=NOW + FAR))
    assert addresses(ledger) == []


def test_what_a_feed_announces_is_stored_with_it(ledger: Ledger) -> None:
    ledger.watch([Watched(FEED)], NOW)
    feed = Watched(FEED, title="Veldra Courier", due=NOW + HOUR)
    assert looked(ledger, feed, FERRY, Watched("https://courier.example/dam", FEED)) == 2
    assert looked(ledger, feed, FERRY) == 0
    ((row, articles, watched),) = ledger.feeds()
    assert (row.title, articles, watched) == ("Veldra Courier", 2, 2)
    looked(ledger, replace(FERRY, ended=Ended.GONE))
    assert ledger.feeds() == [FeedRow(row, 2, 1)]


NEW = "https://courier.example/rss"


def test_a_feed_that_has_moved_is_remembered(ledger: Ledger) -> None:
    ledger.watch([Watched(FEED), FERRY], NOW)
    there = Watched(NEW, title="Veldra Courier", due=NOW + HOUR)
    looked(ledger, there, moved_from=FEED)
    assert addresses(ledger, NOW + HOUR, feeds=True) == [NEW]
    assert ledger.due(NOW, feeds=False)[0].feed == NEW
    assert ledger.watch([Watched(FEED)], NOW) == 0  # the list that named it names it still
    assert addresses(ledger, NOW + HOUR, feeds=True) == [NEW]
    assert [(row.feed.url, row.feed.ended, row.feed.moved) for row in ledger.feeds()] == [
        (FEED, Ended.MOVED, NEW),
        (NEW, None, None),
    ]


def test_what_moves_to_where_something_is_watched_leaves_that_as_it_is(ledger: Ledger) -> None:
    ledger.watch([Watched(FEED), Watched(NEW, title="first")], NOW)
    looked(ledger, Watched(NEW, title="second", due=NOW + DAY), moved_from=FEED)
    assert [row.title for row in ledger.due(NOW, feeds=True)] == ["first"]


def test_what_moves_there_and_back_is_still_watched(ledger: Ledger) -> None:
    ledger.watch([Watched(FEED)], NOW)
    looked(ledger, Watched(NEW, due=NOW + HOUR), moved_from=FEED)
    looked(ledger, Watched(FEED, due=NOW + HOUR), moved_from=NEW)
    assert addresses(ledger, NOW + HOUR, feeds=True) == [FEED]


@pytest.mark.parametrize("named", [FEED, NEW])
def test_what_is_watched_no_longer(ledger: Ledger, named: str) -> None:
    ledger.add(article(0))
    ledger.watch([Watched(FEED), FERRY, Watched("https://other.example/")], NOW)
    looked(ledger, Watched(NEW, due=NOW + HOUR), moved_from=FEED)
    assert ledger.unwatch(named) == 3
    assert [row.feed.url for row in ledger.feeds()] == ["https://other.example/"]
    assert addresses(ledger) == []
    assert ledger.documents().total == 1
    assert ledger.unwatch(named) == 0
    assert ledger.watch([Watched(FEED)], NOW) == 1


def test_watching_is_no_change_of_what_was_found(ledger: Ledger) -> None:
    before = ledger.stamp()
    ledger.watch([FERRY], NOW)
    looked(ledger, FERRY)
    assert ledger.stamp() == before


def test_what_stands_unchanged_is_seen_for_longer(ledger: Ledger) -> None:
    """A server that answers "not modified" sends no text, and yet says that it stood there."""
    reading = article(0)
    document = replace(reading.document, fetched=NOW)
    ledger.add(replace(reading, document=document))
    row = replace(FERRY, address=document.url, text_hash=document.text_hash)

    def stood(row: Watched, moment: datetime) -> list[tuple[datetime | None, datetime | None]]:
        ledger.looked(row, [], SITE, NOW, stood=moment)
        return [(seen.first, seen.last) for seen in ledger.history(document.url or "")]

    assert stood(row, NOW + DAY) == [(NOW, NOW + DAY)]
    assert stood(row, NOW + HOUR) == [(NOW, NOW + DAY)]  # told late
    assert stood(replace(row, text_hash="another"), NOW + 2 * DAY) == [(NOW, NOW + DAY)]
    assert stood(replace(row, address=None), NOW + 2 * DAY) == [(NOW, NOW + DAY)]
