"""Exchange: series in forms that other programs read.

In: series. Out: rows of an HXL table (a header, a row of tags, then one row a figure), and JSON-LD: schema.org's Claim,
with the relations that it lacks in terms of our own (docs/series.md). Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.compare import meaning
from sayso.compare.changes import contradictions, revisions
from sayso.compare.points import Point
from sayso.compare.series import Series

TERMS = "urn:sayso:terms:"  # docs/series.md
COLUMNS = (
    ("series", "#meta+series+id"),
    ("name", "#meta+series+name"),
    ("figure", "#meta+figure+id"),
    ("published", "#date+published"),
    ("from", "#date+start"),
    ("to", "#date+end"),
    ("place", "#loc+name"),
    ("place from", "#loc+source+name"),
    ("period", "#indicator+period+name"),
    ("state", "#indicator+state+name"),
    ("group", "#indicator+group+name"),
    ("tag", "#indicator+tag"),
    ("low", "#affected+min"),
    ("high", "#affected+max"),
    ("bound", "#indicator+bound+name"),
    ("words", "#description+words"),
    ("source", "#source+name"),
    ("role", "#source+role"),
    ("outlet", "#source+outlet"),
    ("document", "#meta+document+id"),
    ("url", "#meta+url"),
)


def hxl_rows(series: Iterable[Series]) -> Iterator[list[str]]:
    """Header, tags, and a row for each figure; an open end is empty."""
    yield [name for name, _ in COLUMNS]
    yield [tag for _, tag in COLUMNS]
    for one in series:
        for point in one.points:
            yield [_text(value) for value in _row(one, point)]


def _row(series: Series, point: Point) -> tuple[object, ...]:
    row = point.row
    days = point.days
    return (
        series.id,
        series.name,
        point.key,
        row.published,
        days.first if days else None,
        days.last if days else None,
        point.where.words if point.where else None,
        point.where.found if point.where else None,
        point.period,
        series.state,
        series.group,
        series.hxl,
        row.low,
        row.high,
        row.bound.value,
        row.words,
        row.actor or row.source,
        row.role.value if row.role else None,
        row.outlet,
        row.document,
        row.document_url,
    )


def _text(value: object) -> str:
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    said = "" if value is None else str(value)
    # A spreadsheet would run what begins so as a formula.
    return f"'{said}" if said[:1] in ("=", "+", "-", "@", "\t", "\r") else said


def json_ld(series: Iterable[Series]) -> dict[str, Any]:
    """A graph of claims, with how they hang together."""
    graph: list[dict[str, Any]] = []
    for one in series:
        graph.append(
            {
                "@id": f"urn:sayso:series:{one.id}",
                "@type": "sayso:Series",
                "name": one.name,
                "sayso:state": one.state,
                "sayso:counted": one.group,
                "sayso:tag": one.hxl,
                "sayso:scope": one.scope,
            }
        )
        revised = {(r.after.key, r.before.key) for r in revisions(one)}
        against = {(c.higher.key, c.lower.key) for c in contradictions(one)}
        graph += [_claim(one, point, revised, against) for point in one.points]
    context = {"@vocab": "https://schema.org/", "sayso": TERMS}
    return {"@context": context, "@graph": graph}


def _claim(
    series: Series, point: Point, revised: set[tuple[str, str]], against: set[tuple[str, str]]
) -> dict[str, Any]:
    row = point.row
    claim: dict[str, Any] = {
        "@id": f"urn:sayso:figure:{point.key}",
        "@type": "Claim",
        "text": row.words,
        "sayso:partOfSeries": {"@id": f"urn:sayso:series:{series.id}"},
        "sayso:low": row.low,
        "sayso:high": row.high,
        "sayso:bound": row.bound.value,
        "sayso:period": point.period,
        "appearance": {
            "@type": "NewsArticle",
            "identifier": row.document,
            "url": row.document_url,
            "headline": row.document_title,
            "datePublished": str(row.published) if row.published else None,
            "publisher": {"@type": "Organization", "name": row.outlet} if row.outlet else None,
        },
    }
    if row.actor or row.source:
        claim["author"] = {"@type": "Thing", "name": row.actor or row.source}
    if point.where:
        claim["contentLocation"] = {"@type": "Place", "name": point.where.words, "sayso:foundIn": point.where.found}
    if point.days:
        claim["temporalCoverage"] = f"{point.days.first}/{point.days.last}"
    for term, pairs in (("sayso:revises", revised), ("sayso:contradicts", against)):
        if others := sorted(other for key, other in pairs if key == point.key):
            claim[term] = [{"@id": f"urn:sayso:figure:{other}"} for other in others]
    same = [p.key for p in series.points if p is not point and (p.row.low, p.row.high) == (row.low, row.high)]
    if same:
        claim["sayso:sameFigureAs"] = [{"@id": f"urn:sayso:figure:{key}"} for key in same]
    if point.scope == meaning.PART:
        claim["sayso:partOf"] = f"a larger figure in {row.document}"
    return claim
