"""A report: the ledger as pages in a folder, to open from disk or to mail.

In: a `Ledger`. Out: `index.html` and a page for each article, each self-contained. It shows what was said, by whom and
with what figures, and concludes nothing.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from markupsafe import Markup

from sayso.compare import same_claims, series, sources, stories
from sayso.compare.index import bring_up_to_date
from sayso.compare.origins import Background, Origins, Telling, of_statements
from sayso.compare.records import beside
from sayso.compare.same_claims import SameClaim
from sayso.compare.stories import Story
from sayso.compare.versions import History, Revision, listed
from sayso.ledger import DocumentRow, Ledger, StatementQuery
from sayso.show import charts, claims_text, following, origin_picture
from sayso.show.page import environment, policy, reading_page, static
from sayso.show.series_text import match_line
from sayso.show.versions_text import Line, changes, extent_line
from sayso.types import Kind

MOST = 500  # articles a report shows: beyond that a served ledger is the better way to look
PICTURED = 8  # series that get a picture
FEWEST = 3  # articles of a series below which a picture says nothing that the list does not
SOURCES = 25
STORIES, CLAIMS = 25, 12  # shown of each, those of the most articles and outlets
EDITED = 50  # edited articles, those that changed last


def write(ledger: Ledger, folder: Path) -> Path:
    """Write the report into `folder` and return the path of its first page; an older report there is replaced."""
    articles = ledger.documents(limit=MOST)
    edited = _edited(ledger)
    bring_up_to_date(ledger)
    told, several = _stories(ledger), _claims(ledger)
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    linked = {row.id for row in articles.rows} | {row.document for one, _ in edited for row in one.versions}
    linked |= {row.id for story in told for row in story.articles} | {row.document for row in _tellings(several)}
    for id in sorted(linked):
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
            stories=[(story, _texts(story)) for story in told],
            claims=[_claim(*pair) for pair in several],
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
    chosen = [one for one in series.of_ledger(ledger) if one.articles >= FEWEST][:PICTURED]
    records = beside(ledger, chosen)
    found: list[tuple[Mapping[str, object], str, list[str]]] = []
    for one in chosen:
        matches = records.matches(one)
        drawn = charts.intervals(one, matches)
        found.append((following.values(one), _url(drawn) if drawn else "", [match_line(match) for match in matches]))
    return found


def _url(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _stories(ledger: Ledger) -> list[Story]:
    """Stories of several articles, those of the most articles first."""
    told = [story for story in stories.of_ledger(ledger) if len(story.articles) > 1]
    return sorted(told, key=lambda story: -len(story.articles))[:STORIES]


def _texts(story: Story) -> list[list[DocumentRow]]:
    """The articles of a story, those that are in the main one text together."""
    rows = {row.id: row for row in story.articles}
    return [[rows[id] for id in group] for group in story.texts]


def _claims(ledger: Ledger) -> list[tuple[SameClaim, Origins]]:
    """Claims of several outlets with what they rest on, those of the most outlets first."""
    background = Background(ledger)
    several = [claim for claim in same_claims.of_ledger(ledger) if len(claim.outlets) > 1]
    return [(claim, of_statements(claim.statements, background)) for claim in several[:CLAIMS]]


def _tellings(claims: Iterable[tuple[SameClaim, Origins]]) -> Iterator[Telling]:
    for _, origins in claims:
        yield from origins.tellings


def _claim(claim: SameClaim, origins: Origins) -> dict[str, object]:
    """What the page shows of a claim."""
    return {
        "claim": claim,
        "origins": origins,
        "counted": claims_text.counted(origins),
        "picture": _url(origin_picture.svg(origins)),
        "tellings": [(one, claims_text.reason(one) if one.why else "") for one in origins.tellings],
        "lines": [claims_text.origin_line(one) for one in origins.origins],
    }


def _edited(ledger: Ledger) -> list[tuple[History, list[tuple[Revision, list[Line]]]]]:
    """The addresses at which more than one version stood, with what changed from each to the next."""
    found = listed(ledger, EDITED).rows
    return [(one, [(revision, changes(revision)) for revision in one.revisions]) for one in found]
