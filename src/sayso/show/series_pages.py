"""Series in a browser: a list, a page for each with its picture, and that picture alone.

In: a `Ledger` and a request. Out: what `server.py` shows. Series are found anew whenever the ledger has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sayso.compare.origins import of_figures
from sayso.compare.policies import NAMES, apply, policy
from sayso.compare.records import Records, beside
from sayso.compare.series import Series, find, listed, of_ledger
from sayso.ledger import Ledger, Page
from sayso.show import charts, claim_pages, claims_text, following, series_text
from sayso.show.parameters import Asked, asked

FILTERS = ("counted", "state", "place", "outlet")
FEWEST = 2  # figures of a series that is listed: one alone is followed nowhere


@dataclass(frozen=True, slots=True)
class Found:
    """All series of a ledger, and the records beside them, as they were at a stamp."""

    stamp: tuple[int, ...]
    series: tuple[Series, ...]
    records: Records


_last: dict[str, Found] = {}
_lock = Lock()


def found(ledger: Ledger) -> Found:
    """The series of a ledger, found anew only where it has changed since."""
    with _lock:
        stamp = ledger.stamp()
        kept = _last.get(ledger.url)
        if kept is None or kept.stamp != stamp:
            every = tuple(of_ledger(ledger))
            kept = Found(stamp, every, beside(ledger, every))
            _last[ledger.url] = kept
        return kept


def series_page(ledger: Ledger, request: Request) -> tuple[Asked, Page[Series]]:
    """The question and its page of series."""
    question = asked(request.query_params.multi_items(), FILTERS)
    page = listed(
        found(ledger).series,
        question.limit,
        question.offset,
        state=question.state,
        counted=question.counted,
        place=question.place,
        outlet=question.outlet,
        least=FEWEST,
    )
    return question, page


def one(ledger: Ledger, request: Request) -> tuple[Series, Mapping[str, object], object]:
    """A series, the values of its page, and its record as JSON.

    :raises HTTPException: if there is none with this id.
    """
    asked(request.query_params.multi_items(), ())
    series, records = _find(ledger, request)
    matches = records.matches(series)
    policies = [policy(name) for name in NAMES]
    origins = of_figures((point.row for point in series.points), claim_pages.found(ledger).background)
    values: dict[str, object] = {
        **following.values(series),
        "counted": claims_text.counted(origins),
        "lines": [claims_text.origin_line(origin) for origin in origins.origins],
        "tellings": [(one, claims_text.reason(one) if one.why else "") for one in origins.tellings],
        "matches": matches,
        "match_line": series_text.match_line,
        "outcomes": [apply(one, series) for one in policies],
    }
    return series, values, series_text.record(series, matches, policies)


def picture(ledger: Ledger, request: Request) -> Response:
    """The picture of a series as SVG."""
    series, records = _find(ledger, request)
    drawn = charts.intervals(series, records.matches(series))
    if not drawn:
        raise HTTPException(404, "No figure of this series has a date, so there is no picture of it.")
    return Response(drawn, media_type="image/svg+xml")


def _find(ledger: Ledger, request: Request) -> tuple[Series, Records]:
    id = request.path_params["id"]
    everything = found(ledger)
    series = find(everything.series, id)
    if series is None:
        raise HTTPException(404, f"The ledger has no series “{id}”.")
    return series, everything.records
