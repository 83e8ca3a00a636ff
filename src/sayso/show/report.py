"""A report: the ledger as pages in a folder, to open from disk or to mail.

In: a `Ledger`. Out: `index.html` and a page for each article, each self-contained. It shows what was said, by whom and
with what figures, and concludes nothing.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

from sayso.compare import sources
from sayso.compare.records import beside
from sayso.compare.series import of_ledger
from sayso.compare.versions import History, Revision, listed
from sayso.ledger import Ledger, StatementQuery
from sayso.show import charts, following
from sayso.show.page import environment, policy, reading_page, static
from sayso.show.series_text import match_line
from sayso.show.versions_text import Line, changes, extent_line
from sayso.types import Kind

MOST = 500  # articles a report shows: beyond that a served ledger is the better way to look
PICTURED = 8  # series that get a picture
FEWEST = 3  # articles of a series below which a picture says nothing that the list does not
SOURCES = 25
EDITED = 50  # edited articles, those that changed last


def write(ledger: Ledger, folder: Path) -> Path:
    """Write the report into `folder` and return the path of its first page; an older report there is replaced."""
    articles = ledger.documents(limit=MOST)
    edited = _edited(ledger)
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for id in sorted({row.id for row in articles.rows} | {row.document for one, _ in edited for row in one.versions}):
        reading = ledger.reading(id)
        if reading is not None:
            _put(folder / "articles" / f"{id}.html", reading_page(reading))
    first = folder / "index.html"
    style = static("sayso.css")
    page = (
        environment()
        .get_template("report.html")
        .render(
            style=Markup(style),
            policy=policy(style),
            articles=articles,
            outlets=ledger.outlets(),
            kinds={kind: ledger.statements(StatementQuery(kind=kind, limit=1)).total for kind in Kind},
            sources=sources(ledger, limit=SOURCES),
            followed=_followed(ledger),
            edited=edited,
            extent_line=extent_line,
        )
    )
    _put(first, page)
    return first


def _put(path: Path, page: str) -> None:
    """Write beside and rename, so that a stop leaves the old page or the new one, never half of one."""
    beside = path.with_suffix(".part")
    beside.write_text(page, encoding="utf-8")
    beside.replace(path)


def _followed(ledger: Ledger) -> list[tuple[Mapping[str, object], str, list[str]]]:
    """The series of the most articles: their values, their pictures as data URLs, and the records beside them."""
    chosen = [series for series in of_ledger(ledger) if series.articles >= FEWEST][:PICTURED]
    records = beside(ledger, chosen)
    found: list[tuple[Mapping[str, object], str, list[str]]] = []
    for series in chosen:
        matches = records.matches(series)
        drawn = charts.intervals(series, matches)
        url = "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode() if drawn else ""
        found.append((following.values(series), url, [match_line(match) for match in matches]))
    return found


def _edited(ledger: Ledger) -> list[tuple[History, list[tuple[Revision, list[Line]]]]]:
    """The addresses at which more than one version stood, with what changed from each to the next."""
    found = listed(ledger, EDITED).rows
    return [(one, [(revision, changes(revision)) for revision in one.revisions]) for one in found]
