"""A report: the ledger as pages in a folder, to open from disk or to mail.

In: a `Ledger`. Out: `index.html` and a page for each article, each self-contained. It shows what was said, by whom and
with what figures, and concludes nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from sayso.compare import sources
from sayso.ledger import DocumentRow, FigureQuery, FigureRow, Ledger, StatementQuery
from sayso.show import charts
from sayso.show.page import environment, policy, reading_page, static
from sayso.types import Kind

MOST = 500  # articles a report shows: beyond that a served ledger is the better way to look
PICTURED = 4  # states of figures that get a picture
FEWEST = 4  # figures of a state below which a picture says nothing that the list does not
SOURCES = 25


@dataclass(frozen=True, slots=True)
class Followed:
    """The figures counted in one state, oldest first, and their picture."""

    state: str
    rows: tuple[FigureRow, ...]
    picture: Markup


def write(ledger: Ledger, folder: Path) -> Path:
    """Write the report into `folder` and return the path of its first page; an older report there is replaced."""
    articles = ledger.documents(limit=MOST)
    edited = _edited(ledger, articles.rows)
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for id in sorted({row.id for row in articles.rows} | {row.id for history in edited for row in history}):
        reading = ledger.reading(id)
        if reading is not None:
            _put(folder / "articles" / f"{id}.html", reading_page(reading))
    letters = charts.letters_for([outlet.outlet for outlet in ledger.outlets()])
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
            letters=letters,
            kinds={kind: ledger.statements(StatementQuery(kind=kind, limit=1)).total for kind in Kind},
            sources=sources(ledger, limit=SOURCES),
            followed=_followed(ledger, letters),
            edited=edited,
        )
    )
    _put(first, page)
    return first


def _put(path: Path, page: str) -> None:
    """Write beside and rename, so that a stop leaves the old page or the new one, never half of one."""
    beside = path.with_suffix(".part")
    beside.write_text(page, encoding="utf-8")
    beside.replace(path)


def _followed(ledger: Ledger, letters: dict[str | None, str]) -> list[Followed]:
    rows = ledger.figures(FigureQuery(limit=100_000)).rows
    counts = Counter(row.state for row in rows if row.state and row.published)
    found = []
    for state, count in sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[:PICTURED]:
        if count >= FEWEST:
            chosen = sorted(
                (row for row in rows if row.state == state), key=lambda row: (str(row.published), row.document, row.id)
            )
            found.append(Followed(str(state), tuple(chosen), charts.figures(chosen, letters)))
    return found


def _edited(ledger: Ledger, rows: tuple[DocumentRow, ...]) -> list[list[DocumentRow]]:
    """For each URL with more than one version, its versions from first to last."""
    histories = [ledger.versions_of(url) for url in sorted({row.url for row in rows if row.url})]
    return [list(history) for history in histories if len(history) > 1]
