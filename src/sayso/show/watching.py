"""What came of watching: a line for each thing that happened, the feeds that are watched, and a summary.

In: what happened, as it is stored. Out: lines. An article is named here only after the ledger has it whole.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TextIO

from sayso.ledger import FeedRow
from sayso.show.formats import count, plain
from sayso.show.terminal import tabbed
from sayso.types import Document, Ended, Watched

FAULTS = ("failed", "gone", "dead")
TELLING = (
    "new",
    "version",
    "returned",
    "reheaded",
    "reread",
    "moved",
)  # what changed in the ledger: these have a line when piped
COUNTED = {"new": "", "version": "", "feed": " read", "list": " read"}  # of these SUMMARY has the noun; what follows it
SUMMARY = {
    "new": "new article",
    "version": "new version",
    "returned": "back to an older text",
    "reheaded": "with another headline",
    "reread": "read again",
    "same": "as they were before",
    "unchanged": "unchanged",
    "feed": "feed",
    "list": "list",
    "moved": "moved for good",
    "failed": "failed",
    "gone": "gone for good",
    "dead": "without an answer for a week",
    "put off": "put off: their sites want a rest",
}


class Happened(NamedTuple):
    """What came of one address; `document` is stored if there is one, `unread` says why it was not read."""

    what: str
    row: Watched
    why: str = ""
    document: Document | None = None
    unread: str | None = None


@dataclass(slots=True)
class Tally:
    """How often what happened in a round, and why articles were stored but not read."""

    counts: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)

    @property
    def faults(self) -> int:
        return sum(self.counts[what] for what in FAULTS)

    @property
    def done(self) -> int:
        return self.counts.total() - self.faults - self.counts["put off"]


SILENT = ("same", "unchanged")  # what was said of a text when it came is not said again


def report(happened: Iterable[Happened], out: TextIO, errors: TextIO, tally: Tally, as_json: bool = False) -> None:
    """Write what happens as it happens: to `out` everything as JSON, or else what changed in the ledger; to `errors`
    what went wrong."""
    for one in happened:
        tally.counts[one.what] += 1
        if one.unread and one.what in TELLING:
            tally.unread[one.unread] += 1
        if as_json:
            out.write(json.dumps(_record(one), ensure_ascii=False) + "\n")
        elif one.what in TELLING:
            id = one.document.id if one.document else None
            title = one.document.title if one.document else one.why
            out.write(tabbed((one.what, id, one.row.url, title)) + "\n")
        if one.why and (one.what not in TELLING or one.document) and one.what not in SILENT:
            errors.write(f"sayso: {tabbed((one.why if one.row.url in one.why else f'{one.row.url}: {one.why}',))}\n")
            errors.flush()
        out.flush()


def _record(one: Happened) -> dict[str, object]:
    document = one.document
    return {
        "what": one.what,
        "url": one.row.url,
        "feed": one.row.feed,
        "document": document and document.id,
        "address": document and document.url,
        "title": document.title if document else one.row.title,
        "why": one.why or None,
        "unread": one.unread,
        "due": plain(one.row.due),
    }


def summary(tally: Tally, ledger: str) -> str:
    """One line on a round, and one for each reason why articles were stored but not read."""
    said = [_counted(tally.counts[what], what) for what in SUMMARY if tally.counts[what]]
    lines = [f"{ledger}: {', '.join(said) or 'nothing is due'}"]
    lines += [f"{count} stored but not read: {reason}" for reason, count in sorted(tally.unread.items())]
    return "\n".join(lines)


def _counted(number: int, what: str) -> str:
    return count(number, SUMMARY[what]) + COUNTED[what] if what in COUNTED else f"{number} {SUMMARY[what]}"


def feeds(rows: Iterable[FeedRow], out: TextIO, as_json: bool = False) -> None:
    """Each feed that is watched: how it stands, its address, its name, its articles, when it is due."""
    for row in rows:
        one = row.feed
        if as_json:
            record = plain(one)
            assert isinstance(record, dict)
            out.write(
                json.dumps(record | {"articles": row.articles, "watched": row.watched}, ensure_ascii=False) + "\n"
            )
        else:
            due = f"due {one.due:%Y-%m-%d %H:%M}" if one.due else "left alone"
            out.write(tabbed((_state(one), one.url, one.title, count(row.articles, "article"), due)) + "\n")


def _state(row: Watched) -> str:
    if row.ended is Ended.MOVED:
        return f"moved to {row.moved}"
    if row.ended:
        return row.ended.value
    if row.failures:
        since = f"{row.answered:%Y-%m-%d}" if row.answered else "it was added"
        return f"no answer since {since} ({row.said})"
    return "answers" if row.answered else "new"
