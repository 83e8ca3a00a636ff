"""How what came of watching is told: lines for people and pipes, JSON for programs."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pytest

from sayso.ledger import Added, FeedRow
from sayso.show.watching import Happened, Tally, feeds, report, summary
from sayso.types import Document, Ended, Watched

NOW = datetime(2031, 4, 1, 10, 5, tzinfo=UTC)
URL = "https://courier.example/ferry"
ROW = Watched(URL, "https://courier.example/feed", "Ferry\tsinks\x1b[2J", due=NOW)
FERRY = Document("Twelve died.", url="https://courier.example/x", title="Ferry\tsinks\x1b[2J")
EVERYTHING = [
    Happened("feed", ROW),
    Happened("new", ROW, "", FERRY),
    Happened("version", ROW, "", FERRY),
    Happened("unchanged", ROW),
    Happened("moved", ROW, "from https://courier.example/old"),
    Happened("failed", ROW, f"{URL} answered 500"),
    Happened("feed", ROW, "2 of 3 entries are left out"),
    Happened("put off", ROW),
]


def told(happened: list[Happened], as_json: bool = False) -> tuple[list[str], list[str], Tally]:
    out, errors, tally = io.StringIO(), io.StringIO(), Tally()
    report(happened, out, errors, tally, as_json)
    return out.getvalue().splitlines(), errors.getvalue().splitlines(), tally


def test_lines_say_what_changed_and_errors_what_went_wrong() -> None:
    lines, errors, _ = told(EVERYTHING)
    assert lines == [
        f"new\t{FERRY.id}\t{URL}\tFerry sinks\ufffd[2J",
        f"version\t{FERRY.id}\t{URL}\tFerry sinks\ufffd[2J",
        f"moved\t\t{URL}\tfrom https://courier.example/old",
    ]
    assert errors == [f"sayso: {URL} answered 500", f"sayso: {URL}: 2 of 3 entries are left out"]


def test_what_an_article_is_kept_without_is_told_when_it_is_new_and_not_at_every_look() -> None:
    why = "kept without its date: 2091-06-05 lies in the future"
    _, errors, _ = told([Happened(what, ROW, why, FERRY) for what in ("new", "same", "unchanged")])
    assert errors == [f"sayso: {URL}: {why}"]


def test_json_says_everything() -> None:
    lines, errors, _ = told(EVERYTHING, as_json=True)
    records = [json.loads(line) for line in lines]
    assert [record["what"] for record in records] == [one.what for one in EVERYTHING]
    assert records[1] == {
        "what": "new",
        "url": URL,
        "feed": "https://courier.example/feed",
        "document": FERRY.id,
        "address": "https://courier.example/x",
        "title": FERRY.title,
        "why": None,
        "unread": None,
        "due": "2031-04-01T10:05:00+00:00",
    }
    assert records[5]["why"] == f"{URL} answered 500"
    assert len(errors) == 2


def test_a_round_in_one_line() -> None:
    _, _, tally = told(EVERYTHING)
    assert summary(tally, "sayso.db") == (
        "sayso.db: 1 new article, 1 new version, 1 unchanged, 2 feeds read, 1 moved for good, 1 failed, "
        "1 put off: their sites want a rest"
    )
    assert (tally.faults, tally.done) == (1, 6)
    assert summary(Tally(), "sayso.db") == "sayso.db: nothing is due"


def test_what_was_not_read_is_counted_by_its_reason() -> None:
    reason = "no model for language ar"
    happened = [
        Happened("new", ROW, "", FERRY, reason),
        Happened("version", ROW, "", FERRY, reason),
        Happened("new", ROW),
    ]
    lines, errors, tally = told(happened, as_json=True)
    assert [json.loads(line)["unread"] for line in lines] == [reason, reason, None]
    assert errors == []
    assert summary(tally, "l").splitlines()[1:] == [f"2 stored but not read: {reason}"]


def test_everything_that_can_happen_is_summed_up() -> None:
    others = ("unchanged", "feed", "list", "moved", "failed", "gone", "dead", "put off")
    for what in (*(added.value for added in Added), *others):
        _, _, tally = told([Happened(what, ROW)])
        assert summary(tally, "l").startswith("l: 1 ")


@pytest.mark.parametrize(
    ("row", "state", "due"),
    [
        (Watched(URL, due=NOW), "new", "due 2031-04-01 10:05"),
        (Watched(URL, due=NOW, answered=NOW), "answers", "due 2031-04-01 10:05"),
        (Watched(URL, due=NOW, answered=NOW, failures=2, said="500"), "no answer since 2031-04-01 (500)", None),
        (Watched(URL, due=NOW, failures=2, said="500"), "no answer since it was added (500)", None),
        (Watched(URL, ended=Ended.GONE), "gone", "left alone"),
        (Watched(URL, ended=Ended.MOVED, moved="https://b.example/"), "moved to https://b.example/", "left alone"),
    ],
)
def test_feeds_and_how_they_stand(row: Watched, state: str, due: str | None) -> None:
    out = io.StringIO()
    feeds([FeedRow(row, 7, 3)], out)
    cells = out.getvalue().rstrip("\n").split("\t")
    assert cells[:4] == [state, URL, "", "7 articles"]
    assert due is None or cells[4] == due


def test_feeds_as_json() -> None:
    out = io.StringIO()
    feeds([FeedRow(Watched(URL, due=NOW, ended=Ended.GONE), 7, 3)], out, as_json=True)
    record = json.loads(out.getvalue())
    assert (record["url"], record["due"], record["ended"]) == (URL, "2031-04-01T10:05:00+00:00", "gone")
    assert (record["articles"], record["watched"]) == (7, 3)
