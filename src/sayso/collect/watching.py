"""Watching: a feed or an article that is due is looked at, and what came of that is told.

In: what a person names, or a `Watched` address. Out: what is to be watched, or a `Look`: the address as it stands now,
the articles that it announces, or the article that it is. It stores nothing; who calls it does, before the next look.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sayso.collect import schedule
from sayso.collect.feeds import MOST, Feed, feed, is_outline, outline
from sayso.collect.files import contents, opened, shown, unpacked, walk
from sayso.collect.links import is_front, link, site
from sayso.collect.locations import URL, fetched
from sayso.collect.skips import CollectError, Skip, Unreachable, Untried
from sayso.collect.visits import Visits
from sayso.collect.web import ARTICLES, FEEDS, Conditions, Fetched, Refused, fetch
from sayso.types import Document, Ended, Watched

EARLY = timedelta(minutes=5)  # what is due so soon is looked at now: who runs every half hour comes to the minute
BUSY = (429, 503)  # too many requests; not available: it is the site that wants to be left alone


class Look(NamedTuple):
    """What came of a look at `row`, which stands as it is to be stored.

    `what`: "feed" or "list" was read, an article was "found" or "unchanged", or it "failed", is "gone" or "dead".
    `found`: what is to be watched as well. `rests`: how long its site is to be left alone. `moved_from`: where it was
    watched, if it has moved for good. `stood`: when its server said that the article was as it had been.
    """

    row: Watched
    what: str
    rests: timedelta
    why: str = ""
    found: tuple[Watched, ...] = ()
    document: Document | None = None
    moved_from: str | None = None
    stood: datetime | None = None


def given(location: str) -> list[Watched]:
    """What a person wants to be watched: the address of a feed or of an OPML list; a file that is an OPML list, a feed
    or a list of addresses, one a line; a folder of such files; "-" for standard input.

    :raises CollectError: if it is none of these.
    """
    if URL.match(location):
        address = link(location)
        if address is None:
            raise CollectError(f"{location} is no http or https address")
        return [Watched(address)]
    if location == "-":
        return _listed(contents(unpacked(sys.stdin.buffer)), "standard input")
    rows: list[Watched] = []
    for file in walk(Path(location), _refuse):
        with opened(file) as stream:
            rows += _listed(contents(stream), shown(file))
    return rows


def _refuse(skip: Skip) -> None:
    if not skip.kept:
        raise CollectError(f"{skip.where}: {skip.reason}")


def _listed(data: bytes, where: str) -> list[Watched]:
    """The feeds that a file lists, or the articles of one that is a feed itself."""
    if is_outline(data):
        return [Watched(url) for url in outline(data, where)]
    lines = [line.strip() for line in data[:1_000_000].decode("utf-8-sig", "replace").splitlines()]
    named = [line for line in lines if line and not line.startswith("#")]
    addresses = [link(line) for line in named]
    if named and all(addresses):
        return [Watched(url) for url in addresses if url]
    return _announced(feed(data, where), where)


def look(row: Watched, visits: Visits[Watched], allow_private: bool = False) -> Look:
    """Fetch what is due, if it has changed. Nothing is raised: what went wrong stands in the Look."""
    try:
        conditions = Conditions(row.etag, row.modified)
        readable = FEEDS if row.feed is None else ARTICLES
        answer = fetch(
            row.url, allow_private=allow_private, conditions=conditions, robots=visits.robots, readable=readable
        )
        now, rests = visits.clock(), visits.pause(row.url)
        return _feed(row, answer, now, rests) if row.feed is None else _article(row, answer, now, rests)
    except Untried as error:
        return _untried(row, error, visits.clock())
    except CollectError as error:
        return _failed(row, error, visits.clock(), visits.pause(row.url))


def _untried(row: Watched, error: Untried, now: datetime) -> Look:
    """Nobody was asked, so it is as due as it was. What a feed announces and we never fetch is given up in the end."""
    new = row.feed is not None and row.answered is None
    if new and schedule.is_dead(now, row.announced or now):
        after = replace(row, due=None, said=str(error), ended=Ended.DEAD)
        return Look(after, "dead", timedelta(0), f"{error}; it is left alone after a week")
    return Look(row, "failed", timedelta(0), str(error))


def _answered(row: Watched, answer: Fetched, now: datetime) -> Watched:
    moved = answer.moved and link(answer.url)
    return replace(
        row,
        url=moved or row.url,
        etag=answer.etag,
        modified=answer.modified,
        checked=now,
        answered=now,
        failures=0,
        said=None,
    )


def _feed(row: Watched, answer: Fetched, now: datetime, rests: timedelta) -> Look:
    after = _answered(row, answer, now)
    moved_from = row.url if after.url != row.url else None
    after = replace(after, due=schedule.next_feed(now, answer.fresh))
    if answer.unchanged:
        return Look(after, "unchanged", rests, moved_from=moved_from)
    if is_outline(answer.data):
        listed = tuple(Watched(url) for url in outline(answer.data, answer.url, answer.encoding) if url != after.url)
        return Look(after, "list", rests, found=listed, moved_from=moved_from)
    read = feed(answer.data, answer.url, answer.encoding)
    after = replace(after, title=read.title, due=schedule.next_feed(now, max(answer.fresh, read.lasting)))
    return Look(after, "feed", rests, _left_out(read), tuple(_announced(read, after.url)), moved_from=moved_from)


def _left_out(read: Feed) -> str:
    if not read.left_out:
        return ""
    reason = f"only {MOST:,} are read" if len(read.entries) == MOST else "they lead to no page"
    return f"{read.left_out:,} of {read.left_out + len(read.entries):,} entries are left out: {reason}"


def _announced(read: Feed, where: str) -> list[Watched]:
    entries = (entry for entry in read.entries if entry.url != where)
    return [
        Watched(entry.url, where, title=entry.title, author=entry.author, published=entry.published)
        for entry in entries
    ]


def _article(row: Watched, answer: Fetched, now: datetime, rests: timedelta) -> Look:
    after, document, notices = _answered(row, answer, now), None, ""
    if not answer.unchanged:
        _refuse_another(row, answer)
        document, notices = _document(row, answer)
        after = replace(after, address=document.url)
        if document.text_hash != row.text_hash:
            after = replace(after, text_hash=document.text_hash, changed=now)
    due = schedule.next_article(now, row.announced or now, after.changed or now)
    after = replace(after, due=due, ended=None if due else Ended.SETTLED)
    what = "unchanged" if after.text_hash == row.text_hash else "found"
    moved_from = row.url if after.url != row.url else None
    stood = answer.fetched if answer.unchanged else None
    return Look(after, what, rests, notices, document=document, moved_from=moved_from, stood=stood)


def _refuse_another(row: Watched, answer: Fetched) -> None:
    """What stands elsewhere now is not this article's text, however it is answered."""
    if is_front(answer.url) and not is_front(row.url):
        raise CollectError(f"{row.url} leads to the front page of {site(answer.url)}: is the article gone?")
    before, here = site(row.address or answer.url), site(answer.url)
    if before.removeprefix("www.") != here.removeprefix("www.") and not answer.moved:
        raise CollectError(f"{row.url} leads to {here} now: does it ask for consent, or a password?")


