"""Same claims in a browser: a list, a page for each with a picture of what it rests on, and that picture alone.

In: a `Ledger` and a request. Out: what `server.py` shows. Claims are found anew whenever the ledger has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sayso.compare.index import bring_up_to_date
from sayso.compare.origins import Background, Origins, of_statements
from sayso.compare.same_claims import SameClaim, find, listed, of_ledger, unfound
from sayso.ledger import Ledger
from sayso.show import claims_text, origin_picture
from sayso.show.parameters import asked
from sayso.show.shown import Shown, listing

FILTERS = ("text", "outlet", "since", "until")
FEWEST = 2  # outlets of a claim that is listed


@dataclass(frozen=True, slots=True)
class Found:
    """All same claims of a ledger, and what is known of its articles, as they were at a stamp."""

    stamp: tuple[int, ...]
    claims: tuple[SameClaim, ...]
    background: Background


_last: dict[str, Found] = {}
_lock = Lock()


def found(ledger: Ledger) -> Found:
    """The claims of a ledger, found anew only where it has changed since."""
    with _lock:
        stamp = ledger.stamp()
        kept = _last.get(ledger.url)
        if kept is None or kept.stamp != stamp:
            bring_up_to_date(ledger)
            kept = Found(stamp, tuple(of_ledger(ledger)), Background(ledger))
            _last[ledger.url] = kept
        return kept


def claims(ledger: Ledger, request: Request) -> Shown:
    """A page of claims that several outlets carry."""
    q = asked(request.query_params.multi_items(), FILTERS)
    here = found(ledger)
    page = listed(
        here.claims, q.limit, q.offset, words=q.text, outlet=q.outlet, since=q.since, until=q.until, outlets=FEWEST
    )
    traced = [(one, of_statements(one.statements, here.background)) for one in page.rows]
    shown = listing(ledger, "claims", q, page, [claims_text.claim_summary(*pair) for pair in traced])
    return Shown(shown.template, "Claims", {**shown.values, "traced": traced}, shown.record)


def one(ledger: Ledger, request: Request) -> Shown:
    """A claim: who tells it in which words, and what it rests on.

    :raises HTTPException: if no other article makes the claim of the statement.
    """
    asked(request.query_params.multi_items(), ())
    claim, origins = _find(ledger, request)
    values: dict[str, object] = {
        "claim": claim,
        "origins": origins,
        "counted": claims_text.counted(origins),
        "lines": [(origin, claims_text.origin_line(origin)) for origin in origins.origins],
        "reason": claims_text.reason,
        "held": claims_text.held_lines(claim, origins),
        "possibly": claims_text.possibly(claim, origins),
        "section": "/claims",
    }
    return Shown("one_claim.html", claim.statements[0].content[:60], values, claims_text.claim_record(claim, origins))


def picture(ledger: Ledger, request: Request) -> Response:
    """What a claim rests on, as SVG."""
    _, origins = _find(ledger, request)
    return Response(origin_picture.svg(origins), media_type="image/svg+xml")


def _find(ledger: Ledger, request: Request) -> tuple[SameClaim, Origins]:
    id = request.path_params["id"]
    here = found(ledger)
    claim = find(here.claims, id)
    if claim is None:
        why = unfound(ledger, id)
        raise HTTPException(404, f"{why[0].upper()}{why[1:]}.")
    return claim, of_statements(claim.statements, here.background)


PAGES = (("/claims", claims), ("/claims/{id}", one))
