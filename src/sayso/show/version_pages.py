"""Versions in a browser: a list of addresses, the history of each, and two versions side by side.

In: a `Ledger` and a request. Out: what `server.py` shows. Any two versions of an address have a page of their own,
whose link is made of their ids and stays.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request

from sayso.compare.revisions import Alignment, Extent, Passage
from sayso.compare.versions import History, address, between, history, listed
from sayso.ledger import Ledger
from sayso.show import versions_text
from sayso.show.parameters import asked
from sayso.show.shown import Shown, listing
from sayso.types import Span

FILTERS = ("outlet", "since", "until")


class Piece(NamedTuple):
    """Words of one version: whether they stand in it alone, and the number of the moved passage they are of.

    begins: whether that passage begins here. at: their place in the text, where a change is told to stand."""

    words: str
    alone: bool
    moved: int | None
    begins: bool
    at: int | None


Paragraphs = list[list[Piece]]


def versions(ledger: Ledger, request: Request) -> Shown:
    """Addresses with more than one version."""
    q = asked(request.query_params.multi_items(), FILTERS)
    page = listed(ledger, q.limit, q.offset, outlet=q.outlet, since=q.since, until=q.until)
    shown = listing(ledger, "versions", q, page, [versions_text.history_summary(one) for one in page.rows])
    summaries = [versions_text.summary(one.counts) for one in page.rows]
    return Shown(shown.template, shown.title, {**shown.values, "summaries": summaries}, shown.record)


def one(ledger: Ledger, request: Request) -> Shown:
    """The history of an address; with `old` and `new`, these two versions of it.

    :raises HTTPException: if there is no such address, or no such versions of it.
    """
    q = asked(request.query_params.multi_items(), ("old", "new"))
    if q.old or q.new:
        return _pair(ledger, q.old or "", q.new or "")
    id = request.path_params["id"]
    url = address(ledger, id)
    found = history(ledger, url) if url else None
    if found is None:
        raise HTTPException(404, f"The ledger has no version “{id}” of anything at an address.")
    told = [(revision, versions_text.changes(revision)) for revision in found.revisions]
    last = found.versions[-1]
    values = {**_known(found), "told": told, "section": "/versions"}
    return Shown("history.html", last.title or last.name or "untitled", values, versions_text.history_record(found))


def pair(ledger: Ledger, request: Request) -> Shown:
    """Two versions of an address side by side.

    :raises HTTPException: if they are no two versions of one address.
    """
    asked(request.query_params.multi_items(), ())
    return _pair(ledger, request.path_params["id"], request.path_params["other"])


def _pair(ledger: Ledger, id: str, other: str) -> Shown:
    revision = between(ledger, id, other)
    found = history(ledger, revision.old.url) if revision else None
    if revision is None or found is None:
        raise HTTPException(404, f"“{id}” and “{other}” are no two versions of one address.")
    numbers = {row.id: number for number, row in enumerate(found.versions, 1)}
    told = versions_text.changes(revision)
    values: dict[str, object] = {
        **_known(found),
        "revision": revision,
        "changes": told,
        "sides": [
            (numbers[revision.old.id], revision.old, old_side(revision.texts, [line.old for line in told])),
            (numbers[revision.new.id], revision.new, new_side(revision.texts, [line.new for line in told])),
        ],
        "section": "/versions",
    }
    return Shown("two_versions.html", "Two versions", values, versions_text.revision_record(revision))


def _known(found: History) -> dict[str, object]:
    """What every page of an address shows."""
    return {
        "history": found,
        "seen": versions_text.seen,
        "extent_line": versions_text.extent_line,
        "otherwise_read": versions_text.OTHERWISE_READ,
        "another": Extent.ANOTHER,
    }


def old_side(texts: Alignment, anchors: Iterable[int | None] = ()) -> Paragraphs:
    """The older text in paragraphs, with what is not in the newer marked. anchors: places that are linked to."""
    alone = [texts.old_span(edit.old) for passage in texts.passages for edit in passage.edits]
    alone += [texts.old_span(passage.at) for passage in texts.passages if not passage.there]
    return _pieces(texts.old_text, alone, [texts.old_span(passage.at) for passage in _moved(texts)], anchors)


def new_side(texts: Alignment, anchors: Iterable[int | None] = ()) -> Paragraphs:
    """The newer text in paragraphs, with what was not in the older marked."""
    alone = [texts.new_span(edit.new) for passage in texts.passages for edit in passage.edits]
    alone += [texts.new_span(passage.there) for passage in texts.passages if not passage.at]
    return _pieces(texts.new_text, alone, [texts.new_span(passage.there) for passage in _moved(texts)], anchors)


def _moved(texts: Alignment) -> list[Passage]:
    return [passage for passage in texts.passages if passage.moved]


def _pieces(
    text: str, alone: Sequence[Span | None], moved: Sequence[Span | None], anchors: Iterable[int | None]
) -> Paragraphs:
    """The text cut where a mark begins or ends; not a letter is lost but the blank lines between paragraphs."""
    standing = sorted(span for span in alone if span)
    numbers = {span: number for number, span in enumerate(moved, 1) if span}
    passages = sorted(numbers)
    linked = {at for at in anchors if at is not None}
    borders = sorted({0, len(text), *linked, *(end for span in (*standing, *passages) for end in span)})
    paragraphs: Paragraphs = [[]]
    for start, end in pairwise(borders):
        within = _holding(passages, start)
        number = numbers[within] if within else None
        for turn, words in enumerate(text[start:end].split("\n\n")):
            if turn:
                paragraphs.append([])
            if words:
                begins = not turn and within is not None and within.start == start
                at = start if start in linked and not turn else None
                paragraphs[-1].append(Piece(words, _holding(standing, start) is not None, number, begins, at))
    return [paragraph for paragraph in paragraphs if paragraph]


def _holding(spans: Sequence[Span], at: int) -> Span | None:
    """Of spans in order, none of which overlaps another, the one that holds a place."""
    n = bisect_right(spans, at, key=lambda span: span.start) - 1
    return spans[n] if n >= 0 and at < spans[n].end else None


PAGES = (("/versions", versions), ("/versions/{id}", one), ("/versions/{id}/{other}", pair))
