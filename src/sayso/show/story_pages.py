"""Stories and reprints in a browser: a list, a page for each story, and two articles with what they share marked.

In: a `Ledger` and a request. Out: what `server.py` shows. The index is brought up to date, and stories are found anew,
whenever the ledger has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from threading import Lock

from starlette.exceptions import HTTPException
from starlette.requests import Request

from sayso.compare import reprints
from sayso.compare.index import bring_up_to_date
from sayso.compare.stories import Story, find, listed, of_ledger
from sayso.ledger import Ledger
from sayso.show import coverage_text
from sayso.show.parameters import asked
from sayso.show.shown import Shown, listing
from sayso.types import Document, Span

FILTERS = ("text", "outlet", "since", "until")


@dataclass(frozen=True, slots=True)
class Found:
    """All stories of a ledger as they were at a stamp."""

    stamp: tuple[int, ...]
    stories: tuple[Story, ...]


_last: dict[str, Found] = {}
_lock = Lock()


def found(ledger: Ledger) -> Found:
    """The stories of a ledger, found anew only where it has changed since."""
    with _lock:
        stamp = ledger.stamp()
        kept = _last.get(ledger.url)
        if kept is None or kept.stamp != stamp:
            bring_up_to_date(ledger)
            kept = Found(stamp, tuple(of_ledger(ledger)))
            _last[ledger.url] = kept
        return kept


def stories(ledger: Ledger, request: Request) -> Shown:
    """A page of stories."""
    q = asked(request.query_params.multi_items(), FILTERS)
    every = found(ledger).stories
    page = listed(every, q.limit, q.offset, words=q.text, outlet=q.outlet, since=q.since, until=q.until)
    return listing(ledger, "stories", q, page, [coverage_text.story_summary(one) for one in page.rows])


def one(ledger: Ledger, request: Request) -> Shown:
    """A story with its articles and what they share.

    :raises HTTPException: if there is none with this id.
    """
    asked(request.query_params.multi_items(), ())
    id = request.path_params["id"]
    story = find(found(ledger).stories, id)
    if story is None:
        raise HTTPException(404, f"The ledger has no story “{id}”.")
    among = {row.id for row in story.articles}
    shared = [r for r in reprints.of_ledger(ledger, among) if {r.document.id, r.other.id} <= among]
    rows = {row.id: row for row in story.articles}
    values = {"story": story, "rows": rows, "shared": shared, "section": "/stories"}
    return Shown("one_story.html", story.name or "untitled", values, coverage_text.story_record(story, shared))


def pair(ledger: Ledger, request: Request) -> Shown:
    """Two articles that share passages.

    :raises HTTPException: if they share nothing.
    """
    asked(request.query_params.multi_items(), ())
    found(ledger)
    here, there = request.path_params["id"], request.path_params["other"]
    among = reprints.of_ledger(ledger, [here])
    shared = next((r for r in among if {r.document.id, r.other.id} == {here, there}), None)
    if shared is None:
        raise HTTPException(404, f"The articles “{here}” and “{there}” share no passage that the ledger knows of.")
    sides = []
    for row, spans in (
        (shared.document, [p[0] for p in shared.passages]),
        (shared.other, [p[1] for p in shared.passages]),
    ):
        document = ledger.document(row.id)
        assert document is not None
        sides.append((row, marked(document, spans)))
    line = coverage_text.reprint_line(shared)
    values = {"shared": shared, "sides": sides, "line": line, "section": "/stories"}
    return Shown("reprint.html", "What two articles share", values, coverage_text.reprint_record(shared))


def marked(document: Document, passages: list[Span]) -> list[list[tuple[str, int | None]]]:
    """The paragraphs of a text, each in pieces with the number of the passage that it is part of, from 1, or None."""
    text, numbers = document.text, {span: n for n, span in enumerate(passages, 1)}
    borders = sorted({0, len(text), *(end for span in passages for end in span)})
    paragraphs: list[list[tuple[str, int | None]]] = [[]]
    for start, end in pairwise(borders):
        number = next((n for span, n in numbers.items() if span.start <= start and end <= span.end), None)
        first, *rest = text[start:end].split("\n\n")
        paragraphs[-1].append((first, number))
        paragraphs += [[(piece, number)] for piece in rest]
    return [[piece for piece in paragraph if piece[0]] for paragraph in paragraphs if any(p[0] for p in paragraph)]


PAGES = (("/stories", stories), ("/stories/{id}", one), ("/reprints/{id}/{other}", pair))