def _document(row: Watched, answer: Fetched) -> tuple[Document, str]:
    """The article, and what is to be told of it (its date lies ahead), or "".

    What its feed says of it stands in where its page says nothing, and the address that it was stored under first stays
    its own, so that its versions stand together.
    """
    reasons: list[str] = []
    found = list(fetched(answer, lambda skip: reasons.append(skip.reason)))
    if not found:
        raise CollectError(f"{row.url}: {'; '.join(reasons) or 'there is no article'}")
    one = found[0]
    document = replace(
        one,
        url=row.address or one.url or row.url,
        title=one.title or row.title,
        byline=one.byline or row.author,
        published=one.published or row.published,
    )
    return document, "" if document.published else "; ".join(reasons)


def _failed(row: Watched, error: CollectError, now: datetime, rests: timedelta) -> Look:
    status, wait = (error.status, error.wait) if isinstance(error, Refused) else (0, None)
    reached = not isinstance(error, Unreachable)
    failures = row.failures + 1
    due: datetime | None = schedule.after_failure(now, failures, wait, reached)
    ended, what, why = None, "failed", str(error)
    if status == 410:
        due, ended, what = None, Ended.GONE, "gone"
    elif schedule.is_dead(now, row.answered or row.announced or now):
        what, why = "dead", f"{error}; it has not answered for a week"
        if row.feed is None:
            why += f": `sayso watch --stop {row.url}` gives it up"
        else:
            due, ended = None, Ended.DEAD
    if wait or status in BUSY or not reached:
        rests = max(rests, timedelta(seconds=wait) if wait else schedule.FIRST)
    after = replace(row, checked=now, due=due, failures=failures, said=str(error), ended=ended)
    return Look(after, what, rests, why)
